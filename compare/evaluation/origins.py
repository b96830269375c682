"""One origin or not, and the agency that a text names: judged by reading pairs of real articles.

The labels are ids and judgements only; the articles lie in the set. Every draw is by the order of hashes
from one day's pairs of different papers: `near` pairs (6 August 2015) share at least nine tenths of the
shorter text's 8-grams, at most three pairs of one cluster; `part` (the same day), `more` (10 August) and
`held` (27 July) share .15 to .5, each article once: there the same words may be a quotation, a statement or
a form. `more` and `held` were judged after the thresholds were first set. `drawn` are the agencies of the
articles of the first two, `worded` those of 200 articles of other days that hold a word for an agency.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from compare.errors import InputError
from compare.evaluation.gold import Folder, Row, spread
from compare.evaluation.scores import Attempts, Measured, Score
from compare.model.prepared import Prepared
from compare.model.text import Witness
from compare.origins.agencies import credits_of
from compare.origins.independence import find_origins
from compare.prepare import prepare

PLACE = "tests/evaluation/origins_judged.tsv"
"""Where the judgements lie in a clone."""
QUICK = 60
"""So many rows of each draw on the quick card."""

_SET = "origins"
_PAIRS = ("near", "part", "more", "held")
_HARD = ("part", "more", "held")
_NAMELESS = "unnamed"
_ID = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """One row: two articles and y, n or u (unsure); or one article and the agencies that it names.

    Agencies are told as C:NAME (the account credits it), A:NAME (a sentence cites it) or P:NAME (named in
    passing, a poll or an index: left out of the count); "-" is none.
    """

    draw: str
    a: str
    b: str
    label: str


def origins(folder: Folder, quick: bool, place: str = PLACE) -> Measured:
    """Precision and recall of "one origin", and of the agency named as the source."""
    rows = read(Path(place))
    if quick:
        draws = {row.draw: [other for other in rows if other.draw == row.draw] for row in rows}
        rows = [row for draw in draws.values() for row in spread(draw, QUICK)]
    accounts = _accounts(folder, {id for row in rows for id in (row.a, row.b)})
    pairs = [row for row in rows if row.draw in _PAIRS and row.label in ("y", "n")]
    articles = [row for row in rows if row.draw not in _PAIRS]
    return Measured((*_of_pairs(pairs, accounts), *_of_agencies(articles, accounts)))


def read(place: Path) -> list[Judged]:
    """The judgements. Raises `InputError` where the file is missing or a row has another form."""
    if not place.is_file():
        raise InputError(f"The judgements {place} are missing.", slug="missing")
    rows = [line.split("\t") for line in place.read_text(encoding="utf-8").splitlines()[1:]]
    if any(len(row) != 4 for row in rows):
        raise InputError(f"The judgements {place} are not of the expected form.", slug="unreadable")
    return [Judged(*row) for row in rows]


def _accounts(folder: Folder, ids: Iterable[str]) -> dict[str, Prepared]:
    """The articles that the judgements speak of, by the head of their id's SHA-256."""
    wanted = set(ids)
    found: dict[str, Prepared] = {}
    for row in folder.each("saudinewsnet", 1):
        key = hashlib.sha256(row["id"].encode("utf-8")).hexdigest()[:_ID]
        if key in wanted:
            found[key] = prepare(_witness(key, row))
    return found


def _witness(key: str, row: Row) -> Witness:
    published = row["published"].replace(" ", "T")
    return Witness.from_text(row["text"], key, row["title"], row["outlet"], published, "ar")


def _of_pairs(pairs: Sequence[Judged], accounts: Mapping[str, Prepared]) -> list[Score]:
    attempts = Attempts(partial(_one_origin, accounts))
    said = attempts.over((row.a, row.b) for row in pairs)
    told = [(row.draw, row.label == "y", one) for row, one in zip(pairs, said, strict=True)]
    hard = [one for one in told if one[0] in _HARD]
    near = [one for one in told if one[0] not in _HARD]
    measure = 'precision of "one origin"'
    figures = [
        ("precision", f"{measure}, near-copies and hard pairs", _precision(told)),
        ("precision.hard", f"{measure}, hard pairs", _precision(hard)),
        ("recall.near", 'recall of "one origin", near-copies', _recall(near)),
        ("recall.hard", 'recall of "one origin", hard pairs', _recall(hard)),
    ]
    held = [one for one in told if one[0] == "held"]
    if held:
        figures.append(("precision.held", f"{measure}, hard pairs of another day", _precision(held)))
    return [
        _score(name, told_as, value, count, attempts.crashes) for name, told_as, (value, count) in figures
    ]


def _one_origin(accounts: Mapping[str, Prepared], a: str, b: str) -> bool:
    return len(find_origins((accounts[a], accounts[b]))) == 1


def _precision(told: Sequence[tuple[str, bool, bool | None]]) -> tuple[float, int]:
    """Right ones among those that were said; a crash counts as said wrongly."""
    picked = [truth and said is not None for _, truth, said in told if said is not False]
    return (sum(picked) / len(picked) if picked else 0.0), len(picked)


def _recall(told: Sequence[tuple[str, bool, bool | None]]) -> tuple[float, int]:
    found = [bool(said) for _, truth, said in told if truth]
    return (sum(found) / len(found) if found else 0.0), len(found)


def _of_agencies(articles: Sequence[Judged], accounts: Mapping[str, Prepared]) -> list[Score]:
    attempts = Attempts(lambda id: credits_of(accounts[str(id)]))
    hits = credited = named = right = said = 0
    for row in articles:
        known = {kind: _names(row.label, kind) for kind in "CAP"}
        credits = attempts(row.a) or ()
        in_place = {c.agency or _NAMELESS for c in credits if c.role != "attribution"}
        anywhere = {c.agency or _NAMELESS for c in credits}
        hits += len(known["C"] & in_place) + len((known["A"] - known["C"]) & anywhere)
        named += len(known["C"] | known["A"])
        counted = anywhere - (known["P"] - known["C"] - known["A"])
        said += len(counted)
        right += len(counted & (known["C"] | known["A"]))
        credited += len(in_place - known["C"])
    return [
        _score(
            "agency",
            "agencies named as a source that are found",
            hits / max(1, named),
            named,
            attempts.crashes,
        ),
        _score(
            "agency.precision",
            "agencies found that are named so",
            right / max(1, said),
            said,
            attempts.crashes,
        ),
        _score(
            "agency.credit",
            "articles given a credit they lack",
            credited / max(1, len(articles)),
            len(articles),
            0,
            lower=True,
        ),
    ]


def _names(label: str, kind: str) -> set[str]:
    return {part[2:] for part in label.split() if part.startswith(f"{kind}:")}


def _score(name: str, measure: str, value: float, n: int, crashes: int, *, lower: bool = False) -> Score:
    split = "another day, looked at once" if name == "precision.held" else "looked at while building"
    return Score(f"{_SET}/{name}", "origins", _SET, measure, value, n, split, (), crashes, lower)
