"""Following files that were changed where they lie."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from readinglist.library import Library
from readinglist.library.files import attach, follow
from readinglist.library.files.attach import NewFile
from readinglist.library.open import reading
from readinglist.library.operation import perform
from readinglist.model.attachment import Highlight
from readinglist.model.record import Note
from tests import pdfs

if TYPE_CHECKING:
    from pathlib import Path

    from readinglist.library.location import Location
    from readinglist.model.attachment import Attachment
    from readinglist.store import Writer


@pytest.fixture(name="library")
def opened_library(library: Location) -> Library:
    return Library(library.path)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdfs.made(["The price of a model is the price of its errors."]))
    return path


@pytest.fixture
def kept(library: Library, paper: Path) -> Path:
    """Attach a paper to two sources; return where it is kept."""
    for key in ("doe2026", "roe2025"):
        library.add(f"@misc{{{key}, title = {{Of {key}}}}}")
        attach.attach(library.location, key, [NewFile(paper)])
    return paper.parent / "library.db.files" / "doe2026.pdf"


def attachments(library: Library) -> list[Attachment]:
    with reading(library.location) as opened:
        return [one.attachment for one in opened.attached()]


def followed(library: Library) -> list[str]:
    changes = follow.changed(library.location, attachments(library))
    return perform(library.location, "follow", lambda opened: follow.follow(opened, changes))


def change(path: Path, words: str = "The price of a model is paid by others.") -> None:
    path.write_bytes(pdfs.made([words], marks={0: [pdfs.Marked("Highlight", "price")]}))


def test_a_file_that_is_as_it_was_is_not_followed(library: Library, kept: Path) -> None:
    assert follow.changed(library.location, attachments(library)) == []
    assert kept.exists()


def test_a_changed_file_is_followed_once_for_all_sources_that_have_it(library: Library, kept: Path) -> None:
    library.claim("doe2026", "It costs.", quote="the price of its errors")
    change(kept)
    (found,) = follow.changed(library.location, attachments(library))
    assert found.content.size == kept.stat().st_size
    assert followed(library) == ["doe2026", "roe2025"]
    assert {(one.sha256, one.size) for one in attachments(library)} == {(found.content.sha256, found.content.size)}
    with reading(library.location) as opened:
        read = opened.read_in(found.content.sha256)
        assert read is not None
        assert "paid by others" in read.pages[0].text
    (claim,) = library.record("doe2026").claims
    assert claim.spot.state != "found"  # looked up in the text as it is now
    assert followed(library) == []


def test_undo_takes_the_following_back(library: Library, kept: Path) -> None:
    before = attachments(library)
    change(kept)
    followed(library)
    library.undo()
    assert attachments(library) == before
    library.redo()
    assert attachments(library) != before


def test_highlights_belong_to_the_file_as_it_is_now(library: Library, kept: Path) -> None:
    sha256 = attachments(library)[0].sha256
    marks = (
        Note(1, "", "price", highlight=Highlight(sha256, "a")),
        Note(2, "", "x", highlight=Highlight("0" * 64, "b")),
    )

    def mark(opened: Writer) -> None:
        source = opened.find("doe2026")
        record = opened.record(source)
        opened.save([(source, record, replace(record, notes=marks))])

    perform(library.location, "mark", mark)
    change(kept)
    followed(library)
    files = [note.highlight.file for note in library.record("doe2026").notes if note.highlight]
    assert files == [attachments(library)[0].sha256, "0" * 64]
    assert files[0] != sha256


@pytest.mark.parametrize(
    "now", [b"root:x:0:0:root:/root:/bin/sh\n", b"<!doctype html><p>Moved.", b"", b"\x7fELF\x00\x00"]
)
def test_a_file_that_something_of_another_kind_took_the_place_of_is_not_followed(
    library: Library, kept: Path, now: bytes
) -> None:
    kept.write_bytes(now)
    assert follow.changed(library.location, attachments(library)) == []


def test_a_file_that_is_gone_or_a_folder_is_not_followed(library: Library, kept: Path) -> None:
    kept.unlink()
    assert follow.changed(library.location, attachments(library)) == []
    kept.mkdir()
    assert follow.changed(library.location, attachments(library)) == []


def test_a_text_outside_the_folder_is_not_followed_since_a_library_may_name_any(
    library: Library, tmp_path: Path
) -> None:
    library.add("@misc{doe2026, title = {One}}")
    text = tmp_path / "notes.txt"
    text.write_text("One.", "utf-8")
    attach.attach(library.location, "doe2026", [NewFile(text)], link=True)
    text.write_text("Two.", "utf-8")
    assert follow.changed(library.location, attachments(library)) == []


def test_no_link_in_the_folder_is_followed(library: Library, kept: Path, tmp_path: Path) -> None:
    other = tmp_path / "private.pdf"
    change(other)
    kept.unlink()
    kept.symlink_to(other)
    assert follow.changed(library.location, attachments(library)) == []


def test_a_changed_pdf_that_is_linked_is_followed(library: Library, paper: Path) -> None:
    library.add("@misc{doe2026, title = {One}}")
    attach.attach(library.location, "doe2026", [NewFile(paper)], link=True)
    change(paper)
    assert followed(library) == ["doe2026"]
