"""What each account says happened when."""

from __future__ import annotations

import compare
from compare.claims.timeline import timeline
from compare.model.claim import Claim, Mention, TimelineEvent
from compare.model.prepared import Prepared
from compare.prepare import prepare
from compare.segment import segment
from compare.workflow import Comparison


def compared(*texts: tuple[str, str]) -> Comparison:
    return compare.compare(
        [compare.Witness.from_text(text, id=f"w{n}", published=day) for n, (day, text) in enumerate(texts)]
    )


def at(result: Comparison, when: str) -> list[TimelineEvent]:
    return [event for event in result.timeline if event.when == when]


def prepared(id: str, day: str, text: str) -> Prepared:
    witness = compare.Witness.from_text(text, id=id, published=day)
    return prepare(witness, segment(witness))


def shared(*witnesses: Prepared) -> Claim:
    """All sentences of the witnesses as one claim."""
    passages = [unit.passage for w in witnesses for unit in w.units]
    mentions = tuple(Mention(p.witness, p.start, p.end, p.id) for p in passages)
    return Claim(id="c1", label="", mentions=mentions, silent=(), relation="agree")


WAR_A = "اندلعت الحرب بين الجانبين في 27 سبتمبر 2020 في المنطقة الجبلية، واستمرت 44 يوما."
WAR_B = "في سبتمبر 2020 اندلعت الحرب بين الجانبين في المنطقة الجبلية، واستمرت 44 يوما."


def test_a_month_and_a_day_of_one_claim_are_one_event() -> None:
    (event,) = compared(("2024-08-18", WAR_A), ("2024-08-18", WAR_B)).timeline
    assert (event.when, event.clash, event.claim) == ("2020-09-27", False, "c1")
    assert [m.value for m in event.moments] == ["2020-09-27", "2020-09"]


def test_days_that_clash_are_one_event_and_say_so() -> None:
    other = WAR_A.replace("27", "28")
    (event,) = compared(("2024-08-18", WAR_A), ("2024-08-18", other)).timeline
    assert event.clash
    assert {m.value for m in event.moments} == {"2020-09-27", "2020-09-28"}


def test_what_most_accounts_tell_is_the_place_on_the_axis() -> None:
    other = WAR_A.replace("27", "26")
    result = compared(("2024-08-18", WAR_A), ("2024-08-18", other), ("2024-08-18", f"{WAR_A}\n"))
    assert [event.when for event in result.timeline] == ["2020-09-27"]


def test_one_day_told_of_two_things_is_two_events() -> None:
    one = "وصل الوفد الروسي إلى باكو يوم 18 أغسطس 2024 في زيارة رسمية."
    two = (
        "وذكرت الوزارة أن معرض الكتاب الذي يشارك فيه ثلاثون ناشرا من عواصم كثيرة افتُتح في 18 أغسطس بحضور "
        "جمهور كبير من القرّاء والكتّاب."
    )
    both = prepared("a", "2024-08-20", one), prepared("b", "2024-08-20", two)
    assert [event.when for event in timeline(both, (), ())] == ["2024-08-18", "2024-08-18"]
    assert [len(event.moments) for event in timeline(both, [shared(*both)], ())] == [2]


def test_a_month_that_holds_two_days_of_the_claim_joins_neither() -> None:
    one = "قُتل الجنود في 20 سبتمبر 2023. واتصل الرئيس بنظيره في 21 سبتمبر 2023."
    both = (
        prepared("a", "2023-09-22", one),
        prepared("b", "2024-08-18", "استعاد الجيش المنطقة في سبتمبر 2023."),
    )
    events = timeline(both, [shared(*both)], ())
    assert [(event.when, len(event.moments)) for event in events] == [
        ("2023-09", 1),
        ("2023-09-20", 1),
        ("2023-09-21", 1),
    ]


def test_stated_and_inferred_dates_are_told_apart() -> None:
    one = "وصل الوفد الروسي إلى العاصمة باكو اليوم الأحد في زيارة رسمية."
    two = "وصل الوفد الروسي إلى العاصمة باكو يوم 18 أغسطس 2024 في زيارة رسمية."
    (event,) = compared(("2024-08-18", one), ("2024-08-18", two)).timeline
    assert [m.basis for m in event.moments] == ["inferred", "stated"]


def test_what_is_still_to_come_is_planned_and_what_has_been_is_not() -> None:
    one = "ومن المقرر أن يوقع الوزيران الاتفاق غدا في باكو.\n\nوقد وصل الوفد إلى باكو اليوم الأحد."
    two = "ومن المقرر أن يوقع الوزيران الاتفاق في باكو غدا.\n\nووصل الوفد اليوم الأحد إلى باكو."
    result = compared(("2024-08-18", one), ("2024-08-18", two))
    assert [event.planned for event in at(result, "2024-08-19")] == [True]
    assert [event.planned for event in at(result, "2024-08-18")] == [False]


def test_the_last_meeting_is_superseded_and_no_conflict() -> None:
    early = "وعقد آخر اجتماع بين رئيسي البلدين في نهاية مايو 2023 في موسكو بعد القمة الاقتصادية."
    late = "وعقد آخر اجتماع بين رئيسي البلدين في أكتوبر 2023 في بيشكيك على هامش القمة."
    result = compared(("2023-09-21", early), ("2024-04-22", late))
    (old,), (new,) = at(result, "2023-05"), at(result, "2023-10")
    assert (old.superseded_by, new.superseded_by) == (new.id, None)
    assert not [d for d in result.differences if d.type == "date" and d.status == "conflict"]


def test_events_stand_in_time_order_and_quotes_are_exact() -> None:
    result = compared(("2024-08-18", WAR_A), ("2024-08-18", "بدأ النزاع عام 1988. ثم وقع الاتفاق عام 1994."))
    places = [event.when for event in result.timeline]
    assert places == ["1988", "1994", "2020-09-27"]
    texts = {w.id: w.text for w in result.witnesses}
    for event in result.timeline:
        assert 0 < len(event.label) <= 91
        for moment in event.moments:
            assert texts[moment.witness][moment.start : moment.end] == moment.quote


def test_titles_and_vague_dates_are_left_out() -> None:
    assert compared(("2024-08-18", "قبل أيام وصل الوفد إلى باكو."), ("2024-08-18", WAR_B)).timeline[
        0
    ].when == ("2020-09")
