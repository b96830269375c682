"""What one site prints on most of its pages is no part of its accounts; what its reports share is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.model.text import Evidence, PassageKind, Witness
from compare.pipeline import compare_witnesses
from compare.segment import segment
from compare.segment.boilerplate import repeated
from compare.segment.sites import learnt_frames
from compare.settings import Settings

STORIES = {
    "en": (
        "The ferry Marigold ran aground off the northern pier on Monday with ninety people on board, the "
        "coast guard said.",
        "Divers examined the hull of the Marigold on Tuesday and found two holes below the waterline, the "
        "harbour master told reporters.",
        "The Marigold was towed to the shipyard on Wednesday evening, where the repair is expected to take "
        "three weeks.",
    ),
    "ar": (
        "جنحت العبّارة «مرجان» قبالة الرصيف الشمالي يوم الاثنين وعلى متنها تسعون شخصا، "
        "بحسب خفر السواحل في المدينة.",
        "فحص غواصون هيكل العبّارة «مرجان» يوم الثلاثاء وعثروا على ثقبين تحت خط "
        "الماء، كما أعلن مدير الميناء للصحفيين.",
        "سُحبت العبّارة «مرجان» مساء الأربعاء إلى حوض السفن حيث يتوقع أن يستغرق إصلاحها ثلاثة أسابيع كاملة.",
    ),
    "ru": (
        "Паром «Маргаритка» в понедельник сел на мель у северного причала, на борту находились девяносто "
        "человек, сообщила береговая охрана.",
        "Водолазы во вторник осмотрели корпус парома «Маргаритка» и нашли две пробоины ниже ватерлинии, "
        "сказал начальник порта.",
        "Паром «Маргаритка» вечером в среду отбуксировали на верфь, где ремонт займёт около трёх недель.",
    ),
    "fr": (
        "Le ferry Marigold s'est échoué lundi au large de la jetée nord avec quatre-vingt-dix personnes à "
        "bord, selon les gardes-côtes.",
        "Des plongeurs ont examiné mardi la coque du Marigold et trouvé deux trous sous la ligne de "
        "flottaison, selon le capitaine du port.",
        "Le Marigold a été remorqué mercredi soir jusqu'au chantier naval, où la réparation prendra trois "
        "semaines.",
    ),
}
MORE = {
    "en": "Nobody was hurt, and the passengers were taken ashore in two boats before nightfall.",
    "ar": "ولم يصب أحد بأذى، ونُقل الركاب إلى الشاطئ في زورقين قبل حلول الليل بحسب المصادر نفسها.",
    "ru": "Никто не пострадал, пассажиров доставили на берег двумя катерами ещё до наступления темноты.",
    "fr": "Personne n'a été blessé, et les passagers ont été ramenés à terre par deux bateaux avant la nuit.",
}
FRAMES = {
    "en": (
        "Get the morning's harbour news in your inbox with our free newsletter.",
        "Follow the Harbour Daily on Telegram and WhatsApp for more.",
        "Harbour Daily coast and island news every day",
    ),
    "ar": (
        "تابعونا عبر قناة الميناء اليومي على تلغرام لمعرفة أخبار الساحل أولا بأول.",
        "حملوا تطبيق الميناء اليومي على هواتفكم لتصلكم الإشعارات.",
        "الميناء اليومي جريدة الساحل والجزر منذ سنوات",
    ),
    "ru": (
        "Подписывайтесь на канал газеты Портовые вести в телеграме.",
        "Читайте новости порта первыми в нашем приложении.",
        "Портовые вести ежедневная газета побережья",
    ),
    "fr": (
        "Recevez chaque matin les nouvelles du port avec notre newsletter gratuite.",
        "Abonnez-vous à la chaîne du Quotidien du port sur Telegram.",
        "Le Quotidien du port toute la côte et les îles",
    ),
}


def account(name: str, *lines: str, outlet: str | None = "Harbour Daily") -> Witness:
    return Witness.from_text("\n\n".join(lines), id=name, outlet=outlet)


def left_out(*witnesses: Witness) -> list[tuple[str, str]]:
    """(account, line) of what is learnt."""
    segmented = [(witness, segment(witness)) for witness in witnesses]
    places = {p.id: witness.text[p.start : p.end] for witness, ps in segmented for p in ps}
    blocks = {p.id: p.witness for _, ps in segmented for p in ps}
    return sorted((blocks[id], places[id]) for frame in learnt_frames(segmented) for id in frame.passages)


def pages(language: str, count: int = 3, outlet: str | None = "Harbour Daily") -> list[Witness]:
    first, second, last = FRAMES[language]
    more = [MORE[language].replace(" ", f" {n} ", 1) for n in range(count)]
    return [
        account(
            f"w{n}",
            f"Report {n}",
            story,
            second,
            more[n],
            first,
            last,
            outlet=outlet,
        )
        for n, story in enumerate(STORIES[language][:count])
    ]


@pytest.mark.parametrize("language", sorted(FRAMES))
def test_what_stands_on_every_page_of_a_site_is_its_frame(language: str) -> None:
    found = left_out(*pages(language))
    asked, used, slogan = FRAMES[language]
    expected = {(f"w{n}", line) for n in range(3) for line in (asked, used, slogan)}
    known = {
        (p.witness, w.text[p.start : p.end])
        for w in pages(language)
        for p in segment(w)
        if p.kind is PassageKind.BOILERPLATE
    }
    assert {*found} | known == expected | known
    assert {*found} <= expected
    assert len(found) >= 6


@pytest.mark.parametrize("language", sorted(FRAMES))
def test_two_pages_teach_nothing_nor_do_pages_of_nobody_knows_whom(language: str) -> None:
    assert left_out(*pages(language, 2)) == []
    assert left_out(*pages(language, outlet=None)) == []
    same = [replace(pages(language)[0], id=f"s{n}") for n in range(3)]
    assert left_out(*same) == []


@pytest.mark.parametrize("language", sorted(STORIES))
def test_a_sentence_that_reports_of_one_outlet_share_stays(language: str) -> None:
    shared, more = STORIES[language][0], MORE[language]
    told = [
        account(f"w{n}", f"Report {n}", STORIES[language][n], more, shared, f"{more} {n}.")
        for n in range(1, 3)
    ]
    first = account("w0", "Report", shared, more)
    assert left_out(first, *told) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry said on its Telegram channel that ninety people had been on board.",
        "“Follow our Telegram channel,” the harbour master told the passengers.",
        "The company asked passengers to join the app's waiting list, its director said on Twitter.",
        "وتابع المتحدث في بيان نشره على فيسبوك أن الركاب جميعهم بخير.",
        "وشارك ناشطون صورا للعبّارة على تويتر قبل وصول فرق الإنقاذ.",
        "تفتح قناة السويس أبوابها أمام العبّارات بعد ثلاثة أيام من الإغلاق.",
        "Министерство сообщило об этом в своём телеграм-канале вечером в понедельник.",
        "Le ministère a publié la liste sur son site et sur sa page Facebook.",
        "Share prices of Facebook and Twitter fell on Monday after the accident was made public.",
        "Follow-up talks were announced on the Telegram channel of the ministry on Tuesday.",
        "شارك ناشطون صورا للعبّارة على تويتر وفيسبوك قبل وصول فرق الإنقاذ.",
        "تابع الركاب على فيسبوك ما جرى بعد نقلهم إلى الشاطئ.",
        "A storm is expected on the coast by the weekend.",
    ],
)
def test_a_sentence_about_a_channel_is_no_call_to_follow_it(sentence: str) -> None:
    told = [account(f"w{n}", f"Report {n}", story, sentence) for n, story in enumerate(STORIES["en"])]
    assert left_out(*told) == []
    within = [account(f"w{n}", f"R {n}", s, sentence, s) for n, s in enumerate(STORIES["en"])]
    assert left_out(*within) == []


def test_what_other_outlets_print_too_is_an_agency_s_and_stays() -> None:
    agency = "Subscribe to alerts of the coast guard, which publishes them on Telegram, officials said."
    own = [account(f"w{n}", f"Report {n}", story, agency) for n, story in enumerate(STORIES["en"])]
    assert left_out(*own) != []
    other = account("x", "Ferry aground", f"{STORIES['en'][0]} {agency} {MORE['en']}", outlet="Island Post")
    assert left_out(*own, other) == []


def test_a_deck_that_three_outlets_print_is_an_agency_s() -> None:
    deck = "Coast guard and divers examine the hull of the stranded ferry"

    def told(*outlets: str | None) -> dict[str, str]:
        witnesses = [
            account(f"w{n}", f"Ferry report number {n}", deck, STORIES["en"][n], outlet=outlet)
            for n, outlet in enumerate(outlets)
        ]
        return repeated([(witness, segment(witness)) for witness in witnesses])

    assert told("Harbour Daily", "Island Post", "Coast Radio") == {}
    assert len(told("Harbour Daily", "Harbour Daily", "Harbour Daily")) == 3
    assert len(told(None, None, None)) == 3


def test_a_site_is_known_by_its_address_where_it_names_no_outlet() -> None:
    told = [
        replace(page, evidence=(Evidence("address", f"https://www.harbour.example/{n}", "stated", "WARC"),))
        for n, page in enumerate(pages("en", outlet=None))
    ]
    assert len(left_out(*told)) >= 6


def test_the_result_shows_what_was_left_out_and_says_why() -> None:
    other = account("x", "Ferry aground", STORIES["en"][0], MORE["en"], outlet="Island Post")
    result = compare_witnesses([*pages("en"), other], Settings())
    why = [(e.witness, e.why) for e in result.excluded if e.why == "site-frame"]
    assert {witness for witness, _ in why} == {"w0", "w1", "w2"}
    note = next(note for note in result.notes if note.slug == "site-frame")
    assert note.message.startswith(
        "Harbour Daily: lines on most of its pages (3) and on no other, left out: "
    )
    framed = {p.id for p in result.passages if p.why == "site-frame"}
    assert not any(p.parent in framed for p in result.passages)
