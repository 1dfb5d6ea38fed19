"""Tables as they are written: a column for each field, which is read as just this field."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from readinglist.formats import bibtex, losses
from readinglist.formats import csv as tables

if TYPE_CHECKING:
    from readinglist.model.record import Record


def record(kind: str, **fields: str) -> Record:
    return bibtex.build("key2020", kind, [(name, bibtex.encode(name, value)) for name, value in fields.items()])


def rows(*records: Record) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(tables.dump(records)))))


def test_there_is_a_column_for_each_field_that_a_record_has() -> None:
    found = rows(record("book", title="A, B", date="1999"), record("article", title="C", note="seen", keywords="x, y"))
    assert found == [
        ["key", "type", "title", "date", "field:note", "tags"],
        ["key2020", "book", "A, B", "1999", "", ""],
        ["key2020", "article", "C", "", "seen", "x; y"],
    ]


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''=1", '=HYPERLINK("https://example.org")'])
def test_no_cell_is_a_formula_and_each_comes_back(title: str) -> None:
    one = record("book", title=title)
    assert rows(one)[1][2] == f"'{title}"
    assert losses.of(one, tables) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"author": "Ramón y Cajal, Santiago"},
        {"author": "{Smith and Sons}"},
        {"author": "{Foxes, Inc.} and van Gogh, Jr., Vincent and others"},
        {"holder": "{Hold Co., Inc.}"},
        {"publisher": "A Press", "organization": "A Society", "type": "a type", "note": "a note", "own-x.y": "own"},
        {"keywords": "{one, tag}"},
        {"howpublished": "by hand"},
    ],
)
@pytest.mark.parametrize("kind", ["book", "online", "thesis"])
def test_what_a_cell_could_be_taken_apart_by_comes_back(kind: str, fields: dict[str, str]) -> None:
    assert losses.of(record(kind, **fields), tables) == []
