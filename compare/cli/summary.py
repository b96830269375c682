"""A summary that any terminal can show: codes, counts and ISO values, and no text that runs both ways.

Many terminals print Arabic letter by letter from the left. So what stands here are sigla, types, numbers and
dates; words of the accounts come last on a line, isolated, and only where there is no other value to show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from compare.model.claim import Difference, DifferenceType, Stated, Status
from compare.model.result import Result
from compare.report.view import numbered
from compare.report.wording import plain, shorten

_MOST = 8
"""Conflicts that are shown one by one."""
_QUOTE = 60
_STATUSES = {
    Status.CONFLICT: ("conflict", "conflicts"),
    Status.PRECISION: ("more precise", "more precise"),
    Status.ADDED: ("told by some only", "told by some only"),
    Status.WORDING: ("other wording", "other wordings"),
    Status.NAMING: ("other name", "other names"),
    Status.SPELLING: ("other spelling", "other spellings"),
}


def summary(result: Result) -> Iterator[str]:
    """The lines: the accounts, what was counted, and the conflicts with both values."""
    width = max((len(w.siglum) for w in result.witnesses), default=1)
    for witness in result.witnesses:
        day = (
            f"{witness.published.value} ({witness.published.basis})" if witness.published.value else "no date"
        )
        yield f"  {witness.siglum:<{width}}  {witness.language:<3}  {day:<28}  {_text(witness.id)}"
    shared = [claim for claim in result.claims if claim.relation != "one_source"]
    counted = ", ".join(_counts(result.differences)) or "no difference"
    yield f"  {_amount(len(shared), 'shared claim')}; {counted}"
    if len(result.origins) and len(result.witnesses) > 2:
        yield f"  {_amount(len(result.origins), 'independent origin')} of {len(result.witnesses)} accounts"
    conflicts = [d for d in result.differences if d.status is Status.CONFLICT and d.id not in result.rejected]
    numbers, sigla = numbered(result), {w.id: w.siglum for w in result.witnesses}
    for difference in conflicts[:_MOST]:
        told = "  ".join(_value(value, sigla) for value in _stated(difference))
        yield f"  ! {difference.type.value:<11} claim {numbers.get(difference.claim, 0):<3} {told}"
    if len(conflicts) > _MOST:
        yield f"  … and {len(conflicts) - _MOST} more"


def _counts(differences: Iterable[Difference]) -> Iterator[str]:
    told = Counter(
        "source" if (d.status, d.type) == (Status.CONFLICT, DifferenceType.ATTRIBUTION) else d.status
        for d in differences
    )
    for status, (one, many) in _STATUSES.items():
        if told[status]:
            yield f"{told[status]} {one if told[status] == 1 else many}"
        if status is Status.CONFLICT and told["source"]:
            yield f"{told['source']} with another source"


def _stated(difference: Difference) -> list[Stated]:
    return [value for value in difference.values if value.quote is not None]


def _value(value: Stated, sigla: dict[str, str]) -> str:
    """The siglum with the normalised value, where that is plain; else with the words."""
    normal = value.normalised or ""
    shown = normal if normal and normal.isascii() and normal.isprintable() else _text(value.quote or "")
    return f"{sigla[value.witness]} {shown}"


def _text(words: str) -> str:
    """Words of a document: on one line, and their direction kept to themselves."""
    if words.isascii() and words.isprintable():
        return shorten(words, _QUOTE)
    return f"\u200e\u2068{shorten(plain(words), _QUOTE)}\u2069"


def _amount(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' if count != 1 else ''}"
