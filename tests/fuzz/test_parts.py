"""A few attempts at each target, and what is told of one that breaks."""

from __future__ import annotations

import pytest

from tests.fuzz import parts

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize("target", [name for name in parts.TARGETS if name != "pairs"])
def test_no_target_breaks(target: str) -> None:
    assert [told for number in range(700, 706) if (told := parts.TARGETS[target](number))] == []


def test_what_breaks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> None:
        raise ValueError(text[:3])

    monkeypatch.setattr(parts, "normalise", broken)
    assert "ValueError" in (parts.parts(1) or "")
    monkeypatch.setattr(parts, "main", lambda argv: 7)
    assert "code 7" in (parts.arguments(1) or "")
