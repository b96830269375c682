"""Chains: runs of equal words joined over edits into passages, their ends carried as far as they reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from compare.align.seeds import Runs
from compare.model.reuse import Located

# Words that may lie between two runs of one passage, on the side where more lie; more between long runs.
_GAP, _LONG_GAP, _LONG = 8, 12, 25
# Two runs on unlike diagonals share words where one of them repeats.
_OVERLAP = 3
# What an equal word gains is _EQUAL and its weight; what an edit costs.
_EQUAL, _CHANGED, _MOVED = 0.4, 1.0, 0.6
_WINDOW = 16
_STOP = 4.0
"""An end is carried no further once it has lost so much."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words `a` up to `a_end` of one text that match words `b` up to `b_end` of the other.

    `same` counts the words that stand in both, `told` adds up their weights.
    """

    a: int
    a_end: int
    b: int
    b_end: int
    same: int
    told: float

    @property
    def is_verbatim(self) -> bool:
        return self.same == self.a_end - self.a == self.b_end - self.b

    @property
    def longer(self) -> int:
        return max(self.a_end - self.a, self.b_end - self.b)


Run = tuple[int, int, int]


def passages_of(a: Located, b: Located, runs: Runs) -> list[Passage]:
    """The passages that the runs are parts of, in order of `a`. Near linear in the runs."""
    sums = [0.0, *a.weights.cumsum().tolist()]
    words = (a.hashes.tolist(), b.hashes.tolist())
    rows = list(zip(runs.a.tolist(), runs.b.tolist(), runs.size.tolist(), strict=True))
    worth = [_EQUAL * size + sums[i + size] - sums[i] for i, _, size in rows]
    found = [_passage(chain, words, sums) for chain in _chains(rows, worth)]
    return sorted(set(found), key=lambda p: (p.a, p.b, p.a_end, p.b_end))


def _chains(rows: Sequence[Run], worth: Sequence[float]) -> list[list[Run]]:
    """The runs in chains: each joined to the one before it that makes the most of both."""
    totals: list[float] = []
    before: list[int] = []
    ends: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        best, chosen = 0.0, -1
        for other in _near(row, rows, ends):
            gain = totals[other] - _cost(rows[other], row)
            if gain > best:
                best, chosen = gain, other
        totals.append(worth[at] + best)
        before.append(chosen)
        ends[(row[0] + row[2]) // _LONG_GAP, (row[1] + row[2]) // _LONG_GAP].append(at)
    taken = [False] * len(rows)
    chains: list[list[Run]] = []
    for last in sorted(range(len(rows)), key=lambda n: (-totals[n], n)):
        chain: list[Run] = []
        at = last
        while at >= 0 and not taken[at]:
            taken[at] = True
            chain.append(rows[at])
            at = before[at]
        if chain:
            chains.append(chain[::-1])
    return chains


def _near(row: Run, rows: Sequence[Run], ends: dict[tuple[int, int], list[int]]) -> list[int]:
    """The runs that end shortly before this one begins, on both sides."""
    i, j, size = row
    found: list[int] = []
    for x in range((i - _LONG_GAP) // _LONG_GAP, (i + _OVERLAP) // _LONG_GAP + 1):
        for y in range((j - _LONG_GAP) // _LONG_GAP, (j + _OVERLAP) // _LONG_GAP + 1):
            for other in ends.get((x, y), ()):
                p, q, length = rows[other]
                gap_a, gap_b = i - p - length, j - q - length
                most = _LONG_GAP if min(size, length) >= _LONG else _GAP
                if min(gap_a, gap_b) >= -_OVERLAP and max(gap_a, gap_b) <= most and p < i and q < j:
                    found.append(other)
    return found


def _cost(before: Run, after: Run) -> float:
    gap_a = after[0] - before[0] - before[2]
    gap_b = after[1] - before[1] - before[2]
    longer, shorter = max(gap_a, gap_b), min(gap_a, gap_b)
    return 0.5 * longer + 0.25 * (longer - shorter) + max(0, -shorter)


def _passage(chain: Sequence[Run], words: tuple[list[int], list[int]], sums: Sequence[float]) -> Passage:
    """A chain as a passage, the words inside its gaps compared and its ends carried on."""
    a, b = words
    first_a, first_b, _ = chain[0]
    end_a, end_b = first_a, first_b
    same, told = 0, 0.0
    for i, j, size in chain:
        over = max(0, end_a - i, end_b - j)
        if over >= size:
            continue
        more, weight = _gap(a[end_a : i + over], b[end_b : j + over], end_a, sums)
        same += more + size - over
        told += weight + sums[i + size] - sums[i + over]
        end_a, end_b = i + size, j + size
    on = _carried(a[end_a : end_a + _WINDOW], b[end_b : end_b + _WINDOW], end_a, 1, sums)
    back = _carried(
        a[max(0, first_a - _WINDOW) : first_a][::-1],
        b[max(0, first_b - _WINDOW) : first_b][::-1],
        first_a - 1,
        -1,
        sums,
    )
    return Passage(
        a=first_a - back[0],
        a_end=end_a + on[0],
        b=first_b - back[1],
        b_end=end_b + on[1],
        same=same + back[2] + on[2],
        told=told + back[3] + on[3],
    )


def _gap(a: Sequence[int], b: Sequence[int], at: int, sums: Sequence[float]) -> tuple[int, float]:
    """How many words between two runs stand in both in order, and their weight."""
    if not a or not b:
        return 0, 0.0
    same, told = 0, 0.0
    for block in Levenshtein.opcodes(a, b):
        if block.tag == "equal":
            same += block.src_end - block.src_start
            told += sums[at + block.src_end] - sums[at + block.src_start]
    return same, told


def _carried(
    a: Sequence[int], b: Sequence[int], at: int, step: int, sums: Sequence[float]
) -> tuple[int, int, int, float]:
    """How far an end reaches: words of a, words of b, words in both, their weight.

    The words outwards are aligned by the fewest edits; the end goes to where equal words outweigh edits most.
    """
    best, reached = 0.0, (0, 0, 0, 0.0)
    score, same, told = 0.0, 0, 0.0
    for block in Levenshtein.opcodes(a, b):
        if block.tag != "equal":
            taken_a, taken_b = block.src_end - block.src_start, block.dest_end - block.dest_start
            score -= _CHANGED * min(taken_a, taken_b) + _MOVED * abs(taken_a - taken_b)
            if score < best - _STOP:
                break
            continue
        for offset in range(block.src_end - block.src_start):
            place = at + step * (block.src_start + offset)
            weight = sums[place + 1] - sums[place]
            same, told, score = same + 1, told + weight, score + _EQUAL + weight
            if score > best:
                best = score
                reached = (block.src_start + offset + 1, block.dest_start + offset + 1, same, told)
    return reached
