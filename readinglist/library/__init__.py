"""The use cases, and the public Python API.

A `Library` with the verbs of the command line, records in and records out.

from readinglist import Library

library = Library("refs.db")
library.add("papers.bib", tags=["thesis"])
for source in library.records("tag:moe"):
    print(source.key, source.title)
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist.library.location import Location, locate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    from readinglist.claims.claims import Stated
    from readinglist.claims.gaps import Gap
    from readinglist.library.claims.record import Claimed
    from readinglist.library.files.listing import Listed
    from readinglist.library.imports.add import OnDuplicate
    from readinglist.model.attachment import Attachment
    from readinglist.model.record import Note, Record
    from readinglist.model.views import Hit, Logged, Replayed, Summary
    from readinglist.store import Session

__all__ = ["Library"]


class Library:
    """A library in a file, which need not be there yet.

    Without one, the library that the command line would use.

    Each method is one use case, and one operation in the log. Queries are those of the command line. What goes wrong is
    raised as a `readinglist.errors.ReadinglistError` that says it in a sentence; then nothing was changed.
    """

    # ruff: noqa: PLC0415 - a program that only reads must not load what writes

    def __init__(self, path: str | Path | None = None) -> None:
        self.location = locate(None, os.environ, Path.cwd()) if path is None else Location.at(path)

    def __repr__(self) -> str:
        return f"Library({str(self.location.path)!r})"

    def __len__(self) -> int:
        """Return the number of sources."""
        from readinglist.library import lookup

        return lookup.count(self.location)

    def __contains__(self, key: object) -> bool:
        """Whether a source has a key, or had it before."""
        from readinglist.library import lookup

        return isinstance(key, str) and lookup.has(self.location, key)

    # Finding

    def records(
        self, query: str = "", *, sort: str = "", reverse: bool = False, limit: int | None = None
    ) -> list[Record]:
        """Return the sources that a query finds, whole.

        Raises QueryError and UnknownField.
        """
        from readinglist.library import lookup

        return lookup.records(self.location, query, sort=sort, reverse=reverse, limit=limit)

    def record(self, key: str) -> Record:
        """Return one source by its key, an alias, or the beginning of either. Raises NoSuchSource and AmbiguousKey."""
        from readinglist.library import lookup

        return lookup.show(self.location, [key])[0]

    def search(self, words: str, *, limit: int = 20) -> list[Hit]:
        """Return the sources that hold all words and "phrases", best first, each with the passage that matches."""
        from readinglist.library import lookup

        return lookup.find(self.location, words, limit)

    def tags(self) -> dict[str, int]:
        """Return every tag with the number of sources that carry it."""
        from readinglist.library import lookup

        return dict(lookup.tags(self.location))

    def queue(self) -> list[Summary]:
        """Return what is being read and what is queued, in the order in which to read it."""
        from readinglist.library import lookup

        return lookup.queue(self.location)

    def claims(self, query: str = "") -> list[Stated]:
        """Return claims with the sources that make them.

        Those of the sources that a query finds, or one by its name.
        """
        from readinglist.library.claims import report

        return report.claims(self.location, query)

    def gaps(self, query: str = "") -> list[Gap]:
        """Return what is missing between claims and evidence.

        Raises NoSuchSource, NoSuchClaim, QueryError.
        """
        from readinglist.library.claims import report

        return report.gaps(self.location, query)

    def attachments(self, query: str = "") -> list[Listed]:
        """Return the files of the source that a key names, or of those that a query finds: each, where it is, and whether it is there."""
        from readinglist.library.files import listing
        from readinglist.library.selection import Wish

        return listing.attachments(self.location, Wish((query,) if query else (), query))

    def text(self, key: str, *, attachment: int | None = None, page: str = "") -> str:
        """Return the texts of a source: all, that of an attachment, or the page that is labelled so; a form feed parts pages.

        Raises NoText, NoWords and NoSuchPage.
        """
        from readinglist.library.files import texts

        return "\f".join(one.text for one in texts.texts(self.location, key, attachment, page)[1])

    def export(self, query: str = "", format: str = "bibtex", *, private: bool = False) -> str:  # noqa: A002
        """Return the sources that a query finds as text.

        `bibtex`, `biblatex`, `csl-json` or `json`.

        Private notes, status and reasons come only in `json`, and only with `private`. Raises UnknownFormat.
        """
        from readinglist.library.output import export

        return "".join(export.export(self.location, export.ExportOptions(query, format=format, private=private)))

    def cite(self, *keys: str, style: str = "apa", format: str = "text") -> str:  # noqa: A002
        """Return a citation of sources in a style.

        A key may have words before it and a place behind it: `see @doe, p. 3`.
        """
        from readinglist.library.output import cite

        return cite.cite(self.location, keys, style, format).citation

    def session(self) -> AbstractContextManager[Session]:
        """Open a session of SQLModel, to ask the tables (`readinglist.store.tables`) whatever has no verb here.

        It reads only: what is changed in it is refused by SQLite.
        """
        from readinglist import store

        return store.session(self.location.path)

    # Changing

    def add(
        self,
        *what: Record | Path | str,
        tags: Iterable[str] = (),
        status: str = "",
        on_duplicate: OnDuplicate = "skip",
    ) -> list[Record]:
        """Add records, bibliography files (or their text), identifiers and addresses.

        Return the sources that they are now.

        A text is the name of a file where there is one, else an identifier, which is asked for unless the network is off,
        else the text of a file. A source that is there already is returned as it is. An entry that cannot be read is a
        warning. Raises UnreadableFile, NoRecord, NetworkError; DuplicateSource where `on_duplicate` is `fail`.
        """
        from readinglist.library.imports.extras import Extras
        from readinglist.library.online import anything

        return anything.add(self.location, what, Extras(tags=tuple(tags), status=status), on_duplicate)

    def tag(self, key: str, *tags: str, remove: Iterable[str] = ()) -> Record:
        """Add tags to a source, and remove others; return it."""
        from readinglist.library.edit import sources

        return sources.tag(self.location, [key], tags, tuple(remove))[0]

    def set(self, key: str, **fields: str) -> Record:
        """Set fields of a source from plain text, by their BibLaTeX names; return it. Raises InvalidValue."""
        from readinglist.library.edit import sources

        return sources.set_fields(self.location, key, tuple(fields.items()))[0]

    def note(self, key: str, text: str = "", *, quote: str = "", locator: str = "", public: bool = False) -> Note:
        """Write a note on a source, or keep a quote with its page; private unless it is to be public."""
        from readinglist.library.edit import sources

        return sources.add_note(self.location, key, sources.NoteText(text, quote, locator, public))[1]

    def link(self, source: str, relation: str, target: str) -> Record:
        """Link a source to another: `cites`, `follows-up`, `supports`, `contradicts`, `version-of`….

        Return it.
        """
        from readinglist.library.edit import sources

        return sources.link(self.location, source, relation, target)[0]

    def claim(self, key: str, statement: str, *, quote: str = "", locator: str = "", verdict: str = "") -> Claimed:
        """Record a claim that a source makes.

        Raises QuoteNotFound where the source's text has no such quote.
        """
        from readinglist.library.claims import record

        return record.add_claim(self.location, key, record.ClaimText(statement, quote, locator, verdict))

    def evidence(
        self, claim: str, stance: str, key: str, *, quote: str = "", locator: str = "", note: str = ""
    ) -> Claimed:
        """Record what a source says to a claim, by its name.

        `doe2026#c3`. Raises NoSuchClaim, InvalidValue.
        """
        from readinglist.library.claims import record

        return record.add_evidence(self.location, claim, record.EvidenceText(stance, key, quote, locator, note))

    def attach(
        self, key: str, *files: Path | str, link: bool = False, kind: str = "", label: str = "", pages: str = ""
    ) -> list[Attachment]:
        """Keep copies of files, or of what is at addresses, with a source; with `link` only where they are. Return them.

        Their texts are read, and the quotes of the source looked up in them. `pages` are the labels of their pages, `113-`. Raises
        UnreadableFile, AttachedAlready, InvalidValue, NetworkError.
        """
        from readinglist.library.files import web

        return [one.attachment for one in web.attach_all(self.location, key, files, kind, label, pages, link=link)]

    def detach(self, key: str, number: int | None = None) -> list[Attachment]:
        """Take a file off a source, the only one or that of a number; return it. It stays where it is. Raises NoAttachment, SeveralAttachments."""
        from readinglist.library.files import attach

        return attach.detach(self.location, key, number)[1]

    def highlights(self, *names: str, to: str = "", again: bool = False) -> list[Note]:
        """Make notes of what is marked in the PDFs of sources, or in files; without names, in all PDFs of the library.

        `to` is the source that the marks of a file are on that no source has; with `again` those come too whose notes were removed.
        Return the notes that are new or were changed as their marks were. A file of several that cannot be read is a warning. Raises
        NoPdf, NotAttached, MissingFile, UnreadableFile.
        """
        from readinglist.library.files import highlights

        return highlights.notes(self.location, names, to=to, again=again)

    def enqueue(self, *keys: str, via: str | None = None, why: str | None = None) -> list[Record]:
        """Put sources into the reading queue, with who sent you there and why; return them."""
        from readinglist.library.edit import status

        return status.queue(self.location, keys, via=via, why=why)

    def start(self, *keys: str) -> list[Record]:
        """Start reading sources; return them."""
        from readinglist.library.edit import status

        return status.move(self.location, "start", keys)

    def done(self, *keys: str) -> list[Record]:
        """Mark sources as read; return them."""
        from readinglist.library.edit import status

        return status.move(self.location, "done", keys)

    def rename(self, old: str, new: str) -> Record:
        """Give a source another key; the old one keeps working.

        Raises KeyTaken, InvalidKey.
        """
        from readinglist.library.edit import sources

        return sources.rename(self.location, old, new)[0]

    def remove(self, *keys: str) -> list[Record]:
        """Remove sources; return them as they were."""
        from readinglist.library.edit import sources

        return sources.remove(self.location, keys)

    # The log

    def operation(self, summary: str, *, dry_run: bool = False) -> AbstractContextManager[None]:
        """Make one operation of all that is done within.

        Kept at the end or not at all, and undone at once.
        """
        from readinglist.library.operation import together

        return together(self.location, summary, dry_run=dry_run)

    def log(self, limit: int | None = None) -> list[Logged]:
        """Return the operations, newest first."""
        from readinglist.library import lookup

        return lookup.log(self.location, limit)

    def undo(self, count: int = 1) -> list[Replayed]:
        """Undo the last operations, newest first; return them. Raises NothingToUndo."""
        from readinglist.library import maintenance

        return maintenance.undo(self.location, count)

    def redo(self, count: int = 1) -> list[Replayed]:
        """Redo what was undone last; return it. Raises NothingToRedo."""
        from readinglist.library import maintenance

        return maintenance.redo(self.location, count)
