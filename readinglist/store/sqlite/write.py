"""Writing: one operation is one transaction of a SQLModel session, its changes logged and its sources indexed."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session, SQLModel, and_, col, select

from readinglist.model import crossref
from readinglist.model.key_folding import folded_key
from readinglist.store.sqlite import (
    database,
    documents,
    fulltext_index,
    inherited_dates,
    rows,
    tables,
    undo,
    write_claims,
)
from readinglist.store.sqlite.write_rows import RowWriter, assign
from readinglist.util import rewriting, steps
from readinglist.util.clock import now
from readinglist.util.rewriting import Intent, Receipt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Engine

    from readinglist.model.record import Problem, Record
    from readinglist.util.rewriting import Rewrite

PAGE = 500
_CACHE_KIB = 64 * 1024


@contextlib.contextmanager
def operation(path: Path, summary: str, *, dry_run: bool = False, into: int = 0) -> Iterator[SqliteWriter]:
    """Open a transaction for one command's changes.

    All of them are kept at the end, or none.

    With `dry_run` everything is done and then rolled back. An operation that changes nothing leaves no trace in the
    log. A long command that keeps what it did piece by piece continues its own operation, `into`, as long as no
    other came after it. Raises LibraryError where the file cannot be written.
    """
    database.ready_for_writing(path)
    engine = _engine(path)
    try:
        with (
            documents.with_library(path) as together,
            _translated(path),
            Session(engine, expire_on_commit=False, autoflush=False) as session,
        ):
            writer = SqliteWriter(session)
            yield writer
            if dry_run:
                session.rollback()
            else:
                together.keep(writer.finish(summary, into), session.commit)
    finally:
        engine.dispose()


class SqliteWriter(RowWriter):
    """What can be written within one operation.

    `connection` is for reading inside the same transaction.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.number = 0
        self.rewrites: list[Rewrite] = []
        self.redated: set[int] = set()  # sources whose dates, keys or parents are not those that they had
        self.orphaned: set[int] = set()  # those of them that name no parents any more

    @contextlib.contextmanager
    def step(self) -> Iterator[None]:
        """Open a step of the operation.

        What it writes is kept as a whole, or taken back where it fails.
        """
        changes, rewrites = len(self.recorder.changes), len(self.rewrites)
        try:
            with self.session.begin_nested():
                self.session.connection()  # only now the savepoint is set, and rows are written past the session too
                yield
                self.session.flush()
        except BaseException:
            del self.recorder.changes[changes:], self.rewrites[rewrites:]
            raise
        self._index()

    def add(self, records: Sequence[Record]) -> list[int]:
        """Add sources with all their parts; return their ids.

        Their keys must be free, links and vias known.
        """
        first = self.next_id(tables.Source)
        ids = list(range(first, first + len(records)))
        local = {folded_key(record.key): number for number, record in zip(ids, records, strict=True)}
        stamp = now()
        numbered = list(zip(ids, records, strict=True))
        self.insert(tables.Source, [self._source_row(r, local, stamp) for _, r in numbered])
        for model, build in _PARTS.items():
            columns = ("source_id", *rows.COLUMNS[str(model.__tablename__)])
            self.insert_rows(model, columns, [(n, *row) for n, record in numbered for row in build(record)])
        self.insert(tables.Link, [row for n, record in numbered for row in self._link_rows(n, record, local)])
        write_claims.add(self, numbered, local)
        self.redated.update(ids)
        if ids:
            fulltext_index.index_range(self.connection, ids[0], ids[-1])
        return ids

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
            self._save_sources(page)
            for model, build in _PARTS.items():
                self._save_parts(model, page, build)
            self._save_parts(tables.Link, page, None)
            self.session.flush()
            write_claims.save(self, page)
        steps.tell("keeping", len(differing), len(differing))
        return len(differing)

    def remove(self, ids: Sequence[int]) -> None:
        """Remove sources with everything that hangs on them, links from elsewhere included."""
        self.redated.update(inherited_dates.children(self, ids))
        for number in ids:
            self.delete_where(tables.Link, col(tables.Link.target_id) == number)
            write_claims.remove(self, number)
            for model in tables.CHILDREN:
                self.delete_where(model, col(model.source_id) == number)
            for follower in self.session.exec(select(tables.Source).where(col(tables.Source.via_id) == number)):
                follower.via_id = None
            self.session.flush()
            source = self.session.get(tables.Source, number)
            if source:
                self.session.delete(source)
            self.session.flush()

    def keep_broken(self, file: str, problems: Iterable[Problem]) -> None:
        """Keep pieces that could not be read as entries, verbatim.

        One that is kept already is not kept twice.
        """
        kept = set(self.connection.execute("SELECT file, raw FROM broken"))
        new = [problem for problem in problems if (file, problem.raw) not in kept]
        stamp = now()
        self.insert(
            tables.Broken,
            [{"file": file, "line": p.line, "message": p.message, "raw": p.raw, "added": stamp} for p in new],
        )

    def forget_broken(self, number: int) -> None:
        """Delete a piece that was set aside, now that it is mended, and of its place in its file."""
        piece = self.session.get(tables.Broken, number)
        if piece:
            place = and_(col(tables.Passage.source_id).is_(None), col(tables.Passage.text) == piece.raw)
            self.delete_where(tables.Passage, place)
        self.delete_where(tables.Broken, col(tables.Broken.id) == number)

    def next_file(self) -> int:
        """Return the number under which the passages of another file are kept."""
        return int(self.connection.execute("SELECT coalesce(max(file), 0) + 1 FROM passage").fetchone()[0])

    def keep_passages(self, file: int, passages: Iterable[tuple[int | None, str]]) -> None:
        """Keep stretches of a file in order, those that are entries with the id of their source."""
        self.insert_rows(
            tables.Passage, ("source_id", "file", "text"), [(number, file, text) for number, text in passages]
        )

    def keep_text(self, number: int, name: str, labels: str, text: str) -> None:
        """Keep the text of a source, in the place of one that it has."""
        write_claims.keep_text(self, number, name, labels, text)

    def drop_text(self, number: int) -> None:
        """Take the text off a source."""
        write_claims.drop_text(self, number)

    def rewrite(self, rewrites: Iterable[Rewrite]) -> None:
        """Rewrite documents when the operation ends, as a part of it."""
        self.rewrites += rewrites

    def reindex(self) -> None:
        """Fill the full-text index anew."""
        fulltext_index.rebuild(self.connection)

    def finish(self, summary: str, into: int = 0) -> Intent | None:
        """Flush, index what was touched, and write the operation into the log; `number` is then its number there.

        Return what is to be done to documents when it is kept.
        """
        self.session.flush()
        if not self.recorder.changes and not self.rewrites:
            return None
        self._inherit_dates()
        self._index()
        undo.forget_undone(self.connection)
        self.number = into if undo.is_last(self.connection, into) else self._begun(summary)
        self.insert(tables.Change, [change | {"operation_id": self.number} for change in self.recorder.changes])
        intent = self._intent()
        self.session.flush()
        return intent

    def _intent(self) -> Intent | None:
        """Note the documents that are rewritten, each with this machine's seal; return what is to be done to them."""
        rewrites = [rewrite._replace(path=rewrite.path.resolve()) for rewrite in self.rewrites]
        seals = [rewriting.sealed(rewrite) for rewrite in rewrites]
        for rewrite, seal in zip(rewrites, seals, strict=True):
            columns = rewrite._asdict() | {"path": str(rewrite.path), "seal": seal}
            self.session.add(tables.Rewriting(operation_id=self.number, **columns))
        if not rewrites:
            return None
        return Intent(Receipt(self.number, "done", seals[0]), tuple(rewrites))

    def _inherit_dates(self) -> None:
        """Bring the dates that sources inherit up to date with what was changed."""
        for number, (date, year) in (
            inherited_dates.changes(self, self.redated, self.orphaned).items() if self.redated else ()
        ):
            source = self.session.get(tables.Source, number)
            if source:
                source.date, source.year = date, year
        self.redated.clear()
        self.session.flush()

    def _index(self) -> None:
        """Bring the full-text index up to date with what was touched since it was last done."""
        fulltext_index.reindex(self.connection, sorted(self.recorder.touched - {0}))
        self.recorder.touched.clear()

    def _begun(self, summary: str) -> int:
        entry = tables.Operation(at=now(), summary=summary, state="done")
        self.session.add(entry)
        self.session.flush()
        return entry.id or 0

    def _source_row(self, record: Record, local: dict[str, int], stamp: str) -> rows.Row:
        row = rows.source(record) | {"via_id": self.id_of(record.via, local)}
        queued = stamp if record.status == "queued" else ""
        return row | {"added": record.added or stamp, "changed": record.changed or stamp, "queued": queued}

    def _link_rows(self, number: int, record: Record, local: dict[str, int]) -> list[rows.Row]:
        return [
            {"source_id": number, "relation": link.relation, "target_id": self.id_of(link.key, local)}
            for link in record.links
            if link.direction == "out"
        ]

    def _save_sources(self, page: list[tuple[int, Record, Record]]) -> None:
        stamp = now()
        found = self.by_source(tables.Source, "id", [number for number, _, _ in page])
        for number, old, new in page:
            row = rows.source(new) | {"via_id": self.id_of(new.via, {}), "changed": stamp}
            if new.status == "queued" and old.status != "queued":
                row["queued"] = stamp
            assign(found[number][0], row)

    def _save_parts(
        self,
        model: type[SQLModel],
        page: list[tuple[int, Record, Record]],
        build: Callable[[Record], list[rows.Values]] | None,
    ) -> None:
        """Bring the rows of one table from the old to the new record, touching only what differs."""
        attribute = _ATTRIBUTES[model]
        moved = [item for item in page if getattr(item[1], attribute) != getattr(item[2], attribute)]
        if not moved:
            return
        found = self.by_source(model, "source_id", [number for number, _, _ in moved])
        for number, _, new in moved:
            wanted = self._part_rows(model, build, new) if build else self._link_rows(number, new, {})
            self.sync(model, found.get(number, []), [{"source_id": number, **row} for row in wanted])

    def _part_rows(
        self, model: type[SQLModel], build: Callable[[Record], list[rows.Values]], record: Record
    ) -> list[rows.Row]:
        columns = rows.COLUMNS[str(model.__tablename__)]
        return [dict(zip(columns, row, strict=True)) for row in build(record)]


