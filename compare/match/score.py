"""Scores: every pair of units that could tell the same thing, with the evidence of each channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from typing import Literal

import numpy as np

from compare.match import crossing, semantic
from compare.match.agreement import agreement, facts_of
from compare.match.background import informativeness
from compare.match.crossing import Words, words_of
from compare.match.fuzzy import fuzzy
from compare.match.semantic import encode
from compare.match.tfidf import Matrix, char_grams, cosines, document_frequencies, products, weigh
from compare.model.claim import Detail, DetailKind
from compare.model.prepared import Prepared, Unit
from compare.model.reuse import Candidate, Channels
from compare.model.text import Token

# How many rivals each unit keeps for the dear channels (fuzzy, details).
_BEST = 6
# A side lighter than this (one or two telling lemmas) is contained by chance.
_LIGHT = 1.2
# A name that both accounts repeat says little about which sentence is meant.
_NAME_WEIGHT = 0.35
# Words of one root count for less than the same word.
_KIN = 0.35
# Who says it and whether it is planned frames a claim; it is not what is claimed.
_FRAME_KINDS = (DetailKind.ATTRIBUTION, DetailKind.MODALITY, DetailKind.NEGATION)
_NAME_KINDS = (DetailKind.PERSON, DetailKind.PLACE, DetailKind.ORGANISATION)


class Corpus:
    """The vectors of every unit of the witnesses of one comparison.

    What is common is counted inside each account, so that a link between two accounts does not depend on
    which others are compared. Built once, O(characters); every pair then costs one small dense product.
    `aligned_by` tells what carries wording from one language to another: "words" (vectors), "sentences" (the
    encoder of the extra), or nothing where all accounts are in one language. `first_tellings` holds for every
    unit of every account the number of the first unit that tells it word for word, mostly itself.
    """

    def __init__(self, witnesses: Sequence[Prepared], align_by: str = "words") -> None:
        self.witnesses = tuple(witnesses)
        self.chars = [_char_vectors(witness) for witness in witnesses]
        self.weights = [_word_weights(witness) for witness in witnesses]
        self.normed = [_normed(vectors) for vectors in self.weights]
        self.roots = [[{t: w**0.5 for t, w in v.items()} for v in vectors] for vectors in self.weights]
        self.masses = [np.array([sum(v.values()) for v in vectors], np.float32) for vectors in self.weights]
        self.facts = [[facts_of(unit) for unit in witness.units] for witness in witnesses]
        self.first_tellings = [_first_tellings(witness) for witness in witnesses]
        self._lexical: dict[tuple[int, int], tuple[Matrix, Matrix, Matrix]] = {}
        self.words: list[Words] = []
        self.sentences: list[Matrix] = []
        self.aligned_by: Literal["words", "sentences"] | None = None
        if len({witness.witness.language for witness in witnesses}) > 1:
            self.aligned_by = "sentences" if align_by == "sentences" else "words"
            self.words = [words_of(w, weights) for w, weights in zip(witnesses, self.weights, strict=True)]
        if self.aligned_by == "sentences":
            self.sentences = [encode(_sentences(witness)) for witness in witnesses]

    def lexical(self, left: int, right: int) -> tuple[Matrix, Matrix, Matrix]:
        """Word cosines, shares of content and character cosines of every two units of two witnesses."""
        if (left, right) not in self._lexical:
            self._lexical[left, right] = (
                cosines(self.normed[left], self.normed[right]),
                containment(self.roots[left], self.roots[right], self.masses[left], self.masses[right]),
                cosines(self.chars[left], self.chars[right]),
            )
        return self._lexical[left, right]

    def across(self, left: int, right: int) -> bool:
        """True for two witnesses in different languages."""
        a, b = self.witnesses[left].witness, self.witnesses[right].witness
        return a.language != b.language

    def nearness(self, left: int, right: int) -> tuple[Matrix, Matrix]:
        """Nearness of every two units of two witnesses in different languages, on the mean and at best."""
        mean, best = crossing.nearness(self.words[left], self.words[right])
        languages = {self.witnesses[side].witness.language for side in (left, right)}
        if self.sentences and languages <= semantic.LANGUAGES:
            told = semantic.nearness(self.sentences[left], self.sentences[right])
            half = np.float32(0.5)
            return half * (mean + told), half * (best + told)
        return mean, best


def _first_tellings(witness: Prepared) -> list[int]:
    """For every unit the first one of its kind with the same words, about the same dates."""
    first: dict[tuple[str, str, tuple[str, ...]], int] = {}
    return [
        first.setdefault((unit.folded, unit.block, unit.context_dates), at)
        for at, unit in enumerate(witness.units)
    ]


def _sentences(witness: Prepared) -> list[str]:
    return [witness.witness.text[u.passage.start : u.passage.end] for u in witness.units]


def _char_vectors(witness: Prepared) -> list[dict[str, float]]:
    """The character TF-IDF vector of every unit, document frequencies counted in the account."""
    grams = [char_grams(unit.folded) for unit in witness.units]
    frequencies = document_frequencies(grams)
    return [weigh(found, frequencies, len(grams)) for found in grams]


def _word_weights(witness: Prepared) -> list[dict[str, float]]:
    """The weight of each lemma of every unit: rare in the language, rare in the account, no name."""
    frequencies = document_frequencies([[t.lemma for t in unit.tokens] for unit in witness.units])
    return [_weights(unit, frequencies, len(witness.units)) for unit in witness.units]


def _weights(unit: Unit, frequencies: Mapping[str, int], count: int) -> dict[str, float]:
    names = [d for d in unit.details if d.kind in _NAME_KINDS]
    frames = [d for d in unit.details if d.kind in _FRAME_KINDS]
    found: dict[str, float] = {}
    for token in unit.tokens:
        if any(_covers(d, token) and d.head != token.folded for d in frames):
            continue
        local = log((count + 1) / frequencies[token.lemma]) / log(count + 1)
        weight = informativeness(token.lemma, unit.language) * local
        if any(_covers(d, token) for d in names):
            weight *= _NAME_WEIGHT
        found[token.lemma] = max(weight, found.get(token.lemma, 0.0))
        if token.family:
            kin = "√" + token.family
            found[kin] = max(_KIN * weight, found.get(kin, 0.0))
    return {lemma: weight for lemma, weight in found.items() if weight > 0}


def _covers(detail: Detail, token: Token) -> bool:
    return detail.start < token.end and token.start < detail.end


def candidates(corpus: Corpus, left: int, right: int) -> list[Candidate]:
    """The scored pairs of units of two witnesses (indices into the corpus) that are worth a look.

    What a witness tells again word for word is not looked at again.
    """
    a, b = corpus.witnesses[left], corpus.witnesses[right]
    if not a.units or not b.units:
        return []
    if corpus.across(left, right):
        return _across(corpus, left, right)
    words, content, chars = corpus.lexical(left, right)
    published = (a.witness.published.value, b.witness.published.value)
    return [
        _score(corpus, (left, i), (right, j), (words[i, j], content[i, j], chars[i, j]), published)
        for i, j in _worth_a_look(corpus, words + chars + 0.5 * content, left, right)
    ]


def _across(corpus: Corpus, left: int, right: int) -> list[Candidate]:
    """The candidates of two witnesses in different languages."""
    a, b = corpus.witnesses[left], corpus.witnesses[right]
    mean, best = corpus.nearness(left, right)
    published = (a.witness.published.value, b.witness.published.value)
    found: list[Candidate] = []
    for i, j in _worth_a_look(corpus, mean + 0.5 * best, left, right):
        said = agreement(corpus.facts[left][i], corpus.facts[right][j], published)
        channels = Channels(
            tfidf=0.0,
            fuzzy=0.0,
            content=float(best[i, j]),
            details=said.score,
            chars=0.0,
            meaning=float(mean[i, j]),
        )
        found.append(Candidate(i, j, total_across(channels), channels, said))
    return found


def total_across(channels: Channels) -> float:
    """One score for two sentences in different languages, 0..1: meaning carries, details tip."""
    wording = 0.6 * channels.meaning + 0.3 * channels.content
    return max(0.0, min(1.0, wording + 0.6 * (channels.details - 0.5)))


def _worth_a_look(corpus: Corpus, rough: Matrix, left: int, right: int) -> list[tuple[int, int]]:
    """The best few of every row and column, and every pair that shares a date of its own."""
    a, b = corpus.witnesses[left].units, corpus.witnesses[right].units
    rows, columns = (np.unique(corpus.first_tellings[side]) for side in (left, right))
    rough = rough[np.ix_(rows, columns)]
    picked: set[tuple[int, int]] = set()
    for i, values in zip(rows.tolist(), rough, strict=True):
        picked.update((i, int(j)) for j in columns[np.argsort(-values, kind="stable")[:_BEST]])
    for j, values in zip(columns.tolist(), rough.T, strict=True):
        picked.update((int(i), j) for i in rows[np.argsort(-values, kind="stable")[:_BEST]])
    dated: dict[str, list[int]] = {}
    for j in columns.tolist():
        for value in b[j].context_dates:
            dated.setdefault(value[:7], []).append(j)
    for i in rows.tolist():
        for value in a[i].context_dates:
            picked.update((i, j) for j in dated.get(value[:7], ())[:_BEST])
    return sorted(picked)


def _score(
    corpus: Corpus,
    left: tuple[int, int],
    right: tuple[int, int],
    lexical: tuple[float, float, float],
    published: tuple[str | None, str | None],
) -> Candidate:
    a = corpus.witnesses[left[0]].units[left[1]]
    b = corpus.witnesses[right[0]].units[right[1]]
    word, content, char = (float(value) for value in lexical)
    facts = corpus.facts[left[0]][left[1]], corpus.facts[right[0]][right[1]]
    found = agreement(*facts, published)
    rough = fuzzy([t.lemma for t in a.tokens], [t.lemma for t in b.tokens])
    channels = Channels(
        tfidf=0.5 * word + 0.5 * char, fuzzy=rough, content=content, details=found.score, chars=char
    )
    return Candidate(left[1], right[1], total(channels), channels, found)


def total(channels: Channels) -> float:
    """One score from the channels, 0..1: wording carries, details tip."""
    wording = 0.45 * channels.tfidf + 0.4 * channels.content + 0.15 * channels.fuzzy
    return max(0.0, min(1.0, wording + 0.5 * (channels.details - 0.5)))


def _normed(vectors: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    normed = []
    for vector in vectors:
        norm = sum(w * w for w in vector.values()) ** 0.5
        normed.append({t: w / norm for t, w in vector.items()} if norm else {})
    return normed


def containment(
    rows: Sequence[Mapping[str, float]],
    columns: Sequence[Mapping[str, float]],
    masses: Matrix,
    others: Matrix,
) -> Matrix:
    """Share of the lighter side's weight whose lemmas stand in the other, shape (rows, columns), 0..1.

    `rows` and `columns` hold the square roots of the weights, so that a lemma that weighs differently on the
    two sides counts with the geometric mean of both; `masses` and `others` are the sums of the weights.
    """
    lighter = np.minimum(masses[:, None], others[None, :])
    found: Matrix = np.clip(products(rows, columns) / np.maximum(lighter, _LIGHT), 0.0, 1.0)
    return found
