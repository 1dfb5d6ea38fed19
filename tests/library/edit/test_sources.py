from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readinglist import errors
from readinglist.formats import bibtex
from readinglist.library import lookup
from readinglist.library.edit import sources
from readinglist.library.imports import add
from readinglist.library.imports.read import Input
from readinglist.library.location import Location
from readinglist.library.output import export

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = r"""
@article{doe2020,
  author = {Doe, Jane},
  title = {On {DNA}},
  journal = jnl,
  year = 2020, month = may,
  keywords = {Machine learning; {A, B}; g{\"o}del}
}
@string{jnl = {Journal of Journals}}
"""


@pytest.fixture
def shelf(library: Location) -> Location:
    text = "@string{jnl = {Journal of Journals}}\n" + ENTRY
    add.add(library, [Input("x", bibtex.load(text))])
    return library


def exported(library: Location, form: str = "bibtex") -> str:
    return "".join(export.export(library, export.ExportOptions(format=form)))


def test_a_keyword_that_stays_keeps_its_form_and_the_separator(shelf: Location) -> None:
    sources.tag(shelf, ["doe2020"], ["new"], ["machine LEARNING"])
    assert r"keywords = {{A, B}; g{\"o}del; new}" in exported(shelf)


def test_removing_the_last_tag_removes_the_field(shelf: Location) -> None:
    record = lookup.show(shelf, ["doe2020"])[0]
    sources.tag(shelf, ["doe2020"], [], list(record.tags))
    assert "keywords" not in exported(shelf)


def test_a_macro_goes_out_with_its_definition_until_the_field_is_set(shelf: Location) -> None:
    assert exported(shelf).startswith("@string{jnl = {Journal of Journals}}\n\n@article{doe2020,")
    sources.set_fields(shelf, "doe2020", [("journaltitle", "Nature")])
    assert "@string" not in exported(shelf)
    assert "journal = {Nature}" in exported(shelf)


@pytest.mark.parametrize("name", ["a,b", "a;b", "{a}", "+a", "-a", " ", "", "a\nb", "a\\b"])
def test_what_cannot_be_a_keyword_cannot_be_a_tag(shelf: Location, name: str) -> None:
    with pytest.raises(errors.InvalidValue):
        sources.tag(shelf, ["doe2020"], [name], [])


TAGS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters=",;{}\\"), min_size=1, max_size=12
).filter(lambda name: name[0] not in "+-" and name.isprintable())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=25)
@given(st.lists(TAGS, min_size=1, max_size=4, unique_by=lambda name: name.casefold()))
def test_tags_that_are_set_are_the_tags_that_an_export_brings_back(tmp_path: Path, names: list[str]) -> None:
    library = Location.at(tmp_path / f"{abs(hash(tuple(names)))}.db")
    add.add(library, [Input("x", bibtex.load("@misc{k, title = {T}}"))])
    sources.tag(library, ["k"], names, [])
    tags = lookup.show(library, ["k"])[0].tags
    again = next(iter(bibtex.load(exported(library))))
    assert again.tags == tags  # type: ignore[union-attr]
