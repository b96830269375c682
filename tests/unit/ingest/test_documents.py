"""Word, OpenDocument, PDF, RTF, EPUB and e-mail: what is shown is read, in order, and nothing else."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from email.message import EmailMessage

import pytest

from compare.confined import means
from compare.errors import InputError
from compare.ingest.document import Document, Means, as_witness
from compare.ingest.epub import read_epub
from compare.ingest.mail import read_mail
from compare.ingest.markup import html_lines
from compare.ingest.office import read_docx, read_odt
from compare.ingest.pdf import read_pdf
from compare.ingest.rtf import read_rtf
from compare.ingest.wrapped import unwrap
from compare.model.text import PassageKind
from compare.settings import Settings
from tests.fuzz.mutations import samples

SAMPLES = samples()
MEANS = means(Settings())
ARABIC = "وصل الرئيس إلى العاصمة في زيارة رسمية، ومن المقرر أن يلتقي نظيره."


def word(body: str) -> bytes:
    target = io.BytesIO()
    xml = f'<w:document xmlns:w="w" xmlns:mc="mc"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", xml)
    return target.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def texts(document: Document) -> list[str]:
    return [text for text, _ in document.lines]


def test_word_tables_and_nested_paragraphs_are_read_in_order() -> None:
    cell = "<w:tc><w:p>%s</w:p></w:tc>"
    body = (
        f"<w:p>{run('before')}</w:p>"
        f"<w:tbl><w:tr>{cell % run('one')}{cell % run('two')}</w:tr>"
        f"<w:tr>{cell % run('three')}</w:tr></w:tbl>"
        f"<w:p>{run('after')}<mc:AlternateContent><mc:Choice><w:p>{run('box')}</w:p></mc:Choice>"
        f"<mc:Fallback><w:p>{run('box')}</w:p></mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert texts(read_docx(word(body), MEANS)) == ["before", "one | two", "three", "after", "box"]


def test_word_shows_no_deletions_no_moves_and_no_hidden_text() -> None:
    hidden = f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{'hidden'}</w:t></w:r>"
    body = (
        f"<w:p>{run('kept ')}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        f"<w:ins>{run('put in')}</w:ins><w:moveFrom>{run('moved')}</w:moveFrom>{hidden}"
        "<w:r><w:tab/><w:t>tab</w:t><w:br/><w:t>line</w:t></w:r></w:p>"
    )
    assert texts(read_docx(word(body), MEANS)) == ["kept put in tab", "line"]


def test_python_docx_is_read() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("عنوان الخبر", 1)
    document.add_paragraph(ARABIC)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "أول", "ثان"
    target = io.BytesIO()
    document.save(target)
    read = read_docx(target.getvalue(), MEANS)
    assert read.lines == (("عنوان الخبر", PassageKind.HEADLINE), (ARABIC, None), ("أول | ثان", None))


def test_open_documents_keep_their_blanks_and_drop_what_was_struck_out() -> None:
    content = (
        '<o:x xmlns:o="urn:opendocument:office" xmlns:t="urn:opendocument:text">'
        '<t:tracked-changes><t:p>gone</t:p></t:tracked-changes><t:h t:outline-level="1">Head</t:h>'
        '<t:p>one<t:s t:c="2"/>two<t:tab/>three<t:line-break/>four<t:span>five</t:span> six</t:p></o:x>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("content.xml", content)
    lines = read_odt(target.getvalue(), MEANS).lines
    assert lines == (("Head", PassageKind.HEADLINE), ("one  two three", None), ("fourfive six", None))


def test_arabic_pdf_is_in_reading_order() -> None:
    document = read_pdf(SAMPLES["libreoffice.ar.pdf"], MEANS)
    assert "18-8-2024 | 21:50" in texts(document)
    assert "arabic-pdf" not in dict(document.notes)
    assert any("يوم الثلاثاء 20 أغسطس، وأنها ستتناول" in text for text in texts(document))


def test_arabic_pdf_without_its_reader_is_refused_and_english_is_not() -> None:
    bare = Means(Settings())
    with pytest.raises(InputError, match=r"tawatur\[formats\]") as caught:
        read_pdf(SAMPLES["libreoffice.ar.pdf"], bare)
    assert caught.value.slug == "no-arabic-pdf"
    assert read_pdf(SAMPLES["weasyprint.en.pdf"], bare).lines


def test_arabic_pdf_whose_reader_fails_is_never_backwards() -> None:
    def fails(data: bytes) -> list[str]:
        raise ValueError(len(data))

    failing = dataclasses.replace(MEANS, arabic_pdf=fails)
    with pytest.raises(InputError) as caught:
        read_pdf(SAMPLES["chromium.fa.pdf"], failing)
    assert caught.value.slug == "backwards"
    assert "arabic-pdf" in dict(read_pdf(SAMPLES["libreoffice.ar.pdf"], failing).notes)


def test_locked_pdf_is_refused() -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(SAMPLES["weasyprint.en.pdf"]))
    writer.encrypt("word", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    with pytest.raises(InputError, match="locked with a password"):
        read_pdf(target.getvalue(), MEANS)


def test_the_title_of_a_file_counts_only_where_its_text_opens_with_it() -> None:
    lines = (("Putin begins a visit", None), ("to Azerbaijan", None), ("Body of the story.", None))
    told = Document(lines, (("file-title", "Putin begins a visit to Azerbaijan", "/Title"),))
    assert as_witness(told, id="a", format="pdf").title == "Putin begins a visit to Azerbaijan"
    other = Document(lines, (("file-title", "Microsoft Word - Document1", "/Title"),))
    witness = as_witness(other, id="a", format="pdf")
    assert witness.title is None
    assert [(e.field, e.value) for e in witness.evidence] == [("file-title", "Microsoft Word - Document1")]


def test_lines_broken_for_width_are_joined_with_a_note() -> None:
    full = "words that fill the whole width of the narrow column of this page"
    pages = [f"Headline\n{full}\n{full}\nand end here.\n{full} inter-\nnational law.", f"{full}."]
    paragraphs, notes = unwrap(pages)
    assert paragraphs[0] == "Headline"
    assert paragraphs[1] == f"{full} {full} and end here."
    assert paragraphs[2].endswith("international law.")
    assert [slug for slug, _ in notes] == ["lines-joined"]


@pytest.mark.parametrize(
    ("ends", "begins", "told"),
    [
        ("the govern-", "ment had confirmed", "the government had confirmed"),
        ("the inter\u2010", "national court", "the international court"),
        ("the govern\u00ad", "ment had confirmed", "the government had confirmed"),
        ("Maria Zakha-", "rova of the ministry", "Maria Zakharova of the ministry"),
        ("a well-", "known reporter", "a well-known reporter"),
        ("the vice-", "president of the court", "the vice-president of the court"),
        ("the so-", "called republic", "the so-called republic"),
        ("from Nagorno-", "Karabakh on Sunday", "from Nagorno- Karabakh on Sunday"),
        ("in 2019-", "and again in May", "in 2019- and again in May"),
    ],
)
def test_a_hyphen_at_a_line_s_end_goes_where_it_is_the_line_s(ends: str, begins: str, told: str) -> None:
    full = "The minister said that nobody wished for war on the coast and"
    rest = "and the court, the ministry and the reporter agreed with it."
    paragraphs, notes = unwrap([f"{full} {ends}\n{begins} {rest[:50]}\n{rest}"])
    assert told in " ".join(paragraphs)
    assert [slug for slug, _ in notes] == ["lines-joined"]


@pytest.mark.parametrize(
    ("ends", "begins", "told"),
    [
        ("соглашение под-", "писали министры", "соглашение подписали министры"),
        ("премьер-", "министр страны", "премьер-министр страны"),
        ("le gouverne-", "ment de la ville", "le gouvernement de la ville"),
        ("la porte-", "parole du ministère", "la porte-parole du ministère"),
    ],
)
def test_hyphens_of_other_languages(ends: str, begins: str, told: str) -> None:
    full = (
        "Министр сказал в воскресенье вечером, что никто не хотел войны, и"
        if ends[0] in "сп"
        else "Le ministre a dit dimanche soir que personne ne voulait la guerre et"
    )
    paragraphs, _ = unwrap([f"{full} {ends}\n{begins} {full[:50]}"])
    assert told in " ".join(paragraphs)


def test_what_the_text_writes_elsewhere_decides() -> None:
    full = "The minister said that nobody wished for war on the coast and"
    pages = [f"The cease-fire holds.\n{full} the cease-\nfire of May holds too, {full[:40]}"]
    assert "the cease-fire of May" in " ".join(unwrap(pages)[0])


def test_a_full_line_that_ends_a_sentence_ends_a_paragraph_where_paragraphs_are_short() -> None:
    told = "A line about as long as lines get, and it ends with a full stop {n}."
    short = [told.format(n=n) + f"\nAnd one more that is shorter {n}." for n in range(6)]
    assert unwrap(["\n".join(short)])[0] == "\n".join(short).split("\n")
    long = "Here one ends. There one ends. A third line runs over to the next li"
    paragraphs, _ = unwrap(["\n".join([long, told.format(n=1), long, told.format(n=2), "It ends here."])])
    assert len(paragraphs) == 1


def test_short_lines_stay_apart() -> None:
    poem = ["a line", "of a poem", "is short", "and stays"]
    assert unwrap(["\n".join(poem)]) == (poem, [])


def test_furniture_of_pages_is_left_out_with_a_note() -> None:
    pages = [f"The Daily News\nStory of page {n} is told in these words.\n{n} of 4" for n in range(1, 5)]
    paragraphs, notes = unwrap(pages)
    assert not any("Daily News" in paragraph or " of 4" in paragraph for paragraph in paragraphs)
    assert "page-furniture" in dict(notes)


def test_code_pages_of_rtf() -> None:
    assert "بوتين" in " ".join(texts(read_rtf(SAMPLES["codepage.ar.rtf"], MEANS)))


def test_a_book_is_read_in_the_order_of_its_spine_without_its_contents() -> None:
    read = texts(read_epub(SAMPLES["pandoc.ar.epub"], MEANS))
    assert (
        read.index("21:50 | 18-8-2024" if "21:50 | 18-8-2024" in read else "18-8-2024 | 21:50")
        < len(read) / 2
    )


@pytest.mark.parametrize("declared", ["windows-1256", None, "utf-8", "x-unknown"])
def test_letters_in_old_encodings(declared: str | None) -> None:
    kind = f"Content-Type: text/plain; charset={declared}\n" if declared else ""
    head = f"From: a@b.c\nSubject: x\nMIME-Version: 1.0\n{kind}Content-Transfer-Encoding: 8bit\n\n"
    assert texts(read_mail(head.encode() + ARABIC.encode("windows-1256"), MEANS)) == [ARABIC]


def test_flowed_letters_are_put_together_and_others_are_not() -> None:
    letter = EmailMessage()
    letter.set_content("x")
    letter.set_payload("one two \nthree\nfour\n")
    assert texts(read_mail(letter.as_bytes(), MEANS)) == ["one two", "three", "four"]
    letter.set_param("format", "flowed")
    assert texts(read_mail(letter.as_bytes(), MEANS)) == ["one two three", "four"]


def test_a_page_in_a_letter_is_read_block_by_block() -> None:
    page = "<html><head><style>p{}</style></head><body><h1>Head</h1><p>one <b>two</b><br>three</p><table><tr>"
    page += "<td>a</td><td>b</td></tr></table><script>no()</script><ul><li>c</ul></body></html>"
    found = html_lines(page)
    assert [text for text, _ in found] == ["Head", "one two", "three", "a | b", "c"]
    assert found[0][1] is PassageKind.HEADLINE
