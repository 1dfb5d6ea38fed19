"""Whether a record is in the library already."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist import store
from readinglist.formats import bibtex
from readinglist.library.imports.match import Handle, KnownSources, duplicate_of, look_up, look_up_keys, match, standing
from readinglist.library.online import stubs
from readinglist.store.sqlite import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.store import Reader

    LookUp = Callable[[Reader, list[Record]], KnownSources]

FIELDS = [("title", "{On Keys}"), ("author", "{Doe, Jane}"), ("year", "{2020}"), ("doi", "{10.1000/keys}")]


def test_a_record_is_known_by_what_it_says_and_not_by_which_object_it_is(library: Location) -> None:
    record = bibtex.build("doe2020", "article", FIELDS)
    with write.operation(library.path, "add") as opened:
        opened.add([record])
    with store.reading(library.path) as opened:
        assert duplicate_of(opened, replace(record, key="")) == ("doe2020", "same DOI, same title")
        assert duplicate_of(opened, replace(record, key="", identifiers=()))[0] == "doe2020"


DOE = bibtex.build("doe2020", "article", FIELDS)
ROE = bibtex.build("roe2021", "article", [("title", "{On Locks}"), ("author", "{Roe, Richard}"), ("year", "{2021}")])


def known(records: list[Record], *sources: Record, look_up: LookUp = look_up) -> KnownSources:
    """Return what a library with these sources answers for records."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        with write.operation(path, "add") as opened:
            opened.add(sources)
        with store.reading(path) as reader:
            return look_up(reader, records)


def test_what_the_library_has_is_a_duplicate_and_what_it_lacks_is_new() -> None:
    records = [replace(DOE, key="other"), ROE]
    first, second = match(records, known(records, DOE))
    assert (first.duplicate_of, first.reason) == ("doe2020", "same DOI, same title")
    assert second.is_new


def test_a_record_is_compared_with_earlier_ones_of_its_batch() -> None:
    records = [ROE, DOE, replace(DOE, key="again")]
    assert [one.duplicate_of for one in match(records, known(records))] == [None, None, 1]


def test_what_is_combined_is_what_later_records_are_compared_with() -> None:
    records = [replace(DOE, key="one"), replace(DOE, key="two")]
    seen: list[tuple[str, str]] = []

    def combine(_handle: Handle, source: Record, record: Record) -> Record:
        seen.append((source.why, record.key))
        return replace(source, why=f"{source.why}{record.key} ")

    matches = match(records, known(records, DOE), combine)
    assert seen == [("", "one"), ("one ", "two")]
    before, after = standing(matches)["doe2020"]
    assert (before.why, after.why) == ("", "one two ")


def test_where_nothing_is_to_be_a_duplicate_the_keys_in_use_are_known_all_the_same() -> None:
    found = known([DOE], DOE, look_up=look_up_keys)
    assert [one.is_new for one in match([DOE], found)] == [True]
    assert found.keys == {"doe2020": 1}


def test_a_stub_counts_only_where_it_is_not_left_out(library: Location) -> None:
    with write.operation(library.path, "add") as opened:
        opened.add([stubs.unresolved(DOE)])
        assert duplicate_of(opened, DOE)[0] == "doe2020"
        assert duplicate_of(opened, DOE, resolved=True) == ("", "")
