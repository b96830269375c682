"""How each witness stands to a claim."""

from __future__ import annotations

from compare.claims.matrix import by_need, cells_of
from compare.model.claim import Claim, Difference, DifferenceType, Mention, State, Stated, Status

WITNESSES = ["a", "b", "c", "d"]
OWN = {w: w for w in WITNESSES}


def mentions(*witnesses: str) -> list[Mention]:
    return [Mention(w, 0, 9, f"{w}.1.1") for w in witnesses]


def difference(
    status: Status,
    values: dict[str, str | None],
    type_: DifferenceType = DifferenceType.NUMBER,
    id: str = "d1",
) -> Difference:
    told = tuple(Stated(w, quote, 0, 1, quote) if quote else Stated(w) for w, quote in values.items())
    return Difference(id, "c1", type_, status, 1.0 if status is Status.CONFLICT else 0.4, told, "test")


def states(
    telling: str, *found: tuple[Difference, tuple[str, ...]], origins: dict[str, str] | None = None
) -> list[str]:
    cells = cells_of(mentions(*telling), WITNESSES, found, origins or OWN)
    assert [cell.witness for cell in cells] == WITNESSES
    return [cell.state.value for cell in cells]


def test_who_tells_agrees_and_who_does_not_is_silent() -> None:
    assert states("ac") == ["agrees", "silent", "agrees", "silent"]


def test_the_reading_of_fewer_origins_differs() -> None:
    clash = difference(Status.CONFLICT, {"a": "82", "b": "74", "c": "82"})
    assert states("abc", (clash, ())) == ["agrees", "differs", "agrees", "silent"]


def test_copies_of_one_agency_are_no_majority() -> None:
    clash = difference(Status.CONFLICT, {"a": "82", "b": "74", "c": "82"})
    one = {"a": "agency", "b": "b", "c": "agency", "d": "d"}
    assert states("abc", (clash, ()), origins=one) == ["differs", "differs", "differs", "silent"]


def test_a_silent_teller_differs_from_nobody() -> None:
    clash = difference(Status.CONFLICT, {"a": "82", "b": "74", "c": None})
    assert states("abc", (clash, ())) == ["differs", "differs", "agrees", "silent"]


def test_who_affirms_what_others_deny_gives_a_reading_without_a_quote() -> None:
    denial = {type_: difference(Status.CONFLICT, {"a": None, "b": "not"}, type_) for type_ in DifferenceType}
    assert states("ab", (denial[DifferenceType.NEGATION], ()))[:2] == ["differs", "differs"]
    assert states("ab", (denial[DifferenceType.NUMBER], ()))[:2] == ["agrees", "agrees"]
    one = difference(Status.CONFLICT, {"a": None, "b": "not", "c": None}, DifferenceType.NEGATION)
    assert states("abc", (one, ())) == ["agrees", "differs", "agrees", "silent"]
    most = difference(Status.CONFLICT, {"a": None, "b": "not", "c": "not"}, DifferenceType.NEGATION)
    assert states("abc", (most, ())) == ["differs", "agrees", "agrees", "silent"]


def test_another_source_is_no_clash_of_facts() -> None:
    source = difference(Status.CONFLICT, {"a": "TASS", "b": "the Kremlin"}, DifferenceType.ATTRIBUTION)
    assert states("ab", (source, ())) == ["agrees", "agrees", "silent", "silent"]


def test_the_sharper_value_is_marked_unless_most_tell_it() -> None:
    finer = difference(Status.PRECISION, {"a": "2018-09", "b": "2018", "c": "2018"})
    assert states("abc", (finer, ("a",)))[0] == "more_precise"
    usual = difference(Status.PRECISION, {"a": "40", "b": "40", "c": "about 40"})
    assert states("abc", (usual, ("a", "b"))) == ["agrees", "agrees", "agrees", "silent"]


def test_a_cell_names_the_differences_it_rests_on() -> None:
    clash = difference(Status.CONFLICT, {"a": "82", "b": "74"}, id="d7")
    cells = cells_of(mentions("a", "b"), WITNESSES, [(clash, ())], OWN)
    assert cells[0].differences == ("d7",)
    assert cells[0].state is State.DIFFERS


def test_conflicts_come_first_then_the_widest_then_what_one_tells() -> None:
    def claim(id: str, telling: str) -> Claim:
        relation = "one_source" if len(telling) == 1 else "agree"
        return Claim(id, id, tuple(mentions(*telling)), (), relation)

    claims = [claim("c1", "a"), claim("c2", "ab"), claim("c3", "abc"), claim("c4", "ab"), claim("c5", "d")]
    found = {"c4": [difference(Status.CONFLICT, {"a": "1", "b": "2"})]}
    assert [c.id for c in by_need(claims, found)] == ["c4", "c3", "c2", "c1", "c5"]


def test_a_month_beside_two_days_differs_from_neither() -> None:
    clash = difference(Status.CONFLICT, {"a": "2020-11", "b": "2020-11-09", "c": "2020-11-10"})
    assert states("abc", (clash, ())) == ["agrees", "differs", "differs", "silent"]
