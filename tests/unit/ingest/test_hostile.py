"""Files made to do harm: each is read or refused in good time and in one sentence."""

from __future__ import annotations

import io
import time
import zipfile
import zlib

import pytest

from compare.confined import means, read_confined
from compare.errors import InputError
from compare.ingest.files import read_file
from compare.ingest.formats import detect
from compare.settings import Settings

_LIMITS = Settings(reading_seconds=20, max_unpacked_bytes=50_000_000)
_WORD = '<?xml version="1.0"?>%s<w:document xmlns:w="w"><w:body>%s</w:body></w:document>'


def packed(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def word(body: str, before: str = "") -> bytes:
    return packed({"word/document.xml": (_WORD % (before, body)).encode()})


def pdf(*objects: bytes) -> bytes:
    found, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(found))
        found += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(found))
    return found + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def page(content: bytes, extra: bytes = b"") -> bytes:
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def laughs() -> str:
    levels = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    return "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(levels) + "]>"


def nested_zip(depth: int) -> bytes:
    data = b"the innermost words of all"
    for level in range(depth):
        data = packed({f"{level}.zip" if level else "a.txt": data})
    return data


PARAGRAPH = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
REFUSED = {
    "bomb.zip": (packed({"a.txt": b"\0" * 60_000_000}), "bomb"),
    "bomb.docx": (word(PARAGRAPH % ("a" * 60_000_000)), "bomb"),
    "bomb.txt.gz": (zlib.compress(b"a" * 60_000_000, wbits=31), "bomb"),
    "nested.zip": (nested_zip(8), "bomb"),
    "laughs.docx": (word(PARAGRAPH % "&a11;", laughs()), "entities"),
    "secret.docx": (
        word(PARAGRAPH % "&x;", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "entities",
    ),
    "deep.docx": (word("<w:p>" * 50_000), "no-text"),
    "deep.html": (b"<html><body>" + b"<div>" * 400_000 + b"words", "no-text"),
    "tables.html": (b"<html><body>" + b"<table><tr><td>" * 200_000 + b"words", "no-text"),
    "deep.rtf": (b"{\\rtf1" + b"{" * 500_000, "no-text"),
    "circle.pdf": (
        pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
        "damaged",
    ),
    "bomb.pdf": (
        page(zlib.compress(b"BT /F 9 Tf (a) Tj ET " * 5_000_000), b"/Filter /FlateDecode"),
        "damaged",
    ),
    "brackets.pdf": (page(b"[" * 500_000), "no-text"),
    "empty.eml": (b"From: a@b.c\nSubject: s\nDate: x\nMIME-Version: 1.0\n\n", "no-text"),
    "parts.eml": (
        b"From: a@b.c\nSubject: s\nDate: x\n"
        + b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\n" * 3000,
        "no-text",
    ),
}
READ = {
    "line.txt": b"a" * 4_900_000,
    "line.md": b"a" * 4_900_000,
    "brackets.md": b"a" + b"[" * 1_000_000,
    "line.html": b"<html><body><p>" + b"words " * 800_000 + b"</p></body></html>",
    "attributes.html": b"<html><body><p " + b'a="b" ' * 600_000 + b">words of a page</p></body></html>",
    "line.rtf": b"{\\rtf1 " + b"a" * 4_900_000 + b"}",
    "line.eml": b"From: a@b.c\nSubject: s\nDate: x\nMIME-Version: 1.0\n\n" + b"a" * 4_900_000,
    "paragraphs.docx": word(PARAGRAPH % "word" * 50_000),
}


def attempt(name: str, data: bytes) -> str:
    started = time.monotonic()
    try:
        if detect(data, name).confined:
            contents = read_confined(data, id="a", path=name, settings=_LIMITS)
        else:
            contents = read_file(data, id="a", path=name, means=means(_LIMITS))
        result, said = contents.witnesses[0].text, name
    except InputError as error:
        result, said = error.slug, str(error)
    assert said.startswith(name)
    assert "\n" not in said
    assert time.monotonic() - started < 60  # the machine may be busy; the process has 20 seconds
    return result


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_harm_is_refused(name: str) -> None:
    data, slug = REFUSED[name]
    assert attempt(name, data) == slug


@pytest.mark.parametrize("name", sorted(READ))
def test_what_is_only_large_is_read(name: str) -> None:
    assert len(attempt(name, READ[name])) > 12


def test_nothing_is_read_from_other_files() -> None:
    data, _ = REFUSED["secret.docx"]
    assert "root:" not in attempt("secret.docx", data)


def test_a_row_of_ten_million_characters_is_left_out() -> None:
    rows = b'text\nwords of a row\n"' + b"a" * 10_000_000 + b'"\nwords of another row\n'
    contents = read_file(rows, id="a", path="a.csv", means=means(Settings()))
    assert [w.text for w in contents.witnesses] == ["words of a row", "words of another row"]
    assert [slug for slug, _ in contents.notes] == ["table-rows-skipped"]


def test_a_locked_member_is_named_and_the_rest_is_read() -> None:
    data = bytearray(packed({"a.txt": b"the words that can be read", "b.txt": b"locked"}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    contents = read_file(bytes(data), id="a", path="a.zip", means=means(Settings()))
    assert [w.text for w in contents.witnesses] == ["the words that can be read"]
    assert contents.notes[0][1] == "a.zip#b.txt: It is locked with a password."
