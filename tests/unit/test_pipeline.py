"""The whole order of the stages, on small accounts."""

from __future__ import annotations

import pytest

import compare
from compare.assemble import _typical
from compare.model.reuse import Link, LinkKind

A = "وصل الوفد الروسي اليوم الأحد إلى العاصمة باكو في زيارة رسمية.\n\nوتستمر المعارض حتى الخريف."
B = "وصل الوفد الروسي اليوم الأحد إلى العاصمة باكو، ويغادر غدا.\n\nوقال خبراء إن السوق هادئة."
C = "وصل الوفد الروسي إلى العاصمة باكو يوم الأحد في زيارة رسمية.\n\nوأغلقت الطرق المؤدية إلى الميناء."


def witness(text: str, id: str, published: str | None = None) -> compare.Witness:
    return compare.Witness.from_text(text, id=id, published=published)


def test_an_undated_account_takes_the_day_of_the_same_news() -> None:
    result = compare.compare([witness(A, "a", "2024-08-18"), witness(B, "b")])
    second = result.witnesses[1].published
    assert (second.value, second.basis) == ("2024-08-18", "inferred")
    assert "date-inferred" in {note.slug for note in result.notes}
    tomorrow = next(v for d in result.differences for v in d.values if v.quote == "غدا")
    assert tomorrow.normalised == "2024-08-19"


def test_an_undated_account_of_other_news_stays_undated() -> None:
    other = "أعلنت اللجنة اليوم الأحد نتائج القرعة.\n\nوتبدأ المباريات غدا."
    result = compare.compare([witness(A, "a", "2024-08-18"), witness(other, "b")])
    assert result.witnesses[1].published.value is None
    assert "undated" in {note.slug for note in result.notes}


def test_every_sentence_stands_in_a_claim_and_silence_is_named() -> None:
    result = compare.compare([witness(A, "a"), witness(B, "b"), witness(C, "c")])
    told = {m.passage for claim in result.claims for m in claim.mentions}
    units = {p.id for p in result.passages if p.kind.value == "sentence"}
    titles = {p.id for p in result.passages if p.kind.value in ("headline", "heading", "caption", "dateline")}
    parents = {p.id: p.parent for p in result.passages}
    assert {u for u in units if parents[u] not in titles} <= told
    for claim in result.claims:
        tellers = {m.witness for m in claim.mentions}
        assert tellers | set(claim.silent) == {"a", "b", "c"}
        assert not tellers & set(claim.silent)


def test_the_order_of_the_accounts_does_not_change_what_is_linked() -> None:
    def linked(*order: compare.Witness) -> set[frozenset[str]]:
        return {frozenset((x.a, x.b)) for x in compare.compare(order).links}

    a, b, c = witness(A, "a"), witness(B, "b"), witness(C, "c")
    assert linked(a, b, c) == linked(c, a, b)


def test_equal_ids_are_made_distinct() -> None:
    assert [w.id for w in compare.compare([witness(A, "x"), witness(B, "x")]).witnesses] == ["x", "x-2"]


def test_one_account_is_nothing_to_compare() -> None:
    with pytest.raises(compare.NothingComparableError):
        compare.compare([witness(A, "a")])


def test_many_accounts_are_aligned_with_their_nearest() -> None:
    accounts = [witness(f"{A}\n\nورقم الرحلة {n} غير معلن.", f"w{n}") for n in range(8)]
    result = compare.compare(accounts, compare.Settings(all_pairs_up_to=4, neighbours=2))
    assert "nearest-only" in {note.slug for note in result.notes}
    assert len(result.matrix.paragraphs) <= 8 * 2


def test_links_of_two_accounts_do_not_depend_on_the_others() -> None:
    def linked(*others: compare.Witness) -> set[tuple[str, str]]:
        result = compare.compare([witness(A, "a", "2024-08-18"), witness(B, "b", "2024-08-18"), *others])
        return {(x.a, x.b) for x in result.links if x.a.startswith("a.") and x.b.startswith("b.")}

    alone = linked()
    assert alone
    assert linked(*(witness(f"{A}\n\n{n}", f"c{n}", "2024-08-18") for n in range(6))) == alone


def test_a_sentence_that_three_accounts_print_is_told_and_no_boilerplate() -> None:
    result = compare.compare([witness(f"{A}\n\nقال شاهد رقم {n} إن الطقس معتدل.", f"w{n}") for n in range(3)])
    assert result.excluded == ()
    assert any(len({m.witness for m in claim.mentions}) == 3 for claim in result.claims)


def test_a_claim_is_called_by_a_sentence_that_tells_it_alone() -> None:
    def link(a: str, b: str, score: float) -> Link:
        return Link(a, b, score, {}, LinkKind.REWORDED, "")

    talks, dinner = ("a.both", "b.talks", "c.talks"), ("a.both", "b.dinner")
    links = [link("a.both", "b.talks", 0.9), link("b.talks", "c.talks", 0.5), link("a.both", "b.dinner", 0.4)]
    typical = _typical([talks, dinner], links)
    assert typical == {talks: {"b.talks"}, dinner: {"b.dinner"}}
    # Where every passage tells two claims, the one linked best stands for it.
    twice = _typical([("a", "b", "c"), ("a", "b", "c", "d")], [link("a", "b", 0.9), link("b", "c", 0.8)])
    assert twice["a", "b", "c"] == {"b"}
    assert twice["a", "b", "c", "d"] == {"d"}
