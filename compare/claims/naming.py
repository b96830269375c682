"""Other names for one thing: offices for persons, capitals for countries."""

from __future__ import annotations

from functools import lru_cache

from compare.claims.frames import folded, is_function_word
from compare.languages import table

_ROLES = ("titles", "descriptors")
# Letters from which capitals are the first letters of a name.
_INITIALS = 2


@lru_cache(maxsize=8)
def _roles(language: str) -> frozenset[str]:
    words = table(language, "names")
    return frozenset(folded(w) for key in _ROLES for w in str(words.get(key, "")).split())


def is_role(word: str, language: str) -> bool:
    """True for a folded word that names an office or a rank: such a word stands for a person's name."""
    return word in _roles(language) or f"ال{word}" in _roles(language)


@lru_cache(maxsize=8)
def _standing_for(language: str) -> frozenset[str]:
    return frozenset(folded(w) for w in table(language, "function_words").get("for_names", "").split())


def stands_for_name(word: str, language: str) -> bool:
    """True for a folded noun such as "the kingdom" or "his country": it means a name told elsewhere."""
    return word in _standing_for(language) or f"ال{word}" in _standing_for(language)


def is_short_for(one: str, two: str, language: str) -> bool:
    """True where one of two names is the first letters of the other, function words counted or not.

    >>> is_short_for("National Football League", "NFL", "en")
    True
    >>> is_short_for("ООН", "Организация Объединённых Наций", "ru")
    True
    """
    short, long = sorted((one, two), key=len)
    letters = short.replace(".", "").removesuffix("s")
    if len(letters) < _INITIALS or not letters.isupper():
        return False
    words = long.split()
    telling = [word for word in words if not is_function_word(folded(word), language)]
    return any(letters == "".join(word[:1] for word in told).upper() for told in (words, telling))


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    return {str(city): str(country) for city, country in table("en", "capitals").items()}


def capital_of(name: str) -> str | None:
    """The country whose government is called by the name of this capital, else None.

    >>> capital_of("Moscow")
    'Russia'
    """
    return _capitals().get(name)
