"""Findings, reasons, names and counts as sentences in the language of the report."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations
from typing import Any

from compare.languages import catalogue, table
from compare.model.claim import Claim, Difference, DifferenceType, Stated, Status
from compare.model.result import Result
from compare.report.view import parted

_QUOTE = 60
_ISOLATE, _END = "\u2068", "\u2069"
_KEPT_FORMATS = frozenset("\u200c\u200d") | {*map(chr, range(0x0600, 0x0606)), "\u06dd", "\u08e2"}
_FOREIGN = {"ar": frozenset(("L", "EN", "AN")), "en": frozenset(("R", "AL", "AN"))}
_PAIR = re.compile(r" against | and ")
_PLAIN_DECISIONS = ("no-sentence", "one-account", "overruled", "no-difference", "no-claim")
_TABLE = r"(?P<who>.+): (?P<part>\d+) of (?P<whole>\d+) .*; the first is \w+ (?P<at>\d+)"
# How the English messages of notes are read; a message of another form is shown as it is.
_NOTES = {
    "undated": r"(?P<who>.+?): no date",
    "too-short": r"(?P<who>.+?) holds fewer",
    "date-inferred": r"(?P<who>.+) states no date; (?P<day>\S+) is inferred from (?P<other>.+), which",
    "same-text": r"(?P<who>.+) is byte for byte the same as (?P<other>.+)\.\Z",
    "same-file": r"(?P<who>.+) was given twice",
    "unreadable-input": r"(?P<message>.+)",
    "html-extracted": r"(?P<who>.+): the article was",
    "document-extracted": r"(?P<who>.+): the (?:text|signs) ",
    **dict.fromkeys(
        ("lines-joined", "page-furniture", "pages-unreadable", "shapes-read"),
        r"(?P<who>.+): .+: (?P<count>\d+)\.",
    ),
    "site-frame": r"(?P<who>.+): lines on most of its pages \((?P<pages>\d+)\).+: (?P<count>\d+)\.",
    "members-unreadable": r"(?P<message>.+)",
    "encoding-guessed": r"(?P<who>.+): the encoding (?P<what>\S+) was guessed",
    "damaged-characters": r"(?P<who>.+): some bytes are not valid (?P<what>[^\s;]+);",
    "weekday-clash": r"(?P<who>.+) says “(?P<what>.+)”, which the calendar",
    "nearest-only": r"With (?P<count>\d+) accounts, each was aligned with (?P<nearest>\d+) others",
    "aligned-by-words": r"Accounts in (?P<count>\d+) languages were aligned",
    **dict.fromkeys(("table-lines-unreadable", "table-rows-skipped", "table-dates-unread"), _TABLE),
    "files-skipped": r"(?P<who>.+): left out (?P<count>\d+) files?",
    "reports-skipped": r"(?P<who>.+): left out (?P<count>\d+) folders?",
    "short-input": r"(?P<message>.+)",
    **{f"decision-{slug}": r"Decision (?P<number>\d+) is" for slug in _PLAIN_DECISIONS},
    "decision-unknown-account": r"Decision (?P<number>\d+) is .+?: (?P<who>.+) is not among",
    "decision-quote-gone": r"Decision (?P<number>\d+) is .+? and “(?P<what>.+)” does not",
    "decision-quote-twice": r"Decision (?P<number>\d+) is .+? and “(?P<what>.+)” stands there more",
    "decisions-kept": r".+: (?P<count>\d+)\.",
    "decisions-moved": r".+: (?P<count>\d+)\.",
}
# How the figures in the reasons of an origin are read; those of another form are shown as they are.
_SHARE = re.compile(r"(?P<share>[\d.]+) of the shorter text")
_PARTS = re.compile(r"(?P<part>\d+) of (?P<whole>\d+)(?: passages| in one order)?")
_TIME = re.compile(r"(?P<count>\d{1,9}) (?P<unit>minute|hour|day)s?(?: apart)?")
_SAME_DAY = "same day"


def texts(lang: str) -> Mapping[str, Any]:
    """The texts that every report shares; those of English where a language has none."""
    return table(lang, "interface") or table("en", "interface")


def _by_person(lang: str) -> Mapping[str, Any]:
    """The texts about what a person decided."""
    return table(lang, "decisions") or table("en", "decisions")


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
    return catalogue.category(lang, n)


def plural(lang: str, key: str, n: int) -> str:
    """A count with its noun.

    >>> plural("ar", "differences", 2), plural("ar", "differences", 11)
    ('فرقان', '11 فرقًا')
    """
    forms = texts(lang)["plural"][key]
    chosen = "zero" if n == 0 and "zero" in forms else category(lang, n)
    return str(forms.get(chosen, forms["other"])).replace("{n}", str(n))


def percent(x: float, lang: str = "en") -> str:
    """A share in whole per cent; 0% and 100% only where it is exactly so.

    >>> percent(0.001), percent(0.999), percent(0.5), percent(1)
    ('1%', '99%', '50%', '100%')
    """
    whole = 0 if x <= 0 else 100 if x >= 1 else min(max(math.floor(100 * x + 0.5), 1), 99)
    return str(texts(lang)["percent"]).replace("{n}", str(whole))


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


def told(lang: str, accounts: int, origins: int | None) -> str:
    """How many tell something, and how many of them independently where that is known.

    >>> told("en", 5, 2), told("ar", 2, None)
    ('5 accounts, 2 independent origins', 'روايتان')
    """
    counted = plural(lang, "accounts", accounts)
    if origins is None:
        return counted
    return f"{counted}{texts(lang)['comma']}{plural(lang, 'origins', origins)}"


def told_of(claim: Claim, lang: str) -> str:
    """How many accounts tell a claim, and from how many independent origins."""
    return told(lang, len({m.witness for m in claim.mentions}), claim.independent_origins)


def evidence(text: str, lang: str) -> str:
    """The reason of an origin ("slug: figures") in words; the whole as it stands where its slug is new.

    >>> evidence("order: 12 of 13 passages", "en"), evidence("time: 2 hours", "ar")
    ('shared passages in the same order: 12 of 13', 'الفارق بين وقتي النشر: ساعتان')
    """
    line = plain(text)
    slug, _, rest = line.partition(": ")
    form = texts(lang)["evidence_form"].get(slug)
    if form is None or bool(rest) != ("{text}" in form):
        return isolated(line, lang)
    return _fill(form, {"text": _figures(rest, lang)})


def _figures(rest: str, lang: str) -> str:
    """What follows the slug of a reason: shares, parts and times in the language, other text isolated."""
    forms = texts(lang)["figures"]
    if found := _TIME.fullmatch(rest):
        return plural(lang, f"{found['unit']}s", int(found["count"]))
    if rest == _SAME_DAY:
        return plural(lang, "days", 0)
    if found := _PARTS.fullmatch(rest):
        return _fill(forms["parts"], {name: isolated(n, lang) for name, n in found.groupdict().items()})
    if (found := _SHARE.fullmatch(rest)) and found["share"].count(".") <= 1 and found["share"] != ".":
        return _fill(forms["share"], {"share": isolated(percent(float(found["share"]), lang), lang)})
    return f"{_ISOLATE}{shorten(rest, 3 * _QUOTE)}{_END}" if rest else ""


def note(lang: str, slug: str, message: str) -> str:
    """A note in the language of the report; its English message where there is no text for it."""
    form = texts(lang).get("note", {}).get(slug) or _by_person(lang).get("result_note", {}).get(slug)
    found = re.match(_NOTES.get(slug, ""), plain(message))
    if form is None or found is None or (lang == "en" and slug in _NOTES):  # it is English already
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
    known = {**words["because"]["link"], **_by_person(lang).get("because", {})}
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

    How many accounts of how many independent origins, how many claims are shared, in how many details the
    accounts contradict, where only the source named differs, the most serious conflict with both quotes, and
    how much one account alone tells.
    """
    forms = texts(lang)["finding"]
    pair = len(result.witnesses) == 2
    shared = [c for c in result.claims if c.relation != "one_source"]
    if not shared:
        return str(forms["nothing_two" if pair else "nothing_many"])
    conflicts = [d for d in result.differences if d.status is Status.CONFLICT and d.id not in result.rejected]
    facts = [d for d in conflicts if d.type is not DifferenceType.ATTRIBUTION]
    sources = [d for d in conflicts if d.type is DifferenceType.ATTRIBUTION]
    sentence = _of_two(shared, facts, lang) if pair else _of_many(result, shared, facts, lang)
    if sources:
        sentence += _fill(forms["source"], {"places": plural(lang, "in_places", len(sources))})
    if pair and len(result.origins) == 1:
        sentence += f"{forms['stop']}{forms['one_origin']}".removesuffix(forms["stop"])
    worst = _worst(result, facts or sources, lang, "worst" if facts else "only_source")
    return f"{sentence}{forms['stop']}{worst}{_alone(result, forms, lang, first=not worst)}"


