"""Which accounts share one origin, and how many independent origins tell a claim.

Many accounts of one text, or of one agency, are one voice: five papers that print the same dispatch do not
confirm it five times. What is shared has to be the account's own words: a quotation, a title or a refrain
that both use proves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.model.claim import DetailKind
from compare.model.prepared import Prepared, Unit
from compare.model.result import Copied, Evidence, Origin
from compare.origins.accounts import inside, read_accounts
from compare.origins.agencies import cited_in
from compare.origins.copies import PART, Copies, agreeing, find_copies
from compare.origins.credited import Sources, agency_evidence, agency_of, sources_of
from compare.origins.evidence import copied_between, part_evidence, text_evidence, time_evidence
from compare.origins.grouping import group_copies, join_by_name

_Runs = frozenset[tuple[str, ...]]

_SENTENCE_WORDS = 8
"""A sentence with fewer words outside quotations is no copy, only alike."""
_RUN = 4
_SAME_SENTENCE = 0.8
"""Share of the runs of both sentences from which they are one text."""


def find_origins(witnesses: Sequence[Prepared]) -> tuple[Origin, ...]:
    """The origins of the accounts of one comparison, every account in exactly one, in order of the first.

    Accounts share an origin where the text of the shorter one is in its own words that of the other (see
    `copies`), grouped by average agreement; and where groups credit the same news agency as their source. An
    account that credits several agencies joins those whose text it shares, else the agency it names first.
    Agencies without a name, an agency cited inside a sentence, and a shared part bring nothing together;
    they are told as evidence. `copied` is told only where both dates of publication are stated and differ.

    Cost: linear in the text, plus some array operations for each pair that shares text.
    """
    accounts = read_accounts(witnesses)
    copies = find_copies(accounts)
    same = agreeing(copies)
    strength = {pair: shared.shorter + shared.longer for pair, shared in same.items()}
    groups = group_copies(len(witnesses), strength, lambda i, j: copies.between(i, j).copied)
    sources = [sources_of(witness) for witness in witnesses]
    names = {members[0]: agency_of([sources[n] for n in members]) for members in groups}
    joined = join_by_name(groups, names)
    home = {n: at for at, (members, _) in enumerate(joined) for n in members}
    parts = _parts(copies, home)
    return tuple(
        _origin(f"o{at + 1}", members, agency, witnesses, sources, copies, parts.get(at, ()))
        for at, (members, agency) in enumerate(joined)
    )


def _parts(copies: Copies, home: Mapping[int, int]) -> dict[int, list[Evidence]]:
    """Parts shared by accounts of different origins, told at the origin of the first of the two."""
    found: dict[int, list[Evidence]] = {}
    for (i, j), shared in sorted(copies.pairs.items()):
        if home[i] != home[j] and shared.shorter >= PART:
            evidence = part_evidence(copies.accounts[i], copies.accounts[j], shared)
            found.setdefault(min(home[i], home[j]), []).append(evidence)
    return found


def _origin(
    id: str,
    members: Sequence[int],
    agency: str | None,
    witnesses: Sequence[Prepared],
    sources: Sequence[Sources],
    copies: Copies,
    parts: Sequence[Evidence],
) -> Origin:
    evidence = agency_evidence(agency, [sources[n] for n in members])
    copied: list[Copied] = []
    for n in members[1:]:
        nearest = _nearest(n, [m for m in members if m < n], copies)
        if nearest is None:
            continue
        shared = copies.between(nearest, n)
        evidence += text_evidence(copies.accounts[nearest], copies.accounts[n], shared)
        when = time_evidence(witnesses[nearest], witnesses[n])
        who = copied_between(witnesses[nearest], witnesses[n])
        evidence += [when] if when else []
        copied += [who] if who else []
    return Origin(
        id=id,
        witnesses=tuple(witnesses[n].witness.id for n in members),
        agency=agency,
        evidence=(*evidence, *parts),
        copied=tuple(copied),
    )


def _nearest(n: int, before: Sequence[int], copies: Copies) -> int | None:
    """Of the members before, the one whose text an account shares most; None where it shares none's."""
    known = {m: copies.pairs[m, n] for m in before if (m, n) in copies.pairs}
    shares = {m: shared.shorter + shared.longer for m, shared in known.items() if shared.copied}
    return max(shares, key=lambda m: (shares[m], -m), default=None)


def origins_telling(mentions: Sequence[tuple[str, Unit]], origins: Sequence[Origin]) -> int:
    """How many independent origins tell one claim; mentions are (witness id, the sentence that tells it).

    Accounts of one origin count once. So do accounts whose sentences here cite one and the same news agency,
    or cite the agency that another account credits; a sentence that cites several agencies adds nothing only
    where each of them is counted already. Sentences that are copies of one another word for word, outside
    quotations, count once too. Each mention is held against the first of those counted, so that no chain of
    single likenesses joins what is not alike.
    """
    home = {witness: origin for origin in origins for witness in origin.witnesses}
    told: dict[str, list[_Runs]] = {}
    agencies: dict[str, list[frozenset[str]]] = {}
    for witness, unit in mentions:
        origin = home.get(witness)
        key = origin.id if origin else f"w:{witness}"
        told.setdefault(key, []).append(_runs(unit))
        cited = frozenset(cited_in(unit)) or frozenset([origin.agency] if origin and origin.agency else [])
        agencies.setdefault(key, []).append(cited)
    kept: list[str] = []
    counted: set[str] = set()
    for key in sorted(told, key=lambda one: len(_common(agencies[one]))):
        named = _common(agencies[key])
        heard = bool(named) and named <= counted
        if not heard and not any(_one_text(told[key], told[other]) for other in kept):
            kept.append(key)
        counted |= named
    return len(kept)


def _common(named: Sequence[frozenset[str]]) -> frozenset[str]:
    """The agencies behind an origin's sentences; none where one of them rests on no agency."""
    return frozenset().union(*named) if all(named) else frozenset()


def _one_text(one: Sequence[_Runs], two: Sequence[_Runs]) -> bool:
    """True where a sentence of one side is a copy of a sentence of the other."""
    return any(_same(x, y) for x in one for y in two)


def _same(one: _Runs, two: _Runs) -> bool:
    longest = max(len(one), len(two))
    return bool(one and two) and len(one & two) >= _SAME_SENTENCE * longest


def _runs(unit: Unit) -> _Runs:
    """The word runs of a sentence outside its quotations; none where too few words are left."""
    quoted = inside(unit, (DetailKind.QUOTATION,))
    words = [token.folded for token, out in zip(unit.tokens, quoted, strict=True) if not out]
    if len(words) < _SENTENCE_WORDS:
        return frozenset()
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
