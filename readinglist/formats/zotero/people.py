"""The people of an item in their roles, and the fields of BibLaTeX for them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from readinglist.model.names import Name, parse_name

# Roles that are whose work it is, and those that BibLaTeX has a field of their own for.
FIRST = frozenset(
    "author interviewee director artist inventor presenter podcaster programmer cartographer performer sponsor creator".split()
)
FIELDS = {"editor": "editor", "translator": "translator", "bookAuthor": "bookauthor"}
# The fields for all others, each with the one that says in which role (BibLaTeX manual, 2.3.6).
MORE = (
    ("editora", "editoratype"), ("editorb", "editorbtype"), ("editorc", "editorctype"),
    ("namea", "nameatype"), ("nameb", "namebtype"), ("namec", "namectype"),
)  # fmt: skip
# What a role is called in those fields, where BibLaTeX has a word for it.
WORDS = {"contributor": "collaborator", "organizer": "organizer"}
_DIRECTED = frozenset(("movie", "video"))


class Creator(NamedTuple):
    """A person in a role by Zotero's name of it; a body, or a name in one piece, has no given name and is `whole`."""

    role: str
    family: str
    given: str = ""
    whole: bool = False


def in_fields(creators: list[Creator], kind: str) -> tuple[dict[str, list[Name]], dict[str, str], list[Creator]]:
    """Return the people of an entry of a type by their fields, what says in which role they are, and those that no field is left for."""
    people: dict[str, list[Name]] = {}
    kinds: dict[str, str] = {}
    places: dict[str, str] = {}
    left: list[Creator] = []
    for one in creators:
        name = name_of(one.family, one.given, one.whole)
        if not any(name):
            continue
        field = _field(one.role, kind, kinds) or places.get(one.role) or _next_place(one.role, places, kinds)
        if field:
            people.setdefault(field, []).append(name)
        else:
            left.append(one)
    return people, kinds, left


def _field(role: str, kind: str, kinds: dict[str, str]) -> str:
    if role == "director" and kind in _DIRECTED:
        kinds["editortype"] = role
        return "editor"
    return "author" if role in FIRST else FIELDS.get(role, "")


def _next_place(role: str, places: dict[str, str], kinds: dict[str, str]) -> str:
    if len(places) == len(MORE):
        return ""
    field, said = MORE[len(places)]
    places[role] = field
    kinds[said] = WORDS.get(role, role.lower())
    return field


@lru_cache(16_384)  # most people wrote more than one of the works of a library
def name_of(family: str, given: str, whole: bool = False) -> Name:  # noqa: FBT001, FBT002 - a memory is asked faster without names
    """Return a name in its parts: `van Gogh`, `Vincent` has a prefix, and `King`, `Martin Luther, Jr.` a suffix.

    A family name in quotation marks is one piece, as Zotero reads it.
    """
    family, given = (" ".join(part.replace("{", "").replace("}", "").split()) for part in (family, given))
    if whole or not (family and given):
        return Name(literal=family or given) if whole or " " in (family or given) else Name(family or given)
    if family[0] == family[-1] == '"' and len(family) > 1:
        return Name(family[1:-1], given)
    first, comma, suffix = given.rpartition(",")
    if not comma:
        first, suffix = given, ""
    head, comma, behind = family.partition(",")
    if comma and not suffix:
        family, suffix = head.strip(), behind
    if "," in family or "=" in family:
        return Name(family, first.strip(), suffix=suffix.strip(" !"))
    found = parse_name(f"{family}, {first.strip()}")
    return found._replace(suffix=suffix.strip(" !")) if found.family else Name(family, first.strip())
