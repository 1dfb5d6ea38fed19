"""Zotero's folder: what is in it comes along, and what does not is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from readinglist.errors import InvalidValue
from readinglist.managers import zotero
from readinglist.model.record import Link, Mark, Problem, Record
from readinglist.model.wishes import Wishes
from readinglist.util.errors import UnreadableFile
from tests.managers.zotero.made import FEED, GROUP, ZoteroFolder, better_bibtex

if TYPE_CHECKING:
    from pathlib import Path

ROE = ("author", "Roe", "Ann")


@pytest.fixture
def folder(tmp_path: Path) -> ZoteroFolder:
    return ZoteroFolder(tmp_path / "Zotero")


def read(folder: ZoteroFolder | Path, **wishes: object) -> tuple[list[Record], list[str]]:
    """Return the records of a folder, and what the notices say."""
    place = folder.done() if isinstance(folder, ZoteroFolder) else folder
    items = list(zotero.load(place, Wishes(**wishes)))  # type: ignore[arg-type] # each test gives what fits
    problems = [item for item in items if isinstance(item, Problem)]
    assert not any(problem.broken for problem in problems)
    return [item for item in items if isinstance(item, Record)], [problem.message for problem in problems]


def only(folder: ZoteroFolder | Path, **wishes: object) -> Record:
    (record,) = read(folder, **wishes)[0]
    return record


@pytest.mark.parametrize("userdata", [111, 121, 123, 125, 129])
def test_a_library_of_each_version_is_read(tmp_path: Path, userdata: int) -> None:
    made = ZoteroFolder(tmp_path, userdata)
    key = made.item(
        "journalArticle", ROE, ("author", "World Weather Group"), title="On <i>Vulpes</i>", publicationTitle="Foxes", volume="3",
        issue="4", pages="12-9", date="2020-05-00 May 2020", DOI="10.1000/Fox", tags=["fur"],
    )  # fmt: skip
    made.note("<p>Worth <b>reading</b>.</p>", key)
    pdf = made.attach(key, "storage:fox.pdf", title="Fox")
    if userdata >= 112:
        made.mark(pdf, "highlight", "quick brown", "so quick")
    (record,), said = read(made)
    assert (record.type, record.title, record.date, record.tags) == ("article", "On Vulpes", "2020-05", ("fur",))
    assert record.plain("author") == "Roe, Ann and World Weather Group"
    assert record.plain("journaltitle") == "Foxes"
    assert (record.plain("number"), record.plain("pages"), record.plain("doi")) == ("4", "12–19", "10.1000/Fox")
    assert record.added == "2020-01-02T03:04:05Z"
    assert [(note.text, note.quote, note.locator) for note in record.notes] == [
        ("Worth **reading**.", "", ""),
        *([("so quick", "quick brown", "page 5")] if userdata >= 112 else []),
    ]
    assert [attachment.path for attachment in record.attachments] == [f"{tmp_path}/storage/{pdf}/fox.pdf"]
    assert said == ["feeds were left out", "the libraries of groups were left out: Foxes; --group NAME takes one"][::-1]


def test_fields_that_types_call_otherwise_are_the_same_fields(folder: ZoteroFolder) -> None:
    folder.item("thesis", ROE, title="T", university="Some University", thesisType="PhD thesis", key="AAAA2222")
    folder.item(
        "case",
        title="",
        caseName="Roe v. Fox",
        court="High Court",
        reporter="Law Reports",
        firstPage="12",
        dateDecided="1999",
        key="BBBB2222",
    )
    folder.item(
        "report", ROE, title="R", institution="An Office", reportNumber="7", reportType="Users' manual", key="CCCC2222"
    )
    folder.item("blogPost", ROE, title="P", blogTitle="Fox News", accessDate="2020-05-06 10:11:12", key="DDDD2222")
    folder.item("standard", title="S", organization="ISO", number="690", key="EEEE2222")
    thesis, case, report, post, standard = read(folder)[0]
    assert (thesis.type, thesis.plain("institution"), thesis.plain("type")) == (
        "thesis",
        "Some University",
        "PhD thesis",
    )
    assert (case.type, case.title, case.plain("institution")) == ("jurisdiction", "Roe v. Fox", "High Court")
    assert (case.plain("journaltitle"), case.plain("pages"), case.date) == ("Law Reports", "12", "1999")
    assert (report.type, report.plain("number"), report.plain("organization")) == ("manual", "7", "An Office")
    assert (post.type, post.plain("entrysubtype"), post.venue) == ("online", "post-weblog", "Fox News")
    assert post.plain("urldate") == "2020-05-06"
    assert (standard.plain("organization"), standard.plain("number")) == ("ISO", "690")


def test_a_field_that_nothing_is_known_of_is_kept(folder: ZoteroFolder) -> None:
    folder.item("film", title="F", runningTime="90 min", inventedTomorrow="x & y")
    record = only(folder)
    assert record.plain("zotero-runningtime") == "90 min"
    assert record.plain("zotero-inventedtomorrow") == "x & y"


@pytest.mark.parametrize(
    ("kind", "people", "field", "said"),
    [
        ("interview", [("interviewee", "Roe", "Ann"), ("interviewer", "Doe", "Jo")], "author", {"editora": "Doe, Jo", "editoratype": "interviewer"}),
        ("film", [("director", "Roe", "Ann")], "editor", {"editortype": "director"}),
        ("podcast", [("podcaster", "Roe", "Ann"), ("guest", "Doe", "Jo")], "author", {"editora": "Doe, Jo", "editoratype": "guest"}),
        ("computerProgram", [("programmer", "Roe", "Ann")], "author", {}),
        ("bookSection", [("author", "Roe", "Ann"), ("bookAuthor", "Doe", "Jo")], "author", {"bookauthor": "Doe, Jo"}),
        ("book", [("translator", "Roe", "Ann"), ("seriesEditor", "Doe", "Jo")], "translator", {"editora": "Doe, Jo", "editoratype": "serieseditor"}),
        ("patent", [("inventor", "Roe", "Ann"), ("attorneyAgent", "Doe", "Jo")], "author", {"editora": "Doe, Jo", "editoratype": "attorneyagent"}),
    ],
)  # fmt: skip
def test_people_are_in_their_roles(
    folder: ZoteroFolder, kind: str, people: list[tuple[str, ...]], field: str, said: dict[str, str]
) -> None:
    folder.item(kind, *people, title="T")
    record = only(folder)
    assert record.plain(field) == "Roe, Ann"
    assert {name: record.plain(name) for name in said} == said


def test_more_roles_than_there_are_fields_are_kept(folder: ZoteroFolder) -> None:
    roles = "producer scriptwriter castMember guest composer wordsBy contributor counsel".split()
    folder.item("film", *[(role, f"Roe{role}", "Ann") for role in roles], title="F")
    record = only(folder)
    held = " ".join(field.plain for field in record.fields)
    assert all(f"Roe{role}" in held for role in roles)


@pytest.mark.parametrize(
    ("person", "written"),
    [
        (("author", "van Gogh", "Vincent"), "{van Gogh, Vincent}"),
        (("author", "King", "Martin Luther, Jr."), "{King, Jr., Martin Luther}"),
        (("author", "World Health Organization"), "{{World Health Organization}}"),
        (("author", "Smith and Sons"), "{{Smith and Sons}}"),
        (("author", "Plato"), "{{Plato}}"),
        (("author", "Tom & Jerry", "A. {B}"), "{Tom \\& Jerry, A. B}"),
    ],
)
def test_a_name_is_written_so_that_it_stays_one(folder: ZoteroFolder, person: tuple[str, ...], written: str) -> None:
    folder.item("book", person, title="T")
    field = only(folder).field("author")
    assert field is not None
    assert field.raw == written


@pytest.mark.parametrize(
    ("held", "date"),
    [
        ("2021-00-00 2021/2026", "2021/2026"),
        ("1900-00-00 ca. 1900", "1900~"),
        ("2020-05-06 6 May 2020", "2020-05-06"),
        ("2017-06-05 05/06/2017", "2017-06-05"),
        ("2020-00-00 2020", "2020"),
        ("2015-00-00 Winter 2015", "2015-24"),
        ("2020-12-00 12/2020", "2020-12"),
        ("0000-00-00 -0043", "-0043"),
        ("2020", "2020"),
    ],
)
def test_a_date_is_what_was_typed_where_that_says_more(folder: ZoteroFolder, held: str, date: str) -> None:
    folder.item("book", title="T", date=held)
    assert only(folder).plain("date") == date


def test_a_date_that_is_none_is_kept_as_a_year(folder: ZoteroFolder) -> None:
    folder.item("book", title="T", date="0000-00-00 n.d.")
    assert only(folder).plain("year") == "n.d."


def test_lines_of_extra_are_fields_and_the_rest_is_a_note(folder: ZoteroFolder) -> None:
    extra = "Citation Key: roe2020\nOriginal Date: 1900\nPMID: 123\narXiv: 1706.03762 [cs.CL]\nEditor: Doe || Jo\ntex.ids: old1, old2\nread it"
    folder.item("journalArticle", ROE, title="T", extra=extra)
    record = only(folder)
    assert (record.key, record.aliases, record.plain("origdate"), record.plain("pmid")) == (
        "roe2020",
        ("old1", "old2"),
        "1900",
        "123",
    )
    assert (record.plain("eprint"), record.plain("eprintclass"), record.plain("editor")) == (
        "1706.03762",
        "cs.CL",
        "Doe, Jo",
    )
    assert record.plain("note") == "read it"


def test_a_key_is_looked_for_in_the_field_then_in_extra_then_in_better_bibtex(folder: ZoteroFolder) -> None:
    one = folder.item("book", title="A", citationKey="field", extra="Citation Key: extra")
    two = folder.item("book", title="B", extra="bibtex: extra2")
    three = folder.item("book", title="C")
    four = folder.item("book", title="D")
    place = folder.done()
    better_bibtex(place, [(one, "base", 0), (two, "base2", 1), (three, "base3", 0)])
    better_bibtex(place, [(one, "moved", 0), (three, "moved3", 0), (four, "moved4", 1)], "better-bibtex.migrated")
    records, _ = read(place)
    assert [(record.key, record.aliases) for record in records] == [
        ("field", ("extra", "base", "moved")),
        ("extra2", ("base2",)),
        ("base3", ("moved3",)),
        ("moved4", ()),
    ]


def test_a_key_that_cannot_be_one_here_is_said(folder: ZoteroFolder) -> None:
    folder.item("book", title="A", citationKey="a b")
    (record,), said = read(folder)
    assert record.key == ""
    assert "“A”: its key a b cannot be one here, and was left out" in said


def test_a_value_that_is_a_number_or_bytes_is_text(folder: ZoteroFolder) -> None:
    folder.item("book", title="A")
    folder.connection.execute("UPDATE itemDataValues SET value = CAST('Fox' AS BLOB)")
    assert only(folder).title == "Fox"


def test_collections_become_tags_below_each_other_or_are_left_out(folder: ZoteroFolder) -> None:
    key = folder.item("book", title="T", tags=["fur"], automatic=["Vulpes"])
    outer = folder.collection("Animals")
    folder.collection("Fox/Wolf", key, parent=outer)
    folder.throw_collection(folder.collection("Old", key))
    place = folder.done()
    record, said = read(place)[0][0], read(place)[1]
    assert record.tags == ("fur", "Animals/Fox∕Wolf")
    assert "1 tag that no reader gave was left out; --automatic-tags takes it too" in said
    assert only(place, collections=False, automatic_tags=True).tags == ("Vulpes", "fur")


def test_a_collection_that_is_in_itself_ends(folder: ZoteroFolder) -> None:
    key = folder.item("book", title="T")
    one = folder.collection("A", key)
    folder.connection.execute("UPDATE collections SET parentCollectionID = ?", (one,))
    assert only(folder).tags == ()


def test_a_tag_with_a_comma_is_another_and_is_said_once(folder: ZoteroFolder) -> None:
    folder.item("book", title="T", tags=["Smith, John"])
    folder.item("book", title="U", tags=["Smith, John", "a;b"])
    records, said = read(folder)
    assert [record.tags for record in records] == [("Smith John",), ("Smith John", "a b")]
    assert sum("Smith, John" in sentence for sentence in said) == 1


def test_a_note_has_what_it_was_there(folder: ZoteroFolder) -> None:
    key = folder.item("book", title="T")
    note = folder.note("<div data-schema-version='8'><h1>Head</h1><p>Text</p></div>", key, key="NNNN2222")
    folder.note("<p>second</p>", key)
    first, second = only(folder).notes
    assert (first.id, first.text, first.public, first.created) == (1, "# Head\n\nText", False, "2020-01-02T03:04:05Z")
    assert first.highlight is not None
    assert (first.highlight.file, first.highlight.mark, first.highlight.text) == (
        "zotero",
        f"library/{note}",
        first.text,
    )
    assert first.highlight.at == "2021-05-06T07:08:09Z"
    assert second.id == 2


def test_a_note_quotes_a_passage_and_cites_by_key(folder: ZoteroFolder) -> None:
    cited = folder.item("book", title="Cited", citationKey="roe2020")
    key = folder.item("book", title="T")
    mark = quote(json.dumps({"pageLabel": "xii", "annotationKey": "ABCD2345"}))
    cite = quote(
        json.dumps({"citationItems": [{"uris": [f"http://zotero.org/users/1/items/{cited}"], "locator": "7"}]})
    )
    passage = f'<span class="highlight" data-annotation="{mark}">“So quick”</span>'
    citation = f'<span class="citation" data-citation="{cite}">(<span class="citation-item">Roe, p. 7</span>)</span>'
    folder.note(f"<p>{passage} {citation}</p><p>Compare {citation}.</p>", key)
    (note,) = read(folder)[0][1].notes
    assert (note.quote, note.locator, note.text) == ("So quick", "page xii", "Compare [@roe2020, p. 7].")


def test_a_note_that_stands_by_itself_is_a_source_with_it(folder: ZoteroFolder) -> None:
    folder.note("<p><b>On foxes</b></p><p>They are quick.</p>", tags=["fur"])
    record = only(folder)
    assert (record.type, record.title, record.tags) == ("misc", "On foxes", ("fur",))
    assert [note.text for note in record.notes] == ["**On foxes**\n\nThey are quick."]


def test_marks_of_each_kind_come_along_or_are_counted(folder: ZoteroFolder) -> None:
    key = folder.item("book", title="T")
    pdf = folder.attach(key, "storage:a.pdf")
    for kind, text, comment in (
        ("highlight", "words", ""),
        ("underline", "more", "why"),
        ("note", "", "a thought"),
        ("text", "", "typed"),
    ):
        folder.mark(pdf, kind, text, comment, tags=["later"] if kind == "note" else [])
    folder.mark(pdf, "ink")
    folder.mark(pdf, "ink")
    folder.mark(pdf, "image", "", "Figure 3")
    folder.mark(pdf, "highlight", "in the file", isExternal=1)
    folder.mark(pdf, "highlight")
    (record,), said = read(folder)
    made = [(note.highlight.kind, note.quote, note.text) for note in record.notes if note.highlight]
    assert made == [
        ("highlight", "words", ""),
        ("underline", "more", "why"),
        ("note", "", "a thought\n\nTags: later."),
        ("text", "", "typed"),
        ("image", "", "Figure 3"),
    ]
    assert {sentence.partition(": ")[2] for sentence in said if sentence.startswith("“T”")} == {
        "2 drawings stay in Zotero",
        "1 marked picture stays in Zotero",
        "1 mark is in the file itself, where `highlights` finds it",
        "1 mark without words stays in Zotero",
    }


def test_a_mark_has_its_printed_page_its_place_and_its_colour(folder: ZoteroFolder) -> None:
    key = folder.item("book", title="T")
    pdf, book = folder.attach(key, "storage:a.pdf"), folder.attach(key, "storage:a.epub", media="application/epub+zip")
    folder.mark(
        pdf, "highlight", "b", pageLabel="iv", sortIndex="00011|000001|00002", color="#FF6666", authorName="Ann"
    )
    folder.mark(pdf, "highlight", "a", sortIndex="00002|000001|00002", color="red")
    folder.mark(book, "highlight", "c", pageLabel="", sortIndex="00012|00000345")
    first, second, third = only(folder).notes
    assert first.highlight
    assert second.highlight
    assert third.highlight
    assert (first.quote, first.highlight.page, first.highlight.colour) == ("a", 2, "")
    assert (second.locator, second.highlight.page, second.highlight.colour, second.highlight.author) == (
        "page iv",
        11,
        "#ff6666",
        "Ann",
    )
    assert (third.locator, third.highlight.page) == ("", 0)


def test_files_of_each_kind_of_link_are_named_where_they_lie(
    folder: ZoteroFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    profile = home / ".zotero" / "zotero" / "abc.default"
    profile.mkdir(parents=True)
    profile.joinpath("prefs.js").write_text(
        f'user_pref("extensions.zotero.baseAttachmentPath", "{tmp_path}/papers");\nuser_pref("extensions.zotero.dataDir", "{folder.folder}");\n'
    )
    monkeypatch.setenv("HOME", str(home))
    key = folder.item("journalArticle", title="T", url="https://example.org/a")
    stored = folder.attach(key, "storage:a.pdf")
    page = folder.attach(
        key,
        "storage:index.html",
        mode=1,
        media="text/html",
        title="Snapshot",
        url="https://example.org/a",
        accessDate="2020-05-06 10:11:12",
    )
    folder.attach(key, "attachments:sub/b.pdf", mode=2)
    folder.attach(key, "/home/ann/c.pdf", mode=2)
    folder.attach(key, "C:\\Papers\\d.pdf", mode=2)
    folder.attach(key, None, mode=3, url="https://example.org/other")
    record = only(folder)
    assert [(one.id, one.path, one.kind, one.linked) for one in record.attachments] == [
        (1, f"{folder.folder}/storage/{stored}/a.pdf", "pdf", False),
        (2, f"{folder.folder}/storage/{page}/index.html", "snapshot", False),
        (3, f"{tmp_path}/papers/sub/b.pdf", "pdf", True),
        (4, "/home/ann/c.pdf", "pdf", True),
        (5, "C:\\Papers\\d.pdf", "pdf", True),
    ]
    assert record.attachments[1].url == "https://example.org/a"
    assert record.attachments[1].fetched == "2020-05-06T10:11:12Z"
    assert record.attachments[4].name == "d.pdf"
    assert record.plain("zotero-link") == "https://example.org/other"


def test_a_stored_file_lies_in_its_own_folder_whatever_its_name_says(folder: ZoteroFolder) -> None:
    key = folder.item("book", title="T")
    one = folder.attach(key, "storage:../../../../etc/passwd")
    folder.attach(key, "storage:..")
    record, said = read(folder)[0][0], read(folder.folder)[1]
    assert [attachment.path for attachment in record.attachments] == [f"{folder.folder}/storage/{one}/passwd"]
    assert any("has no name" in sentence for sentence in said)


def test_a_file_that_stands_by_itself_is_a_stub(folder: ZoteroFolder) -> None:
    folder.attach("", "storage:Roe 2020 - Foxes.pdf", title="Roe 2020 - Foxes.pdf")
    folder.attach("", "storage:index.html", mode=1, media="text/html", title="A page", url="https://example.org/p")
    pdf, page = read(folder)[0]
    assert (pdf.type, pdf.title, pdf.marks, len(pdf.attachments)) == (
        "misc",
        "Roe 2020 - Foxes",
        (Mark("unresolved"),),
        1,
    )
    assert (page.type, page.title, page.plain("url"), page.attachments[0].kind) == (
        "online",
        "A page",
        "https://example.org/p",
        "snapshot",
    )


def test_related_items_are_linked_once_by_their_names_there(folder: ZoteroFolder) -> None:
    one = folder.item("book", title="A", citationKey="a1")
    two = folder.item("book", title="B", citationKey="b2")
    folder.relate(one, "dc:relation", f"http://zotero.org/users/12/items/{two}")
    folder.relate(two, "dc:relation", f"http://zotero.org/users/local/AbCdEfGh/items/{one}")
    folder.relate(one, "dc:relation", "http://zotero.org/users/12/items/GONE2222")
    a, b = read(folder)[0]
    assert (a.links, b.links) == ((Link("related", f"library/{two}"),), ())


def test_an_item_that_took_the_place_of_others_has_their_names_too(folder: ZoteroFolder) -> None:
    one = folder.item("book", title="A")
    folder.relate(one, "dc:replaces", "http://zotero.org/users/12/items/GONE2222")
    folder.relate(one, "owl:sameAs", "http://zotero.org/groups/77/items/SAME2222")
    names = [(known.library, known.name) for known in only(folder).counterparts]
    assert names == [("zotero", f"library/{one}"), ("zotero", "groups/77/SAME2222"), ("zotero", "library/GONE2222")]


def test_what_is_in_the_trash_is_left_out_with_all_that_belongs_to_it(folder: ZoteroFolder) -> None:
    gone = folder.item("book", title="Gone")
    folder.mark(folder.attach(gone, "storage:a.pdf"), "highlight", "x")
    folder.note("<p>x</p>", gone)
    folder.throw(gone)
    kept = folder.item("book", title="Kept")
    folder.throw(folder.note("<p>thrown away</p>", kept))
    pdf = folder.attach(kept, "storage:b.pdf")
    folder.mark(pdf, "highlight", "y")
    folder.throw(pdf)
    (record,), said = read(folder)
    assert (record.title, record.notes, record.attachments) == ("Kept", (), ())
    assert "3 items in the trash were left out" in said


def test_feeds_are_left_out_and_groups_unless_one_is_named(folder: ZoteroFolder) -> None:
    folder.item("book", title="Mine")
    folder.item("book", title="Theirs", library=GROUP, key="GGGG2222")
    folder.item("newspaperArticle", title="News", library=FEED)
    place = folder.done()
    assert [record.title for record in read(place)[0]] == ["Mine"]
    assert [record.title for record in read(place, group="foxes")[0]] == ["Theirs"]
    assert [record.title for record in read(place, group="77")[0]] == ["Theirs"]
    assert [record.title for record in read(place, group="all")[0]] == ["Mine", "Theirs"]
    with pytest.raises(InvalidValue, match="Foxes"):
        read(place, group="wolves")


def test_a_work_that_was_retracted_is_marked(folder: ZoteroFolder) -> None:
    key = folder.item("journalArticle", title="T")
    folder.retract(key, json.dumps({"reasons": ["Error in Data", "Results Not Reproducible"]}))
    assert only(folder).marks == (Mark("retracted", "Error in Data; Results Not Reproducible"),)


def test_a_newer_version_is_read_and_said_and_one_that_is_too_old_refused(tmp_path: Path) -> None:
    newer = ZoteroFolder(tmp_path / "newer", 140)
    newer.item("book", title="T")
    assert "it is from a newer Zotero than is known here; see whether all came along" in read(newer)[1]
    older = ZoteroFolder(tmp_path / "older", 79)
    with pytest.raises(UnreadableFile, match="before Zotero 5"):
        read(older)


def test_what_is_no_library_of_zotero_s_is_told_from_one(folder: ZoteroFolder, tmp_path: Path) -> None:
    place = folder.done()
    assert zotero.is_one(place)
    assert zotero.is_one(place / "zotero.sqlite")
    assert not zotero.is_one(tmp_path)
    other = tmp_path / "other.sqlite"
    other.write_bytes(b"SQLite format 3\x00" + b"\x00" * 4096)
    assert not zotero.is_one(other)
    assert not zotero.is_one(tmp_path / "none")
    copy = tmp_path / "saved.sqlite"
    copy.write_bytes(place.joinpath("zotero.sqlite").read_bytes())
    assert zotero.is_one(copy)


def test_a_damaged_database_is_said(folder: ZoteroFolder) -> None:
    for number in range(400):
        folder.item("book", title=f"T{number}" * 40)
    path = folder.done() / "zotero.sqlite"
    content = bytearray(path.read_bytes())
    content[8192:40960] = b"\xff" * 32768
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="damaged"):
        read(path)
