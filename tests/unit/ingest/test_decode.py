"""Bytes to text: the encoding found, nothing changed, what is not text refused with a sentence."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.errors import InputError
from compare.ingest.decode import decode

ARABIC = "وصل الرئيس إلى العاصمة في زيارة رسمية، ومن المقرر أن يلتقي نظيره."
RUSSIAN = "Президент прибыл в столицу с официальным визитом и встретится с коллегой."
FRENCH = "Le président est arrivé à la capitale où il a été reçu par son homologue."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ARABIC, "utf-8"),
        (ARABIC, "windows-1256"),
        (ARABIC, "iso-8859-6"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (FRENCH, "windows-1252"),
        (ARABIC, "utf-16-le"),
        (ARABIC, "utf-16-be"),
        (FRENCH, "utf-16-le"),
    ],
)
def test_finds_the_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_not_part_of_the_text(bom: bytes, encoding: str) -> None:
    assert decode(bom + ARABIC.encode(encoding)) == (ARABIC, encoding)


def test_line_ends_stay() -> None:
    text = "a\r\nb\rc\nd\u2028e\u2029f\x85g"
    assert decode(text.encode())[0] == text


def test_one_broken_character_does_not_turn_utf8_into_something_else() -> None:
    data = (ARABIC * 20).encode()
    text, encoding = decode(data[:500] + b"\xd9" + data[500:])
    assert encoding == "utf-8"
    assert text.count("\ufffd") == 1


def test_text_cut_in_the_middle_of_a_character_is_utf8() -> None:
    assert decode(ARABIC.encode()[:-2])[1] == "utf-8"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n...",
        b"PK\x03\x04" + b"a" * 30,
        b"\x89PNG\r\n\x1a\n" + b"a" * 30,
        b"\xff\xd8\xff\xe0abc",
        b"text with \0 inside",
        bytes(range(256)) * 4,
        b"\x01\x02\x03\x04\x05\x06" * 50,
        codecs.BOM_UTF8 + b"a\0b",
    ],
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        decode(data)
    assert caught.value.slug == "binary"
    assert str(caught.value).startswith("This ")
    assert str(caught.value).endswith(".")


def test_a_stray_control_character_is_let_through() -> None:
    text = ARABIC + "\x01\x1b"
    assert decode(text.encode())[0] == text


@given(st.binary(max_size=400))
def test_any_bytes_become_text_or_one_sentence(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except InputError as error:
        assert error.slug == "binary"  # noqa: PT017 - either outcome is right
    else:
        codecs.lookup(encoding)
        assert "\0" not in text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_is_always_itself(text: str) -> None:
    if not text.startswith("\ufeff") and "\0" not in text and not text.startswith(("%PDF-", "RIFF", "BZh")):
        assert decode(text.encode())[0] == text


def test_markup_that_never_closes_is_read_in_good_time() -> None:
    page = b"<script>" * 20_000 + b"<" * 50_000 + ARABIC.encode("windows-1256")
    assert decode(page + ARABIC.encode("windows-1256") * 10)[1]
