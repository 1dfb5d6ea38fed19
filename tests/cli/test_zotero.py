"""A library of Zotero's comes in by one command, twice without doubling, and goes out again."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from tests.managers.zotero.made import ZoteroFolder, better_bibtex

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


def made(folder: Path) -> Path:
    library = ZoteroFolder(folder / "Zotero")
    one = library.item(
        "journalArticle", ("author", "van Gogh", "Vincent"), title="On Foxes", publicationTitle="Foxes", volume="3",
        date="2020-05-00 May 2020", tags=["fur"], extra="Read_Status: Read",
    )  # fmt: skip
    two = library.item("book", ("author", "Roe", "Ann"), title="Of Wolves", date="1999-00-00 1999")
    library.relate(one, "dc:relation", f"http://zotero.org/users/1/items/{two}")
    library.collection("Thesis", one)
    pdf = library.attach(one, "storage:fox.txt", media="text/plain")
    place = library.folder / "storage" / pdf
    place.mkdir(parents=True)
    place.joinpath("fox.txt").write_text("The quick brown fox.", "utf-8")
    library.mark(pdf, "highlight", "quick brown", "so quick")
    library.note("<p>Worth <b>reading</b></p>", one)
    better_bibtex(library.done(), [(one, "gogh2020", 1)])
    return library.folder


def test_a_library_comes_in_with_all_that_it_has(tmp_path: Path, rl: Callable[..., Ran]) -> None:
    ran = rl("import", str(made(tmp_path)))
    assert ran.code == 0
    source = rl("show", "gogh2020", "--json").json[0]
    assert (source["status"], source["tags"], source["added"]) == ("read", ["fur", "Thesis"], "2020-01-02T03:04:05Z")
    assert [(note["text"], note["quote"]) for note in source["notes"]] == [
        ("Worth **reading**", ""),
        ("so quick", "quick brown"),
    ]
    assert [file["name"] for file in source["attachments"]] == ["fox.txt"]
    assert [link["relation"] for link in source["links"]] == ["related"]


def test_a_second_import_brings_what_was_changed_there_and_keeps_what_was_changed_here(
    tmp_path: Path, rl: Callable[..., Ran]
) -> None:
    folder = made(tmp_path)
    rl("import", str(folder))
    assert "added 0, skipped 2, updated 0" in rl("import", str(folder)).err
    rl("set", "gogh2020", "volume=99")
    with sqlite3.connect(folder / "zotero.sqlite") as connection:
        connection.execute("UPDATE itemDataValues SET value = '5' WHERE value = '3'")
        connection.execute("UPDATE itemDataValues SET value = 'On Quick Foxes' WHERE value = 'On Foxes'")
        connection.execute("UPDATE itemAnnotations SET comment = 'very quick'")
    connection.close()
    ran = rl("import", str(folder))
    assert "added 0, skipped 1, updated 1" in ran.err
    assert "(the same item); taken over: title, notes; volume stays 99, not 5" in ran.err
    source = rl("show", "gogh2020", "--json").json[0]
    assert (source["title"], source["fields"]["volume"]) == ("On Quick Foxes", "99")
    assert [note["text"] for note in source["notes"]] == ["Worth **reading**", "very quick"]


def test_what_went_out_as_rdf_comes_in_again(tmp_path: Path, rl: Callable[..., Ran]) -> None:
    rl("import", str(made(tmp_path)))
    target = tmp_path / "out" / "library.rdf"
    target.parent.mkdir()
    ran = rl(
        "export",
        "--format",
        "zotero-rdf",
        "--private",
        "--with-files",
        "--attachments",
        str(target.parent / "files"),
        "-o",
        str(target),
    )
    assert ran.code == 0
    before = rl("show", "gogh2020", "--json").json[0]
    other = ("--library", str(tmp_path / "other.db"))
    assert rl(*other, "import", str(target)).code == 0
    after = rl(*other, "show", "gogh2020", "--json").json[0]
    for part in ("title", "fields", "contributors", "tags", "status"):
        assert after[part] == before[part]
    assert [note["text"] for note in after["notes"]] == [note["text"] for note in before["notes"]]
    assert [note["quote"] for note in after["notes"]] == [note["quote"] for note in before["notes"]]
    assert len(after["attachments"]) == 1


def test_files_go_along_only_in_formats_that_have_a_place_for_them(tmp_path: Path, rl: Callable[..., Ran]) -> None:
    rl("import", str(made(tmp_path)))
    assert "Zotero's RDF" in rl("export", "--format", "ris", "--with-files").err
    assert rl("export", "--format", "zotero-rdf", "--jsonl").code == 2
