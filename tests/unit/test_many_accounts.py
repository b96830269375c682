"""Many accounts at once: one claim is one thing told, and each account stands to it in its own way."""

from __future__ import annotations

from pathlib import Path

import pytest

import compare
from compare.workflow import Comparison

SEEDS = Path(__file__).parents[2] / "seeds" / "texts"

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


def sentences_of(name: str) -> list[str]:
    text = (SEEDS / name).read_text(encoding="utf-8")
    spans = compare.split_sentences(text, name.split(".")[1])
    told = [" ".join(text[start:end].split()) for start, end in spans]
    return [one for one in told if len(one.split()) >= 9][:8]


@pytest.mark.parametrize("name", ["baku-2024-a.ar.txt", "baku-2024-c.en.txt", "baku-2024-d.ru.txt"])
def test_claims_of_more_accounts_than_are_all_compared_stay_whole(name: str) -> None:
    """Each account begins elsewhere and leaves some sentences out; the first three stand in all of them."""
    told = sentences_of(name)
    texts = []
    for n in range(45):
        own = [one for at, one in enumerate(told) if at < 3 or (n // 3 + at) % 4]
        texts.append(("2024-08-19", "\n\n".join(own[n % len(own) :] + own[: n % len(own)])))
    result = compared(*texts)
    assert "nearest-only" in {note.slug for note in result.notes}
    width = sorted((len({m.witness for m in claim.mentions}) for claim in result.claims), reverse=True)
    assert len(width) <= len(told)
    assert width[:2] == [45, 45]
    assert sum(width) >= 0.85 * sum(len(text.split("\n\n")) for _, text in texts)


def test_two_events_of_many_accounts_are_not_one_claim() -> None:
    texts = [("2024-04-22", APRIL[n % 2]) for n in range(24)]
    texts += [("2024-08-19", AUGUST[n % 2]) for n in range(24)]
    spring = {f"w{n}" for n in range(24)}
    for claim in compared(*texts).claims:
        telling = {mention.witness for mention in claim.mentions}
        assert telling <= spring or not telling & spring


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        (
            "أجرى الرئيسان محادثات في موسكو يوم الاثنين بشأن خطوط النقل في جنوب القوقاز.",
            "ووقع الوزراء خمس وثائق للتعاون في مجال الصحة.",
        ),
        ("The presidents held talks in Moscow on Monday about transport.", "Ministers signed five papers."),
        (
            "Президенты провели в понедельник переговоры в Москве о транспорте.",
            "Министры подписали пять бумаг.",
        ),
    ],
)
def test_a_sentence_told_again_and_again_is_one_claim(sentence: str, other: str) -> None:
    again = "\n\n".join([sentence] * 60)
    result = compared(("2024-08-19", again), ("2024-08-19", f"{again}\n\n{other}"))
    widest, lone = result.claims
    assert len(widest.mentions) == 120
    assert {mention.witness for mention in lone.mentions} == {"w1"}
    assert len(result.links) == 1
    assert len(result.timeline) == 1


def test_passages_have_ids_of_their_own_whatever_the_accounts_are_called() -> None:
    texts = {"a": APRIL[0], "a.1": APRIL[1], "b": AUGUST[0]}
    witnesses = [compare.Witness.from_text(text, id=id, published="2024-04-22") for id, text in texts.items()]
    for order in (witnesses, witnesses[::-1]):
        result = compare.compare(order)
        ids = [passage.id for passage in result.passages]
        assert len(ids) == len(set(ids))
        assert "b.1.1" in ids
        kinds = {p.id: p.witness for p in result.passages if p.parent is None}
        assert all(kinds[p.parent] == p.witness for p in result.passages if p.parent)


def test_another_source_for_one_claim_is_no_disagreement() -> None:
    one = "قالت وكالة رويترز إن الوزراء وقعوا خمس وثائق للتعاون في مجال الصحة بين البلدين."
    two = "قالت وكالة تاس إن الوزراء وقعوا خمس وثائق للتعاون في مجال الصحة بين البلدين."
    result = compared(("2024-08-19", one), ("2024-08-19", two))
    assert {d.type.value for d in result.differences if d.status == "conflict"} == {"attribution"}
    assert [claim.relation for claim in result.claims] == ["agree"]
    assert {cell.state.value for claim in result.claims for cell in claim.cells} == {"agrees"}


def test_a_claim_differs_where_a_cell_does() -> None:
    result = compared(*(("2024-08-19", text) for text in AUGUST))
    for claim in result.claims:
        differs = any(cell.state.value == "differs" for cell in claim.cells)
        assert (claim.relation == "differ") == differs


def test_the_label_does_not_depend_on_the_order_of_the_accounts() -> None:
    one = "وقع الوزراء في باكو خمس وثائق للتعاون في مجال الصحة."
    two = "وقع الوزراء في باكو ستة وثائق للتعاون في مجال الصحة."[: len(one)]
    assert len(one) == len(two)
    labels = {
        result.claims[0].label
        for order in ((one, two), (two, one))
        if (result := compared(*(("2024-08-19", text) for text in order)))
    }
    assert len(labels) == 1