def _of_two(shared: list[Claim], facts: list[Difference], lang: str) -> str:
    forms = texts(lang)["finding"]
    sentence = _fill(forms["shared_two"], {"claims": plural(lang, "in_claims", len(shared))})
    if not facts:
        return f"{sentence}{forms['no_conflict_two']}"
    return sentence + _fill(forms["conflict_two"], {"details": plural(lang, "in_details", len(facts))})


def _of_many(result: Result, shared: list[Claim], facts: list[Difference], lang: str) -> str:
    count = len(result.witnesses)
    by_all = sum(len({m.witness for m in c.mentions}) == count for c in shared)
    counts = {
        "told": told(lang, count, len(result.origins) or None),
        "claims": plural(lang, "shared_claims", len(shared)),
        "all": plural(lang, "told_by_all", by_all),
        "conflicts": plural(lang, "conflicts", len(facts)),
    }
    return _fill(texts(lang)["finding"]["counted_many"], counts)


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
    pairs = combinations(sides(ranked[0]), 2)
    a, b = next((p for p in pairs if parted(*p) and not _holds(*p)), sides(ranked[0])[:2])
    return _fill(forms[key], {"a": quoted(a.quote or "", lang), "b": quoted(b.quote or "", lang)})


def _holds(a: Stated, b: Stated) -> bool:
    """True where the one value only leaves open what the other tells: "November" beside the ninth."""
    one, two = sorted((a.normalised or "", b.normalised or ""), key=len)
    return two.startswith(f"{one}-")


def _alone(result: Result, forms: Mapping[str, str], lang: str, *, first: bool) -> str:
    """How large a share of the sentences stands in no shared claim."""
    together = {m.passage for c in result.claims if c.relation != "one_source" for m in c.mentions}
    told = together | {m.passage for c in result.claims for m in c.mentions}
    alone = len(told - together)
    place = "_first" if first else ""
    if not alone:
        return forms["alone_none" + place]
    share = isolated(percent(alone / len(told), lang), lang)
    return _fill(forms["alone" + place], {"share": share})
