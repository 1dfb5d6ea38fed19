"""Attaching files to sources, listing them, taking them off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import pdfs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

PAGES = [
    "The price of a model is the price\nof its errors.",
    "Nobody counted the failed runs, which is\nwhere the sub-\nstance lies.",
]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdfs.made(PAGES, labels="0 << /S /D /St 113 >>"))
    return path


@pytest.fixture
def two(rl: Callable[..., Ran]) -> Callable[..., Ran]:
    for key in ("doe2026", "roe2025"):
        assert rl("add", "--title", f"Of {key}", "--key", key).code == 0
    return rl


def folder(tmp_path: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (tmp_path / "library.db.files").glob("*")}


def test_a_file_is_kept_in_the_folder_of_the_library_with_its_text(
    two: Callable[..., Ran], paper: Path, tmp_path: Path
) -> None:
    ran = two("attach", "doe2026", "paper.pdf")
    assert ran.lines == ["doe2026 attachment 1: kept as doe2026.pdf, 1.2 kB, 2 pages (113 to 114), 23 words"]
    assert folder(tmp_path) == {"doe2026.pdf": paper.read_bytes()}


def test_one_file_of_two_sources_is_kept_once(two: Callable[..., Ran], paper: Path, tmp_path: Path) -> None:
    two("attach", "doe2026", "paper.pdf")
    assert "doe2026 has it too" in two("attach", "roe2025", "paper.pdf").out
    assert list(folder(tmp_path)) == ["doe2026.pdf"]
    assert two("attach", "roe2025", "paper.pdf").code == 4
    assert paper.exists()


def test_a_linked_file_stays_where_it_is(two: Callable[..., Ran], paper: Path, tmp_path: Path) -> None:
    two("attach", "doe2026", "paper.pdf", "--link")
    assert folder(tmp_path) == {}
    (listed,) = two("attachments", "--json").json
    assert (listed["path"], listed["linked"], listed["there"]) == ("paper.pdf", True, True)
    paper.unlink()
    assert two("attachments").out.startswith("doe2026\t1\tpdf")
    assert "missing: " in two("attachments").out


def test_undo_and_redo_bring_files_back_and_nothing_is_deleted(
    two: Callable[..., Ran], paper: Path, tmp_path: Path
) -> None:
    two("attach", "doe2026", "paper.pdf")
    two("undo")
    assert two("attachments", "--json").json == []
    two("redo")
    assert two("attachments", "--json").json[0]["there"]
    two("detach", "doe2026")
    assert folder(tmp_path) == {"doe2026.pdf": paper.read_bytes()}
    two("attach", "doe2026", "paper.pdf")
    assert list(folder(tmp_path)) == ["doe2026.pdf"]


def test_which_of_several_is_taken_off_must_be_said(two: Callable[..., Ran], paper: Path, tmp_path: Path) -> None:
    tmp_path.joinpath("more.txt").write_text("More.", "utf-8")
    two("attach", "doe2026", "paper.pdf", "more.txt")
    assert two("detach", "doe2026").code == 3
    assert two("detach", "doe2026", "7").code == 3
    assert two("detach", "doe2026", "2").lines == ["detached from doe2026: 2 doe2026.txt"]
    assert two("detach", "doe2026", "--all").lines == ["detached from doe2026: 1 doe2026.pdf"]
    assert two("detach", "doe2026").code == 3
    assert paper.exists()


def test_a_quote_is_found_in_the_file_on_its_printed_page(two: Callable[..., Ran], paper: Path) -> None:
    two("attach", "doe2026", "paper.pdf")
    two("claim", "doe2026", "The costs are hidden.", "--quote", "where the substance lies")
    (claim,) = two("claims", "--json").json
    assert (claim["locator"], claim["found"]["page"], claim["found"]["state"]) == ("page 114", "114", "found")
    assert two("claim", "doe2026", "x", "--quote", "where no substance lies").code == 3
    assert paper.exists()


def test_attaching_the_file_looks_up_quotes_that_were_there(two: Callable[..., Ran], paper: Path) -> None:
    two("claim", "doe2026", "x", "--quote", "the price of its errors")
    two("claim", "doe2026", "y", "--quote", "something else altogether", "--force")
    ran = two("attach", "doe2026", "paper.pdf")
    assert "1 of 2 quotes of doe2026 does not match" in ran.err
    assert [claim["found"]["state"] for claim in two("claims", "--json").json] == ["found", "absent"]
    assert two("detach", "doe2026").code == 0
    assert [claim["found"] for claim in two("claims", "--json").json] == [None, None]
    assert paper.exists()


def test_nothing_is_kept_of_a_file_that_cannot_be_attached(
    two: Callable[..., Ran], paper: Path, tmp_path: Path
) -> None:
    assert two("attach", "doe2026", "paper.pdf", "nowhere.pdf").code == 6
    assert two("attach", "nobody", "paper.pdf").code == 3
    assert two("attach", "doe2026", "paper.pdf", "paper.pdf").code == 4
    assert two("attach", "doe2026", str(tmp_path)).code == 6
    assert two("attach", "doe2026", "paper.pdf", "--pages", "9-1").code == 2
    assert folder(tmp_path) == {}
    assert two("attachments", "--json").json == []
    assert paper.exists()


def test_a_dry_run_keeps_nothing(two: Callable[..., Ran], paper: Path, tmp_path: Path) -> None:
    assert two("attach", "doe2026", "paper.pdf", "--dry-run").out.startswith("would be doe2026 attachment 1: ")
    assert folder(tmp_path) == {}
    assert paper.exists()


def test_the_folder_of_files_is_the_users_to_choose(two: Callable[..., Ran], paper: Path, tmp_path: Path) -> None:
    tmp_path.joinpath("readinglist.toml").write_text('[files]\nfolder = "papers"\n', "utf-8")
    two("attach", "doe2026", "paper.pdf")
    assert not (tmp_path / "papers").exists()  # what a folder says where to write needs trust
    two("trust", "--yes")
    two("attach", "roe2025", "paper.pdf")
    assert (tmp_path / "papers" / "roe2025.pdf").read_bytes() == paper.read_bytes()


def test_merging_two_sources_keeps_the_files_of_both(two: Callable[..., Ran], paper: Path, tmp_path: Path) -> None:
    tmp_path.joinpath("more.txt").write_text("More.", "utf-8")
    two("attach", "doe2026", "paper.pdf")
    two("attach", "roe2025", "more.txt", "paper.pdf")
    assert two("merge", "doe2026", "roe2025").code == 0
    assert [(one["id"], one["path"]) for one in two("attachments", "--json").json] == [
        (1, "doe2026.pdf"),
        (2, "roe2025.txt"),
    ]
    assert paper.exists()


def test_words_are_found_on_the_page_where_they_stand(two: Callable[..., Ran], paper: Path) -> None:
    two("attach", "doe2026", "paper.pdf")
    two("text", "roe2025", "-", "--pages", "7-", input="Nothing here.\fThe failed runs are many.")
    assert two("search", "failed runs", "--in", "text").lines == [
        "roe2025  Of roe2025",
        "    p. 8: The failed runs are many.",
        "doe2026  Of doe2026",
        "    p. 114: Nobody counted the failed runs, which is where the substance lies.",
    ]
    assert two("search", "substance", "--in", "text", "-k").lines == ["doe2026"]
    assert two("search", "price", "errors", "model", "--in", "text", "--json").json[0]["pages"] == [
        {
            "attachment": 1,
            "name": "paper.pdf",
            "page": "113",
            "page_index": 0,
            "snippet": "The price of a model is the price of its errors.",
        }
    ]
    assert two("search", "price", "substance", "--in", "text").out == ""
    assert paper.exists()


def test_one_list_has_what_is_known_and_what_is_read(two: Callable[..., Ran], paper: Path) -> None:
    two("attach", "doe2026", "paper.pdf")
    two("note", "roe2025", "on failed runs")
    two("note", "doe2026", "on failed runs")
    assert two("search", "failed", "--in", "all", "-k").lines == ["doe2026", "roe2025"]
    assert paper.exists()


@pytest.mark.parametrize(
    "query", ["text:substance", 'text:"failed runs"', "text:fail", "attachment:pdf", "has:attachment", "text:*"]
)
def test_a_query_finds_sources_by_their_texts(two: Callable[..., Ran], paper: Path, query: str) -> None:
    two("attach", "doe2026", "paper.pdf")
    assert two("list", query, "-k").lines == ["doe2026"]
    two("detach", "doe2026")
    assert two("list", query, "-k").lines == []
    two("undo")
    assert two("list", query, "-k").lines == ["doe2026"]
    assert paper.exists()


def test_a_text_that_was_given_by_itself_is_found_after_undo_and_redo(two: Callable[..., Ran]) -> None:
    two("text", "doe2026", "-", input="混合专家模型\fThe second page.")
    for query in ("text:专家", "text:second"):
        assert two("list", query, "-k").lines == ["doe2026"]
    two("text", "doe2026", "-", input="Another.")
    assert two("list", "text:second", "-k").lines == []
    two("undo")
    assert two("list", "text:second", "-k").lines == ["doe2026"]


def test_the_card_of_a_source_has_its_files(two: Callable[..., Ran], paper: Path) -> None:
    assert "Files" not in two("show", "doe2026").out
    two("attach", "doe2026", "paper.pdf", "--label", "accepted")
    lines = two("show", "doe2026").lines
    place = lines.index("Files")
    assert lines[place + 1] == "  [1] pdf, 1.2 kB, 2 pages, accepted"
    assert lines[place + 2].endswith("library.db.files/doe2026.pdf")
    assert two("show", "doe2026", "--json").json[0]["attachments"][0]["path"] == "doe2026.pdf"
    paper.parent.joinpath("library.db.files", "doe2026.pdf").unlink()
    assert "missing: " in two("show", "doe2026").out


def test_the_files_of_a_source_that_is_removed_stay_and_come_back(
    two: Callable[..., Ran], paper: Path, tmp_path: Path
) -> None:
    two("attach", "doe2026", "paper.pdf")
    ran = two("rm", "doe2026", "--yes")
    assert "1 attachment" in ran.err
    assert "files stay where they are; `readinglist doctor --prune` removes those" in ran.err
    assert folder(tmp_path) == {"doe2026.pdf": paper.read_bytes()}
    two("undo")
    assert two("attachments", "--json").json[0]["there"]
    assert "files stay" not in two("rm", "roe2025", "--yes").err


def test_a_file_keeps_its_name_whatever_becomes_of_the_key(two: Callable[..., Ran], paper: Path) -> None:
    two("attach", "doe2026", "paper.pdf")
    two("rename", "doe2026", "doe2027")
    (one,) = two("attachments", "--json").json
    assert (one["source"], one["path"], one["there"]) == ("doe2027", "doe2026.pdf", True)
    assert two("open", "doe2026", "--print").code == 0
    two("add", "--title", "Another", "--key", "doe2030")
    two("rename", "doe2030", "doe2026", "--json")
    paper.write_bytes(pdfs.made(["Another."]))
    assert two("attach", "doe2030", "paper.pdf").code == 0
    assert [one["there"] for one in two("attachments", "--json").json] == [True, True]


def test_an_import_trusts_no_path_of_a_record(two: Callable[..., Ran], paper: Path, tmp_path: Path) -> None:
    two("attach", "doe2026", "paper.pdf")
    text = two("export", "--format", "json", "--private").out
    ran = two("import", "-", input=text.replace("doe2026.pdf", "/etc/passwd"))
    assert "the attachments of doe2026 are not taken" in ran.err
    two(
        "import",
        "-",
        "--update",
        input='[{"id": "doe2026", "type": "book", "title": "Of doe2026", "attachments": [{"path": "/etc/passwd"}]}]',
    )
    assert [one["path"] for one in two("attachments", "--json").json] == ["doe2026.pdf"]
    assert folder(tmp_path) == {"doe2026.pdf": paper.read_bytes()}


def test_the_address_of_a_file_is_its_path_and_other_addresses_are_refused(
    two: Callable[..., Ran], paper: Path, tmp_path: Path
) -> None:
    paper.rename(tmp_path / "a paper.pdf")
    for number, address in enumerate(
        ("file://{}/a%20paper.pdf", "file://localhost{}/a%20paper.pdf", "FILE:{}/a paper.pdf")
    ):
        two("add", "--title", f"File {number}", "--key", f"k{number}")
        assert two("attach", f"k{number}", address.format(tmp_path), "--link").code == 0
    for address in ("ftp://example.org/a.pdf", "zotero://select/library/items/A", "s3://bucket/a.pdf"):
        ran = two("attach", "doe2026", address)
        assert (ran.code, repr(address) in ran.err, "web and of files" in ran.err) == (2, True, True)
    assert len(two("attachments").lines) == 3


def test_a_file_comes_by_stdin(two: Callable[..., Ran], paper: Path, tmp_path: Path) -> None:
    ran = two("attach", "doe2026", "-", input=paper.read_bytes())
    assert "kept as doe2026.pdf, 1.2 kB, 2 pages (113 to 114)" in ran.out
    assert folder(tmp_path) == {"doe2026.pdf": paper.read_bytes()}
    assert two("attachments", "--json").json[0]["name"] == "stdin"
    assert two("attach", "doe2026", "-", "--link", input="words").code == 2


@pytest.mark.usefixtures("paper")
def test_files_are_listed_by_key_before_by_words(two: Callable[..., Ran]) -> None:
    two("attach", "doe2026", "paper.pdf")
    two("attach", "roe2025", "paper.pdf")
    two("note", "roe2025", "as doe2026 says")
    assert [line.split("\t")[0] for line in two("attachments", "doe2026").lines] == ["doe2026"]
    assert len(two("attachments", "doe2026", "roe2025").lines) == len(two("attachments", "title:of").lines) == 2
    assert two("attachments", "doe2026 title:nothing").lines == []


def test_an_empty_file_is_said_to_be_empty(two: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("a.pdf").touch()
    assert two("attach", "doe2026", "a.pdf").lines == ["doe2026 attachment 1: kept as doe2026.pdf, 0 B, it is empty"]


@pytest.mark.parametrize(
    "command",
    [
        ("attach", "doe2026", "no\nthere.pdf"),
        ("highlights", "no\nthere.pdf"),
        ("add", "no\nthere.pdf"),
        ("text", "doe2026", "no\nthere.txt"),
        ("claim", "doe2026", "Many fail.", "--quote", "counted the failed runs", "--page", "113"),
        ("text", "doe2026", "--page", "7"),
        ("attach", "doe2026", "two\nlines.pdf"),
    ],
)
def test_a_name_of_two_lines_is_one_in_a_sentence(
    two: Callable[..., Ran], paper: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    paper.rename(tmp_path / "two\nlines.pdf")
    two("attach", "doe2026", "two\nlines.pdf")
    ran = two(*command)
    assert ran.code > 1
    assert ran.err.count("\n") == 1
