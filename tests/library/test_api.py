"""The Python API: what docs/python.md shows is what happens, and an operation is kept as a whole or not at all."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

import readinglist
from readinglist import Library
from readinglist.attachments.errors import MissingFile, NoAttachment
from readinglist.errors import ReadinglistError
from readinglist.formats import bibtex
from readinglist.store import tables
from readinglist.store.errors import NoSuchSource
from readinglist.util.errors import UnreadableFile
from tests import pdfs

PAGE = Path(__file__).resolve().parents[2] / "docs" / "python.md"
DOE = bibtex.build("doe2020", "book", [("title", "{On Keys}"), ("author", "{Doe, Jane}"), ("year", "{2020}")])
ROE = bibtex.build("roe2021", "book", [("title", "{On Locks}"), ("author", "{Roe, Richard}"), ("year", "{2021}")])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("READINGLIST_OFFLINE", "1")
    monkeypatch.chdir(tmp_path)
    return Library("refs.db")


@pytest.mark.usefixtures("here")
def test_the_page_about_python_shows_what_happens() -> None:
    ran = doctest.testfile(str(PAGE), module_relative=False, optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
    assert ran.failed == 0
    assert ran.attempted > 25


def test_records_go_in_and_come_out(here: Library) -> None:
    assert [source.key for source in here.add(DOE, ROE)] == ["doe2020", "roe2021"]
    assert [source.title for source in here.records(sort="year", reverse=True)] == ["On Locks", "On Keys"]
    assert here.record("doe").fields == DOE.fields


def test_what_is_there_already_is_returned_as_it_is(here: Library) -> None:
    here.add(DOE)
    assert [source.key for source in here.add("@book{other, title={On Keys}, author={Doe, Jane}, year=2020}")] == [
        "doe2020"
    ]
    assert len(here) == 1


def test_files_texts_and_identifiers_are_told_apart(here: Library, tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@book{a, title = {A}}")
    assert [source.key for source in here.add("a.bib", tmp_path / "a.bib")] == ["a"]
    with pytest.warns(UserWarning, match="10.1000/xyz is kept as a stub"):
        (stub,) = here.add("https://doi.org/10.1000/xyz")
    assert stub.unresolved
    with pytest.raises(UnreadableFile, match="there is no such file"):
        here.add("nowhere.bib")


def test_a_pdf_is_added_with_its_file(here: Library, tmp_path: Path) -> None:
    runs = [
        pdfs.Run("On the Price of Keys", 20, y=780),
        *(pdfs.Run("Words of the text.", y=700 - 14 * n) for n in range(9)),
    ]
    tmp_path.joinpath("paper.pdf").write_bytes(pdfs.made([runs]))
    tmp_path.joinpath("broken.pdf").write_bytes(b"%PDF-1.7")
    first, second = here.add(DOE, tmp_path / "paper.pdf")
    assert (first.key, second.title, second.unresolved) == ("doe2020", "On the Price of Keys", True)
    assert [one.name for one in second.attachments] == ["paper.pdf"]
    with pytest.raises(UnreadableFile):
        here.add(tmp_path / "broken.pdf")


def test_files_that_a_bibliography_names_are_attached(here: Library, tmp_path: Path) -> None:
    tmp_path.joinpath("paper.pdf").write_bytes(pdfs.made(["The price of keys."]))
    entry = "@misc{a, title={A}, file={:paper.pdf:PDF;:gone.pdf:PDF}}"
    tmp_path.joinpath("a.bib").write_text(entry, "utf-8")
    with pytest.warns(UserWarning, match=r"gone\.pdf: it is not there"):
        (added,) = here.add("a.bib")
    assert [one.name for one in added.attachments] == ["paper.pdf"]
    assert len(here.log()) == 1
    here.undo()
    assert here.add(entry.replace("{a,", "{b,"))[0].attachments == ()


def test_what_is_marked_in_a_pdf_becomes_notes_once(here: Library, tmp_path: Path) -> None:
    marked = pdfs.Marked("Highlight", "price of keys", "/NM (one) /Contents (Really?)")
    tmp_path.joinpath("paper.pdf").write_bytes(pdfs.made(["The price of keys."], marks={0: [marked]}))
    here.add(DOE, ROE)
    here.attach("doe2020", "paper.pdf")
    assert [(note.quote, note.text) for note in here.highlights("doe2020")] == [("price of keys", "Really?")]
    assert here.highlights() == []
    assert [note.id for note in here.highlights("paper.pdf", to="roe2021")] == [1]
    here.undo()
    here.attach("roe2021", "paper.pdf", link=True)
    tmp_path.joinpath("paper.pdf").unlink()
    with pytest.raises(MissingFile):
        here.highlights("roe2021")
    with pytest.warns(UserWarning, match="roe2021: "):
        here.highlights()


def test_what_cannot_be_attached_is_said_and_changes_nothing(here: Library, tmp_path: Path) -> None:
    here.add(DOE)
    tmp_path.joinpath("a.txt").write_text("Words.", "utf-8")
    with pytest.raises(ReadinglistError, match="keep a copy"):
        here.attach("doe2020", "a.txt", "https://example.org/a.pdf", link=True)
    with pytest.raises(ReadinglistError, match="give one of pdf, snapshot"):
        here.attach("doe2020", "a.txt", kind="paper")
    with pytest.raises(NoAttachment):
        here.detach("doe2020")
    assert here.attachments() == []


def test_an_entry_that_cannot_be_read_is_a_warning_and_the_others_are_added(here: Library) -> None:
    with pytest.warns(UserWarning, match=r"a text:2: "):
        added = here.add("@book{b, title = {B}}\n@book{a,")
    assert [source.key for source in added] == ["b"]


def test_an_operation_that_fails_leaves_nothing(here: Library) -> None:
    here.add(DOE)
    with pytest.raises(NoSuchSource), here.operation("two things"):  # noqa: PT012 - that is what is tried
        here.tag("doe2020", "one")
        here.tag("nobody", "two")
    assert here.record("doe2020").tags == ()
    assert [entry.summary for entry in here.log()] == ["add a record"]


def test_a_step_that_fails_and_is_caught_takes_back_only_itself(here: Library) -> None:
    here.add(DOE)
    with here.operation("two things"):
        here.tag("doe2020", "one")
        with pytest.raises(ReadinglistError):
            here.add(ROE, DOE, on_duplicate="fail")
        here.tag("doe2020", "three")
    assert here.record("doe2020").tags == ("one", "three")
    assert "roe2021" not in here
    here.undo()
    assert here.record("doe2020").tags == ()


def test_what_was_written_in_an_operation_is_found_in_it_and_gone_after_a_dry_run(here: Library) -> None:
    with here.operation("try", dry_run=True):
        here.add(DOE)
        assert [hit.key for hit in here.search("keys")] == ["doe2020"]
        assert here.record("doe2020").title == "On Keys"
        here.remove("doe2020")
        assert here.search("keys") == []
        here.add(ROE)
    assert len(here) == 0
    assert here.log() == []


def test_an_operation_is_undone_and_redone_at_once(here: Library) -> None:
    with here.operation("fill"):
        here.add(DOE, ROE)
        here.link("doe2020", "cites", "roe2021")
        here.note("doe2020", "read this")
    here.undo()
    assert len(here) == 0
    assert [entry.summary for entry in here.redo()] == ["fill"]
    assert here.record("doe2020").links[0].key == "roe2021"
    assert [hit.key for hit in here.search("locks")] == ["roe2021"]


def test_a_library_without_a_path_is_that_of_the_command_line(here: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READINGLIST_LIBRARY", "refs.db")
    here.add(DOE)
    assert "doe2020" in Library()
    assert Library().location.path == here.location.path


def test_the_package_has_nothing_else() -> None:
    with pytest.raises(AttributeError):
        readinglist.Shelf  # noqa: B018


def test_a_session_asks_the_tables_and_changes_nothing(tmp_path: Path) -> None:
    library = Library(tmp_path / "refs.db")
    with library.session() as session:
        assert session.exec(select(tables.Source)).all() == []
    assert not library.location.path.exists()
    library.add("@book{one, title={One}, year=2001}")
    with library.session() as session:
        source = session.exec(select(tables.Source)).one()
        assert (source.key, source.year, len(source.uid)) == ("one", 2001, 32)
        source.title = "Another"
        session.add(source)
        with pytest.raises(OperationalError, match="readonly"):
            session.commit()
    assert library.record("one").title == "One"


def test_a_text_of_entries_is_no_identifier_though_one_is_in_it(tmp_path: Path) -> None:
    library = Library(tmp_path / "l.db")
    (added,) = library.add("@article{doe, title = {On Keys}, doi = {10.1000/keys}}\n")
    assert (added.key, added.title) == ("doe", "On Keys")
