"""What a search for near-duplicate texts comes to."""

from __future__ import annotations

from dataclasses import dataclass

from compare.model.hashed import Integers, Reals
from compare.model.result import Note


@dataclass(frozen=True, slots=True, eq=False)
class Duplicates:
    """Near-duplicates among texts 0, 1, 2 …

    `pairs` are three arrays of one length: texts i and j (i < j) and their score, at least the threshold,
    sorted by i and j. A score of 1 stands for the same words in the same order, whatever the spelling.
    `clusters` are lists of texts that agree with one another on average, the largest first, members in order;
    no text is in two. `representatives` names for each cluster the member that is most like the others.
    Of many identical texts not all pairs are there, but a chain through all of them.
    """

    pairs: tuple[Integers, Integers, Reals]
    clusters: list[list[int]]
    representatives: list[int]
    notes: tuple[Note, ...] = ()

    def __repr__(self) -> str:
        """Counts and the largest clusters, short enough for a terminal and a notebook."""
        largest = ", ".join(str(len(cluster)) for cluster in self.clusters[:5])
        more = ", …" if len(self.clusters) > 5 else ""
        sizes = f" of {largest}{more} texts" if largest else ""
        return f"<Duplicates: pairs: {len(self.pairs[0])}; clusters: {len(self.clusters)}{sizes}>"
