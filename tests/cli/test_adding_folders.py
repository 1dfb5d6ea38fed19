"""`add FOLDER --recursive`: an import of papers, with a manifest that can be edited and a kill that loses nothing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from readinglist.library.files import manifest
from readinglist.library.files.manifest import Planned
from readinglist.library.online.keep_papers import Keeping
from tests import pdfs
from tests.store.sqlite.test_database import BOUND, run_bound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran
    from tests.services import Services


def paper(title: str, *first: str) -> bytes:
    runs = [pdfs.Run(title, 20, y=780), *(pdfs.Run(one, y=740 - 14 * n) for n, one in enumerate(("Jane Doe", *first)))]
    return pdfs.made([runs + [pdfs.Run(f"Words of the text, line {n}.", y=600 - 14 * n) for n in range(9)]])


@pytest.fixture
def papers(tmp_path: Path, services: Services) -> Path:
    """A folder with papers of every kind: two that are known, one that is not, one that is broken, one that is something else."""
    folder = tmp_path / "papers"
    (folder / "deep").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    for name, data in {
        "a.pdf": paper("On the Price of Keys", "doi:10.1000/1"),
        "deep/b.PDF": paper("On the Price of Locks", "doi:10.1000/2"),
        "c.pdf": paper("Nobody Knows This One"),
        "broken.pdf": b"%PDF-1.7\nnothing",
        "liar.pdf": b"no PDF at all",
        "notes.txt": b"Words.",
        ".hidden/d.pdf": paper("Hidden Away From All"),
    }.items():
        folder.joinpath(name).write_bytes(data)
    services.work("10.1000/1", title=["On the Price of Keys"])
    services.work("10.1000/2", title=["On the Price of Locks"])
    return folder


def test_all_papers_of_a_folder_are_added_in_one_operation_and_a_broken_one_stops_nothing(
    rl: Callable[..., Ran], papers: Path
) -> None:
    ran = rl("add", "papers", "--recursive", "--tag", "x")
    assert ran.code == 6
    assert ran.lines == ["doe2020price", "nobodyknows", "doe2020pricea"]
    assert "papers/broken.pdf cannot be read" in ran.err
    assert "papers/liar.pdf cannot be read: it is no PDF" in ran.err
    assert "5 files: added 2, attached 0, stubs 1, there already 0, left out 2" in ran.err
    assert len(rl("log").lines) == 1
    assert rl("list", "tag:x", "--count").lines == ["3"]
    assert papers.exists()


def test_a_second_run_adds_only_what_is_new(rl: Callable[..., Ran], papers: Path) -> None:
    rl("add", "papers", "-r")
    papers.joinpath("new.pdf").write_bytes(paper("Something New Under the Sun"))
    ran = rl("add", "papers", "-r")
    assert "6 files: added 0, attached 0, stubs 1, there already 3, left out 2" in ran.err
    assert rl("list", "--count").lines == ["4"]


def test_what_was_kept_before_a_run_was_stopped_stays(
    rl: Callable[..., Ran], papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert papers.exists()
    keep = Keeping.keep
    calls: list[int] = []

    def stopped(self: Keeping, verdict: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return keep(self, verdict)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Keeping, "keep", stopped)
        assert rl("add", "papers", "-r").code == 130
    assert rl("list", "-k").lines == ["doe2020price"]
    rl("add", "papers", "-r")
    assert rl("list", "--count").lines == ["3"]


def test_a_manifest_is_written_first_edited_and_done(rl: Callable[..., Ran], papers: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    assert papers.exists()
    first = rl("add", "papers", "-r", "--manifest", "plan.txt")
    assert (first.code, first.out) == (0, "")
    assert rl("list", "-k").lines == []
    assert [line for line in plan.read_text("utf-8").splitlines() if not line.startswith("#")] == [
        "add\tdoi:10.1000/1\ta.pdf\tOn the Price of Keys",
        "skip\t\tbroken.pdf\tpapers/broken.pdf cannot be read: it is damaged.",
        "stub\t\tc.pdf\tNobody Knows This One",
        "skip\t\tliar.pdf\tpapers/liar.pdf cannot be read: it is no PDF.",
        "add\tdoi:10.1000/2\tdeep/b.PDF\tOn the Price of Locks",
    ]
    edited = plan.read_text("utf-8").replace("Nobody Knows", "Everybody Knows").replace("add\tdoi:10.1000/2", "skip\t")
    plan.write_text(edited, "utf-8")
    ran = rl("add", "papers", "-r", "--manifest", "plan.txt")
    assert (ran.code, ran.lines) == (0, ["doe2020price", "everybodyknows"])
    again = rl("add", "papers", "-r", "--manifest", "plan.txt")
    assert "2 files: added 0, attached 0, stubs 0, there already 2, left out 0" in again.err


def test_a_manifest_attaches_to_a_source_and_adds_by_another_identifier(
    rl: Callable[..., Ran], papers: Path, tmp_path: Path
) -> None:
    rl("add", "--title", "Mine", "--key", "mine")
    tmp_path.joinpath("plan.txt").write_text(
        "attach\tmine\ta.pdf\nattach\tnobody\tdeep/b.PDF\nadd\tdoi:10.1000/1\tc.pdf\nskip\t\tbroken.pdf\nskip\t\tliar.pdf\n",
        "utf-8",
    )
    ran = rl("add", "papers", "-r", "--manifest", "plan.txt")
    assert (ran.code, ran.lines) == (3, ["mine", "doe2020price"])
    assert "1 of 3 files was left out" in ran.err
    assert [(one["source"], one["name"]) for one in rl("attachments", "--json").json] == [
        ("mine", "a.pdf"), ("doe2020price", "c.pdf"),
    ]  # fmt: skip
    assert papers.exists()


@pytest.mark.parametrize(
    "line", ["destroy\t\ta.pdf", "add doi:10.1000/1 a.pdf", "attach\tmine\t../a.pdf", "attach\tmine\t/etc/a.pdf"]
)
def test_a_manifest_that_is_wrong_is_said_with_its_line(
    rl: Callable[..., Ran], papers: Path, tmp_path: Path, line: str
) -> None:
    tmp_path.joinpath("plan.txt").write_text(f"# mine\n{line}\n", "utf-8")
    ran = rl("add", "papers", "-r", "--manifest", "plan.txt")
    assert ran.code == 2
    assert "line 2 of plan.txt" in ran.err
    assert papers.exists()


def test_any_name_of_a_file_comes_back_from_a_manifest(tmp_path: Path) -> None:
    names = [
        "a b.pdf",
        "tab\there.pdf",
        'quoted".pdf',
        '"quoted.pdf',
        " blank.pdf",
        "line\nbreak.pdf",
        "\udcff.pdf",
        "é.pdf",
    ]
    wanted = {name: Planned("stub", "", "A title") for name in names}
    manifest.write(tmp_path / "plan.txt", wanted)
    assert manifest.read(tmp_path / "plan.txt") == wanted


def test_a_folder_that_is_not_there_is_said(rl: Callable[..., Ran]) -> None:
    ran = rl("add", "nowhere", "--recursive")
    assert (ran.code, "nowhere cannot be read: there is no such folder." in ran.err) == (6, True)


def test_a_folder_needs_to_be_meant(rl: Callable[..., Ran], papers: Path) -> None:
    assert "--recursive adds the PDFs" in rl("add", "papers").err
    assert rl("add", "papers").code == 2
    assert rl("add", "papers", "-r", "--title", "x").code == 2
    assert rl("add", "papers/a.pdf", "-r").code == 2
    assert rl("add", "10.1000/1", "--manifest", "plan.txt").code == 2
    assert papers.exists()


def test_a_dry_run_of_a_folder_keeps_nothing_and_writes_no_manifest(
    rl: Callable[..., Ran], papers: Path, tmp_path: Path
) -> None:
    assert "would be: 5 files: added 2" in rl("add", "papers", "-r", "--dry-run").err
    shown = rl("add", "papers", "-r", "--manifest", "plan.txt", "--dry-run")
    assert "add\tdoi:10.1000/1\ta.pdf\tOn the Price of Keys" in shown.lines
    assert not tmp_path.joinpath("plan.txt").exists()
    assert rl("list", "-k").lines == []
    assert papers.exists()


def test_the_librarys_own_files_are_not_added_again(rl: Callable[..., Ran], papers: Path, tmp_path: Path) -> None:
    rl("add", "papers/a.pdf")
    ran = rl("add", ".", "-r")
    assert "5 files: added 1, attached 0, stubs 1, there already 1, left out 2" in ran.err
    assert (tmp_path / "library.db.files").exists()
    assert papers.exists()


@pytest.mark.skipif(bool(BOUND) and not shutil.which("setpriv"), reason="root without setpriv is bound by no rights")
def test_what_may_not_be_read_or_written_is_said(tmp_path: Path) -> None:
    library, folder = tmp_path / "library.db", tmp_path / "papers"
    closed = [folder / "closed", tmp_path / "a.bib", tmp_path / "a.pdf"]
    closed[0].mkdir(parents=True)
    (tmp_path / "ro").mkdir(mode=0o555)
    for path in (folder / "open.pdf", closed[2]):
        path.write_bytes(paper("On the Price of Keys"))
    closed[1].write_text("@misc{a, title={A}}", "utf-8")
    for path in closed:
        path.chmod(0)
    try:
        ran = run_bound(library, "add", str(folder), "--recursive", "--offline")
        assert (ran.returncode, "1 file: added 0, attached 0, stubs 1" in ran.stderr) == (6, True)
        assert f"{closed[0]} cannot be read: permission denied." in ran.stderr
        for command in (("add",), ("import",), ("attach", "priceofkeys"), ("text", "priceofkeys")):
            for path in closed[1:]:
                ran = run_bound(library, *command, str(path))
                assert (ran.returncode, f"{path} cannot be read: permission denied." in ran.stderr) == (6, True)
        ran = run_bound(library, "add", str(folder), "-r", "--offline", "--manifest", str(tmp_path / "ro" / "m.txt"))
        assert (ran.returncode, "m.txt cannot be written: permission denied." in ran.stderr) == (1, True)
    finally:
        for path in closed:
            path.chmod(0o755)
