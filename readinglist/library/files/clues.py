"""What says which work a file is: what the file says of itself, and what its first pages print."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist.attachments import facts
from readinglist.attachments.pdf.titles import is_title
from readinglist.deduplication import titles
from readinglist.formats import bibtex
from readinglist.model import biblatex, identifiers, identifiers_in_text, provenance, schemes
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readinglist.attachments.facts import Entry, FileFacts
    from readinglist.model.attachment import FileText
    from readinglist.model.record import Record

_BOOKS = 6  # pages at whose front an ISBN may stand
_COVER = 2_000  # letters of a page that may be a cover, behind which the work begins
_MOST_LINES, _MOST_LETTERS = 250, 20_000  # of the first pages, and of a page
_FIRST = 2  # pages on which the title of a work and its authors stand
_SHARE = 0.8  # of the words of a title that a file says, which its first pages must have. A guess
_END = 20  # letters of a title, by which its last line is found
_BYLINE = 150  # characters behind the title that a search gets along with it
_SPARE = frozenset(("note", "addendum", "annotation"))  # fields in which a reader writes things of their own
_KEPT = frozenset((*biblatex.DATE_PARTS, "keywords"))
_TYPE = re.compile(r"[A-Za-z]{3,20}")


class Clues(NamedTuple):
    """What a file tells of the work that it is.

    `entry` is a whole entry that a program put into it; `identifiers` are those that it says or prints, likeliest first. `title` is
    its title, as far as that can be told, `byline` what is printed behind it, `lines` are those of its first pages.
    """

    entry: Record | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    title: str = ""
    byline: str = ""
    lines: tuple[str, ...] = ()

    def fits(self, record: Record, scheme: str) -> bool:
        """Whether a record is of this work: its title is the file's, or has lines of its own on the first pages.

        A book may be named on the first page of its parts: its title must be the file's.
        """
        names = {record.title, record.plain("title")}
        if self.title and any(titles.alike(name, self.title) for name in names):
            return True
        if self.title and schemes.of_parts(scheme):
            return False
        return any(titles.stands_in(name, self.lines) for name in names)


def of(read: FileText) -> Clues:
    """Return the clues in what was read in a file."""
    said = facts.read(read.facts)
    pages = [page.text[:_MOST_LETTERS] for page in read.pages[:_BOOKS]]
    first = pages[: 2 if pages and len(pages[0]) < _COVER else 1]
    lines = _lines(pages)
    entry = _entry(said.xmp.entries)
    title = _title(said, entry, lines)
    own = [(one.scheme, one.value) for one in entry.identifiers] if entry else []
    if said.xmp.doi and not len(said.xmp.entries) > 1 and (doi := identifiers.normal("doi", said.xmp.doi)):
        own.append(("doi", doi))
    own += [one for page in first for one in identifiers_in_text.printed(page)]
    own += [("isbn", one) for one in identifiers_in_text.isbns("\n".join(pages))]
    known = [one for one in own if one[0] in schemes.TELLING]
    return Clues(entry, tuple(dict.fromkeys(known)), title, _behind(title, lines), lines)


def titled(title: str, pages: Sequence[str]) -> Clues:
    """Return the clues in the pages of a file of which the title is known."""
    lines = _lines([page[:_MOST_LETTERS] for page in pages[:_FIRST]])
    return Clues(title=title, byline=_behind(title, lines), lines=lines)


def _lines(pages: Sequence[str]) -> tuple[str, ...]:
    return tuple(line for page in pages[:_FIRST] for line in page.split("\n") if line.strip())[:_MOST_LINES]


def _title(said: FileFacts, entry: Record | None, lines: Sequence[str]) -> str:
    """Return the title of a file: that of its entry; one that it says and prints too; the largest on its first pages.

    What it only says counts where its words are on these pages, or where there is no text to speak against it.
    """
    if entry and entry.title:
        return entry.title
    several = len(said.xmp.entries) > 1
    declared = [one for one in (said.xmp.title, said.info.get("Title", "")) if is_title(one) and not several]
    sized = next(filter(None, said.titles), "")
    for one in declared:
        if text.letters(one) != text.letters(sized) and titles.stands_in(one, lines):
            return one
    if sized:
        return sized
    only_said = next(iter(declared), "")
    words = set(_words(" ".join(lines)))
    said_words = _words(only_said)
    printed = sum(word in words for word in said_words)
    return only_said if not words or printed >= _SHARE * len(said_words) or len(words) < len(said_words) else ""


def _words(written: str) -> list[str]:
    return re.findall(r"\w+", text.fold(written))


def _behind(title: str, lines: Sequence[str]) -> str:
    """Return what is printed behind a title, where its authors are named."""
    wanted = text.letters(title)
    for start, line in enumerate(lines if wanted else ()):
        letters = text.letters(line)
        if letters.endswith(wanted[-_END:]) or (len(letters) >= min(_END, len(wanted)) and wanted.endswith(letters)):
            return " ".join(lines[start + 1 : start + 6])[:_BYLINE]
    return ""


def _entry(entries: Sequence[Entry]) -> Record | None:
    """Return the entry that a program put into a file, without what is of its owner alone; None for none, and for several."""
    if len(entries) != 1:
        return None
    fields = dict(entries[0])
    kind = fields.get("entrytype", "").strip().lower()
    pairs = [(name, bibtex.encode(name, text.printable(value))) for name, value in _kept(fields.items())]
    if not fields.get("title", "").strip():
        return None
    built = bibtex.build("", kind if _TYPE.fullmatch(kind) else "misc", pairs)
    return replace(built, origin=provenance.of_file("XMP"))


def _kept(fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    last = biblatex.place("")
    known = [
        (name, value)
        for name, value in fields
        if name not in _SPARE and (name in _KEPT or biblatex.place(biblatex.canonical(name)) < last)
    ]
    return [(name, value) for name, value in known if name not in schemes.FIELDS or _is_valid(name, value)]


def _is_valid(name: str, value: str) -> bool:
    """Whether what stands in a field of identifiers is one of its scheme, where the field is of one."""
    return name not in schemes.TABLE or bool(identifiers.normal(name, value))
