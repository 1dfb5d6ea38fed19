"""What can be read of a source, as scripts and the room ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist.attachments.errors import MissingFile, NoAttachment
from readinglist.library.files import document
from readinglist.model.open_source import OWN
from readinglist.store.errors import NoSuchSource
from readinglist.util.errors import UnreadableFile
from tests import pdfs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location
    from tests.conftest import Ran

BOOK = "@misc{doe2024, title = {D}}\n@misc{roe2025, title = {R}}\n"


@pytest.fixture
def run(rl: Callable[..., Ran], tmp_path: Path) -> Callable[..., Ran]:
    (tmp_path / "refs.bib").write_text(BOOK)
    (tmp_path / "a.pdf").write_bytes(pdfs.made(["Words of page one.", "Words of page two."]))
    (tmp_path / "b.html").write_text("<html><body><p>Words of a saved page.</p></body></html>")
    (tmp_path / "c.bin").write_bytes(b"\x00\x01")
    (tmp_path / "own.txt").write_text("Words of its own.")

    def run(*arguments: str) -> Ran:
        ran = rl(*arguments)
        assert ran.code == 0, ran.err
        return ran

    run("import", "refs.bib")
    return run


def test_a_source_with_nothing_has_nothing_to_read(run: Callable[..., Ran], library: Location) -> None:
    opened = document.open_source(library, "doe2024")
    assert (opened.shown, opened.files, opened.parts, opened.quotes) == (None, (), (), ())
    with pytest.raises(NoSuchSource):
        document.open_source(library, "nobody")
    assert run("list").code == 0


def test_a_pdf_comes_first_then_a_page_then_what_has_a_text(run: Callable[..., Ran], library: Location) -> None:
    shown = []
    for name in ("c.bin", "b.html", "a.pdf"):
        run("attach", "doe2024", name)
        shown.append(document.open_source(library, "doe2024").shown)
    assert shown == [1, 2, 3]
    run("text", "roe2025", "own.txt")
    assert document.open_source(library, "roe2025").shown == OWN


def test_a_quote_chooses_the_file_that_has_it(run: Callable[..., Ran], library: Location) -> None:
    for name in ("a.pdf", "b.html"):
        run("attach", "doe2024", name)
    run("text", "doe2024", "own.txt")
    for words in ("of page two", "of a saved page", "of its own"):
        run("note", "doe2024", "--quote", words)
    run("note", "doe2024", "without words")
    shown = [document.open_source(library, "doe2024", quote=f"note-{n}").shown for n in (1, 2, 3, 4, 5)]
    assert shown == [1, 2, OWN, 1, 1]


def test_notes_claims_and_evidence_come_with_their_pages_in_order(run: Callable[..., Ran], library: Location) -> None:
    run("attach", "doe2024", "--pages", "7-", "a.pdf")
    run("note", "doe2024", "--quote", "of page two")
    run("claim", "doe2024", "It says one", "--quote", "of page one")
    run("claim", "roe2025", "It says nothing")
    run("evidence", "roe2025#c1", "supports", "doe2024", "--quote", "page two")
    opened = document.open_source(library, "doe2024")
    assert [(one.name, one.label, one.place) for one in opened.quotes] == [
        ("claim-1", "7", 0),
        ("note-1", "8", 1),
        ("roe2025#c1-1", "8", 1),
    ]
    assert opened.labels == ("7", "8")
    assert opened.claims == (("roe2025#c1", "It says nothing"),)


def test_a_file_is_given_by_its_number_alone(run: Callable[..., Ran], library: Location, tmp_path: Path) -> None:
    run("attach", "doe2024", "a.pdf")
    path, found = document.place(library, "doe2024", 1)
    assert (path.read_bytes(), found.media) == ((tmp_path / "a.pdf").read_bytes(), "pdf")
    with pytest.raises(NoAttachment):
        document.place(library, "doe2024", 2)
    path.unlink()
    with pytest.raises(MissingFile):
        document.place(library, "doe2024", 1)
    assert document.open_source(library, "doe2024").files[0].media == ""


def test_a_saved_page_is_written_anew_and_nothing_else_is(
    run: Callable[..., Ran], library: Location, tmp_path: Path
) -> None:
    (tmp_path / "d.html").write_text("<html><body onload=x><script>x</script><p>Words.</p></body></html>")
    for name in ("a.pdf", "d.html"):
        run("attach", "doe2024", name)
    html = document.saved_page(library, "doe2024", 2)
    assert "<p>Words.</p>" in html
    assert "script" not in html
    assert "onload" not in html
    with pytest.raises(UnreadableFile, match="no page of the web"):
        document.saved_page(library, "doe2024", 1)


def test_words_are_compared_with_the_texts_of_their_source(run: Callable[..., Ran], library: Location) -> None:
    run("attach", "doe2024", "a.pdf")
    found = document.look_up(library, "doe2024", "Words of the page two").found
    assert found
    assert (found.state, found.page, document.words_of(found)) == ("altered", "2", "Words of page two")
    assert document.look_up(library, "roe2025", "Words").found is None
