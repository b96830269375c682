"""What the command returns, and what `--fail-on`, `--format` and `--align` take."""

from __future__ import annotations

DONE, FINDINGS, USAGE, INPUT, NOTHING, INTERRUPTED = 0, 1, 2, 3, 4, 130

STATUSES = ("conflict", "precision", "added", "wording", "naming", "spelling")
"""Statuses of a difference, most serious first."""

FORMATS = ("html", "md", "json", "csv", "png", "svg")
EXPORTS = ("xlsx", "docx", "pdf", "annotations", "tei")
"""Formats that are written only where they are named."""

ALIGNMENTS = ("words", "sentences", "auto")
"""How sentences in different languages are aligned."""
