"""Swaps of a name for another one of its kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random  # noqa: TID251  (seeded: the same sentences give the same mutations)

from compare.evaluation.gold import Folder
from compare.evaluation.swaps import AFTER, BEFORE, LETTER, Swap, one, split

_TITLES = "الأمير|الملك|الدكتور|الشيخ|المهندس|اللواء|العقيد|العميد|الأستاذ|الوزير|الفريق"
_TITLED = re.compile(f"(?:{_TITLES}) (?P<name>[{LETTER}]{{3,}} (?:بن |آل )?[{LETTER}]{{3,}}){AFTER}")
_BODIES = "وزارة(?! الشؤون)|شركة|جامعة|هيئة|نادي|مؤسسة|صحيفة|وكالة|مصرف|بنك|جمعية"
_BODY = re.compile(f"{BEFORE}(?P<clitic>[وفبل]?)(?P<name>(?:{_BODIES}) ال[{LETTER}]{{3,}}){AFTER}")
# Tagged as places there, and common words or one name of two places here.
_NO_NAMES = frozenset(
    split(
        "المدينة العربية بورصة الجمهورية المملكة الولايات اليورو درهم فارس الصدر الجزيرة الغرب الشرق الشمال "
        "الجنوب سورية سوريا"
    )
)
_NAME_KINDS = {"PERS": "person", "LOC": "place", "ORG": "organisation"}


@dataclass(frozen=True)
class Names:
    """Names by kind, and a pattern that finds one of them."""

    known: Mapping[str, Sequence[str]]
    pattern: Mapping[str, re.Pattern[str]]


def names_of(folder: Folder, texts: Sequence[str]) -> Names:
    """Names by kind: places and persons tagged in ANERCorp, titled persons and bodies of the corpus."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in _NAME_KINDS.values()}
    for kind, name in _tagged(folder):
        found[kind][name] += 1
    for names in found.values():
        for name in [n for n in names if n[0] in "وفبلك" and n[1:] in names]:
            del names[name]  # a name with its proclitic
        for name in _NO_NAMES & names.keys():
            del names[name]
    known = {
        kind: [n for n, seen in names.items() if seen >= 2 and len(n) >= 4] for kind, names in found.items()
    }
    known["person"] = [n for n in known["person"] if " " in n and n.split()[0] not in ("عبد", "أبو", "ابو")]
    known["organisation"] = [n for n in known["organisation"] if " " in n]
    titled = Counter(m["name"] for text in texts for m in _TITLED.finditer(text))
    bodies = Counter(m["name"] for text in texts for m in _BODY.finditer(text))
    known["person"] += [n for n, seen in titled.items() if seen >= 4]
    known["organisation"] += [n for n, seen in bodies.items() if seen >= 8]
    return Names(
        {kind: sorted(set(names)) for kind, names in known.items()},
        {kind: _any_of(names) for kind, names in known.items()},
    )


def _any_of(names: Sequence[str]) -> re.Pattern[str]:
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(f"{BEFORE}(?P<clitic>[وفبل]?)(?P<name>{longest_first}){AFTER}")


def _tagged(folder: Folder) -> Iterator[tuple[str, str]]:
    for row in folder.each("anercorp", 1):
        kind, words = "", []
        for token, tag in [*zip(row["tokens"], row["tags"], strict=True), ("", "O")]:
            if tag.startswith("I-") and tag[2:] == kind:
                words.append(token)
                continue
            if words and kind in _NAME_KINDS:
                yield _NAME_KINDS[kind], " ".join(words)
            kind, words = (tag[2:], [token]) if tag.startswith("B-") else ("", [])


def swap_name(text: str, rng: Random, names: Names) -> Swap | None:
    """A name for another of its kind that shares no word with it; None where the kind is not sure."""
    for kind in rng.sample(sorted(names.known), 3):
        match = one(names.pattern[kind], text, rng) if names.known[kind] else None
        if match is None or _overlaps(names, kind, match) or (kind == "person" and _is_part(match)):
            continue
        told = match["name"]
        others = [n for n in names.known[kind] if not _words(n) & _words(told)]
        if kind == "organisation":
            alike = [n for n in names.known[kind] if n.split()[0] == told.split()[0]]
            others = [n for n in alike if _words(n) != _words(told)] or others
        if not others:
            continue
        new = rng.choice(others)
        # Who says it is an attribution: there the name is swapped as a source.
        types = {kind} if kind == "place" else {kind, "attribution"}
        return match.start("name"), match.end("name"), new, frozenset(types)
    return None


def _words(name: str) -> set[str]:
    return set(name.translate(str.maketrans("أإآةى", "اااهي")).split())


def _is_part(match: re.Match[str]) -> bool:
    """True where the person's name goes on before or after what was matched."""
    before, after = match.string[: match.start()].split()[-1:], match.string[match.end() :].split()[:1]
    return bool({*before, *after} & {"بن", "بنت", "عبد", "أبو", "آل", "بو"}) or any(
        w.startswith("ال") for w in after
    )


def _overlaps(names: Names, kind: str, match: re.Match[str]) -> list[str]:
    """Other kinds of name at this very place: then the kind is not sure."""
    start, end = match.span("name")
    text = match.string
    return [
        other
        for other, pattern in names.pattern.items()
        if other != kind
        and any(m.start("name") < end and start < m.end("name") for m in pattern.finditer(text))
    ]
