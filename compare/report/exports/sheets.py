"""What the sheets of a workbook hold: headings and rows, in the words of the report's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from compare.model.claim import Difference, DifferenceType, Stated, Status
from compare.model.result import Place, Result
from compare.report import wording
from compare.report.claims_table import states
from compare.report.exports.decided import decisions
from compare.report.exports.words import filled, marked, name_of, sigla, texts
from compare.report.view import numbered

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = tuple[Cell, ...]

# Up to so many accounts a difference is one row, with the quotes side by side.
WIDE = 8
_PLACES, _COLUMN = 4, 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, headings with the widths of their columns, its rows, and how many rows there are.

    `frozen` columns stay in sight; `filtered` sheets have a filter on each heading.
    """

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: Callable[[], Iterator[Row]]
    count: int
    frozen: int = 1
    filtered: bool = True


@dataclass(frozen=True, slots=True)
class _Book:
    """The result with the words and letters that all sheets use."""

    result: Result
    lang: str
    words: Mapping[str, Any]
    sigla: Mapping[str, str]
    numbers: Mapping[str, int]

    def head(self, name: str, **values: object) -> str:
        return filled(self.words["columns"][name], **values)

    def said(self, group: str, key: str) -> str:
        return wording.label(self.lang, group, key)

    def letters(self, witnesses: Sequence[str]) -> str:
        comma: str = wording.texts(self.lang)["comma"]
        return comma.join(self.sigla.get(w, w) for w in witnesses)

    def quote(self, place: Place) -> str:
        text = next((w.text for w in self.result.witnesses if w.id == place.witness), "")
        return wording.plain(text[place.start : place.end])


def sheets(result: Result, lang: str) -> list[Sheet]:
    """All sheets of a comparison but the first and the notes, in the order of the report."""
    book = _Book(result, lang, texts(lang), sigla(result, lang), numbered(result))
    made = [_differences(book), _claims(book)]
    made += [_decisions(book)] if result.decisions else []
    return [*made, _sources(book), _origins(book), _reuse(book), _excluded(book)]


def table(name: str, columns: Sequence[str], rows: Callable[[], Iterator[Row]], count: int) -> Sheet:
    """A sheet of a table that has no words of its own: columns by their names, one width for all."""
    return Sheet(name, tuple((column, _COLUMN) for column in columns), rows, count, frozen=0)


def verdict(difference: Difference, lang: str) -> str:
    """The status in words; another source named is no conflict of facts."""
    source = difference.status is Status.CONFLICT and difference.type is DifferenceType.ATTRIBUTION
    return wording.label(lang, "verdict", "source" if source else difference.status.value)


def _differences(book: _Book) -> Sheet:
    wide = len(book.result.witnesses) <= WIDE
    columns = [("number", 6), ("claim", 8), ("type", 14), ("status", 14), ("severity", 10)]
    heads = [(book.head(name), width) for name, width in columns]
    each = (("quote", 34), ("start", 8), ("end", 8), ("normalised", 18))
    if wide:
        for w in book.result.witnesses:
            heads += [(book.head(name, siglum=book.sigla[w.id]), width) for name, width in each]
    else:
        heads.append((book.head("account"), 9))
        heads += [(book.head(f"account_{name}"), width) for name, width in each]
    heads += [(book.head("because"), 44), (book.head("label"), 60), (book.head("id"), 8)]
    count = len(book.result.differences)
    if not wide:
        count = sum(max(len(d.values), 1) for d in book.result.differences)
    return Sheet(
        book.words["sheets"]["differences"],
        tuple(heads),
        lambda: _difference_rows(book, wide=wide),
        count,
        frozen=4,
    )


def _difference_rows(book: _Book, *, wide: bool) -> Iterator[Row]:
    labels = {claim.id: claim.label for claim in book.result.claims}
    ranked = sorted(book.result.differences, key=lambda d: -d.severity)
    for number, difference in enumerate(ranked, start=1):
        first: Row = (
            number,
            book.numbers.get(difference.claim),
            book.said("type", difference.type.value),
            verdict(difference, book.lang),
            round(difference.severity, _PLACES),
        )
        reason = marked(wording.because(difference.because, book.lang))
        last: Row = (reason, wording.plain(labels.get(difference.claim, "")), difference.id)
        if wide:
            values: dict[str, list[Stated]] = {}
            for value in difference.values:
                values.setdefault(value.witness, []).append(value)
            cells = [c for w in book.result.witnesses for c in _stated(values.get(w.id, []))]
            yield (*first, *cells, *last)
            continue
        for value in difference.values or (Stated(""),):
            yield (*first, book.sigla.get(value.witness, ""), *_stated([value]), *last)


def _stated(values: Sequence[Stated]) -> Row:
    """Quote, start, end and value of one account; where it tells several, they stand with bars between."""
    if len(values) == 1:
        v = values[0]
        return (_plain(v.quote), v.start, v.end, _plain(v.normalised))
    told = ((v.quote, v.start, v.end, v.normalised) for v in values)
    columns = zip(*told, strict=True) if values else ((),) * 4
    joined = (" | ".join("" if cell is None else str(cell) for cell in column) for column in columns)
    return tuple(wording.plain(text) or None for text in joined)


