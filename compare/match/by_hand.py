"""The channels of a pair of sentences that a person ties: measured like every other, asked or not."""

from __future__ import annotations

from compare.match.agreement import agreement
from compare.match.fuzzy import fuzzy
from compare.match.score import Corpus, total, total_across
from compare.model.reuse import Candidate, Channels


def measured(corpus: Corpus, left: tuple[int, int], right: tuple[int, int]) -> Candidate:
    """The candidate of two units, each (number of the witness, number of the unit); left comes first."""
    (a, i), (b, j) = left, right
    one, two = corpus.witnesses[a], corpus.witnesses[b]
    published = (one.witness.published.value, two.witness.published.value)
    said = agreement(corpus.facts[a][i], corpus.facts[b][j], published)
    if corpus.across(a, b):
        mean, best = corpus.nearness(a, b)
        near, content = float(mean[i, j]), float(best[i, j])
        channels = Channels(0.0, 0.0, content, said.score, 0.0, near)
        return Candidate(i, j, total_across(channels), channels, said)
    words, shares, chars = (float(matrix[i, j]) for matrix in corpus.lexical(a, b))
    rough = fuzzy([t.lemma for t in one.units[i].tokens], [t.lemma for t in two.units[j].tokens])
    channels = Channels(0.5 * words + 0.5 * chars, rough, shares, said.score, chars)
    return Candidate(i, j, total(channels), channels, said)
