"""What a library returns beside whole records.

Rows of lists, hits, the log.
"""

from __future__ import annotations

from typing import NamedTuple


class Summary(NamedTuple):
    """A source as a list shows it."""

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


class Waiting(NamedTuple):
    """A source that is being read, or is queued."""

    id: int
    status: str
    priority: int


class Outline(NamedTuple):
    """A source as it is compared for similarity.

    Title and author (the contributor who is named first) are folded.
    """

    id: int
    key: str
    type: str
    title: str
    year: int | None
    author: str
    venue: str
    identifiers: frozenset[tuple[str, str]]


# Marks around a match in a snippet: characters of the private use area, which no stored text holds otherwise.
OPEN, CLOSE = "\ue000", "\ue001"


class Hit(NamedTuple):
    """A source that a search found.

    `snippet` has the match between OPEN and CLOSE.
    """

    id: int
    key: str
    title: str
    byline: str
    year: int | None
    snippet: str


class Logged(NamedTuple):
    """An operation in the log.

    `state` is done, undone or gone; `changes` is the number of rows that it changed.
    """

    id: int
    at: str
    summary: str
    state: str
    changes: int


class Replayed(NamedTuple):
    """An operation of the log that was undone or done again.

    `documents` are the files that it wrote, or would write; `foreign` those that it had rewritten elsewhere, or that
    somebody else says it had, which are left alone.
    """

    id: int
    at: str
    summary: str
    state: str
    changes: int
    documents: tuple[str, ...]
    foreign: tuple[str, ...]


class Ailment(NamedTuple):
    """A problem that `doctor` found, and whether `--fix` repairs it; a `notice` is worth knowing, and nothing wrong."""

    kind: str
    where: str
    message: str
    fixable: bool = False
    notice: bool = False


class Named(NamedTuple):
    """A source, or a claim of it, as a name refers to it.

    `claim` is None for the source itself.
    """

    source: int
    claim: int | None


class SourceText(NamedTuple):
    """A text of a source.

    `labels` names its pages in a grammar (`i-iv,1-`), or `names` one by one. `file` is the SHA-256 of the attachment that it was read
    in, `attachment` its number; they are empty and 0 for a text that was given by itself.
    """

    name: str
    labels: str
    text: str
    names: tuple[str, ...] = ()
    file: str = ""
    attachment: int = 0


class CheckedAddress(NamedTuple):
    """An address of a source: whether it leads somewhere, where to if elsewhere, and why it cannot be told.

    `archived` is where an archive has the page, as far as the library knows.
    """

    key: str
    address: str
    state: str
    to: str = ""
    reason: str = ""
    archived: str = ""
