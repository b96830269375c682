"""Full text search: folding, phrases, beginnings of words, places, hostile queries."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.archive.search import terms_of
from compare.archive.store import Archive

from .conftest import ARABIC, ENGLISH, FRENCH, RUSSIAN, made_up, witness


@pytest.fixture
def filled(archive: Archive) -> Archive:
    texts = {"ar": ARABIC, "en": ENGLISH, "ru": RUSSIAN, "fr": FRENCH}
    archive.add([witness(text, id, f"outlet {id}", "2024-08-18") for id, text in texts.items()], events=False)
    return archive


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("الخارجية", ["ar"]),
        ("الخارجيه", ["ar"]),
        ("وِزارَةُ الـــخارجيّة", ["ar"]),
        ('"وزارة الخارجية"', ["ar"]),
        ("«وزارة الخارجية»", ["ar"]),
        ('"الخارجية وزارة"', []),
        ("الخارجية وزارة", ["ar"]),
        ("اتفاق*", ["ar"]),
        ("اتفاق", []),
        ("MINISTRY", ["en"]),
        ("ministere", ["fr"]),
        ("Ministère des affaires", ["fr"]),
        ("столицу", ["ru"]),
        ("министерств*", ["ru"]),
        ("ministry столицу", []),
        ("capital*", ["en", "fr"]),
        ("capital", ["en"]),
        ("none", []),
    ],
)
def test_queries(filled: Archive, query: str, found: list[str]) -> None:
    assert sorted(hit.witness for hit in filled.search(query)) == found


@pytest.mark.parametrize(
    "query",
    [
        *("", '"', "''", "*", "-", "^", "a OR", "AND", "NEAR(", "title:x", "{title} : x", "(", ")", "a + b"),
        *("\0", "\ud800", '"a', "a:*", "%", ";", "'; DROP TABLE witnesses; --", "١٢٣", "🙂", "漢字"),
        *("*" * 5000, '"' * 5001, "x" * 100_000, "ab " * 10_000),
    ],
)
def test_a_hostile_query_is_only_a_query(filled: Archive, query: str) -> None:
    assert isinstance(filled.search(query), list)
    assert filled.info().witnesses == 4


@given(st.text(max_size=60))
def test_any_query_makes_terms_of_words_only(query: str) -> None:
    for term in terms_of(query):
        assert all(word and '"' not in word and " " not in word for word in term.words)


@given(st.lists(st.sampled_from(['"', "*", "a", "وزارة", " ", "AND", ":", "(", "-", "漢"]), max_size=12))
def test_any_query_is_answered(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    with Archive(tmp_path_factory.mktemp("any") / "archive") as archive:
        archive.search("".join(parts))


def test_a_hit_shows_the_text_as_it_stands(filled: Archive) -> None:
    (hit,) = filled.search('"الخارجيه في بيان" الجانبين')
    shown = ARABIC[hit.span.start : hit.span.end]
    assert shown == hit.snippet == ARABIC.splitlines()[1]
    assert [hit.snippet[mark.start : mark.end] for mark in hit.marks] == ["الخارجية في بيان", "الجانبين"]
    assert (hit.outlet, hit.published) == ("outlet ar", "2024-08-18")


def test_the_snippet_is_the_densest_stretch_and_marks_fit_it(archive: Archive) -> None:
    filler = " ".join(f"word{n}" for n in range(300))
    text = f"alpha {filler}\n\t{filler}  beta \u202e alpha\t gamma, {filler}"
    archive.add(witness(text, "a"))
    (hit,) = archive.search("alpha beta gamma")
    assert "beta alpha gamma," in hit.snippet
    assert [hit.snippet[mark.start : mark.end] for mark in hit.marks] == ["beta", "alpha", "gamma"]
    assert len(hit.snippet) <= 240


def test_titles_count_more_and_the_limit_holds(archive: Archive) -> None:
    accounts = [made_up(number) for number in range(30)]
    body = [witness(f"{one.text} harbour", one.id) for one in accounts]
    titled = replace(witness(made_up(99).text, "titled"), title="harbour")
    archive.add([*body, titled], events=False)
    hits = archive.search("harbour", 5)
    assert [hit.witness for hit in hits] == ["titled", "m0", "m1", "m2", "m3"]
    assert archive.search("harbour", 0) == []


def test_scripts_without_spaces(archive: Archive) -> None:
    archive.add(witness("首相は日曜日の朝、エネルギー協力に関する二日間の訪問のため首都に到着した。", "ja"))
    assert [hit.witness for hit in archive.search("首相")] == ["ja"]
    assert [hit.witness for hit in archive.search('"二日間の訪問"')] == ["ja"]
    assert archive.search('"訪問の二日間"') == []
