"""In which order accounts stand in a picture: by story, inside a story the like beside the like."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from compare.model.result import Result

_GREEDY = 12
"""Up to so many accounts of a story the simple order is as good, and scipy is not imported."""


def stories_of(result: Result) -> list[list[int]]:
    """The accounts by story, as indices: the largest story first; the last group tells no shared event.

    Every account stands in exactly one group, also where the result holds no stories.
    """
    at = {w.id: n for n, w in enumerate(result.witnesses)}
    groups = [sorted(at[w] for w in story if w in at) for story in result.stories]
    told = sorted((g for g in groups if len(g) > 1), key=lambda g: (-len(g), g[0]))
    shared = {n for group in told for n in group}
    return [*told, [n for n in range(len(result.witnesses)) if n not in shared]]


def by_likeness(values: npt.NDArray[np.float64], members: Sequence[int]) -> list[int]:
    """The members of a group so that the like stand side by side. Cost: the square of their number.

    Few by a chain that grows at both ends, many by the optimal order of the leaves of their tree (Bar-Joseph,
    Gifford and Jaakkola 2001).
    """
    if len(members) < 3 or not values.size:
        return list(members)
    near = values[np.ix_(members, members)]
    near = np.clip((near + near.T) / 2, 0.0, 1.0)
    order = _chain(near) if len(members) <= _GREEDY else _leaves(near)
    if order[0] > order[-1]:
        order.reverse()
    return [members[n] for n in order]


def _chain(near: npt.NDArray[np.float64]) -> list[int]:
    """From the nearest two on, always the nearest to either end of the chain."""
    size = len(near)
    free = near - 2.0 * np.eye(size)
    first, second = divmod(int(np.argmax(free)), size)
    chain, left = [first, second], [n for n in range(size) if n not in (first, second)]
    while left:
        ends = max(
            ((near[end, n], -n, place) for place, end in enumerate((chain[0], chain[-1])) for n in left)
        )
        chosen = -ends[1]
        chain.insert(0 if ends[2] == 0 else len(chain), chosen)
        left.remove(chosen)
    return chain


def _leaves(near: npt.NDArray[np.float64]) -> list[int]:
    from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
    from scipy.spatial.distance import squareform

    far = 1.0 - near
    np.fill_diagonal(far, 0.0)
    distances = squareform(far, checks=False)
    return [int(n) for n in leaves_list(optimal_leaf_ordering(linkage(distances, "average"), distances))]
