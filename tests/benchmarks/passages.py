"""Pasted passages: how often `find_reuse` finds them, and how exactly, beside difflib.

Each pair is made of two unlike texts of a corpus: a passage of 12 to 25 words of one (the source) is put
into the other (the host), some of its words changed. Counted: passages that a finding touches on both sides
(found), those whose best finding has an intersection over union of characters of at least .8 on both sides
(exact), and findings elsewhere (stray: most are natural copies in the corpus). Development and held-out pairs
come from different papers and other chance.

    python tests/benchmarks/passages.py [--data FOLDER] [--pairs 500]
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import compare

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
NOISES = (0.0, 0.1, 0.2)
KINDS = ("substituted", "deleted", "inserted", "mixed")
Spans = tuple[int, int, int, int]


@dataclass(frozen=True)
class Pair:
    """A host with a pasted passage and the source it was taken from; `truth` is where it stands in each."""

    host: str
    source: str
    truth: Spans


def arabic(folder: Path, *, held_out: bool) -> list[str]:
    """Paragraphs of Saudi papers; the papers in two halves by the order of their names."""
    with gzip.open(folder / "saudinewsnet.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    outlets = sorted({row["outlet"] for row in rows})
    chosen = set(outlets[1::2] if held_out else outlets[::2])
    texts = [p for row in rows if row["outlet"] in chosen for p in row["text"].splitlines()]
    return _paragraphs(texts)


def english(folder: Path, *, held_out: bool) -> list[str]:
    """Documents of two English news sets, one for development, the other held out."""
    if held_out:
        with gzip.open(folder / "ecbplus_news.dev.jsonl.gz", "rt", encoding="utf-8") as file:
            texts = [json.loads(line)["text"] for line in file]
    else:
        with (folder / "summedits_news.dev.jsonl").open(encoding="utf-8") as file:
            texts = [json.loads(line)["doc"] for line in file]
    return _paragraphs(texts)


def _paragraphs(texts: Sequence[str]) -> list[str]:
    found = sorted({" ".join(text.split()) for text in texts})
    return [text for text in found if 30 <= text.count(" ") + 1 <= 1200]


def pairs(texts: Sequence[str], count: int, noise: float, kind: str, seed: int) -> Iterator[Pair]:
    """Pairs of a corpus; the same seed gives the same pairs."""
    chance = random.Random(seed)
    words = [word for text in chance.sample(texts, min(len(texts), 2000)) for word in text.split()]
    for _ in range(count):
        host, source = chance.sample(texts, 2)
        tokens = source.split()
        size = chance.randint(12, 25)
        first = chance.randrange(len(tokens) - size + 1)
        passage = _changed(tokens[first : first + size], noise, kind, words, chance)
        around = host.split()
        at = chance.randrange(len(around) + 1)
        before, inside = " ".join(around[:at]), " ".join(passage)
        begin = len(before) + (1 if before else 0)
        begin_b = len(" ".join(tokens[:first])) + (1 if first else 0)
        truth = (begin, begin + len(inside), begin_b, begin_b + len(" ".join(tokens[first : first + size])))
        yield Pair(" ".join([*around[:at], *passage, *around[at:]]), source, truth)


def _changed(
    passage: Sequence[str], noise: float, kind: str, words: Sequence[str], chance: random.Random
) -> list[str]:
    changed: list[str] = []
    for word in passage:
        if chance.random() >= noise:
            changed.append(word)
            continue
        how = chance.choice(KINDS[:3]) if kind == "mixed" else kind
        if how == "substituted":
            changed.append(chance.choice(words))
        elif how == "inserted":
            changed += [word, chance.choice(words)]
    return changed or list(passage)


# ------------------------------------------------------------------------------------------- methods


def ours(host: str, source: str) -> list[Spans]:
    return [(r.a_start, r.a_end, r.b_start, r.b_end) for r in compare.find_reuse(host, source)]


def longest_match(host: str, source: str) -> list[Spans]:
    """difflib's longest run of equal words."""
    a, b = host.split(), source.split()
    match = difflib.SequenceMatcher(None, a, b, autojunk=False).find_longest_match()
    if not match.size:
        return []
    return [(*_offsets(a, match.a, match.size), *_offsets(b, match.b, match.size))]


def _offsets(words: Sequence[str], first: int, size: int) -> tuple[int, int]:
    begin = sum(len(word) + 1 for word in words[:first])
    return begin, begin + len(" ".join(words[first : first + size]))


# ------------------------------------------------------------------------------------------- measures


def _share(a: int, a_end: int, b: int, b_end: int) -> float:
    """Intersection over union of two stretches."""
    both = max(0, min(a_end, b_end) - max(a, b))
    return both / (a_end - a + b_end - b - both)


def measure(method: Callable[[str, str], list[Spans]], made: Sequence[Pair]) -> dict[str, float]:
    found = exact = stray = 0
    began = time.process_time()
    for pair in made:
        t = pair.truth
        hits = [min(_share(*s[:2], *t[:2]), _share(*s[2:], *t[2:])) for s in method(pair.host, pair.source)]
        found += any(hit > 0 for hit in hits)
        exact += max(hits, default=0) >= 0.8
        stray += sum(hit == 0 for hit in hits)
    spent = (time.process_time() - began) / len(made) * 1e6
    return {"found": found / len(made), "exact": exact / len(made), "stray": stray, "us": spent}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--pairs", type=int, default=500)
    options = parser.parse_args()
    print("| rows | language | changed | how | found | exact | stray | us | difflib found | exact |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for held_out in (False, True):
        for language, read in (("ar", arabic), ("en", english)):
            texts = read(options.data, held_out=held_out)
            for noise in NOISES:
                for kind in KINDS if noise else KINDS[:1]:
                    made = list(pairs(texts, options.pairs, noise, kind, seed=2 if held_out else 1))
                    m, d = measure(ours, made), measure(longest_match, made)
                    print(
                        f"| {'held out' if held_out else 'development'} | {language} | {noise:.0%} | "
                        f"{kind if noise else '-'} | {m['found']:.3f} | {m['exact']:.3f} | {m['stray']} | "
                        f"{m['us']:.0f} | {d['found']:.3f} | {d['exact']:.3f} |",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
