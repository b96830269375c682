"""HTML to a witness: the article, its marks, only stated facts, and pages that mean harm."""

from __future__ import annotations

import pytest

from compare.errors import InputError
from compare.ingest import read_bytes
from compare.ingest.html import looks_like_html, read_html
from compare.model.text import PassageKind, Witness
from compare.settings import Settings

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>الوفد يصل إلى المدينة | الموقع</title>
<meta property="og:site_name" content="صحيفة الموقع">{meta}</head><body>
<nav><a href="/">الرئيسية</a> <a href="/x">اتصل بنا</a></nav>
<article><h1>الوفد يصل إلى المدينة</h1>{time}
<figure><img src="a.jpg"><figcaption>رئيس الوفد في المطار</figcaption></figure>
<p>وصل الوفد الرسمي إلى المدينة اليوم الأحد في زيارة تستمر يومين، وكان في استقباله عدد من المسؤولين.</p>
<h2>خلفية الزيارة</h2>
<p>وقال الوزير إن <b>الزيارة</b> تأتي في وقت مهم &amp; حساس للغاية.<br>وأضاف أن المحادثات ستستمر غدا.</p>
<script>var a = "<p>لا يظهر</p>";</script></article>
<footer>جميع الحقوق محفوظة</footer></body></html>"""


def read(page: str, encoding: str = "utf-8") -> Witness:
    return read_bytes(page.encode(encoding, "replace"), id="a", path="a.html", settings=Settings())


def page(charset: str = "utf-8", meta: str = "", time: str = "") -> str:
    return PAGE.format(charset=charset, meta=meta, time=time)


def marked(witness: Witness) -> dict[str, PassageKind]:
    return {witness.text[start:end]: kind for start, end, kind in witness.marks}


def test_the_article_with_its_marks() -> None:
    witness = read(page())
    assert marked(witness) == {
        "الوفد يصل إلى المدينة": PassageKind.HEADLINE,
        "رئيس الوفد في المطار": PassageKind.CAPTION,
        "خلفية الزيارة": PassageKind.HEADING,
    }
    assert (witness.title, witness.outlet, witness.language) == (
        "الوفد يصل إلى المدينة",
        "صحيفة الموقع",
        "ar",
    )
    assert "مهم & حساس" in witness.text
    assert "لا يظهر" not in witness.text
    assert "جميع الحقوق" not in witness.text
    assert [slug for slug, _ in witness.notes] == ["html-extracted"]


@pytest.mark.parametrize("declared", ["windows-1256", "utf-8", "iso-8859-1", "nonsense"])
def test_a_wrong_charset_declaration_does_not_matter(declared: str) -> None:
    witness = read(page(declared), "windows-1256")
    assert witness.encoding == "windows-1256"
    assert witness.text == read(page()).text


@pytest.mark.parametrize(
    ("meta", "time", "value"),
    [
        ("", "", None),
        ("", "<p>تحديث 2019</p>", None),
        (
            '<meta property="article:published_time" content="2024-08-18T22:14:00+03:00">',
            "",
            "2024-08-18T22:14",
        ),
        ('<script type="application/ld+json">{"datePublished": "2024-08-18"}</script>', "", "2024-08-18"),
        ('<script type="application/ld+json">{broken</script>', "", None),
        ("", '<time datetime="2024-08-18">الأحد</time>', "2024-08-18"),
        ("", '<time datetime="2024-08-18"></time><time datetime="2023-01-01"></time>', None),
        ('<meta name="date" content="2024-02-31">', "", None),
    ],
)
def test_only_a_stated_date_counts(meta: str, time: str, value: str | None) -> None:
    published = read(page(meta=meta, time=time)).published
    assert published.value == value
    assert published.basis == ("stated" if value else "unknown")


def test_content_decides_and_the_name_hints() -> None:
    assert looks_like_html("\n<!-- x --><html>")
    assert looks_like_html("<p>a</p><p>b</p>", hint=True)
    assert not looks_like_html("<p>a</p><p>b</p>")
    assert not looks_like_html("a < b and c > d")


HOSTILE = {
    "deep": "<html><body>" + "<div>" * 50_000 + "<p>نص طويل هنا.</p>",
    "deep inline": "<html><body><p>" + "<b><i>" * 25_000 + "نص",
    "tables": "<html><body>" + "<table><tr><td>" * 5_000 + "نص",
    "attribute": f"<html><body><p title='{'x' * 2_000_000}'>وصل الوفد إلى المدينة اليوم.</p>",
    "script": "<html><body><script>" + "var a='<p>x</p>';" * 50_000 + "</script></body></html>",
    "entities": "<html><body><p>" + "&amp;&#1;&#x110000;&#xD800;&lol9;" * 5_000 + "</p></body></html>",
    "entity bomb": "<!DOCTYPE html [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><html><body><p>&b;&b;</p>",
    "open brackets": "<html>" + "<" * 500_000,
    "comment": "<html><!--" + "x" * 500_000,
    "json": '<html><script type="application/ld+json">' + "[" * 100_000 + "</script><body><p>نص قصير.</p>",
    "declaration": '<?xml version="1.0" encoding="utf-16"?><html><body><p>وصل الوفد إلى المدينة.</p>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_give_text_or_one_sentence(name: str) -> None:
    try:
        witness = read(HOSTILE[name])
    except InputError as error:
        assert error.slug in ("no-text", "binary")  # noqa: PT017 - either outcome is right
    else:
        assert witness.text.strip()
        assert all(0 <= start < end <= len(witness.text) for start, end, _ in witness.marks)


def test_the_address_that_a_page_states_is_told_and_no_other() -> None:
    def addresses(head: str) -> list[tuple[str, str]]:
        body = f"<article><p>{'The ferry came back to its pier on Monday. ' * 5}</p></article>"
        page = f"<html><head>{head}</head><body>{body}</body></html>"
        return [(e.value, e.source) for e in read_html(page, id="a").evidence if e.field == "address"]

    link = '<link rel="canonical" href="https://www.example.org/news/1">'
    shared = '<meta property="og:url" content="https://example.org/share/1">'
    assert addresses(link + shared) == [("https://www.example.org/news/1", "canonical")]
    assert addresses(shared) == [("https://example.org/share/1", "og:url")]
    assert addresses('<link rel="canonical" href="javascript:alert(1)">') == []
    assert addresses('<link rel="alternate" href="https://example.org/feed">') == []
    assert addresses('<link rel="canonical" href="/news/1">') == []
