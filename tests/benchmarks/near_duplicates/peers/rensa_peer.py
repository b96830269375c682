"""rensa: R-MinHash in Rust, banded, over word 3-shingles. The option is the number of bands."""

from __future__ import annotations

from collections.abc import Sequence

from rensa import RMinHash, RMinHashLSH

PERMUTATIONS = 128


def find(texts: Sequence[str], option: str = "32") -> tuple[list[int], list[int], list[float]]:
    sketches = RMinHash.from_token_sets(map(shingles, texts), PERMUTATIONS, 42)
    index = RMinHashLSH(0.3, PERMUTATIONS, int(option))
    index.insert_many(sketches)
    first, second, scores = [], [], []
    for i, found in enumerate(index.query_all(sketches)):
        for j in found:
            if i < j:
                first.append(i)
                second.append(j)
                scores.append(sketches[i].jaccard(sketches[j]))
    return first, second, scores


def shingles(text: str) -> list[str]:
    words = text.split()
    return [" ".join(three) for three in zip(words, words[1:], words[2:], strict=False)] or words
