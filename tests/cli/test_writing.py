r"""`export --cited`, `check`, `sync` and `rename --rewrite`, as somebody uses them who writes a paper."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from readinglist.library.location import Location
from readinglist.library.output import sync
from readinglist.library.output.sync import Synced, SyncTarget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

PAPER = r"""\documentclass{article}
\begin{document}
Attention~\cite{vaswani2017attention} and experts \citep[p.~3]{jiang2024mixtral, vaswani2017attention}.
% \cite{commented2020}
Nobody knows \cite{nobody2020}.
\bibliography{refs}
\end{document}
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.tex"
    path.write_text(PAPER, "utf-8")
    return path


@pytest.mark.usefixtures("paper")
def test_export_cited_writes_what_the_document_cites_and_names_what_is_missing(shelf: Callable[..., Ran]) -> None:
    ran = shelf("export", "--cited", "paper.tex")
    assert ran.code == 0
    assert [line for line in ran.lines if line.startswith("@")] == [
        "@online{jiang2024mixtral,",
        "@inproceedings{vaswani2017attention,",
    ]
    assert ran.err == "paper.tex:5:20: missing: no source has the key nobody2020\n"


@pytest.mark.usefixtures("paper")
def test_strict_exits_with_ten_after_it_has_written(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    ran = shelf("export", "--cited", "paper.tex", "--strict", "--output", "refs.bib")
    assert ran.code == 10
    assert "jiang2024mixtral" in tmp_path.joinpath("refs.bib").read_text("utf-8")


def test_a_former_key_goes_out_under_the_name_that_the_document_uses(
    shelf: Callable[..., Ran], paper: Path, tmp_path: Path
) -> None:
    shelf("rename", "vaswani2017attention", "transformer")
    ran = shelf("export", "--cited", paper.name, "-f", "biblatex")
    assert "@inproceedings{vaswani2017attention," in ran.out
    assert "transformer," not in ran.out
    both = tmp_path / "both.md"
    both.write_text("See [@transformer; @vaswani2017attention].", "utf-8")
    ran = shelf("export", "--cited", "both.md")
    assert [line for line in ran.lines if line.startswith("@")] == [
        "@inproceedings{transformer,",
        "@inproceedings{vaswani2017attention,",
    ]


def test_a_parent_comes_along_under_its_own_key_and_the_one_cited(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    shelf(
        "import",
        "-",
        input="@inproceedings{part, title={P}, crossref={whole}}\n@proceedings{whole, title={W}, year=2020}",
    )
    shelf("rename", "whole", "proceedings2020")
    tmp_path.joinpath("x.tex").write_text(r"\cite{part,whole}", "utf-8")
    ran = shelf("export", "--cited", "x.tex")
    assert [line for line in ran.lines if line.startswith("@")] == [
        "@inproceedings{part,",
        "@proceedings{proceedings2020,",
        "@proceedings{whole,",
    ]


def test_citing_everything_exports_everything(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("x.tex").write_text(r"\nocite{*}", "utf-8")
    assert shelf("export", "--cited", "x.tex").out.count("\n@") + 1 == 4


def test_a_document_that_cites_nothing_exports_nothing(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("x.tex").write_text("nothing", "utf-8")
    ran = shelf("export", "--cited", "x.tex")
    assert (ran.code, ran.out) == (0, "")


def test_documents_keys_and_strict_do_not_go_together_with_what_they_contradict(shelf: Callable[..., Ran]) -> None:
    assert shelf("export", "--strict").code == 2
    assert shelf("export", "--cited", "paper.tex", "--keys", "mueller2020").code == 2
    assert shelf("export", "--cited", "paper.tex", "--verbatim").code == 2
    assert shelf("export", "--cited", "gone.tex").code == 6
    assert shelf("export", "--cited", "gone.xyz").code == 6


@pytest.mark.usefixtures("paper")
def test_check_names_file_line_and_column_and_exits_with_ten_for_a_missing_key(shelf: Callable[..., Ran]) -> None:
    ran = shelf("check", "paper.tex")
    assert ran.code == 10
    assert ran.lines == [
        "paper.tex:3:17: unread: vaswani2017attention is cited but not read (2 times)",
        "paper.tex:3:64: unread: jiang2024mixtral is cited but not read",
        "paper.tex:5:20: missing: no source has the key nobody2020",
    ]
    assert ran.err == "4 citations of 3 keys in 1 file: 1 missing, 2 unread.\n"


@pytest.mark.usefixtures("paper")
def test_what_fails_and_what_is_left_out_can_be_chosen(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    assert shelf("check", "paper.tex", "--fail-on", "none").code == 0
    assert shelf("check", "paper.tex", "--fail-on", "alias,preprint").code == 0
    assert shelf("check", "paper.tex", "--fail-on", "unread").code == 10
    assert shelf("check", "paper.tex", "--ignore", "missing").code == 0
    assert shelf("check", "paper.tex", "--fail-on", "any", "--ignore", "missing,unread").code == 0
    assert shelf("check", "paper.tex", "--fail-on", "mising").code == 2
    tmp_path.joinpath("readinglist.toml").write_text('[check]\nfail-on = ["none"]\nignore = ["unread"]\n', "utf-8")
    ran = shelf("check", "paper.tex")
    assert (ran.code, len(ran.lines)) == (0, 1)
    assert shelf("check", "paper.tex", "--fail-on", "missing").code == 10
    tmp_path.joinpath("readinglist.toml").write_text('[check]\nfail-on = "missing"\n', "utf-8")
    assert shelf("check", "paper.tex").code == 2


@pytest.mark.usefixtures("paper")
def test_what_was_read_for_the_document_and_is_not_cited_is_found_by_its_tag(shelf: Callable[..., Ran]) -> None:
    shelf("tag", "mueller2020", "jiang2024mixtral", "+thesis/two")
    shelf("done", "mueller2020", "jiang2024mixtral")
    ran = shelf("check", "paper.tex", "--tag", "thesis", "--ignore", "missing,unread")
    assert ran.lines == ["paper.tex: uncited: mueller2020 was read for this document, and is not cited"]


def test_entries_of_its_bib_that_a_document_does_not_cite_are_found(
    shelf: Callable[..., Ran], paper: Path, tmp_path: Path
) -> None:
    bib = "@misc{vaswani2017attention, title={A}}\n\n@misc{unused1999, title={U}}\n@misc{nobody2020, title={N}}\n"
    tmp_path.joinpath("refs.bib").write_text(bib, "utf-8")
    ran = shelf("check", paper.name, "--ignore", "unread")
    assert "paper.tex:5:20: missing: nobody2020 is in the .bib but not in the library" in ran.out
    assert f"{bib.split('@', maxsplit=1)[0]}refs.bib:3:1: unused: unused1999 is not cited" in ran.out.replace(
        f"{tmp_path}/", ""
    )


@pytest.mark.usefixtures("paper")
def test_json_sarif_and_github_say_the_same(shelf: Callable[..., Ran]) -> None:
    found = shelf("check", "paper.tex", "--json")
    assert found.code == 10
    missing = found.json[-1]
    assert missing == {
        "kind": "missing",
        "key": "nobody2020",
        "message": "no source has the key nobody2020",
        "path": "paper.tex",
        "line": 5,
        "column": 20,
        "fails": True,
    }
    run = json.loads(shelf("check", "paper.tex", "--format", "sarif").out)["runs"][0]
    last = run["results"][-1]
    assert (last["ruleId"], last["level"]) == ("missing", "error")
    assert last["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "paper.tex"},
        "region": {"startLine": 5, "startColumn": 20},
    }
    assert {result["ruleId"] for result in run["results"]} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert shelf("check", "paper.tex", "--format", "github").lines[-1] == (
        "::error file=paper.tex,line=5,col=20,title=missing::no source has the key nobody2020"
    )


def test_a_name_that_would_command_a_terminal_or_github_does_not(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("a,b 100%.tex").write_text("\\cite{x\x1b[31m::y}", "utf-8")
    ran = shelf("check", "a,b 100%.tex", "--format", "github")
    assert ran.out.startswith("::error file=a%2Cb 100%25.tex,line=1,")
    assert "\x1b" not in ran.out
    assert "\x1b" not in shelf("check", "a,b 100%.tex").out


def test_a_name_that_is_no_utf_8_is_told_in_every_form(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\\.tex")
    tmp_path.joinpath(name).write_text("\\cite{nobody2020}", "utf-8")
    for form in ("text", "json", "sarif", "github"):
        assert shelf("check", name, "--format", form).code == 10
    run = json.loads(shelf("check", name, "--format", "sarif").out)["runs"][0]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "%FF%5C.tex"}


def test_sync_writes_the_bibliography_says_what_changed_and_rests_when_nothing_did(
    shelf: Callable[..., Ran], paper: Path, tmp_path: Path
) -> None:
    refs = tmp_path / "refs.bib"
    ran = shelf("sync", "paper.tex", "-o", "refs.bib")
    assert (ran.code, ran.lines) == (0, ["+ jiang2024mixtral", "+ vaswani2017attention"])
    assert "paper.tex:5:20: missing: no source has the key nobody2020" in ran.err
    assert "wrote refs.bib: 2 added, 0 removed, 0 altered." in ran.err
    stamp = refs.stat().st_mtime_ns
    ran = shelf("sync", "paper.tex", "-o", "refs.bib")
    assert (ran.out, refs.stat().st_mtime_ns) == ("", stamp)
    assert "refs.bib is up to date." in ran.err
    shelf("set", "vaswani2017attention", "pages=1-11")
    paper.write_text(r"\cite{vaswani2017attention} \cite{mueller2020}", "utf-8")
    ran = shelf("sync", "paper.tex", "-o", "refs.bib", "--json")
    assert ran.json == {
        "output": "refs.bib",
        "written": True,
        "added": ["mueller2020"],
        "removed": ["jiang2024mixtral"],
        "altered": ["vaswani2017attention"],
        "missing": [],
        "stubs": [],
    }
    assert shelf("import", "refs.bib", "--dry-run").code == 0


@pytest.mark.usefixtures("paper")
def test_a_dry_sync_writes_nothing(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    ran = shelf("sync", "paper.tex", "-o", "refs.bib", "--dry-run", "--strict")
    assert (ran.code, ran.lines) == (10, ["+ jiang2024mixtral", "+ vaswani2017attention"])
    assert "would write refs.bib" in ran.err
    assert not tmp_path.joinpath("refs.bib").exists()


@pytest.mark.usefixtures("paper")
def test_sync_does_not_overwrite_a_bibliography_that_it_did_not_make(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    refs = tmp_path / "refs.bib"
    refs.write_text("@misc{mine, title={Mine alone}}\n", "utf-8")
    ran = shelf("sync", "paper.tex", "-o", "refs.bib")
    assert ran.code == 4
    assert "Mine alone" in refs.read_text("utf-8")
    ran = shelf("sync", "paper.tex", "-o", "refs.bib", "--force")
    assert (ran.code, ran.lines[-1]) == (0, "- mine")


@pytest.mark.usefixtures("paper")
def test_no_bibliography_is_written_over_a_document(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("whole.tex").write_text(r"\input{paper}", "utf-8")
    tmp_path.joinpath("link.tex").symlink_to("paper.tex")
    for target in ("paper.tex", "link.tex", f"{tmp_path}/whole.tex"):
        ran = shelf("sync", "whole.tex", "-o", target, "--force")
        assert (ran.code, "is one of the documents" in ran.err) == (2, True)
        assert shelf("export", "--cited", "whole.tex", "-o", target).code == 2
    assert tmp_path.joinpath("paper.tex").read_text("utf-8") == PAPER


def test_watching_follows_the_document_and_the_library(shelf: Callable[..., Ran], paper: Path, tmp_path: Path) -> None:
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: paper.write_text(r"\cite{mueller2020}", "utf-8"),
        paper.unlink,
        lambda: paper.write_text(r"\cite{mueller2020}\include{two}", "utf-8"),
        lambda: tmp_path.joinpath("two.tex").write_text(r"\cite{yu2023}", "utf-8"),
        lambda: shelf("set", "yu2023", "note=new"),
    ]
    waiting = iter(steps)
    wanted = SyncTarget((paper,), tmp_path / "refs.bib")
    seen = []
    for done in sync.watch(Location.at(tmp_path / "library.db"), wanted, lambda: (next(waiting, steps[0])(), None)[1]):
        seen.append((done.added, done.removed, done.altered) if isinstance(done, Synced) else type(done).__name__)
        if len(seen) == 6:
            break
    assert seen == [
        (("jiang2024mixtral", "vaswani2017attention"), (), ()),
        (("mueller2020",), ("jiang2024mixtral", "vaswani2017attention"), ()),
        "UnreadableFile",
        ((), (), ()),
        (("yu2023",), (), ()),
        ((), (), ("yu2023",)),
    ]


def test_rename_rewrites_the_citations_keeps_a_copy_and_is_undone_with_the_files(
    shelf: Callable[..., Ran], paper: Path, tmp_path: Path
) -> None:
    before = paper.read_bytes()
    ran = shelf("rename", "vaswani2017attention", "transformer", "--rewrite", "paper.tex")
    assert (ran.code, ran.out) == (0, "transformer\n")
    assert "paper.tex: 2 citations rewritten; as it was: paper.tex.bak" in ran.err.replace(f"{tmp_path}/", "")
    assert paper.read_text("utf-8") == PAPER.replace("vaswani2017attention", "transformer")
    assert tmp_path.joinpath("paper.tex.bak").read_bytes() == before
    assert shelf("undo").code == 0
    assert paper.read_bytes() == before
    assert shelf("show", "vaswani2017attention", "--json").json[0]["key"] == "vaswani2017attention"
    assert shelf("redo").code == 0
    assert b"transformer" in paper.read_bytes()


def test_a_dry_rename_says_what_it_would_rewrite_and_leaves_everything(
    shelf: Callable[..., Ran], paper: Path, tmp_path: Path
) -> None:
    ran = shelf("rename", "vaswani2017attention", "transformer", "--rewrite", "paper.tex", "--dry-run")
    assert ran.code == 0
    assert "would rewrite 2 citations in paper.tex" in ran.err
    assert paper.read_text("utf-8") == PAPER
    assert not tmp_path.joinpath("paper.tex.bak").exists()
    assert shelf("show", "transformer").code == 3


@pytest.mark.usefixtures("paper")
def test_a_document_still_full_of_former_keys_is_brought_up_to_date(shelf: Callable[..., Ran], paper: Path) -> None:
    shelf("rename", "vaswani2017attention", "transformer")
    ran = shelf("rename", "transformer", "transformer", "--rewrite", "paper.tex")
    assert ran.code == 0
    assert paper.read_text("utf-8") == PAPER.replace("vaswani2017attention", "transformer")


def test_a_rename_that_fails_rewrites_nothing(shelf: Callable[..., Ran], paper: Path, tmp_path: Path) -> None:
    assert shelf("rename", "vaswani2017attention", "mueller2020", "--rewrite", "paper.tex").code == 4
    assert shelf("rename", "vaswani2017attention", "new", "--rewrite", "paper.tex", "gone.tex").code == 6
    assert shelf("rename", "vaswani2017attention", "new", "--rewrite").code == 2
    assert shelf("rename", "vaswani2017attention", "new", "paper.tex").code == 2
    assert paper.read_text("utf-8") == PAPER
    assert not tmp_path.joinpath("paper.tex.bak").exists()
    assert shelf("show", "new").code == 3


def test_undo_leaves_a_document_alone_that_was_edited_since(shelf: Callable[..., Ran], paper: Path) -> None:
    shelf("rename", "vaswani2017attention", "transformer", "--rewrite", "paper.tex")
    paper.write_text(paper.read_text("utf-8") + "% more\n", "utf-8")
    ran = shelf("undo")
    assert ran.code == 4
    assert "--keep-files" in ran.err
    assert shelf("undo", "--keep-files").code == 0
    assert "transformer" in paper.read_text("utf-8")
