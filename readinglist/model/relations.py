"""The relations of links: their names, inverses and CiTO terms.

CiTO is the Citation Typing Ontology, http://purl.org/spar/cito.
"""

from __future__ import annotations

from readinglist import errors
from readinglist.model import stances

# name → (its words seen from the other source, the nearest term of CiTO)
_RELATIONS = {
    "cites": ("is cited by", "cites"),
    "follows-up": ("is followed up by", "extends"),
    stances.SUPPORTS: ("is supported by", "supports"),
    stances.QUALIFIES: ("is qualified by", "qualifies"),
    stances.CONTRADICTS: ("is contradicted by", "disputes"),
    stances.BACKGROUND: ("has as background", "givesBackgroundTo"),
    "version-of": ("has version", "citesForInformation"),
    "supersedes": ("is superseded by", "updates"),
    "part-of": ("has part", "citesForInformation"),
    "reviews": ("is reviewed by", "reviews"),
    "replies-to": ("is replied to by", "repliesTo"),
    "uses-data-of": ("provides data to", "usesDataFrom"),
    "translates": ("is translated by", "citesForInformation"),
    "related": ("related", "citesAsRelated"),
}
NAMES = tuple(_RELATIONS)
SYMMETRIC = frozenset(("related",))


def check(name: str) -> str:
    """Return a relation by its name, without regard to case.

    Raises InvalidValue with the list.
    """
    plain = name.strip().lower().replace("_", "-").replace(" ", "-")
    if plain not in _RELATIONS:
        raise errors.InvalidValue("relation", name, f"choose one of {', '.join(NAMES)}")
    return plain


def inverse(name: str) -> str:
    """Return the words of a relation seen from the other source.

    `cites → is cited by`; one that only a later version of the program knows is `name (from)`.
    """
    return _RELATIONS[name][0] if name in _RELATIONS else f"{name} (from)"


def cito(name: str) -> str:
    """Return the CiTO term of a relation, read from source to target.

    Raises InvalidValue.
    """
    return _RELATIONS[check(name)][1]
