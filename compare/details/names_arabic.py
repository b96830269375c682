"""Names in Arabic text: titles, given names, heads of bodies and places, the gazetteer."""

from __future__ import annotations

from heapq import heappop, heappush

from compare.details.names_lexicon import Look
from compare.details.names_text import Found, NameText
from compare.model.claim import DetailKind

_LONGEST_NAME = 5
_LONGEST_TITLE = 9
_LONGEST_BODY = 6
_OPENING = frozenset("\"“«('")
_CLOSING = frozenset("\"”»)'")


def find_arabic(scan: NameText) -> list[Found]:
    """Every name of the Arabic words, left to right, the longest reading first."""
    found: list[Found] = []
    ahead: dict[int, Found] = {}
    # A sorted list is a heap: words that may open a name, and the names told ahead by a title.
    queue = [at for at, look in enumerate(scan.looks) if look.arabic and not look.dull]
    stop = 0
    while queue:
        at = heappop(queue)
        if at < stop:
            continue
        look = scan.looks[at]
        if look.title and (person := _titled(scan, at)) is not None:
            ahead[person.first] = person
            heappush(queue, person.first)
        if look.media >= 0 and (outlet := _outlet(scan, at)) is not None:
            ahead.setdefault(outlet.first, outlet)
            heappush(queue, outlet.first)
        best = ahead.get(at) or (None if look.dull else _best(scan, at))
        if best is not None:
            found.append(best)
            stop = best.stop
    return found


def _best(scan: NameText, at: int) -> Found | None:
    """The longest name that begins at a word; a known name wins over a guess of its length."""
    look = scan.looks[at]
    options: list[Found] = []
    known = scan.known_at(at)
    if known is not None:
        stop, cut, entry = known
        if entry.kind is DetailKind.ORGANISATION and stop > at + 1:
            return Found(at, stop, cut, entry.kind, entry.value)
        options.append(Found(at, stop, cut, entry.kind, entry.value))
    if look.body >= 0:
        options += _body(scan, at)
    if look.place >= 0:
        options += _place(scan, at)
    if (look.given >= 0 or look.surname >= 0) and (person := _person(scan, at)) is not None:
        options.append(person)
    return max(options, key=lambda f: f.stop, default=None)


# -- persons ---------------------------------------------------------------------------------------


def _titled(scan: NameText, at: int) -> Found | None:
    """The person named behind a title: "وزير الخارجية الروسي سيرغي لافروف"."""
    sets = scan.lexicon.arabic
    index, told = at, scan.looks[at].definite or scan.looks[at].folded in sets["kin"]
    for _ in range(_LONGEST_TITLE):
        if not scan.leads(index):
            return None
        plain = scan.spaced(index)
        index += 1
        look = scan.looks[index]
        if not look.arabic or look.folded in sets["not_names"]:
            return None
        known = scan.known_at(index)
        if known is not None and not (known[0] - index == 1 and look.name == 2 and look.given == 0):
            index, told = known[0] - 1, True
        elif look.definite and look.name < 2:
            told = True
        elif not _describes(scan, look):
            named = look.name > 0 or look.folded in sets["openers"]
            return _named(scan, index, plain, told) if named else None
    return None


def _describes(scan: NameText, look: Look) -> bool:
    """Whether an indefinite word may stand between a title and the name."""
    words = scan.lexicon.arabic["descriptors"]
    return (
        look.demonym
        or look.title
        or look.folded in words
        or (not look.name and look.folded[:1] in "وبل" and look.folded[1:] in words)
    )


def _named(scan: NameText, index: int, plain: bool, told: bool) -> Found | None:
    """The name at a word behind a title; one weak word alone is none."""
    stop = _name_end(scan, index, titled=True)
    if stop == index + 1:
        look = scan.looks[index]
        weak = (
            look.double
            or look.folded in scan.lexicon.arabic["openers"]
            or (look.name == 1 and not (plain and told))
        )
        if weak or look.demonym:
            return None
    return Found(index, stop, 0, DetailKind.PERSON) if stop > index else None


def _person(scan: NameText, at: int) -> Found | None:
    """A given name with what follows it, or a family name by its ending."""
    look = scan.looks[at]
    if look.given >= 0:
        stop = _name_end(scan, at, titled=False)
        if stop > at + 1:
            return Found(at, stop, look.given, DetailKind.PERSON)
    if look.surname >= 0:
        return Found(at, at + 1, look.surname, DetailKind.PERSON)
    return None


