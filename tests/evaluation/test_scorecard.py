"""The quick scorecard against its pinned floors.

A floor is raised by whoever makes the program better and lowered by nobody in passing: a figure more than
.03 above its floor fails as well, so a floor that was lowered does not go unseen, and a set whose file has
changed fails until its fingerprint and its floors are set anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.evaluation import floors as pinned
from compare.evaluation.gold import FILES, Folder
from compare.evaluation.render import terminal
from compare.evaluation.scorecard import MEASURES, ON_REQUEST, Card, run

FLOORS = pinned.read(str(Path(__file__).with_name("floors.toml")))

# The first test to ask for the card waits for all of it.
pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def card(shared: Path) -> Card:
    folder = Folder(shared / "data")
    present = [name for name in MEASURES if name not in ON_REQUEST and folder.path(name)]
    if not present:
        pytest.skip("none of the labelled sets is there")
    return run(folder, present, quick=True, floors=FLOORS)


def test_every_set_that_is_there_was_measured(card: Card) -> None:
    assert card.skipped == ()


def test_every_score_has_a_floor(card: Card) -> None:
    assert [score.id for score in card.scores if FLOORS.of(score, quick=True) is None] == []
    assert [name for name in card.fingerprints if name not in FLOORS.sets] == []


@pytest.mark.parametrize("id", FLOORS.scores)
def test_the_floor_holds_and_follows(card: Card, id: str) -> None:
    found = [score for score in card.scores if score.id == id]
    if not found and id.rpartition("/")[0] not in card.fingerprints:
        pytest.skip("its set is not there")
    (score,) = found
    verdict, floor = FLOORS.verdict(score, quick=True), FLOORS.of(score, quick=True)
    assert verdict != "below", f"{id} is {score.value:.3f}, its floor {floor}\n{terminal(card)}"
    assert verdict != "raise", f"{id} is {score.value:.3f}: raise its floor of {floor}, full and quick"


@pytest.mark.parametrize("name", FLOORS.sets)
def test_the_set_is_the_one_that_the_floors_were_set_on(card: Card, name: str) -> None:
    if name not in card.fingerprints:
        pytest.skip("it is not there")
    assert card.fingerprint(name) == "ok", f"{FILES[name]} is {card.fingerprints[name]}"


def test_floors_speak_of_measured_sets() -> None:
    assert set(FLOORS.sets) <= set(MEASURES)
    assert {id.rpartition("/")[0] for id in FLOORS.scores} == set(FLOORS.sets)
