"""Results built by hand and a reader of pages, for the tests of the HTML report."""

from __future__ import annotations

from html.parser import HTMLParser

from compare.model.claim import Claim, Difference, DifferenceType, Mention, Stated, Status
from compare.model.result import Excluded, Matrix, Note, PairMatrix, Result, WitnessSummary
from compare.model.reuse import Channels, Link, LinkKind
from compare.model.text import Passage, PassageKind, Published

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)> \u202eمقلوب \x00 \ud800 {{ 7*7 }} \"'`"
)
VOID = {"meta", "link", "img", "input", "br", "use", "path", "rect", "circle"}


def account(id: str, number: int, text: str, title: str | None = None) -> WitnessSummary:
    published = Published(f"2024-08-{18 + number}T09:05", "stated")
    return WitnessSummary(
        id, chr(65 + number), f"{id}.txt", "0" * 64, "ar", "rtl", title, None, published, len(text), text
    )


def build(texts: list[str], title: str | None = None) -> Result:
    """Accounts of one sentence each, all in one claim, whose first word differs."""
    accounts = [account(f"w{n}", n, text, title) for n, text in enumerate(texts)]
    blocks = [Passage(f"{a.id}.1", a.id, PassageKind.PARAGRAPH, 0, a.length) for a in accounts]
    sentences = [
        Passage(f"{a.id}.1.1", a.id, PassageKind.SENTENCE, 0, a.length, f"{a.id}.1") for a in accounts
    ]
    ends = [len(text.split(" ")[0]) for text in texts]
    values = tuple(Stated(a.id, a.text[:end], 0, end) for a, end in zip(accounts, ends, strict=True))
    first = accounts[0]
    channels = Channels(**dict.fromkeys(Channels.__dataclass_fields__, 0.5))
    pairs = [(a, b) for i, a in enumerate(accounts) for b in accounts[i + 1 :]]
    size = range(len(accounts))
    return Result(
        tool_version="0",
        settings=(("min_words", 5),),
        digest="0" * 16,
        witnesses=tuple(accounts),
        passages=(*blocks, *sentences),
        links=tuple(
            Link(f"{a.id}.1.1", f"{b.id}.1.1", 0.62, channels, LinkKind.REWORDED, "same-content")
            for a, b in pairs
        ),
        claims=(
            Claim(
                "c1",
                first.text,
                tuple(Mention(s.witness, s.start, s.end, s.id) for s in sentences),
                (),
                "differ",
            ),
        ),
        differences=(
            Difference(
                "d1", "c1", DifferenceType.DATE, Status.CONFLICT, 0.9, values, "values-differ: a against b"
            ),
            Difference(
                "d2",
                "c1",
                DifferenceType.PLACE,
                Status.ADDED,
                0.1,
                (values[0], Stated(accounts[1].id)),
                "one-silent: x",
            ),
        ),
        reuse=(),
        matrix=Matrix(
            tuple(tuple(1.0 if i == j else 0.4 for j in size) for i in size),
            tuple(
                PairMatrix(a.id, b.id, (f"{a.id}.1",), (f"{b.id}.1",), ((0.62,),), ((0, 0),))
                for a, b in pairs
            ),
        ),
        origins=(),
        excluded=(Excluded(first.id, 0, ends[0], "masthead"),),
        notes=(Note("anything", texts[0]),),
    )


class Reader(HTMLParser):
    """Collects tags, attributes, ids, and what is shown; fails where tags do not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.shown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.shown.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader
