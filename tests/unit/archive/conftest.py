"""Accounts for the archive: in Arabic, English, Russian and French, and many made-up ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from compare.archive.store import Archive
from compare.model.text import Witness

ARABIC = (
    "وصل رئيس الوزراء صباح الأحد إلى العاصمة في زيارة رسمية تستمر يومين يبحث خلالها التعاون في مجال الطاقة.\n"
    "وقالت وزارة الخارجية في بيان إن الجانبين سيوقعان ثلاث اتفاقيات تتعلق بالنقل والتجارة والتعليم العالي."
)
COPY = (
    "أكد مصدر مطلع أن الزيارة جاءت بعد أسابيع من الاتصالات بين البلدين على مستويات مختلفة ومتعددة.\n"
    "وقالت وزارة الخارجيّة في بيانٍ إنّ الجانبين سيوقّعان ثلاث إتفاقيات تتعلق بالنقل والتجارة والتعليم العالي."
)
ENGLISH = (
    "The prime minister arrived in the capital on Sunday morning for a two-day visit on energy cooperation.\n"
    "The foreign ministry said the two sides would sign three agreements on transport and trade."
    " They will also open a joint university."
)
RUSSIAN = (
    "Премьер-министр прибыл в столицу в воскресенье с двухдневным визитом для переговоров об энергетике.\n"
    "В министерстве иностранных дел сообщили, что стороны подпишут три соглашения о транспорте и торговле."
)
FRENCH = (
    "Le premier ministre est arrivé dimanche matin dans la capitale pour une visite sur l'énergie.\n"
    "Le ministère des Affaires étrangères a annoncé la signature de trois accords sur les transports."
)


def witness(text: str, id: str = "a", outlet: str | None = None, published: str | None = None) -> Witness:
    return Witness.from_text(text, id, None, outlet, published)


def made_up(number: int, paragraphs: int = 3) -> Witness:
    """An account that shares no run of words with another one."""
    chance = random.Random(number)
    letters = "بتجحدرسصطعفقكلمنهوي"
    lines = [
        " ".join("".join(chance.choices(letters, k=chance.randint(3, 7))) for _ in range(20))
        for _ in range(paragraphs)
    ]
    return witness("\n".join(lines), f"m{number}", f"outlet {number % 5}", f"2024-08-{number % 28 + 1:02d}")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive") as opened:
        yield opened
