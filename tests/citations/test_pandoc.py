"""Pandoc is found, looked at and run; what goes wrong is said in our words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist.citations import errors, pandoc

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VERSION = 'if [ "$1" = --version ]; then echo "pandoc 3.9"; exit; fi\n'


def test_where_there_is_none_the_command_to_get_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_candidates", list)
    with pytest.raises(errors.NoPandoc, match=r"pip install 'readinglist\[citations\]'"):
        pandoc.find()


def test_one_on_the_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake: Callable[[str], Path]) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = pandoc._candidates
    made = fake("echo pandoc 99.1")
    monkeypatch.setattr(pandoc, "_candidates", found)
    assert pandoc.find() == (made, (99, 1))


def test_of_two_the_newer_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / name for name in ("old", "new", "broken")]
    for path, script in zip(paths, ("echo pandoc 2.17.1.1", "echo pandoc 3.9", "exit 1"), strict=True):
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)
    monkeypatch.setattr(pandoc, "_candidates", lambda: [*paths, tmp_path / "missing"])
    assert pandoc.find() == (paths[1], (3, 9))


def test_one_that_is_too_old_is_refused(fake: Callable[[str], Path]) -> None:
    fake("echo pandoc 1.19.2")
    with pytest.raises(errors.OldPandoc, match=r"is version 1\.19\.2, and 2\.17 is the oldest"):
        pandoc.find()


def test_it_runs_in_a_folder_of_its_own_with_the_files_it_needs(fake: Callable[[str], Path]) -> None:
    fake(VERSION + 'cat -; cat items.json; echo "$@" | grep -c -- "--sandbox --data-dir $PWD"')
    assert pandoc.run([], "in ", files={"items.json": "file "}) == b"in file 1\n"


def test_what_it_complains_of_is_said_in_one_line(fake: Callable[[str], Path]) -> None:
    fake(VERSION + 'echo "[INFO] no" >&2; echo "pandoc: Error at line 1" >&2; echo "  expected x." >&2; exit 64')
    with pytest.raises(errors.PandocFailed, match=r"^pandoc made no citations: Error at line 1 expected x\.$"):
        pandoc.run([], "")


def test_silence_is_no_reason(fake: Callable[[str], Path]) -> None:
    fake(VERSION + "exit 3")
    with pytest.raises(errors.PandocFailed, match="it gave no reason"):
        pandoc.run([], "")


def test_it_is_not_waited_for_for_ever(fake: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_AT_LEAST", 0.2)
    fake(VERSION + "exec sleep 30")
    with pytest.raises(errors.PandocFailed, match="took longer than"):
        pandoc.run([], "")


def test_one_that_goes_away_is_no_traceback(fake: Callable[[str], Path]) -> None:
    fake('rm "$0"; echo pandoc 3.9')
    with pytest.raises(errors.PandocFailed, match="no such file"):
        pandoc.run([], "")
