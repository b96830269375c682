"""Claims from links: what belongs together, and what one chance link must not chain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from compare.claims.build import group
from compare.model.prepared import Unit
from compare.model.reuse import Channels, Link, LinkKind
from compare.model.text import Passage, PassageKind

NONE = Channels(0.0, 0.0, 0.0, 0.0, 0.0)


def units_of(*ids: str, titles: Iterable[str] = ()) -> Mapping[str, Unit]:
    """Units named "a1" (the first sentence of witness a) and so on."""
    return {
        id: Unit(
            Passage(id, id[0], PassageKind.SENTENCE, 10 * at, 10 * at + 9, f"{id[0]}.1"),
            PassageKind.HEADLINE if id in titles else PassageKind.PARAGRAPH,
            "ar",
            (),
            id,
            (),
        )
        for at, id in enumerate(ids)
    }


def links_of(*pairs: str) -> list[Link]:
    """Links from "a1 b1", the first the strongest."""
    return [
        Link(*pair.split(), 0.9 - 0.01 * at, NONE, LinkKind.REWORDED, "test") for at, pair in enumerate(pairs)
    ]


def never(a: Unit, b: Unit) -> bool:
    return False


def grouped(
    units: Mapping[str, Unit], links: list[Link], apart: Callable[[Unit, Unit], bool] = never
) -> set[str]:
    return {" ".join(members) for members in group(units, links, apart)}


def test_all_links_make_one_claim() -> None:
    assert grouped(units_of("a1", "b1", "c1"), links_of("a1 b1", "b1 c1", "a1 c1")) == {"a1 b1 c1"}


def test_one_missed_link_of_many_accounts_does_not_tear_a_claim() -> None:
    units = units_of("a1", "b1", "c1", "d1")
    links = links_of("a1 b1", "a1 c1", "b1 c1", "a1 d1", "b1 d1")
    assert grouped(units, links) == {"a1 b1 c1 d1"}


def test_a_chain_of_links_is_no_claim() -> None:
    units = units_of("a1", "b1", "c1", "d1")
    assert grouped(units, links_of("a1 b1", "c1 d1", "b1 c1")) == {"a1 b1", "c1 d1"}


def test_what_cannot_be_one_thing_is_kept_apart_whatever_links_it() -> None:
    units = units_of("a1", "b1", "c1", "d1")
    links = links_of("a1 b1", "a1 c1", "b1 c1", "a1 d1", "b1 d1")

    def apart(a: Unit, b: Unit) -> bool:
        return {a.folded, b.folded} == {"c1", "d1"}

    assert grouped(units, links, apart) == {"a1 b1 c1", "a1 d1"}


def test_a_sentence_told_in_two_is_one_claim() -> None:
    units = units_of("a1", "b1", "b2")
    assert grouped(units, links_of("a1 b1", "a1 b2")) == {"a1 b1 b2"}


def test_two_pairs_with_one_link_across_are_two_claims() -> None:
    units = units_of("a1", "a2", "b1", "b2")
    assert grouped(units, links_of("a1 b1", "a2 b2", "a2 b1")) == {"a1 b1", "a2 b2"}


def test_a_headline_joins_what_it_announces_and_brings_nothing_together() -> None:
    units = units_of("a0", "a1", "b1", "c1", titles=["a0"])
    assert grouped(units, links_of("a1 b1", "a0 b1", "a0 c1")) == {"a0 a1 b1"}


def test_a_headline_alone_makes_a_claim_with_what_tells_it() -> None:
    assert grouped(units_of("a0", "b1", titles=["a0"]), links_of("a0 b1")) == {"a0 b1"}


def test_the_order_of_the_links_does_not_matter() -> None:
    units = units_of("a1", "b1", "c1", "d1")
    links = links_of("a1 b1", "c1 d1", "b1 c1")
    assert grouped(units, links) == grouped(units, links[::-1])


def test_accounts_that_nobody_compared_do_not_speak_against_a_claim() -> None:
    units = units_of("a1", "b1", "c1", "d1")
    links = links_of("a1 b1", "b1 c1", "c1 d1")
    aligned = {frozenset(pair) for pair in ("ab", "bc", "cd")}
    assert {" ".join(members) for members in group(units, links, never, aligned)} == {"a1 b1 c1 d1"}
    assert "a1 b1 c1 d1" not in grouped(units, links)


def test_what_cannot_be_one_thing_is_kept_apart_though_nobody_compared_it() -> None:
    units = units_of("a1", "b1", "c1")
    links = links_of("a1 b1", "b1 c1")
    aligned = {frozenset(pair) for pair in ("ab", "bc")}

    def apart(a: Unit, b: Unit) -> bool:
        return {a.folded, b.folded} == {"a1", "c1"}

    found = {" ".join(members) for members in group(units, links, apart, aligned)}
    assert found == {"a1 b1", "b1 c1"}


def test_compared_accounts_without_a_link_speak_against_a_claim() -> None:
    units = units_of("a1", "b1", "c1", "d1")
    links = links_of("a1 b1", "c1 d1", "b1 c1")
    aligned = {frozenset(pair) for pair in ("ab", "bc", "cd", "ad")}
    assert {" ".join(members) for members in group(units, links, never, aligned)} == {"a1 b1", "c1 d1"}


def test_a_headline_is_held_against_the_accounts_it_was_compared_with() -> None:
    units = units_of("a0", "b1", "c1", "d1", titles=["a0"])
    links = links_of("b1 c1", "b1 d1", "c1 d1", "a0 b1")
    aligned = {frozenset(pair) for pair in ("bc", "bd", "cd", "ab")}
    assert {" ".join(members) for members in group(units, links, never, aligned)} == {"a0 b1 c1 d1"}
    assert grouped(units, links) == {"b1 c1 d1"}
