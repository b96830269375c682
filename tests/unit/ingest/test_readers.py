"""Any bytes to a witness: the right reader, limits, errors that name the file safely."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.errors import InputError
from compare.ingest import read_bytes, safe_name
from compare.model.text import Witness
from compare.settings import Settings

STORY = "عنوان الخبر الأول هنا\n\nوصل الوفد إلى العاصمة اليوم. وقال الوزير إن الزيارة مهمة.\n"


def read(data: bytes, path: str | None = "a.txt", settings: Settings | None = None) -> Witness:
    return read_bytes(data, id="a", path=path, settings=settings or Settings())


def test_plain_text_is_kept_as_it_is() -> None:
    data = STORY.replace("\n", "\r\n").encode()
    witness = read(data)
    assert witness.text == data.decode()
    assert (witness.encoding, witness.language, witness.path) == ("utf-8", "ar", "a.txt")
    assert witness.sha256 == hashlib.sha256(data).hexdigest()
    assert witness.notes == ()


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (b"", "empty"),
        (b" \r\n\t \xc2\xa0", "empty"),
        ("\ufeff\u200f \u200b".encode(), "empty"),
        (b"%PDF-1.4", "binary"),
        (b"<html><body></body></html>", "no-text"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(data: bytes, slug: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data, "خبر.txt")
    assert caught.value.slug == slug
    assert str(caught.value).startswith("خبر.txt: ")
    assert "\n" not in str(caught.value)


def test_the_limit_is_checked_before_anything_is_decoded() -> None:
    with pytest.raises(InputError, match=r"larger than 5 MB") as caught:
        read(b"a" * 50_000_000)
    assert caught.value.slug == "too-large"
    assert read(b"a" * 100, settings=Settings(max_input_bytes=100)).text == "a" * 100


def test_damaged_characters_are_noted() -> None:
    data = (STORY * 30).encode()
    witness = read(data[:1000] + b"\xd9" + data[1000:])
    assert [slug for slug, _ in witness.notes] == ["damaged-characters"]


def test_a_tag_in_plain_text_does_not_make_it_html() -> None:
    text = "The <p> tag opens a paragraph and <div> a block. That is all there is to say.\n"
    assert read(text.encode()).text == text


def test_names_are_safe_to_print() -> None:
    assert safe_name(None) == "the input"
    assert safe_name("خبر.txt") == "خبر.txt"
    assert safe_name("a\nb\x1b[31m\u202e.txt") == "a\\nb\\x1b[31m\\u202e.txt"
    assert len(safe_name("x" * 500 + ".html")) <= 80
    assert safe_name("x" * 500 + ".html").endswith(".html")


@given(st.text(max_size=300))
def test_any_name_becomes_one_printable_line(name: str) -> None:
    shown = safe_name(name)
    assert shown.isprintable()
    assert len(shown) <= 80
    shown.encode()


@given(st.binary(max_size=600))
def test_any_bytes_become_a_witness_or_one_sentence(data: bytes) -> None:
    try:
        witness = read(data)
    except InputError as error:
        assert error.slug in ("binary", "empty", "no-text")  # noqa: PT017 - either outcome is right
    else:
        assert witness.text.strip()
