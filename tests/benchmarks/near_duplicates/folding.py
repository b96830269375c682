"""How the benchmark folds text: for cleaning its sets, and for the peers, who get text folded beforehand."""

from __future__ import annotations

import unicodedata

_MARKS = {code: None for code in range(0x0300, 0x0700) if unicodedata.category(chr(code)) == "Mn"}
_LETTERS = str.maketrans(
    "أإآٱىةؤئکی٠١٢٣٤٥٦٧٨٩",
    "اااايهويكي0123456789",
    "ـ\u200c\u200d\u200e\u200f",
)
_FOLDING = {**_LETTERS, **_MARKS}


def folded(text: str) -> str:
    """Lower case, Arabic letters that writers mix made one, no vowel marks, European digits.

    >>> folded("إلى المدرسةِ ١٢ Km")
    'الي المدرسه 12 km'
    """
    return text.lower().translate(_FOLDING)
