"""A library of another program, imported twice: what was changed there comes, what was changed here stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from readinglist.formats import bibtex
from readinglist.library import lookup
from readinglist.library.edit import merge, sources, status
from readinglist.library.files import attach, from_entries
from readinglist.library.imports import add, follow
from readinglist.library.imports.read import Input
from readinglist.model.attachment import Attachment, Highlight
from readinglist.model.counterpart import Counterpart
from readinglist.model.record import Link, Note, Record

if TYPE_CHECKING:
    from pathlib import Path

    from readinglist.library.location import Location

BASE = {"author": "{Doe, Jane}", "title": "{On Keys}", "date": "{2020}", "keywords": "{keys, old}"}


def item(name: str = "ABCD2345", key: str = "doe2020", **given: Any) -> Record:  # noqa: ANN401
    """Return an item as a program knows it: by a name that stays."""
    named = {part: given.pop(part) for part in ("notes", "links", "status", "priority", "attachments") if part in given}
    values = {k: v for k, v in {**BASE, **given}.items() if v}
    return replace(
        bibtex.build(key, "book", list(values.items())), counterparts=(Counterpart("zotero", name),), **named
    )


def note(mark: str, text: str = "", quote: str = "", locator: str = "page 5") -> Note:
    return Note(1, text, quote, locator, highlight=Highlight("zotero", mark, quote=quote, text=text))


def bring(library: Location, *items: Record) -> add.Report:
    return add.add(library, [Input("zotero.sqlite", items)])


def shown(library: Location, key: str = "doe2020") -> Record:
    return lookup.show(library, [key])[0]


def test_an_item_is_known_again_by_its_name_there_though_nothing_else_is_as_it_was(library: Location) -> None:
    bring(library, item())
    report = bring(library, item(key="", title="{Another Title}", author="{Roe, R.}", date="{1999}"))
    assert +report.counts == {"updated": 1}
    record = shown(library)
    assert (record.title, record.byline, record.date) == ("Another Title", "Roe", "1999")


def test_a_second_import_of_the_same_changes_nothing(library: Location) -> None:
    one = item(notes=(note("N1", "mine"),), status="read", priority=2)
    bring(library, one)
    before = shown(library)
    assert +bring(library, one).counts == {"skipped": 1}
    assert shown(library) == before


def test_what_was_changed_here_stays_and_what_was_changed_there_comes(library: Location) -> None:
    bring(library, item(publisher="{Old}", isbn="{}"))
    sources.set_fields(library, "doe2020", [("title", "On Locks")])
    bring(library, item(publisher="{New}", location="{Oslo}"))
    record = shown(library)
    assert (record.title, record.plain("publisher"), record.plain("location")) == ("On Locks", "New", "Oslo")


def test_a_value_that_was_changed_on_both_sides_stays_as_it_is_here_and_is_told_once(library: Location) -> None:
    bring(library, item())
    sources.set_fields(library, "doe2020", [("title", "On Locks")])
    (outcome,) = bring(library, item(title="{On Doors}")).outcomes
    assert [(one.field, one.kept, one.given) for one in outcome.differences] == [("title", "On Locks", "On Doors")]
    assert shown(library).title == "On Locks"
    assert not bring(library, item(title="{On Doors}")).outcomes[0].differences


def test_a_field_that_is_gone_there_goes_unless_it_was_changed_here(library: Location) -> None:
    bring(library, item(publisher="{Old}", location="{Oslo}"))
    sources.set_fields(library, "doe2020", [("location", "Bergen")])
    bring(library, item())
    record = shown(library)
    assert (record.plain("publisher"), record.plain("location")) == ("", "Bergen")


def test_tags_that_were_given_or_taken_on_either_side_are_so(library: Location) -> None:
    bring(library, item())
    sources.tag(library, ["doe2020"], add=["mine"], remove=["keys"])
    bring(library, item(keywords="{keys, new}"))
    assert shown(library).tags == ("mine", "new")


def test_notes_follow_what_is_written_there_and_keep_what_is_written_here(library: Location) -> None:
    bring(library, item(notes=(note("N1", "first"), note("N2", quote="words"))))
    record = shown(library)
    assert [(one.id, one.text, one.quote, one.locator) for one in record.notes] == [
        (1, "first", "", "page 5"),
        (2, "", "words", "page 5"),
    ]
    sources.edit_note(library, "doe2020", 2, sources.NoteText("my thought", "words", "page 5"), force=True)
    bring(
        library,
        item(notes=(note("N1", "second"), note("N2", quote="other words", locator="page 6"), note("N3", "third"))),
    )
    assert [(one.text, one.quote, one.locator) for one in shown(library).notes] == [
        ("second", "", "page 5"),
        ("my thought", "other words", "page 6"),
        ("third", "", "page 5"),
    ]


def test_a_note_that_was_removed_here_does_not_come_again_and_one_that_is_gone_there_stays(library: Location) -> None:
    bring(library, item(notes=(note("N1", "first"), note("N2", "second"))))
    sources.remove_note(library, "doe2020", 1)
    bring(library, item(notes=(note("N1", "first"),)))
    assert [one.text for one in shown(library).notes] == ["second"]


@pytest.mark.parametrize(
    ("here", "there", "now"), [("", "read", "read"), ("reading", "read", "reading"), ("reading", "", "reading")]
)
def test_a_status_is_followed_until_it_is_changed_here(library: Location, here: str, there: str, now: str) -> None:
    bring(library, item())
    if here:
        status.move(library, "start", ["doe2020"])
    bring(library, item(status=there))
    assert shown(library).status == now


def test_a_source_that_was_here_before_gets_what_it_lacks_and_all_that_hangs_on_the_item(library: Location) -> None:
    own = bibtex.build(
        "mine", "book", [(k, v) for k, v in BASE.items() if k != "keywords"] + [("isbn", "{978-3-16-148410-0}")]
    )
    add.add(library, [Input("own.bib", [own])])
    bring(
        library,
        item(isbn="{9783161484100}", title="{On Keys}", publisher="{New}", notes=(note("N1", "first"),), status="read"),
    )
    record = shown(library, "mine")
    assert (record.plain("publisher"), [one.text for one in record.notes], record.status) == ("New", ["first"], "read")
    assert record.aliases == ("doe2020",)
    assert +bring(
        library, item(isbn="{9783161484100}", publisher="{Newer}", notes=(note("N1", "first"),), status="read")
    ).counts == {"updated": 1}
    assert shown(library, "mine").plain("publisher") == "Newer"


def test_two_items_of_one_name_are_one_source_in_a_batch(library: Location) -> None:
    report = bring(library, item(), item(title="{On Keys, again}"))
    assert report.counts["added"] == 1
    assert shown(library).title == "On Keys, again"


def test_links_between_items_follow_their_names_and_are_made_once(library: Location) -> None:
    one = item("AAAA2222", "one", title="{One}", links=(Link("related", "BBBB2222"), Link("related", "GONE2222")))
    two = item("BBBB2222", "two", title="{Two}", links=(Link("related", "AAAA2222"),))
    for _ in range(2):
        bring(library, one, two)
        assert [(link.relation, link.key, link.direction) for link in shown(library, "one").links] == [
            ("related", "two", "out")
        ]
    sources.unlink(library, "one", "related", "two")
    bring(library, one, two)
    assert not shown(library, "one").links


def test_files_of_items_are_attached_once_and_not_again_where_they_were_taken_off(
    library: Location, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!DOCTYPE html><title>On Keys</title><p>words of a page")
    one = item(
        attachments=(
            Attachment(1, str(page), "snapshot", "Page", url="https://example.org/", fetched="2024-05-01T10:00:00Z"),
        )
    )
    for expected in (1, 0):
        report = bring(library, one)
        taken = from_entries.take(library, report.files, {"zotero.sqlite": tmp_path})
        assert taken.attached == expected
    (held,) = shown(library).attachments
    assert (held.kind, held.label, held.url, held.fetched) == (
        "snapshot",
        "Page",
        "https://example.org/",
        "2024-05-01T10:00:00Z",
    )
    attach.detach(library, "doe2020")
    from_entries.take(library, bring(library, one).files, {"zotero.sqlite": tmp_path})
    assert not shown(library).attachments


def test_a_source_that_is_merged_is_still_known_by_both_names(library: Location) -> None:
    bring(library, item("AAAA2222", "one", title="{One}"), item("BBBB2222", "two", title="{Two}"))
    merge.merge(library, "one", "two")
    report = bring(library, item("BBBB2222", "two", title="{Two}", publisher="{New}"))
    assert +report.counts == {"updated": 1}
    assert shown(library, "two").plain("publisher") == "New"


def test_what_is_to_be_new_whatever_it_is_has_no_name_elsewhere(library: Location) -> None:
    bring(library, item())
    report = add.add(library, [Input("zotero.sqlite", [item()])], on_duplicate="new")
    assert +report.counts == {"added": 1}


def test_what_somebody_else_wrote_for_what_was_said_before_counts_as_nothing() -> None:
    source = replace(item(), counterparts=(Counterpart("zotero", "ABCD2345", '{"values": 5}'),))
    assert follow.conflicts(source, item(title="{Other}")) == []
