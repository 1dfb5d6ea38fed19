"""Writing: one operation is one transaction, its changes logged and its sources indexed."""

from __future__ import annotations

import contextlib
import json
import sys
from typing import TYPE_CHECKING, NamedTuple

from readinglist.model import biblatex, crossref
from readinglist.model.key_folding import folded_key
from readinglist.store.sqlite import (
    bulk,
    database,
    documents,
    fulltext_index,
    inherited_dates,
    order,
    rows,
    undo,
    write_attached,
    write_claims,
)
from readinglist.store.sqlite.columns import CHILDREN
from readinglist.store.sqlite.uids import new_uid
from readinglist.store.sqlite.write_rows import RowWriter
from readinglist.util import rewriting, steps
from readinglist.util.rewriting import Intent, Receipt

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from readinglist.model.attachment import FileText
    from readinglist.model.beside import Beside, Leftovers
    from readinglist.model.prepared import Prepared
    from readinglist.model.record import Problem, Record
    from readinglist.util.rewriting import Rewrite

    Changed = tuple[int, Record, Record]  # a source by its id, as it was and as it is to be

PAGE = 500


@contextlib.contextmanager
def operation(path: Path, summary: str, *, dry_run: bool = False, into: int = 0) -> Iterator[SqliteWriter]:
    """Open a transaction for one command's changes.

    All of them are kept at the end, or none.

    With `dry_run` everything is done and then rolled back. An operation that changes nothing leaves no trace in the
    log. A long command that keeps what it did piece by piece continues its own operation, `into`, as long as no
    other came after it. Raises LibraryError where the file cannot be written.
    """
    database.ready_for_writing(path)
    with documents.with_library(path) as together, database.translated(path), database.transaction(path) as connection:
        writer = SqliteWriter(connection)
        yield writer
        if not dry_run:
            together.keep(writer.finish(summary, into), connection.commit)


