"""The tree of a query: its nodes, the fields that can be asked for, and the text that reads as the tree again."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from readinglist.model import schemes


class And(NamedTuple):
    """All of the parts."""

    parts: tuple[Node, ...]


class Or(NamedTuple):
    """One of the parts at least."""

    parts: tuple[Node, ...]


class Not(NamedTuple):
    """Not the part."""

    part: Node


class Word(NamedTuple):
    """A word or "phrase" anywhere in the text of a source."""

    text: str
    phrase: bool = False


class Has(NamedTuple):
    """A field that holds a text."""

    field: str
    text: str
    phrase: bool = False


class Exists(NamedTuple):
    """A field that has a value."""

    field: str


class Between(NamedTuple):
    """A field from `low` to `high`, both included.

    An empty bound is open.
    """

    field: str
    low: str
    high: str


class Beginning(NamedTuple):
    """A field with a word or value that begins so, as it is meant while somebody types it."""

    field: str
    text: str


Node: TypeAlias = And | Or | Not | Word | Has | Exists | Between | Beginning

ORDERED = ("year", "date", "added", "changed")
FIELDS = (
    "key", "type", "status", "tag", "note", "quote", "author", "editor", "person", "title", "venue", "year", "date",
    "added", "changed", *schemes.NAMES, "via", "why", "abstract", "links", "is", "claim",
    "evidence", "text", "attachment", "any",
)  # fmt: skip
_SPECIAL = re.compile(r'["\\]')


def describe(node: Node) -> str:  # noqa: PLR0911 - one way out for each kind of node
    """Return a query that `parse` reads as this tree again.

    This holds for any tree that `query.parse` makes of what is typed to its end. `Not(Or((Word("a"), Word("b"))))` → `-(a OR b)`
    """
    match node:
        case And(parts):
            return " ".join(map(_in_brackets, parts))
        case Or(parts):
            return " OR ".join(_in_brackets(part) if isinstance(part, Or) else describe(part) for part in parts)
        case Not(part):
            return f"-{_in_brackets(part)}"
        case Word(wanted, phrase):
            return _as_text(wanted, phrase=phrase)
        case Has(field, wanted, phrase):
            return f"{field}:{_as_text(wanted, phrase=phrase)}"
        case Exists(field):
            return f"{field}:*"
        case Between(field, low, high):
            return f"{field}:{low}..{high}"
        case Beginning(field, wanted):
            return f"{wanted}*" if field == "any" else f"{field}:{wanted}*"


def part_inside(wanted: str, *, phrase: bool = False) -> str:
    """Return what is looked for inside words; empty where words are meant that begin so.

    `*graph*`, `*graph` → `graph`; `graph`, `graph*`, and `"*graph*"` in quotation marks → nothing.
    """
    return wanted.strip("*") if wanted.startswith("*") and not phrase else ""


def _in_brackets(node: Node) -> str:
    return f"({describe(node)})" if isinstance(node, And | Or) else describe(node)


def _as_text(wanted: str, *, phrase: bool) -> str:
    if not phrase:
        return wanted
    escaped = _SPECIAL.sub(r"\\\g<0>", wanted)
    return f'"{escaped}"'
