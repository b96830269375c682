"""The trained tagger of Arabic names: a linear-chain conditional random field over words.

Lafferty, McCallum and Pereira, "Conditional random fields" (2001). Its features look at one word each: the
word itself, its neighbours and their neighbours, never at two together. So what a word type says about its
own label and about those of the four words around it is a vector that is summed once and remembered, and a
text costs five look-ups a word. `tools/train_tagger.py` makes the weights.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from compare.details.names_features import gap_classes, word_features
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

    def find(self, scan: NameText, rules: Sequence[Found]) -> list[Found]:
        """The names of a text, in order, without values and with no proclitic cut off.

        `rules` are the names that the rules found: the tagger weighs them with the words. Linear time.
        """
        if not len(scan):
            return []
        labels = self._decode(*self._scores(scan, rules))
        return _spans(labels)

    def _scores(self, scan: NameText, rules: Sequence[Found]) -> tuple[Floats, npt.NDArray[np.bool_]]:
        """The score of every label at every word, and which words open a sentence."""
        gaps = np.array(gap_classes(scan.text, scan.words))
        opens = gaps[:-1] == 0
        place = np.arange(len(scan)) + 2 * np.cumsum(opens)
        padded = np.zeros(int(place[-1]) + 3, np.intp)
        padded[place] = self._words(scan)
        seen = self._vectors[padded].reshape(len(padded), len(OFFSETS), _SIZE)
        scores = seen[place, 0]
        for at, offset in enumerate(OFFSETS[1:], 1):
            scores += seen[place + offset, at]
        scores += self.weights.gaps[0, gaps[:-1]]
        scores += self.weights.gaps[1, gaps[1:]]
        told = _rule_labels(len(scan), rules)
        scores += self.weights.rules[0, told[1:-1]]
        scores += self.weights.rules[1, told[:-2]]
        scores += self.weights.rules[2, told[2:]]
        return scores, opens

    def _words(self, scan: NameText) -> list[int]:
        """The row of each word among the remembered vectors; row 0 is no word."""
        rows = self._rows
        looks = scan.distinct
        new = [surface for surface in looks if surface not in rows]
        if new:
            if len(rows) + len(new) > _MOST_WORDS:
                rows.clear()
                new = list(looks)
            self._learn({surface: looks[surface] for surface in new})
        return [rows[surface] for surface in scan.surfaces]

    def _learn(self, new: dict[str, Look]) -> None:
        """Sums the weights of the features of new words."""
        first = len(self._rows) + 1
        if first + len(new) > len(self._vectors):
            more = np.zeros((max(len(new), len(self._vectors)), self._vectors.shape[1]), np.float32)
            self._vectors = np.concatenate((self._vectors, more))
        index = self.weights.index
        ids: list[int] = []
        starts: list[int] = []
        for look in new.values():
            starts.append(len(ids))
            ids.append(0)
            ids += [at for name in word_features(self.lexicon, look)[0] if (at := index.get(name, 0))]
        sums = np.add.reduceat(self.weights.words[ids], starts, axis=0)
        self._vectors[first : first + len(new)] = sums
        for at, surface in enumerate(new):
            self._rows[surface] = first + at

    def _decode(self, scores: Floats, opens: npt.NDArray[np.bool_]) -> Labels:
        """The best labels, looked for in the runs of words between those that surely are no names."""
        labels = np.zeros(len(scores), np.intp)
        doubtful = scores[:, 0] - scores[:, 1:].max(axis=1) < _SURE
        ends = np.concatenate((opens[1:], [True]))
        begins = np.flatnonzero(doubtful & (opens | ~np.concatenate(([False], doubtful[:-1]))))
        stops = np.flatnonzero(doubtful & (ends | ~np.concatenate((doubtful[1:], [False])))) + 1
        if len(begins):
            steps = self.weights.steps
            scores[begins] += np.where(opens[begins, None], np.minimum(steps[0], 0) * _BARRED, steps[0])
            scores[stops - 1] += np.where(ends[stops - 1, None], np.float32(0), steps[:, 0])
            _viterbi(scores, steps, begins, stops - begins, labels)
        return labels


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


def _rule_labels(size: int, rules: Sequence[Found]) -> Labels:
    """The labels that the rules give, with one more at each end."""
    told = np.zeros(size + 2, np.intp)
    for one in rules:
        begin = LABELS.index(f"B-{one.kind.value}")
        told[one.first + 1] = begin
        told[one.first + 2 : one.stop + 1] = begin + 1
    return told


def _spans(labels: Labels) -> list[Found]:
    """The names that labels tell."""
    inside = np.concatenate((labels, [0]))
    found: list[Found] = []
    for first in np.flatnonzero(labels % 2 == 1).tolist():
        label, stop = int(labels[first]), first + 1
        while inside[stop] == label + 1:
            stop += 1
        found.append(Found(first, stop, 0, DetailKind(LABELS[label][2:])))
    return found


@lru_cache(maxsize=8)
def tagger(lexicon: Lexicon) -> Tagger | None:
    """The shipped tagger for the words of a lexicon, None where the lexicon has no Arabic tables."""
    if "ar" not in lexicon.tables:
        return None
    return Tagger(unpack(resource("tagger.ar.npz")), lexicon)
