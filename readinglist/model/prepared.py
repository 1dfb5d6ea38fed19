"""What was worked out of a record beforehand, as an import does where it reads it: plain values, for all who ask later."""

from __future__ import annotations

from typing import NamedTuple


class Columns(NamedTuple):
    """What a library keeps of a record to sort, compare and search it by."""

    title: str
    title_folded: str
    byline: str
    byline_folded: str
    venue: str
    date: str
    people: tuple[str, ...]
    """The names of its contributors, folded."""
    tags: tuple[str, ...]
    """Its tags, folded."""


class Searched(NamedTuple):
    """The texts by which a record is found, folded; None where it has none of a kind."""

    title: str
    authors: str | None
    editors: str | None
    people: str | None
    venue: str
    abstract: str | None
    annotations: str | None
    tags: str | None
    fields: str | None


class Parts(NamedTuple):
    """The parts of a record as plain tuples of their values, as they travel between processes and as the library keeps them."""

    fields: tuple[tuple[str, str, str], ...]
    macros: tuple[tuple[str, str], ...]
    contributors: tuple[tuple[str, str, str, str, str, str, str], ...]
    """With the folded name as the last value."""
    identifiers: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, str], ...]
    """Each with its folded form."""


class Prepared(NamedTuple):
    """What was worked out of a record beforehand: its parts, columns and texts, its fingerprint, and what is wrong in its fields."""

    parts: Parts
    columns: Columns
    searched: Searched
    key: tuple[str, str, str]
    """Its key as it is, as it is searched, and its parts as they are searched."""
    fingerprint: str
    refers: bool
    """Whether a field may hold the keys of other entries, or other keys of its own."""
    other_keys: tuple[str, ...]
    """The other keys that it gives itself."""
    faults: tuple[tuple[str, str], ...]
    """The fields whose lists of names have faults, with a sentence about each."""
    undefined: tuple[tuple[str, str, str], ...]
    """The macros that nothing defines, in lower case and as written, with the first field that uses each."""
