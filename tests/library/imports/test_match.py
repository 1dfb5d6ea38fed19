"""Whether a record is in the library already."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from readinglist import store
from readinglist.formats import bibtex
from readinglist.library.imports.match import Twins
from readinglist.store.sqlite import write

if TYPE_CHECKING:
    from readinglist.library import Library

FIELDS = [("title", "{On Keys}"), ("author", "{Doe, Jane}"), ("year", "{2020}"), ("doi", "{10.1000/keys}")]


def test_a_record_is_known_by_what_it_says_and_not_by_which_object_it_is(library: Library) -> None:
    record = bibtex.build("doe2020", "article", FIELDS)
    with write.operation(library.path, "add") as opened:
        opened.add([record])
    with store.reading(library.path) as opened:
        twins = Twins(opened, [record])
        assert twins.of(replace(record, key="")) == ("doe2020", "same doi 10.1000/keys")
        assert twins.of(replace(record, key="", identifiers=()))[0] == "doe2020"
