"""Style, script and fonts as a page carries them."""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from importlib import resources

from compare.languages import table
from compare.model.result import Result

# The embedded faces, and the letters for which a page carries them.
_FACES = (
    ("TSans", "NotoSansArabic.woff2", "400 700", "arabic"),
    ("TNaskh", "NotoNaskhArabic-Regular.woff2", "400", "arabic"),
    ("TNaskh", "NotoNaskhArabic-Bold.woff2", "700", "arabic"),
    ("TPrint", "Amiri-Regular.woff2", "400", "arabic"),
    ("TBeside", "NotoSans-Regular.woff2", "400", "beside"),
    ("TBeside", "NotoSans-Bold.woff2", "700", "beside"),
)
# Latin beyond its first page, and Cyrillic.
_LETTERS = {"arabic": re.compile("[\u0600-\u06ff]"), "beside": re.compile("[\u0100-\u017f\u0400-\u04ff]")}


def stylesheet(letters: frozenset[str] = frozenset(_LETTERS)) -> str:
    """The style of the pages of a folder, with the fonts for `letters` inside, so that they stand once."""
    return fonts(letters) + asset("report.css") + asset("decisions.css")


@lru_cache(maxsize=8)
def asset(name: str) -> str:
    """A file of the package's own, without what only who writes it needs: indents, remarks of a script."""
    text = resources.files("compare.report").joinpath("assets", name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not (name.endswith(".js") and line.startswith("//")))


def letters_of(result: Result, lang: str) -> frozenset[str]:
    """The letters that a page shows and that have faces of their own: of its texts and of its language."""
    held = (t for w in result.witnesses for t in (w.text, w.title or "", w.outlet or ""))
    shown = [*held, *map(str, table(lang, "page").values())]
    return frozenset(name for name, letter in _LETTERS.items() if any(map(letter.search, shown)))


@lru_cache(maxsize=8)
def fonts(letters: frozenset[str]) -> str:
    """The @font-face rules with the fonts inside, of the faces that letters need."""
    folder = resources.files("compare.report").joinpath("assets", "fonts")
    rules = []
    for face, file, weight, needed in _FACES:
        font = folder.joinpath(file)
        if needed in letters and font.is_file():
            data = base64.b64encode(font.read_bytes()).decode()
            rules.append(
                f"@font-face{{font-family:{face};font-weight:{weight};font-display:swap;"
                f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
            )
    return "".join(rules)