class SqliteWriter(RowWriter):
    """What can be written within one operation.

    `connection` is for reading inside the same transaction.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self.number = 0
        self.rewrites: list[Rewrite] = []
        self.redated: set[int] = set()  # sources whose dates, keys or parents are not those that they had
        self.orphaned: set[int] = set()  # those of them that name no parents any more
        self.first = 0  # of the sources that were added
        self.aside: dict[str, str] | None = None  # what makes the indexes that were set aside

    @contextlib.contextmanager
    def step(self) -> Iterator[None]:
        """Open a step of the operation.

        What it writes is kept as a whole, or taken back where it fails.
        """
        changes, rewrites = len(self.recorder.changes), len(self.rewrites)
        self.connection.execute("SAVEPOINT step")
        try:
            yield
        except BaseException:
            if self.connection.in_transaction:  # a full disk has ended it already
                self.connection.execute("ROLLBACK TO step")
                self.connection.execute("RELEASE step")
            del self.recorder.changes[changes:], self.rewrites[rewrites:]
            raise
        self.connection.execute("RELEASE step")
        self._index()

    def add(self, records: Sequence[Record]) -> list[int]:
        """Add sources with all their parts; return their ids.

        Their keys must be free, links and vias known.
        """
        first = self.next_id("source")
        self._expect(first)
        ids = list(range(first, first + len(records)))
        own = {folded_key(record.key): number for number, record in zip(ids, records, strict=True)}
        local = self.ids_of((key for record in records for key in _names(record)), own)
        stamp = self.now
        numbered = list(zip(ids, records, strict=True))
        heads = [self._source_row(record, local, stamp) for record in records]
        order.note(self.connection, [(n, row["added"]) for n, row in zip(ids, heads, strict=True)])
        self.insert("source", heads)
        with_known = [(number, record, record.known_beforehand()) for number, record in numbered]
        for table, part in _PARTS.items():
            columns = ("source_id", *rows.COLUMNS[table])
            self.insert_rows(table, columns, _new_rows(part, with_known))
        self.insert("link", [row for n, record in numbered for row in self._link_rows(n, record, local, stamp)])
        write_claims.add(self, numbered, local)
        if ids:
            fulltext_index.add(self.connection, numbered)
        return ids

    def parent_keys(self, fields: Sequence[str] = biblatex.INHERITING) -> list[tuple[int, str]]:
        """Return (id of the child, key that it names) for every `crossref` and `xdata`, or other fields; each may name several."""
        self._make_indexes()  # who asks has added what there was to add
        return super().parent_keys(fields)

    def save(self, changes: Iterable[tuple[int, Record, Record]]) -> int:
        """Bring sources from one record to another (id, old, new), row by row; return how many differ."""
        differing = [change for change in changes if change[1] != change[2]]
        for start in range(0, len(differing), PAGE):
            steps.tell("keeping", start, len(differing))
            page = differing[start : start + PAGE]
            self.redated.update(number for number, old, new in page if _is_redated(old, new))
            self.orphaned.update(
                number for number, old, _ in page if number in self.redated and crossref.parents_of(old)
            )
            former = {folded_key(old.key): number for number, old, _ in page}  # others may be renamed before it
            local = self.ids_of((key for _, old, new in page for key in _names_since(old, new)), former)
            self._save_sources(page, local)
            for table, part in _PARTS.items():
                self._save_parts(table, part, page)
            self._save_links(page, local)
            write_claims.save(self, page, local)
        steps.tell("keeping", len(differing), len(differing))
        return len(differing)

    def remove(self, ids: Sequence[int]) -> None:
        """Remove sources with everything that hangs on them, links from elsewhere included."""
        self.redated.update(inherited_dates.children(self, ids))
        given, these = {"ids": json.dumps(list(ids))}, "(SELECT value FROM json_each(:ids))"
        self.delete_where("link", f"target_id IN {these}", given)
        write_claims.remove(self, given, these)
        for table in CHILDREN:
            self.delete_where(table, f"source_id IN {these}", given)
        self.assign("source", [(one, {"via_id": None}) for one in self.where("source", f"via_id IN {these}", given)])
        self.delete_where("source", f"id IN {these}", given)

    def keep_broken(self, file: str, problems: Iterable[Problem]) -> None:
        """Keep pieces that could not be read as entries, verbatim.

        One that is kept already is not kept twice.
        """
        kept = set(self.connection.execute("SELECT file, raw FROM broken"))
        new = [problem for problem in problems if (file, problem.raw) not in kept]
        stamp = self.now
        self.insert(
            "broken",
            [{"file": file, "line": p.line, "message": p.message, "raw": p.raw, "added": stamp} for p in new],
        )

    def forget_broken(self, number: int) -> None:
        """Delete a piece that was set aside, now that it is mended, and of its place in its file."""
        pieces = self.where("broken", "id = :id", {"id": number})
        given = {"raws": json.dumps([piece["raw"] for piece in pieces])}
        self.delete_where("passage", "source_id IS NULL AND text IN (SELECT value FROM json_each(:raws))", given)
        self.delete("broken", pieces)

    def next_file(self) -> int:
        """Return the number under which the passages of another file are kept."""
        return int(self.connection.execute("SELECT coalesce(max(file), 0) + 1 FROM passage").fetchone()[0])

    def keep_passages(self, file: int, passages: Iterable[tuple[int | None, str]]) -> None:
        """Keep stretches of a file in order, those that are entries with the id of their source."""
        columns = ("source_id", "file", "text")
        self.insert_rows("passage", columns, [(number, file, text) for number, text in passages])

    def keep_text(self, number: int, name: str, labels: str, text: str) -> None:
        """Keep the text of a source, in the place of one that it has."""
        write_claims.keep_text(self, number, name, labels, text)

    def drop_text(self, number: int) -> None:
        """Take the text off a source."""
        write_claims.drop_text(self, number)

    def keep_read(self, sha256: str, read: FileText) -> None:
        """Keep what was read in a file, in the place of what was read in it before; no `undo` takes it back."""
        write_attached.keep(self.connection, sha256, read)

    def forget_read(self, hashes: Iterable[str]) -> None:
        """Forget what was read in files."""
        write_attached.forget(self.connection, hashes)

    def keep_beside(self, page: Sequence[tuple[int, Beside]]) -> None:
        """Give sources, and what hangs on them, the names and times that they have elsewhere."""
        from readinglist.store.sqlite import write_beside  # noqa: PLC0415 - only `load` needs it

        write_beside.keep(self, page)

    def keep_leftovers(self, left: Leftovers, *, prune: bool = False) -> None:
        """Keep what belongs to no single source; with `prune`, nothing else of its kind stays. What was read in files is added to."""
        from readinglist.store.sqlite import write_beside  # noqa: PLC0415 - only `load` needs it

        write_beside.keep_leftovers(self, left, prune=prune)

    def rewrite(self, rewrites: Iterable[Rewrite]) -> None:
        """Rewrite documents when the operation ends, as a part of it."""
        self.rewrites += rewrites

    def reindex(self) -> None:
        """Fill the full-text index anew, and make what else the file lacks, where that loses nothing."""
        from readinglist.store.sqlite import schema  # noqa: PLC0415 - only `doctor` needs it

        schema.mend(self.connection)
        fulltext_index.rebuild(self.connection)

    def revert(self, number: int) -> None:
        """Take an older operation back, as a part of this one. Raises CannotRevert where later ones touched what it changed."""
        from readinglist.store.sqlite import revert  # noqa: PLC0415 - little needs it

        touched = revert.revert(self, number)
        self.redated |= touched
        self.orphaned |= touched

    def finish(self, summary: str, into: int = 0) -> Intent | None:
        """Index what was touched, and write the operation into the log; `number` is then its number there.

        Return what is to be done to documents when it is kept.
        """
        if not self.recorder.changes and not self.rewrites:
            return None
        self._make_indexes()
        self._inherit_dates()
        self._index()
        undo.forget_undone(self.connection)
        self.number = into if undo.is_last(self.connection, into) else self._begun(summary)
        self.insert("change", [change | {"operation_id": self.number} for change in self.recorder.changes])
        return self._intent()

    def _intent(self) -> Intent | None:
        """Note the documents that are rewritten, each with this machine's seal; return what is to be done to them."""
        rewrites = [rewrite._replace(path=rewrite.path.resolve()) for rewrite in self.rewrites]
        seals = [rewriting.sealed(rewrite) for rewrite in rewrites]
        self.insert(
            "rewriting",
            [
                {"operation_id": self.number, **rewrite._asdict(), "path": str(rewrite.path), "seal": seal}
                for rewrite, seal in zip(rewrites, seals, strict=True)
            ],
        )
        if not rewrites:
            return None
        return Intent(Receipt(self.number, "done", seals[0]), tuple(rewrites))

    def _inherit_dates(self) -> None:
        """Bring the dates that sources inherit up to date with what was changed."""
        found = {}
        if self.redated or self.first:
            found = inherited_dates.changes(self, self.redated, self.orphaned, self.first or sys.maxsize)
        standing = self.by_source("source", "id", list(found)) if found else {}
        self.assign("source", [(standing[n][0], {"date": date, "year": year}) for n, (date, year) in found.items()])
        self.redated.clear()

    def _expect(self, number: int) -> None:
        """Prepare for the sources from a number on, where very many were added before them."""
        self.first = self.first or number
        if self.aside is None and bulk.is_worth_it(self.first - 1, number - self.first):
            self.aside = bulk.set_aside(self.connection)

    def _make_indexes(self) -> None:
        """Make the indexes that were set aside; they are set aside once."""
        if self.aside:
            bulk.make_again(self.connection, self.aside)
            self.aside = {}

    def _index(self) -> None:
        """Bring the full-text index up to date with what was touched since it was last done."""
        fulltext_index.reindex(self.connection, sorted(self.recorder.touched - {0}))
        self.recorder.touched.clear()

    def _begun(self, summary: str) -> int:
        place = self.connection.execute("SELECT coalesce(max(place), 0) + 1 FROM operation").fetchone()[0]
        row = {"at": self.now, "summary": summary, "state": "done", "uid": new_uid(), "place": place}
        return self.insert("operation", [row])

    def _source_row(self, record: Record, local: Mapping[str, int], stamp: str) -> rows.Row:
        row = rows.source(record) | {"via_id": local[folded_key(record.via)] if record.via else None}
        queued = stamp if record.status == "queued" else ""
        return row | {"added": record.added or stamp, "changed": record.changed or stamp, "queued": queued}

    def _link_rows(self, number: int, record: Record, local: Mapping[str, int], stamp: str) -> list[rows.Row]:
        return [
            {"source_id": number, "relation": link.relation, "target_id": local[folded_key(link.key)], "added": stamp}
            for link in record.links
            if link.direction == "out"
        ]

    def _save_sources(self, page: list[Changed], local: Mapping[str, int]) -> None:
        stamp = self.now
        found = self.by_source("source", "id", [number for number, _, _ in page])
        pairs = []
        for number, old, new in page:
            row = rows.source(new) | {"via_id": local[folded_key(new.via)] if new.via else None, "changed": stamp}
            if new.status == "queued" and old.status != "queued":
                row["queued"] = stamp
            pairs.append((found[number][0], row))
        self.assign("source", pairs)

    def _save_parts(self, table: str, part: _Part, page: list[Changed]) -> None:
        """Bring the rows of one table from the old to the new record, touching only what differs."""
        moved = [item for item in page if getattr(item[1], part.attribute) != getattr(item[2], part.attribute)]
        if not moved:
            return
        found = self.by_source(table, "source_id", [number for number, _, _ in moved])
        names = rows.COLUMNS[table]
        wanted = [
            [{"source_id": number, **dict(zip(names, row, strict=True))} for row in part.build(new)]
            for number, _, new in moved
        ]
        self.sync(table, [(found.get(number, []), own) for (number, _, _), own in zip(moved, wanted, strict=True)])

    def _save_links(self, page: list[Changed], local: Mapping[str, int]) -> None:
        moved = [item for item in page if item[1].links != item[2].links]
        if moved:
            found = self.by_source("link", "source_id", [number for number, _, _ in moved])
            stamp = self.now
            self.sync("link", [(found.get(n, []), self._link_rows(n, new, local, stamp)) for n, _, new in moved])


