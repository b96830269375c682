"""Repeated paragraphs end to end: inputs to texts, texts to clusters, clusters to a folder of files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np

from compare.duplicates.paragraphs import MIN_WORDS, Paragraphs, written_date
from compare.duplicates.repeats import Found, fingerprint, repeats_of
from compare.duplicates.tally import kind_of, members_of
from compare.errors import CompareError, InputError, NothingComparableError, OutputError, UsageError
from compare.folders import placed
from compare.model.claim import Difference
from compare.model.repeated import Variant
from compare.normalise.words import words_of
from compare.report.exports.words import check_office
from compare.settings import Settings
from compare.streams import parquet

FORMATS = ("html", "md", "json", "csv", "png", "svg", "parquet")
EXPORTS = ("xlsx",)
"""The formats that are written only where they are asked for."""
_PLACE = ("file", "row", "start", "end", "outlet", "published")
PAIRS = ("i", "j", "score", *(f"{side}_{name}" for side in "ij" for name in _PLACE))
CLUSTERS = (
    "cluster",
    "kind",
    "size",
    "representative",
    "paragraph",
    *_PLACE,
    "id",
    "score",
    "differs",
    "details",
)
_ROWS_AT_ONCE = 20_000
_QUOTE = 80

Progress: TypeAlias = Callable[[str, int, int], None]
Cell: TypeAlias = str | int | float | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for, and how the inputs are read.

    `work` keeps what a search needs to go on later, `steps` is its address for inputs at addresses; `master`
    is Spark's, where that is the engine.
    """

    threshold: float = 0.7
    columns: Mapping[str, str] = field(default_factory=dict)
    min_words: int = MIN_WORDS
    whole: bool = False
    work: Path | None = None
    master: str | None = None
    steps: str | None = None
    settings: Settings = field(default_factory=Settings)


def search(paths: Sequence[str], asked: Asked, progress: Progress | None = None) -> Found:
    """The repeated paragraphs of files, folders, patterns and tables.

    An input that fails is named in the result and left out. Raises the first failure where nothing can be
    read, and `NothingComparableError` where fewer than two paragraphs are left. Cost: the inputs are read
    twice; memory as told by `Settings.memory`, and some 36 bytes a paragraph.
    """
    from compare.engine.chosen import find_duplicates as find

    if not 0 < asked.threshold <= 1:
        raise UsageError("--threshold wants a number above 0, at most 1.", slug="threshold")
    if asked.min_words < 1:
        raise UsageError("--min-words wants a number from 1 on.", slug="min-words")
    paragraphs = Paragraphs(
        paths, asked.columns, asked.settings, min_words=asked.min_words, whole=asked.whole
    )
    try:
        if asked.work is not None:
            asked.work.mkdir(parents=True, exist_ok=True)
        found = find(
            paragraphs,
            asked.threshold,
            asked.settings,
            folder=asked.work,
            fingerprint=paragraphs.fingerprint,
            progress=progress,
            master=asked.master,
        )
    except OSError as error:
        reason = error.strerror or "the system refused"
        raise OutputError(
            f"The files of the search cannot be written: {reason}.", slug="unwritable"
        ) from None
    if not paragraphs.complete:
        # Taken up from an earlier search: the places are still to be read.
        for _ in paragraphs:
            pass
    _check(paragraphs)
    pairs = found.pairs
    members = members_of(found.clusters, found.representatives, pairs, len(paragraphs.places))
    return repeats_of(
        paragraphs,
        pairs,
        members,
        found.representatives,
        threshold=asked.threshold,
        settings=asked.settings,
        notes=found.notes,
        progress=progress,
    )


def _check(paragraphs: Paragraphs) -> None:
    if not paragraphs.rows:
        failures = paragraphs.failures
        raise failures[0] if failures else InputError("No text was found in these inputs.", slug="empty")
    if len(paragraphs.places) < 2:
        short = f" ({paragraphs.short} shorter lines were left out)" if paragraphs.short else ""
        count = "one paragraph" if len(paragraphs.places) else "no paragraph"
        raise NothingComparableError(
            f"This holds {count}{short}; a search for duplicates needs two.", slug="one-paragraph"
        )


def contradicting(found: Found) -> bool:
    """True where a shown copy contradicts what it was copied from."""
    from compare.report.duplicates_words import contradicts

    return any(map(contradicts, found.repeats.clusters))


# ------------------------------------------------------------------------------------------------- tables


