"""Which items of a batch need to be told apart by given names: the one thing that makes pandoc slow in a long bibliography."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from readinglist.citations.styles import Style

# Pandoc takes time in proportion to the square of the names that it tells apart; so few items are not worth a second run.
FEW = 250
_GIVEN_NAMES = re.compile(r"\sdisambiguate-add-givenname\s*=\s*([\"'])true\1")


def indifferent(style: Style) -> Style:
    """Return a style that does not tell names apart by given names; the same where it does not, or where it numbers."""
    if "citation-number" in style.csl:
        return style
    return style._replace(csl=_GIVEN_NAMES.sub("", style.csl))


def among(items: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the items that begin with the same family name as another where some family name means different people.

    Of these a citation may say given names or more names, and whether it does decides about the letter of the year
    (2020a). Of all others it says nothing. The year does not count, since there are styles that do not cite it.
    """
    meant: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for item in items:
        people = [person for names in _names(item) for person in names]
        for first in _firsts(item):
            for family, given in map(_person, people):
                meant[first][family].add(given)
    double = {first for first, people in meant.items() if any(len(given) > 1 for given in people.values())}
    return [item for item in items if double.intersection(_firsts(item))]


def _names(item: Mapping[str, Any]) -> Iterator[Sequence[Mapping[str, Any]]]:
    for value in item.values():
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            yield value


def _firsts(item: Mapping[str, Any]) -> set[str]:
    return {_person(names[0])[0] for names in _names(item)}


def _person(name: Mapping[str, Any]) -> tuple[str, str]:
    family = str(name.get("family") or name.get("literal") or "")
    return family.casefold(), str(name.get("given", "")) if "family" in name else ""
