"""How much a report shows, so that it stays light; what is left out is counted on the page."""

from __future__ import annotations

from dataclasses import dataclass

# The HTML report, all of its files together.
BUDGET = 10_000_000
# Up to so many accounts stand on one page; of more, the page becomes an index with a page for each pair.
ONE_PAGE = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of each kind that a page shows.

    `heats` grids of pairs with at most `cells` cells together; `rows` and `columns` of the matrix of claims;
    `differences`; `events` of the timeline; `alone` sentences of each account that no other tells; `grid`
    accounts in the grid of accounts; `pairs` rows in the table of pairs; `excluded` stretches left out of the
    comparison; `notes` about the result itself.
    """

    heats: int = 6
    cells: int = 12_000
    rows: int = 300
    columns: int = 40
    differences: int = 600
    events: int = 200
    alone: int = 400
    grid: int = 50
    pairs: int = 300
    excluded: int = 300
    notes: int = 150


PAGE = Limits()
# What a page is cut to where it would be too heavy, the gentler cut first.
CUTS = (
    Limits(heats=1, cells=4_000, rows=200, differences=300, events=100, alone=150),
    Limits(heats=0, cells=0, rows=80, differences=100, events=40, alone=30, excluded=60),
)
INDEX = Limits(heats=0, cells=0, rows=80, columns=60, differences=120, events=60, alone=0, excluded=100)
PAIR = Limits(heats=1, cells=3_000, differences=200, alone=200)
