"""Builds compare/report/assets/fonts: the report's fonts, cut down to Arabic, Latin and Cyrillic.

The argument is a folder that holds the unpacked wheels fontpkg-noto-sans-arabic 2.12, fontpkg-noto-sans 2.15,
pylopdf-fonts-ar 0.1.1 and fontpkg-amiri 1.2 (all OFL-1.1, no reserved font name). TTF is for matplotlib, WOFF2 for the page.
Run: python tools/subset_fonts.py FOLDER
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).parents[1] / "compare" / "report" / "assets" / "fonts"
BUDGET = 500_000

LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x152, 0x153, 0x178]
PUNCTUATION = [*range(0x2010, 0x2028), 0x202F, *range(0x2030, 0x203B), *range(0x200B, 0x2010)]
ISOLATES = [0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069]
SIGNS = [0x20AC, 0x2190, 0x2192, 0x2212, 0x2213, 0x2248, 0x2260, 0x2264, 0x2265, 0x25CC]
ARABIC = [*range(0x600, 0x700)]
WIDE = LATIN + PUNCTUATION + ISOLATES + SIGNS + ARABIC
EXTENDED = [*range(0x100, 0x180), 0x18F, *range(0x218, 0x21C), 0x259, 0x2BC, 0x301]
CYRILLIC = [*range(0x400, 0x460), *range(0x490, 0x4C0), 0x4D8, 0x4D9, 0x4E8, 0x4E9, 0x4EE, 0x4EF, 0x2116]
BESIDE = EXTENDED + CYRILLIC + SIGNS + PUNCTUATION
"""What the Arabic fonts lack, for the pictures: drawn letter by letter where a label needs it."""
FEATURES = [
    *("ccmp", "locl", "isol", "init", "medi", "fina", "fin2", "fin3", "med2", "rlig", "calt", "liga"),
    *("kern", "mark", "mkmk", "curs", "rvrn"),
]

MARKS = ["ccmp", "locl", "mark", "mkmk"]

# What running text needs: no marks of recitation, no letters of single languages far off. The sans has them all.
MODERN = [0x60C, 0x61B, 0x61F, *range(0x621, 0x656), *range(0x660, 0x66E), 0x670, 0x671, 0x679, 0x67E, 0x686, 0x688]
MODERN += [0x691, 0x698, 0x6A4, 0x6A9, 0x6AF, 0x6BA, 0x6BE, 0x6C0, 0x6C1, 0x6C3, 0x6CC, *range(0x6D2, 0x6D6)]
MODERN += range(0x6F0, 0x6FA)
MARKUP = [0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x2022, *range(0x200C, 0x2010), *range(0x2066, 0x206A)]
MARKUP += [0x2212, 0x25CC, 0x2039, 0x203A, 0x20AC, 0x2192, 0x2190, 0xFFFD]
READING = [*range(0x20, 0x7F), *range(0xA0, 0x100), *MARKUP, *MODERN]
JOINING = ["ccmp", "locl", "mark", "mkmk", "init", "medi", "fina", "isol", "rlig", "kern", "curs"]

SANS, NASKH, AMIRI = "NotoSansArabic[wdth,wght].ttf", "NotoNaskhArabic-Variable.ttf", "Amiri-Regular.ttf"
PLAIN = "NotoSans[wdth,wght].ttf"
JOBS = (
    # name, source, weight, characters
    ("NotoSansArabic-Regular.ttf", SANS, 400, WIDE),
    ("NotoSansArabic-Bold.ttf", SANS, 700, WIDE),
    ("NotoSans-Regular.ttf", PLAIN, 400, BESIDE),
    ("NotoSans-Bold.ttf", PLAIN, 700, BESIDE),
    ("NotoSans-Regular.woff2", PLAIN, 400, BESIDE),
    ("NotoSans-Bold.woff2", PLAIN, 700, BESIDE),
    ("NotoSansArabic.woff2", SANS, None, WIDE),  # the weight stays variable
    ("NotoNaskhArabic-Regular.woff2", NASKH, 400, READING),
    ("NotoNaskhArabic-Bold.woff2", NASKH, 700, READING),
    ("Amiri-Regular.woff2", AMIRI, None, READING),
)


def find(folder: Path, name: str) -> Path:
    """The one file of that name, wherever its wheel keeps it."""
    for path in sorted(folder.rglob("*")):
        if path.name == name:
            return path
    raise SystemExit(f"{name} is not in {folder.name}")


def pinned(font: TTFont, weight: int | None) -> TTFont:
    """The font at one weight and normal width; with no weight told, the weight keeps its axis."""
    if "fvar" not in font:
        return font
    limits: dict[str, object] = {}
    for axis in font["fvar"].axes:
        if axis.axisTag == "wght":
            limits["wght"] = weight if weight is not None else (400, 400, 700)
        else:
            limits[axis.axisTag] = axis.defaultValue
    cut = io.BytesIO()
    instantiateVariableFont(font, limits, updateFontNames=False).save(cut)
    return TTFont(cut, recalcTimestamp=False)  # read anew: glyphs without variations have lost their entries


def subset(source: Path, target: Path, weight: int | None, characters: list[int]) -> None:
    font = pinned(TTFont(source, recalcTimestamp=False), weight)
    options = Options()
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    # Pairs of letters of the small font are not kerned: that table would weigh a third of it.
    options.layout_features = MARKS if source.name == PLAIN else FEATURES
    if characters is READING:
        # Ligatures of choice are a third of Amiri, and what breaks words that are taken out of a PDF.
        options.layout_features = JOINING if source.name == AMIRI else [*JOINING, "liga", "calt"]
    options.drop_tables += ["DSIG", "MATH", "STAT"] if weight is not None else ["DSIG", "MATH"]
    cutter = Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    if weight == 700:
        rename_bold(font)
    font.flavor = "woff2" if target.suffix == ".woff2" else None
    font.save(target)


def rename_bold(font: TTFont) -> None:
    font["OS/2"].usWeightClass = 700
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x40 | 0x20
    font["head"].macStyle |= 1
    for record in font["name"].names:
        if record.nameID in (2, 4, 6):
            record.string = str(record).replace("Regular", "Bold")


def licences(folder: Path) -> str:
    """One OFL text under all the copyright lines."""
    found = [p.read_text("utf-8") for p in sorted(folder.rglob("*")) if p.name in ("LICENSE", "OFL.txt")]
    marker = "This Font Software is licensed under the SIL Open Font License"
    rights = sorted({text.partition(marker)[0].strip() for text in found if marker in text})
    body = next(text for text in found if marker in text).partition(marker)[2]
    return "\n".join(rights) + "\n\n" + marker + body.rstrip() + "\n"


def main() -> None:
    folder = Path(sys.argv[1])
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, source, weight, characters in JOBS:
        subset(find(folder, source), TARGET / name, weight, characters)
        print(f"{(TARGET / name).stat().st_size:>8} {name}")
    (TARGET / "OFL.txt").write_text(licences(folder), "utf-8")
    total = sum(p.stat().st_size for p in TARGET.iterdir())
    print(f"{total:>8} in all")
    if total > BUDGET:
        raise SystemExit("over the budget")


if __name__ == "__main__":
    main()
