"""`formats`: what is read and written, from the registries, and what each brings beside fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist import formats, managers
from readinglist.library.imports import read
from readinglist.model.record import Record
from tests.formats.samples import FILES, sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Ran


def test_every_format_and_program_is_listed_within_eighty_columns(rl: Callable[..., Ran]) -> None:
    lines = rl("formats").lines
    assert [line.split()[0] for line in lines] == sorted([*formats.NAMES, *managers.NAMES])
    assert max(map(len, lines)) <= 80


def test_what_is_listed_is_there_as_json(rl: Callable[..., Ran]) -> None:
    found = {one["name"]: one for one in rl("formats", "--json").json}
    assert found["ris"] == {
        "name": "ris",
        "title": "RIS",
        "suffixes": [".ris"],
        "reads": True,
        "writes": True,
        "carries": ["keys", "tags", "files"],
    }
    assert (found["papis"]["reads"], found["papis"]["writes"]) == (True, False)
    assert {name for name, one in found.items() if one["writes"]} == set(formats.WRITTEN)
    assert all(one["title"] for one in found.values())


def brought(record: Record) -> Iterator[str]:
    yield from ["keys"] * bool(record.key)
    yield from ["tags"] * bool(record.tags)
    yield from ["notes"] * bool(record.notes)
    yield from ["files"] * bool(record.attachments or record.field("file"))
    yield from ["status"] * bool(record.status.replace("inbox", ""))
    yield from ["links"] * bool(record.links)
    yield from ["dates"] * bool(record.added)


@pytest.mark.parametrize("name", FILES)
def test_what_a_format_brings_is_said(name: str) -> None:
    said = next(one for one in read.interchange() if one.name == name)
    records = [item for item in formats.by_name(name).load(sample(name)) if isinstance(item, Record)]
    assert {what for record in records for what in brought(record)} <= set(said.carries)


def test_an_import_ends_with_what_was_read_and_what_was_left_out(rl: Callable[..., Ran]) -> None:
    text = sample("bookmarks").replace("https://example.org/wolves", "javascript:alert(1)")
    ran = rl("import", "-", input=text)
    assert ran.err.splitlines()[-1] == "read 3: added 3, skipped 0, updated 0, broken 0; left out 1, named above"
    assert "1 bookmark left out, as no page has such an address: javascript:alert(1)" in ran.err