class _Part(NamedTuple):
    """A part of a record: the attribute that holds it, and what makes rows of it."""

    attribute: str
    build: Callable[[Record], list[rows.Values]]


_PARTS = {
    "alias": _Part("aliases", rows.aliases),
    "field": _Part("fields", rows.fields),
    "macro": _Part("macros", rows.macros),
    "contributor": _Part("contributors", rows.contributors),
    "identifier": _Part("identifiers", rows.identifiers),
    "tag": _Part("tags", rows.tags),
    "note": _Part("notes", rows.notes),
    "origin": _Part("origins", rows.origins),
    "mark": _Part("marks", rows.marks),
    "counterpart": _Part("counterparts", rows.counterparts),
    "attachment": _Part("attachments", rows.attachments),
}


def _names(record: Record) -> Iterator[str]:
    """Yield the keys of the sources that the rows of a record name."""
    yield record.via
    yield from (link.key for link in record.links if link.direction == "out")
    yield from (piece.key for claim in record.claims for piece in claim.evidence)


def _names_since(old: Record, new: Record) -> Iterator[str]:
    """Yield the keys that have to be known to bring the rows of one record to those of another."""
    if (old.via, old.links, old.claims) != (new.via, new.links, new.claims):
        yield from _names(new)
    else:
        yield new.via


def _new_rows(part: _Part, numbered: Iterable[tuple[int, Record, Prepared | None]]) -> list[rows.Values]:
    """Return the rows of one table for new sources, those that were made beforehand as they are."""
    made: list[rows.Values] = []
    for number, record, known in numbered:
        ready = getattr(known.parts, part.attribute, None) if known else None
        if ready is None:
            made += [(number, *row) for row in part.build(record)]
        else:
            made += [(number, place, *values) for place, values in enumerate(ready)]
    return made


def _is_redated(old: Record, new: Record) -> bool:
    return (old.date, old.key, old.aliases) != (new.date, new.key, new.aliases) or (
        crossref.parents_of(old) != crossref.parents_of(new)
    )
