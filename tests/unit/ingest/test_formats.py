"""The table of formats: what bytes are is told by what they hold; every format is read or refused."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from email.message import EmailMessage

import pytest

from compare.confined import means, read_confined
from compare.errors import InputError
from compare.ingest.files import Contents, read_file
from compare.ingest.formats import ENDINGS, FORMATS, by_ending, detect, is_address
from compare.model.text import PassageKind
from compare.settings import Settings
from tests.fuzz.mutations import samples

SAMPLES = samples()
STORY = "A headline of the story\n\nThe president arrived on Sunday. The talks will be held on Monday.\n"


def read(data: bytes, path: str | None, **knobs: int) -> Contents:
    return read_file(data, id="a", path=path, means=means(Settings(**knobs)))  # type: ignore[arg-type]


def packed(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("weasyprint.en.pdf", "pdf"),
        ("libreoffice.ar.docx", "docx"),
        ("pandoc.ru.odt", "odt"),
        ("pandoc.ar.epub", "epub"),
        ("codepage.ar.rtf", "rtf"),
        ("letter.eml", "mail"),
        ("letters.mbox", "mailbox"),
        ("pages.warc", "warc"),
        ("pages.wacz", "wacz"),
        ("all.zip", "zip"),
        ("page.html", "html"),
        ("rows.jsonl", "json-lines"),
    ],
)
@pytest.mark.parametrize("path", ["right", "story.txt", "story.docx", "story", None])
def test_content_goes_before_the_name(name: str, format: str, path: str | None) -> None:
    assert detect(SAMPLES[name], name if path == "right" else path).name == format


@pytest.mark.parametrize(
    ("data", "path", "format"),
    [
        (b"plain words", "a.docx", "text"),
        (b"plain words", "a.pdf", "text"),
        (b"# Heading\n\nwords", "a.md", "markdown"),
        (b"# Heading\n\nwords", "a.txt", "text"),
        (b"title,text\na,b\n", "a.csv", "separated"),
        (b"title,text\na,b\n", "a.csv.gz", "separated"),
        (b'[{"text": "a"}]', None, "json"),
        (b'["a", "b"]', None, "text"),
        (b"{this is no JSON}", None, "text"),
        (b"From the start of the war\nto its end", None, "text"),
        (b"Subject: nothing\n\nwords", None, "text"),
        (b"Date: today\nFrom: the editor\nTo the reader: read", None, "text"),
        (b"A text on files that begin with %PDF-1.4 and so on", "a.txt", "text"),
        (b"\r\n%PDF-1.4\n...\n%%EOF\n", "a.txt", "pdf"),
    ],
)
def test_what_is_told_by_name_and_what_is_not(data: bytes, path: str | None, format: str) -> None:
    assert detect(data, path).name == format


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "old office document"),
        (b"Rar!\x1a\x07", "RAR"),
        (packed({"xl/workbook.xml": b"<a/>"}), "Excel"),
        (packed({"ppt/presentation.xml": b"<a/>"}), "presentation"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "office document"),
    ],
)
def test_what_is_known_and_not_read_is_refused_with_advice(data: bytes, word: str) -> None:
    with pytest.raises(InputError, match=word) as caught:
        read(data, "file")
    assert caught.value.slug == "binary"
    assert str(caught.value).startswith("file: This is ")


def test_the_table_has_no_ending_twice_and_folders_take_no_json() -> None:
    endings = [ending for format in FORMATS for ending in format.endings]
    assert len(endings) == len(set(endings))
    assert ".json" not in ENDINGS
    assert by_ending("a.b/NEWS.WARC.GZ") == next(f for f in FORMATS if f.name == "warc")
    assert by_ending("a") is None


@pytest.mark.parametrize(
    "name", [name for name in SAMPLES if name.split(".")[-1] in ("docx", "odt", "epub", "rtf")]
)
def test_office_documents_are_read_with_their_words(name: str) -> None:
    (witness,) = read(SAMPLES[name], name).witnesses
    assert witness.format == detect(SAMPLES[name]).name
    assert witness.language == (name.split(".")[1])
    assert witness.title
    assert ("document-extracted") in [slug for slug, _ in witness.notes]
    assert [entry.field for entry in witness.evidence].count("title") == 1


def test_a_letter_tells_its_title_sender_and_date() -> None:
    (witness,) = read(SAMPLES["letter.eml"], "letter.eml").witnesses
    assert (witness.title, witness.byline, witness.published.value) == (
        "A story",
        "Jane Doe",
        "2024-08-18T22:14",
    )
    assert {(e.field, e.source) for e in witness.evidence} >= {("title", "Subject"), ("byline", "From")}


def test_a_mailbox_holds_as_many_accounts_as_letters_and_tells_of_attachments_that_cannot_be_read() -> None:
    contents = read(SAMPLES["letters.mbox"], "letters.mbox")
    assert [w.id for w in contents.witnesses] == ["a-1", "a-2", "a-3"]
    assert len({w.path for w in contents.witnesses}) == 3
    assert {slug for slug, _ in contents.notes} == {"members-unreadable"}


@pytest.mark.parametrize(
    ("plain", "chosen"), [("Read this letter in your browser.", "page"), (STORY, "plain"), ("", "page")]
)
def test_a_stub_beside_the_page_of_a_letter_is_not_its_text(plain: str, chosen: str) -> None:
    letter = EmailMessage()
    letter["Subject"], letter["From"] = "A story", "Jane Doe <jane@example.org>"
    letter["Date"], letter["Message-ID"] = "Sun, 18 Aug 2024 22:14:00 +0300", "<3@example.org>"
    letter.set_content(plain)
    letter.add_alternative(
        f"<html><body><h1>On the page</h1><p>{STORY}</p><p>{STORY}</p></body></html>", subtype="html"
    )
    (witness,) = read(letter.as_bytes(), "letter.eml").witnesses
    assert ("On the page" in witness.text) == (chosen == "page")
    assert "The talks will be held on Monday." in witness.text


@pytest.mark.parametrize("covered", [True, False])
def test_a_letter_that_is_forwarded_within_another_is_read_too(covered: bool) -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner["Subject"], inner["From"] = "The first letter", "Jane Doe <jane@example.org>"
    inner["Date"] = "Sat, 17 Aug 2024 10:00:00 +0000"
    inner.set_content(STORY)
    outer["Subject"], outer["From"] = "Fwd: The first letter", "John Roe <john@example.org>"
    outer["Date"], outer["Message-ID"] = "Sun, 18 Aug 2024 22:14:00 +0300", "<2@example.org>"
    if covered:
        outer.set_content("Please look at what she wrote, and tell me whether the dates are right.")
    outer.add_attachment(inner)
    contents = read(outer.as_bytes(), "letter.eml")
    told = [(w.title, w.byline, w.published.value) for w in contents.witnesses]
    first = ("The first letter", "Jane Doe", "2024-08-17T10:00")
    assert told == [("Fwd: The first letter", "John Roe", "2024-08-18T22:14"), first][0 if covered else 1 :]
    assert contents.witnesses[-1].text.split() == STORY.split()
    assert [slug for slug, _ in contents.notes] == ([] if covered else ["members-unreadable"])


def test_a_zip_is_read_member_by_member() -> None:
    data = packed(
        {"b/story.txt": STORY.encode(), "__MACOSX/x.txt": b"x", ".hidden": b"x", "c.png": b"\x89PNG"}
    )
    contents = read(data, "news.zip")
    assert [(w.id, w.path) for w in contents.witnesses] == [("a-story", "news.zip#b/story.txt")]
    assert contents.notes == [
        ("members-unreadable", "news.zip#c.png: This is a PNG image: run text recognition over it first.")
    ]


def test_a_table_in_a_zip_gives_its_rows() -> None:
    rows = f'title,text\nOne,"{STORY}"\nTwo,"{STORY}"\n'.encode()
    contents = read(packed({"rows.csv": rows}), "news.zip")
    assert [w.title for w in contents.witnesses] == ["One", "Two"]


def test_a_web_archive_is_not_given_more_memory_than_it_holds() -> None:
    # The limit is a gigabyte; what may be used is less than half of that beside what the program needs.
    found = read_confined(
        SAMPLES["pages.warc"], id="a", path="pages.warc", settings=Settings(reading_memory=800_000_000)
    )
    assert len(found.witnesses) == 2


def test_a_web_archive_gives_its_pages_with_their_addresses() -> None:
    for name in ("pages.warc", "pages.warc.gz", "pages.wacz"):
        contents = read(SAMPLES[name], name)
        addresses = [e.value for w in contents.witnesses for e in w.evidence if e.field == "address"]
        assert addresses == ["https://example.org/0", "https://example.org/1"]


def test_json_is_read_as_a_list_and_as_an_object_with_one() -> None:
    rows = [{"title": "One", "text": STORY}, {"title": "Two", "text": STORY}, 3]
    for value in (rows, {"count": 3, "items": rows[:2]}):
        contents = read(json.dumps(value).encode(), "rows.json")
        assert [w.title for w in contents.witnesses] == ["One", "Two"]
    with pytest.raises(InputError, match="no list of JSON objects"):
        read(b"[1, 2, 3]", "rows.json")


def test_parquet_is_read() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    pytest.importorskip("pyarrow.parquet")
    target = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"title": ["One"], "text": [STORY]}), target)
    (witness,) = read(target.getvalue(), "rows.parquet").witnesses
    assert (witness.title, witness.text, witness.format) == ("One", STORY, "parquet")
    with pytest.raises(InputError, match="damaged"):
        read(target.getvalue()[:-9], "rows.parquet")


def test_markdown_loses_its_signs_and_keeps_its_headings() -> None:
    front = "---\ntitle: Told\nauthor: Jane Doe\ndate: 2024-08-18\n---\n"
    source = f"{front}# A *headline*\n\nSome **bold** [words](x) here.\n"
    (witness,) = read(source.encode(), "a.md").witnesses
    assert witness.text == "A headline\n\nSome bold words here."
    assert witness.marks == ((0, 10, PassageKind.HEADLINE),)
    assert (witness.title, witness.byline, witness.published.value) == ("Told", "Jane Doe", "2024-08-18")


def test_packed_text_is_unpacked() -> None:
    assert read(gzip.compress(STORY.encode()), "a.txt.gz").witnesses[0].text == STORY


def test_too_many_accounts_are_refused_wherever_they_are() -> None:
    data = packed({f"{n}.txt": STORY.encode() for n in range(5)})
    with pytest.raises(InputError) as caught:
        read(data, "news.zip", max_accounts=4)
    assert caught.value.slug == "too-many-accounts"


def test_addresses_are_told_from_names() -> None:
    assert all(map(is_address, ("https://example.org/a", "HTTP://x")))
    assert not any(map(is_address, ("a:b.txt", "c/d.html", "https.txt")))