def _name_end(scan: NameText, at: int, titled: bool) -> int:
    """Where a name that begins at a word stops."""
    connectors = scan.lexicon.arabic["connectors"]
    openers = scan.lexicon.arabic["openers"]
    sure = titled or not scan.looks[at].double
    index, last = at, at + 1
    while index + 1 < len(scan) and index + 1 - at < _LONGEST_NAME and scan.spaced(index):
        look, count = scan.looks[index + 1], index + 1 - at
        opener = scan.looks[index].folded if scan.looks[index].folded in openers else ""
        after_opener = opener and (opener not in scan.lexicon.arabic["kin"] or look.name > 0 or look.definite)
        if not look.arabic or look.folded in scan.lexicon.arabic["not_names"]:
            break
        if _tailed(scan, index + 1) or (
            titled and look.folded in scan.lexicon.arabic["regnal"] and count == 1
        ):
            index += 1
            last = index + 1
            continue
        if look.folded in connectors and not look.title:
            index += 1
            continue
        if not (after_opener or _continues(scan, index + 1, count, sure)):
            break
        index += 1
        last = index + 1
    return last


def _tailed(scan: NameText, index: int) -> bool:
    """Whether a word is half of a name like "نصر الله", "سعد الدين"."""
    tails = scan.lexicon.arabic["tails"]
    if scan.looks[index].folded in tails:
        return True
    return index + 1 < len(scan) and scan.spaced(index) and scan.looks[index + 1].folded in tails


def _continues(scan: NameText, index: int, count: int, sure: bool) -> bool:
    """Whether a word goes on with the name of `count` words before it."""
    look = scan.looks[index]
    if look.title and look.name < 2:
        return False
    known = scan.known_at(index)
    if known is not None and (known[0] - index > 1 or look.name < 2):
        return False
    if look.name == 2:
        if count == 1:
            return True
        return not look.demonym and (not look.double or _closes(scan, index))
    if look.definite:
        nisba = sure or (look.folded.startswith("ال") and look.folded.endswith("ي"))
        bare = look.folded.removeprefix("ال")
        known_name = bare in scan.lexicon.given or bare in scan.lexicon.family
        return count == 1 and nisba and (known_name or not look.common) and not look.demonym
    return look.name == 1 and sure and (count < 2 or (count == 2 and scan.looks[index - 1].given == 0))


def _closes(scan: NameText, index: int) -> bool:
    """Whether a name can end with a word: no word follows, or a name does."""
    return not scan.spaced(index) or scan.looks[index + 1].name == 2


# -- bodies ----------------------------------------------------------------------------------------


def _body(scan: NameText, at: int) -> list[Found]:
    """An institution: a head with the definite words, adjectives and names that follow it."""
    sets, look = scan.lexicon.arabic, scan.looks[at]
    head = _rest(look, look.body)
    if head in sets["ministries"]:
        return _ministry(scan, at)
    definite = head.startswith("ال")
    stop, weight = _body_end(scan, at, definite)
    weak = definite or head in sets["weak_heads"]
    if stop == at + 1 or weight < (2 if weak else 1):
        return []
    return [Found(at, stop, look.body, DetailKind.ORGANISATION, scan.folded(at, stop, look.body))]


def _ministry(scan: NameText, at: int) -> list[Found]:
    """ "الخارجية الروسية": a portfolio with a nationality, unless a minister stands before it."""
    if at + 1 >= len(scan) or not scan.spaced(at):
        return []
    before = scan.looks[at - 1].folded if at else ""
    if (
        before.lstrip("وبلف") in scan.lexicon.arabic["ministry_titles"]
        or before in scan.lexicon.arabic["ministry_titles"]
    ):
        return []
    look = scan.looks[at + 1]
    if look.demonym and look.folded.startswith("ال") and look.folded.endswith("يه"):
        cut = scan.looks[at].body
        return [Found(at, at + 2, cut, DetailKind.ORGANISATION, scan.folded(at, at + 2, cut))]
    return []


