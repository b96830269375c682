"""Tables to witnesses: columns by name, rows without text, dates as tables write them, hostile cells."""

from __future__ import annotations

import csv
import dataclasses
import io
import json

import pytest

from compare.errors import InputError
from compare.ingest.columns import stated_date
from compare.ingest.tabular import Table, read_table
from compare.settings import Settings

ARABIC = "وصل الرئيس الروسي إلى باكو في زيارة تستمر يومين، حسب وكالة الأنباء."
ENGLISH = "The president arrived in Baku on Sunday for a visit of two days, the agency said."
RUSSIAN = "Президент прибыл в Баку с визитом, который продлится два дня, сообщило агентство."


def read(data: str | bytes, path: str = "news.csv", **more) -> Table:
    raw = data.encode() if isinstance(data, str) else data
    settings = more.pop("settings", Settings())
    return read_table(raw, path=path, stem="news", settings=settings, **more)


def lines(*rows: object) -> str:
    return "\n".join(map(json.dumps, rows))


def separated(*rows: tuple[str, ...], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def test_usual_columns_in_four_languages() -> None:
    table = separated(
        ("المعرف", "العنوان", "النص", "المصدر", "التاريخ"), ("7", "زيارة", ARABIC, "تاس", "2024-08-18")
    )
    one = read(table).witnesses[0]
    assert (one.id, one.title, one.outlet, one.text) == ("7", "زيارة", "تاس", ARABIC)
    assert (one.published.value, one.published.basis, one.language) == ("2024-08-18", "stated", "ar")
    two = read(separated(("Заголовок", "Текст", "Дата"), ("Визит", RUSSIAN, "18.08.2024"))).witnesses[0]
    assert (two.title, two.text, two.published.value) == ("Визит", RUSSIAN, "2024-08-18")
    three = read(
        separated(
            ("Headline", "Body", "Published_At", "Lang"), ("A visit", ENGLISH, "2024-08-18 21:50:00", "en-GB")
        )
    )
    assert three.witnesses[0].published.value == "2024-08-18T21:50"
    assert three.witnesses[0].language == "en"
    four = read(
        separated(("titre", "texte", "média"), ("Une visite", "Le président est arrivé à Bakou.", "Le Soir"))
    )
    assert (four.witnesses[0].title, four.witnesses[0].outlet) == ("Une visite", "Le Soir")


def test_columns_that_are_told_win_and_are_compared_without_case() -> None:
    table = separated(("text", "Story", "paper"), ("lead only", ENGLISH, "The Post"))
    assert read(table).witnesses[0].text == "lead only"
    told = read(table, columns={"text": "story", "outlet": "paper"}).witnesses[0]
    assert (told.text, told.outlet) == (ENGLISH, "The Post")


@pytest.mark.parametrize(
    ("table", "columns"),
    [("a,b\n1,2\n", {}), ("text,b\nx y,2\n", {"text": "gone"}), ("text,b\nx y,2\n", {"title": "gone"})],
)
def test_a_column_that_is_not_there_is_one_sentence(table: str, columns: dict[str, str]) -> None:
    with pytest.raises(InputError, match=r"news\.csv: No column .*its columns are .*b") as caught:
        read(table, columns=columns)
    assert caught.value.slug == "no-column"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_whatever_the_text_holds(delimiter: str) -> None:
    text = 'He said: "a, b; c | d",\nand went on; then, left.'
    table = separated(("id", "text", "title"), ("x", text, "t"), ("y", ENGLISH, "u"), delimiter=delimiter)
    assert [(w.id, w.text) for w in read(table).witnesses] == [("x", text), ("y", ENGLISH)]


def test_quotation_marks_of_a_bare_table_are_text() -> None:
    text = f'"تاس": {ARABIC}'
    table = f'id\ttext\n1\t{text}\n2\t"{ARABIC}\n'
    assert [w.text for w in read(table, "news.tsv").witnesses] == [text, f'"{ARABIC}']


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1256"])
def test_encodings_and_marks(encoding: str) -> None:
    table = separated(("text", "title"), (ARABIC, "عنوان"), (ARABIC + " وقال إن المحادثات تبدأ غدا.", "آخر"))
    found = read(f"sep=,\r\n{table}".encode(encoding)).witnesses
    assert [w.title for w in found] == ["عنوان", "آخر"]
    assert found[0].text == ARABIC


def test_json_lines_with_nested_and_listed_values() -> None:
    rows = lines(
        {"source": {"id": None, "name": "Reuters"}, "content": [ENGLISH, ENGLISH], "published": 1724017800},
        {"source": "AFP", "content": ENGLISH + "\u2028more", "published": "2024-08-18T10:00:00+03:00"},
    )
    one, two = read(rows, "news.ndjson").witnesses
    assert (one.outlet, one.text, one.published.value) == (
        "Reuters",
        f"{ENGLISH}\n\n{ENGLISH}",
        "2024-08-18T21:50",
    )
    assert (two.outlet, two.id, two.path) == ("AFP", "news-2", "news.ndjson#2")
    assert two.text.endswith("\u2028more")


def test_what_is_left_out_is_counted_in_one_note_each() -> None:
    rows = [
        lines({"text": ENGLISH, "date": "soon"}),
        "{bad",
        lines({"text": ""}, ["a"], {"text": " .\n"}, {"title": "x"}),
    ]
    table = read("\n".join(rows), "news.jsonl")
    assert len(table.witnesses) == 1
    says = {
        "table-lines-unreadable": "2 of 6 lines left out, no JSON objects; the first is line 2.",
        "table-rows-skipped": "3 of 6 rows left out, without text that can be read; the first is row 3.",
        "table-dates-unread": "1 of 6 rows with a date that cannot be read; the first is row 1.",
    }
    assert dict(table.notes) == {slug: f"news.jsonl: {message}" for slug, message in says.items()}
    assert table.witnesses[0].published.value is None
    assert read(lines({"text": ENGLISH}), "news.jsonl").notes == ()


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        ("", "empty"),
        ("text\n", "no-rows"),
        ("text,id\n ,1\n", "empty"),
        (b"text\n\x00\x01\x02\x03\x00\x05", "binary"),
        (b"PAR1\x00\x00", "binary"),
    ],
)
def test_tables_without_accounts_are_one_sentence(data: str | bytes, slug: str) -> None:
    with pytest.raises(InputError, match=r"news\.csv: [^\n]+\.$") as caught:
        read(data)
    assert caught.value.slug == slug


