"""The lines `key: value` of Zotero's Extra are fields and identifiers."""

from __future__ import annotations

import pytest

from readinglist.formats import csl as csl_json
from readinglist.formats.csl import extra
from readinglist.model.record import Record
from tests.work import assert_linear_in


def read(note: str, **more: object) -> Record:
    return csl_json.record({"id": "a", "type": "book", "title": "T", "note": note, **more})


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("PMID: 123", {"pmid": "123"}),
        ("PMCID: PMC123", {"pmcid": "PMC123"}),
        ("DOI: 10.1000/x_1", {"doi": "10.1000/x_1"}),
        ("ISBN: 978-0-262-03384-8", {"isbn": "978-0-262-03384-8"}),
        ("arXiv: 1706.03762 [cs.CL]", {"eprint": "1706.03762", "eprinttype": "arxiv", "eprintclass": "cs.CL"}),
        ("arXiv:1706.03762", {"eprint": "1706.03762", "eprinttype": "arxiv"}),
        ("original-date: 1900", {"origdate": "1900"}),
        ("Original Date: 1900-05", {"origdate": "1900-05"}),
        ("Original Publisher: Able & Co", {"origpublisher": "Able & Co"}),
        ("event-place: Paris", {"venue": "Paris"}),
        ("Place: Paris", {"location": "Paris"}),
        ("tex.ids: old1, old2", {"ids": "old1, old2"}),
        ("tex.shorttitle: T & t", {"shorttitle": "T & t"}),
        (r"tex.origtitle= {\"U}ber", {"origtitle": "Über"}),
        ("editor: Doe || Jane", {"editor": "Doe, Jane"}),
        ("Citation Key: doe2001", {}),
    ],
)
def test_a_line_of_extra_is_a_field(line: str, fields: dict[str, str]) -> None:
    record = read(f"{line}\nA word of mine.")
    found = {field.name: field.plain for field in record.fields if field.name not in ("title", "note")}
    assert found == fields
    assert record.plain("note") == "A word of mine."
    assert not read(line).field("note")


@pytest.mark.parametrize(
    "note", ["See: p. 5", "A note.", "http://ex.org/a", "Ratio 1:2", "tex. : x", "type: unheard-of"]
)
def test_a_note_that_says_something_else_stays(note: str) -> None:
    assert read(note).plain("note") == note


def test_what_the_item_says_itself_counts_before_extra() -> None:
    record = read("publisher: Able\nPublisher Place: Paris", publisher="Baker")
    assert (record.plain("publisher"), record.plain("location"), record.plain("note")) == (
        "Baker",
        "Paris",
        "publisher: Able",
    )


def test_a_type_in_extra_is_the_type() -> None:
    assert csl_json.item(read("type: map"))["type"] == "map"


def test_a_way_there_and_back_keeps_what_a_note_said() -> None:
    record = read("PMID: 123\ntex.ids: old1\nMine.")
    (again,) = csl_json.load("".join(csl_json.dump([record])))
    assert isinstance(again, Record)
    assert again.values() == record.values()


@pytest.mark.parametrize("piece", ["a: b\n", "a ", "tex.", "tex.a: b\n", "a:", ":", "editor: D || J\n"])
def test_the_work_grows_with_the_length(piece: str) -> None:
    assert_linear_in(lambda note: extra.applied({"note": note}), piece)
