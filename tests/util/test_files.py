"""The one door for files that are written: never through a link, never in place of what it is not, never half."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from readinglist.util import files
from readinglist.util.errors import FileExists, UnwritableFile

if TYPE_CHECKING:
    from collections.abc import Iterator


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_file_that_is_replaced_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("old")
    path.chmod(0o640)
    files.write_whole(path, ["new"])
    assert (path.read_text(), _mode(path)) == ("new", 0o640)


def test_what_fails_halfway_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("old")

    def pieces() -> Iterator[str]:
        yield "half"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        files.write_whole(path, pieces())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    goal, link = tmp_path / "goal.bib", tmp_path / "link.bib"
    goal.write_text("old")
    link.symlink_to(goal)
    files.write_whole(link, ["new"])
    assert (link.is_symlink(), goal.read_text()) == (True, "new")


def test_a_pipe_is_written_into_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    files.write_whole(pipe, ["a", "b"])
    reader.join()
    assert (read, stat.S_ISFIFO(pipe.stat().st_mode)) == (["ab"], True)


def test_a_device_is_written_into_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The device is a file that says that it is one: a test never touches a device of the machine."""
    device = tmp_path / "null"
    device.write_text("")
    number = device.stat().st_ino
    monkeypatch.setattr(stat, "S_ISREG", lambda _mode: False)
    files.write_bytes(device, b"x")
    assert (device.read_text(), device.stat().st_ino) == ("x", number)


def test_a_folder_takes_no_text(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile):
        files.write_whole(tmp_path, ["x"])
    assert tmp_path.is_dir()


@pytest.mark.parametrize("keep", [files.keep_private, files.keep_for_now])
def test_a_link_at_a_name_that_can_be_foreseen_is_replaced_itself(keep: object, tmp_path: Path) -> None:
    victim, place = tmp_path / "profile", tmp_path / "library.db-rewriting"
    victim.write_text("mine")
    place.symlink_to(victim)
    keep(place, b"theirs")  # type: ignore[operator]
    assert (victim.read_text(), place.is_symlink(), _mode(place)) == ("mine", False, 0o600)


def test_a_new_file_is_made_once_and_for_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    files.create(path, b"x")
    assert (path.read_bytes(), _mode(path)) == (b"x", 0o600)
    with pytest.raises(FileExists):
        files.create(path, b"y")
    assert path.read_bytes() == b"x"


def test_a_new_file_is_never_made_through_a_link(tmp_path: Path) -> None:
    goal, link = tmp_path / "autostart", tmp_path / "library.db"
    link.symlink_to(goal)
    with pytest.raises(FileExists):
        files.create(link, b"x")
    assert not goal.exists()


def test_a_disk_without_hard_links_gets_the_file_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    files.create(tmp_path / "a", b"x")
    assert (tmp_path / "a").read_bytes() == b"x"
    with pytest.raises(FileExists):
        files.create(tmp_path / "a", b"y")


@pytest.mark.parametrize(("original", "copy"), [(0o644, 0o600), (0o600, 0o600), (0o400, 0o400)])
def test_a_copy_is_never_wider_than_its_original(original: int, copy: int, tmp_path: Path) -> None:
    library, target = tmp_path / "library.db", tmp_path / "copy.db"
    library.touch()
    library.chmod(original)
    with files.copying(target, library) as partial:
        partial.write_bytes(b"x")
        assert _mode(partial) == 0o600
    assert (target.read_bytes(), _mode(target)) == (b"x", copy)


def test_a_copy_takes_the_place_of_a_link_and_not_of_what_it_leads_to(tmp_path: Path) -> None:
    victim, target, library = tmp_path / "profile", tmp_path / "library.db.v5.bak", tmp_path / "library.db"
    victim.write_text("mine")
    target.symlink_to(victim)
    library.touch()
    with files.copying(target, library) as partial:
        partial.write_bytes(b"x")
    assert (victim.read_text(), target.read_bytes(), target.is_symlink()) == ("mine", b"x", False)


def test_a_back_up_has_the_rights_of_its_original_and_a_name_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "paper.tex"
    path.write_text("x")
    path.chmod(0o600)
    (tmp_path / "paper.tex.bak").symlink_to(tmp_path / "nowhere")
    made = files.back_up(path)
    assert (made.name, made.read_text(), _mode(made)) == ("paper.tex.bak2", "x", 0o600)


def test_the_incomplete_file_of_a_killed_program_is_removed_later(tmp_path: Path) -> None:
    stray, own = tmp_path / ".readinglist-0123456789abcdef.tmp", tmp_path / ".readinglist-mine"
    stray.write_text("half")
    own.write_text("mine")
    files.write_whole(tmp_path / "a", ["x"])
    assert sorted(path.name for path in tmp_path.iterdir()) == [".readinglist-mine", "a"]


@pytest.mark.parametrize("between", ["notes", "", "0123456789abcde", "0123456789ABCDEF", "0123456789abcdef0"])
def test_a_file_that_only_looks_as_one_of_a_killed_program_stays(between: str, tmp_path: Path) -> None:
    own = tmp_path / f".readinglist-{between}.tmp"
    own.write_text("mine")
    files.write_whole(tmp_path / "a", ["a"])
    assert own.read_text() == "mine"


def test_the_incomplete_file_of_a_program_that_still_writes_stays(tmp_path: Path) -> None:
    def pieces() -> Iterator[str]:
        yield "half"
        files.write_whole(tmp_path / "other", ["x"])
        assert len(list(tmp_path.glob(".readinglist-*.tmp"))) == 1
        yield "whole"

    files.write_whole(tmp_path / "a", pieces())
    assert (tmp_path / "a").read_text() == "halfwhole"


def test_a_link_that_looks_like_an_incomplete_file_is_left_alone(tmp_path: Path) -> None:
    victim = tmp_path / "profile"
    victim.write_text("mine")
    (tmp_path / ".readinglist-0123456789abcdef.tmp").symlink_to(victim)
    files.write_whole(tmp_path / "a", ["x"])
    assert victim.read_text() == "mine"


def test_a_name_as_long_as_the_disk_takes_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".bib")
    files.write_whole(path, ["x"])
    assert path.read_text() == "x"


def test_two_spellings_of_a_path_are_one_file(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "other").symlink_to(tmp_path)
    path = tmp_path / "library.db"
    spelled = (tmp_path / "below" / ".." / "library.db", tmp_path / "other" / "library.db", tmp_path / "LIBRARY.db")
    assert [files.is_same(path, one) for one in spelled] == [True, True, True]  # none of them is there
    path.touch()
    (tmp_path / "hard").hardlink_to(path)
    assert files.is_same(path, tmp_path / "hard")
    assert not files.is_same(path, tmp_path / "library.db2")
