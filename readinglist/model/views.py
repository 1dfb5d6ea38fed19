"""What a library answers with beside whole records: lines of lists, hits, entries of the log."""

from __future__ import annotations

from typing import NamedTuple


class Summary(NamedTuple):
    """What a list shows of a source."""

    key: str
    type: str
    byline: str
    year: int | None
    title: str
    venue: str
    date: str
    status: str
    priority: int
    via: str
    why: str
    added: str
    tags: str
    marks: str = ""


class Outline(NamedTuple):
    """What the likeness of a source is judged by; title and author (whoever is named first) are folded."""

    id: int
    key: str
    type: str
    title: str
    year: int | None
    author: str
    venue: str
    identifiers: frozenset[tuple[str, str]]


# Marks around a match in a snippet: characters of the private use area, which no text of ours holds otherwise.
OPEN, CLOSE = "\ue000", "\ue001"


class Hit(NamedTuple):
    """A source that a search found; `snippet` has the match between OPEN and CLOSE."""

    id: int
    key: str
    title: str
    byline: str
    year: int | None
    snippet: str


class Logged(NamedTuple):
    """An operation in the log; `state` is done, undone or gone; `changes` is the number of rows it touched."""

    id: int
    at: str
    summary: str
    state: str
    changes: int


class Ailment(NamedTuple):
    """Something that the doctor found: where, what, and whether `--fix` mends it."""

    kind: str
    where: str
    message: str
    fixable: bool = False


class Named(NamedTuple):
    """What a name stands for: the id of a source, and the number of a claim of it; None for the source itself."""

    source: int
    claim: int | None


class SourceText(NamedTuple):
    """The text of a source as it is kept: the name of its file, the labels of its pages, and itself."""

    name: str
    labels: str
    text: str
