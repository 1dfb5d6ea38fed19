"""What a command gives to every source that it adds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readinglist.citekeys.errors import InvalidKey
from readinglist.errors import InvalidValue
from readinglist.formats import bibtex
from readinglist.library.imports import extras
from readinglist.library.imports.extras import Extras
from readinglist.model import provenance
from readinglist.model.record import Link, Note

NOW = "2026-11-30T12:00:00Z"
DOE = bibtex.build("doe2020", "book", [("title", "{On Keys}"), ("keywords", "{keys}")])


def test_tags_are_added_to_those_that_are_there_without_regard_to_case() -> None:
    record = extras.added(DOE, Extras(tags=("Keys", "thesis")), "file refs.bib", NOW)
    assert record.tags == ("keys", "thesis")


def test_notes_and_links_come_behind_those_that_are_there() -> None:
    own = replace(DOE, notes=(Note(4, "mine"),), links=(Link("cites", "roe2021"),))
    given = Extras(notes=("theirs",), links=(("cites", "roe2021"), ("supports", "poe2022")))
    record = extras.added(own, given, provenance.USER, NOW)
    assert record.notes == (Note(4, "mine"), Note(5, "theirs"))
    assert record.links == (Link("cites", "roe2021"), Link("supports", "poe2022"))


def test_a_reason_to_read_puts_a_source_into_the_queue_unless_a_status_is_named() -> None:
    assert extras.added(DOE, Extras(why="asked for"), "", NOW).status == "queued"
    assert extras.added(DOE, Extras(why="asked for", status="read"), "", NOW).status == "read"
    assert extras.added(DOE, Extras(), "", NOW).status == "inbox"


@pytest.mark.parametrize(
    "given",
    [
        Extras(key="a b"),
        Extras(status="lost"),
        Extras(links=(("likes", "roe"),)),
        Extras(tags=("a,b",)),
        Extras(notes=(" ",)),
    ],
    ids=["key", "status", "relation", "tag", "note"],
)
def test_what_is_wrong_with_them_is_said_before_anything_is_read(given: Extras) -> None:
    with pytest.raises((InvalidValue, InvalidKey)):
        extras.check(given)
