"""What holds for every format that is written: what is read of it is what was written, but for what is named."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist import formats
from readinglist.formats import bibtex, draft, losses
from readinglist.model.record import Problem, Record

if TYPE_CHECKING:
    from types import ModuleType

DATA = Path(__file__).resolve().parent.parent / "data"
FILES = (DATA.parent.parent / "seeds" / "deepseek.bib", DATA / "written.bib")
WRITTEN = sorted(formats.WRITTEN)

# The usual fields of each type, and what each of them is made of.
KINDS = {
    "article": "author title journaltitle volume number pages date doi issn url abstract note keywords",
    "book": "author editor title publisher location series edition date isbn language url note keywords",
    "incollection": "author editor title booktitle publisher location pages date keywords note",
    "inproceedings": "author title booktitle publisher pages date doi url keywords",
    "thesis": "author title institution date url language abstract",
    "report": "author title institution number date url keywords",
    "online": "author title organization url date keywords note",
}
# What a format carries of these, whatever is in it: all, but for what stands here.
NOT_CARRIED = {"hayagriva": {"keywords"}, "bibtex": {"entrytype", "type"}, "zotero-rdf": {"langid"}}
SIGNS = "aBz9 éß李&%#_$^~\\{}\"'<>()[]-–:;,.*=+@/|!?"
LETTERS = "abcXYZ éß李"
TEXT = st.text(SIGNS, min_size=1, max_size=25).filter(lambda text: any(letter.isalpha() for letter in text))
WORD = st.text("abcdefgXYéß李", min_size=2, max_size=12).filter(lambda word: word.lower() != "and")
TAME = {
    "title": st.lists(WORD, min_size=1, max_size=6).map(" ".join),
    "author": st.lists(st.tuples(WORD.map(str.title), WORD.map(str.title)).map(", ".join), min_size=1, max_size=4).map(" and ".join),
    "date": st.dates().map(str) | st.dates().map(lambda day: str(day)[:7]) | st.dates().map(lambda day: str(day)[:4]),
    "pages": st.integers(1, 900).map(lambda first: f"{first}--{first + 12}"),
    "volume": st.integers(1, 300).map(str),
    "doi": st.integers(1, 10**6).map(lambda number: f"10.1000/x{number}"),
    "isbn": st.just("9780306406157"),
    "issn": st.just("0021-9606"),
    "url": st.integers(1, 10**6).map(lambda number: f"https://example.org/?a={number}&b=1"),
    "language": st.sampled_from(["english", "german", "spanish"]),
    "keywords": st.lists(WORD, min_size=1, max_size=4).map(", ".join),
}  # fmt: skip
LIKE = {"editor": "author", "number": "volume", "edition": "volume"}


def value(name: str) -> st.SearchStrategy[str]:
    return TAME.get(LIKE.get(name, name), TAME["title"])


@st.composite
def tame(draw: st.DrawFn) -> Record:
    """Return a record with usual fields, and nothing unusual in them."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    also = draw(st.sets(st.sampled_from(KINDS[kind].split())))
    fields = {name: draw(value(name)) for name in KINDS[kind].split() if name in also or name in ("author", "title")}
    if fields.get("note") == fields["title"]:
        del fields["note"]  # which RIS of older programs says twice
    return record(kind, fields)


@st.composite
def wild(draw: st.DrawFn) -> Record:
    """Return a record with any fields, and any text in them."""
    kind = draw(st.sampled_from([*sorted(KINDS), "misc", "patent", "software", "customa"]))
    names = ("title", "subtitle", "journaltitle", "booktitle", "series", "number", "pages", "note", "abstract", "keywords", "author", "date",
             "editor", "publisher", "type", "entrysubtype", "url", "x-own", "eventtitle", "shorttitle", "maintitle", "version")  # fmt: skip
    return record(kind, draw(st.dictionaries(st.sampled_from(names), TEXT)))


def record(kind: str, fields: dict[str, str]) -> Record:
    return bibtex.build("key2020", kind, [(name, bibtex.encode(name, value)) for name, value in fields.items()])


@cache
def records(path: Path) -> tuple[Record, ...]:
    return tuple(item for item in bibtex.load(path.read_text("utf-8")) if isinstance(item, Record))


def again(module: ModuleType, *written: Record) -> list[Record]:
    items = list(module.load("".join(module.dump(written))))
    assert [item for item in items if isinstance(item, Problem) and item.broken] == []
    return [item for item in items if isinstance(item, Record)]


def assert_the_same_but_for_what_is_named(one: Record, module: ModuleType) -> None:
    (read,) = again(module, one)
    before, after, lost = draft.whole(one), draft.whole(read), {*losses.of(one, module)}
    assert after.key == before.key or "key" in lost
    assert after.type.lower() == before.type.lower() or "entrytype" in lost
    assert {name for name, plain in before.values().items() if plain} - {*after.values()} <= lost
    assert {*after.values()} - {*before.values()} <= lost
    for role in {person.role for person in before.contributors} - lost:
        assert people(after, role) == people(before, role)
    assert {*after.tags} == {*before.tags} or "keywords" in lost
    for name in ("title", "date", "journaltitle", "note", "publisher", "url"):
        assert after.plain(name).replace("--", "–") == before.plain(name).replace("--", "–") or name in lost


def people(record: Record, role: str) -> list[tuple[str, ...]]:
    return [
        (one.family, one.given, one.prefix, one.suffix, one.literal) for one in record.contributors if one.role == role
    ]


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_not_named_is_the_same_when_it_is_read(name: str, path: Path) -> None:
    for one in records(path):
        assert_the_same_but_for_what_is_named(one, formats.by_name(name))


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_has_the_records_one_by_one_that_were_written(name: str, path: Path) -> None:
    module, written = formats.by_name(name), records(path)
    read = again(module, *written)
    alone = [found for one in written for found in again(module, one)]
    assert [(one.key, one.type, one.fields) for one in read] == [(one.key, one.type, one.fields) for one in alone]


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_was_read_is_written_without_further_loss(name: str, path: Path) -> None:
    module = formats.by_name(name)
    once = [replace(one, links=()) for one in again(module, *records(path)) if one.key]
    twice = again(module, *once)
    assert [(one.key, one.type, one.values(), one.contributors) for one in twice] == [
        (one.key, one.type, one.values(), one.contributors) for one in once
    ]


@pytest.mark.parametrize("name", WRITTEN)
@given(one=tame())
def test_what_a_format_carries_is_never_lost(name: str, one: Record) -> None:
    assert {*losses.of(one, formats.by_name(name))} <= NOT_CARRIED.get(name, set())
    assert_the_same_but_for_what_is_named(one, formats.by_name(name))


@pytest.mark.parametrize("name", WRITTEN)
@given(one=wild())
def test_whatever_is_in_a_record_it_is_written_and_what_is_lost_is_named(name: str, one: Record) -> None:
    assert_the_same_but_for_what_is_named(one, formats.by_name(name))