def pair_rows(found: Found) -> Iterator[tuple[Cell, ...]]:
    """Every pair with where both paragraphs stand, in the order of `PAIRS`."""
    place = _places(found)
    first, second, scores = found.pairs
    for low in range(0, len(first), _ROWS_AT_ONCE):
        part = slice(low, low + _ROWS_AT_ONCE)
        columns = (first[part].tolist(), second[part].tolist(), np.round(scores[part], 4).tolist())
        for i, j, score in zip(*columns, strict=True):
            yield (i, j, score, *place(i), *place(j))


def cluster_rows(found: Found) -> Iterator[tuple[Cell, ...]]:
    """Every member of every cluster, in the order of `CLUSTERS`.

    `differs` is "same" (as it stands), "spelling" (the same words) or "words"; `details` tells the checkable
    differences where they were compared. The score is blank where it was not measured.
    """
    place = _places(found)
    members, seen = found.members, found.seen
    details, scores = _details(found), _scores(found)
    for cluster, (low, high) in enumerate(pairwise(members.bounds.tolist())):
        own = members.order[low:high].tolist()
        main = low + own.index(found.representatives[cluster])
        kind = kind_of(found.groups, cluster).value
        for at, i in enumerate(own, start=low):
            folded = int(seen.folded[at])
            if folded != int(seen.folded[main]):
                differs, score = "words", _number(scores[at])
            else:
                differs, score = "same" if seen.plain[at] == seen.plain[main] else "spelling", 1.0
            is_main = "yes" if at == main else "no"
            told = details.get((cluster + 1, folded), "") if differs == "words" else ""
            yield (cluster + 1, kind, high - low, is_main, i, *place(i), seen.ids.of(i), score, differs, told)


def _number(score: float) -> float | None:
    return None if score != score else round(float(score), 4)


def _scores(found: Found) -> Any:
    """The score of each member: that of any member of its cluster with the same words."""
    members, seen = found.members, found.seen
    if not len(members.order):
        return members.score
    sort = np.lexsort((seen.folded, members.cluster))
    cluster, folded = members.cluster[sort], seen.folded[sort]
    starts = np.flatnonzero(
        np.concatenate(([True], (cluster[1:] != cluster[:-1]) | (folded[1:] != folded[:-1])))
    )
    best = np.fmax.reduceat(members.score[sort], starts)
    scores = np.empty(len(sort))
    scores[sort] = np.repeat(best, np.diff(np.append(starts, len(sort))))
    return scores


def _places(found: Found) -> Callable[[int], tuple[Cell, ...]]:
    places, outlets = found.paragraphs.places, found.paragraphs.outlets
    names = found.paragraphs.file_names

    def place(i: int) -> tuple[Cell, ...]:
        return (
            names[places.file[i]],
            places.row[i] or None,
            places.start[i],
            places.end[i],
            outlets[places.outlet[i]],
            written_date(places.date[i]),
        )

    return place


def _details(found: Found) -> dict[tuple[int, int], str]:
    """What was changed in the wordings whose details were compared, by cluster and fingerprint."""
    told: list[tuple[int, Variant]] = [
        (cluster.number, variant)
        for cluster in found.repeats.clusters
        for variant in cluster.variants
        if variant.compared
    ]
    words = words_of([variant.text for _, variant in told])
    return {
        (number, fingerprint(words.hashes[words.bounds[n] : words.bounds[n + 1]].tobytes())): "; ".join(
            _in_short(d) for d in variant.differences
        )
        for n, (number, variant) in enumerate(told)
    }


def _in_short(difference: Difference) -> str:
    """A difference in one line.

    "number (conflict): 74 towns > 82 towns"
    """
    a, b = ((v.quote or "")[:_QUOTE] for v in (difference.values[0], difference.values[-1]))
    return f"{difference.type.value} ({difference.status.value}): {a or '-'} > {b or '-'}"


# -------------------------------------------------------------------------------------------------- files


def write(found: Found, folder: Path, formats: Sequence[str], lang: str | None = None) -> list[Path]:
    """Writes the files of a search into a folder and returns their paths, the report first.

    The tables are written in a stream; all files take their places at one moment once all are whole. Raises
    `UsageError` for an unknown format, `InputError` for Parquet without its extra, and `OutputError` where
    the folder cannot be written.
    """
    check_formats(formats)
    chosen = lang or found.repeats.language
    writers: dict[str, Callable[[Path], None]] = {}
    for name in (*FORMATS, *EXPORTS):
        if name in formats:
            writers.update(_WRITERS[name](found, chosen))
    try:
        with placed(folder) as fresh:
            for name, writer in writers.items():
                writer(fresh / name)
    except CompareError:
        raise
    except OSError as error:
        reason = error.strerror or "the folder cannot be written"
        raise OutputError(f"The report cannot be written: {reason}.", slug="unwritable") from None
    return [folder / name for name in writers]


