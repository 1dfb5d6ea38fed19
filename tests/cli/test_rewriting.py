r"""`rename --rewrite` in places where it could do harm: files elsewhere, files twice, files that are not to be written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from readinglist.library.edit import sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.model.record import Record
    from readinglist.store import Writer
    from tests.conftest import Ran

OLD, NEW = rb"\cite{mueller2020}", rb"\cite{joerg2020}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a document, and one beside it."""
    for folder in ("project/chapters", "elsewhere"):
        tmp_path.joinpath(folder).mkdir(parents=True)
    tmp_path.joinpath("elsewhere/shared.tex").write_bytes(OLD)
    tmp_path.joinpath("project/chapters/one.tex").write_bytes(OLD)
    tmp_path.joinpath("project/main.tex").write_bytes(OLD + rb"\input{chapters/one}")
    return tmp_path / "project"


def files(folder: Path) -> dict[str, bytes]:
    found = (path for name in ("project", "elsewhere") for path in sorted(folder.joinpath(name).rglob("*.*")))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found if path.is_file()}


@pytest.mark.parametrize("how", ["../elsewhere/shared", "link"])
def test_a_file_outside_the_folders_of_the_documents_is_rewritten_only_if_it_is_named(
    shelf: Callable[..., Ran], project: Path, tmp_path: Path, how: str
) -> None:
    if how == "link":
        project.joinpath("link.tex").symlink_to("../elsewhere/shared.tex")
    project.joinpath("main.tex").write_bytes(OLD + rb"\input{%s}" % how.encode())
    before = files(tmp_path)
    ran = shelf("rename", "mueller2020", "joerg2020", "--rewrite", "project/main.tex")
    assert ran.code == 2
    assert "name it too" in ran.err
    assert files(tmp_path) == before
    assert shelf("show", "joerg2020").code == 3
    ran = shelf("rename", "mueller2020", "joerg2020", "--rewrite", "project/main.tex", "elsewhere/shared.tex")
    assert ran.code == 0, ran.err
    assert tmp_path.joinpath("elsewhere/shared.tex").read_bytes() == NEW
    assert shelf("undo").code == 0
    assert {name: text for name, text in files(tmp_path).items() if ".bak" not in name} == before


def test_one_file_under_several_names_is_rewritten_once(
    shelf: Callable[..., Ran], project: Path, tmp_path: Path
) -> None:
    project.joinpath("link.tex").symlink_to("main.tex")
    project.joinpath("two.tex").write_bytes(OLD + rb"\input{chapters/one}")
    names = ("project/main.tex", f"{tmp_path}/project/two.tex", "project/chapters/../main.tex", "project/link.tex")
    ran = shelf("rename", "mueller2020", "joerg2020", "--rewrite", *names)
    assert ran.code == 0, ran.err
    assert ran.err.count("1 citation rewritten") == 3
    assert project.joinpath("chapters/one.tex").read_bytes() == NEW
    assert shelf("check", *names, "--json").json[0]["message"].endswith("(3 times)")
    assert "3 citations of 1 key in 3 files" in shelf("check", *names).err


def test_a_file_that_is_read_only_stays_and_so_do_all_others(
    shelf: Callable[..., Ran], project: Path, tmp_path: Path
) -> None:
    project.joinpath("chapters/one.tex").chmod(0o444)
    before = files(tmp_path)
    for more in ((), ("--dry-run",)):
        ran = shelf("rename", "mueller2020", "joerg2020", "--rewrite", "project/main.tex", *more)
        assert ran.code == 1
        assert "project/chapters/one.tex cannot be written: it is read-only." in ran.err
    assert files(tmp_path) == before
    assert shelf("show", "joerg2020").code == 3


def test_undo_puts_no_document_back_where_one_of_them_is_read_only_or_gone(
    shelf: Callable[..., Ran], project: Path, tmp_path: Path
) -> None:
    assert shelf("rename", "mueller2020", "joerg2020", "--rewrite", "project/main.tex").code == 0
    project.joinpath("chapters/one.tex").chmod(0o444)
    before = files(tmp_path)
    assert shelf("undo").code == 1
    assert files(tmp_path) == before
    assert shelf("show", "joerg2020").code == 0
    project.joinpath("chapters/one.tex").unlink()
    ran = shelf("undo")
    assert ran.code == 4
    assert "project/chapters/one.tex has changed since or is gone" in ran.err
    assert "--keep-files" in ran.err
    assert project.joinpath("main.tex").read_bytes().startswith(NEW)
    assert shelf("undo", "--keep-files").code == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_waited_for_to_be_rewritten(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "main.tex")
    ran = shelf("rename", "mueller2020", "joerg2020", "--rewrite", "main.tex")
    assert (ran.code, ran.err) == (
        1,
        "readinglist: main.tex cannot be written: it is a pipe or a device; give a file.\n",
    )
    assert shelf("show", "mueller2020").code == 0


def test_a_document_that_another_rename_rewrote_meanwhile_keeps_both(
    shelf: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = tmp_path / "main.tex"
    main.write_bytes(OLD + rb"\cite{yu2023}")
    begin = sources.rename_within

    def after_another(opened: Writer, old: str, new: str) -> tuple[Record, str]:
        main.write_bytes(OLD + rb"\cite{yu2024}")
        return begin(opened, old, new)

    monkeypatch.setattr(sources, "rename_within", after_another)
    ran = shelf("rename", "mueller2020", "joerg2020", "--rewrite", "main.tex")
    assert ran.code == 0, ran.err
    assert main.read_bytes() == NEW + rb"\cite{yu2024}"
