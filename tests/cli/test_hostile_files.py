"""Libraries and folders that somebody else made, whose attachments mean harm, through every command that touches files."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests import pdfs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

COMMANDS = (
    "attachments|attachments --json|show doe2026|text doe2026|text doe2026 --page 1|open doe2026 --print --page 2"
    "|search words --in text|search words --in all --json|list text:words|quotes verify|doctor|doctor --json|doctor --fix"
    "|doctor --prune --yes|highlights --all|export --attachments out|backup copy.db --with-files|attach doe2026 other.txt"
    "|detach doe2026 --all|merge doe2026 roe2025|rename doe2026 doe2027|rm doe2026 --yes|undo|redo"
).split("|")
SECRET = "The combination of the safe is 12345."  # noqa: S105 - of nobody


@pytest.fixture
def kept(rl: Callable[..., Ran], tmp_path: Path) -> Path:
    """Attach a paper to one of two sources, and lay a file beside that no library has; return where the paper is kept."""
    for key in ("doe2026", "roe2025"):
        assert rl("add", "--title", f"Of {key}", "--key", key, "--type", "misc").code == 0
    tmp_path.joinpath("paper.pdf").write_bytes(pdfs.made(["Words of a paper.", "More."]))
    tmp_path.joinpath("other.pdf").write_bytes(pdfs.made(["Other words."]))
    tmp_path.joinpath("other.txt").write_text("Other words.", "utf-8")
    tmp_path.joinpath("secret.txt").write_text(SECRET, "utf-8")
    assert rl("attach", "doe2026", "paper.pdf").code == 0
    return tmp_path / "library.db.files" / "doe2026.pdf"


def sql(tmp_path: Path, *statements: tuple[str, tuple[Any, ...]]) -> None:
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        for statement, values in statements:
            connection.execute(statement, values)
        connection.commit()


def every_command_is_harmless(rl: Callable[..., Ran], tmp_path: Path) -> None:
    """Run every command that touches files; none fails, and none lets the secret out or changes what lies outside."""
    before = {
        path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file() and "library" not in path.name
    }
    for command in COMMANDS:
        ran = rl(*command.split())
        assert "Traceback" not in ran.err, command
        assert "the program failed" not in ran.err, (command, ran.err)
        assert SECRET not in ran.out + ran.err, command
        unchanged = command == "text doe2026" or command.startswith("text doe2026 --page")  # into a pipe
        assert unchanged or not {chr(n) for n in range(32)} - {"\n", "\t", "\f"} & set(ran.out) & {"\x1b", "\x07"}, (
            command
        )
    for name, content in before.items():
        assert tmp_path.joinpath(name).read_bytes() == content
    for path in (*tmp_path.joinpath("out").glob("**/*"), *tmp_path.joinpath("copy.db.files").glob("**/*")):
        assert SECRET.encode() not in path.read_bytes()


ROWS: dict[str, tuple[str, Any]] = {
    "a path from the root": ("path", "{tmp}/secret.txt"),
    "a path upwards": ("path", "../secret.txt"),
    "a path upwards from a folder": ("path", "a/../../secret.txt"),
    "a path of another system": ("path", "C:\\Users\\doe\\secret.txt"),
    "a path upwards of another system": ("path", "..\\secret.txt"),
    "a share": ("path", "\\\\host\\share\\secret.txt"),
    "a NUL": ("path", "doe2026.pdf\x00.txt"),
    "an escape": ("path", "\x1b]0;PWN\x07.pdf"),
    "a path of megabytes": ("path", "a/" * 100_000 + "x"),
    "a name of kilobytes": ("path", "x" * 5000),
    "no path": ("path", ""),
    "the folder itself": ("path", "."),
    "a lone surrogate": ("path", "\ufffd"),
    "a blob": ("path", b"\xff\x00"),
    "a size below nothing": ("size", -(2**63)),
    "a size beyond all": ("size", 2**63 - 1),
    "a size in words": ("size", "large"),
    "a number beyond all": ("number", 2**63 - 1),
    "a number below nothing": ("number", -1),
    "a hash that lies": ("sha256", "0" * 64),
    "a hash of SQL": ("sha256", "' OR 1=1; DROP TABLE source; --"),
    "no hash": ("sha256", ""),
    "labels without end": ("pages", "1-999999999,i-" + "m" * 20),
    "labels that are none": ("pages", "9-1,x,,"),
    "a kind of its own": ("kind", "program\x1b[31m"),
    "an address that is run": ("url", "javascript:alert(1)"),
    "a name with a path": ("name", "../../secret.txt"),
    "half linked": ("linked", 7),
}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_that_means_harm_does_none(row: str, rl: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    column, value = ROWS[row]
    value = value.replace("{tmp}", str(tmp_path)) if isinstance(value, str) else value
    sql(tmp_path, (f"UPDATE attachment SET {column} = ?", (value,)))
    every_command_is_harmless(rl, tmp_path)
    assert kept.parent.exists()


@pytest.mark.parametrize(
    "path",
    [
        "{tmp}/secret.txt",
        "secret.txt",
        "../{name}/secret.txt",
        "/dev/zero",
        "/proc/self/environ",
        "/proc/kcore",
        "/",
        ".",
        "/dev/stdin",
    ],
)
def test_a_link_to_what_is_no_paper_lets_nothing_out(
    path: str, rl: Callable[..., Ran], kept: Path, tmp_path: Path
) -> None:
    path = path.replace("{tmp}", str(tmp_path)).replace("{name}", tmp_path.name)
    sql(tmp_path, ("UPDATE attachment SET linked = 1, path = ?", (path,)))
    every_command_is_harmless(rl, tmp_path)
    assert kept.exists() or kept.parent.exists()


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are those of POSIX")
@pytest.mark.parametrize("what", ["link", "link to a folder", "dangling", "circle", "pipe", "folder", "unreadable"])
def test_what_is_no_file_in_the_folder_is_not_read(
    what: str, rl: Callable[..., Ran], kept: Path, tmp_path: Path
) -> None:
    kept.unlink()
    match what:
        case "link":
            kept.symlink_to(tmp_path / "secret.txt")
        case "link to a folder":
            kept.symlink_to(tmp_path, target_is_directory=True)
        case "dangling":
            kept.symlink_to(tmp_path / "nowhere")
        case "circle":
            kept.symlink_to(kept)
        case "pipe":
            os.mkfifo(kept)
        case "folder":
            kept.mkdir()
        case "unreadable":
            kept.write_bytes(b"%PDF-1.7")
            kept.chmod(0)
    every_command_is_harmless(rl, tmp_path)
    assert not tmp_path.joinpath("nowhere").exists()


@pytest.mark.skipif(os.name == "nt", reason="links are those of POSIX")
def test_a_folder_in_the_folder_that_leads_out_is_not_entered(
    rl: Callable[..., Ran], kept: Path, tmp_path: Path
) -> None:
    kept.with_name("sub").symlink_to(tmp_path, target_is_directory=True)
    sql(tmp_path, ("UPDATE attachment SET path = 'sub/secret.txt'", ()))
    every_command_is_harmless(rl, tmp_path)


def test_what_was_read_may_lie_as_well(rl: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    sql(
        tmp_path,
        (
            "UPDATE attachment_text SET state = ?, message = ?, facts = ?, labelled = ?",
            ("text", "\x1b]0;x\x07", "{" * 5000, "x"),
        ),
        (
            "UPDATE attachment_page SET label = ?, text = ?",
            ("\x1b[31m" * 1000, "Words \x1b]0;x\x07 \x00 \ud7ff " * 1000),
        ),
    )
    every_command_is_harmless(rl, tmp_path)
    assert kept.parent.exists()


def test_pages_by_the_hundred_thousand_are_pages(rl: Callable[..., Ran], kept: Path, tmp_path: Path) -> None:
    many = "WITH RECURSIVE n(x) AS (SELECT 10 UNION ALL SELECT x + 1 FROM n WHERE x < 200000)"
    insert = f"INSERT INTO attachment_page (text_id, number, label, text) {many} SELECT 1, x, x, 'y' FROM n"
    sql(tmp_path, (insert, ()))
    for command in ("attachments", "show doe2026", "text doe2026 --page 9", "open doe2026 --print --page 3", "doctor"):
        ran = rl(*command.split())
        assert "Traceback" not in ran.err
        assert "the program failed" not in ran.err
    assert kept.exists()


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TRIGGER t AFTER INSERT ON attachment BEGIN DELETE FROM source; END"],
        ["CREATE TRIGGER t AFTER DELETE ON attachment_page BEGIN DELETE FROM attachment; END"],
        ["DROP TABLE attachment_words", "CREATE TABLE attachment_words (text)"],
        ["DROP TABLE attachment_words", "CREATE VIEW attachment_words AS SELECT key AS text FROM source"],
        ["DROP TABLE attachment_words", "CREATE VIRTUAL TABLE attachment_words USING fts4(text)"],
        [
            "DROP TABLE attachment_page",
            "CREATE VIEW attachment_page AS SELECT 1 AS id, 1 AS text_id, 0 AS number, '' AS label, 'x' AS text",
        ],
        ["DROP TABLE attachment_page"],
        ["DROP TABLE attachment_text"],
        ["DROP TABLE attachment"],
        ["DROP TABLE attachment_words"],
    ],
)
def test_tables_that_are_others_than_they_seem_are_a_sentence(
    statements: list[str], rl: Callable[..., Ran], kept: Path, tmp_path: Path
) -> None:
    sql(tmp_path, *((statement, ()) for statement in statements))
    every_command_is_harmless(rl, tmp_path)
    assert kept.parent.exists()


@pytest.mark.skipif(os.name == "nt", reason="links, pipes and devices are those of POSIX")
@pytest.mark.parametrize("command", ["attach doe2026", "attach doe2026 --link", "text doe2026", "highlights"])
@pytest.mark.parametrize("what", ["link", "pipe", "device", "folder", "socket", "dangling"])
def test_a_file_argument_that_is_no_file_is_a_sentence(
    command: str, what: str, rl: Callable[..., Ran], kept: Path, tmp_path: Path
) -> None:
    given = tmp_path / "given"
    match what:
        case "link":
            given.symlink_to(tmp_path / "other.pdf")  # a link that the user names is the user's
        case "pipe":
            os.mkfifo(given)
        case "device":
            given = given.with_name("zero")
            given.symlink_to("/dev/zero")
        case "folder":
            given.mkdir()
        case "socket":
            given.symlink_to("/dev/stdin")
        case "dangling":
            given.symlink_to(tmp_path / "nowhere")
    if command == "text doe2026" and what in ("pipe", "device", "socket"):
        return  # what is read to its end by the user's own wish
    ran = rl(*command.split(), str(given))
    assert "Traceback" not in ran.err
    assert "the program failed" not in ran.err
    assert ran.code in ((0, 3, 6) if what == "link" else (2, 3, 6)), (ran.code, ran.err)
    assert kept.exists()
