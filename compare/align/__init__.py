"""Align: from scored candidates to links between passages, and verbatim reuse."""
