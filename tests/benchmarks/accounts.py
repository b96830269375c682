"""What a comparison costs over the number of accounts, beside tf-idf of the same sentences.

Accounts of one event are made at run time from the Arabic sample texts: a seeded generator lets sentences
out, changes their order, changes numbers and puts one common word for another. In each of three rounds our
comparison and scikit-learn's tf-idf of character runs (3 to 5, within words), with the cosines of all
sentences, go over the same accounts; the least of the rounds counts. CPU seconds; tables are loaded before.
"""

from __future__ import annotations

import math
import random
import re
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3
COUNTS = (5, 10, 20, 40)
WORDS = 400
"""About how many words an account has."""
JUDGED = 20
"""The number of accounts at which the ceilings below are read."""

TIMES_TFIDF = 70.0
"""Most that comparing `JUDGED` accounts may cost, in tf-idf and cosines of their sentences."""
EXPONENT = 2.1
"""Most that the cost may grow with the number of accounts: every pair is looked at, nothing more."""
MEGABYTES = 40.0
"""Most that comparing `JUDGED` accounts may allocate at any time, tables not counted."""

SOURCES = ("baku-2024-a", "baku-2024-b", "moscow-2024")
SYNONYMS = (
    ("أعلن", "كشف"),
    ("أعلنت", "كشفت"),
    ("أوضح", "بيّن"),
    ("وأضاف", "وتابع"),
    ("زيارة", "جولة"),
    ("محادثات", "مباحثات"),
    ("المحادثات", "المباحثات"),
    ("اتفاق", "اتفاقية"),
    ("الجانبان", "الطرفان"),
    ("الحرب", "القتال"),
    ("قبل", "عشية"),
    ("الرئيس", "رئيس الدولة"),
    ("اليوم", "نهار اليوم"),
    ("وقالت", "وذكرت"),
    ("وقال", "وذكر"),
    ("بحسب", "وفق"),
    ("حسب", "وفق"),
    ("إن", "بأن"),
    ("بعد", "عقب"),
    ("عام", "سنة"),
)
_SENTENCE_END = re.compile(r"(?<=[.؟!])\s+")
_NUMBER = re.compile(r"[0-9]+")


def accounts(count: int, seed: int = 7) -> list[str]:
    """`count` accounts of one event, of about `WORDS` words each. Always the same for the same arguments."""
    return [_account(random.Random(1000 * seed + number)) for number in range(count)]


@cache
def _sentences() -> tuple[str, ...]:
    """Sentences of the sample texts: what a full stop ends, long enough to say something."""
    texts = [(ROOT / "seeds" / "texts" / f"{name}.ar.txt").read_text(encoding="utf-8") for name in SOURCES]
    paragraphs = [line.strip() for text in texts for line in text.splitlines()]
    parts = [part for line in paragraphs for part in _SENTENCE_END.split(line)]
    return tuple(
        part for part in parts if part.endswith(".") and len(part.split()) > 5 and not part.isascii()
    )


def _account(chance: random.Random) -> str:
    """Sentences picked until there are words enough, in loosened order, rewritten; two a paragraph."""
    pool = _sentences()
    picked: list[int] = []
    words = 0
    for at in chance.sample(range(len(pool)), len(pool)):
        if words < WORDS:
            picked.append(at)
            words += len(pool[at].split())
    picked.sort(key=lambda at: at + 12 * chance.random())
    kept = [_rewritten(pool[at], chance) for at in picked]
    return "\n\n".join(" ".join(kept[start : start + 2]) for start in range(0, len(kept), 2)) + "\n"


