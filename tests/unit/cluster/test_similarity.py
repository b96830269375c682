"""How far two accounts tell the same event."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import compare
from compare.cluster.similarity import document_similarity
from compare.model.prepared import Prepared
from compare.prepare import prepare

VISIT_AR = "وصلت وزيرة الخارجية كارينا موراليس إلى الرباط يوم 3 مارس 2025.\n\nوتبحث موراليس ملف المياه.\n"
VISIT_EN = (
    "Foreign minister Carina Morales arrived in Rabat on 3 March 2025.\n\nMorales will discuss water.\n"
)
VISIT_RU = (
    "Министр иностранных дел Карина Моралес прибыла в Рабат 3 марта 2025 года.\n\nМоралес обсудит воду.\n"
)
OTHER_EN = "Coach Henry Dunmore resigned in Leeds on 9 June 2024.\n\nDunmore lost five matches.\n"


def account(text: str, id: str = "w", published: str | None = None) -> Prepared:
    from compare.ingest.metadata import complete

    return prepare(complete(compare.Witness.from_text(text, id=id, published=published)))


def test_the_matrix_is_symmetric_within_bounds_and_one_on_the_diagonal() -> None:
    values = document_similarity([account(t) for t in (VISIT_AR, VISIT_EN, OTHER_EN, "", "...")])
    assert values.shape == (5, 5)
    assert values.dtype == np.float32
    assert np.array_equal(values, values.T)
    assert np.all(values.diagonal() == 1)
    assert values.min() >= 0
    assert values.max() <= 1
    assert not values[3, :3].any()


def test_no_account_gives_an_empty_matrix() -> None:
    assert document_similarity([]).shape == (0, 0)


@pytest.mark.parametrize(("a", "b"), list(combinations((VISIT_AR, VISIT_EN, VISIT_RU), 2)))
def test_names_and_dates_carry_across_languages(a: str, b: str) -> None:
    one, two, other = account(a), account(b), account(OTHER_EN)
    values = document_similarity([one, two, other])
    assert values[0, 1] > 0.2
    assert values[0, 1] > 4 * max(values[0, 2], values[1, 2])


def test_days_of_publication_far_apart_count_against() -> None:
    near = document_similarity(
        [account(VISIT_EN, published="2025-03-03"), account(VISIT_EN, published="2025-03-05")]
    )
    far = document_similarity(
        [account(VISIT_EN, published="2025-03-03"), account(VISIT_EN, published="2022-03-05")]
    )
    assert near[0, 1] > 0.95
    assert far[0, 1] < 0.6


TITLE = "Norland passes the fishing law"
LEAD = (
    "The Norland parliament passed the fishing law on Monday with 88 votes against 61, said speaker Ida Holm."
)
RETITLED = "Fishing law passed in Norland"
RETOLD = (
    "The fishing law was passed by the Norland parliament on Monday, speaker Ida Holm said: 88 votes to 61."
)
UNIONS = "Fishermen protested at the pier. Unions spoke of a black day for the coast."
OTHER_TITLE = "Banker jailed in Norland"
REST = (
    "Norland became independent in 1962.",
    "Its capital Ostby lies on the northern coast.",
    "The country lives from timber and from ships.",
    "In 1994 a storm destroyed the old harbour.",
    "Its currency was introduced by king Edvar.",
)
OTHER_LEAD = "A Norland court jailed the banker Tore Hamsen on Monday for fraud, said judge Siv Larsen."


def test_the_same_background_weighs_less_than_the_same_news() -> None:
    background = "\n\n".join(REST)
    told = account(f"{TITLE}\n\n{LEAD}\n\n{background}\n", published="2025-05-05")
    retold = account(f"{RETITLED}\n\n{RETOLD}\n\n{UNIONS}\n", published="2025-05-06")
    other = account(f"{OTHER_TITLE}\n\n{OTHER_LEAD}\n\n{background}\n", published="2025-05-05")
    values = document_similarity([told, retold, other])
    assert values[0, 1] > values[0, 2]


def test_dense_and_sparse_tables_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = [account(t) for t in (VISIT_AR, VISIT_EN, VISIT_RU, OTHER_EN)]
    dense = document_similarity(accounts)
    monkeypatch.setattr("compare.cluster.similarity._DENSE", 1)
    assert np.allclose(dense, document_similarity(accounts), atol=1e-5)


def test_the_originals_show_the_two_accounts_of_one_visit_first(shared: Path) -> None:
    paths = sorted((shared / "seeds").glob("*.txt"))
    if not paths:
        pytest.skip("the five articles are not there")
    from compare.ingest.metadata import complete

    values = document_similarity([prepare(complete(compare.read(path))) for path in paths])
    pairs = {(i, j): float(values[i, j]) for i, j in combinations(range(len(paths)), 2)}
    assert max(pairs, key=lambda pair: pairs[pair]) == (1, 3)
    assert pairs[1, 3] > 1.3 * max(value for pair, value in pairs.items() if pair != (1, 3))
