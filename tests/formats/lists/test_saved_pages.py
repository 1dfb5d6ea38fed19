"""Lists of saved pages: folders, tags, dates and what was read come along, and a second import follows what was changed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist import formats
from readinglist.formats.lists import saved
from readinglist.model.record import Problem, Record
from readinglist.model.wishes import Wishes
from tests.formats.samples import sample
from tests.work import assert_linear

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


def read(name: str, text: str = "", **wishes: bool) -> list[Record]:
    module = formats.by_name(name)
    given = {"wishes": Wishes(**wishes)} if wishes else {}  # type: ignore[arg-type]
    return [item for item in module.load(text or sample(name), **given) if isinstance(item, Record)]


def quotes(record: Record) -> list[tuple[str, str, str]]:
    return [(note.quote, note.text, note.locator) for note in record.notes]


def bookmark(item: str) -> str:
    return f"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n{item}\n</DL><p>\n"


def test_folders_of_bookmarks_are_tags_but_for_those_of_the_browser() -> None:
    foxes, attention, study, wolves = read("bookmarks")
    assert foxes.tags == ("foxes", "red fur")
    assert attention.tags == ("Papers",)
    assert study.tags == ("Papers/AI-ML",)
    assert wolves.tags == ()
    assert [one.tags for one in read("bookmarks", collections=False)] == [("foxes", "red fur"), (), (), ()]


def test_a_bookmark_has_its_date_its_description_and_what_is_to_be_read() -> None:
    foxes, attention, *_ = read("bookmarks")
    assert foxes.title == "Foxes & fur"
    assert foxes.added == "2020-09-13T12:26:41Z"
    assert quotes(foxes) == [("", "Read before winter.", "")]
    assert (attention.status, attention.added) == ("queued", "2020-09-13T12:26:42Z")


def test_an_address_that_is_an_identifier_gives_its_fields_and_a_stub() -> None:
    foxes, attention, study, _ = read("bookmarks")
    assert not foxes.unresolved
    assert (attention.plain("eprint"), attention.unresolved) == ("1706.03762", True)
    assert (study.type, study.plain("doi"), study.unresolved) == ("article", "10.1000/fox.12", True)


def test_a_page_in_two_folders_is_one_source_with_both_tags() -> None:
    text = bookmark(
        "<DT><H3>One</H3><DL><p><DT><A HREF='https://example.org/a'>A</A></DL><p>"
        "<DT><H3>Two</H3><DL><p><DT><A HREF='https://example.org/a'>A again</A></DL><p>"
    )
    (found,) = read("bookmarks", text)
    assert (found.title, found.tags) == ("A", ("One", "Two"))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "place:sort=8", "data:text/html,x", "about:config", ""])
def test_a_bookmark_that_is_no_page_is_left_out_and_said(address: str) -> None:
    items = list(formats.by_name("bookmarks").load(bookmark(f'<DT><A HREF="{address}">X</A>')))
    assert [item.broken for item in items if isinstance(item, Problem)] == [False]
    assert ["left out" in item.message for item in items if isinstance(item, Problem)] == [True]


def test_the_description_of_a_folder_is_no_note_of_the_page_before_it() -> None:
    text = bookmark("<DT><A HREF='https://example.org/a'>A</A><DT><H3>Two</H3><DD>Of the folder<DL><p></DL><p>")
    assert read("bookmarks", text)[0].notes == ()


def test_bookmarks_of_linkding_have_their_notes_and_archive() -> None:
    item = "<DT><A HREF='https://example.org/a' TAGS='foxes,linkding:bookmarks.archived'>A</A><DD>Said.[linkding-notes]Mine.[/linkding-notes]"
    (found,) = read("bookmarks", bookmark(item))
    assert (found.status, found.tags, found.notes[0].text) == ("read", ("foxes",), "Said.\n\nMine.")


def test_deep_folders_are_cut_off_in_linear_time() -> None:
    deep = bookmark("<DT><H3>F</H3><DL><p>" * 3000 + "<DT><A HREF='https://example.org/a'>A</A>")
    assert len(read("bookmarks", deep)[0].tags[0].split("/")) < 30
    assert_linear(lambda text: read("bookmarks", text), lambda count: bookmark("<DT><H3>F</H3><DL>" * count), 300)
    page = "<DT><A HREF='https://example.org/{}'>A</A>\n<DD>x\n"
    assert_linear(
        lambda text: read("bookmarks", text), lambda n: bookmark("".join(page.format(i) for i in range(n))), 100
    )


def test_what_is_unread_in_pocket_is_queued_and_its_archive_is_read() -> None:
    foxes, wolves, bare = read("pocket")
    assert (foxes.status, foxes.tags) == ("queued", ("foxes", "towns"))
    assert (wolves.status, wolves.title) == ("read", "Of Wolves, and Men")
    assert (bare.title, bare.unresolved) == ("", True)


def test_an_older_export_of_pocket_is_a_page() -> None:
    text = """<!DOCTYPE html><html><head><title>Pocket Export</title></head><body>
