"""What the tables know about one word: a name, a title, the head of a body, the opening of a known name."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from compare.details.demonyms import Hit, demonym, demonyms
from compare.details.gazetteer import Gazetteer, gazetteer
from compare.languages import table
from compare.model.claim import DetailKind
from compare.trained import resource

Fold = Callable[[str], str]
Reading = tuple[int, str]
"""How many letters of a word are proclitics, and the rest."""

_PROCLITICS = frozenset("وفبلك")
# The proclitic "like": before the name of a lesser town it is more likely part of the word.
_LIKE = "ك"
# Pronouns behind a word; the word before them decides whether it is common.
_PRONOUNS = ("هما", "ها", "هم", "نا", "كم", "ه", "ي", "ا")
_DEFINITE = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل")
_SHORT = 3
# So many lemmas of the background table, the most common first, are everyday words.
_EVERYDAY = 8000
# What the short lists of the Arabic table use a word for, as a sum.
_TITLE, _BODY, _MEDIA, _PLACE, _OPENER, _GIVEN, _SURNAME = 1, 2, 4, 8, 16, 32, 64
_NO_SURNAME, _NO_NAME, _NO_UNKNOWN = 128, 256, 512
_USES = (
    (_TITLE | _NO_UNKNOWN, ("titles",)),
    (_BODY, ("organisation_heads", "ministries")),
    (_MEDIA, ("media_heads",)),
    (_PLACE, ("place_heads_inside", "place_heads_outside")),
    (_OPENER, ("openers",)),
    (_GIVEN, ("given",)),
    (_SURNAME, ("surnames",)),
    (_NO_SURNAME, ("not_surnames",)),
    (_NO_NAME, ("not_names",)),
    (_NO_UNKNOWN, ("not_names", "descriptors", "organisation_heads")),
)
# So many words are remembered; a text adds its own to them.
_MOST_WORDS = 200_000


class Known(NamedTuple):
    """A name of the tables. `shout` marks acronyms that count only in capitals."""

    value: str
    kind: DetailKind
    shout: bool = False


@dataclass(slots=True)
class Look:
    """What one word may be. Numbers say how many folded letters a proclitic takes, -1 where it is not so.

    `starts` holds, for words that open a known name: the proclitic letters, the rest, whether the rest alone
    is one. `bases` are the word and, in cased languages, its possible dictionary forms. `name` is 2 for a
    word known as a name, 1 for an unknown word, 0 for a word that is no name. Never changed; not frozen,
    because so it is made three times as fast, and every new word has one.
    """

    surface: str
    folded: str
    arabic: bool
    capital: bool
    bases: tuple[str, ...]
    starts: tuple[tuple[int, str, bool], ...] = ()
    title: bool = False
    given: int = -1
    surname: int = -1
    body: int = -1
    media: int = -1
    place: int = -1
    name: int = 0
    double: bool = False
    definite: bool = False
    demonym: bool = False
    common: bool = False
    dull: bool = True


_NO_LOOK = Look("", "", False, False, ())


class Lexicon:
    """The tables of some languages, folded, with a memory of the words looked at."""

    def __init__(self, fold: Fold, languages: tuple[str, ...]) -> None:
        self.fold = fold
        self.gazetteer: Gazetteer = gazetteer()
        self.demonyms: Mapping[str, Hit] = demonyms(fold, languages)
        self.tables = {language: table(language, "names") for language in languages}
        self.sets: dict[str, frozenset[str]] = {}
        self.arabic = {key: self._arabic_set(key) for key in _ARABIC_SETS}
        self.cased = {key: self._cased_set(key) for key in _CASED_SETS}
        self.endings = tuple(
            (fold(a), fold(b)) for t in self.tables.values() for a, b in t.get("endings", ())
        )
        self.case_endings = tuple(
            fold(w) for t in self.tables.values() for w in t.get("case_endings", "").split()
        )
        self.surname_endings = tuple(self.cased["surname_endings"])
        self.arabic_endings = tuple(self.arabic["surname_endings"])
        self.everyday = frozenset().union(
            *(_everyday(language) for language in languages if language != "ar")
        )
        self.exact = frozenset(self.tables.get("ar", {}).get("exact", "").split())
        self.double = self.gazetteer.double | {self.fold("علي")}
        self.given = self.gazetteer.given | self.arabic["given"]
        self.family = self.gazetteer.family | self.arabic["surnames"]
        self.told: set[str] = set()
        self.single: dict[str, Known] = {}
        self.several: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
        self._uses: dict[str, int] = {}
        for use, keys in _USES:
            for word in frozenset().union(*(self.arabic[key] for key in keys)):
                self._uses[word] = self._uses.get(word, 0) | use
        self._memory: dict[str, Look] = {}
        self._read_names()

    def _arabic_set(self, key: str) -> frozenset[str]:
        return frozenset(self.fold(w) for w in self.tables.get("ar", {}).get(key, "").split())

    def _cased_set(self, key: str) -> frozenset[str]:
        cased = (t for language, t in self.tables.items() if language != "ar")
        return frozenset(w for t in cased for w in self.words(t.get(key, "")))

    def words(self, text: str) -> tuple[str, ...]:
        """The folded words of a name, cut as the text is cut."""
        plain = "".join(c if c.isalnum() else " " for c in self.fold(text))
        return tuple(plain.split())

    def _read_names(self) -> None:
        for words, known, told in self._rows():
            if len(words) == 1:
                self.single[words[0]] = known
                if told:
                    self.told.add(words[0])
            elif words:
                self.several.setdefault(words[0], []).append((words[1:], known))
        for rests in self.several.values():
            rests.sort(key=lambda row: -len(row[0]))

    def _rows(self) -> Iterator[tuple[tuple[str, ...], Known, bool]]:
        for name, canonical in self.gazetteer.places.items():
            yield tuple(name.split(" ")), Known(canonical, DetailKind.PLACE), False
        for names in self.tables.values():
            for key, kind in (("places", DetailKind.PLACE), ("organisations", DetailKind.ORGANISATION)):
                yield from self._told(names.get(key, {}), kind)

    def _told(
        self, rows: Mapping[str, Any], kind: DetailKind
    ) -> Iterator[tuple[tuple[str, ...], Known, bool]]:
        for canonical, forms in rows.items():
            for form in forms:
                shout = form.isupper() and len(form) < 6
                yield self.words(form), Known(canonical, kind, shout), True

    def looks(self, surfaces: Sequence[str]) -> list[Look]:
        """What the tables know about each word of a text; remembered."""
        memory = self._memory
        if len(memory) > _MOST_WORDS:
            memory.clear()
        # Each word of the text once: looking into the large memory is what costs.
        here = dict.fromkeys(surfaces, _NO_LOOK)
        for surface in here:
            look = memory.get(surface)
            if look is None:
                look = memory[surface] = self._look(surface)
            here[surface] = look
        return list(map(here.__getitem__, surfaces))

    def _look(self, surface: str) -> Look:
        folded = self.fold(surface)
        arabic = bool(folded) and "\u0621" <= folded[0] <= "\u06d3"
        return self._arabic_look(surface, folded) if arabic else self._cased_look(surface, folded)

    def _arabic_look(self, surface: str, folded: str) -> Look:
        if surface in self.exact:
            return Look(surface, folded, True, False, (folded,), common=True)
        common = folded in self.gazetteer.common
        readings = _readings(folded)
        uses = self._uses
        jobs = [uses.get(rest, 0) for _, rest in readings]
        nation = demonym(folded, self.demonyms) is not None
        strong = folded in self.given or folded in self.family
        starts = self._starts(folded, readings, common)
        given = self._given(readings, jobs, nation, strong or common)
        surname = -1
        if not common and not nation:
            surname = self._surname(folded, readings, jobs)
        title, body, media, place = False, -1, -1, -1
        if any(jobs):
            title = _first(readings, jobs, _TITLE) >= 0
            body = _first(readings, jobs, _BODY)
            media, place = _first(readings, jobs, _MEDIA), _first(readings, jobs, _PLACE)
        name = 2 if strong or surname == 0 else int(self._unknown(folded, readings, jobs, common or nation))
        dull = not (starts or title or given >= 0 or surname >= 0 or body >= 0 or media >= 0 or place >= 0)
        definite = folded.startswith(_DEFINITE)
        return Look(
            surface, folded, True, False, (folded,), starts, title, given, surname, body, media, place, name,
            folded in self.double, definite, nation, common, dull,
        )  # fmt: skip

    def _starts(
        self, word: str, readings: Sequence[Reading], common: bool
    ) -> tuple[tuple[int, str, bool], ...]:
        """The readings of a word that open a known name."""
        found: list[tuple[int, str, bool]] = []
        for cut, rest in readings:
            alone = rest in self.single and self._stands(word, cut, rest, common)
            if alone or rest in self.several:
                found.append((cut, rest, alone))
        return tuple(found)

    def _given(self, readings: Sequence[Reading], jobs: Sequence[int], nation: bool, sure: bool) -> int:
        """The proclitics before a given name, -1 where there is none; `sure` words stand as they are."""
        for (cut, rest), job in zip(readings, jobs, strict=True):
            if rest not in self.given or (nation and not job & _GIVEN):
                continue
            if not cut or not (sure or len(rest) < 4):
                return cut
        return 0 if jobs[0] & _OPENER else -1

    def _surname(self, word: str, readings: Sequence[Reading], jobs: Sequence[int]) -> int:
        """The proclitics before a family name by its ending, or one that stands alone in news; else -1."""
        if self._surname_like(word, readings, jobs):
            return int(word[0] == "و" and not jobs[0] & _SURNAME)
        for (cut, rest), job in zip(readings, jobs, strict=True):
            if job & _SURNAME and len(rest) > 3 and rest not in self.double:
                return cut
        return -1

    def _stands(self, word: str, cut: int, rest: str, common: bool) -> bool:
        """Whether a reading of a word, a known name, is one by itself."""
        if self._uses.get(word, 0) & _NO_NAME:
            return False
        if not cut or rest in self.told or self.single[rest].value in self.gazetteer.countries:
            return True
        return not common and word[0] != _LIKE

    def _surname_like(self, word: str, readings: Sequence[Reading], jobs: Sequence[int]) -> bool:
        """An ending that only family names have, on a word that is none of the exceptions."""
        if not word.endswith(self.arabic_endings) or len(word) < 5 or any(j & _NO_SURNAME for j in jobs):
            return False
        if (word[0] in "يتن" and word.endswith("يان")) or word.startswith("ال") or word in self.single:
            return False
        return self._unknown(word, readings, jobs, False)

    def _unknown(self, word: str, readings: Sequence[Reading], jobs: Sequence[int], known: bool) -> bool:
        """A word that no table knows, with and without proclitics, future س and pronouns."""
        if known or len(word) < _SHORT or jobs[0] & _NO_UNKNOWN or not word.isalpha():
            return False
        common = self.gazetteer.common
        if word[0] in _PROCLITICS and self._uses.get(word[1:], 0) & _NO_NAME:
            return False
        if word[0] == "س" and word[1:] in common:
            return False
        for (_, rest), job in zip(readings, jobs, strict=True):
            if rest in common or rest in self.single or rest in self.given or job & _NO_NAME:
                return False
            if rest.endswith(_PRONOUNS) and _possessed(rest, common):
                return False
        return True

    def _cased_look(self, surface: str, folded: str) -> Look:
        sets = self.cased
        capital = surface[0].isupper()
        bases = tuple(self._bases(folded)) if "\u0400" <= folded[:1] <= "\u04ff" else (folded,)
        alone = {b: capital and b in self.single for b in bases}
        starts = tuple((0, b, alone[b]) for b in bases if alone[b] or b in self.several)
        title = any(b in sets["titles"] for b in bases)
        given = 0 if capital and any(b in sets["given"] for b in bases) else -1
        body = 0 if any(b in sets["organisation_heads"] for b in bases) else -1
        fits = capital and len(folded) > 4 and folded not in sets["not_surnames"]
        surname = 0 if fits and any(b.endswith(self.surname_endings) for b in bases) else -1
        famous = capital and any(b in sets["surnames"] for b in bases)
        name = 2 if given == 0 or famous else int(capital and folded not in sets["not_names"])
        return Look(
            surface, folded, False, capital, bases, starts, title, given, surname, body, name=name,
            demonym=folded in self.demonyms, dull=not (capital or starts or title or body == 0),
        )  # fmt: skip

    def _bases(self, word: str) -> Iterator[str]:
        """The word and what it may be in the nominative."""
        yield word
        for ending, base in self.endings:
            if word.endswith(ending) and len(word) - len(ending) >= 2:
                yield word[: len(word) - len(ending)] + base


_ARABIC_SETS = tuple(
    """titles descriptors connectors openers not_surnames surnames given not_names organisation_heads
    weak_heads inner naming ministries ministry_titles generic portfolios media_heads media_words
    place_heads_inside place_heads_outside places_of_many tails regnal kin nature surname_endings
    speech common_places""".split()  # noqa: SIM905
)
_CASED_SETS = tuple(
    """titles connectors not_surnames surnames given organisation_heads not_names not_acronyms
    surname_endings offices inner""".split()  # noqa: SIM905
)


@lru_cache(maxsize=32)
def lexicon(fold: Fold, languages: tuple[str, ...]) -> Lexicon:
    """The lexicon of some languages, built on first use."""
    return Lexicon(fold, languages)


@lru_cache(maxsize=32)
def _everyday(language: str) -> frozenset[str]:
    """The most common lemmas of a language: capitals on them alone make no name."""
    try:
        rows = gzip.decompress(resource(f"background.{language}.tsv.gz")).decode().split("\n", _EVERYDAY)
    except FileNotFoundError:
        return frozenset()
    return frozenset(row.split("\t")[0] for row in rows[:_EVERYDAY])


def _readings(word: str) -> list[Reading]:
    """A folded Arabic word with no, one and two proclitic letters taken off; "لل" gives back its article."""
    found: list[Reading] = [(0, word)]
    for cut in (1, 2):
        if len(word) - cut < _SHORT or word[cut - 1] not in _PROCLITICS or (cut == 2 and word[0] == word[1]):
            break
        rest = word[cut:]
        found.append((cut, "ا" + rest if word[cut - 1] == "ل" and rest[0] == "ل" else rest))
    return found


def _possessed(word: str, common: frozenset[str]) -> bool:
    """Whether a word is a common one with a pronoun behind it."""
    for pronoun in _PRONOUNS:
        if word.endswith(pronoun):
            stem = word[: -len(pronoun)]
            if stem in common or stem + "ه" in common or stem[:-1] + "ه" in common:
                return True
    return False


def _first(readings: Sequence[Reading], jobs: Sequence[int], wanted: int) -> int:
    return next((cut for (cut, _), job in zip(readings, jobs, strict=True) if job & wanted), -1)
