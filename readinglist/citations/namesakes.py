"""Finds the items of a batch that share a family name.

Only these may need given names to be distinguished, which is what makes pandoc slow in a long bibliography.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from readinglist.citations.styles import Style

# Pandoc's time grows with the square of the number of names that it compares. For so few items a second run takes longer
# than it saves; the number is a guess.
FEW = 250
_GIVEN_NAMES = re.compile(r"\sdisambiguate-add-givenname\s*=\s*([\"'])true\1")


def indifferent(style: Style) -> Style:
    """Return a style that does not use given names to distinguish.

    It removes CSL's `disambiguate-add-givenname`. A style without it, or one that numbers its citations, stays as it
    is.
    """
    # Citations by number show no names, and cost no time.
    if "citation-number" in style.csl:
        return style
    return style._replace(csl=_GIVEN_NAMES.sub("", style.csl))


def among(items: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the items whose citations given names may change.

    They begin with the same family name as another item, where a family name stands for different people. Such a
    citation may show given names or more names, which then decides the letter after the year (2020a); no other citation
    can. The year does not count, since some styles do not cite it.
    """
    meant: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for item in items:
        people = [person for names in _name_lists(item) for person in names]
        for first in _first_families(item):
            for family, given in map(_person, people):
                meant[first][family].add(given)
    double = {first for first, people in meant.items() if any(len(given) > 1 for given in people.values())}
    return [item for item in items if double.intersection(_first_families(item))]


def _name_lists(item: Mapping[str, Any]) -> Iterator[Sequence[Mapping[str, Any]]]:
    for value in item.values():
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            yield value


def _first_families(item: Mapping[str, Any]) -> set[str]:
    return {_person(names[0])[0] for names in _name_lists(item)}


def _person(name: Mapping[str, Any]) -> tuple[str, str]:
    family = str(name.get("family") or name.get("literal") or "")
    return family.casefold(), str(name.get("given", "")) if "family" in name else ""
