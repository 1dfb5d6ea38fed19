"""JSON by the contract and JSON-LD: what is written is read back."""

from __future__ import annotations

import json as plain_json
from dataclasses import replace

import pytest

from readinglist.formats import bibtex, json, json_ld, losses
from readinglist.model.record import Claim, Link, Note, Problem, Record

ENTRY = r"""@article{doe2020, author = {van Gogh, Vincent and {World Bank} and King, Jr., Martin}, title = {On {Keys} \& Locks}, journal = {J},
  year = 2020, month = may, keywords = {keys, doors}, custom = {x}, crossref = {p}, doi = {10.1000/x}, note = {a}, eprint = {1706.03762}}"""


def record() -> Record:
    return next(one for one in bibtex.load(ENTRY) if isinstance(one, Record))


@pytest.mark.parametrize("module", [json, json_ld])
def test_every_field_comes_back(module: object) -> None:
    assert losses.of(record(), module) == []  # type: ignore[arg-type]


def test_json_brings_notes_tags_and_status_and_names_what_it_does_not() -> None:
    notes = (Note(1, "mine"), Note(2, "", "quoted", "page 3", public=True))
    one = replace(
        record(),
        notes=notes,
        status="read",
        priority=2,
        aliases=("old",),
        links=(Link("cites", "x"),),
        claims=(Claim(1, "c"),),
    )
    found, notice = json.load("".join(json.dump([one], private=True)))
    assert isinstance(found, Record)
    assert isinstance(notice, Problem)
    assert [(n.text, n.quote, n.locator, n.public) for n in found.notes] == [
        ("mine", "", "", False),
        ("", "quoted", "page 3", True),
    ]
    assert (found.status, found.priority, found.aliases, found.tags) == ("read", 2, ("old",), one.tags)
    assert not notice.broken
    assert notice.message.startswith("the links and claims of doe2020 are not taken")


def test_json_is_read_in_lines_too() -> None:
    two = [record(), replace(record(), key="roe")]
    lines = "".join(json.dump(two, in_lines=True))
    assert [(one.key, one.line) for one in json.load(lines) if isinstance(one, Record)] == [("doe2020", 1), ("roe", 2)]


@pytest.mark.parametrize(
    "text",
    ['[{"key": 5}]', '[{"key": "a", "fields": [], "contributors": {}, "notes": [1], "tags": {"a": 1}, "priority": true}]', '[{"key":', "[" * 5000, '[{"key": "a", "fields": {"x y": "z", "title": ["t"]}}]'],
)  # fmt: skip
def test_whatever_json_holds_gives_records_or_problems(text: str) -> None:
    assert all(isinstance(one, Record | Problem) for one in json.load(text))


def test_relations_are_in_json_ld_by_the_terms_of_cito() -> None:
    one = replace(record(), links=(Link("follows-up", "roe"), Link("cites", "poe", "in")))
    (work,) = plain_json.loads("".join(json_ld.dump([one])))["@graph"]
    assert work["cito:extends"] == [{"@id": "#roe"}]
    assert "cito:cites" not in work
