"""What an import works out of entries where it reads them, and how often it asks the library."""

from __future__ import annotations

import pickle
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
from readinglist.model.record import Identifier, Record
from readinglist.model.unread import altered, unread
from readinglist.store.derived import columns, folded_people, folded_tags, searched, searched_key
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
DOI = Identifier("doi", "10.1000/other")
RECORDS = [item for item in bibtex.load(TEXT) if isinstance(item, Record)]


def read_elsewhere(record: Record) -> Record:
    """Return a record as it comes from another process."""
    return unread(record.key, record.type, record.line, record.raw, prepared(record))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.key)
def test_what_was_worked_out_beforehand_is_what_is_worked_out_late(record: Record) -> None:
    known = read_elsewhere(record)
    assert known.known_beforehand() == prepared(record)
    for function in (
        columns,
        folded_people,
        folded_tags,
        searched,
        searched_key,
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


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.key)
def test_a_record_from_another_process_is_the_one_that_was_read_there(record: Record) -> None:
    assert read_elsewhere(record) == record
    assert hash(read_elsewhere(record)) == hash(record)
    assert pickle.loads(pickle.dumps(read_elsewhere(record))) == record  # noqa: S301 - our own
    assert altered(read_elsewhere(record), key="other") == replace(record, key="other")
    assert altered(record, key="other") == replace(record, key="other")
    with pytest.raises(AttributeError, match="colour"):
        _ = read_elsewhere(record).colour  # type: ignore[attr-defined]


def test_the_parts_of_a_record_are_made_once_for_it_and_its_copies() -> None:
    known = read_elsewhere(RECORDS[0])
    copy = altered(known, origin="file a.bib")
    assert copy.fields is known.fields
    assert copy.tags is altered(copy, key="other").tags
    assert copy.unread


def test_what_was_worked_out_holds_for_no_other_parts() -> None:
    known = read_elsewhere(RECORDS[0])
    assert replace(known, key="other", origin="file a.bib").known_beforehand()
    assert altered(known, key="other").known_beforehand()
    for other in ({"fields": ()}, {"type": "misc"}, {"contributors": ()}, {"tags": ("x",)}, {"identifiers": (DOI,)}):
        for one in (known, read_elsewhere(RECORDS[0]), replace(known), altered(known)):
            assert replace(one, **other).known_beforehand() is None
    assert replace(known, fields=()).title == ""


def test_the_key_of_a_record_is_searched_as_it_is_kept() -> None:
    known = read_elsewhere(RECORDS[0])
    for key, aliases in (("gogh1888", ("van-gogh",)), ("gogh1888a", ()), ("Gogh1888", ())):
        kept = altered(known, key=key, aliases=aliases)
        assert searched_key(kept) == searched_key(replace(RECORDS[0], key=key, aliases=aliases))


def test_an_import_finds_what_the_index_made_of_the_tables_finds(tmp_path: Path) -> None:
    location = Location(tmp_path / "a.db", "test")
    add(location, [Input("a.bib", [*map(read_elsewhere, RECORDS[:3]), *RECORDS[3:]])], keys="generate")
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
