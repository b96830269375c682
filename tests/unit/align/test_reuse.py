"""Verbatim runs, exact on both sides, whatever their order."""

import compare

COPIED = "وأكد البيان أن الطرفين اتفقا على مواصلة العمل المشترك في مجالات الطاقة والنقل والتعليم"
SECOND = "كما شدد الجانبان على أهمية إعادة فتح الطرق البرية بين المدن الساحلية قبل نهاية العام"


def reuse(a: str, b: str) -> list[tuple[str, str]]:
    result = compare.compare([compare.Witness.from_text(a, id="a"), compare.Witness.from_text(b, id="b")])
    return [(a[r.a.start : r.a.end], b[r.b.start : r.b.end]) for r in result.reuse]


def test_swapped_paragraphs_are_both_found() -> None:
    a = f"قال المتحدث إن اللقاء انتهى.\n\n{COPIED}.\n\n{SECOND}."
    b = f"{SECOND}.\n\nوغادر الوفد العاصمة مساء.\n\n{COPIED}."
    assert reuse(a, b) == [(COPIED, COPIED), (SECOND, SECOND)]


def test_spelling_does_not_break_a_run() -> None:
    other = COPIED.replace("أكد", "اكد").replace("على", "علي")
    assert reuse(f"{COPIED}.", f"{other}.") == [(COPIED, other)]


def test_short_runs_and_runs_over_blocks_are_none() -> None:
    half = " ".join(COPIED.split()[:5])
    assert reuse(f"{half} ثم غادر الوفد.", f"{half} في حين بقي الوزير.") == []
    rest = " ".join(COPIED.split()[5:10])
    assert reuse(f"{half}\n\n{rest}", f"{half} {rest}") == []
