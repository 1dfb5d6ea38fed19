"""What an import works out of entries where it reads them, and how often it asks the library."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from readinglist.deduplication.fingerprint import fingerprint
from readinglist.formats import bibtex
from readinglist.library.imports.add import add, add_to
from readinglist.library.imports.names import faults
from readinglist.library.imports.prepare import prepared
from readinglist.library.imports.read import Input
from readinglist.library.location import Location
from readinglist.library.operation import operation
from readinglist.model import crossref
from readinglist.model.record import Record
from readinglist.store.derived import columns, folded_people, folded_tags, searched
from readinglist.store.sqlite import rows
from readinglist.store.sqlite.write import SqliteWriter

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """
@book{gogh1888, title = {Sunflowers}, subtitle = {{A} Study}, author = {van Gogh, Jr, Vincent and others}, year = 1888}
@inbook{müller2001, author = {{World Health Organization} and Jos{\\'e} M{\\"u}ller}, booktitle = {Reports}, date = {2001-02}}
@article{li2020, title = {\u5b66\u4e60}, journal = {Nature}, Note = {one}, ABSTRACT = {two}, keywords = {Größe, größe; b}}
@proceedings{conf, title = {T}, crossref = {gogh1888}, ids = {other, another}, editor = {Doe, A., Roe, B., Poe, C.}}
@misc{plain, howpublished = acm, month = jan, note = "a" # unknown, note2 = {#}}
@misc{nothing, url = {https://example.org}}
"""
RECORDS = [item for item in bibtex.load(TEXT) if isinstance(item, Record)]


def with_prepared(record: Record) -> Record:
    parts = (record.type, record.fields, record.contributors, record.tags, record.macros)
    return replace(record, prepared=prepared(record), prepared_of=parts)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.key)
def test_what_was_worked_out_beforehand_is_what_is_worked_out_late(record: Record) -> None:
    known = with_prepared(record)
    assert known.known_beforehand() == prepared(record)
    for function in (
        columns,
        folded_people,
        folded_tags,
        searched,
        fingerprint,
        rows.source,
        rows.contributors,
        rows.tags,
    ):
        assert function(known) == function(record), function
    assert known.title == record.title
    assert crossref.ids_of(known) == crossref.ids_of(record)
    assert crossref.named_by(known) == crossref.named_by(record)
    assert prepared(record).faults == tuple(faults(record))


def test_what_was_worked_out_holds_for_no_other_parts() -> None:
    known = with_prepared(RECORDS[0])
    assert replace(known, key="other", origin="file a.bib").known_beforehand()
    for other in ({"fields": ()}, {"type": "misc"}, {"contributors": ()}, {"tags": ("x",)}):
        assert replace(known, **other).known_beforehand() is None
    assert replace(known, fields=()).title == ""


def test_an_import_finds_what_the_index_made_of_the_tables_finds(tmp_path: Path) -> None:
    location = Location(tmp_path / "a.db", "test")
    add(location, [Input("a.bib", [*map(with_prepared, RECORDS[:3]), *RECORDS[3:]])], keys="generate")
    with operation(location, "reindex") as opened:
        assert isinstance(opened, SqliteWriter)
        imported = opened.connection.execute("SELECT rowid, * FROM fulltext").fetchall()
        opened.reindex()
        assert opened.connection.execute("SELECT rowid, * FROM fulltext").fetchall() == imported != []


def test_an_import_asks_as_often_for_many_entries_of_a_part_as_for_few(tmp_path: Path) -> None:
    def asked(count: int) -> int:
        location = Location(tmp_path / f"{count}.db", "test")
        text = "".join(f"@misc{{k{n}, title = {{Title {n}}}, doi = {{10.1000/{n}}}}}\n" for n in range(count))
        statements: list[str] = []
        with operation(location, "import") as opened:
            assert isinstance(opened, SqliteWriter)
            opened.connection.set_trace_callback(statements.append)
            add_to(opened, location, [Input("a.bib", list(bibtex.load(text)))])
            opened.connection.set_trace_callback(None)
        return sum("SELECT" in statement for statement in statements)

    assert asked(20) == asked(200)
