"""Who is the same person inside one text: later short mentions, spelling variants, the fullest form."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from compare.details.names_lexicon import Look
from compare.details.names_text import Found, NameText
from compare.model.claim import DetailKind

# Names of at least so many letters may differ in one letter and be the same ("باشينيان", "اشينيان").
_VARIANT = 6
_LONGEST = 40
# So many full names that share a word are weighed for a short one.
_HOLDERS = 64
_PROCLITICS = frozenset("وفبلك")

Name = tuple[str, ...]


def add_repeated(scan: NameText, found: Sequence[Found]) -> list[Found]:
    """Adds the words that repeat a family or given name of a person found elsewhere in the text."""
    if not any(one.kind is DetailKind.PERSON for one in found):
        return list(found)
    found = _cut(scan, found)
    family, given, shy = _parts(scan, found)
    if not family and not given and not shy:
        return found
    near = {v for word in family if _VARIANT <= len(word) <= _LONGEST for v in _variants(word)}
    cuts = {
        surface: _repeats(scan, look, family, given, near)
        for surface, look in scan.distinct.items()
        if not (look.common or look.demonym) or not look.arabic
    }
    taken = {i for f in found for i in range(f.first, f.stop)}
    more: list[Found] = []
    last = -1
    for index, surface in enumerate(scan.surfaces):
        cut = cuts.get(surface, -1)
        if cut < 0 and (not shy or scan.looks[index].folded not in shy):
            continue
        if index in taken or index < last:
            continue
        if cut < 0 and _after_speech(scan, index):
            cut = 0
        if cut >= 0:
            last = index + 1
            while last < len(scan) and last not in taken and scan.spaced(last - 1):
                if _key(scan, scan.looks[last], 0) not in family or scan.looks[last].common:
                    break
                last += 1
            more.append(Found(index, last, cut, DetailKind.PERSON))
    return sorted((*found, *more), key=lambda f: f.first)


def _cut(scan: NameText, found: Sequence[Found]) -> list[Found]:
    """Takes the proclitic off a lone family name that the text has without it elsewhere."""
    full = {_name(scan, f)[-1] for f in found if f.kind is DetailKind.PERSON and f.stop - f.first > 1}
    kept: list[Found] = []
    for one in found:
        word = scan.looks[one.first].folded
        lone = one.kind is DetailKind.PERSON and one.stop - one.first == 1 and word[:1] in _PROCLITICS
        if lone and not one.cut and word not in full and word[1:] in full:
            one = one._replace(cut=1)
        kept.append(one)
    return kept


def _parts(scan: NameText, found: Sequence[Found]) -> tuple[set[str], set[str], set[str]]:
    """The family and given names that may stand alone, and those that may only behind "قال"."""
    family: set[str] = set()
    shy: set[str] = set()
    bearers: dict[str, set[Name]] = defaultdict(set)
    connectors = scan.lexicon.arabic["connectors"]
    for one in found:
        if one.kind is not DetailKind.PERSON:
            continue
        name = _name(scan, one)
        looks = scan.looks[one.first : one.stop]
        if not looks[-1].demonym and len(name[-1]) > 2:
            (shy if looks[-1].double else family).add(name[-1])
        if len(name) > 1 and not looks[0].double and not looks[0].common and len(name[0]) > 2:
            bearers[name[0]].add(name)
    return family, {word for word, names in bearers.items() if len(names) == 1} - connectors, shy


def _after_speech(scan: NameText, index: int) -> bool:
    """Whether a word stands right behind "قال", "وأضاف", "أن"."""
    if not index or not scan.spaced(index - 1):
        return False
    before, speech = scan.looks[index - 1].folded, scan.lexicon.arabic["speech"]
    return before in speech or (before[:1] in ("و", "ف") and before[1:] in speech)


def _repeats(scan: NameText, look: Look, family: set[str], given: set[str], near: set[str]) -> int:
    """How many proclitic letters stand before a repeated name, -1 where a word is none."""
    if not look.arabic:
        return 0 if look.capital and _key(scan, look, 0) in family | given else -1
    folded = look.folded
    for cut in (0, 1, 2):
        word = folded[cut:]
        if len(word) < 3 or (cut and folded[cut - 1] not in _PROCLITICS):
            break
        if word in family or word in given:
            return cut
        if (
            near
            and look.name == 1
            and _VARIANT <= len(word) <= _LONGEST
            and not near.isdisjoint(_variants(word))
        ):
            return cut
    return -1


def person_values(scan: NameText, found: Sequence[Found]) -> Mapping[Found, str]:
    """The fullest form of every person found, folded and in the nominative where it is known."""
    people = [(one, _name(scan, one)) for one in found if one.kind is DetailKind.PERSON]
    if not people:
        return {}
    counts = Counter([name for _, name in people])
    if len(counts) == 1:  # one person, as in most headlines
        written = _forms(scan, people, {name: name for name in counts})
        return {one: written[name] for one, name in people}
    spelled = _spellings(counts)
    plain = {name: tuple(spelled.get(word, word) for word in name) for name in counts}
    totals: Counter[Name] = Counter()
    for name, count in counts.items():
        totals[plain[name]] += count
    holders: dict[str, dict[Name, None]] = defaultdict(dict)
    for name in totals:
        for word in name:
            holders[word][name] = None
    order = {name: at for at, name in enumerate(totals)}
    forms = _forms(scan, people, plain)
    best = {word: _weightiest(names, totals, order) for word, names in holders.items()}
    fullest = {name: _fullest(name, best) for name in totals}
    return {one: forms[fullest[plain[name]]] for one, name in people}


def _weightiest(names: Iterable[Name], totals: Mapping[Name, int], order: Mapping[Name, int]) -> list[Name]:
    """The names with most words, then the most frequent, then the first; so many as bound the cost."""
    return sorted(names, key=lambda name: (-len(name), -totals[name], order[name]))[:_HOLDERS]


def _fullest(name: Name, holders: Mapping[str, list[Name]]) -> Name:
    """The weightiest name that holds the words of a shorter one."""
    return next((full for full in holders[name[-1]] if _within(name, full)), name)


def _within(name: Name, full: Name) -> bool:
    """Whether the words of a name stand in a fuller one, in order."""
    rest = iter(full)
    return all(word in rest for word in name)


def _forms(
    scan: NameText, people: Sequence[tuple[Found, Name]], plain: Mapping[Name, Name]
) -> Mapping[Name, str]:
    """How each name is written: its most frequent form, the shortest of them, the first of those."""
    written: dict[Name, Counter[str]] = defaultdict(Counter)
    for one, name in people:
        written[plain[name]][_nominative(scan, one)] += 1
    return {
        name: min(forms, key=lambda form: (len(form), -forms[form], form))
        if _cased(name)
        else forms.most_common(1)[0][0]
        for name, forms in written.items()
    }


def _cased(name: Name) -> bool:
    return not "\u0621" <= name[0][:1] <= "\u06d3"


def _nominative(scan: NameText, one: Found) -> str:
    """The folded words of a person; Russian cases undone where given name and ending tell them."""
    looks = scan.looks[one.first : one.stop]
    if looks[0].arabic or len(looks[0].bases) < 2:
        return scan.folded(one.first, one.stop, one.cut)
    lexicon = scan.lexicon
    words: list[str] = []
    for look in looks:
        told = [base for base in look.bases if base in lexicon.cased["given"]]
        if look.folded in told or not told:
            told = [look.folded]
        words.append(told[0])
    if len(words) > 1 and words[0] != looks[0].folded:
        woman = words[0][-1] in "ая"
        ends = tuple(e for e in lexicon.surname_endings if (e[-1] in "ая") == woman)
        fitting = [base for base in looks[-1].bases[1:] if base.endswith(ends)]
        words[-1] = fitting[0] if fitting else words[-1]
    return " ".join(words)


def _spellings(counts: Mapping[Name, int]) -> Mapping[str, str]:
    """Rarer spellings of a long name word -> the frequent one, where one letter tells them apart."""
    words: Counter[str] = Counter()
    for name, count in counts.items():
        for word in name:
            words[word] += count
    spelled: dict[str, str] = {}
    seen: dict[str, str] = {}
    for word, _ in sorted(words.items(), key=lambda row: (-row[1], row[0])):
        if not _VARIANT <= len(word) <= _LONGEST:
            continue
        shapes = list(_variants(word))
        like = next((seen[shape] for shape in shapes if shape in seen), None)
        if like is not None:
            spelled[word] = like
            continue
        for shape in shapes:
            seen.setdefault(shape, word)
    return spelled


def _variants(word: str) -> Iterator[str]:
    """A word and its forms with one letter less: words that share one differ in at most two places."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _name(scan: NameText, one: Found) -> Name:
    looks = scan.looks[one.first : one.stop]
    return tuple(_key(scan, look, 0 if at else one.cut) for at, look in enumerate(looks))


def _key(scan: NameText, look: Look, cut: int) -> str:
    """What makes a name word comparable: folded without proclitics; Russian without its case ending."""
    word = look.folded[cut:]
    if look.arabic or len(look.bases) < 2 or len(word) > _LONGEST:
        return word
    endings, shorter = scan.lexicon.case_endings, True
    while shorter:
        shorter = False
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word, shorter = word[: len(word) - len(ending)], True
                break
    return word
