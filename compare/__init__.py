"""tawatur: a duplicate and source-comparison analyser, Arabic first.

The public names; each is imported when it is first used, so that `import compare` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compare.archive.store import Archive
    from compare.errors import CompareError, InputError, NothingComparableError, OutputError, UsageError
    from compare.inputs import read, read_all, read_decisions
    from compare.model.claim import Detail, Difference, Verdict
    from compare.model.decision import Decisions
    from compare.model.duplicates import Duplicates
    from compare.model.text import Witness
    from compare.notebook import Picture
    from compare.segment.sentences import split_sentences
    from compare.settings import Settings
    from compare.workflow import (
        Comparison,
        compare,
        extract_details,
        find_duplicates,
        find_reuse,
        group_stories,
        judge,
        reused_share,
        similarity,
        write_report,
    )

_HOMES = {
    "Archive": "compare.archive.store",
    "CompareError": "compare.errors",
    "Comparison": "compare.workflow",
    "Decisions": "compare.model.decision",
    "Detail": "compare.model.claim",
    "Difference": "compare.model.claim",
    "Duplicates": "compare.model.duplicates",
    "InputError": "compare.errors",
    "NothingComparableError": "compare.errors",
    "OutputError": "compare.errors",
    "Picture": "compare.notebook",
    "Settings": "compare.settings",
    "UsageError": "compare.errors",
    "Verdict": "compare.model.claim",
    "Witness": "compare.model.text",
    "compare": "compare.workflow",
    "extract_details": "compare.workflow",
    "find_duplicates": "compare.workflow",
    "find_reuse": "compare.workflow",
    "group_stories": "compare.workflow",
    "judge": "compare.workflow",
    "read": "compare.inputs",
    "read_all": "compare.inputs",
    "read_decisions": "compare.inputs",
    "reused_share": "compare.workflow",
    "similarity": "compare.workflow",
    "split_sentences": "compare.segment.sentences",
    "write_report": "compare.workflow",
}

__version__ = "0.1.0"
__all__ = [
    "Archive",
    "CompareError",
    "Comparison",
    "Decisions",
    "Detail",
    "Difference",
    "Duplicates",
    "InputError",
    "NothingComparableError",
    "OutputError",
    "Picture",
    "Settings",
    "UsageError",
    "Verdict",
    "Witness",
    "compare",
    "extract_details",
    "find_duplicates",
    "find_reuse",
    "group_stories",
    "judge",
    "read",
    "read_all",
    "read_decisions",
    "reused_share",
    "similarity",
    "split_sentences",
    "write_report",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'compare' has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
