"""What is measured: ours and the peers, each with the largest set that it can be asked to do."""

from __future__ import annotations

from dataclasses import dataclass

ANY = 10**9


@dataclass(frozen=True)
class Method:
    """`call` is the module in `peers/` with its option; `quick` the largest set in the short benchmark."""

    name: str
    call: str
    largest: int = ANY
    quick: int = 0
    note: str = ""

    @property
    def library(self) -> str:
        return self.call.partition(":")[0]

    @property
    def ours(self) -> bool:
        return self.library in ("ours", "listed")


OURS = Method("tawatur", "ours:0.5", quick=ANY, note="threshold .5, so that the best one can be chosen")
DEFAULT = Method(
    "tawatur, as called", "ours", quick=ANY, note="the default threshold, as every caller has it"
)
LISTED = Method(
    "tawatur, from a list", "listed", quick=ANY, note="as called, of the texts that the peers get"
)

METHODS = (
    OURS,
    DEFAULT,
    LISTED,
    Method("gaoya", "gaoya", quick=ANY, note="MinHash, 32 bands of 4"),
    Method("rensa, 32 bands", "rensa:32", quick=ANY, note="R-MinHash of 128"),
    Method("rensa, 64 bands", "rensa:64", quick=ANY, note="R-MinHash of 128"),
    Method("polars join", "polars", quick=ANY, note="on 3-shingles of at most 32 texts"),
    Method("duckdb join", "duckdb", quick=ANY, note="on 3-shingles of at most 32 texts"),
    Method("datasketch, .5", "datasketch:0.5", quick=10_000, note="MinHash LSH of 128"),
    Method("datasketch, .3", "datasketch:0.3", 100_000, note="MinHash LSH of 128"),
    Method("tf-idf, sparse-dot-topn", "sparse:topn", 100_000, note="scikit-learn, words and word pairs"),
    Method(
        "tf-idf, NearestNeighbors", "sparse:neighbours", 30_000, note="scikit-learn, words and word pairs"
    ),
    Method(
        "text-dedup", "textdedup", 100_000, note="its MinHash command, 32 bands of 4; clusters without scores"
    ),
    Method("rapidfuzz, all pairs", "rapidfuzz:ratio", 1_000, note="cdist of ratio, from 60 up"),
    Method("difflib, all pairs", "difflib", 1_000, note="SequenceMatcher on words, from .4 up"),
)
