"""datasketch: MinHash LSH in numpy, over word 3-shingles. The option is the threshold."""

from __future__ import annotations

from collections.abc import Sequence

from datasketch import MinHash, MinHashLSH

PERMUTATIONS = 128


def find(texts: Sequence[str], option: str = "0.5") -> tuple[list[int], list[int], list[float]]:
    index = MinHashLSH(threshold=float(option), num_perm=PERMUTATIONS)
    first, second, scores = [], [], []
    sketches = list(MinHash.generator(map(shingles, texts), num_perm=PERMUTATIONS))
    for j, sketch in enumerate(sketches):
        for i in index.query(sketch):
            first.append(i)
            second.append(j)
            scores.append(sketches[i].jaccard(sketch))
        index.insert(j, sketch, check_duplication=False)
    return first, second, scores


def shingles(text: str) -> set[bytes]:
    words = text.split()
    return {" ".join(three).encode() for three in zip(words, words[1:], words[2:], strict=False)} or {
        text.encode()
    }
