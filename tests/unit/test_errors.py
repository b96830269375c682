"""compare/errors.py"""

from __future__ import annotations

import pytest

from compare import errors


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.UsageError, 2),
        (errors.InputError, 3),
        (errors.OutputError, 3),
        (errors.NothingComparableError, 4),
    ],
)
def test_each_error_has_its_exit_code_and_keeps_its_slug(kind: type[errors.CompareError], code: int) -> None:
    error = kind("The file a.txt is empty.", slug="empty-input")
    assert isinstance(error, errors.CompareError)
    assert error.exit_code == code
    assert error.slug == "empty-input"
    assert str(error) == "The file a.txt is empty."


def test_every_error_is_in_the_tree() -> None:
    raised = [value for value in vars(errors).values() if isinstance(value, type)]
    assert all(issubclass(value, errors.CompareError) for value in raised)


def test_a_slug_is_required() -> None:
    with pytest.raises(TypeError):
        errors.InputError("no slug")  # type: ignore[call-arg]
