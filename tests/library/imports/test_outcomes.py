"""What an import says of its records, and what it only counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.formats import bibtex
from readinglist.library.imports.add import Report, add
from readinglist.library.imports.read import Input
from readinglist.library.location import Location

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """
@article{a, title = {On Keys}, author = {Doe, A.}, year = 2001, doi = {10.1000/a}}
@article{b, title = {On Keys}, author = {Doe, A.}, year = 2001, doi = {10.1000/a}}
@article{c, title = {On Locks}, author = {Roe, B.}, year = 2002}
@article{d, title = {On Locks}, author = {Roe, B.}, year = 2002, volume = 3}
@article{e, title = {On Doors}, author = {Poe, C.}, year = 2003}
"""


def imported(path: Path, *, every: bool) -> Report:
    library = Location(path, "test")
    return add(library, [Input("a.bib", list(bibtex.load(TEXT)))], every_outcome=every)


def test_what_an_import_has_nothing_to_say_of_is_counted(tmp_path: Path) -> None:
    told, whole = imported(tmp_path / "told.db", every=False), imported(tmp_path / "whole.db", every=True)
    assert told.counts == whole.counts
    assert len(whole.outcomes) == 5
    assert told.outcomes == [one for one in whole.outcomes if one.action != "added" or one.similar]
    assert 0 < len(told.outcomes) < 5


def test_what_only_repeats_what_is_there_is_counted(tmp_path: Path) -> None:
    imported(tmp_path / "a.db", every=False)
    again = imported(tmp_path / "a.db", every=False)
    assert not again.outcomes
    assert again.counts["skipped"] == sum(again.counts.values()) == 5