def _body_end(scan: NameText, at: int, definite: bool) -> tuple[int, int]:
    """Where the name of a body stops, and how much speaks for its being a name."""
    sets = scan.lexicon.arabic
    index, weight, described, last = at, 0, definite, at + 1
    while index - at + 1 < _LONGEST_BODY and scan.spaced(index):
        index += 1
        look = scan.looks[index]
        known = scan.known_at(index)
        if known is not None and known[1] == 0 and not described and known[2].kind is DetailKind.PLACE:
            return known[0], weight + 2
        if look.folded in sets["generic"] or look.folded in sets["not_names"]:
            break
        if look.title and look.definite and index + 1 < len(scan) and scan.looks[index + 1].name == 2:
            return (
                (_name_end(scan, index + 1, titled=True), weight + 2)
                if scan.spaced(index)
                else (last, weight)
            )
        if look.folded.startswith("ال") and look.arabic:
            described, last = True, index + 1
            if look.demonym and index > at + 1:
                return last, weight + 2
            weight += 2 if look.demonym or look.folded in sets["naming"] else 1
        elif described and look.folded.startswith("وال") and look.folded[1:] in sets["portfolios"]:
            last, weight = index + 1, weight + 1
        elif not described and (look.name == 2 or (look.name == 1 and look.arabic)):
            last, weight = index + 1, weight + 2
        elif described or look.folded not in sets["inner"]:
            break
    return last, weight


def _outlet(scan: NameText, at: int) -> Found | None:
    """The name behind "وكالة", "صحيفة": in quotation marks or brackets, or an unknown word."""
    sets, index = scan.lexicon.arabic, at
    for _ in range(4):
        gap = scan.gap(index)
        if index + 1 >= len(scan) or "\n" in gap or len(gap) > 3:
            return None
        if _OPENING.intersection(gap):
            return _quoted(scan, index + 1)
        if not scan.spaced(index):
            return None
        index += 1
        look = scan.looks[index]
        if scan.known_at(index) is not None:
            return None
        if look.folded in sets["media_words"] or look.demonym:
            continue
        if look.name == 1 and look.arabic and not look.definite:
            return Found(index, index + 1, 0, DetailKind.ORGANISATION, look.folded)
        return None
    return None


def _quoted(scan: NameText, first: int) -> Found | None:
    known = scan.known_at(first)
    for stop in range(first + 1, min(first + 5, len(scan)) + 1):
        gap = scan.gap(stop - 1)
        if _CLOSING.intersection(gap):
            exact = known is not None and known[0] == stop
            value = known[2].value if known is not None and exact else scan.folded(first, stop, 0)
            return Found(first, stop, 0, DetailKind.ORGANISATION, value)
        if not scan.joined(stop - 1):
            return None
    return None


# -- places ----------------------------------------------------------------------------------------


def _place(scan: NameText, at: int) -> list[Found]:
    """ "نهر الليطاني" with its head, "مدينة كلبجار" without, "مناطق X وY" each."""
    sets, look = scan.lexicon.arabic, scan.looks[at]
    head = _rest(look, look.place)
    if at + 1 >= len(scan) or not scan.spaced(at):
        return []
    after = scan.looks[at + 1]
    known = scan.known_at(at + 1)
    if head in sets["place_heads_inside"]:
        stop = known[0] if known is not None else at + 2
        natural = head in sets["nature"] and after.folded not in sets["generic"]
        named = known is not None or after.name or (after.definite and (natural or not after.common))
        if not named or after.demonym or (known is not None and known[1]):
            return []
        return [Found(at, stop, look.place, DetailKind.PLACE, scan.folded(at, stop, look.place))]
    return []


def unknown_place(scan: NameText, at: int) -> list[Found]:
    """The unknown names behind "مدينة", "بلدة", "مناطق": one, or all that "و" adds."""
    sets, look = scan.lexicon.arabic, scan.looks[at]
    head = _rest(look, look.place) if look.place >= 0 else ""
    if head not in sets["place_heads_outside"] or not scan.spaced(at) or at + 1 >= len(scan):
        return []
    found: list[Found] = []
    index, cut = at + 1, 0
    while index < len(scan):
        after = scan.looks[index]
        rest = after.folded[cut:]
        unknown = (
            after.name == 1 if not cut else rest not in scan.lexicon.gazetteer.common and after.name == 1
        )
        if not after.arabic or after.demonym or not unknown or after.definite:
            break
        if scan.known_at(index) is None:
            found.append(Found(index, index + 1, cut, DetailKind.PLACE, rest))
        many = head in sets["places_of_many"]
        if not many or not scan.spaced(index) or not scan.looks[index + 1].folded.startswith("و"):
            break
        index, cut = index + 1, 1
    return found


def _rest(look: Look, cut: int) -> str:
    """The folded word behind its proclitics, with the article that "لل" hides."""
    rest = look.folded[cut:]
    return "ا" + rest if cut and look.folded[cut - 1] == "ل" and rest.startswith("ل") else rest
