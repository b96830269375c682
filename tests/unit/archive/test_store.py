"""Adding, looking up, stories and duplicates."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

import compare
from compare.archive import index, migrations, segments
from compare.archive.database import FILE
from compare.archive.store import Archive
from compare.errors import CompareError, InputError
from compare.model.archived import Arrival

from .conftest import ARABIC, COPY, ENGLISH, FRENCH, RUSSIAN, made_up, witness


def test_an_edited_paragraph_meets_the_earlier_one_with_both_places(archive: Archive) -> None:
    archive.add(witness(ARABIC, "first", "one", "2024-08-18"))
    (added,) = archive.add(witness(COPY, "second", "two", "2024-08-19"))
    (entry,) = added.earlier
    assert COPY[entry.span.start : entry.span.end] == COPY.splitlines()[1]
    assert ARABIC[entry.there.start : entry.there.end] == ARABIC.splitlines()[1]
    assert (entry.witness, entry.outlet, entry.published) == ("first", "one", "2024-08-18")
    assert entry.score > 0.95
    assert added.origins[0].witness == "first"
    assert 0.4 < added.origins[0].share < 0.6


@pytest.mark.parametrize("text", [ARABIC, ENGLISH, RUSSIAN, FRENCH])
def test_nothing_is_printed_before_in_foreign_company(archive: Archive, text: str) -> None:
    for other in {ARABIC, ENGLISH, RUSSIAN, FRENCH} - {text}:
        archive.add(witness(other, "other"), events=False)
    assert archive.add(witness(text, "new"), events=False)[0].earlier == ()


@pytest.mark.parametrize("text", [ARABIC, ENGLISH, RUSSIAN, FRENCH])
def test_a_pasted_passage_of_a_dozen_words_is_met(archive: Archive, text: str) -> None:
    archive.add(witness(text, "source"), events=False)
    words = text.splitlines()[0].split()
    host = "".join(f" word{n} gives{n}" for n in range(20))
    pasted = f"{host} {' '.join(words[2:15])} {host[:80]}"
    assert [entry.witness for entry in archive.look_up(pasted).earlier] == ["source"]


def test_looking_up_stores_nothing(archive: Archive) -> None:
    archive.add(witness(ARABIC, "first"))
    found = archive.look_up(COPY)
    assert found.arrival is Arrival.LOOKED_UP
    assert [entry.witness for entry in found.earlier] == ["first"]
    assert archive.info().witnesses == 1
    assert archive.look_up("").earlier == ()


def test_the_same_account_again_is_told_and_not_stored(archive: Archive) -> None:
    archive.add(witness(ARABIC, "first", "one"))
    first = archive.add(witness(COPY, "second", "two"))[0]
    again = archive.add(witness(COPY, "other id", "two"))[0]
    assert again == replace(first, arrival=Arrival.KNOWN)
    assert archive.info().witnesses == 2


def test_one_text_of_two_outlets_is_two_accounts(archive: Archive) -> None:
    archive.add(witness(ARABIC, "a", "one"))
    (other,) = archive.add(witness(ARABIC, "a", "two"))
    assert (other.arrival, other.id) == (Arrival.ADDED, "a-2")
    assert [entry.score for entry in other.earlier] == [1.0, 1.0]
    assert other.origins[0].share == 1.0


def test_accounts_of_one_call_meet_one_another_in_order(archive: Archive) -> None:
    first, second = archive.add([witness(ARABIC, "a"), witness(COPY, "b")])
    assert (first.earlier, [entry.witness for entry in second.earlier]) == ((), ["a"])


def test_one_event_is_one_story_and_another_event_is_not(archive: Archive) -> None:
    archive.add(witness(ENGLISH, "a", "one", "2024-08-18"))
    other = "A fire destroyed a warehouse in the harbour of Odesa on Tuesday; two firefighters were hurt."
    (alone,) = archive.add(witness(other, "fire", "two", "2024-08-20"))
    twin = ENGLISH.replace("arrived in", "has arrived in").replace("would sign", "will sign")
    (same,) = archive.add(witness(twin, "b", "three", "2024-08-18"))
    assert alone.story == ("fire",)
    assert same.story == ("a", "b")
    assert archive.stories() == [["a", "b"], ["fire"]]


def test_stories_place_those_that_were_added_without(archive: Archive) -> None:
    twin = ENGLISH.replace("arrived in", "has arrived in")
    accounts = [
        witness(ENGLISH, "a", "one", "2024-08-18"),
        made_up(1),
        witness(twin, "b", "two", "2024-08-18"),
    ]
    assert [one.story for one in archive.add(accounts, events=False)] == [(), (), ()]
    assert archive.stories() == [["a", "b"], ["m1"]]
    assert archive.stories() == [["a", "b"], ["m1"]]


def test_agencies_are_told(archive: Archive) -> None:
    text = f"باكو 18 أغسطس (رويترز) - {ARABIC}"
    assert archive.add(witness(text, "a"))[0].agencies == ("Reuters",)
    assert archive.add(witness(ENGLISH, "b"))[0].agencies == ()


def test_duplicates_of_the_whole_archive(archive: Archive) -> None:
    archive.add([witness(ARABIC, "a"), made_up(1), witness(COPY, "b"), witness(ENGLISH, "c")])
    (pair,) = archive.duplicates(0.7)
    assert (pair.earlier, pair.witness) == ("a", "b")
    assert ARABIC[pair.there.start : pair.there.end] == ARABIC.splitlines()[1]
    assert COPY[pair.span.start : pair.span.end] == COPY.splitlines()[1]


def test_witnesses_come_back_as_they_went_in(archive: Archive) -> None:
    given = replace(witness(ARABIC, "a", "one", "2024-08-18"), title="زيارة", language="ar", path="x/a.txt")
    archive.add(given)
    assert archive.witnesses(["a"]) == [given]
    with pytest.raises(InputError, match="no account b"):
        archive.witnesses(["b"])


# ------------------------------------------------------------------------------------------- bad input


def test_a_witness_without_words_is_told_and_not_stored(archive: Archive) -> None:
    added = archive.add([witness("", "none"), witness(" \n… — !", "signs"), witness(ARABIC, "a")])
    assert [one.arrival for one in added] == [Arrival.EMPTY, Arrival.EMPTY, Arrival.ADDED]
    assert archive.info().witnesses == 1


def test_half_characters_nul_and_long_names_are_stored(archive: Archive) -> None:
    text = ARABIC.replace("بيان", "بي\ud800ان\0")
    archive.add(replace(witness(text, "a\ud800\0", "o\udfff"), title="t\ud800" * 10_000, path="\udc80"))
    (stored,) = archive.witnesses(["a\ufffd\0"])
    assert stored.text == text.replace("\ud800", "\ufffd")
    assert len(archive.look_up(ARABIC).earlier) == 2


def test_one_word_over_and_over_and_a_paragraph_of_megabytes(archive: Archive) -> None:
    archive.add(witness("نعم " * 200_000, "one word"))
    archive.add(witness("ا" * 2_000_000, "one long word"), events=False)
    chance = " ".join(made_up(n).text.replace("\n", " ") for n in range(3000))
    (added,) = archive.add(witness(chance, "long"), events=False)
    assert (added.arrival, added.paragraphs, added.earlier) == (Arrival.ADDED, 1, ())
    assert [entry.witness for entry in archive.look_up("نعم " * 50).earlier] == ["one word"]
    assert [entry.witness for entry in archive.look_up(made_up(1700, 1).text).earlier] == ["long"]


def test_a_letterhead_in_every_account_stays_cheap_and_is_met(archive: Archive) -> None:
    head = "جميع الحقوق محفوظة لوكالة الأنباء ولا يجوز نشر أي مادة دون موافقة خطية مسبقة من الإدارة"
    accounts = [replace(m := made_up(n, 1), text=f"{head}\n{m.text}", sha256="") for n in range(500)]
    added = archive.add(accounts, events=False)
    assert [entry.witness for entry in added[-1].earlier][:2] == ["m0", "m1"]
    assert max(len(one.earlier) for one in added) <= 20


# ------------------------------------------------------------------------------ what is stored, and how


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "WAITING", 300)
    monkeypatch.setattr(segments, "_SMALLEST", 300)


@pytest.mark.usefixtures("small")
def test_small_additions_share_segments_that_are_merged(archive: Archive) -> None:
    for number in range(150):
        archive.add(made_up(number), events=False)
    info = archive.info()
    assert info.damage == ()
    assert len(info.segments) < 20
    assert info.waiting < 300
    assert info.postings == info.waiting + sum(count for _, count in info.segments)
    files = sorted(path.name for path in (archive.path / "segments").iterdir())
    assert files == [name for name, _ in info.segments]
    for number in range(150):
        found = archive.look_up(made_up(number).text).earlier
        assert [entry.witness for entry in found] == [f"m{number}"] * 3


@pytest.mark.usefixtures("small")
def test_what_is_found_does_not_depend_on_how_it_was_added(tmp_path: Path) -> None:
    accounts = [made_up(number % 40 + number // 60) for number in range(80)]
    accounts = [replace(one, outlet=f"o{n}") for n, one in enumerate(accounts)]
    found = []
    for size in (1, 7, 80):
        with Archive(tmp_path / str(size)) as one:
            for at in range(0, 80, size):
                one.add(accounts[at : at + size], events=False)
            found.append([one.look_up(account) for account in accounts])
    assert found[0] == found[1] == found[2]


@pytest.mark.usefixtures("small")
def test_a_reader_sees_what_another_has_stored_and_merged(archive: Archive) -> None:
    with Archive(archive.path, create=False) as reader:
        assert reader.look_up(made_up(3).text).earlier == ()
        for number in range(100):
            archive.add(made_up(number), events=False)
            assert len(reader.look_up(made_up(number).text).earlier) == 3


@pytest.mark.usefixtures("small")
def test_a_reader_whose_segments_are_merged_away_looks_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(range(200))
    while len(archive.info().segments) < 7:
        archive.add(made_up(next(numbers)), events=False)
    (before, *_) = archive.info().segments
    read = segments.read

    def late(*arguments: object, **options: object) -> object:
        monkeypatch.setattr(segments, "read", read)
        while before in archive.info().segments:
            archive.add(made_up(next(numbers)), events=False)
        return read(*arguments, **options)

    with Archive(archive.path, create=False) as reader:
        monkeypatch.setattr(segments, "read", late)
        assert len(reader.look_up(made_up(1)).earlier) == 3
        assert before not in reader.info().segments


@pytest.mark.usefixtures("small")
def test_a_merge_that_fails_loses_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(segments, "merge", full)
        for first in range(0, 200, 20):
            added = archive.add([made_up(first + more) for more in range(20)], events=False)
            assert {one.arrival for one in added} == {Arrival.ADDED}
    assert len(archive.info().segments) >= 8
    archive.add([made_up(200 + more) for more in range(30)], events=False)
    assert len(archive.info().segments) < 8
    assert all(len(archive.look_up(made_up(number)).earlier) == 3 for number in range(230))


def test_adding_while_duplicates_are_read(archive: Archive) -> None:
    archive.add([witness(ARABIC, "a"), witness(COPY, "b"), witness(f"{COPY}\n.", "c")], events=False)
    pairs = archive.duplicates(0.7)
    found = [next(pairs)]
    archive.add(witness(f"{ARABIC}\n!", "d"), events=False)
    found += pairs
    assert {pair.witness for pair in found} == {"b", "c"}
    assert len(list(archive.duplicates(0.7))) > len(found)


def test_an_interrupted_addition_leaves_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.add(witness(ARABIC, "a"))

    def broken(self: object, *rest: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(index.Index, "store", broken)
        with pytest.raises(KeyboardInterrupt):
            archive.add(made_up(1))
    assert archive.look_up(made_up(1).text).earlier == ()
    assert archive.search(made_up(1).text.split()[0]) == []
    assert archive.info().witnesses == 1
    assert archive.add(made_up(1))[0].arrival is Arrival.ADDED


def test_more_accounts_than_a_transaction_are_given_back_as_they_are_stored(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compare.archive.store._BATCH_PASSAGES", 10)

    def source() -> Iterator[compare.Witness]:
        yield from (made_up(number) for number in range(30))
        raise CompareError("The input ends in its middle.", slug="cut")

    returned = []
    adding = archive.add_each(source(), events=False)
    with suppress(CompareError):
        while True:
            returned.append(next(adding).id)
    assert returned == [one.id for one in archive.witnesses(returned)]
    assert len(returned) >= 20


# ----------------------------------------------------------------------------------- versions and folders


def test_an_archive_of_a_newer_program_is_refused(archive: Archive) -> None:
    archive.add(witness(ARABIC))
    archive.close()
    with sqlite3.connect(archive.path / FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(InputError, match=r"newer tawatur \(tables 99") as caught:
        Archive(archive.path)
    assert caught.value.slug == "archive-newer"


def test_an_older_archive_is_brought_up_to_date(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.add(witness(ARABIC, "a"))
    archive.close()
    steps = {**migrations.STEPS, 2: lambda c: c.execute("ALTER TABLE witnesses ADD COLUMN place TEXT")}
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr(migrations, "VERSION", 3)
    with Archive(archive.path) as newer:
        assert newer.info().schema_version == 3
        assert len(newer.look_up(ARABIC).earlier) == 2


def test_texts_of_the_first_version_get_their_checksums(archive: Archive) -> None:
    archive.add([witness(ARABIC, "a"), witness(ENGLISH, "b")])
    archive.close()
    with sqlite3.connect(archive.path / FILE) as connection:
        connection.execute("ALTER TABLE contents DROP COLUMN checksum")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with Archive(archive.path) as newer:
        assert newer.info(thorough=True).damage == ()
        assert [w.text for w in newer.witnesses(["a", "b"])] == [ARABIC, ENGLISH]


def test_a_migration_that_fails_changes_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.add(witness(ARABIC, "a"))
    archive.close()
    with monkeypatch.context() as patch:
        steps = {**migrations.STEPS}
        steps[2] = lambda c: [c.execute("DROP TABLE passages"), c.execute("SELECT nothing")]
        patch.setattr(migrations, "STEPS", steps)
        patch.setattr(migrations, "VERSION", 3)
        with pytest.raises(CompareError):
            Archive(archive.path)
    with Archive(archive.path) as same:
        assert same.info().schema_version == 2
        assert len(same.look_up(ARABIC).earlier) == 2


def test_folders_that_hold_no_archive(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no archive"):
        Archive(tmp_path / "nothing", create=False)
    assert not (tmp_path / "nothing").exists()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "news.txt").write_text("x")
    with pytest.raises(InputError, match="other files and no archive"):
        Archive(tmp_path / "full")
    with pytest.raises(InputError, match="is a file"):
        Archive(tmp_path / "full" / "news.txt")
    assert sorted(path.name for path in (tmp_path / "full").iterdir()) == ["news.txt"]


def test_the_public_name(tmp_path: Path) -> None:
    with compare.Archive(tmp_path / "new") as archive:
        assert isinstance(archive, Archive)
