"""Whether a group of like accounts tells two events: its two sides are held against one another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from compare.cluster.similarity import Channels, Indices, Matrix, cosines, nearness, wording

Sides = npt.NDArray[np.bool_]

# A side has so many accounts: fewer cannot show what all accounts of an event share.
_SIDE = 3
# Two sides are two events where what they share is less than this part of what each has in common.
_SHARED = 0.61
# How much figures weigh in that, and what is added to them on both sides of the fraction, for few are told.
_FIGURES, _FEW = 0.35, 0.05
# Copies of one text say nothing more of an event than other accounts: similarities count up to these.
_COPIES, _COUNTED = 0.35, 0.5
# Shares of words, phrases, names and figures by which the sides are found, and the cap of each similarity.
_WORDS, _PHRASES, _NAMES, _NUMBERS, _CAP = 0.3, 0.4, 0.1, 0.2, 0.6
_ROUNDS = 20


def parts(channels: Channels, group: Sequence[int]) -> list[list[int]]:
    """A group as one or more groups, each of one event.

    Near-alike events ("the navy seized 23 pirates", "the navy seized 26 pirates") share their words but not
    what is told in every account of one of them. Cost: the cube of a group's size, at most.
    """
    if len(group) < 2 * _SIDE:
        return [sorted(group)]
    rows = np.array(sorted(group))
    figures = cosines(channels.figures, rows, rows)
    side = _sides(_mixed(channels, rows, figures))
    first, second = np.flatnonzero(side), np.flatnonzero(~side)
    if min(len(first), len(second)) < _SIDE:
        return [rows.tolist()]
    text = wording(channels, rows, rows) * nearness(channels, rows, rows)[0]
    told = _share(np.minimum(text, _COPIES), first, second, 0.0)
    counted = _share(np.minimum(figures, _COUNTED), first, second, _FEW)
    if told * min(1.0, counted) ** _FIGURES >= _SHARED:
        return [rows.tolist()]
    return [*parts(channels, rows[first].tolist()), *parts(channels, rows[second].tolist())]


def _mixed(channels: Channels, rows: Indices, figures: Matrix) -> Matrix:
    words = cosines(channels.words, rows, rows)
    phrases = cosines(channels.phrases, rows, rows)
    names = cosines(channels.names, rows, rows)
    mixed: Matrix = _WORDS * words + _PHRASES * phrases + _NAMES * names + _NUMBERS * figures
    mixed = np.minimum(mixed, np.float32(_CAP))
    np.fill_diagonal(mixed, _CAP)
    return mixed


def _sides(values: Matrix) -> Sides:
    """Two sides of a group: by the sign of the first principal coordinate (Gower 1966), then by means."""
    centred = values - values.mean(axis=0)
    centred -= centred.mean(axis=1, keepdims=True)
    side = np.linalg.eigh(centred.astype(np.float64))[1][:, -1] > 0
    for _ in range(_ROUNDS):
        if min(side.sum(), (~side).sum()) < 2:
            break
        moved = _pull(values, side) > _pull(values, ~side)
        if (moved == side).all():
            break
        side = moved
    return side


def _pull(values: Matrix, side: Sides) -> npt.NDArray[np.float64]:
    """How near each account is to a side, itself left out, against how near the side is to itself."""
    own = values.diagonal() * side
    others = np.maximum(side.sum() - side, 1)
    to_others = np.asarray((values[:, side].sum(axis=1) - own) / others, np.float64)
    return to_others - float(values[np.ix_(side, side)].mean()) / 2


def _share(values: Matrix, first: Indices, second: Indices, few: float) -> float:
    """The mean between two sides as a part of the mean within them."""
    within = (_within(values, first) * _within(values, second)) ** 0.5
    between = float(values[np.ix_(first, second)].mean())
    return (between + few) / (within + few) if within + few else 1.0


def _within(values: Matrix, side: Indices) -> float:
    block = values[np.ix_(side, side)]
    return float(block.sum() - np.trace(block)) / (len(side) * (len(side) - 1))
