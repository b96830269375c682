"""The trained tagger: features, decoding, and how its names and those of the rules become one list."""

from itertools import pairwise, product

import numpy as np
import pytest

from compare.details import names_tagger
from compare.details.names import by_rules, find_names
from compare.details.names_features import GAPS, gap_classes, word_features
from compare.details.names_joined import joined
from compare.details.names_lexicon import Lexicon, lexicon
from compare.details.names_tagger import LABELS, tagger, unpack
from compare.details.names_text import Found, NameText, pieces
from compare.model.claim import DetailKind
from compare.normalise.chain import fold
from compare.segment.tokens import words
from compare.trained import resource

TEXT = "وصل المهندس رامي الخطيب إلى مطار كلبجار أمس. وقال برهان سويدان إن شركة الأفق وقعت العقد مع فرنسا"


def arabic() -> Lexicon:
    return lexicon(fold, ("ar",))


def scan(text: str) -> NameText:
    return NameText(text, pieces(text, words(text), 0, len(text)), arabic())


def found(text: str) -> list[tuple[str, str]]:
    return [(d.kind.value, d.text) for d in find_names(text, words(text), fold, languages=("ar",))]


def test_the_shipped_weights_are_whole() -> None:
    weights = unpack(resource("tagger.ar.npz"))
    size = len(LABELS)
    assert weights.words.shape == (len(weights.index) + 1, 5 * size)
    assert weights.gaps.shape == (2, len(GAPS), size)
    assert weights.rules.shape == (3, size, size)
    assert not weights.words[0].any()
    assert len(resource("tagger.ar.npz")) < 1_500_000


@pytest.mark.parametrize("word", ["في", "وللرئيس", "باشينيان", "2024", "Reuters", "ب", "الله"])
def test_no_feature_is_told_twice(word: str) -> None:
    names, far, near = word_features(arabic(), scan(word).looks[0])
    assert len(names) == len(set(names))
    assert 0 < far <= near <= len(names)


def test_gaps_tell_where_a_sentence_ends() -> None:
    text = "قال. ثم، ذهب أ. ب"
    classes = gap_classes(text, words(text))
    assert [GAPS[c] for c in classes] == ["^", "^", ",", "_", "o", "^"]


def test_a_name_never_goes_on_where_none_began() -> None:
    labels = [LABELS[n] for n in tagger_of(TEXT)]
    for before, label in zip(["O", *labels], labels, strict=False):
        assert label[0] != "I" or before[2:] == label[2:]


def tagger_of(text: str) -> list[int]:
    tags = tagger(arabic())
    assert tags is not None
    one = scan(text)
    return tags.labels(one, by_rules(one))


def test_the_best_labels_are_those_of_trying_all() -> None:
    chance = np.random.default_rng(7)
    steps = unpack(resource("tagger.ar.npz")).steps
    scores = chance.normal(size=(9, len(LABELS))).astype(np.float32) * 3
    begins, sizes = np.array([0, 1, 5]), np.array([1, 4, 4])
    labels = np.zeros(9, np.intp)
    names_tagger._viterbi(scores.copy(), steps, begins, sizes, labels)
    for begin, size in zip(begins, sizes, strict=True):
        ways = product(range(len(LABELS)), repeat=int(size))
        best = max(ways, key=lambda way: _weight(way, scores[begin:], steps))
        assert labels[begin : begin + size].tolist() == list(best)
        few = names_tagger._Way.of(steps)._replace(opening=[0.0] * len(LABELS))
        assert few.best(scores[begin : begin + size].tolist(), opens=True, ends=True) == list(best)


@pytest.mark.parametrize("few", [0, 1000])
def test_few_runs_and_many_are_read_alike(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = found(TEXT)
    monkeypatch.setattr(names_tagger, "_FEW", few)
    assert found(TEXT) == before


def _weight(way: tuple[int, ...], scores: np.ndarray, steps: np.ndarray) -> float:
    told = sum(float(scores[at, label]) for at, label in enumerate(way))
    return told + sum(float(steps[a, b]) for a, b in pairwise(way))


def test_the_same_text_gives_the_same_names_whatever_was_read_before() -> None:
    first = found(TEXT)
    found("زار وفد من اليونان مدينة صور والتقى سامر حداد")
    assert found(TEXT) == first


@pytest.mark.parametrize("text", ["", "   ", "؟!", "12 34", "Only Latin words here", "ب"])
def test_texts_without_arabic_names(text: str) -> None:
    assert found(text) == [] or not any("\u0600" <= c <= "\u06ff" for c in text)


def test_names_of_the_tables_stand() -> None:
    assert ("organisation", "الخارجية الروسية") in found("وقالت الخارجية الروسية إن الاجتماع تأجل")
    assert ("place", "مطار كلبجار") in found("هبطت الطائرة في مطار كلبجار صباحا")
    assert ("organisation", "جامعة الملك فهد") in found("أعلنت جامعة الملك فهد النتائج")
    assert ("place", "جنوب القوقاز") in found("الوضع في جنوب القوقاز هادئ")


@pytest.mark.parametrize(
    "text", ["كتب الطالب درسه ثم نام", "ارتفعت أسعار الخبز في السوق", "لم يحضر أحد إلى القاعة"]
)
def test_common_words_are_no_names(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("والتقى المدرب وليد صباغ لاعبيه", "وليد صباغ"),
        ("سافر الوفد إلى باريس ولندن", "لندن"),
        ("تعادل الفريق مع نادي الزمالك", "الزمالك"),
    ],
)
def test_the_quote_has_no_proclitics(text: str, quote: str) -> None:
    assert any(quote == name or name.endswith(quote) for _, name in found(text))
    assert all(not name.startswith(("ول", "وب")) or name == "وليد صباغ" for _, name in found(text))


@pytest.mark.parametrize("word", ["المملكة", "بالمملكة", "للمملكة", "والعاصمة", "البلاد"])
def test_a_word_that_stands_for_a_country_is_no_name(word: str) -> None:
    line = scan(f"جرى ذلك {word} أمس")
    place = Found(2, 3, 0, DetailKind.PLACE)
    assert joined(line, [], [place]) == []


@pytest.mark.parametrize("word", ["الحديدة", "بالحديدة", "المالكية", "للبصرة"])
def test_a_town_with_an_article_stays_a_name(word: str) -> None:
    line = scan(f"جرى ذلك {word} أمس")
    place = Found(2, 3, 0, DetailKind.PLACE)
    assert [(one.first, one.stop) for one in joined(line, [], [place])] == [(2, 3)]
