"""text-dedup: its MinHash command, run in this process. Of its clusters all pairs count, unscored."""

from __future__ import annotations

import os
import pickle
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = os.environ["HF_DATASETS_OFFLINE"] = "1"

import datasets
from text_dedup.minhash import main

OPTIONS = (
    "--local --split train --column text --ngram 3 --min_length 1 --num_perm 128 --b 32 --r 4"
    " --hash_func xxh3 --hash_bits 32 --num_proc 2 --debug"
)


def set_up(texts: Sequence[str]) -> Path:
    """The texts in the form that the command reads. Untimed."""
    folder = Path(tempfile.mkdtemp(prefix="text-dedup-"))
    datasets.Dataset.from_dict({"text": list(texts)}).save_to_disk(str(folder / "in"))
    return folder


def find(folder: Path) -> tuple[list[int], list[int], list[float]]:
    paths = [
        "--path",
        str(folder / "in"),
        "--output",
        str(folder / "out"),
        "--cache_dir",
        str(folder / "cache"),
    ]
    main([*paths, *OPTIONS.split()], standalone_mode=False)
    with (folder / "out" / "uf.pkl").open("rb") as file:
        parents = pickle.load(file)
    parents = getattr(parents, "parent", parents)
    groups = defaultdict(list)
    for row in parents:
        root = row
        while parents[root] != root:
            root = parents[root]
        groups[root].append(row)
    pairs = [pair for group in groups.values() for pair in combinations(sorted(group)[:100], 2)]
    return [i for i, _ in pairs], [j for _, j in pairs], [1.0] * len(pairs)
