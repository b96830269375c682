"""What a user does, end to end: the only place that writes files. What is read, `compare.inputs` reads."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from compare.errors import CompareError, NothingComparableError, OutputError, UsageError
from compare.folders import placed
from compare.model.claim import Detail, Verdict
from compare.model.decision import Decisions
from compare.model.duplicates import Duplicates
from compare.model.result import Note, Result
from compare.model.reuse import Located, Reuse
from compare.model.text import Published, Witness
from compare.settings import Settings

if TYPE_CHECKING:
    from compare.notebook import Picture

FORMATS = ("html", "md", "json", "csv", "png", "svg")
"""The formats that are written unless others are asked for."""
EXPORTS = ("xlsx", "docx", "pdf", "annotations", "tei")
"""The formats that are written only where they are asked for."""
_NAME_LENGTH = 60


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(Result):
    """The result of a comparison, with its two serial forms; a notebook shows it as a table."""

    def to_dict(self) -> dict[str, Any]:
        """The result as plain data, in the published schema (`compare/report/schema.json`)."""
        from compare.report.json_ import to_dict

        return to_dict(self)

    def to_json(self) -> str:
        """The result as JSON text: sorted keys, no clock, the same inputs give the same text."""
        from compare.report.json_ import to_json

        return to_json(self)

    def picture(
        self,
        kind: str = "heatmap",
        a: str | None = None,
        b: str | None = None,
        *,
        lang: str | None = None,
        format: Literal["png", "svg"] = "png",
    ) -> Picture:
        """One of the pictures that the reports hold; a notebook shows it, `save` writes it.

        `kind` is "heatmap" (the paragraphs of the pair `a` and `b`, told by id or siglum; without them of the
        pair that shares most), or of all accounts "documents", "paragraphs", "claims", "origins", "timeline"
        or "coverage". Raises `UsageError` for what is not known, and where nothing would be shown. Cost: less
        than a second, and matplotlib's import once.

        >>> texts = ("The bridge is closed until 5 May, the mayor said.", "The bridge is closed until 6 May.")
        >>> result = compare(Witness.from_text(text, id=id) for text, id in zip(texts, "xy"))
        >>> result.picture("heatmap", "x", "y", format="svg").data[:13]
        b'<?xml version'
        """
        from compare.notebook import Picture
        from compare.report.drawing import drawn

        return Picture(kind, format, drawn(self, kind, lang or interface_language(self), format, a, b))

    def __repr__(self) -> str:
        from compare.report.notebook import in_short

        return in_short(self)

    def to_fragment(self, lang: str | None = None) -> str:
        """The finding, the counts and the most serious differences as one piece of HTML, styled by itself.

        What a notebook shows; for another language, show it by hand: `HTML(result.to_fragment("en"))`.
        """
        from compare.report.notebook import to_fragment

        return to_fragment(self, lang or interface_language(self))

    def _repr_html_(self) -> str:
        return self.to_fragment()


def compare(
    witnesses: Iterable[Witness],
    settings: Settings | None = None,
    *,
    progress: Callable[[str, int, int], None] | None = None,
    notes: Sequence[Note] = (),
    decisions: Decisions | None = None,
) -> Comparison:
    """The comparison of two or more witnesses, with what a person decided (`compare.read_decisions`).

    Raises `NothingComparableError` for fewer than two witnesses with running text.
    """
    from compare.pipeline import compare_witnesses

    distinct = _distinct_ids(list(witnesses))
    if len(distinct) < 2:
        raise NothingComparableError("A comparison needs at least two accounts.", slug="one-input")
    result = compare_witnesses(distinct, settings or Settings(), progress, decisions)
    values = {field.name: getattr(result, field.name) for field in fields(Result)}
    return Comparison(**{**values, "notes": (*notes, *result.notes)})


def group_stories(witnesses: Iterable[Witness]) -> list[list[int]]:
    """The accounts in same-event groups: lists of indices, every index exactly once.

    Grouped by what is told (who did what, when and where), not by topic or by text of the page around it.
    """
    from compare.pipeline import stories_of

    return stories_of(_distinct_ids(list(witnesses)))


def _distinct_ids(witnesses: Sequence[Witness]) -> list[Witness]:
    """The witnesses with ids made distinct: the second "a" becomes "a-2"."""
    taken: set[str] = set()
    named: list[Witness] = []
    for witness in witnesses:
        id, number = witness.id, 1
        while id in taken:
            number += 1
            id = f"{witness.id}-{number}"
        taken.add(id)
        named.append(witness if id == witness.id else replace(witness, id=id))
    return named


def extract_details(
    text: str, published: dt.date | str | None = None, language: str | None = None
) -> list[Detail]:
    """The dates, numbers, names, sources, negations … of a text, each located and normalised, in order.

    `published` (a date or ISO string) is what relative dates are counted from.
    """
    from compare.prepare import details_of

    return list(details_of(text, _told(published), language))


def similarity(a: str, b: str) -> float:
    """How far two short texts say the same thing, from 0 to 1. Symmetric; any languages.

    >>> similarity("The talks ended in Baku.", "Negotiations in Baku are over.") > 0.5
    True
    """
    from compare.verdicts import similarity_of

    return similarity_of(a, b)


def judge(
    a: str, b: str, published_a: dt.date | str | None = None, published_b: dt.date | str | None = None
) -> Verdict:
    """Whether two short texts (sentences, headlines) agree, differ, or tell different things, and in what.

    The dates of publication (dates or ISO strings) are what relative dates are counted from.
    """
    from compare.verdicts import judge_texts

    return judge_texts(a, b, _told(published_a), _told(published_b))


def find_reuse(a: str | Witness, b: str | Witness, settings: Settings | None = None) -> list[Reuse]:
    """The passages of `a` that stand in `b`, word for word, edited or reworded, in order of `a`.

    Order and spelling do not matter. Each finding tells `a_start`, `a_end`, `b_start`, `b_end` (code points
    of the texts as given), `kind` ("verbatim", "near", "reworded") and `score`. Passages shorter than
    `settings.reuse_words` are left out, and such as all accounts share: names with titles, set phrases.
    Cost: about a second for 100,000 words a side.

    >>> source = "The mayor said the old bridge would stay closed until the first week of April."
    >>> copied = "In short: the old bridge would stay closed until the first week of April, they told us."
    >>> [(r.kind.value, source[r.a_start : r.a_end]) for r in find_reuse(source, copied)]
    [('verbatim', 'the old bridge would stay closed until the first week of April')]
    """
    from compare.align.reuse import find

    return find(_located(a, "a"), _located(b, "b"), (settings or Settings()).reuse_words)


def find_duplicates(
    texts: Iterable[str], threshold: float = 0.7, settings: Settings | None = None
) -> Duplicates:
    """The near-duplicates among texts of about a paragraph each, in any languages.

    `pairs` are three arrays (i, j, score), `clusters` lists of the numbers of texts, the largest first, each
    with its most typical member in `representatives`. Texts may come from a generator: what outgrows
    `settings.memory` goes to temporary files. Cost: near linear, some 6 seconds for a million paragraphs.

    >>> found = find_duplicates(["The bridge over the river is closed until the first week of April.",
    ...     "Talks on the budget go on in the capital today, a spokesman said.",
    ...     "The bridge over the river is closed until the second week of April."])
    >>> found.clusters
    [[0, 2]]
    """
    from compare.engine.chosen import find_duplicates

    return find_duplicates(texts, threshold, settings or Settings())


def reused_share(a: str | Witness, b: str | Witness) -> float:
    """How much of `a` was taken from `b`, from 0 to 1: the findings of `find_reuse` and the words in common.

    Not symmetric: a short text may be taken whole from a long one.
    """
    from compare.align.reuse import find, share_of

    one, two = _located(a, "a"), _located(b, "b")
    return share_of(one, two, find(one, two, Settings().reuse_words))


def _located(source: str | Witness, id: str) -> Located:
    """The words of a text or a witness, ready for a search for reuse."""
    from compare.ingest.language import detect_language
    from compare.match.background import informativeness
    from compare.normalise.weighed import located
    from compare.segment.sentences import split_sentences

    witness = source if isinstance(source, Witness) else Witness(id=id, text=source)
    language = witness.language or detect_language(witness.text) or "und"
    sentences = split_sentences(witness.text, language)
    return located(witness.id, witness.text, language, sentences, informativeness)


def _told(published: dt.date | str | None) -> Published:
    return Witness.from_text("", published=published).published


def write_report(
    result: Result, folder: str | os.PathLike[str], formats: Sequence[str] = FORMATS, lang: str | None = None
) -> list[Path]:
    """Writes the report files of a result into a folder and returns their paths.

    All files are rendered before the first is written, and take the place of older ones all at one moment
    (`compare.folders.placed`). `lang` ("ar", "en", "ru", "fr") is the language of the report; None takes
    that of the sources.
    Raises `UsageError` for an unknown format and `OutputError` where the folder cannot be written.
    """
    from compare.report.writers import WRITERS

    _check_formats(formats)
    chosen = lang or interface_language(result)
    files: dict[str, bytes] = {}
    for name in formats:
        files.update(_printed(result, chosen) if name == "pdf" else WRITERS[name](result, chosen))
    return _write(Path(folder), files)


def _check_formats(formats: Sequence[str]) -> None:
    """Refuses, before anything is compared, a format that is unknown or that something is missing for."""
    from compare.report.exports.words import check_office

    unknown = [name for name in formats if name not in (*FORMATS, *EXPORTS)]
    if unknown or not formats:
        name = repr(unknown[0]) if unknown else "none"
        known = ", ".join((*FORMATS, *EXPORTS))
        raise UsageError(f"Unknown format {name}; known: {known}.", slug="format")
    check_office(formats)
    if "pdf" in formats:
        from compare.printing import browser

        browser()


def _printed(result: Result, lang: str) -> dict[str, bytes]:
    """The page as PDF, by the machine's own browser."""
    from compare.printing import printed, unguarded
    from compare.report.exports.page import to_print
    from compare.report.writers import encoded

    pages = to_print(result, lang, unguarded=unguarded())
    return {"comparison.pdf": printed({name: encoded(text) for name, text in pages.items()})}


