"""Many accounts at once: one claim is one thing told, and each account stands to it in its own way."""

from __future__ import annotations

import compare
from compare.workflow import Comparison

APRIL = (
    "أجرى الرئيسان محادثات ثنائية في موسكو اليوم الاثنين 22 أبريل 2024 بشأن خطوط النقل في جنوب القوقاز.\n\n"
    "وأكد الجانبان أن التبادل التجاري بلغ أربعة مليارات دولار.",
    "عقد الرئيسان في موسكو الاثنين 22 أبريل 2024 محادثات ثنائية تناولت خطوط النقل في جنوب القوقاز.\n\n"
    "وقال الجانبان إن التبادل التجاري بلغ أربعة مليارات دولار.",
)
AUGUST = (
    "أجرى الرئيسان محادثات ثنائية في باكو اليوم الاثنين 19 أغسطس 2024 بشأن خطوط النقل في جنوب القوقاز.\n\n"
    "ووقع الوزراء خمس وثائق للتعاون في مجال الصحة.",
    "عقد الرئيسان في باكو الاثنين 19 أغسطس 2024 محادثات ثنائية تناولت خطوط النقل في جنوب القوقاز.\n\n"
    "ووقع الوزراء ست وثائق للتعاون في مجال الصحة.",
)


def compared(*texts: tuple[str, str], **settings: object) -> Comparison:
    witnesses = [
        compare.Witness.from_text(text, id=f"w{n}", published=day) for n, (day, text) in enumerate(texts)
    ]
    return compare.compare(witnesses)


def told_together(result: Comparison) -> set[str]:
    """The witnesses of every claim that several make, "w0 w1"."""
    return {
        " ".join(dict.fromkeys(m.witness for m in claim.mentions))
        for claim in result.claims
        if claim.relation != "one_source"
    }


def test_talks_in_april_and_in_august_are_two_claims() -> None:
    result = compared(
        *((("2024-04-22", text)) for text in APRIL), *((("2024-08-19", text)) for text in AUGUST)
    )
    assert told_together(result) == {"w0 w1", "w2 w3"}


def test_every_account_has_a_cell_in_every_claim() -> None:
    result = compared(*(("2024-08-19", text) for text in (*AUGUST, AUGUST[0])))
    for claim in result.claims:
        assert [cell.witness for cell in claim.cells] == ["w0", "w1", "w2"]
        silent = {cell.witness for cell in claim.cells if cell.state == "silent"}
        assert silent == set(claim.silent)


def test_a_conflict_comes_first_and_marks_who_differs() -> None:
    other = "وقع الوزراء خمس وثائق للتعاون في مجال الصحة في ختام المحادثات."
    result = compared(*(("2024-08-19", text) for text in (*AUGUST, other)))
    first = result.claims[0]
    clash = next(d for d in result.differences if d.claim == first.id and d.status == "conflict")
    assert [value.quote for value in clash.values] == ["خمس وثائق", "ست وثائق", "خمس وثائق"]
    assert {cell.witness: cell.state.value for cell in first.cells} == {
        "w0": "agrees",
        "w1": "differs",
        "w2": "agrees",
    }
    assert first.cells[1].differences == (clash.id,)


def test_claims_come_by_need() -> None:
    result = compared(*(("2024-08-19", text) for text in (*AUGUST, AUGUST[0])))
    width = [len({m.witness for m in claim.mentions}) for claim in result.claims]
    clashing = [claim.relation == "differ" for claim in result.claims]
    assert clashing == sorted(clashing, reverse=True)
    assert width[sum(clashing) :] == sorted(width[sum(clashing) :], reverse=True)


def test_two_days_of_one_week_in_unlike_sentences_do_not_clash() -> None:
    """Two pieces of news of one week, linked by little wording: each has its own day."""
    one = (
        "توجه زعيم الحزب المعارض أمس إلى العاصمة البلجيكية للاجتماع مع قادة الجالية هناك.\n\n"
        "وقال الحزب إن الزيارة تستمر يومين."
    )
    two = (
        "قتل جنديان أمس الثلاثاء في انفجار لغم جنوب شرق البلاد في هجوم نسب إلى الحزب.\n\n"
        "وقال الحزب إنه لا صلة له بالهجوم."
    )
    result = compared(("2015-08-06", one), ("2015-08-05", two))
    assert not [d for d in result.differences if d.status == "conflict" and d.type == "date"]
