"""Keys are generated again in work that grows with the number of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.formats.bibtex import builder
from readinglist.library import Library
from readinglist.library.edit.rekey import rekey
from readinglist.library.location import Location
from tests.work import assert_linear

if TYPE_CHECKING:
    from pathlib import Path


def test_a_thousand_sources_of_one_name_cost_twice_what_half_of_them_cost(tmp_path: Path) -> None:
    made = 0

    def many(number: int) -> str:
        """Make a library with so many sources of one author and year, and return where it is."""
        nonlocal made
        made += 1
        library = Library(tmp_path / f"{made}.db")
        fields = [("author", "{Smith, John}"), ("date", "{2020}")]
        library.add(*(builder.build(f"k{n}", "misc", [*fields, ("title", f"{{Report {n}}}")]) for n in range(number)))
        return str(tmp_path / f"{made}.db")

    def again(path: str) -> object:
        return rekey(Location.at(path), pattern="[auth][year]", pinned=True)

    assert_linear(again, many, 200)
    keys = [record.key for record in Library(tmp_path / "2.db").records()]
    assert (keys[0], keys[1], len(set(keys))) == ("Smith2020", "Smith2020a", 400)
