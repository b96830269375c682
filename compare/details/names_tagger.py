"""The trained tagger of Arabic names: a linear-chain conditional random field over words.

Lafferty, McCallum and Pereira, "Conditional random fields" (2001). Its features look at one word each: the
word itself, its neighbours and their neighbours, never at two together. So what a word type says about its
own label and about those of the four words around it is a vector that is summed once and remembered, and a
text costs five look-ups a word. `tools/train_tagger.py` makes the weights.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from compare.details.names_features import classes_of, features
from compare.details.names_lexicon import Lexicon, Look
from compare.details.names_text import Found, NameText
from compare.model.claim import DetailKind
from compare.trained import resource

LABELS = ("O", "B-person", "I-person", "B-place", "I-place", "B-organisation", "I-organisation")
OFFSETS = (0, -1, 1, -2, 2)
"""Where the words stand whose features tell of a label."""

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.intp]
_SIZE = len(LABELS)
# Words whose best label is "no name" by so much end a run of words to decode: no neighbour changes that.
_SURE = 6.0
_MOST_WORDS = 100_000
_BEGINS = {DetailKind(label[2:]): at for at, label in enumerate(LABELS) if label.startswith("B-")}
# The first vectors hold no words: one is empty, then come those of the gap before and behind a word, and of
# what the rules say of a word, of the one before and the one behind: where these begin, how many they are.
_SHARED = (5, 12, 19, 26, 33)
_KEPT = 8
# Texts of fewer words are cheaper without arrays; so many runs of words are decoded one by one.
_SHORT = 40
_FEW = 12
# A name cannot go on where none began: such steps weigh less than -1000. At the opening of a sentence only
# they count.
_BARRED = (np.arange(len(LABELS)) % 2 == 0) & (np.arange(len(LABELS)) > 0)


@dataclass(frozen=True, slots=True)
class Weights:
    """The parameters. `words` has a row per feature: the weights of each label, offset by offset.

    `gaps` are those of the gap before and behind a word, `rules` those of what the rules say of a word, of
    the one before and the one behind; `steps` those of a label and the next.
    """

    index: dict[str, int]
    words: Floats
    gaps: Floats
    rules: Floats
    steps: Floats


def unpack(data: bytes) -> Weights:
    """The weights from the bytes of the shipped file."""
    with np.load(io.BytesIO(data)) as file:
        names = bytes(file["names"]).decode().split("\n")
        scale = np.float32(file["scale"])
        words = file["words"].astype(np.float32) * scale
        gaps, rules, steps = (file[key].astype(np.float32) for key in ("gaps", "rules", "steps"))
    return Weights({name: at + 1 for at, name in enumerate(names)}, words, gaps, rules, steps)


class Tagger:
    """Weights with the words of one lexicon that they were applied to."""

    def __init__(self, weights: Weights, lexicon: Lexicon) -> None:
        self.weights = weights
        self.lexicon = lexicon
        self._rows: dict[str, int] = {}
        self._vectors: Floats = np.zeros((4096, len(OFFSETS) * _SIZE), np.float32)
        shared = np.concatenate((weights.gaps.reshape(-1, _SIZE), weights.rules.reshape(-1, _SIZE)))
        self._table()[_SHARED[0] : _SHARED[0] + len(shared)] = shared
        self._way = _Way.of(weights.steps)

    def find(self, scan: NameText, rules: Sequence[Found]) -> list[Found]:
        """The names of a text, in order, without values and with no proclitic cut off.

        `rules` are the names that the rules found: the tagger weighs them with the words. Linear time.
        """
        return _spans(self.labels(scan, rules)) if len(scan) else []

    def labels(self, scan: NameText, rules: Sequence[Found]) -> list[int]:
        """The label of every word, as its place in `LABELS`."""
        gaps = classes_of(scan.gaps, scan.words)
        return self._decode(self._scores(self._words(scan), gaps, _rule_labels(len(scan), rules)), gaps)

    def _scores(self, rows: Sequence[int], gaps: Sequence[int], told: Sequence[int]) -> Floats:
        """The score of every label at every word: ten rows of the table, summed."""
        seen: list[int] = []
        place: list[int] = []
        for row, gap in zip(rows, gaps, strict=False):
            if not gap:  # nothing is seen across the end of a sentence
                seen += (0, 0)
            place.append(len(seen))
            seen.append(row)
        seen += (0, 0)
        wanted = (_wanted if len(rows) < _SHORT else _wanted_many)(seen, place, gaps, told)
        picked = self._table().take(wanted, axis=0)
        scores: Floats = picked.reshape(-1, len(rows), _SIZE).sum(axis=0)
        return scores

    def _table(self) -> Floats:
        """The remembered vectors cut up: a row for each word and offset."""
        return self._vectors.reshape(-1, _SIZE)

    def _words(self, scan: NameText) -> list[int]:
        """The row of the table where the vector of each word begins; row 0 is no word."""
        rows, looks = self._rows, scan.distinct
        new = {surface: look for surface, look in looks.items() if surface not in rows}
        if new:
            if len(rows) + len(new) > _MOST_WORDS:
                rows.clear()
                new = looks
            self._learn(new)
        here = {surface: rows[surface] for surface in looks}
        return list(map(here.__getitem__, scan.surfaces))

    def _learn(self, new: Mapping[str, Look]) -> None:
        """Sums the weights of the features of new words."""
        first = len(self._rows) + _KEPT
        if first + len(new) > len(self._vectors):
            more = np.zeros((max(len(new), len(self._vectors)), self._vectors.shape[1]), np.float32)
            self._vectors = np.concatenate((self._vectors, more))
        known = self.weights.index.get
        ids: list[int] = []
        starts: list[int] = []
        for look in new.values():
            starts.append(len(ids))
            ids.append(0)
            ids += filter(None, map(known, features(self.lexicon, look)))
        sums = np.add.reduceat(self.weights.words[ids], starts, axis=0)
        self._vectors[first : first + len(new)] = sums
        for at, surface in enumerate(new):
            self._rows[surface] = (first + at) * len(OFFSETS)

    def _decode(self, scores: Floats, gaps: Sequence[int]) -> list[int]:
        """The best labels, looked for in the runs of words between those that surely are no names."""
        labels = [0] * len(scores)
        begins: list[int] = []
        sizes: list[int] = []
        last = -2
        for at in (scores[:, 0] - scores[:, 1:].max(axis=1) < _SURE).nonzero()[0].tolist():
            if at == last + 1 and gaps[at]:
                sizes[-1] += 1
            else:
                begins.append(at)
                sizes.append(1)
            last = at
        if len(begins) > _FEW:
            return self._decode_many(scores, gaps, begins, sizes)
        for begin, size in zip(begins, sizes, strict=True):
            stop = begin + size
            run = scores[begin:stop].tolist()
            labels[begin:stop] = self._way.best(run, not gaps[begin], not gaps[stop])
        return labels

    def _decode_many(
        self, scores: Floats, gaps: Sequence[int], begins: Sequence[int], sizes: Sequence[int]
    ) -> list[int]:
        """The same for many runs at once."""
        labels = np.zeros(len(scores), np.intp)
        between, steps = np.array(gaps), self.weights.steps
        first, size = np.array(begins), np.array(sizes)
        stop = first + size
        opens, ends = between[first] == 0, between[stop] == 0
        scores[first] += np.where(opens[:, None], np.minimum(steps[0], 0) * _BARRED, steps[0])
        scores[stop - 1] += np.where(ends[:, None], np.float32(0), steps[:, 0])
        _viterbi(scores, steps, first, size, labels)
        found: list[int] = labels.tolist()
        return found


def _wanted(seen: list[int], place: list[int], gaps: Sequence[int], told: Sequence[int]) -> Labels:
    """The rows of the table that make up the scores of all words, first those of the words as such."""
    wanted: list[int] = []
    for number, offset in enumerate(OFFSETS):
        wanted += [seen[at + offset] + number for at in place]
    before, behind, here, left, right = _SHARED
    wanted += [gap + before for gap in gaps[:-1]]
    wanted += [gap + behind for gap in gaps[1:]]
    wanted += [label + here for label in told[1:-1]]
    wanted += [label + left for label in told[:-2]]
    wanted += [label + right for label in told[2:]]
    return np.array(wanted)


def _wanted_many(seen: list[int], place: list[int], gaps: Sequence[int], told: Sequence[int]) -> Labels:
    """The same for many words."""
    rows, at = np.array(seen), np.array(place)
    between, label = np.array(gaps), np.array(told)
    words = [rows[at + offset] + number for number, offset in enumerate(OFFSETS)]
    others = (between[:-1], between[1:], label[1:-1], label[:-2], label[2:])
    return np.concatenate((*words, *map(add, others, _SHARED)))


class _Way(NamedTuple):
    """The steps between labels as plain numbers: for few words quicker than arrays.

    `opening` and `going` count before the first word of a run, `closing` behind the last; `into` has for
    each label the steps from all labels.
    """

    opening: list[float]
    going: list[float]
    closing: list[float]
    into: list[list[float]]

    @classmethod
    def of(cls, steps: Floats) -> _Way:
        opening = np.minimum(steps[0], 0) * _BARRED
        return cls(opening.tolist(), steps[0].tolist(), steps[:, 0].tolist(), steps.T.tolist())

    def best(self, run: Sequence[Sequence[float]], opens: bool, ends: bool) -> list[int]:
        """The best labels of a run of words; `opens` and `ends` say whether a sentence does so there.

        Viterbi, "Error bounds for convolutional codes" (1967).
        """
        best = list(map(add, run[0], self.opening if opens else self.going))
        back: list[list[int]] = []
        for row in run[1:]:
            ways = [list(map(add, best, steps)) for steps in self.into]
            tops = list(map(max, ways))
            back.append(list(map(list.index, ways, tops)))
            best = list(map(add, tops, row))
        if not ends:
            best = list(map(add, best, self.closing))
        labels = [best.index(max(best))]
        for sources in reversed(back):
            labels.append(sources[labels[-1]])
        return labels[::-1]


def _viterbi(scores: Floats, steps: Floats, begins: Labels, sizes: Labels, labels: Labels) -> None:
    """Writes the best labels of runs of words, all runs one word at a time, the longest first."""
    order = np.argsort(-sizes, kind="stable")
    begins, sizes = begins[order], sizes[order]
    going = [int(np.searchsorted(-sizes, -size, side="right")) for size in range(1, int(sizes[0]) + 1)]
    best = scores[begins]
    back = np.zeros((len(going), len(begins), _SIZE), np.intp)
    for at, alive in enumerate(going[1:], 1):
        ways = best[:alive, :, None] + steps
        back[at, :alive] = ways.argmax(axis=1)
        best[:alive] = ways.max(axis=1) + scores[begins[:alive] + at]
    last = best.argmax(axis=1)
    for at in range(len(going) - 1, -1, -1):
        alive = going[at]
        labels[begins[:alive] + at] = last[:alive]
        last[:alive] = back[at, np.arange(alive), last[:alive]]


def _rule_labels(size: int, rules: Sequence[Found]) -> list[int]:
    """The labels that the rules give, with one more at each end."""
    told = [0] * (size + 2)
    for one in rules:
        begin = _BEGINS[one.kind]
        told[one.first + 1] = begin
        for at in range(one.first + 2, one.stop + 1):
            told[at] = begin + 1
    return told


def _spans(labels: Sequence[int]) -> list[Found]:
    """The names that labels tell."""
    found: list[Found] = []
    for first in [at for at, label in enumerate(labels) if label % 2]:
        label, stop = labels[first], first + 1
        while stop < len(labels) and labels[stop] == label + 1:
            stop += 1
        found.append(Found(first, stop, 0, DetailKind(LABELS[label][2:])))
    return found


@lru_cache(maxsize=8)
def tagger(lexicon: Lexicon) -> Tagger | None:
    """The shipped tagger for the words of a lexicon, None where the lexicon has no Arabic tables."""
    if "ar" not in lexicon.tables:
        return None
    return Tagger(unpack(resource("tagger.ar.npz")), lexicon)
