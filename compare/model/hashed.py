"""Values of the near-duplicate search: hashed words, shingles, and what is found by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Hashes: TypeAlias = npt.NDArray[np.uint64]
Integers: TypeAlias = npt.NDArray[np.int64]
Reals: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The folded words of some texts as 64-bit hashes; text n has `hashes[bounds[n] : bounds[n + 1]]`."""

    hashes: Hashes
    bounds: Integers

    def __len__(self) -> int:
        return len(self.bounds) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Shingles:
    """The shingles of some texts in text order; text n has `keys[bounds[n] : bounds[n + 1]]`."""

    keys: Hashes
    bounds: Integers

    def __len__(self) -> int:
        return len(self.bounds) - 1