_PARTS: dict[type[SQLModel], Callable[[Record], list[rows.Values]]] = {
    tables.Alias: rows.aliases,
    tables.EntryField: rows.fields,
    tables.Macro: rows.macros,
    tables.Contributor: rows.contributors,
    tables.Identifier: rows.identifiers,
    tables.Tag: rows.tags,
    tables.Note: rows.notes,
    tables.Origin: rows.origins,
    tables.Mark: rows.marks,
}

_ATTRIBUTES: dict[type[SQLModel], str] = {
    tables.Alias: "aliases",
    tables.EntryField: "fields",
    tables.Macro: "macros",
    tables.Contributor: "contributors",
    tables.Identifier: "identifiers",
    tables.Tag: "tags",
    tables.Note: "notes",
    tables.Origin: "origins",
    tables.Mark: "marks",
    tables.Link: "links",
}


def _is_redated(old: Record, new: Record) -> bool:
    return (old.date, old.key, old.aliases) != (new.date, new.key, new.aliases) or (
        crossref.parents_of(old) != crossref.parents_of(new)
    )


def _engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path.absolute())),
        poolclass=NullPool,
        connect_args={"timeout": database.BUSY_SECONDS},
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _record: object) -> None:  # noqa: ANN401
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    database.prepare(connection)


def _on_begin(connection: Any) -> None:  # noqa: ANN401
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


@contextlib.contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise database.in_our_words(error.orig, path) from error
        raise
    except sqlite3.Error as error:
        raise database.in_our_words(error, path) from error
