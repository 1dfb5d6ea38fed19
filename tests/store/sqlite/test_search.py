from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.model.record import Note
from readinglist.model.views import CLOSE, OPEN
from readinglist.store.sqlite import database, fulltext_index, search, write

if TYPE_CHECKING:
    from readinglist.library.location import Location
    from readinglist.model.record import Record


@pytest.fixture
def filled(library: Location, attention: Record, mixtral: Record, muller: Record) -> Location:
    quoted = replace(attention, notes=(Note(1, "rotary later", "we propose a new simple network", "page 1"),))
    with write.operation(library.path, "add") as opened:
        opened.add([quoted, mixtral, muller])
    return library


def find(library: Location, wanted: str) -> list[str]:
    with database.reading(library.path) as connection:
        return [hit.key for hit in search.search(connection, wanted, 20)]


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        ("attention", ["vaswani2017attention"]),
        ("ATTEN", ["vaswani2017attention"]),
        ('"all you need"', ["vaswani2017attention"]),
        ('"you all need"', []),
        ("vaswani", ["vaswani2017attention"]),
        ("Ashish Vaswani", ["vaswani2017attention"]),
        ("muller", ["mueller2020"]),
        ("MÜLLER", ["mueller2020"]),
        ("jorg", ["mueller2020"]),
        ("深度", ["mueller2020"]),
        ("索", ["mueller2020"]),
        ("度求索", ["mueller2020"]),
        ("求度", []),
        ("simple network", ["vaswani2017attention"]),
        ("rotary", ["vaswani2017attention"]),
        ("moe", ["jiang2024mixtral"]),
        ("mixtral2024", []),
        ("jiang2024", ["jiang2024mixtral"]),
        ("neural information", ["vaswani2017attention"]),
        ("nothing of the kind", []),
        ("", []),
        ("***", []),
    ],
)
def test_search_finds_words_by_their_beginning_and_phrases_as_they_are(
    filled: Location, wanted: str, keys: list[str]
) -> None:
    assert find(filled, wanted) == keys


def test_the_snippet_marks_the_passage_that_matched(filled: Location) -> None:
    with database.reading(filled.path) as connection:
        snippet = search.search(connection, "simple", 5)[0].snippet
        chinese = search.search(connection, "深度", 5)[0].snippet
    assert f"new {OPEN}simple{CLOSE} network" in snippet
    assert "\u200b" not in chinese
    assert "求索" in chinese


def test_the_index_follows_every_change(filled: Location) -> None:
    with write.operation(filled.path, "edit") as opened:
        old = opened.record(2)
        opened.save([(2, old, replace(old, notes=(Note(1, "sparse gating"),)))])
    assert find(filled, "gating") == ["jiang2024mixtral"]
    with write.operation(filled.path, "rm") as opened:
        opened.remove([2])
    assert find(filled, "gating") == []
    with database.reading(filled.path) as connection:
        assert fulltext_index.stale(connection) == 0


@given(st.text(alphabet=st.sampled_from("ab \"*()-:^{}+AND OR NOT NEAR\x00\u200b深\\'")))
def test_nothing_that_is_typed_is_syntax_of_the_index(wanted: str) -> None:
    with database.reading(None) as connection:
        search.search(connection, wanted, 5)
