"""Writing in the room: a document of the folder, or a text, checked line by line; nothing outside the folder is read."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from readinglist.library.output import document
from tests.manuscripts.office_files import docx, words
from tests.web.client import Client

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location
    from tests.conftest import Ran

HOSTILE = "<script>document.title='owned'</script>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a document, a chapter and a bibliography, and beside it what is nobody's business."""
    here = tmp_path / "article"
    (here / "ch").mkdir(parents=True)
    here.joinpath("paper.tex").write_text(
        "First line.\nAs \\cite{erdil2025how} and \\cite{doe2020missing} say.\n"
        "\\input{ch/one}\n\\input{../secret}\n\\input{/etc/passwd}\n\\bibliography{refs,../secret}\n"
    )
    here.joinpath("ch/one.tex").write_text("In a chapter, \\cite{nobody1999}.\n")
    here.joinpath("refs.bib").write_text(
        "@book{doe2020missing, title={On Missing Things}, author={Doe, J}, year=2020}\n"
    )
    tmp_path.joinpath("secret.tex").write_text("The secret word is \\cite{xyzzy}.\n")
    tmp_path.joinpath("secret.bib").write_text("@book{plugh, title={Secret}}\n")
    return here


@pytest.fixture
def writing(client: Client, library: Location, folder: Path) -> Client:
    """A room that was started in that folder."""
    assert client.get("/write").status == 200
    return Client.of(library, folder)


def test_it_lists_the_documents_of_the_folder(writing: Client) -> None:
    page = writing.get("/write").words
    assert "ch/one.tex" in page
    assert "paper.tex" in page
    assert "secret" not in page


def test_folders_of_programs_and_links_are_not_looked_through_and_the_search_ends(
    writing: Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (".git", "node_modules", "venv"):
        folder.joinpath(name).mkdir()
        folder.joinpath(name, "inside.md").write_text("x")
    folder.joinpath("loop").symlink_to(folder)
    folder.joinpath("zz.md").symlink_to("/etc/passwd")
    assert document.documents(writing.room.library, folder) == ["paper.tex", "ch/one.tex"]
    monkeypatch.setattr(document, "_MOST_SEEN", 3)
    assert len(document.documents(writing.room.library, folder)) < 2


def test_findings_stand_at_their_lines_with_the_words_of_the_line(writing: Client) -> None:
    answer = writing.get("/write?document=paper.tex")
    assert answer.status == 200
    assert "paper.tex:2 As \\cite{ erdil2025how } and \\cite{doe2020missing} say." in answer.words
    assert "ch/one.tex:1 In a chapter, \\cite{ nobody1999 }." in answer.words
    assert "3 citations of 3 keys in 2 files" in answer.words


def test_a_missing_key_leads_to_adding_it_with_what_the_bibliography_knows(writing: Client) -> None:
    page = writing.get("/write?document=paper.tex").text
    assert 'href="/add?key=nobody1999"' in page
    assert "/add?key=doe2020missing&amp;text=%40book%7Bdoe2020missing%2C+title%3D%7BOn+Missing" in page


def test_findings_of_one_kind_are_shown_alone(writing: Client) -> None:
    words = writing.get("/write?document=paper.tex&kind=missing").words
    assert "nobody1999" in words
    assert "erdil2025how is" not in words
    assert writing.get("/write?document=paper.tex&kind=%3Cscript%3E").status == 200


def test_what_is_cited_and_unread_is_queued_at_once(writing: Client, seeded: Callable[..., Ran]) -> None:
    page = writing.get("/write?document=paper.tex").text
    (key,) = re.findall(r'name="key" value="([^"]+)"', page)
    assert key == "erdil2025how"
    assert writing.post("/chosen/queue", {"key": [key], "back": "/write?document=paper.tex"}).status == 303
    assert seeded("show", key, "--json").json[0]["status"] == "queued"


@pytest.mark.parametrize(
    "name",
    [
        "../secret.tex", "/etc/passwd", "..", "", ".", "ch", "ch/../../secret.tex", "..\\secret.tex", "nothing.tex", "paper.tex\0", "link.tex", "refs.bib", "a" * 5000, "//etc/passwd", "~/x.tex", "out/secret.tex",
    ],
)  # fmt: skip
def test_nothing_outside_of_the_folder_is_read(writing: Client, folder: Path, name: str) -> None:
    folder.joinpath("link.tex").symlink_to(folder.parent / "secret.tex")
    folder.joinpath("out").symlink_to(folder.parent)
    answer = writing.get(f"/write?document={quote(name)}")
    assert answer.status == (200 if not name else 400)
    assert "xyzzy" not in answer.text
    assert "root:" not in answer.text


def test_a_link_that_leads_to_itself_is_no_document(writing: Client, folder: Path) -> None:
    folder.joinpath("round.md").symlink_to("round.md")
    folder.joinpath("asks.tex").write_text("\\input{round.md}\\cite{nobody1999}\n\\bibliography{round.md}\n")
    answer = writing.get("/write?document=round.md")
    assert (answer.status, "cannot be" in answer.words) == (400, True)
    assert writing.get("/write?document=asks.tex").status == 200


def test_a_file_whose_name_is_no_text_hides_no_other(writing: Client, folder: Path) -> None:
    try:
        folder.joinpath(os.fsdecode(b"\xff.md")).write_text("@nobody1999\n")
    except OSError:
        pytest.skip("this system has no such names")
    assert "paper.tex" in writing.get("/write").words


def test_what_a_document_includes_from_outside_is_not_read_either(writing: Client) -> None:
    answer = writing.get("/write?document=paper.tex")
    assert "xyzzy" not in answer.text
    assert "plugh" not in answer.text
    assert "../secret is not there, or not in this folder" in answer.words
    assert "/etc/passwd is not there, or not in this folder" in answer.words


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        (
            ".md",
            "One.\nAs [@erdil2025how; @nobody1999] say.",
            "text.md:2 As [@ erdil2025how ; @nobody1999] say.",
        ),
        (".tex", "\\cite{nobody1999}", "text.tex:1 \\cite{ nobody1999 }"),
        (".typ", "As @nobody1999 says.", "text.typ:1 As @ nobody1999 says."),
        (".org", "As [cite:@nobody1999] says.", "text.org:1 As [cite:@ nobody1999 ] says."),
    ],
)
def test_a_text_that_is_pasted_is_checked(writing: Client, suffix: str, text: str, line: str) -> None:
    answer = writing.post("/write", {"text": text, "suffix": suffix})
    assert answer.status == 303
    words = writing.get(answer.to).words
    assert line in words
    assert "no source has the key nobody1999" in words


