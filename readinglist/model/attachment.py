"""The files of a source, what was read in them, and what a reader marked in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = ("pdf", "snapshot", "supplement", "data")
_MOST = 1_000_000_000  # attachments of a source, far beyond any
# What reading a file came to: its text; pages that are pictures; no text; a password; damage; a kind that is not read; no reader.
READ, SCANNED, EMPTY, LOCKED, DAMAGED, UNREAD = "text", "pictures", "empty", "locked", "damaged", "unread"


class Attachment(NamedTuple):
    """A file of a source.

    `id` counts from 1 within the source. `path` is POSIX and below the library's folder of files, or, of one that is `linked`, where the
    file is: absolute, or relative to the folder of the library. `name` is what the file was called, `pages` the labels of its
    pages that the reader gave (`113-`). `url` is where it came from, `fetched` when, `archived` where an archive has it. `marks` are the names of
    the marks in it of which notes were made, as a JSON array, so that a note that was removed does not come again.
    """

    id: int
    path: str
    kind: str = "pdf"
    label: str = ""
    name: str = ""
    linked: bool = False
    sha256: str = ""
    size: int = 0
    url: str = ""
    fetched: str = ""
    archived: str = ""
    pages: str = ""
    added: str = ""
    marks: str = ""


def last_number(attachments: Iterable[Attachment]) -> int:
    """Return the highest number of attachments, 0 for none; one that no program gives is passed over."""
    return max((one.id for one in attachments if one.id < _MOST), default=0)


class Highlight(NamedTuple):
    """A passage that a reader marked in a file, as it was when it last came from there.

    `file` is the file's SHA-256, `mark` the name that the mark has within it, `kind` how it was marked (`highlight`, `underline`, `text`). `page` counts from 0; `boxes` are rectangles on it in
    points from its lower left (left, bottom, right, top; ISO 32000-1, 8.3.2.3). `colour` is `#rrggbb`, or empty. `quote` and `text` are what was
    marked and written, to be told from what the reader changed here since; `at` is when it was last changed.
    """

    file: str
    mark: str
    page: int = 0
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    colour: str = ""
    author: str = ""
    quote: str = ""
    text: str = ""
    at: str = ""
    kind: str = ""


class PageText(NamedTuple):
    """The text of a page and its label as it is printed, empty where there is none."""

    label: str
    text: str


class Section(NamedTuple):
    """A section of what was read in a file.

    Its title, how deep it is, counted from 1, the number of the page where it begins, from 0, and where on it; -1 where that is not known.
    """

    title: str
    level: int
    page: int
    at: int = -1


class FileText(NamedTuple):
    """What was read in a file.

    `state` is one of the words above, `message` a sentence on it. `reader` names the program and its version; `labelled` says
    where the labels of pages are from: `labels`, `printed`, or empty where they only count. `facts` are what the file says of itself, as JSON.
    """

    state: str
    pages: tuple[PageText, ...] = ()
    message: str = ""
    reader: str = ""
    labelled: str = ""
    facts: str = "{}"


class AttachedFile(NamedTuple):
    """An attachment with the key of its source, and what was read in it: the state, its sentence and the number of pages."""

    key: str
    attachment: Attachment
    state: str = ""
    message: str = ""
    pages: int = 0


class PageHit(NamedTuple):
    """A page on which a search found words.

    `attachment` is 0 for a text that was given by itself, `labels` the grammar by which its reader named the pages. `page` counts
    from 0, of `pages` in all; `snippet` has what matched between OPEN and CLOSE (`views`). The lowest `rank` is best. `number` is that of the page in the library.
    """

    source: int
    key: str
    title: str
    byline: str
    year: int | None
    attachment: int
    name: str
    labels: str
    page: int
    label: str
    pages: int
    snippet: str = ""
    rank: float = 0
    number: int = 0