def test_more_rows_than_allowed_are_counted_and_refused() -> None:
    few = dataclasses.replace(Settings(), max_accounts=3)
    for path, data in (
        ("a.csv", separated(("text",), *[(ENGLISH,)] * 4)),
        ("a.jsonl", lines(*[{"text": ENGLISH}] * 4)),
    ):
        with pytest.raises(InputError, match=r"4 accounts; the limit is 3.*--max-accounts") as caught:
            read(data, path, settings=few)
        assert caught.value.slug == "too-many-accounts"
    assert len(read(separated(("text",), *[(ENGLISH,)] * 3), settings=few).witnesses) == 3


def test_hostile_cells() -> None:
    rows = lines(
        {"id": "../../etc/passwd", "text": ENGLISH, "title": "a\u0000b\ud800"},
        {"id": "<script>alert(1)</script>", "text": ENGLISH + "\ud800"},
        {"id": 10**40, "text": ENGLISH, "date": "9" * 5000},
        {"id": "x" * 10_000, "text": "a\u0000 b"},
    )
    table = read(rows + "\n" + "[" * 100_000 + "\n" + '{"text": ' + "9" * 10_000 + "}", "news.jsonl")
    ids = [w.id for w in table.witnesses]
    assert ids == ["etc-passwd", "script-alert-1-script", "news-3"]
    assert all(w.text.encode() for w in table.witnesses)
    assert {slug for slug, _ in table.notes} == {
        "table-lines-unreadable",
        "table-rows-skipped",
        "table-dates-unread",
    }


def test_a_field_larger_than_the_csv_module_allows_and_many_columns() -> None:
    before = csv.field_size_limit()
    long = "وصل الوفد إلى باكو. " * 20_000
    wide = ",".join(f"c{n}" for n in range(200_000))
    assert read(separated(("text",), (long,))).witnesses[0].text == long
    found = read(f'{wide},text\n{"," * 200_000}"{ENGLISH}"\n')
    assert found.witnesses[0].text == ENGLISH
    assert csv.field_size_limit() == before
    small = dataclasses.replace(Settings(), max_input_bytes=1000)
    kept = read(separated(("text",), (long,), (ENGLISH,)), settings=small)
    assert [w.text for w in kept.witnesses] == [ENGLISH]
    assert kept.notes[0][0] == "table-rows-skipped"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2024-08-18", "2024-08-18"),
        ("2024-08-18 00:00:00", "2024-08-18"),
        ("2024/08/18", "2024-08-18"),
        ("20240818", "2024-08-18"),
        ("18/08/2024 21:50", "2024-08-18T21:50"),
        ("1724017800000", "2024-08-18T21:50"),
        ("Sun, 18 Aug 2024 21:50:00 GMT", "2024-08-18T21:50"),
        ("18 أغسطس 2024", "2024-08-18"),
        ("٢٠٢٤-٠٨-١٨", "2024-08-18"),
        ("18 августа 2024", "2024-08-18"),
        ("18 août 2024", "2024-08-18"),
        ("yesterday", None),
        ("2024", None),
        ("12", None),
        ("2024-13-45", None),
        ("0001-01-01", None),
    ],
)
def test_dates_as_tables_write_them(cell: str, value: str | None) -> None:
    assert stated_date(cell, "ar").value == value


def test_one_date_tells_the_order_of_the_column() -> None:
    def dates(*cells: str) -> list[str | None]:
        table = separated(("text", "date"), *[(ENGLISH, cell) for cell in cells])
        return [w.published.value for w in read(table).witnesses]

    assert dates("03/04/2024", "8/18/2024") == ["2024-03-04", "2024-08-18"]
    assert dates("03/04/2024", "18/8/2024") == ["2024-04-03", "2024-08-18"]
    # Nothing tells the order, or both orders stand in one column: an English date stays unknown.
    assert dates("03/04/2024", "05/06/2024") == [None, None]
    assert dates("03/04/2024", "18/8/2024", "8/18/2024")[0] is None


def test_the_same_table_gives_the_same_witnesses() -> None:
    table = separated(("id", "text"), ("a", ARABIC), ("b", RUSSIAN))
    assert read(table) == read(table)