def test_a_text_that_is_pasted_reads_no_file(writing: Client, folder: Path) -> None:
    text = f"\\input{{/etc/passwd}}\\input{{{folder}/paper}}\\bibliography{{{folder}/refs}}\\cite{{doe2020missing}}"
    answer = writing.get(writing.post("/write", {"text": text, "suffix": ".tex"}).to)
    assert "On Missing Things" not in answer.text
    assert "nobody1999" not in answer.text
    assert "root:" not in answer.text


def test_a_document_of_word_is_sent_and_checked(writing: Client) -> None:
    sent = writing.send("/write", {"suffix": ".md"}, "thesis.docx", docx(words("No citation in it.")))
    assert sent.status == 303
    assert writing.get(sent.to).status == 200


@pytest.mark.parametrize("name", ["x.exe", "x", "../../x.tex\x00.exe", "", "x.tex/"])
def test_a_file_that_is_no_document_is_refused(writing: Client, name: str) -> None:
    sent = writing.send("/write", {}, name, b"\x00\x01\x02")
    answer = writing.get(sent.to) if sent.status == 303 else sent
    assert answer.status == 400
    assert "text.exe" not in answer.words


def test_nothing_is_refused_and_what_was_forgotten_is_empty(writing: Client) -> None:
    assert writing.post("/write", {"text": " ", "suffix": ".md"}).status == 400
    assert writing.get("/write?text=gone").status == 200


def test_only_the_last_texts_are_held(writing: Client) -> None:
    first = writing.post("/write", {"text": "@nobody1999", "suffix": ".md"}).to
    for number in range(8):
        writing.post("/write", {"text": f"text {number}", "suffix": ".md"})
    assert "nobody1999" not in writing.get(first).text
    assert len(writing.room.state["write.texts"]) == 8


def test_hostile_words_are_text(writing: Client, folder: Path) -> None:
    name = f"{HOSTILE}.md".replace("/", "_")
    folder.joinpath(name).write_text(f"{HOSTILE} [@{HOSTILE}] @nobody1999 \u202e\x1b[31m {'x' * 5000}")
    for address in ("/write", f"/write?document={quote(name)}"):
        page = writing.get(address).text
        assert "<script>document" not in page
        assert "\u202e" not in page
        assert "\x1b" not in page


def test_a_room_that_only_shows_checks_documents_and_takes_no_text(
    client: Client, library: Location, folder: Path
) -> None:
    assert client.get("/write").status == 200
    shown = Client.of(library, folder, read_only=True)
    page = shown.get("/write?document=paper.tex").text.partition("<main")[2].partition("</main>")[0]
    assert "nobody1999" in page
    assert "<form" not in page
    assert "/add" not in page
    assert shown.post("/write", {"text": "x", "suffix": ".md"}).status in (404, 405)


def test_a_text_that_is_held_no_more_is_not_called_faultless(writing: Client) -> None:
    words = writing.get("/write?text=gone").words
    assert "paste it again" in words
    assert "Nothing was found" not in words


def test_the_documents_of_the_folder_are_a_list_and_the_one_that_is_shown_is_no_other(writing: Client) -> None:
    assert 'data-list><li data-item><a href="/write?document=' in writing.get("/write").text
    others = writing.get("/write?document=paper.tex").text.partition('aria-labelledby="h-documents"')[2]
    assert 'href="/write?document=paper.tex"' not in others
