"""segment/: Witness -> Passages. Blocks, what they are, their sentences, words and quotations."""

from __future__ import annotations

from compare.segment.boilerplate import repeated
from compare.segment.paragraphs import headline, segment
from compare.segment.quotations import find_quotations
from compare.segment.sentences import split_sentences
from compare.segment.tokens import words

__all__ = ["find_quotations", "headline", "repeated", "segment", "split_sentences", "words"]
