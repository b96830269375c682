"""Makes one file of each format in each language, by the programs that are here."""

from __future__ import annotations

import csv
import html
import io
import json
import mailbox
import shutil
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

from tests.producers.texts import LANGUAGES, text_of

ENCODINGS = {
    "ar": ("utf-8", "windows-1256", "iso-8859-6", "utf-16"),
    "fa": ("utf-8", "utf-16"),
    "ru": ("utf-8", "windows-1251", "koi8-r", "iso-8859-5", "utf-16"),
    "en": ("utf-8", "windows-1252", "utf-16"),
    "fr": ("utf-8", "windows-1252", "iso-8859-15", "utf-16"),
}
_PLAIN = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "–": "-", "—": "-", "’": "'", "\u00a0": " "})
Made = dict[tuple[str, str], Path]
"""Files by (producer and format, language)."""


def encoded(language: str, encoding: str) -> tuple[str, bytes]:
    """The text as far as the encoding can write it, and its bytes."""
    text = text_of(language)
    if not encoding.startswith("utf"):
        text = text.translate(_PLAIN).encode(encoding, "ignore").decode(encoding)
    return text, text.encode(encoding)


def page(language: str, text: str | None = None) -> str:
    lines = [html.escape(line) for line in (text or text_of(language)).splitlines() if line.strip()]
    side = "rtl" if language in ("ar", "fa") else "ltr"
    body = f"<h1>{lines[0]}</h1>" + "".join(f"<p>{line}</p>\n" for line in lines[1:])
    head = f'<meta charset="utf-8"><title>{lines[0]}</title>'
    return (
        f'<!DOCTYPE html><html lang="{language}" dir="{side}"><head>{head}</head><body>{body}</body></html>'
    )


def make(folder: Path, producer: str) -> Made:
    """Every file of one producer; empty where its program is not here."""
    made: Made = {}
    pages = {language: folder / f"{language}.html" for language in LANGUAGES}
    for language, place in pages.items():
        place.write_text(page(language), "utf-8")
    {
        "python": _text_formats,
        "pandoc": _pandoc,
        "chromium": _chromium,
        "weasyprint": _weasyprint,
        "libreoffice": _libreoffice,
    }[producer](folder, pages, made)
    return {key: place for key, place in made.items() if place.exists()}


def _text_formats(folder: Path, pages: dict[str, Path], made: Made) -> None:
    for language in LANGUAGES:
        text = text_of(language)
        for encoding in ENCODINGS[language]:
            _write(made, folder, f"txt {encoding}", language, encoded(language, encoding)[1])
            told = page(language, encoded(language, encoding)[0]).replace("utf-8", encoding)
            _write(made, folder, f"html {encoding}", language, told.encode(encoding, "xmlcharrefreplace"))
        rows = [{"title": "One", "text": text}]
        table = io.StringIO(newline="")
        writer = csv.DictWriter(table, ["title", "text"])
        writer.writeheader()
        writer.writerows(rows)
        _write(made, folder, "csv", language, table.getvalue().encode())
        _write(made, folder, "jsonl", language, json.dumps(rows[0], ensure_ascii=False).encode() + b"\n")
        _write(made, folder, "json", language, json.dumps(rows).encode())
        _write(made, folder, "eml", language, _letter(text).as_bytes())
        box = mailbox.mbox(folder / f"{language}.mbox")
        box.add(_letter(text))
        box.close()
        made["mbox", language] = folder / f"{language}.mbox"


def _write(made: Made, folder: Path, kind: str, language: str, data: bytes) -> None:
    place = folder / f"{language}.{kind.split()[-1]}.{kind.split()[0]}"
    place.write_bytes(data)
    made[kind, language] = place


def _letter(text: str) -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"], letter["From"] = "A story", "Jane Doe <jane@example.org>"
    letter["Date"], letter["Message-ID"] = "Sun, 18 Aug 2024 22:14:00 +0300", "<1@example.org>"
    letter.set_content(text)
    return letter


def _pandoc(folder: Path, pages: dict[str, Path], made: Made) -> None:
    if not shutil.which("pandoc"):
        return
    for ending, form in {
        "docx": "docx",
        "odt": "odt",
        "epub": "epub",
        "rtf": "rtf",
        "md": "markdown",
    }.items():
        for language, source in pages.items():
            target = folder / f"{language}.pandoc.{ending}"
            _run("pandoc", "-s", "-f", "html", "-t", form, "-o", str(target), str(source))
            made[f"pandoc {ending}", language] = target


def _chromium(folder: Path, pages: dict[str, Path], made: Made) -> None:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        return
    for language, source in pages.items():
        target = folder / f"{language}.chromium.pdf"
        _run(program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
             "--disable-component-update", "--disable-quic", "--disable-sync", "--no-first-run",
             f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer",
             f"--print-to-pdf={target}", str(source))  # fmt: skip
        made["chromium pdf", language] = target


def _weasyprint(folder: Path, pages: dict[str, Path], made: Made) -> None:
    program = shutil.which("weasyprint") or shutil.which("weasyprint", path=str(Path(sys.executable).parent))
    if not program:
        return
    for language, source in pages.items():
        target = folder / f"{language}.weasyprint.pdf"
        _run(program, str(source), str(target))
        made["weasyprint pdf", language] = target


def _libreoffice(folder: Path, pages: dict[str, Path], made: Made) -> None:
    program = shutil.which("soffice")
    if not program:
        return
    target = folder / "libreoffice"
    home = f"-env:UserInstallation=file://{folder / 'office'}"
    _run(program, "--headless", home, "--convert-to", "odt", "--infilter=HTML (StarWriter)", "--outdir",
         str(target), *map(str, pages.values()))  # fmt: skip
    texts = [str(target / f"{language}.odt") for language in pages]
    for ending in ("docx", "rtf", "pdf", "epub"):
        _run(program, "--headless", home, "--convert-to", ending, "--outdir", str(target), *texts)
    for ending in ("odt", "docx", "rtf", "pdf", "epub"):
        for language in pages:
            made[f"libreoffice {ending}", language] = target / f"{language}.{ending}"


def _run(*command: str) -> None:
    subprocess.run(command, capture_output=True, check=False, timeout=120)
