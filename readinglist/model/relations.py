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
# What a reader judged first, then what a work is to another, and last what most works have many of.
_JUDGED = (stances.CONTRADICTS, stances.QUALIFIES, stances.SUPPORTS, "supersedes")
_MANY = (stances.BACKGROUND, "cites", "related")
_SHOWN = (*_JUDGED, *(name for name in NAMES if name not in _JUDGED + _MANY), *_MANY)
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


def place(name: str) -> int:
    """Return the place of a relation where many are shown; one that only a later version knows is last."""
    return _SHOWN.index(name) if name in _SHOWN else len(_SHOWN)


def cito(name: str) -> str:
    """Return the CiTO term of a relation, read from source to target.

    Raises InvalidValue.
    """
    return _RELATIONS[check(name)][1]