def check_formats(formats: Sequence[str]) -> None:
    """Raises `UsageError` for a format that is not known or lacks its extra, `InputError` for Parquet's."""
    known = (*FORMATS, *EXPORTS)
    unknown = [name for name in formats if name not in known]
    if unknown or not formats:
        name = repr(unknown[0]) if unknown else "none"
        raise UsageError(f"Unknown format {name}; known: {', '.join(known)}.", slug="format")
    if "parquet" in formats:
        parquet()
    check_office(formats)


Writers: TypeAlias = dict[str, Callable[[Path], None]]


def _html(found: Found, lang: str) -> Writers:
    from compare.report.duplicates import to_html
    from compare.report.writers import encoded

    return {"duplicates.html": lambda path: _put(path, [encoded(to_html(found.repeats, lang))])}


def _markdown(found: Found, lang: str) -> Writers:
    from compare.report.duplicates_markdown import to_markdown
    from compare.report.writers import encoded

    return {"duplicates.md": lambda path: _put(path, [encoded(to_markdown(found.repeats, lang))])}


def _json(found: Found, lang: str) -> Writers:
    from compare.report.duplicates_json import to_json
    from compare.report.writers import encoded

    return {"duplicates.json": lambda path: _put(path, [encoded(to_json(found.repeats))])}


def _csv(found: Found, lang: str) -> Writers:
    from compare.report.csv_ import lines

    return {
        "pairs.csv": lambda path: _put(path, lines(PAIRS, pair_rows(found))),
        "clusters.csv": lambda path: _put(path, lines(CLUSTERS, cluster_rows(found))),
    }


def _png(found: Found, lang: str) -> Writers:
    return _picture(found, lang, "png")


def _svg(found: Found, lang: str) -> Writers:
    return _picture(found, lang, "svg")


def _picture(found: Found, lang: str, fmt: Literal["png", "svg"]) -> Writers:
    """The grid of outlets, where several share paragraphs."""
    from compare.report.pictures.outlets import render_outlets

    drawn = render_outlets(found.repeats, lang, fmt)
    return {} if drawn is None else {f"outlets.{fmt}": lambda path: _put(path, [drawn])}


def _parquet(found: Found, lang: str) -> Writers:
    return {"duplicates.parquet": lambda path: _put_parquet(path, found)}


def _xlsx(found: Found, lang: str) -> Writers:
    return {"duplicates.xlsx": lambda path: _put_workbook(path, found, lang)}


_WRITERS: dict[str, Callable[[Found, str], Writers]] = {
    "html": _html,
    "md": _markdown,
    "json": _json,
    "csv": _csv,
    "png": _png,
    "svg": _svg,
    "parquet": _parquet,
    "xlsx": _xlsx,
}


def _put(path: Path, chunks: Sequence[bytes] | Iterator[bytes]) -> None:
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)


def _put_parquet(path: Path, found: Found) -> None:
    """The table of members, typed, some rows at a time."""
    import pyarrow

    texts, numbers = pyarrow.string(), pyarrow.int64()
    kinds = {"cluster": numbers, "size": numbers, "paragraph": numbers, "row": numbers}
    kinds |= {"start": numbers, "end": numbers, "score": pyarrow.float64(), "representative": pyarrow.bool_()}
    schema = pyarrow.schema([(name, kinds.get(name, texts)) for name in CLUSTERS])
    rows = cluster_rows(found)
    with parquet().ParquetWriter(path, schema) as writer:
        while batch := [row for row, _ in zip(rows, range(_ROWS_AT_ONCE), strict=False)]:
            columns = dict(zip(CLUSTERS, map(list, zip(*batch, strict=True)), strict=True))
            columns["representative"] = [cell == "yes" for cell in columns["representative"]]
            writer.write_table(pyarrow.Table.from_pydict(columns, schema=schema))


def _put_workbook(path: Path, found: Found, lang: str) -> None:
    """Both tables as sheets; what a sheet cannot hold is left out, and a note there says so."""
    from compare.report.duplicates_words import title
    from compare.report.exports.sheets import table
    from compare.report.exports.words import texts
    from compare.report.exports.xlsx import write_tables

    names = texts(lang)["duplicates"]
    sheets = (
        table(names["clusters"], CLUSTERS, lambda: cluster_rows(found), len(found.members.order)),
        table(names["pairs"], PAIRS, lambda: pair_rows(found), len(found.pairs[0])),
    )
    with path.open("wb") as file:
        write_tables(file, lang, title(found.repeats, lang), sheets)
