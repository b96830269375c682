"""Results of any number of accounts, with names of any kind, to draw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from compare.model.claim import Cell, Claim, Mention, Moment, State, TimelineEvent
from compare.model.repeated import OutletCount, Repeats, Totals
from compare.model.result import Copied, Evidence, Matrix, Origin, Result

SEEDS = ("moscow-2024.ar", "baku-2024-a.ar", "baku-2024-b.ar", "baku-2024-c.en", "baku-2024-d.ru")
NAMES = {
    "long": (
        "بوتين في ضيافة علييف: زيارة ليومين وملفات ثقيلة على طاولة المفاوضات " * 8,
        "Long " * 300,
        "Ж" * 900,
    ),
    "mixed": (
        "زيارة Визит в Баку إلى Elçibəy Əliyev 2024-08-18 في Łódź",
        "Визит زيارة: visit à l’été, № 5",
        "A — ١٢٣ (Баку) 50% ≥ × 北京 🚀",
    ),
    "hostile": (
        "$x_{\\frac{1}{0}$ $\\alpha$ ^_{}",
        "\u202eمقلوب\u202c \u2067a\u2066b \u2069\u2069 line\nbreak\r\n\ttab\x00\x1b[31m\u2028",
        "\ud800\udfff\U0010ffff\ufeff",
        "",
        "ا" + "\u064b" * 300,
        "كلمة" * 2500,
        "<script>alert(1)</script> &amp; ../../etc/passwd =1+1",
    ),
}
"""Names of accounts, outlets and claims that would break a careless picture."""
HOSTILE = ("$x_{\\frac{1}$ \u202eمقلوب\u202c " + "عنوان طويل " * 40, "\ud800\udfff", "", "ا" + "\u064b" * 300)


def many(real: Result, count: int, names: tuple[str, ...] = ("زيارة", "Visit", "Визит")) -> Result:
    """So many accounts in three stories and some by themselves, with something of everything."""
    base = real.witnesses[0]
    witnesses = tuple(
        replace(base, id=f"w{n}", siglum=_siglum(n), title=names[n % len(names)] or None)
        for n in range(count)
    )
    ids = [w.id for w in witnesses]
    part, half = max(2, count // 4), max(2, count // 2)
    stories = tuple(tuple(ids[n * part : (n + 1) * part]) for n in range(3))
    rest = tuple((w,) for w in ids if w not in {w for s in stories for w in s})
    near = np.add.outer(np.arange(count), -np.arange(count))
    values = np.round(1 / (1 + np.abs(near) / 3), 4)
    return replace(
        real,
        witnesses=witnesses,
        stories=(*stories, *rest),
        matrix=Matrix(tuple(tuple(float(v) for v in row) for row in values), ()),
        claims=tuple(claim(n, ids, names) for n in range(60)),
        timeline=tuple(event(n, ids, names) for n in range(60)),
        origins=(
            origin("o1", ids[:half], names[0]),
            *(Origin(w, (w,), None, ()) for w in ids[half:]),
        ),
        passages=(),
        links=(),
        differences=(),
    )


def _siglum(n: int) -> str:
    return (chr(64 + n // 26) if n >= 26 else "") + chr(65 + n % 26)


def claim(n: int, ids: list[str], names: tuple[str, ...]) -> Claim:
    telling = ids[: 2 + n % len(ids)][: len(ids)]
    state = (State.AGREES, State.MORE_PRECISE, State.AGREES)[n % 3]
    return Claim(
        id=f"c{n}",
        label=names[n % len(names)],
        mentions=tuple(Mention(w, 0, 4, f"{w}.1") for w in telling),
        silent=tuple(w for w in ids if w not in telling),
        relation="agree",
        independent_origins=2,
        cells=tuple(
            Cell(w, State.DIFFERS if n == 59 and w == ids[0] else state if w in telling else State.SILENT)
            for w in ids
        ),
    )


def event(n: int, ids: list[str], names: tuple[str, ...]) -> TimelineEvent:
    when = f"{1990 + n // 3}" if n < 40 else f"2024-08-{n - 39:02d}"
    telling = ids[: 1 + n % len(ids)]
    moments = tuple(
        Moment(w, f"{w}.1", "الأحد", 0, 4, when, "stated" if n % 2 else "inferred") for w in telling
    )
    later = "e1" if n == 0 else None
    return TimelineEvent(f"e{n}", when, names[n % len(names)], moments, None, n > 55, n == 3, later)


def origin(id: str, members: list[str], agency: str) -> Origin:
    copied = tuple(Copied(w, members[0], "published-later: 2 hours") for w in members[1:])
    return Origin(
        id, tuple(members), agency, (Evidence("verbatim", tuple(members), 0.9, "same-text"),), copied
    )


def bare(real: Result) -> Result:
    return replace(
        real,
        claims=(),
        timeline=(),
        links=(),
        stories=(),
        matrix=Matrix((), ()),
        origins=tuple(Origin(w.id, (w.id,), None, ()) for w in real.witnesses),
    )


def repeats(count: int, names: tuple[str, ...]) -> Repeats:
    """So many outlets that share paragraphs with their neighbours."""
    grid = tuple(
        tuple(0 if i == j else max(0, 400 - 90 * abs(i - j)) for j in range(count)) for i in range(count)
    )
    outlets = tuple(OutletCount(names[n % len(names)], 10 ** (3 + n % 4), 40, 3, 4) for n in range(count))
    totals = Totals(1, 9, 90, 0, 5, 4, 30, 20, 10, 10, count, 4, 0, 0)
    return Repeats(totals, outlets, 5, grid, (), None, ("a.jsonl",), "en", 0.7, (), "0" * 16, "0")
