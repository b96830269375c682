"""Builds compare/report/assets/fonts: the report's fonts, cut down to Arabic and Latin-1.

The argument is a folder that holds the unpacked wheels fontpkg-noto-sans-arabic 2.12, pylopdf-fonts-ar
0.1.1 and fontpkg-amiri 1.2 (all OFL-1.1, no reserved font name). TTF is for matplotlib, WOFF2 for the page.
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
FEATURES = [
    *("ccmp", "locl", "isol", "init", "medi", "fina", "fin2", "fin3", "med2", "rlig", "calt", "liga"),
    *("kern", "mark", "mkmk", "curs", "rvrn"),
]

SANS, NASKH, AMIRI = "NotoSansArabic[wdth,wght].ttf", "NotoNaskhArabic-Variable.ttf", "Amiri-Regular.ttf"
JOBS = (
    # name, source, weight, characters
    ("NotoSansArabic-Regular.ttf", SANS, 400, WIDE),
    ("NotoSansArabic-Bold.ttf", SANS, 700, WIDE),
    ("NotoSansArabic.woff2", SANS, None, WIDE),  # the weight stays variable
    ("NotoNaskhArabic-Regular.woff2", NASKH, 400, WIDE),
    ("NotoNaskhArabic-Bold.woff2", NASKH, 700, WIDE),
    ("Amiri-Regular.woff2", AMIRI, None, WIDE),
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
    options.layout_features = FEATURES
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
