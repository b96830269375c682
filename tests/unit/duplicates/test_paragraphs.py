"""Paragraphs of files, folders and tables: in a stream, with places, whatever is wrong with the input."""

from __future__ import annotations

import gzip
import json
import tracemalloc
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from compare.duplicates.paragraphs import Paragraphs, long_enough, spans, written_date
from compare.errors import InputError, UsageError
from compare.ingest.readers import safe_name
from compare.settings import Settings
from compare.streams import Faults, open_table, rows
from tests.fuzz.mutations import samples

FERRY = "أعلنت هيئة النقل البحري استئناف خط العبّارات بين الميناء والجزيرة بعد توقف دام أربعة أشهر."
PARK = "Городской совет открыл новый парк на набережной после года ремонта и высадил тысячу деревьев."
TALKS = "The two ministers met in the capital on Monday and agreed to hold talks again in the spring."
PECHE = "Les pêcheurs de l'île ont transporté des vivres dans leurs propres barques depuis la tempête."


def lines(path: Path, items: Iterable[Any]) -> str:
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items), encoding="utf-8")
    return str(path)


def found_in(*paths: str, **options: Any) -> tuple[Paragraphs, list[str]]:
    paragraphs = Paragraphs(paths, **options)
    return paragraphs, list(paragraphs)


def slugs(paragraphs: Paragraphs) -> dict[str, int]:
    return {fault.slug: fault.count for fault in paragraphs.faults}


def test_rows_are_cut_into_paragraphs_with_places_in_the_row(tmp_path: Path) -> None:
    text = f"{FERRY}\n\n  {TALKS}\r\n{PARK}"
    row = {"id": "n1", "outlet": "المرفأ", "published": "2024-05-01 09:30:00", "text": text}
    paragraphs, texts = found_in(lines(tmp_path / "a.jsonl", [{"id": "n0", "text": PECHE}, row]))
    assert texts == [PECHE, FERRY, TALKS, PARK]
    place = paragraphs.place(2, "n1")
    assert (place.row, place.outlet, place.published) == (2, "المرفأ", "2024-05-01T09:30")
    assert text[place.start : place.end] == TALKS


