"""`doctor` on the files of sources: what it names, what it mends, what it removes."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from readinglist.attachments import process
from tests import pdfs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

WORDS = "The price of a model is the price of its errors."


@pytest.fixture
def kept(rl: Callable[..., Ran], tmp_path: Path) -> Path:
    """Add two sources, one of them with a paper; return where the paper is kept."""
    for key in ("doe2026", "roe2025"):
        assert rl("add", "--title", f"Of {key}", "--key", key, "--type", "misc").code == 0
    tmp_path.joinpath("paper.pdf").write_bytes(pdfs.made([WORDS]))
    assert rl("attach", "doe2026", "paper.pdf").code == 0
    return tmp_path / "library.db.files" / "doe2026.pdf"


def kinds(ran: Ran) -> list[tuple[str, str, bool, bool]]:
    return [(one["kind"], one["where"], one["fixable"], one["notice"]) for one in ran.json]


def attached(rl: Callable[..., Ran]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rl("attachments", "--json").json
    return found


def test_files_that_are_as_they_were_are_nothing_to_name(rl: Callable[..., Ran], kept: Path) -> None:
    ran = rl("doctor")
    assert (ran.code, ran.out) == (0, "")
    assert kept.exists()


def test_a_file_that_is_gone_is_named_with_what_to_do(rl: Callable[..., Ran], kept: Path) -> None:
    kept.unlink()
    ran = rl("doctor")
    assert ran.code == 10
    assert "doe2026.pdf is not there; put it back, or `readinglist detach doe2026 1`" in " ".join(ran.out.split())
    assert kinds(rl("doctor", "--json")) == [("gone", "doe2026 attachment 1", False, False)]
    assert rl("doctor", "--fix").code == 10


def test_a_file_that_was_renamed_in_the_folder_is_found_by_what_is_in_it(rl: Callable[..., Ran], kept: Path) -> None:
    kept.parent.joinpath("by-hand").mkdir()
    kept.rename(kept.parent / "by-hand" / "My favourite.pdf")
    assert kinds(rl("doctor", "--json")) == [("gone", "doe2026 attachment 1", True, False)]
    assert "would mend" in rl("doctor", "--fix", "--dry-run").err
    assert not attached(rl)[0]["there"]
    assert rl("doctor", "--fix").code == 0
    (one,) = attached(rl)
    assert (one["path"], one["there"]) == ("by-hand/My favourite.pdf", True)
    rl("undo")
    assert attached(rl)[0]["path"] == "doe2026.pdf"


def test_of_two_files_that_hold_the_same_none_is_taken_for_the_one_that_is_gone(
    rl: Callable[..., Ran], kept: Path
) -> None:
    kept.with_name("a.pdf").write_bytes(kept.read_bytes())
    kept.rename(kept.with_name("b.pdf"))
    found = kinds(rl("doctor", "--json"))
    assert found[0] == ("gone", "doe2026 attachment 1", False, False)
    assert {kind for kind, *_ in found[1:]} == {"stray"}


def test_a_linked_file_that_moved_into_the_folder_is_found(rl: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(pdfs.made(["Another."]))
    rl("attach", "roe2025", "other.pdf", "--link")
    other.rename(kept.with_name("roe.pdf"))
    assert rl("doctor", "--fix").code == 0
    assert [(one["path"], one["linked"], one["there"]) for one in attached(rl)] == [
        ("doe2026.pdf", False, True),
        ("roe.pdf", False, True),
    ]


def test_a_file_that_a_reader_marked_is_followed(rl: Callable[..., Ran], kept: Path) -> None:
    kept.write_bytes(pdfs.made([f"{WORDS} Nobody pays."], marks={0: [pdfs.Marked("Highlight", "price of a model")]}))
    assert kinds(rl("doctor", "--json")) == [("altered", "doe2026 attachment 1", True, False)]
    assert rl("search", "nobody pays", "--in", "text").out == ""
    ran = rl("doctor", "--fix")
    assert (ran.code, "mended: doe2026 attachment 1: " in ran.err) == (0, True)
    assert attached(rl)[0]["size"] == kept.stat().st_size
    assert rl("search", "nobody pays", "--in", "text", "-k").lines == ["doe2026"]
    assert rl("doctor").code == 0
    rl("undo")
    assert rl("doctor").code == 10


def test_another_thing_in_the_place_of_a_file_is_named_and_not_taken(rl: Callable[..., Ran], kept: Path) -> None:
    kept.write_text("<!doctype html><p>Please sign in", "utf-8")
    ran = rl("doctor", "--fix")
    assert ran.code == 10
    assert "something else took the place of" in " ".join(ran.out.split())


def test_a_link_in_the_folder_is_no_file_of_it(rl: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    kept.rename(tmp_path / "elsewhere.pdf")
    kept.symlink_to(tmp_path / "elsewhere.pdf")
    assert kinds(rl("doctor", "--json")) == [("gone", "doe2026 attachment 1", False, False)]


def test_a_file_that_nothing_could_read_is_read_once_something_can(
    rl: Callable[..., Ran], kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setattr(process, "is_there", lambda: False)
        tmp_path.joinpath("other.pdf").write_bytes(pdfs.made(["Only the second paper says chalcedony."]))
        rl("attach", "roe2025", "other.pdf")
        ran = rl("doctor", "--json")
        assert (ran.code, kinds(ran)) == (0, [("unread", "roe2025 attachment 1", False, True)])
    assert kinds(rl("doctor", "--json")) == [("unread", "roe2025 attachment 1", True, False)]
    rl("claim", "roe2025", "It says so.", "--quote", "says chalcedony")
    assert rl("doctor", "--fix").code == 0
    assert rl("search", "chalcedony", "--in", "text", "-k").lines == ["roe2025"]
    assert rl("claims", "--json").json[0]["found"]["state"] == "found"
    assert kept.exists()


def test_what_may_be_one_work_twice_is_a_notice(rl: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    rl("attach", "roe2025", "paper.pdf")
    tmp_path.joinpath("other.pdf").write_bytes(pdfs.made(["Another."]))
    rl("attach", "doe2026", "other.pdf")
    ran = rl("doctor", "--json")
    assert (ran.code, kinds(ran)) == (
        0,
        [("double", "doe2026", False, True), ("double", "doe2026", False, True)],
    )
    assert [one["message"].split(";")[0] for one in ran.json] == [
        "it has the same file as roe2025",
        "it has 2 PDFs that no label tells apart",
    ]
    rl("detach", "doe2026", "2")
    rl("attach", "doe2026", "other.pdf", "--label", "accepted version")
    assert len(kinds(rl("doctor", "--json"))) == 1
    assert kept.exists()


def test_prune_removes_only_what_the_library_had_and_no_source_has(rl: Callable[..., Ran], kept: Path) -> None:
    foreign = kept.with_name("notes of mine.txt")
    foreign.write_text("Mine.", "utf-8")
    assert rl("doctor", "--prune", "--yes").out == ""
    rl("detach", "doe2026")
    ran = rl("doctor", "--json")
    assert (ran.code, [(one["kind"], one["message"].split(";")[0]) for one in ran.json]) == (
        0,
        [("stray", "no source has it any more"), ("stray", "no source has it, and this library never had it")],
    )
    assert rl("doctor", "--prune").code == 2
    assert rl("doctor", "--prune", "--dry-run").lines == [str(kept)]
    assert kept.exists()
    assert rl("doctor", "--prune", "--yes").lines == [str(kept)]
    assert (kept.exists(), foreign.exists()) == (False, True)
    rl("undo")  # of detaching
    assert [(one["there"], one["text"]["state"]) for one in attached(rl)] == [(False, None)]


def test_prune_knows_a_file_of_data_that_was_never_read(rl: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    tmp_path.joinpath("table.bin").write_bytes(b"\x00\x01\x02")
    rl("attach", "roe2025", "table.bin")
    rl("detach", "roe2025")
    assert rl("doctor", "--prune", "--yes", "--json").json == [{"path": str(kept.with_name("roe2025.bin")), "size": 3}]


def test_prune_leaves_a_file_that_is_linked_where_it_lies_in_the_folder(rl: Callable[..., Ran], kept: Path) -> None:
    rl("detach", "doe2026")
    rl("attach", "roe2025", str(kept), "--link")
    assert rl("doctor", "--prune", "--yes").out == ""
    assert kept.exists()


def test_prune_follows_no_link_and_removes_none(rl: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    outside.joinpath("paper.pdf").write_bytes(kept.read_bytes())
    kept.with_name("folder").symlink_to(outside, target_is_directory=True)
    kept.with_name("link.pdf").symlink_to(outside / "paper.pdf")
    os.mkfifo(kept.with_name("pipe.pdf"))
    rl("detach", "doe2026")
    assert rl("doctor", "--prune", "--yes").lines == [str(kept)]
    assert outside.joinpath("paper.pdf").exists()
    assert kept.with_name("link.pdf").is_symlink()


def test_a_copy_that_was_cut_off_is_named(rl: Callable[..., Ran], kept: Path) -> None:
    kept.with_name(".readinglist-0123456789abcdef.tmp").write_bytes(b"%PDF-1.7 half of it")
    (one,) = rl("doctor", "--json").json
    assert one["message"] == "a copy that was not finished, which the next `attach` removes"


@pytest.mark.parametrize("path", ["/etc/passwd", "../library.db", "a\x00b", "C:\\x.pdf", "x" * 5000, ""])
def test_an_attachment_that_names_a_place_outside_the_folder_is_gone(
    rl: Callable[..., Ran], kept: Path, tmp_path: Path, path: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.execute("UPDATE attachment SET path = ?", (path,))
        connection.commit()
    assert kinds(rl("doctor", "--json"))[0] == ("gone", "doe2026 attachment 1", True, False)
    assert rl("doctor", "--fix").code == 0
    assert attached(rl)[0]["path"] == kept.name