def _plain(text: str | None) -> str | None:
    return None if text is None else wording.plain(text)


def _claims(book: _Book) -> Sheet:
    names = (("number", 6), ("label", 70), ("relation", 16), ("accounts", 10), ("origins", 12))
    heads = [(book.head(name), width) for name, width in names]
    heads += [(book.sigla[w.id], 13) for w in book.result.witnesses]

    def rows() -> Iterator[Row]:
        ids = [w.id for w in book.result.witnesses]
        for claim in sorted(book.result.claims, key=lambda c: book.numbers.get(c.id, len(book.numbers) + 1)):
            yield (
                book.numbers.get(claim.id),
                wording.plain(claim.label),
                book.said("relation", claim.relation),
                len({m.witness for m in claim.mentions}),
                claim.independent_origins,
                *(book.said("state", cell.state.value) for cell in states(claim, ids).values()),
            )

    return Sheet(book.words["sheets"]["claims"], tuple(heads), rows, len(book.result.claims), frozen=2)


def _decisions(book: _Book) -> Sheet:
    """What a person decided; only where there is something."""
    words, found = book.words["decisions"], decisions(book.result, book.lang)
    heads = (
        *((book.head("kind"), 20), (book.head("status"), 16), (book.head("message"), 60)),
        *((words["author"], 18), (words["day"], 14), (book.head("claim"), 10), (book.head("id"), 8)),
        *((book.head("account_quote"), 80), (words["outcome"], 26)),
    )

    def rows() -> Iterator[Row]:
        for d in found:
            quotes = " | ".join(f"{siglum}: {quote}" for siglum, quote in d.quotes)
            yield (d.kind, d.verdict, d.text, d.author, d.day, d.claim, d.about, quotes, d.outcome)

    # A sheet's name has its limit.
    return Sheet(words["title"][:31], heads, rows, len(found), frozen=2)


def _sources(book: _Book) -> Sheet:
    names = (
        *(("account", 9), ("title", 60), ("outlet", 24), ("published", 18), ("basis", 14)),
        *(("language", 12), ("length", 12), ("path", 40), ("hash", 68), ("id", 24)),
    )

    def rows() -> Iterator[Row]:
        for w in book.result.witnesses:
            yield (
                book.sigla[w.id],
                name_of(w),
                wording.plain(w.outlet or ""),
                wording.plain(w.published.value or ""),
                book.said("basis", w.published.basis),
                book.said("language", w.language),
                w.length,
                wording.plain(w.path or ""),
                w.sha256,
                wording.plain(w.id),
            )

    heads = tuple((book.head(name), width) for name, width in names)
    return Sheet(book.words["sheets"]["sources"], heads, rows, len(book.result.witnesses))


def _origins(book: _Book) -> Sheet:
    names = (("id", 8), ("accounts", 16), ("agency", 24), ("evidence", 60), ("strength", 12), ("quote", 80))
    heads = tuple((book.head("account_quote" if name == "quote" else name), w) for name, w in names)

    def rows() -> Iterator[Row]:
        for origin in book.result.origins:
            agency = wording.plain(origin.agency or "")
            if not origin.evidence:
                yield (origin.id, book.letters(origin.witnesses), agency, "", None, "")
            for evidence in origin.evidence:
                told = wording.evidence(evidence.because, book.lang)
                yield (
                    origin.id,
                    book.letters(evidence.witnesses),
                    agency,
                    marked(told) or book.said("evidence", evidence.kind),
                    round(evidence.score, _PLACES),
                    " | ".join(f"{book.sigla.get(p.witness, '')}: {book.quote(p)}" for p in evidence.places),
                )

    count = sum(max(len(o.evidence), 1) for o in book.result.origins)
    return Sheet(book.words["sheets"]["origins"], heads, rows, count)


def _reuse(book: _Book) -> Sheet:
    heads = [(book.head("kind"), 14), (book.head("score"), 12)]
    for side in ("first", "second"):
        heads += [(book.head(side), 14), (book.head("account_start"), 8), (book.head("account_end"), 8)]
        heads += [(book.head("account_quote"), 70)]

    def rows() -> Iterator[Row]:
        for r in book.result.reuse:
            sides = ((r.witness_a, r.a), (r.witness_b, r.b))
            cells: list[Cell] = []
            for witness, span in sides:
                quote = book.quote(Place(witness, span.start, span.end))
                cells += [book.sigla.get(witness, ""), span.start, span.end, quote]
            yield (book.said("link", r.kind.value), round(r.score, _PLACES), *cells)

    return Sheet(book.words["sheets"]["reuse"], tuple(heads), rows, len(book.result.reuse))


def _excluded(book: _Book) -> Sheet:
    names = (("account", 9), ("account_start", 8), ("account_end", 8), ("why", 24), ("account_quote", 90))
    heads = tuple((book.head(name), width) for name, width in names)

    def rows() -> Iterator[Row]:
        for e in book.result.excluded:
            why = wording.plain(book.said("excluded", e.why))
            quote = book.quote(Place(e.witness, e.start, e.end))
            yield (book.sigla.get(e.witness, ""), e.start, e.end, why, quote)

    return Sheet(book.words["sheets"]["excluded"], heads, rows, len(book.result.excluded))