def test_whole_takes_a_row_as_one_paragraph(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", [{"text": f"  {FERRY}\n\n{TALKS} "}])
    _, texts = found_in(path, whole=True)
    assert texts == [f"{FERRY}\n\n{TALKS}"]


def test_short_lines_are_no_paragraphs_and_are_counted(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", [{"text": f"Read also\n{TALKS}\nاشترك الآن"}])
    paragraphs, texts = found_in(path)
    assert texts == [TALKS]
    assert paragraphs.short == 2
    assert found_in(path, min_words=2)[1] == ["Read also", TALKS, "اشترك الآن"]


def test_scripts_without_spaces_are_measured_by_letters() -> None:
    assert long_enough("市议会周一决定关闭旧桥并在明年春天之前修建一座新的步行桥以便居民往返两岸" * 4, 8)
    assert not long_enough("市议会周一决定", 8)
    assert not long_enough("https://example.org/" + "a" * 200, 8)


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "The two ministers met in the capital on Monday and agreed to hold the talks\n"
        "again in the spring, once the new parliament has chosen a speaker and the two\n"
        "sides have named those who are to lead them, a spokesman of the government\n"
        "told the paper on Tuesday."
    )
    assert list(spans(wrapped)) == [(0, len(wrapped))]


def test_files_of_all_kinds_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{FERRY}\n\n{TALKS}", encoding="utf-8")
    (tmp_path / "b.csv").write_text(f'text;outlet\n"{PARK}";Набережная\n', encoding="utf-8")
    (tmp_path / "c.tsv").write_text(f"outlet\ttext\nRadio\t{PECHE}\n", encoding="utf-8")
    with gzip.open(tmp_path / "d.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"text": FERRY, "url": "https://www.example.org/1"}) + "\n")
    (tmp_path / "e.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "f.png").write_bytes(b"\x89PNG")
    paragraphs, texts = found_in(str(tmp_path))
    assert texts == [FERRY, TALKS, PARK, PECHE, FERRY]
    assert paragraphs.outlets == ("a", "Набережная", "Radio", "example.org")
    assert [note.slug for note in paragraphs.notes] == ["files-skipped", "unreadable-input"]
    assert "e.pdf" in str(paragraphs.failures[0])


def test_files_of_every_format_are_read_with_all_their_accounts(tmp_path: Path) -> None:
    for name, data in samples().items():
        (tmp_path / name).write_bytes(data)
    paragraphs, texts = found_in(str(tmp_path))
    assert paragraphs.failures == ()
    assert set(paragraphs.files) == {safe_name(str(tmp_path / name)) for name in samples()}
    counts = {Path(paragraphs.file_names[n]).name: 0 for n in range(len(paragraphs.file_names))}
    rows: dict[str, set[int]] = {name: set() for name in counts}
    for file, row in zip(paragraphs.places.file, paragraphs.places.row, strict=True):
        name = Path(paragraphs.file_names[file]).name
        counts[name] += 1
        rows[name].add(row)
    assert all(counts.values())
    assert rows["letters.mbox"] == {1, 2, 3}
    assert rows["pages.warc"] == {1, 2}
    assert rows["libreoffice.ar.pdf"] == {0}
    assert "c" in paragraphs.outlets, "a member of a zip archive goes by its own name"
    found = {note.slug for note in paragraphs.notes}
    assert {"document-extracted", "members-unreadable"} <= found
    kept = len(paragraphs.notes)
    assert [text for _, text, _ in paragraphs.fetch(range(len(texts)))] == texts
    assert len(paragraphs.notes) == kept


def test_members_of_an_archive_are_told_apart(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "papers.zip", "w") as archive:
        archive.writestr("harbour/first.txt", f"{FERRY}\n\n{TALKS}")
        archive.writestr("second.txt", PARK)
        archive.writestr("broken.pdf", b"%PDF-1.7 nothing")
    paragraphs, texts = found_in(str(tmp_path / "papers.zip"))
    assert sorted(texts) == sorted([FERRY, TALKS, PARK])
    assert sorted(paragraphs.outlets) == ["first", "second"]
    ids = {text: id for _, text, id in paragraphs.fetch(range(3))}
    assert ids == {FERRY: "papers-first", TALKS: "papers-first", PARK: "papers-second"}
    assert [note.slug for note in paragraphs.notes] == ["members-unreadable"]
    assert "broken.pdf" in paragraphs.notes[0].message


def test_a_page_of_a_web_archive_goes_by_its_host_where_it_names_no_outlet(tmp_path: Path) -> None:
    page = f"<html><body><article><p>{TALKS}</p><p>{PECHE} {PARK}</p></article></body></html>".encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://www.example.net/a\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(answer)
    )
    (tmp_path / "pages.warc").write_bytes(head + answer + b"\r\n\r\n")
    paragraphs, texts = found_in(str(tmp_path / "pages.warc"))
    assert TALKS in texts
    assert paragraphs.outlets == ("example.net",)


def test_every_pass_gives_the_same_and_fetching_gives_what_was_read(tmp_path: Path) -> None:
    items = [{"id": f"r{n}", "text": f"{FERRY} {n}\n{TALKS} {n}"} for n in range(50)]
    paragraphs, texts = found_in(lines(tmp_path / "a.jsonl", items))
    assert list(paragraphs) == texts
    wanted = [0, 3, 4, 77, 99]
    assert [(i, text, id) for i, text, id in paragraphs.fetch(wanted)] == [
        (i, texts[i], f"r{i // 2}") for i in wanted
    ]


def test_a_file_that_changes_between_passes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    paragraphs, _ = found_in(lines(path, [{"text": FERRY}]))
    lines(path, [{"text": FERRY}, {"text": TALKS}])
    with pytest.raises(InputError, match="changed"):
        list(paragraphs.fetch([0]))


def test_bad_rows_are_named_and_the_rest_goes_through(tmp_path: Path) -> None:
    good = [json.dumps({"text": f"{TALKS} {n}"}).encode() for n in range(4)]
    broken = json.dumps({"text": FERRY}, ensure_ascii=False).encode().replace("بين".encode(), b"\xff\xfe")
    data = [
        good[0],
        b'{"outlet": "x"}',
        b'{"text": ""}',
        b"not json at all",
        b"[1, 2]",
        good[1],
        broken,
        json.dumps({"text": "word " * 500}).encode(),
        json.dumps({"text": "long sentence of words " * 50_000}).encode(),
        b'{"text": "\\ud800 half a letter in a row of eight plain words here"}',
        b"",
        good[2],
        good[3][:-5],
    ]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(data))
    paragraphs, texts = found_in(str(path), settings=Settings(max_input_bytes=1_000_000))
    assert [text for text in texts if text.startswith("The two")] == [f"{TALKS} {n}" for n in range(3)]
    assert any("\ufffd" in text and text.startswith("أعلنت") for text in texts)
    assert any(text.startswith("\ufffd half") for text in texts)
    assert slugs(paragraphs) == {
        "rows-empty": 2,
        "lines-unreadable": 3,
        "rows-damaged": 1,
        "one-word": 1,
        "rows-too-long": 1,
    }
    named = {fault.slug: fault.rows for fault in paragraphs.faults}
    assert named["rows-empty"] == (2, 3)
    assert named["lines-unreadable"] == (4, 5, 13)
    assert named["rows-damaged"] == (7,)
    assert "4, 5, 13" in next(f.as_note().message for f in paragraphs.faults if f.slug == "lines-unreadable")


def test_broken_bytes_far_down_are_named_by_their_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write(b"id,text\r\n")
        for n in range(1, 60_001):
            text = f"{n},{FERRY}\r\n".encode()
            file.write(text.replace("بعد".encode(), b"\xe9\xf1") if n == 50_000 else text)
    paragraphs, texts = found_in(str(path))
    assert len(texts) == 60_000
    assert [(f.slug, f.count, f.rows) for f in paragraphs.faults] == [("rows-damaged", 1, (50_001,))]
    assert "\ufffd" in texts[49_999]


def test_a_stray_zero_byte_spoils_one_row_at_most(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text\n" + f"{TALKS}\n" * 30 + f"{PARK[:20]}\0{PARK[21:]}\n", encoding="utf-8")
    _, texts = found_in(str(path))
    assert texts == [TALKS] * 30 + [f"{PARK[:20]}\ufffd{PARK[21:]}"]
    path.write_bytes(b"text\n" + bytes(range(256)) * 50)
    assert found_in(str(path))[0].failures[0].slug == "binary"


def test_a_quotation_mark_left_open_does_not_swallow_the_program(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'id,text\n1,"{TALKS}"\n2,"{FERRY}\n3,"{PARK}"\n', encoding="utf-8")
    _, texts = found_in(str(path))
    assert texts[0] == TALKS


def test_a_cut_off_archive_gives_what_came_before(tmp_path: Path) -> None:
    whole = gzip.compress(
        "".join(json.dumps({"text": f"{TALKS} {n * n}"}) + "\n" for n in range(20_000)).encode()
    )
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(whole[: len(whole) * 3 // 4])
    paragraphs, texts = found_in(str(path))
    assert 0 < len(texts) < 20_000
    assert "file-cut-off" in slugs(paragraphs)
    assert "ends before its end" in paragraphs.faults[-1].as_note().message


def test_inputs_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    (tmp_path / "plain.jsonl").write_text("no json\n")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    paragraphs, texts = found_in(
        lines(tmp_path / "good.jsonl", [{"text": TALKS}]),
        *(str(tmp_path / name) for name in ("empty.jsonl", "plain.jsonl", "other.csv", "missing.csv")),
    )
    assert texts == [TALKS]
    assert [error.slug for error in paragraphs.failures] == ["empty", "no-rows", "no-column", "missing"]
    assert all(
        name in str(error)
        for name, error in zip(("empty", "plain", "other"), paragraphs.failures, strict=False)
    )


def test_a_field_that_does_not_exist_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Paragraphs([lines(tmp_path / "a.jsonl", [{"text": TALKS}])], {"body": "text"})


def test_told_columns_are_taken(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", [{"inhalt": TALKS, "text": PARK, "haus": "Radio"}])
    paragraphs, texts = found_in(path, columns={"text": "inhalt", "outlet": "haus"})
    assert (texts, paragraphs.outlets) == ([TALKS], ("Radio",))


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("2024-05-01", "2024-05-01"),
        ("2024-05-01T09:30:00Z", "2024-05-01T09:30"),
        ("18 أغسطس 2024", "2024-08-18"),
        ("18.08.2024", "2024-08-18"),
        ("۲۸ مرداد ۱۴۰۳", "2024-08-18"),
        ("۱۴۰۳/۰۵/۲۸ ۲۲:۱۴", "2024-08-18T22:14"),
        ("1722470400", "2024-08-01"),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_of_all_kinds_are_kept(tmp_path: Path, told: str, read: str | None) -> None:
    paragraphs, _ = found_in(lines(tmp_path / "a.jsonl", [{"text": TALKS, "published": told}]))
    assert written_date(paragraphs.places.date[0]) == read
    assert ("dates-unread" in slugs(paragraphs)) == (told == "soon")


def test_one_date_shows_the_order_of_the_column(tmp_path: Path) -> None:
    items = [{"text": TALKS, "date": "3/4/2024"}, {"text": PARK, "date": "8/18/2024"}]
    paragraphs, _ = found_in(lines(tmp_path / "a.jsonl", items))
    assert [written_date(code) for code in paragraphs.places.date] == ["2024-03-04", "2024-08-18"]


def test_a_page_in_a_row_is_unpacked(tmp_path: Path) -> None:
    body = f"<h1>Talks</h1><p>{TALKS} It was their third meeting.</p>"
    page = f"<html><body><article>{body}</article></body></html>"
    _, texts = found_in(lines(tmp_path / "a.jsonl", [{"text": page}]))
    assert texts == [f"{TALKS} It was their third meeting."]
    _, texts = found_in(lines(tmp_path / "b.jsonl", [{"text": f"{TALKS} (a < b)"}]))
    assert texts == [f"{TALKS} (a < b)"]


def test_old_encodings_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(("text,outlet\n" + f"{FERRY.replace('ّ', '')},المرفأ\n" * 20).encode("windows-1256"))
    _, texts = found_in(str(path))
    assert texts == [FERRY.replace("ّ", "")] * 20
    wide = tmp_path / "b.csv"
    wide.write_bytes(f"text\toutlet\n{PARK}\tРадио\n".encode("utf-16"))
    paragraphs, texts = found_in(str(wide))
    assert (texts, paragraphs.outlets) == ([PARK], ("Радио",))


def test_memory_stays_flat_over_a_long_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("id,text\n")
        for n in range(40_000):
            file.write(f"{n},{TALKS} {n}\n")
    paragraphs = Paragraphs([str(path)])
    tracemalloc.start()
    count = sum(1 for _ in paragraphs)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 40_000
    # 36 bytes a paragraph, the growth of the arrays, and buffers: the file itself holds 4 MB.
    assert peak < 3_500_000


def test_lines_nobody_asked_for_are_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        f"{json.dumps({'text': TALKS})}\nbroken\n{json.dumps({'text': PARK})}\n", encoding="utf-8"
    )
    faults = Faults()
    assert [n for n, _ in rows(open_table(str(path), {}), faults, only={3})] == [3]
    assert faults.all() == ()


def test_lines_that_a_strict_parser_refuses_or_rounds_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b"\xef\xbb\xbf"
        + "".join(
            f"{line}\n"
            for line in (
                f'{{"text": "{TALKS}", "id": 123456789012345678901234567890}}',
                f'{{"text": "{PARK} \\ud800", "id": 7.0}}',
                f'{{"text": "{FERRY} \\ud83d\\ude00", "id": NaN}}',
                f'["{TALKS}"]',
                "",
                f'{{"text": {"[" * 5000}{"]" * 5000}}}',
            )
        ).encode()
        + f'{{"text": "{PECHE}"}}\n'.encode().replace(b"mp", b"\xff\xfe")
    )
    faults = Faults()
    read = list(rows(open_table(str(path), {}), faults))
    assert [(number, values["text"], values["id"]) for number, values in read if number < 6] == [
        (1, TALKS, "123456789012345678901234567890"),
        (2, f"{PARK} \ufffd", "7"),
        (3, f"{FERRY} \U0001f600", ""),
    ]
    assert read[-1] == (7, {"text": PECHE.replace("mp", "\ufffd\ufffd"), "id": ""})
    told = {fault.slug: fault.rows for fault in faults.all()}
    assert told["lines-unreadable"][0] == 4
    assert told["rows-damaged"] == (7,)


def test_parquet_is_read_in_batches_and_damage_is_named(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="Parquet needs tawatur[parquet]")
    parquet = pytest.importorskip("pyarrow.parquet")
    bytes_ = [FERRY.encode(), None, TALKS.encode().replace(b"Monday", b"\xff\xff"), PARK.encode()]
    text = arrow.Array.from_buffers(arrow.string(), 4, arrow.array(bytes_, arrow.binary()).buffers())
    table = arrow.table({"text": text, "outlet": ["a", "b", "c", "d"], "published": [None, None, None, None]})
    parquet.write_table(table, tmp_path / "a.parquet")
    paragraphs, texts = found_in(str(tmp_path / "a.parquet"))
    assert (texts[0], texts[2]) == (FERRY, PARK)
    assert "\ufffd" in texts[1]
    assert slugs(paragraphs) == {"rows-empty": 1, "rows-damaged": 1}
    assert paragraphs.place(2, "").row == 4


def test_a_parquet_file_damaged_further_on_gives_what_came_before(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="Parquet needs tawatur[parquet]")
    parquet = pytest.importorskip("pyarrow.parquet")
    texts = [f"{TALKS} {n}" for n in range(4000)]
    path = tmp_path / "a.parquet"
    parquet.write_table(
        arrow.table({"text": texts}), path, row_group_size=2000, compression="none", use_dictionary=False
    )
    data = bytearray(path.read_bytes())
    middle = len(data) * 3 // 4
    data[middle : middle + 20_000] = b"\xff" * 20_000
    path.write_bytes(data)
    paragraphs, found = found_in(str(path))
    assert texts[:1000] == found[:1000]
    assert {"file-cut-off", "rows-damaged", "rows-empty"} & set(slugs(paragraphs))


def test_of_two_columns_with_one_name_the_first_counts(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="Parquet needs tawatur[parquet]")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = arrow.Table.from_arrays([arrow.array([TALKS]), arrow.array([PARK])], names=["text", "text"])
    parquet.write_table(table, tmp_path / "a.parquet")
    assert found_in(str(tmp_path / "a.parquet"))[1] == [TALKS]


def test_a_password_in_an_address_is_no_outlet(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"text": TALKS, "url": "https://user:secret@www.Example.org/1"}), encoding="utf-8"
    )
    paragraphs, _ = found_in(str(path))
    assert list(paragraphs.outlets) == ["example.org"]


def test_without_its_extra_parquet_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    paragraphs = Paragraphs([str(tmp_path / "a.parquet")])
    assert [error.slug for error in paragraphs.failures] == ["no-parquet"]
    assert "tawatur[parquet]" in str(paragraphs.failures[0])
