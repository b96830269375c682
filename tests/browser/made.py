"""Reports on disk for the browser: made once from the sample texts, from hostile ones, and from long ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import compare
from compare.model.result import Result
from compare.report.site import to_files

ROOT = Path(__file__).resolve().parent.parent.parent
TEXTS = ROOT / "seeds" / "texts"
PAIR = ("baku-2024-a.ar.txt", "baku-2024-b.ar.html")
FIVE = (*PAIR, "call-2021.ar.txt", "moscow-2024.ar.txt", "apology-2023.ar.txt")


@lru_cache(maxsize=4)
def sample(names: tuple[str, ...] = PAIR) -> Result:
    """The comparison of some of the sample texts."""
    return compare.compare([compare.read(TEXTS / name) for name in names])


def put(files: Mapping[str, str], folder: Path) -> Path:
    """Writes pages as the program does, lone surrogates replaced; gives the first page."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", errors="replace")
    return folder / next(iter(files))


def written(result: Result, lang: str, folder: Path) -> Path:
    """The report of a result in a folder; its first page."""
    return put(to_files(result, lang), folder)


def long_page(paragraphs: int) -> Result:
    """Two accounts with so many paragraphs together, each with a sentence of its own, few of them shared."""

    def text(side: str) -> str:
        told = (
            f"قال مراسل {side} إن الفقرة رقم {n} تتناول اجتماع اللجنة {n % 17} في القاعة {n % 23}."
            for n in range(paragraphs // 2)
        )
        return "\n\n".join(told)

    return compare.compare(
        [compare.Witness.from_text(text(side), id=side, language="ar") for side in ("الأول", "الثاني")]
    )