def _rewritten(sentence: str, chance: random.Random) -> str:
    """The sentence with some numbers changed, some words put for others, and now and then one left out."""
    if chance.random() < 0.3:
        sentence = _NUMBER.sub(lambda found: str(int(found.group()) + chance.randrange(3)), sentence)
    chosen = {a: b for pair in SYNONYMS for a, b in (pair, pair[::-1]) if chance.random() < 0.5}
    words = [chosen.get(word, word) for word in sentence.split()]
    if len(words) > 8 and chance.random() < 0.4:
        del words[chance.randrange(1, len(words) - 1)]
    if chance.random() < 0.2:
        clauses = " ".join(words).rstrip(".").split("، ")
        return "، ".join(clauses[:1] + clauses[2:] + clauses[1:2]) + "."
    return " ".join(words)


@dataclass(frozen=True)
class Cost:
    """CPU seconds of ours and of tf-idf for `count` accounts, and the most megabytes ours allocated."""

    count: int
    words: int
    ours: float
    tfidf: float
    megabytes: float


def measure() -> list[Cost]:
    """The cost for each of `COUNTS`, after a first comparison that loads the tables and is not counted."""
    import compare

    made = accounts(max(COUNTS))
    _compare(made[:3])
    _tfidf(made[:3], compare.split_sentences)
    return [_cost(made[:count]) for count in COUNTS]


def _cost(texts: Sequence[str]) -> Cost:
    import compare

    ours, tfidf = [], []
    for _ in range(ROUNDS):
        ours.append(_seconds(lambda: _compare(texts)))
        tfidf.append(_seconds(lambda: _tfidf(texts, compare.split_sentences)))
    words = sum(len(text.split()) for text in texts)
    # Counting allocations is slow: only where a ceiling reads it.
    megabytes = _megabytes(texts) if len(texts) <= JUDGED else math.nan
    return Cost(len(texts), words, min(ours), min(tfidf), megabytes)


def _compare(texts: Sequence[str]) -> None:
    import compare

    compare.compare(
        compare.Witness.from_text(text, id=f"account-{number:02}", published="2024-08-18")
        for number, text in enumerate(texts)
    )


def _tfidf(texts: Sequence[str], split: Callable[[str], list[tuple[int, int]]]) -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    sentences = [text[start:end] for text in texts for start, end in split(text)]
    rows = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)).fit_transform(sentences)
    (rows @ rows.T).toarray()


def _seconds(work: Callable[[], None]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _megabytes(texts: Sequence[str]) -> float:
    tracemalloc.start()
    try:
        _compare(texts)
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def exponent(costs: Sequence[tuple[float, float]]) -> float:
    """The slope of the straight line through the logarithms: 1 grows with the accounts, 2 with their pairs.

    >>> round(exponent([(5, 25.0), (10, 100.0), (20, 400.0)]), 6)
    2.0
    """
    points = [(math.log(count), math.log(seconds)) for count, seconds in costs]
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    over = sum((x - middle_x) * (y - middle_y) for x, y in points)
    return over / sum((x - middle_x) ** 2 for x, _ in points)


def report(costs: Sequence[Cost]) -> int:
    """Print the table; 1 where a ceiling is broken, else 0."""
    print(f"\naccounts of one event, least of {ROUNDS}    words    CPU s   tf-idf s   peak MB")
    for cost in costs:
        peak = "" if math.isnan(cost.megabytes) else f"{cost.megabytes:7.1f}"
        print(f"  {cost.count:30} {cost.words:9} {cost.ours:8.2f} {cost.tfidf:10.3f}   {peak}")
    judged = next(cost for cost in costs if cost.count == JUDGED)
    rows = (
        (f"{JUDGED} accounts / tf-idf and cosines", judged.ours / judged.tfidf, TIMES_TFIDF),
        ("growth: exponent over accounts", exponent([(cost.count, cost.ours) for cost in costs]), EXPONENT),
        (f"{JUDGED} accounts, megabytes", judged.megabytes, MEGABYTES),
    )
    print("\nceilings                                  is    may be")
    for label, value, most in rows:
        print(f"  {label:34} {value:8.2f}  {most:8.2f}  {'ok' if value <= most else 'BROKEN'}")
    return int(any(value > most for _, value, most in rows))


if __name__ == "__main__":
    sys.exit(report(measure()))
