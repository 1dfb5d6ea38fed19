"""Entries from an editor: what the user changed, what another command changed meanwhile, and where the two collide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist import errors
from readinglist.formats import bibtex
from readinglist.library import lookup
from readinglist.library.edit import entries, sources
from readinglist.library.errors import BrokenText, EditCollides, KeyTaken
from readinglist.store.sqlite import write
from tests.library.edit.test_sources import exported

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.library.location import Location
    from readinglist.model.record import Record

FIELDS = [("author", "{Roe, Ann}"), ("title", "{Book {A}}"), ("year", "2000"), ("keywords", "{x, y}")]


@pytest.fixture
def books(library: Location) -> Location:
    with write.operation(library.path, "add") as opened:
        opened.add([bibtex.build(key, "book", FIELDS) for key in ("aa", "bb")])
    return library


def read(library: Location, *keys: str) -> list[Record]:
    return lookup.show(library, list(keys))


def test_an_edit_leaves_untouched_fields_to_the_byte(books: Location) -> None:
    opened, before = read(books, "aa"), exported(books)
    text = entries.as_text(opened)
    assert "date = {2000}" in text
    entries.replace_entries(books, opened, text)
    assert exported(books) == before
    entries.replace_entries(books, opened, text.replace("{Book {A}}", "{Book {B}}"))
    assert exported(books) == before.replace("Book {A}", "Book {B}", 1)


def test_an_edited_date_takes_the_place_of_year_and_month(books: Location) -> None:
    opened = read(books, "aa")
    (record,) = entries.replace_entries(books, opened, entries.as_text(opened).replace("2000", "2021-06-07"))
    assert record.date == "2021-06-07"
    assert {field.name for field in record.fields}.isdisjoint({"year", "month"})


def retagged(library: Location) -> None:
    sources.tag(library, ["aa"], ["z"], ["x"])


def renamed(library: Location) -> None:
    sources.rename(library, "aa", "moved")


def set_late(library: Location) -> None:
    sources.set_fields(library, "aa", [("date", "1999"), ("publisher", "Late")])


MEANWHILE: dict[str, tuple[Callable[[Location], None], dict[str, object]]] = {
    "fields": (set_late, {"date": "1999", "publisher": "Late", "tags": ("x", "y", "mine")}),
    "tags": (retagged, {"date": "2000", "tags": ("y", "mine", "z")}),
    "the key": (renamed, {"key": "moved", "tags": ("x", "y", "mine")}),
}


@pytest.mark.parametrize("what", MEANWHILE)
def test_what_another_command_changed_meanwhile_stays(books: Location, what: str) -> None:
    opened = read(books, "aa")
    edited = entries.as_text(opened).replace("Book", "Tome").replace("{x, y}", "{x, y, mine}")
    change, expected = MEANWHILE[what]
    change(books)
    (record,) = entries.replace_entries(books, opened, edited)
    assert record.title == "Tome A"
    known = {"key": record.key, "date": record.date, "publisher": record.plain("publisher"), "tags": record.tags}
    assert {name: known[name] for name in expected} == expected
    assert read(books, "aa") == [record] or read(books, "aa")[0].fields == record.fields


def test_a_field_that_both_changed_alike_or_that_only_one_removed_does_not_collide(books: Location) -> None:
    opened = read(books, "aa")
    edited = entries.as_text(opened).replace("Roe, Ann", "Roe, Anna").replace("  keywords = {x, y},\n", "")
    sources.set_fields(books, "aa", [("author", "Roe, Anna")])
    (record,) = entries.replace_entries(books, opened, edited)
    assert (record.byline, record.tags) == ("Roe", ())


def test_what_collides_is_refused_with_both_values_and_the_second_edit_decides(books: Location) -> None:
    opened, before = read(books, "aa"), exported(books)
    edited = entries.as_text(opened).replace("{Book {A}}", "{Mine @ {B}}").replace("Roe, Ann", "Roe, Anna")
    sources.set_fields(books, "aa", [("title", "Theirs")])
    with pytest.raises(EditCollides) as refused:
        entries.replace_entries(books, opened, edited)
    assert "aa: title is {Theirs} in the library by now, and {Mine @ {B}} in your text" in str(refused.value)
    assert exported(books) == before.replace("Book {A}", "Theirs", 1)
    again = refused.value.text
    assert again.startswith("%% aa: title is {Theirs}")
    assert "title = {Mine @ {B}}" in again
    assert "author = {Roe, Anna}" in again
    (record,) = entries.replace_entries(books, refused.value.standing, again)
    assert (record.title, record.contributors[0].given) == ("Mine @ B", "Anna")


def test_a_value_that_was_removed_here_and_changed_there_collides(books: Location) -> None:
    opened = read(books, "aa")
    sources.unset_fields(books, "aa", ["author"])
    with pytest.raises(EditCollides, match="author is gone in the library by now"):
        entries.replace_entries(books, opened, entries.as_text(opened).replace("Roe, Ann", "Roe, Anna"))


def test_a_key_and_a_type_that_both_changed_collide(books: Location) -> None:
    opened = read(books, "aa")
    renamed(books)
    sources.set_fields(books, "moved", [("entrytype", "report")])
    with pytest.raises(EditCollides, match=r"key is moved in the library by now, and cc .*type is report"):
        entries.replace_entries(books, opened, entries.as_text(opened).replace("@book{aa", "@thesis{cc"))


def test_several_entries_are_edited_in_one_text_and_one_operation(books: Location) -> None:
    opened = read(books, "aa", "bb")
    text = entries.as_text(opened)
    first, second = text.split("@book{bb")
    swapped = "@book{bb" + second.replace("Book", "Tome") + first.replace("@book{aa", "@book{cc")
    records = entries.replace_entries(books, opened, swapped)
    assert [(record.key, record.title) for record in records] == [("cc", "Book A"), ("bb", "Tome A")]
    assert read(books, "aa")[0].key == "cc"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda text: text.replace("@book{bb", "@book{aa"), BrokenText),
        (lambda text: text.split("@book{bb")[0], BrokenText),
        (lambda text: text.replace("title = {", "title = {{"), BrokenText),
        (lambda text: text.replace("@book{bb", "@book{AA"), KeyTaken),
    ],
)
def test_several_entries_of_which_one_is_wrong_change_nothing(
    books: Location, change: Callable[[str], str], error: type[Exception]
) -> None:
    opened, before = read(books, "aa", "bb"), exported(books)
    with pytest.raises(error):
        entries.replace_entries(books, opened, change(entries.as_text(opened)))
    assert exported(books) == before


def test_a_note_that_was_changed_meanwhile_is_not_overwritten(books: Location) -> None:
    sources.add_note(books, "aa", sources.NoteText(text="first"))
    sources.edit_note(books, "aa", 1, sources.NoteText(text="second"))
    with pytest.raises(EditCollides, match="note 1 is second in the library by now, and third in your text"):
        sources.edit_note(books, "aa", 1, sources.NoteText(text="third"), was=sources.NoteText("first"))


@pytest.mark.parametrize("order", [("aa", "bb"), ("bb", "aa")])
def test_two_sources_exchange_who_inherits_from_whom_in_one_edit(books: Location, order: tuple[str, str]) -> None:
    sources.set_fields(books, "aa", [("crossref", "bb")])
    opened = read(books, *order)
    text = entries.as_text(opened)
    turned = text.replace("crossref = {bb},", "").replace("@book{bb,", "@book{bb, crossref = {aa},")
    entries.replace_entries(books, opened, turned)
    assert [record.plain("crossref") for record in read(books, "aa", "bb")] == ["", "aa"]


@pytest.mark.parametrize("name", ["crossref", "xdata"])
def test_a_circle_that_an_edit_of_several_sources_leaves_is_refused(books: Location, name: str) -> None:
    opened = read(books, "aa", "bb")
    text = entries.as_text(opened)
    for key, other in (("aa", "bb"), ("bb", "aa")):
        text = text.replace(f"@book{{{key},", f"@book{{{key}, {name} = {{{other}}},")
    before = exported(books)
    with pytest.raises(errors.InvalidValue, match="inherit from itself"):
        entries.replace_entries(books, opened, text)
    assert exported(books) == before


def test_two_sources_do_not_get_one_key_in_one_edit(books: Location) -> None:
    opened = read(books, "aa", "bb")
    with pytest.raises((KeyTaken, BrokenText)):
        entries.replace_entries(books, opened, entries.as_text(opened).replace("aa,", "cc,").replace("bb,", "cc,"))


def test_of_two_sources_that_call_themselves_the_same_in_one_edit_the_second_is_refused(books: Location) -> None:
    opened = read(books, "aa", "bb")
    text = (
        entries.as_text(opened)
        .replace("@book{aa,", "@book{aa, ids = {x},")
        .replace("@book{bb,", "@book{bb, ids = {x},")
    )
    with pytest.raises(errors.InvalidValue, match="a name of aa"):
        entries.replace_entries(books, opened, text)


def test_sources_are_renamed_and_named_anew_in_one_edit(books: Location) -> None:
    sources.set_fields(books, "aa", [("crossref", "bb")])
    opened = read(books, "aa", "bb")
    text = entries.as_text(opened).replace("@book{bb,", "@book{cc,").replace("@book{aa,", "@book{dd,")
    entries.replace_entries(books, opened, text)
    assert [(one.key, one.plain("crossref")) for one in read(books, "dd", "cc")] == [("dd", "cc"), ("cc", "")]
