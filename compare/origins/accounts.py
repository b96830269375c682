"""An account as a row of words, ready for the search for copied text: quotations and names are marked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from compare.languages import LANGUAGES, table
from compare.model.claim import DetailKind
from compare.model.prepared import Prepared, Unit
from compare.model.text import Token
from compare.origins.names import fold_word

SHINGLE = 5
"""Words in a row that are looked for together."""
_OWN_WORDS = 2
"""So many of them have to be words of the account: no names, titles or offices."""
_LEAD_WORDS = 25
"""The lead is made of so many words of the account."""
_FACTOR = 1_000_003
_NAMES = (DetailKind.PERSON, DetailKind.PLACE, DetailKind.ORGANISATION)
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """The words of one account outside quotations, titles of the page and boilerplate.

    `tokens` in text order with `codes`, one number per word form. `own` marks the words that are neither
    names nor titles of persons; `named` those inside names. `shingles` holds a number
    for the words that begin at each place, -1 where a quotation cuts them or names fill them. `whole` is
    every word with those quoted, `lead` the first own words.
    """

    witness: str
    language: str
    tokens: tuple[Token, ...]
    codes: Integers
    own: Flags
    named: Flags
    shingles: Integers
    whole: tuple[int, ...]
    lead: Integers

    @property
    def size(self) -> int:
        """How many own words there are."""
        return int(self.own.sum())


def read_accounts(witnesses: Sequence[Prepared]) -> list[Account]:
    """The accounts of a comparison over one count of word forms. Linear in the words."""
    forms: dict[str, int] = {}
    return [_read(witness, forms) for witness in witnesses]


def _read(witness: Prepared, forms: dict[str, int]) -> Account:
    tokens: list[Token] = []
    kept: list[tuple[int, int, bool, bool]] = []
    whole: list[int] = []
    place = 0
    for unit in (u for u in witness.units if not u.is_title):
        for token, quoted, named in marked(unit):
            code = forms.setdefault(token.folded, len(forms))
            whole.append(code)
            place += 1
            if not quoted:
                tokens.append(token)
                kept.append((code, place, not (named or token.folded in person_titles()), named))
    table_of = np.array(kept, dtype=np.int64).reshape(-1, 4)
    codes, own = table_of[:, 0], table_of[:, 2].astype(bool)
    return Account(
        witness=witness.witness.id,
        language=witness.witness.language or "und",
        tokens=tuple(tokens),
        codes=codes,
        own=own,
        named=table_of[:, 3].astype(bool),
        shingles=_shingles(codes, table_of[:, 1], own),
        whole=tuple(whole),
        lead=codes[own][:_LEAD_WORDS],
    )


def marked(unit: Unit) -> Iterator[tuple[Token, bool, bool]]:
    """Each word of a sentence: is it quoted, is it inside a name."""
    yield from zip(unit.tokens, inside(unit, (DetailKind.QUOTATION,)), inside(unit, _NAMES), strict=True)


def inside(unit: Unit, kinds: Sequence[DetailKind]) -> list[bool]:
    """Whether each word of a sentence lies in a detail of these kinds."""
    starts = [token.start for token in unit.tokens]
    found = [False] * len(starts)
    for detail in unit.details:
        if detail.kind in kinds:
            first, last = bisect_left(starts, detail.start), bisect_left(starts, detail.end)
            found[first:last] = [True] * (last - first)
    return found


@cache
def person_titles() -> frozenset[str]:
    """Titles and offices of persons in all languages, folded."""
    return frozenset(
        fold_word(word)
        for language in LANGUAGES
        for word in (
            *str(table(language, "names").get("titles", "")).split(),
            *table(language, "agencies").get("words", {}).get("honours", ()),
        )
    )


def _shingles(codes: Integers, places: Integers, own: Flags) -> Integers:
    """A number for each run of words, by a polynomial that wraps; -1 where the run does not count."""
    count = len(codes) - SHINGLE + 1
    if count <= 0:
        return np.empty(0, dtype=np.int64)
    found = np.zeros(count, dtype=np.int64)
    told = np.zeros(count, dtype=np.int64)
    with np.errstate(over="ignore"):
        for step in range(SHINGLE):
            found = found * _FACTOR + codes[step : step + count] + 1
            told += own[step : step + count]
    unbroken = places[SHINGLE - 1 :] - places[:count] == SHINGLE - 1
    masked: Integers = np.where(unbroken & (told >= _OWN_WORDS), found & np.int64((1 << 62) - 1), -1)
    return masked
