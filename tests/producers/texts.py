"""One short account in each language of the matrix: four of the sample corpus, and one in Persian."""

from __future__ import annotations

from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "texts"
FILES = {
    "ar": "baku-2024-a.ar.txt",
    "en": "baku-2024-c.en.txt",
    "ru": "baku-2024-d.ru.txt",
    "fr": "baku-2024-e.fr.txt",
}
PERSIAN = """گفت‌وگوی رؤسای جمهور در باکو

خبرگزاری دو کرانه
۲۸ مرداد ۱۴۰۳

ولادیمیر پوتین شامگاه یکشنبه برای سفری دوروزه وارد باکو شد و الهام علی‌اف در اقامتگاه خود از او پذیرایی کرد.

کرملین اعلام کرد که گفت‌وگوهای رسمی روز دوشنبه برگزار می‌شود و پس از آن چند سند به امضا می‌رسد. رسانه‌های محلی می‌گویند حجم تجارت دو کشور در سال گذشته ۴ میلیارد دلار بوده است.

سخنگوی وزارت امور خارجه گفت: «هیچ‌کس نمی‌خواهد از همسایهٔ خود دور شود.» او افزود که جنگ قره‌باغ ۴۴ روز طول کشید و در سپتامبر ۲۰۲۳ پایان یافت.

آخرین سفر رئیس‌جمهور روسیه به این کشور در سال ۲۰۱۸ بود. این سفر در حالی انجام می‌شود که کنفرانس آب‌وهوا در ماه نوامبر در باکو برگزار خواهد شد.
"""  # noqa: E501
"""Invented, as the sample corpus is."""
LANGUAGES = ("ar", "en", "ru", "fr", "fa")


def text_of(language: str) -> str:
    return PERSIAN if language == "fa" else (SEEDS / FILES[language]).read_text("utf-8")
