"""Findings, reasons, names and counts as sentences in the language of the report."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from compare.languages import table
from compare.model.claim import Difference, DifferenceType, Stated, Status
from compare.model.result import Result

_QUOTE = 60
_ISOLATE, _END = "\u2068", "\u2069"
_KEPT_FORMATS = frozenset("\u200c\u200d") | {*map(chr, range(0x0600, 0x0606)), "\u06dd", "\u08e2"}
_FOREIGN = {"ar": frozenset(("L", "EN", "AN")), "en": frozenset(("R", "AL", "AN"))}
_PAIR = re.compile(r" against | and ")
# How the English messages of notes are read; a message of another form is shown as it is.
_NOTES = {
    "undated": r"(?P<who>.+?): no date",
    "too-short": r"(?P<who>.+?) holds fewer",
    "date-inferred": r"(?P<who>.+) states no date; (?P<day>\S+) is inferred from (?P<other>.+), which",
    "same-text": r"(?P<who>.+) is byte for byte the same as (?P<other>.+)\.\Z",
    "same-file": r"(?P<who>.+) was given twice",
    "unreadable-input": r"(?P<message>.+)",
    "encoding-guessed": r"(?P<who>.+): the encoding (?P<what>\S+) was guessed",
    "damaged-characters": r"(?P<who>.+): some bytes are not valid (?P<what>[^\s;]+);",
    "weekday-clash": r"(?P<who>.+) says “(?P<what>.+)”, which the calendar",
    "nearest-only": r"With (?P<count>\d+) accounts, each was aligned with its (?P<nearest>\d+) nearest",
}


def texts(lang: str) -> Mapping[str, Any]:
    """The texts that every report shares; those of English where a language has none."""
    return table(lang, "interface") or table("en", "interface")


def plain(text: str) -> str:
    """Document text on one line, without controls and bidi overrides; a lone surrogate becomes U+FFFD."""
    line = " ".join(text.split())
    kept = (c for c in line if c in _KEPT_FORMATS or unicodedata.category(c) not in ("Cc", "Cf"))
    return " ".join("".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in kept).split())


def shorten(text: str, length: int = _QUOTE) -> str:
    """Plain text of at most `length` characters, cut between words where there are any."""
    line = plain(text)
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) >= length // 2 else cut).rstrip() + "…"


def isolated(text: str, lang: str) -> str:
    """Text kept apart from the sentence around it (U+2068 … U+2069) where it runs the other way."""
    foreign = _FOREIGN.get(lang, _FOREIGN["en"])
    runs_over = any(unicodedata.bidirectional(c) in foreign for c in text)
    return f"{_ISOLATE}{text}{_END}" if runs_over else text


def inserted(text: str, lang: str) -> str:
    """Document text as a sentence of ours may hold it: plain, short, isolated."""
    return isolated(shorten(text), lang)


def quoted(text: str, lang: str) -> str:
    """Document text in the quotation marks of the language, shortened."""
    words = texts(lang)
    return f"{words['open']}{inserted(text, lang)}{words['close']}"


def category(lang: str, n: int) -> str:
    """The CLDR plural category of a whole number.

    >>> [category("ar", n) for n in (0, 1, 2, 10, 11, 100)]
    ['zero', 'one', 'two', 'few', 'many', 'other']
    """
    if lang != "ar":
        return "one" if n == 1 else "other"
    if n < 3:
        return ("zero", "one", "two")[n]
    return "few" if 3 <= n % 100 <= 10 else "many" if n % 100 >= 11 else "other"


def plural(lang: str, key: str, n: int) -> str:
    """A count with its noun.

    >>> plural("ar", "differences", 2), plural("ar", "differences", 11)
    ('فرقان', '11 فرقًا')
    """
    forms = texts(lang)["plural"][key]
    return str(forms.get(category(lang, n), forms["other"])).replace("{n}", str(n))


def percent(x: float) -> str:
    """A share in whole per cent; 0% and 100% only where it is exactly so.

    >>> percent(0.001), percent(0.999), percent(0.5), percent(1)
    ('1%', '99%', '50%', '100%')
    """
    if x <= 0 or x >= 1:
        return "0%" if x <= 0 else "100%"
    return f"{min(max(math.floor(100 * x + 0.5), 1), 99)}%"


def siglum(lang: str, letter: str) -> str:
    """The letter of a witness in the letters of the language.

    >>> siglum("ar", "B"), siglum("en", "B")
    ('ب', 'B')
    """
    letters = _letters(lang)
    return "".join(letters.get(c, c) for c in letter)


@lru_cache(maxsize=8)
def _letters(lang: str) -> Mapping[str, str]:
    return dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", texts(lang)["siglum"]["letters"].split(), strict=False))


def label(lang: str, group: str, key: str) -> str:
    """The name of a type, status, passage kind, reason …; the key itself where it has none."""
    return str(texts(lang).get(group, {}).get(key, key))


def note(lang: str, slug: str, message: str) -> str:
    """A note in the language of the report; its English message where there is no text for it."""
    form = texts(lang).get("note", {}).get(slug)
    found = re.match(_NOTES.get(slug, ""), plain(message))
    if form is None or found is None:
        return isolated(plain(message), lang)
    return _fill(form, {name: isolated(value, lang) for name, value in found.groupdict().items()})


def _fill(form: str, values: Mapping[str, str]) -> str:
    """The form with its {names} filled in, in one pass: braces inside a value stay as they are."""
    return re.sub(r"\{(\w+)\}", lambda hole: values.get(hole[1], hole[0]), form)


def because(text: str, lang: str) -> str:
    """The reason of a difference ("slug: values") or of a link ("slug, slug") as a sentence."""
    words = texts(lang)
    slug, colon, rest = text.partition(": ")
    if colon and slug in words["because"]["single"]:
        return _why(words, slug, rest, lang)
    reasons = text.split(", ")
    known = words["because"]["link"]
    if text and all(reason in known for reason in reasons):
        return f"{words['comma'].join(known[reason] for reason in reasons)}{words['finding']['stop']}"
    return isolated(plain(text), lang)


def _why(words: Mapping[str, Any], slug: str, rest: str, lang: str) -> str:
    """One reason filled in; the two sides apart only where it is sure where they part."""
    sides = _PAIR.split(rest)
    form = words["because"]["pair"].get(slug)
    if form and len(sides) == 2 and all(sides):
        return _fill(form, {"a": inserted(sides[0], lang), "b": inserted(sides[1], lang)})
    return _fill(words["because"]["single"][slug], {"text": inserted(rest, lang)})


def finding(result: Result, lang: str) -> str:
    """What the comparison found, in one or two short sentences.

    How many claims are shared, in how many details the accounts contradict, where only the source named
    differs, the most serious conflict with both quotes, and how much one account alone tells.
    """
    forms = texts(lang)["finding"]
    number = "_two" if len(result.witnesses) == 2 else "_many"
    shared = [c for c in result.claims if c.relation != "one_source"]
    if not shared:
        return str(forms["nothing" + number])
    conflicts = [d for d in result.differences if d.status is Status.CONFLICT]
    facts = [d for d in conflicts if d.type is not DifferenceType.ATTRIBUTION]
    sources = [d for d in conflicts if d.type is DifferenceType.ATTRIBUTION]
    sentence = _fill(forms["shared" + number], {"claims": plural(lang, "in_claims", len(shared))})
    if facts:
        details = plural(lang, "in_details", len(facts))
        sentence += _fill(forms["conflict" + number], {"details": details})
    else:
        sentence += forms["no_conflict" + number]
    if sources:
        sentence += _fill(forms["source"], {"places": plural(lang, "in_places", len(sources))})
    worst = _worst(result, facts or sources, lang, "worst" if facts else "only_source")
    return f"{sentence}{forms['stop']}{worst}{_alone(result, forms, lang, first=not worst)}"


def _worst(result: Result, conflicts: list[Difference], lang: str, key: str) -> str:
    """The most serious conflict, both sides quoted; one of them where the other has no words for it."""
    forms = texts(lang)["finding"]

    def sides(difference: Difference) -> list[Stated]:
        return [v for v in difference.values if v.quote is not None]

    ranked = sorted(conflicts, key=lambda d: (-d.severity, len(sides(d)) < 2))
    if not ranked or not sides(ranked[0]):
        return ""
    told = [(v.witness, quoted(v.quote or "", lang)) for v in sides(ranked[0])]
    if len(told) == 1:
        letters = {w.id: siglum(lang, w.siglum) for w in result.witnesses}
        who = isolated(letters.get(told[0][0], told[0][0]), lang)
        return _fill(forms["worst_alone"], {"a": told[0][1], "who": who})
    a = told[0][1]
    b = next((quote for _, quote in told[1:] if quote != a), told[1][1])
    return _fill(forms[key], {"a": a, "b": b})


def _alone(result: Result, forms: Mapping[str, str], lang: str, *, first: bool) -> str:
    """How large a share of the sentences stands in no shared claim."""
    together = {m.passage for c in result.claims if c.relation != "one_source" for m in c.mentions}
    told = together | {m.passage for c in result.claims for m in c.mentions}
    alone = len(told - together)
    place = "_first" if first else ""
    if not alone:
        return forms["alone_none" + place]
    share = isolated(percent(alone / len(told)), lang)
    return _fill(forms["alone" + place], {"share": share})
