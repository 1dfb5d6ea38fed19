"""What holds for every format that is read, whatever it is: its files are told, and nothing sound in them is lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from readinglist import formats
from readinglist.model.record import Problem, Record
from tests.formats.samples import FILES, sample
from tests.work import assert_linear

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

READ = [name for name, known in formats._KNOWN.items() if known.reads and name != "biblatex"]


def read(name: str, text: str) -> list[Record]:
    return [item for item in formats.by_name(name).load(text) if isinstance(item, Record)]


def unplaced(record: Record) -> tuple[object, ...]:
    """Return what a record says, without where it stood."""
    return record.key, record.type, record.fields, record.contributors, record.identifiers, record.tags, record.notes


def test_there_is_a_sample_of_every_format_that_is_read() -> None:
    assert set(FILES) == set(READ)


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("begin", ["", "\ufeff", "\n\n", "\ufeff\r\n"])
def test_each_file_is_told_by_what_is_in_it(name: str, begin: str) -> None:
    text = sample(name)
    if not (begin.strip("\ufeff") and text.startswith("<?xml")):
        assert name == formats.by_content(begin + text, Path("a.txt")).NAME


@pytest.mark.parametrize("name", READ)
def test_no_other_format_takes_a_file_for_its_own(name: str) -> None:
    text = sample(name)
    taken = {other for other in READ if formats.by_name(other).sniff(text)}
    assert taken - {"csl-json"} == {name} - {"csl-json"}  # which any JSON is taken for that is nothing else


@pytest.mark.parametrize("name", READ)
def test_a_sample_has_several_records_and_no_problem(name: str) -> None:
    items = list(formats.by_name(name).load(sample(name)))
    said = [item.message for item in items if isinstance(item, Problem)]
    assert [one for one in said if not one.startswith("columns: ")] == []
    assert len([item for item in items if isinstance(item, Record)]) >= 2
    lines = [item.line for item in items]
    assert lines == sorted(lines)
    assert lines[0] > 0


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_byte_order_marks_change_nothing(name: str, end: str) -> None:
    plain = [unplaced(record) for record in read(name, sample(name))]
    assert [unplaced(record) for record in read(name, "\ufeff" + sample(name).replace("\n", end))] == plain


@pytest.mark.parametrize("name", READ)
def test_a_file_that_comes_in_pieces_is_read_alike(name: str) -> None:
    text = sample(name)
    pieces = [text[place : place + 100] for place in range(0, len(text), 100)]
    found = [item for item in formats.by_name(name).load(iter(pieces)) if isinstance(item, Record)]
    assert found == read(name, text)


@pytest.mark.parametrize("name", READ)
def test_of_a_file_that_was_cut_only_the_last_record_may_change_and_none_is_lost(name: str) -> None:
    lines = sample(name).splitlines(keepends=True)
    whole = read(name, sample(name))
    for cut in range(len(lines)):
        items = list(formats.by_name(name).load("".join(lines[:cut])))
        begun = [record for record in whole if record.line <= cut]
        found = [item for item in items if isinstance(item, Record)]
        for before, after in zip(begun[:-1], found, strict=False):
            assert unplaced(after) == unplaced(before), cut
        said = [item for item in items if isinstance(item, Problem) and item.broken]
        assert len(found) + len(said) >= len(begun) - 1, cut
        assert len(found) >= len(begun) - 1, cut


@pytest.mark.parametrize("name", READ)
def test_a_file_of_any_format_is_imported_without_a_word_of_its_name(name: str, rl: Callable[..., Ran]) -> None:
    assert rl("import", "-", input=sample(name)).code == 0
    assert len(rl("list", "--json").json) == len(read(name, sample(name)))


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize(
    "text",
    ["\0", "<" * 1000, "{" * 1000, "[" * 1000, "- " * 1000, "a: " * 1000, "&a *a", "9" * 5000, "\ud800", "<a>&b;</a>"],
)
def test_nothing_that_is_read_ends_in_a_failure(name: str, text: str) -> None:
    list(formats.by_name(name).load(text))
    for place in range(0, len(sample(name)), 97):
        whole = sample(name)
        list(formats.by_name(name).load(whole[:place] + text + whole[place:]))


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize(
    "piece",
    [
        "\n",
        " ",
        "#\n",
        "a:\n",
        "- ",
        "<",
        "<a ",
        "{",
        "{ ",
        "a",
        "TI- a\n",
        "--AU-- a\n",
        "1. a\n",
        "<1>\n",
        "references:\n",
        "%0",
        "Z3988 ",
    ],
)
def test_what_a_file_is_is_told_in_proportion_to_its_length(name: str, piece: str) -> None:
    assert_linear(formats.by_name(name).sniff, lambda count: piece * count, 2000)
