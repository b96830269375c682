"""Old encodings told from the letters alone, down to fifteen of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from compare.ingest.decode import decode
from compare.ingest.encodings import likely_encodings
from tests.unit.ingest.snippets import snippets

OTHERS = (
    ("ru", "koi8-r", 11),
    ("ru", "iso-8859-5", 11),
    ("ru", "cp866", 11),
    ("fr", "windows-1252", 5),
    ("en", "windows-1252", 5),
)


def test_every_snippet_is_read_rightly(root: Path) -> None:
    found: Counter[str] = Counter()
    wrong = []
    for encoding, size, text, data in snippets(root / "seeds" / "texts"):
        found[f"{encoding} {size}"] += 1
        read, named = decode(data)
        if read != text:
            wrong.append((encoding, size, text, named))
    print(f"\n{found.total() - len(wrong)} of {found.total()} snippets: {dict(found)}")
    assert found.total() == 383
    assert wrong == []


@pytest.mark.parametrize("kind", OTHERS, ids=lambda kind: f"{kind[0]}-{kind[1]}")
def test_rarer_encodings_are_read_rightly(kind: tuple[str, str, int], root: Path) -> None:
    read = [decode(data)[0] == text for _, _, text, data in snippets(root / "seeds" / "texts", (kind,))]
    assert sum(read) >= 0.98 * len(read)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Prezydent Rosji przybył w niedzielę wieczorem do Baku na dwudniową wizytę.", "windows-1250"),
        ("Rusya Devlet Başkanı pazar günü Bakü’ye geldi, görüşmeler pazartesi yapılacak.", "windows-1254"),
        ("Ο πρόεδρος της Ρωσίας έφτασε την Κυριακή στο Μπακού.", "windows-1253"),
        ("נשיא רוסיה הגיע ביום ראשון לבאקו לביקור בן יומיים.", "windows-1255"),
        ("El presidente llegó este domingo. ¿Qué ocurrirá mañana?", "windows-1252"),
        ("سخنگوي وزارت امور خارجه گفت که جنگ پنج روز طول کشيد.", "windows-1256"),
    ],
)
def test_other_languages_keep_their_letters(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


def test_bytes_of_no_language_are_left_to_the_library() -> None:
    assert likely_encodings(bytes(range(128, 256)) * 5) == ()
    assert likely_encodings(b"plain words only") == ()
