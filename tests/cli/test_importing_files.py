"""`import` attaches the files that entries name, and no file that it should not."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests import pdfs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


@pytest.fixture
def bib(tmp_path: Path) -> Callable[..., Path]:
    """Write a bibliography into a folder of its own, each entry with a field `file`."""

    def bib(*files: str) -> Path:
        path = tmp_path / "zotero" / "refs.bib"
        path.parent.mkdir(exist_ok=True)
        entries = (f"@misc{{k{n}, title={{Title number {n}}}, file={{{one}}}}}\n" for n, one in enumerate(files, 1))
        path.write_text("".join(entries), "utf-8")
        return path

    return bib


def put(path: Path, words: str = "The price of keys.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pdfs.made([words]))
    return path


def attached(rl: Callable[..., Ran]) -> list[tuple[str, str, str]]:
    return [(one["source"], one["name"], one["label"]) for one in rl("attachments", "--json").json]


def test_files_beside_the_bibliography_are_attached_in_the_same_operation(
    rl: Callable[..., Ran], bib: Callable[..., Path], tmp_path: Path
) -> None:
    bib("accepted:files/1/a.pdf:application/pdf;:b.pdf:PDF", ":files/1/a.pdf:PDF")
    put(tmp_path / "zotero/files/1/a.pdf")
    put(tmp_path / "zotero/b.pdf", "Another.")
    ran = rl("import", "zotero/refs.bib")
    assert (ran.code, "3 files attached" in ran.err) == (0, True)
    assert attached(rl) == [("k1", "a.pdf", "accepted"), ("k1", "b.pdf", ""), ("k2", "a.pdf", "")]
    assert len(rl("log").lines) == 1
    assert rl("show", "k2", "--json").json[0]["fields"]["file"] == ":files/1/a.pdf:PDF"
    again = rl("import", "zotero/refs.bib")
    assert "0 files attached, 3 there already" in again.err
    rl("undo")
    assert attached(rl) == []
    assert rl("list").lines == []
    rl("redo")
    assert len(attached(rl)) == 3


def test_a_missing_file_is_said_and_stops_nothing(rl: Callable[..., Ran], bib: Callable[..., Path]) -> None:
    bib(":gone.pdf:PDF", ":gone.pdf:PDF", ":C\\:\\\\Users\\\\doe\\\\b.pdf:PDF")
    ran = rl("import", "zotero/refs.bib")
    assert ran.code == 0
    assert "not there: 3 files (gone.pdf" in ran.err
    assert rl("list", "--count").lines == ["3"]


def test_a_folder_has_the_files_by_the_end_of_their_paths(
    rl: Callable[..., Ran], bib: Callable[..., Path], tmp_path: Path
) -> None:
    bib(":C\\:\\\\Users\\\\doe\\\\Zotero\\\\storage\\\\AB12\\\\a.pdf:PDF", ":/home/doe/papers/b.pdf:PDF")
    put(tmp_path / "storage/AB12/a.pdf", "One.")
    put(tmp_path / "storage/b.pdf", "Two.")
    ran = rl("import", "zotero/refs.bib", "--files", "storage")
    assert "2 files attached" in ran.err
    assert rl("import", "zotero/refs.bib", "--files", "nowhere").code == 2


def test_files_are_linked_or_left_if_asked_for(
    rl: Callable[..., Ran], bib: Callable[..., Path], tmp_path: Path
) -> None:
    bib(":a.pdf:PDF")
    put(tmp_path / "zotero/a.pdf")
    assert "attached" not in rl("import", "zotero/refs.bib", "--attach", "no").err
    assert attached(rl) == []
    rl("import", "zotero/refs.bib", "--attach", "link")
    (one,) = rl("attachments", "--json").json
    assert (one["path"], one["linked"]) == ("zotero/a.pdf", True)
    assert not (tmp_path / "library.db.files").exists()


@pytest.mark.parametrize(
    "written", ["/etc/passwd", ":../secret.txt:PDF", ":../secret:PDF", ":link.txt:PDF", "file:///etc/passwd"]
)
def test_a_bibliography_gets_no_file_that_is_no_document(
    rl: Callable[..., Ran], bib: Callable[..., Path], tmp_path: Path, written: str
) -> None:
    bib(written)
    for name in ("secret.txt", "secret"):
        tmp_path.joinpath(name).write_text("root:x:0:0\n", "utf-8")
    tmp_path.joinpath("zotero/link.txt").symlink_to(tmp_path / "secret.txt")
    ran = rl("import", "zotero/refs.bib")
    assert (ran.code, "left alone: 1 file" in ran.err) == (0, True)
    assert attached(rl) == []


def test_pipes_devices_and_folders_are_not_there(
    rl: Callable[..., Ran], bib: Callable[..., Path], tmp_path: Path
) -> None:
    bib(":pipe.pdf:PDF", ":/dev/zero:PDF", ":.:PDF", ":" + "x" * 5000 + ".pdf:PDF")
    os.mkfifo(tmp_path / "zotero/pipe.pdf")
    ran = rl("import", "zotero/refs.bib")
    assert (ran.code, "not there: 4 files" in ran.err) == (0, True)


def test_a_text_beside_the_bibliography_is_attached_and_a_damaged_pdf_too(
    rl: Callable[..., Ran], bib: Callable[..., Path], tmp_path: Path
) -> None:
    path = bib(":notes.md:Markdown", ":broken.pdf:PDF")
    path.with_name("notes.md").write_text("Words.", "utf-8")
    path.with_name("broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    assert "2 files attached" in rl("import", "zotero/refs.bib").err
    assert tmp_path.joinpath("library.db.files").exists()


def test_an_entry_that_the_library_has_gets_its_files(
    rl: Callable[..., Ran], bib: Callable[..., Path], tmp_path: Path
) -> None:
    rl("add", "--title", "Title number 1", "--key", "k1")
    bib(":a.pdf:PDF")
    put(tmp_path / "zotero/a.pdf")
    rl("import", "zotero/refs.bib")
    assert attached(rl)[0][1] == "a.pdf"


def test_a_dry_run_attaches_nothing_and_says_what_is_there(
    rl: Callable[..., Ran], bib: Callable[..., Path], tmp_path: Path
) -> None:
    bib(":a.pdf:PDF", ":gone.pdf:PDF", "/etc/passwd")
    put(tmp_path / "zotero/a.pdf")
    for command in ("import", "add"):
        said = rl(command, "zotero/refs.bib", "--dry-run").err
        assert "would be: 1 file attached\n" in said
        assert "not there: 1 file (gone.pdf)" in said
        assert "left alone: 1 file, no documents by what is in them (/etc/passwd)" in said
        assert "attached" not in rl(command, "zotero/refs.bib", "--dry-run", "--attach", "no").err
    assert not (tmp_path / "library.db.files").exists()
    assert rl("list").lines == []
    rl("import", "zotero/refs.bib")
    assert "would be: 0 files attached, 1 there already" in rl("import", "zotero/refs.bib", "--dry-run").err


def test_add_attaches_files_that_entries_name_as_import_does(
    rl: Callable[..., Ran], bib: Callable[..., Path], tmp_path: Path
) -> None:
    bib(":a.pdf:PDF", ":gone.pdf:PDF")
    put(tmp_path / "zotero/a.pdf")
    ran = rl("add", "zotero/refs.bib")
    assert (ran.code, ran.lines) == (0, ["k1", "k2"])
    assert "1 file attached\nnot there: 1 file (gone.pdf); --files FOLDER says where they lie" in ran.err
    assert attached(rl) == [("k1", "a.pdf", "")]
    assert len(rl("log").lines) == 1
    rl("undo")
    assert attached(rl) == []
    put(tmp_path / "papers/gone.pdf", "Found.")
    ran = rl("add", "zotero/refs.bib", "--files", "papers", "--attach", "link")
    assert "2 files attached" in ran.err
    assert [one["linked"] for one in rl("attachments", "--json").json] == [True, True]


def test_entries_on_stdin_name_files_of_the_folder_in_which_one_is(
    rl: Callable[..., Ran], bib: Callable[..., Path], tmp_path: Path
) -> None:
    written = bib(":a.pdf:PDF").read_text("utf-8")
    put(tmp_path / "a.pdf")
    assert "1 file attached" in rl("add", "-", input=written).err
    assert "0 files attached, 1 there already" in rl("import", "-", input=written).err


def test_an_export_names_files_only_when_asked_and_comes_back_with_them(rl: Callable[..., Ran], tmp_path: Path) -> None:
    put(tmp_path / "a; b.pdf")
    rl("add", "--title", "On Keys", "--key", "k1")
    rl("attach", "k1", "a; b.pdf", "--label", "accepted")
    assert "file" not in rl("export").out
    assert "file = {accepted:library.db.files/k1.pdf:PDF}" in rl("export", "--with-files", "-o", "out.bib").out + (
        tmp_path / "out.bib"
    ).read_text("utf-8")
    assert f"file = {{accepted:{tmp_path}/library.db.files/k1.pdf:PDF}}" in rl("export", "--with-files").out
    rl("export", "--with-files", "--attachments", "moved/files", "-o", "moved/out.bib")
    assert "{accepted:files/k1.pdf:PDF}" in tmp_path.joinpath("moved/out.bib").read_text("utf-8")
    rl("rm", "k1", "--yes")
    assert "1 file attached" in rl("import", "moved/out.bib").err
    assert attached(rl) == [("k1", "k1.pdf", "accepted")]
    assert rl("export", "--with-files", "--format", "json").code == 2
    assert rl("export", "--with-files", "--verify").code == 0


def test_a_path_with_marks_comes_back(rl: Callable[..., Ran], tmp_path: Path) -> None:
    put(tmp_path / "deep: er/a; b\\c.pdf")
    rl("add", "--title", "On Keys", "--key", "k1")
    rl("attach", "k1", "deep: er/a; b\\c.pdf", "--link")
    rl("export", "--with-files", "-o", "out.bib")
    rl("rm", "k1", "--yes")
    assert "1 file attached" in rl("import", "out.bib", "--attach", "link").err


ENDNOTE = """<xml><records>
<record><ref-type name="Journal Article">17</ref-type><titles><title>First</title></titles><urls>
<pdf-urls><url>internal-pdf://0123/a%20paper.pdf</url><url>internal-pdf://0124/b; c: d.pdf</url></pdf-urls></urls></record>
<record><ref-type name="Book">6</ref-type><titles><title>Second</title></titles><urls>
<related-urls><url>internal-pdf://0125/gone.pdf</url></related-urls><pdf-urls><url>https://example.org/c.pdf</url></pdf-urls></urls></record>
</records></xml>"""


def test_files_of_endnote_lie_in_the_folder_of_its_library(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("lib.xml").write_text(ENDNOTE, "utf-8")
    put(tmp_path / "My library.Data/PDF/0123/a paper.pdf", "One.")
    put(tmp_path / "My library.Data/PDF/0124/b; c: d.pdf", "Two.")
    ran = rl("import", "lib.xml")
    assert (ran.code, "2 files attached\nnot there: 1 file (0125/gone.pdf)" in ran.err) == (0, True)
    assert [name for _, name, _ in attached(rl)] == ["a paper.pdf", "b; c: d.pdf"]
    first, second = rl("list", "--json").json
    assert second["fields"]["url"] == "https://example.org/c.pdf"
    assert first["fields"]["file"].startswith("0123/a%20paper.pdf;")


@pytest.mark.parametrize("folder", ["My library.Data", "My library.Data/PDF", "."])
def test_a_library_of_endnote_may_be_anywhere(rl: Callable[..., Ran], tmp_path: Path, folder: str) -> None:
    put(tmp_path / "elsewhere/My library.Data/PDF/0123/a paper.pdf")
    tmp_path.joinpath("lib.xml").write_text(ENDNOTE, "utf-8")
    assert "1 file attached" in rl("import", "lib.xml", "--files", f"elsewhere/{folder}").err


@pytest.mark.parametrize(
    "written",
    [
        "files/12/a.pdf",
        "internal-pdf://0123/a.pdf",
        "file://{0}/files/12/a.pdf",
        "C:\\papers\\12\\a.pdf",
        "{0}/files/12/a.pdf",
        "file:///C:/papers/a.pdf",
    ],
)
@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("refs.ris", "TY  - JOUR\nTI  - First\nL1  - {}\nER  - \n"),
        ("refs.enw", "%0 Journal Article\n%T First\n%> {}\n"),
    ],
)
def test_files_that_other_formats_name_are_attached(
    rl: Callable[..., Ran], tmp_path: Path, name: str, record: str, written: str
) -> None:
    put(tmp_path / "files/12/a.pdf")
    put(tmp_path / "refs.Data/PDF/0123/a.pdf", "One of EndNote.")
    put(tmp_path / "papers/12/a.pdf", "One of Windows.")
    put(tmp_path / "papers/a.pdf", "One of Windows, too.")
    tmp_path.joinpath(name).write_text(record.format(written.format(tmp_path)), "utf-8")
    ran = rl("import", name, "--files", ".")
    assert (ran.code, "1 file attached" in ran.err) == (0, True)
    assert written.rpartition("/")[2] not in rl("export", "--format", "ris").out


def test_an_address_of_the_web_in_their_places_is_no_file(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("refs.ris").write_text(
        "TY  - JOUR\nTI  - First\nL1  - http://example.org/a.pdf\nER  - \n", "utf-8"
    )
    tmp_path.joinpath("refs.enw").write_text("%0 Journal Article\n%T Second\n%> http://example.org/b.pdf\n", "utf-8")
    for name in ("refs.ris", "refs.enw"):
        assert "not there" not in rl("import", name).err
    kept = [one["fields"] for one in rl("list", "--json").json]
    assert (kept[0]["ris-l1"], kept[1]["enw-more"]) == ("http://example.org/a.pdf", "http://example.org/b.pdf")