def interface_language(result: Result) -> str:
    """The report's language: the one of four that half of the sources are written in, else English."""
    from compare.languages import LANGUAGES

    told = [w.language for w in result.witnesses]
    return next((lang for lang in LANGUAGES if told and 2 * told.count(lang) >= len(told)), "en")


def _write(folder: Path, files: dict[str, bytes]) -> list[Path]:
    """Writes all files into a temporary folder beside the target, which then takes its place."""
    try:
        with placed(folder) as fresh:
            for name, data in files.items():
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                (fresh / name).write_bytes(data)
    except OSError as error:
        reason = error.strerror or "the folder cannot be written"
        raise OutputError(f"The report cannot be written: {reason}.", slug="unwritable") from None
    return [folder / name for name in files]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run of `compare_files` did: the result, the report, and the inputs that failed."""

    comparison: Comparison
    folder: Path
    files: tuple[Path, ...]
    failures: tuple[CompareError, ...]


def compare_files(
    paths: Sequence[str],
    *,
    output: str | None = None,
    formats: Sequence[str] = FORMATS,
    lang: str | None = None,
    published: Collection[tuple[str, str]] = (),
    columns: Mapping[str, str] | None = None,
    settings: Settings | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    decisions: str | os.PathLike[str] | None = None,
) -> Outcome:
    """Reads, compares and writes. An input that fails is named and left out; the rest goes through.

    `paths` are files, folders, patterns and tables; `columns` says which column of a table holds a field;
    `decisions` names a file of a person's decisions.
    Raises the first failure when fewer than two accounts are left.
    """
    from compare.inputs import gather, read_decisions

    settings = settings or Settings()
    _check_formats(formats)
    decided = None if decisions is None else read_decisions(decisions)
    found = gather(paths, columns, settings)
    if len(found.witnesses) < 2:
        raise found.failures[0] if found.failures else _too_few(found.notes)
    dated = _dated(found.witnesses, published)
    result = compare(dated, settings, progress=progress, notes=found.notes, decisions=decided)
    folder = Path(output) if output else _default_folder(result)
    if progress is not None:
        progress("report", 0, 0)
    files = write_report(result, folder, formats, lang)
    return Outcome(result, folder, tuple(files), tuple(found.failures))


def _too_few(notes: Sequence[Note]) -> NothingComparableError:
    if any(note.slug == "same-file" for note in notes):
        message = "The same file was given twice; a comparison needs two accounts."
        return NothingComparableError(message, slug="same-file")
    return NothingComparableError("This holds one account; a comparison needs two.", slug="one-input")


def _dated(witnesses: Sequence[Witness], published: Collection[tuple[str, str]]) -> list[Witness]:
    """The witnesses with the days the user gave by file name; a name that fits none or two is refused."""
    dated = list(witnesses)
    for name, day in published:
        meant = [at for at, w in enumerate(dated) if name in (w.id, Path(w.path or w.id).stem)]
        if len(meant) != 1:
            fits = "no input" if not meant else "more than one input"
            raise UsageError(f"--published {name}={day}: the name fits {fits}.", slug="published")
        dated[meant[0]] = replace(dated[meant[0]], published=Published(day, "stated"))
    return dated


def _default_folder(result: Result) -> Path:
    name = "-".join(w.id for w in result.witnesses[:2])[:_NAME_LENGTH]
    more = len(result.witnesses) - 2
    return Path("reports", "local", f"{name}-and-{more}-more" if more > 0 else name)
