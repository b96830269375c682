"""Alignment: from scored candidates to links, many to many.

No fixed cut on a similarity works for two articles. A pair becomes a link when it is the best of its row
and of its column by a margin, or strong on its own, and nothing that its details say speaks against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from compare.model.prepared import Prepared, Unit
from compare.model.reuse import Candidate, Link, LinkKind
from compare.model.text import PassageKind
from compare.settings import Settings

# Scores (0..1), chosen on the sample stories and on pairs of unrelated articles; DESIGN.md tells how.
_FLOOR = 0.13
# Between languages words meet less exactly; chosen on the sample story in four languages. What is the best of
# its row or its column and this high is one sentence told in two.
# Words alone, with no name, date or number in common, meet by chance up to a quarter.
_ACROSS_BARE, _NEUTRAL, _ONE_STORY = 0.25, 0.5, 3
_ACROSS, _ACROSS_STANDING, _ACROSS_HALF, _ACROSS_SUPPORTED = 0.15, 0.6, 0.3, 0.18
_STANDING = 0.75
# Names and dates alone make no link: some wording must be shared.
_LEAST_WORDING = 0.08
# With a date of its own a trace is enough where both tell the day, or most names.
_TRACE, _SAME_NAMES = 0.03, 0.6
_LONE, _LONE_RIVAL = 0.10, 0.8
_CLEAR = 0.30
_DATED = 0.12
_SUPPORTED = 0.22
_SHARED_BACKGROUND = 0.4
# What is news in one account and recalled in the other.
_RECALLED = 0.25
_HEADLINE = 0.2
_VERBATIM, _NEAR = 0.97, 0.60
_DAYS_APART = 4
# A headline tells what the lead tells: the first sentences of the running text.
_LEAD = 3

Best = Mapping[int, list[float]]


def align(a: Prepared, b: Prepared, found: Sequence[Candidate], settings: Settings) -> tuple[Link, ...]:
    """The links between two witnesses, in text order of `a`, each with its channels and its reason."""
    distant = _distant(a, b)
    body = [c for c in found if _may_link(a.units[c.a], b.units[c.b], c, distant=distant)]
    rows, columns = _best_two(body)
    across = a.witness.language != b.witness.language
    links = (
        _links_across(body, rows, columns)
        if across
        else {(c.a, c.b): c for c in body if _is_link(c, rows, columns, settings)}
    )
    for candidate in body:
        least = _ACROSS_SUPPORTED if across else _SUPPORTED
        if (candidate.a, candidate.b) not in links and _is_supported(candidate, links, rows, columns, least):
            links[candidate.a, candidate.b] = candidate
    if not distant:
        links.update(_title_links(a, b, found))
    return tuple(link_of(a.units[i], b.units[j], c) for (i, j), c in sorted(links.items()))


def _distant(a: Prepared, b: Prepared) -> bool:
    """True where both days of publication are known and days apart: then "today" is not the same today."""
    x, y = a.witness.published.date, b.witness.published.date
    return x is not None and y is not None and abs((x - y).days) > _DAYS_APART


def _may_link(a: Unit, b: Unit, candidate: Candidate, *, distant: bool) -> bool:
    """Whether two sentences may be linked at all: what their details forbid."""
    if a.is_title or b.is_title:
        return False
    channels, said = candidate.channels, candidate.agreement
    if distant and not said.near_date:
        return _may_share_background(a, b, candidate)
    if channels.tfidf >= _NEAR or said.dated_alike:
        return True
    return not (said.far_date or said.clash)


def _may_share_background(a: Unit, b: Unit, candidate: Candidate) -> bool:
    """Whether two sentences of accounts that were published far apart may tell one thing.

    They share people and topics, but not their news: wording and the same date are asked for, or much wording
    between sentences that tell no news.
    """
    channels, said = candidate.channels, candidate.agreement
    background = a.is_background and b.is_background
    if a.language != b.language:
        return background and said.same_date and not said.clash
    if said.far_date or (said.clash and not said.dated_alike) or channels.tfidf < _LEAST_WORDING:
        return channels.tfidf >= _NEAR and not said.far_date
    if background:
        return said.same_date or channels.content >= _SHARED_BACKGROUND
    return said.same_date and channels.content >= _RECALLED


def _title_links(a: Prepared, b: Prepared, found: Sequence[Candidate]) -> Mapping[tuple[int, int], Candidate]:
    """Headlines link to the lead that tells them; headings and captions to their own kind only."""
    leads = [_leads(side) for side in (a, b)]
    links: dict[tuple[int, int], Candidate] = {}
    told: dict[tuple[str, int], Candidate] = {}
    for c in found:
        x, y = a.units[c.a], b.units[c.b]
        if c.agreement.clash or c.agreement.far_date:
            continue
        if x.is_title and x.block is y.block:
            if c.channels.tfidf >= 0.5:
                links[c.a, c.b] = c
        elif c.channels.content >= _HEADLINE:
            for side, headline, other in (("a", x, c.b in leads[1]), ("b", y, c.a in leads[0])):
                if headline.block is PassageKind.HEADLINE and other:
                    key = (side, c.a if side == "a" else c.b)
                    told[key] = max(told.get(key, c), c, key=lambda one: (one.score, -one.a, -one.b))
    links.update({(c.a, c.b): c for c in told.values()})
    return links


def _leads(side: Prepared) -> frozenset[int]:
    return frozenset([i for i, unit in enumerate(side.units) if not unit.is_title][:_LEAD])


def _best_two(found: Sequence[Candidate]) -> tuple[Best, Best]:
    """The two best scores of every row and column, best first."""
    rows: dict[int, list[float]] = defaultdict(list)
    columns: dict[int, list[float]] = defaultdict(list)
    for candidate in found:
        rows[candidate.a].append(candidate.score)
        columns[candidate.b].append(candidate.score)
    for side in (rows, columns):
        for key, scores in side.items():
            side[key] = [*sorted(scores, reverse=True)[:2], 0.0][:2]
    return rows, columns


def _is_link(c: Candidate, rows: Best, columns: Best, settings: Settings) -> bool:
    """A pair is a link when it is strong, or when neither side has a much better partner.

    `standing` is 1 for the best of both row and column and falls with every better rival, so that a
    sentence whose best match belongs to another sentence is still free for its own.
    """
    if c.score >= settings.link_threshold:
        return True
    row, column = rows[c.a], columns[c.b]
    standing = c.score**2 / max(row[0] * column[0], 1e-9)
    trace = _TRACE if c.agreement.near_date else _LEAST_WORDING
    worded = c.channels.tfidf >= trace or c.agreement.names >= _SAME_NAMES
    if c.agreement.dated_alike and c.score >= _DATED and worded:
        return c.score in (row[0], column[0]) or c.score >= _CLEAR
    if c.channels.tfidf < _LEAST_WORDING:
        return False
    if standing >= 0.999 and c.score >= _LONE and max(row[1], column[1]) <= _LONE_RIVAL * c.score:
        return True
    return standing >= _STANDING and c.score >= _FLOOR


def _wording(c: Candidate) -> float:
    """What wording two sentences share, in one language or across two."""
    return max(c.channels.tfidf, c.channels.meaning)


def _links_across(body: Sequence[Candidate], rows: Best, columns: Best) -> dict[tuple[int, int], Candidate]:
    """The links of two accounts in two languages.

    Wording alone makes a weak link only where a few better ones say that both tell one story.
    """
    bare = {(c.a, c.b): c for c in body if _stands(c, rows, columns, _ACROSS_BARE)}
    if len(bare) < _ONE_STORY:
        return bare
    return {(c.a, c.b): c for c in body if _stands(c, rows, columns, _ACROSS)}


def _stands(c: Candidate, rows: Best, columns: Best, bare: float) -> bool:
    """A pair in two languages is a link when no partner is much better, or it is strong and best of one.

    `bare` is the least score where no name, date or number speaks for it.
    """
    row, column = rows[c.a][0], columns[c.b][0]
    if c.score >= _ACROSS_HALF and c.score >= min(row, column):
        return True
    least = _ACROSS if c.channels.details > _NEUTRAL else bare
    return c.score >= least and c.score**2 >= _ACROSS_STANDING * row * column


def _is_supported(
    c: Candidate, links: Mapping[tuple[int, int], Candidate], rows: Best, columns: Best, least: float
) -> bool:
    """A pair that is best on one side and continues a link of the other: one sentence told in two."""
    if (
        c.score < least
        or _wording(c) < _LEAST_WORDING
        or not (c.score >= rows[c.a][0] or c.score >= columns[c.b][0])
    ):
        return False
    neighbours = ((c.a + i, c.b + j) for i, j in ((0, 1), (0, -1), (1, 0), (-1, 0)))
    return any(key in links for key in neighbours)


def link_of(a: Unit, b: Unit, candidate: Candidate) -> Link:
    """The link of two units that tell the same, with its kind and its reason."""
    channels = candidate.channels
    if a.folded == b.folded or channels.chars >= _VERBATIM:
        kind = LinkKind.VERBATIM
    else:
        kind = LinkKind.NEAR if channels.chars >= _NEAR else LinkKind.REWORDED
    return Link(
        a=a.passage.id,
        b=b.passage.id,
        score=round(candidate.score, 4),
        channels=channels,
        kind=kind,
        because=_because(a, b, candidate, kind),
    )


def _because(a: Unit, b: Unit, candidate: Candidate, kind: LinkKind) -> str:
    """The evidence in words, strongest first."""
    reasons = [kind.value] if kind is not LinkKind.REWORDED else []
    if PassageKind.HEADLINE in (a.block, b.block):
        reasons.append("headline")
    if candidate.channels.content >= 0.35:
        reasons.append("same-meaning" if a.language != b.language else "same-content")
    said = candidate.agreement
    if said.same_date or said.near_date or said.numbers:
        reasons.append("same-details")
    return ", ".join(reasons or ["best-of-both"])
