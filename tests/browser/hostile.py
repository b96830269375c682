"""Texts, titles and names that try to break out of a page, a sheet, a terminal or a folder."""

from __future__ import annotations

import datetime as dt

from compare import Witness

MARKUP = "<img src=x onerror=\"window.pwned=1\"><svg onload=window.pwned=2><b onclick='window.pwned=3'>"
SCRIPT = "</script><script>window.pwned=4</script><!--<script>"
ADDRESS = '<a href="javascript:window.pwned=5">x</a> javascript:window.pwned=6//'
STYLE = "</style><style>*{display:none}</style><link rel=stylesheet href=//example.invalid/x.css>"
TEMPLATE = "{{ 7*7 }} {% raw %} ${7*7} #{7*7} <%= 7*7 %>"
QUOTES = '"\'` onmouseover=window.pwned=7 x="'
OVERRIDES = "\u202eمقلوب\u202d \u2066عزل\u2067 \u2069\u2069\u2069 \u200f\u200e\u061c"
CONTROLS = "\x00\x07\x1b[31mred\x1b]0;title\x07\x1b[2J\x08\x7f\x9b31m"
SEPARATORS = "line\u2028break\u2029paragraph\u0085next\ufeff"
SURROGATES = "\ud800 \udfff"
FORMULAS = '=HYPERLINK("http://example.invalid","x") +1 -1 @SUM(A1) \t=cmd|\'/c calc\'!A0'
PATHS = "../../etc/passwd C:\\Windows\\x con.txt \\\\host\\share %2e%2e%2f"
LONG_WORD = "م" * 400 + "W" * 400
ZALGO = "z" + "\u0300\u0316\u0301" * 40 + "algo " + "س" + "\u064b\u0651\u0650" * 40
ENTITY = "&lt;b&gt; &#x3c;script&#x3e; <![CDATA[x]]> <?xml version='1.0'?> <!DOCTYPE x [<!ENTITY y 'z'>]>"

BITS = (
    MARKUP,
    SCRIPT,
    ADDRESS,
    STYLE,
    TEMPLATE,
    QUOTES,
    OVERRIDES,
    CONTROLS,
    SEPARATORS,
    SURROGATES,
    FORMULAS,
    PATHS,
    LONG_WORD,
    ZALGO,
    ENTITY,
)
LONG_TITLE = ("عنوان طويل <b>جدًا</b> " * 600)[:10_000]

_TOLD = (
    "وصل وفد {bit} إلى مدينة الميناء يوم الأحد 18 أغسطس 2024 وعقد {count} اجتماعات مع المسؤولين المحليين.",
    "وأعلنت وزارة النقل {bit} أن عدد المصابين بلغ {count} شخصًا في حادث القطار قرب المحطة الكبرى.",
    "The ministry {bit} said that {count} people were injured in the train accident near the main station.",
)


def texts() -> list[str]:
    """A text for each kind of attack, which it holds inside sentences that others tell too."""
    return [
        "\n\n".join(told.format(bit=_safe(bit), count=12 + n + at) for at, told in enumerate(_TOLD))
        for n, bit in enumerate(BITS)
    ]


def _safe(bit: str) -> str:
    """A sentence stays one: full stops and line breaks of an attack would cut it."""
    return bit.replace(".", "\u2024")


def witnesses(count: int = 2) -> list[Witness]:
    """Accounts of one event, hostile in text, title, outlet, id and path: as many as are asked for.

    The first holds every attack at once, and a title of ten thousand characters.
    """
    held = texts()
    first = "\n\n".join([*held, *BITS])
    found = [_witness(0, first, LONG_TITLE)]
    found += [_witness(n, held[n % len(held)], BITS[n % len(BITS)]) for n in range(1, count)]
    return found


def _witness(n: int, text: str, title: str) -> Witness:
    bit = BITS[n % len(BITS)]
    return Witness.from_text(
        text,
        id=f"{n}{bit[:60]}",
        title=title,
        outlet=f"{bit}{n}",
        published=dt.date(2024, 8, 18 + n % 3).isoformat(),
        language="ar",
    )
