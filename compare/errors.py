"""The exception tree. Every message is one sentence a reader can act on; `slug` is its stable name."""

from __future__ import annotations


class CompareError(Exception):
    """Base of all errors this package raises on purpose.

    `slug` names the case (stable, used in notes and docs); `exit_code` is what the command line returns.
    """

    exit_code = 3

    def __init__(self, message: str, *, slug: str) -> None:
        super().__init__(message)
        self.slug = slug


class InputError(CompareError):
    """An input cannot be read, is empty, or is not text."""

    exit_code = 3


class NothingComparableError(CompareError):
    """The inputs were read, but fewer than two of them can be compared."""

    exit_code = 4


class UsageError(CompareError):
    """The call asks for something that does not exist."""

    exit_code = 2


class OutputError(CompareError):
    """The report cannot be written where it was asked for."""

    exit_code = 3
