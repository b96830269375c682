"""Made-up Arabic paragraphs: a random walk over the real ones, for sets larger than the real text reaches.

A walker stands at a word of the real text. Each step it may first change places with another occurrence
of the same word (order 1) or of the same two words (order 2), then it goes on to the next word. All
walkers step together, in numpy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from paragraphs import Ints

ONE_WORD = 0.7  # part of the steps that change places by one word; the rest by two
BATCH = 50_000  # walkers that step together


class Walk:
    """The text to walk on, its occurrences of words and of word pairs."""

    def __init__(self, texts: Sequence[str]) -> None:
        numbers: dict[str, int] = {}
        words = [numbers.setdefault(word, len(numbers)) for text in texts for word in text.split()]
        self.lengths = np.array([len(text.split()) for text in texts])
        self.starts = np.cumsum(self.lengths) - self.lengths
        self.vocabulary = list(numbers)
        self.words = np.array(words, dtype=np.int64)
        pairs = np.roll(self.words, 1) * len(numbers) + self.words
        self.one_word = _Occurrences(self.words)
        self.two_words = _Occurrences(np.unique(pairs, return_inverse=True)[1])

    def paragraphs(self, count: int, chance: np.random.Generator) -> Iterator[str]:
        """`count` paragraphs, as long as real ones are."""
        for first in range(0, count, BATCH):
            yield from self._batch(min(BATCH, count - first), chance)

    def _batch(self, count: int, chance: np.random.Generator) -> Iterator[str]:
        lengths = -np.sort(-chance.choice(self.lengths, count))
        places = chance.choice(self.starts, count)
        said = np.zeros((count, int(lengths[0])), dtype=np.int32)
        for step in range(int(lengths[0])):
            going = int(np.searchsorted(-lengths, -step))
            here = places[:going]
            said[:going, step] = self.words[here]
            single = chance.random(going) < ONE_WORD
            here[single] = self.one_word.another(here[single], chance)
            here[~single] = self.two_words.another(here[~single], chance)
            places[:going] = (here + 1) % len(self.words)
        for row in chance.permutation(count):
            yield " ".join(map(self.vocabulary.__getitem__, said[row, : lengths[row]].tolist()))


class _Occurrences:
    """For each place of a text, a place drawn from those where the same thing stands."""

    def __init__(self, things: Ints) -> None:
        self.things = things
        self.order = np.argsort(things, kind="stable")
        self.counts = np.bincount(things)
        self.firsts = np.cumsum(self.counts) - self.counts

    def another(self, places: Ints, chance: np.random.Generator) -> Ints:
        things = self.things[places]
        drawn: Ints = self.order[self.firsts[things] + chance.integers(0, self.counts[things])]
        return drawn
