"""The five articles that the project was made for."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.model.result import Origin
from compare.origins.independence import find_origins
from tests.unit.origins.conftest import Make


@pytest.fixture(scope="module")
def origins(account: Make, shared: Path) -> tuple[Origin, ...]:
    files = sorted((shared / "seeds").glob("*.txt"))
    if len(files) != 5:
        pytest.skip("the five source texts are not there")
    return find_origins([account(file.name[:3], file.read_text(encoding="utf-8"), None) for file in files])


def test_two_of_them_are_of_one_agency_the_others_stand_alone(origins: tuple[Origin, ...]) -> None:
    assert [(origin.witnesses, origin.agency) for origin in origins] == [
        (("000", "002"), "TASS"),
        (("001",), None),
        (("003",), None),
        (("004",), "RIA Novosti"),
    ]


def test_agencies_that_sentences_cite_are_told_and_join_nothing(origins: tuple[Origin, ...]) -> None:
    cited = {
        origin.witnesses: {e.because for e in origin.evidence if "cited" in e.because} for origin in origins
    }
    assert cited[("001",)] == {"agency-cited: TASS"}
    assert {"agency-cited: RIA Novosti", "agency-cited: Azertac"} <= cited[("003",)]


def test_nobody_is_said_to_have_copied(origins: tuple[Origin, ...]) -> None:
    assert [origin.copied for origin in origins] == [()] * 4
