"""Which pairs of many accounts are compared."""

from __future__ import annotations

from dataclasses import replace

import compare
from compare.match.neighbours import pairs_to_align
from compare.model.prepared import Prepared
from compare.prepare import prepare
from compare.settings import Settings

TALKS = "أجرى الرئيسان محادثات ثنائية في موسكو بشأن خطوط النقل في جنوب القوقاز."
SAID = "عقد الرئيسان في موسكو محادثات تناولت خطوط النقل في جنوب القوقاز ووقعا خمس وثائق."


def accounts(*texts: str) -> list[Prepared]:
    return [prepare(compare.Witness.from_text(t, id=f"w{n}", language="ar")) for n, t in enumerate(texts)]


def test_a_few_are_all_compared() -> None:
    assert pairs_to_align(accounts(TALKS, SAID, TALKS), Settings()) == [(0, 1), (0, 2), (1, 2)]


def test_copies_are_compared_with_other_accounts_too() -> None:
    told = accounts(*[TALKS] * 12, *[SAID] * 12)
    pairs = pairs_to_align(told, replace(Settings(), all_pairs_up_to=10, neighbours=6))
    assert pairs == sorted(set(pairs))
    assert len(pairs) <= 24 * 6
    for at in range(24):
        own = [one + two - at for one, two in pairs if at in (one, two)]
        assert len(own) >= 6
        assert {other < 12 for other in own} == {True, False}
