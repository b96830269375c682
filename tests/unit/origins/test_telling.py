"""How many independent origins tell one claim."""

from __future__ import annotations

from compare.model.prepared import Prepared, Unit
from compare.origins.independence import find_origins, origins_telling
from tests.unit.origins.conftest import Make

FIRE = "اندلع حريق كبير في مستودع للأخشاب شمال المدينة فجر اليوم وأصيب فيه أربعة عمال بحروق."
BLAZE = "أصيب أربعة عمال بحروق حين شبت النار في مخزن خشب على أطراف المدينة قبل شروق الشمس."
NIGHT = "قالت الشرطة إن أربعة من العمال نقلوا إلى المستشفى بعدما التهمت النيران مخزنا للأخشاب."


def mention(made: Prepared, at: int = 0) -> tuple[str, Unit]:
    return made.witness.id, made.units[at]


def count(*accounts: Prepared) -> int:
    return origins_telling([mention(made) for made in accounts], find_origins(accounts))


def test_accounts_with_words_of_their_own_count_each(account: Make) -> None:
    assert count(account("a", FIRE), account("b", BLAZE), account("c", NIGHT)) == 3


def test_a_witness_with_two_mentions_counts_once(account: Make) -> None:
    made = account("a", f"{FIRE} {NIGHT}")
    assert origins_telling([mention(made), mention(made, 1)], find_origins([made])) == 1


def test_accounts_of_one_origin_count_once(account: Make) -> None:
    a = account("a", "القاهرة - رويترز: " + FIRE)
    b = account("b", "لندن - رويترز: " + BLAZE)
    assert count(a, b) == 1
    assert count(a, b, account("c", NIGHT)) == 2


def test_sentences_that_cite_one_agency_count_once(account: Make) -> None:
    a = account("a", "ذكرت وكالة رويترز أن أربعة عمال أصيبوا بحروق في مستودع للأخشاب.")
    b = account("b", "أصيب أربعة في مخزن خشب قرب المدينة، بحسب ما نقلت وكالة رويترز.")
    assert count(a, b) == 1
    assert count(a, b, account("c", NIGHT)) == 2


def test_sentences_that_cite_two_agencies_count_twice(account: Make) -> None:
    a = account("a", "ذكرت وكالة رويترز أن أربعة عمال أصيبوا بحروق في مستودع للأخشاب.")
    b = account("b", "أصيب أربعة في مخزن خشب قرب المدينة، بحسب وكالة فرانس برس.")
    assert count(a, b) == 2


def test_who_cites_the_agency_of_another_account_adds_nothing(account: Make) -> None:
    a = account("a", "القاهرة - رويترز: " + FIRE)
    b = account("b", "أصيب أربعة في مخزن خشب قرب المدينة، بحسب ما نقلت وكالة رويترز.")
    assert count(a, b) == count(b, a) == 1


def test_a_sentence_that_cites_two_agencies_is_no_bridge(account: Make) -> None:
    a = account("a", "ذكرت وكالة رويترز أن أربعة عمال أصيبوا بحروق في مستودع للأخشاب.")
    b = account("b", "أصيب أربعة في مخزن خشب قرب المدينة، بحسب وكالة فرانس برس.")
    both = account("c", "أصيب أربعة عمال في حريق، بحسب وكالة رويترز ووكالة فرانس برس.")
    assert count(a, both, b) == 2
    assert count(a, both) == 2


def test_a_copied_sentence_in_two_reports_counts_once(account: Make) -> None:
    lead = "تستعد البلدة لموسم صيف طويل بعد شتاء بلا مطر، وتخشى فرق الإطفاء نقص المياه في الخزانات."
    other = "عقد المجلس البلدي جلسة عاجلة ليبحث شروط السلامة في المخازن والمصانع الصغيرة كلها."
    a, b = account("a", f"{lead} {FIRE}"), account("b", f"{other} {FIRE}")
    assert [origin.witnesses for origin in find_origins([a, b])] == [("a",), ("b",)]
    assert origins_telling([mention(a, 1), mention(b, 1)], find_origins([a, b])) == 1
    assert origins_telling([mention(a, 0), mention(b, 0)], find_origins([a, b])) == 2


def test_the_same_words_in_quotation_marks_are_two_reports(account: Make) -> None:
    said = "«رأينا الدخان من بعيد ثم سمعنا صفارات الإطفاء وخرج الناس إلى الشارع بملابس النوم»"
    a = account("a", f"قال حارس المستودع للصحفيين: {said}.")
    b = account("b", f"وروى شاهد يسكن قبالة المكان ما جرى بقوله: {said}.")
    assert origins_telling([mention(a), mention(b)], find_origins([a, b])) == 2


def test_in_english_and_russian(account: Make) -> None:
    a = account("a", "Four workers were burnt in a timber warehouse, an official told Reuters.", "en")
    b = account("b", "Четверо рабочих получили ожоги на складе, сообщает агентство Рейтер.", "ru")
    c = account("c", "Четверо рабочих пострадали при пожаре на складе древесины, сообщила полиция.", "ru")
    assert count(a, b) == 1
    assert count(a, b, c) == 2


def test_no_mention_no_origin() -> None:
    assert origins_telling([], ()) == 0
