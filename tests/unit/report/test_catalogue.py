"""The interface in four languages from one catalogue: nothing missing, the same placeholders, right forms."""

from __future__ import annotations

import gettext
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from compare.languages import LANGUAGES, table
from compare.languages.catalogue import CATEGORIES, TABLES, category, translated
from compare.model.result import WitnessSummary
from compare.model.text import Published
from compare.report import wording
from compare.report.html import day, period
from compare.workflow import interface_language

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "tools"))

import catalogue as tool  # noqa: E402  (the tool is no package)

SOURCE = tool.extracted()
LOCALES = tuple(language for language in LANGUAGES if language != "en")


def leaves(node: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for key, below in node.items():
            yield from leaves(below, f"{place}.{key}")
    elif isinstance(node, list):
        for n, below in enumerate(node):
            yield from leaves(below, f"{place}.{n}")
    else:
        yield place, node


def changed(language: str, place: str, string: Any) -> Any:
    """The catalogue of a language with another translation at one place."""
    found = tool.catalogue_of(language)
    message = next(m for m in found if m.context == place)
    message.string = string
    return found


@pytest.mark.parametrize("language", LOCALES)
def test_every_message_is_translated_with_its_placeholders_and_without_markup(language: str) -> None:
    assert tool.faults(tool.catalogue_of(language), SOURCE) == []


@pytest.mark.parametrize("language", LOCALES)
def test_the_compiled_catalogue_holds_what_the_text_says(language: str) -> None:
    folder = tool.LOCALE / language / "LC_MESSAGES"
    kept = tool.catalogue_of(language)
    compiled = gettext.GNUTranslations(BytesIO((folder / "tawatur.mo").read_bytes()))
    fresh = gettext.GNUTranslations(BytesIO(tool.written(kept)[1]))
    for message in kept:
        if not message.context:
            continue
        if isinstance(message.id, tuple):
            for n in (*range(25), 100, 101, 102, 111, 1_000_000):
                told = compiled.npgettext(message.context, *message.id, n)
                assert told == fresh.npgettext(message.context, *message.id, n)
                assert told in message.string
        else:
            assert compiled.pgettext(message.context, message.id) == message.string


@pytest.mark.parametrize("language", LOCALES)
def test_taking_up_the_source_again_changes_no_message(language: str) -> None:
    kept = tool.catalogue_of(language)
    again = tool.updated(kept, language, SOURCE)
    assert [(m.context, m.id, m.string, m.fuzzy) for m in again] == [
        (m.context, m.id, m.string, m.fuzzy) for m in kept
    ]
    assert tool.written(again)[0] == (tool.LOCALE / language / "LC_MESSAGES" / "tawatur.po").read_bytes()


@pytest.mark.parametrize(
    ("place", "string", "fault"),
    [
        ("page.title", "", "not translated"),
        ("interface.matrix.title", "Кто <b>что</b>", "markup"),
        ("interface.matrix.title", "Кто \u202eчто", "invisible"),
        ("interface.because.pair.values-differ", "Значения: {a}.", "placeholders"),
        ("interface.because.pair.values-differ", "Значения: {a}, {b}, {c}.", "placeholders"),
        ("interface.because.pair.values-differ", "Значения: {a}, {b}, {.", "brace"),
        ("interface.plural.differences", ("{n} расхождение", "{n} расхождения"), "not translated"),
        ("interface.plural.differences", ("{n} а", "", "{n} в"), "not translated"),
        ("interface.plural.differences", ("{n} а", "{m} б", "{n} в"), "placeholders"),
    ],
)
def test_what_is_missing_or_wrong_is_told(place: str, string: Any, fault: str) -> None:
    told = tool.faults(changed("ru", place, string), SOURCE)
    assert len(told) == 1
    assert place in told[0]
    assert fault in told[0]


def test_a_message_that_is_missing_or_superfluous_is_told() -> None:
    kept = tool.catalogue_of("fr")
    assert tool.faults(kept, {**SOURCE, "page.new": "New"}) == ["page.new: not in the catalogue"]
    less = {place: text for place, text in SOURCE.items() if place != "page.title"}
    assert tool.faults(kept, less) == ["page.title: not in the source"]


def test_a_changed_english_text_keeps_its_translation_as_fuzzy_and_is_not_compiled() -> None:
    kept = tool.catalogue_of("fr")
    new = {**SOURCE, "page.title": "Another title", "page.extra": "Extra"}
    made = tool.updated(kept, "fr", new)
    message = next(m for m in made if m.context == "page.title")
    assert message.string == "Comparaison de sources"
    assert message.fuzzy
    assert list(message.previous_id) == ["Comparison of sources"]
    assert {f.rpartition(": ")[2] for f in tool.faults(made, new)} == {"marked fuzzy", "not translated"}
    compiled = gettext.GNUTranslations(BytesIO(tool.written(made)[1]))
    assert compiled.pgettext("page.title", "Another title") == "Another title"
    back = tool.parsed(tool.written(made)[0], "fr")
    assert next(m for m in back if m.context == "page.title").fuzzy


def test_the_tables_of_all_languages_have_the_same_places() -> None:
    """The keys of English, and of plural forms those of the language."""

    def places(language: str, name: str) -> set[str]:
        return {
            place.rpartition(".")[0] if place.rpartition(".")[2] in CATEGORIES else place
            for place, _ in leaves(table(language, name))
        }

    for name in TABLES:
        for language in LOCALES:
            assert places(language, name) == places("en", name), (name, language)


def test_a_table_of_words_is_never_taken_from_english() -> None:
    assert table("ru", "capitals") == {}  # English alone has it
    assert table("fr", "timeline")["times"] == ["fois"]
    assert table("de", "page") == {}
    assert translated("de", "page", table("en", "page")) == {}


def test_the_plural_forms_of_each_language() -> None:
    numbers = (0, 1, 2, 3, 5, 11, 21, 22, 25, 100, 101, 111, 112, 1_000_000)
    told = {lang: [category(lang, n) for n in numbers] for lang in LANGUAGES}
    assert told["en"] == ["other", "one", *["other"] * 12]
    assert told["fr"] == ["one", "one", *["other"] * 11, "many"]
    russian = "many one few few many many one few many many one many many many"
    assert told["ru"] == russian.split()
    arabic = "zero one two few few many many many many other other many many other"
    assert told["ar"] == arabic.split()


def test_counts_agree_with_their_nouns() -> None:
    said = [wording.plural("ru", "accounts", n) for n in (1, 2, 5, 11, 21, 104)]
    assert said == [
        "1 сообщение",
        "2 сообщения",
        "5 сообщений",
        "11 сообщений",
        "21 сообщение",
        "104 сообщения",
    ]
    said = [wording.plural("fr", "differences", n) for n in (0, 1, 2)]
    assert said == ["0 différence", "1 différence", "2 différences"]
    assert wording.plural("ru", "shared_claims", 0) == "общих утверждений нет"
    assert wording.plural("fr", "days", 0) == "le même jour"
    assert wording.plural("ar", "conflicts", 0) == "لا تعارض"


@pytest.mark.parametrize(
    ("value", "lang", "said"),
    [
        ("2024-08-18", "ru", "18 августа 2024"),
        ("2024-05", "ru", "май 2024"),
        ("2024-08-18T22:05", "fr", "18 août 2024, 22:05"),
        ("2024-08-01", "fr", "1er août 2024"),
        ("2024-08-11", "fr", "11 août 2024"),
        ("2024-08", "fr", "août 2024"),
        ("2024-08-01", "en", "1 August 2024"),
        ("2024-08-18", "ar", "18 أغسطس 2024"),
        ("2024-13-01", "ru", "2024-13-01"),
    ],
)
def test_dates_in_words(value: str, lang: str, said: str) -> None:
    assert day(value, lang) == said


def test_ranges_shares_quotes_and_letters() -> None:
    assert period("1993/2003-05-01", "ru") == "1993 — 1 мая 2003"
    assert period("1993/2003-05-01", "fr") == "1993 – 1er mai 2003"
    assert wording.percent(0.5, "fr") == "50\u202f%"
    assert wording.percent(0.999, "ru") == "99\u00a0%"
    assert wording.quoted("deux jours", "fr") == "«\u202fdeux jours\u202f»"
    assert wording.quoted("два дня", "ru") == "«два дня»"
    assert [wording.siglum(lang, "B") for lang in LANGUAGES] == ["ب", "B", "Б", "B"]
    letters = [wording.siglum(lang, chr(65 + n)) for lang in ("ar", "ru", "fr") for n in range(26)]
    assert len(set(letters[26:52])) == len(set(letters[:26])) == 26


def test_french_marks_stand_apart_by_spaces_that_do_not_break() -> None:
    for place, text in ((f"{name}{p}", t) for name in TABLES for p, t in leaves(table("fr", name))):
        if isinstance(text, str):
            assert not any(f" {mark}" in text for mark in ":;?!»"), place
            assert "« " not in text, place
            assert "'" not in text, place


def test_a_note_is_told_in_each_language_and_stays_as_it_is_in_english() -> None:
    message = "b: no date of publication is stated, so “today” has no date there."
    assert wording.note("en", "undated", message) == message
    assert wording.note("ru", "undated", message).startswith("b: дата публикации не указана")
    assert wording.note("fr", "undated", message).startswith("b\u00a0: aucune date de publication")
    assert wording.note("fr", "new-slug", "Something else.") == "Something else."


def test_the_catalogue_is_the_only_place_of_translations() -> None:
    kept = [f"{lang}/{name}.toml" for lang in LOCALES for name in TABLES]
    assert [name for name in kept if (tool.FOLDER / name).exists()] == []


def test_what_stands_above_a_group_goes_to_the_translator() -> None:
    told = tool.remarks()
    assert "two accounts" in told["interface.finding"]
    message = next(m for m in tool.catalogue_of("ru") if m.context == "interface.finding.stop")
    assert message.auto_comments == [told["interface.finding"]]
    other = next(m for m in tool.catalogue_of("ru") if m.context == "interface.direction")
    assert other.auto_comments == []


def test_a_text_that_is_not_translated_shows_in_english() -> None:
    found = gettext.GNUTranslations(BytesIO(tool.written(changed("ru", "page.title", ""))[1]))
    assert found.pgettext("page.title", "Comparison of sources") == "Comparison of sources"
    assert found.pgettext("page.skip", "Skip to the differences") == "Перейти к расхождениям"


@pytest.mark.parametrize(
    ("languages", "chosen"),
    [
        (("ar", "ru"), "ar"),
        (("ru", "ru", "ar"), "ru"),
        (("fr",), "fr"),
        (("fr", "en"), "en"),
        (("ar", "en", "ru", "fr"), "en"),
        (("de", "de"), "en"),
        ((None, None, "ru"), "en"),
    ],
)
def test_the_report_takes_the_language_of_half_of_its_sources(
    languages: tuple[str | None, ...], chosen: str
) -> None:
    summary = WitnessSummary(
        "a", "A", None, "", "", "ltr", None, None, Published(None, "unknown"), 0, "No text."
    )
    told = [replace(summary, language=language) for language in languages]
    assert interface_language(SimpleNamespace(witnesses=told)) == chosen  # type: ignore[arg-type]