<h1>Unread</h1>
<ul>
<li><a href="https://example.org/foxes" time_added="1600000001" tags="foxes,towns">Foxes in Town</a></li>
</ul>
<h1>Read Archive</h1>
<ul>
<li><a href="https://example.org/wolves" time_added="1600000002" tags="">Of Wolves</a></li>
</ul></body></html>"""
    assert formats.by_name("pocket").sniff(text)
    assert not formats.by_name("bookmarks").sniff(text)
    foxes, wolves = read("pocket", text)
    assert (foxes.title, foxes.status, foxes.tags, foxes.line) == ("Foxes in Town", "queued", ("foxes", "towns"), 4)
    assert (wolves.title, wolves.status) == ("Of Wolves", "read")


def test_folders_of_instapaper_say_what_was_read_or_are_tags() -> None:
    foxes, wolves, bears = read("instapaper")
    assert (foxes.status, foxes.tags, quotes(foxes)) == (
        "queued",
        ("foxes", "towns"),
        [("They come at night.", "", "")],
    )
    assert wolves.status == "read"
    assert (bears.status, bears.tags) == ("queued", ("Woods",))


def test_raindrop_has_notes_highlights_collections_and_favourites() -> None:
    foxes, wolves = read("raindrop")
    assert foxes.tags == ("foxes", "towns", "Beasts/Small", "favourite")
    assert quotes(foxes) == [
        ("", "My own words.", ""),
        ("They come at night.", "Do they?", ""),
        ("And leave at dawn.", "", ""),
    ]
    assert foxes.plain("abstract") == "What the page says."
    assert (wolves.tags, wolves.counterparts[0].name) == ((), "102")


def test_the_highlights_of_a_document_in_readwise_are_the_quotes_of_one_source() -> None:
    foxes, wolves = read("readwise")
    assert quotes(foxes) == [("Foxes are red.", "Mostly.", "page 12"), ("They sleep by day.", "", "page 40")]
    assert [note.created for note in foxes.notes] == ["2023-05-01T10:00:00Z", "2023-05-02T10:00:00Z"]
    assert foxes.notes[0].highlight is not None
    assert foxes.notes[0].highlight.colour == "#ffd400"
    assert [one.family for one in foxes.contributors] == ["Doe", "Poe"]
    assert foxes.tags == ("beasts", "colour")
    assert [(one.family, one.given) for one in wolves.contributors] == [("Roe", "Ann")]
    assert not any(note.public for note in foxes.notes)


def test_documents_of_reader_have_their_state() -> None:
    text = (
        "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
        "Foxes,https://example.org/foxes,01x,beasts,2023-05-01 10:00:00+00:00,0.2,later,True\n"
        "Wolves,https://example.org/wolves,02x,,2023-05-01 10:00:00+00:00,0.1,archive,True\n"
        "Bears,https://example.org/bears,03x,,2023-05-01 10:00:00+00:00,1,new,True\n"
    )
    assert [one.status for one in read("readwise", text)] == ["queued", "read", "read"]


def test_linkding_tells_read_from_unread_and_keeps_notes_private() -> None:
    foxes, wolves = read("linkding")
    assert (foxes.status, foxes.tags, quotes(foxes)) == ("queued", ("foxes", "towns"), [("", "My **own** words.", "")])
    assert (wolves.status, wolves.title) == ("read", "Of Wolves")


def test_karakeep_has_pages_texts_and_says_which_files_it_does_not_hold() -> None:
    foxes, thought = read("karakeep")
    assert (foxes.plain("url"), foxes.notes[0].text) == ("https://example.org/foxes", "My own words.")
    assert (thought.title, thought.status) == ("A thought about wolves.", "read")
    asset = '{"bookmarks": [{"createdAt": 1, "title": "A scan", "tags": [], "content": {"type": "asset", "assetType": "pdf"}}]}'
    items = list(formats.by_name("karakeep").load(asset))
    assert [item.message for item in items if isinstance(item, Problem)] == [
        "the file of “A scan” was left out, as the export does not hold it"
    ]


def test_what_is_no_text_in_json_is_no_tag_and_no_address() -> None:
    text = '{"results": [{"url": 5, "title": "A", "tag_names": [null, {}, "x"]}, {"url": 6, "tag_names": []}]}'
    first, second = read("linkding", text)
    assert (first.tags, first.plain("url"), first.unresolved) == (("x",), "", False)
    assert (second.plain("linkding-address"), second.unresolved) == ("6", False)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("1600000001", "2020-09-13T12:26:41Z"),
        ("1600000001000", "2020-09-13T12:26:41Z"),
        ("1600000001000000", "2020-09-13T12:26:41Z"),
        (1600000001, "2020-09-13T12:26:41Z"),
        ("2023-05-01 10:00:00+02:00", "2023-05-01T08:00:00Z"),
        ("2023-05-01T10:00:00.123456Z", "2023-05-01T10:00:00Z"),
        ("2023-05-01", "2023-05-01T00:00:00Z"),
        ("0", ""),
        ("9999-12-31 23:59:59-23:00", ""),
        ("2023-13-41", ""),
        ("yesterday", ""),
        (None, ""),
    ],
)
def test_moments_are_in_utc_whatever_they_are_counted_in(written: object, moment: str) -> None:
    assert saved.moment(written) == moment


def test_a_second_import_brings_what_was_read_tagged_and_marked_since_and_keeps_what_was_changed_here(
    rl: Callable[..., Ran], tmp_path: Path
) -> None:
    before = tmp_path / "before.csv"
    before.write_text("title,url,time_added,tags,status\nFoxes,https://example.org/a,1600000001,one|two,unread\n")
    after = tmp_path / "after.csv"
    after.write_text("title,url,time_added,tags,status\nFoxes,https://example.org/a,1600000001,one|three,archive\n")
    rl("import", str(before))
    (key,) = [one["key"] for one in rl("list", "--json").json]
    rl("set", key, "title=My Foxes")
    rl("tag", key, "+mine")
    rl("import", str(after))
    (found,) = rl("list", "--json").json
    assert (found["title"], found["status"]) == ("My Foxes", "read")
    assert sorted(found["tags"]) == ["mine", "one", "three"]


def test_highlights_that_are_new_in_a_second_export_of_readwise_come_and_others_do_not_come_twice(
    rl: Callable[..., Ran], tmp_path: Path
) -> None:
    whole = sample("readwise")
    path = tmp_path / "highlights.csv"
    lines = whole.splitlines(keepends=True)
    path.write_text("".join([*lines[:2], *lines[3:]]))
    assert rl("import", str(path)).code == 0
    path.write_text(whole)
    assert "updated 1" in rl("import", str(path)).err
    assert "updated 0" in rl("import", str(path)).err
    notes = [one["notes"] for one in rl("list", "--json", "--limit", "5").json if one["title"] == "The Book of Foxes"]
    assert [note["quote"] for note in notes[0]] == ["Foxes are red.", "They sleep by day."]
