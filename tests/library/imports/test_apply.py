"""Which keys of an input mean sources that are kept under others."""

from __future__ import annotations

from readinglist.formats import bibtex
from readinglist.library.imports.apply import Imported, renamed

A, B = (bibtex.build(key, "misc", [("title", "{T}")]) for key in ("a", "B"))


def test_a_duplicates_key_means_the_source_that_it_is() -> None:
    assert renamed([(A, "doe2020", False)], {}, Imported()) == {"a": "doe2020"}
    assert renamed([(B, "doe2020", False)], {}, Imported()) == {"b": "doe2020"}


def test_a_record_that_kept_its_key_renames_nothing() -> None:
    assert renamed([(A, "a", True)], {}, Imported()) == {}


def test_of_two_records_of_one_name_the_first_counts() -> None:
    assert renamed([(A, "a", True), (A, "aa", True)], {}, Imported()) == {}
    assert renamed([(A, "aa", True), (A, "ab", True)], {}, Imported()) == {"a": "aa"}


def test_a_key_that_an_earlier_part_of_the_input_has_stays_that_ones() -> None:
    assert renamed([(A, "aa", True)], {"a": 7}, Imported(first=5)) == {}
    assert renamed([(A, "aa", True)], {"a": 7}, Imported(first=9)) == {"a": "aa"}
    assert renamed([(A, "aa", True)], {}, Imported(renamed={"a": "doe2020"})) == {}
