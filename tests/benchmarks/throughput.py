"""How fast details are found and pairs judged, as multiples of what scikit-learn's tf-idf costs.

The same texts, the same process, interleaved: in each of three rounds our function and both vectorisers
(words; runs of 3 to 5 characters) go over the same part of the corpus, and each round takes another part,
so that no cache knows the text beforehand. The median of the three ratios counts. CPU seconds throughout.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3
ARTICLES = 240  # about 700 kB, where the large collection is at hand
PAIRS = 250  # a round
NEWS, HEADLINES = "saudinewsnet.jsonl.gz", "ans_stance.dev.jsonl"

Texts = Sequence[str]


@dataclass(frozen=True)
class Rate:
    """`what` may cost at most `words` times tf-idf over words, and `chars` times that over characters."""

    what: str
    words: float
    chars: float


RATES = (
    Rate("details", 32.0, 3.0),
    Rate("judge", 90.0, 15.0),
)


@dataclass(frozen=True)
class Speed:
    """CPU seconds of ours and of both vectorisers in each round, and the work done in all of them."""

    what: str
    ours: tuple[float, ...]
    words: tuple[float, ...]
    chars: tuple[float, ...]
    amount: float
    unit: str

    def ratio(self, other: tuple[float, ...]) -> float:
        return statistics.median(ours / theirs for ours, theirs in zip(self.ours, other, strict=True))

    @property
    def rate(self) -> float:
        """Amount a CPU second, over all rounds."""
        return self.amount / sum(self.ours)


def measure() -> list[Speed]:
    """Both speeds, after a first call that loads the tables and is not counted."""
    import compare

    articles, pairs = corpus(), headlines()
    warm, *parts = _parts(articles, ROUNDS + 1)
    _details(warm[:3])
    megabytes = sum(len(text.encode()) for part in parts for text in part) / 1e6
    details = _rounds(parts, _details)
    compare.judge(*pairs[0])
    sides = [[text for pair in part for text in pair] for part in _parts(pairs[1:], ROUNDS)]
    judged = _rounds(sides, _judge)
    return [
        Speed("details", *details, megabytes, "MB/s"),
        Speed("judge", *judged, sum(map(len, sides)) / 2, "pairs/s"),
    ]


def _details(texts: Texts) -> None:
    import compare

    for text in texts:
        compare.extract_details(text, "2015-07-21")


def _judge(sides: Texts) -> None:
    import compare

    for a, b in zip(sides[::2], sides[1::2], strict=True):
        compare.judge(a, b)


def _rounds(parts: Sequence[Texts], ours: Callable[[Texts], None]) -> tuple[tuple[float, ...], ...]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    def words(texts: Texts) -> None:
        TfidfVectorizer(analyzer="word").fit_transform(texts)

    def chars(texts: Texts) -> None:
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)).fit_transform(texts)

    rows = [[_seconds(work, part) for work in (ours, words, chars)] for part in parts]
    return tuple(zip(*rows, strict=True))


def _seconds(work: Callable[[Texts], None], texts: Texts) -> float:
    before = time.process_time()
    work(texts)
    return time.process_time() - before


def _parts(items: Sequence, count: int) -> list[list]:
    """Every count-th item from each start: parts of one kind.

    >>> _parts([1, 2, 3, 4, 5], 2)
    [[1, 3, 5], [2, 4]]
    """
    return [list(items[start::count]) for start in range(count)]


def corpus() -> Texts:
    """Arabic news: the large collection where it is at hand, else the sample corpus."""
    place = _data() / NEWS
    if place.is_file():
        with gzip.open(place, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in islice(lines, ARTICLES)]
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds" / "texts").glob("*.ar.txt"))]


def headlines() -> Sequence[tuple[str, str]]:
    """Pairs of headlines where they are at hand, else the sentences of two sample accounts, one by one."""
    place = _data() / HEADLINES
    if place.is_file():
        rows = map(json.loads, place.read_text(encoding="utf-8").splitlines())
        return [(row["a"], row["b"]) for row in islice(rows, ROUNDS * PAIRS + 1)]
    import compare

    texts = [(ROOT / "seeds" / "texts" / f"baku-2024-{x}.ar.txt").read_text(encoding="utf-8") for x in "ab"]
    a, b = ([text[start:end] for start, end in compare.split_sentences(text)] for text in texts)
    return [(left, right) for left in a for right in b]


def _data() -> Path:
    return Path(os.environ.get("TAWATUR_SHARED") or ROOT.parent / "shared") / "data"


def report(speeds: Sequence[Speed]) -> int:
    """Print the table; 1 where a ceiling is broken, else 0."""
    print("\nspeed (CPU), and multiples of tf-idf of the same texts     is    may be")
    # A few small texts measure the loading of tables more than the work.
    judged = all((_data() / name).is_file() for name in (NEWS, HEADLINES))
    if not judged:
        print("  (on the small sample corpus: shown, not judged)")
    broken = 0
    for rate, speed in zip(RATES, speeds, strict=True):
        print(f"  {speed.what:28} {speed.rate:10.3g} {speed.unit}")
        for name, others, most in (
            ("words", speed.words, rate.words),
            ("characters", speed.chars, rate.chars),
        ):
            ratio = speed.ratio(others)
            broken += judged and ratio > most
            label = f"{speed.what} / tf-idf of {name}"
            verdict = "ok" if ratio <= most else "BROKEN" if judged else "more"
            print(f"  {label:50} {ratio:8.2f}  {most:8.2f}  {verdict}")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(report(measure()))
