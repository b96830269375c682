"""Where an agency is named: places of credit, sentences that cite one, and words that only look like it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.model.text import PassageKind
from compare.origins.agencies import cited_in, credits_of
from tests.unit.origins.conftest import Make

NEWS = {
    "ar": "وصل وفد من البرلمان إلى المدينة مساء أمس لبحث إعادة فتح المعبر الحدودي أمام الشاحنات.",
    "en": "A delegation of lawmakers reached the town last night to discuss reopening the border crossing.",
    "ru": "Делегация парламента прибыла в город вчера вечером, чтобы обсудить открытие пункта пропуска.",
    "fr": "Une délégation de députés est arrivée hier soir dans la ville pour discuter du poste-frontière.",
}


def named(make: Make, text: str, language: str) -> set[tuple[str | None, str]]:
    return {(credit.agency, credit.role) for credit in credits_of(make("a", text, language))}


@pytest.mark.parametrize(
    ("language", "before", "after", "agency", "role"),
    [
        ("ar", "القاهرة - أ ف ب: ", "", "AFP", "dateline"),
        ("ar", "القاهرة – أ.ف.ب\n\n", "", "AFP", "byline"),
        ("ar", "موسكو (رويترز) - ", "", "Reuters", "dateline"),
        ("ar", "واس - الرياض: ", "", "SPA", "opening"),
        ("ar", "عمّان - بترا - ", "", "Petra", "dateline"),
        ("ar", "المنامة - بنا: ", "", "BNA", "dateline"),
        ("ar", "", " (د ب أ)", "DPA", "source_line"),
        ("ar", "", "\n\nالمصدر: تاس", "TASS", "source_line"),
        ("ar", "", "\n\nالمصدر: وكالة الأنباء القطرية", "QNA", "source_line"),
        ("ar", "بغداد - وكالات: ", "", None, "dateline"),
        ("ar", "وكالات: ", "", None, "opening"),
        ("en", "LONDON (Reuters) - ", "", "Reuters", "dateline"),
        ("en", "PARIS (AFP) — ", "", "AFP", "dateline"),
        ("en", "BAKU, Aug. 18 (Xinhua) -- ", "", "Xinhua", "dateline"),
        ("en", "WASHINGTON (AP) — ", "", "AP", "dateline"),
        ("en", "RABAT (MAP) - ", "", "MAP", "dateline"),
        ("en", "", "\n\nSource: Reuters", "Reuters", "source_line"),
        ("ru", "МОСКВА, 18 авг — РИА Новости. ", "", "RIA Novosti", "dateline"),
        ("ru", "МОСКВА, 18 августа. /ТАСС/. ", "", "TASS", "dateline"),
        ("ru", "БАКУ, 18 августа (Азертадж) — ", "", "Azertac", "dateline"),
        ("ru", "", "\n\nИсточник: Интерфакс", "Interfax", "source_line"),
        ("fr", "PARIS (AFP) - ", "", "AFP", "dateline"),
        ("fr", "", "\n\nSource : AFP", "AFP", "source_line"),
    ],
)
def test_an_agency_in_a_place_of_credit(
    account: Make, language: str, before: str, after: str, agency: str | None, role: str
) -> None:
    found = named(account, before + NEWS[language] + after, language)
    assert {name for name, _ in found} == {agency}
    assert role in {got for _, got in found} or found == {(agency, "byline")}
    assert "attribution" not in {got for _, got in found}


@pytest.mark.parametrize(
    ("language", "text", "agency"),
    [
        ("ar", 'وذكرت وكالة أنباء "تاس" الروسية أن المحادثات ستستأنف غدا.', "TASS"),
        ("ar", "وقال مصدر أمني لوكالة فرانس برس إن الهدوء عاد إلى المدينة.", "AFP"),
        ("ar", "وقال أحد المسؤولين لـ«رويترز» إن الاتفاق بات قريبا.", "Reuters"),
        ("ar", "ونقلت وكالة الأنباء الكويتية الرسمية عن الوزير قوله إن المعبر سيفتح.", "KUNA"),
        ("ar", "وبحسب (واس) عاد الوفد إلى الرياض صباح اليوم.", "SPA"),
        ("en", "The crossing will reopen on Sunday, an official told Reuters.", "Reuters"),
        ("en", "According to the state news agency Xinhua, ten people were hurt.", "Xinhua"),
        ("ru", "Пункт пропуска откроют в воскресенье, сообщает ТАСС.", "TASS"),
        ("ru", "Об этом глава района рассказал агентству Интерфакс.", "Interfax"),
        ("fr", "Le poste rouvrira dimanche, a déclaré un responsable à l'AFP.", "AFP"),
    ],
)
def test_an_agency_cited_in_a_sentence_is_no_credit(
    account: Make, language: str, text: str, agency: str
) -> None:
    made = account("a", f"{NEWS[language]} {text} {NEWS[language]}", language)
    assert [(c.agency, c.role) for c in credits_of(made)] == [(agency, "attribution")]
    assert [cited_in(unit) for unit in made.units if cited_in(unit)] == [(agency,)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "وتوقع محللون في استطلاع لرويترز أن يتراجع الإنتاج قليلا."),
        ("ar", "وهبط مؤشر تومسون رويترز للسلع الأولية نقطتين."),
        ("ar", "وقال الوزير إن المعبر سيفتح في أغسطس (آب) المقبل."),
        ("ar", "وتقع مدينة سبأ القديمة شرق صنعاء، وقد بنا أهلها سدا كبيرا هناك."),
        ("ar", "وقالت وكالات السفر والسياحة إن الحجوزات ارتفعت كثيرا."),
        ("ar", "وقالت الوكالة الدولية للطاقة الذرية إن التفتيش مستمر."),
        ("ar", "وزار الوفد آثار البترا وقلعة وفا في جنوب البلاد."),
        ("en", "He showed them a map of the valley and a tap that dripped."),
        ("en", "The Thomson Reuters index fell two points on Monday."),
        ("en", "Economists polled by Reuters expect a slower year."),
        ("en", "Ina and Petra told the court that they had seen nothing."),
        ("ru", "Опрос Рейтер показал, что рост замедлится."),
        ("ru", "Спутник вывели на орбиту в воскресенье."),
    ],
)
def test_what_only_looks_like_an_agency(account: Make, language: str, text: str) -> None:
    made = account("a", f"{NEWS[language]} {text} {NEWS[language]}", language)
    assert credits_of(made) == ()
    assert all(cited_in(unit) == () for unit in made.units)


def test_a_picture_credit_is_not_the_source_of_the_text(account: Make) -> None:
    assert credits_of(account("a", NEWS["ar"] + "\n\nالصورة: رويترز")) == ()


def test_several_agencies_are_found_in_order(account: Make) -> None:
    made = account("a", "واشنطن - رويترز، أ ف ب: " + NEWS["ar"])
    assert [c.agency for c in credits_of(made)] == ["Reuters", "AFP"]


def test_the_places_are_exact(account: Make) -> None:
    text = NEWS["ar"] + "\n\nالمصدر: تَاس"
    made = account("a", text)
    assert [text[c.start : c.end] for c in credits_of(made)] == ["تَاس"]


@pytest.mark.parametrize(
    ("language", "line", "agency"),
    [
        ("ar", "القاهرة - أ ف ب", "AFP"),
        ("ar", "بغداد - وكالات", None),
        ("ar", "واس - جدة", "SPA"),
        ("ar", "عدن (سبأ)", "Saba"),
        ("ar", "بيروت - رويترز، أ ف ب", "Reuters"),
        ("en", "By Jane Doe, Associated Press", "AP"),
        ("ar", "رويترز", "Reuters"),
        ("ru", "ТАСС", "TASS"),
    ],
)
def test_a_line_of_its_own_below_the_headline(
    account: Make, language: str, line: str, agency: str | None
) -> None:
    titles = {
        "ar": "وفد برلماني يبحث فتح المعبر",
        "en": "Lawmakers discuss border",
        "ru": "Депутаты приехали",
    }
    made = account("a", f"{titles[language]}\n\n{line}\n\n{NEWS[language]} {NEWS[language]}", language)
    assert agency in [credit.agency for credit in credits_of(made)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "فارس: لن أغادر النادي قبل نهاية الموسم، هكذا قال اللاعب أمام الصحفيين مساء أمس."),
        ("ar", "وفا: كلمة قالها الجد لحفيده، ثم مضى يروي حكاية القرية التي بنا بيوتها الأولى."),
        ("en", "By Petra Brown\n\nThe delegation reached the town last night and discussed the crossing."),
        ("en", "Map: the delegation reached the town last night and discussed the border crossing."),
        ("en", "AMMAN (Petra Brown) - The delegation reached the town last night."),
    ],
)
def test_a_person_is_no_agency(account: Make, language: str, text: str) -> None:
    assert credits_of(account("a", text, language)) == ()


def test_a_line_that_many_accounts_carry_is_still_a_credit(account: Make) -> None:
    made = account("a", f"عنوان قصير للخبر\n\nالقاهرة - أ ف ب\n\n{NEWS['ar']}")
    repeated = tuple(
        replace(p, kind=PassageKind.BOILERPLATE, why="repeated") if "أ ف ب" in text else p
        for p in made.passages
        for text in [made.witness.text[p.start : p.end]]
        if p.kind is not PassageKind.SENTENCE or "أ ف ب" not in text
    )
    assert [c.agency for c in credits_of(replace(made, passages=repeated))] == ["AFP"]
