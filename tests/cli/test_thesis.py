r"""A thesis of several files and kinds, on the seed library: checked, brought in step, renamed in, undone, and set by TeX."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_latex import needs_biber, run

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

THESIS = Path(__file__).parent.parent / "data" / "manuscripts" / "thesis"
DOCUMENTS = ("main.tex", "chapter.qmd", "paper.typ", "notes.md", "figures.ipynb", "notes.org")


@pytest.fixture
def thesis(seeded: Callable[..., Ran], tmp_path: Path) -> Callable[..., Ran]:
    """The program on the seed collection, in a folder with the thesis."""
    shutil.copytree(THESIS, tmp_path, dirs_exist_ok=True)
    return seeded


def files(folder: Path) -> dict[str, bytes]:
    known = sorted(path.relative_to(THESIS) for path in THESIS.rglob("*") if path.is_file())
    return {str(path): folder.joinpath(path).read_bytes() for path in known}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_of_the_thesis_goes_through_the_gate_without_an_alarm(
    thesis: Callable[..., Ran], document: str
) -> None:
    ran = thesis("check", document, "--ignore", "unread,contradicted", "--fail-on", "any")
    assert (ran.code, ran.out) == (0, ""), ran.out
    assert thesis("sync", document, "-o", "refs.bib", "--strict").code == 0
    assert thesis("check", document, "--ignore", "unread,contradicted", "--fail-on", "any").code == 0
    assert thesis("sync", document, "-o", "refs.bib", "--strict").out == ""


def test_a_key_that_is_gone_is_missed_wherever_the_thesis_cites_it_and_nowhere_else(
    thesis: Callable[..., Ran], tmp_path: Path
) -> None:
    assert thesis("rm", "jiang2024mixtral", "--yes").code == 0
    ran = thesis("check", *DOCUMENTS, "--json")
    assert ran.code == 10
    missing = [found for found in ran.json if found["kind"] == "missing"]
    assert {found["key"] for found in missing} == {"jiang2024mixtral"}
    for found in missing:
        line = tmp_path.joinpath(found["path"]).read_text("utf-8").split("\n")[found["line"] - 1]
        assert line[found["column"] - 1 :].startswith("jiang2024mixtral"), found
    assert [(found["path"], found["line"]) for found in missing] == [
        ("chapters/experts.tex", 3),
        ("chapters/experts.tex", 8),
        ("chapter.qmd", 11),
        ("typst/experts.typ", 3),
    ]


def test_a_key_is_renamed_in_all_documents_and_taken_back_to_the_byte(
    thesis: Callable[..., Ran], tmp_path: Path
) -> None:
    before = files(tmp_path)
    cited = {name: thesis("export", "--cited", name).out for name in DOCUMENTS}
    ran = thesis("rename", "vaswani2017attention", "the-transformer", "--rewrite", *DOCUMENTS)
    assert ran.code == 0, ran.err
    after = files(tmp_path)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"chapters/attention.tex", "chapter.qmd", "paper.typ"}
    text = after["chapters/attention.tex"].decode()
    assert re.findall(r"vaswani2017attention\S*", text) == ["vaswani2017attention}"]
    assert "\\label{sec:vaswani2017attention}" in text
    assert text.replace("the-transformer", "vaswani2017attention").encode() == before["chapters/attention.tex"]
    assert thesis("check", *DOCUMENTS, "--ignore", "unread,contradicted", "--fail-on", "any").code == 0
    for name in DOCUMENTS:
        renamed = thesis("export", "--cited", name).out
        assert renamed.replace("{the-transformer,", "{vaswani2017attention,") == cited[name]
    assert thesis("undo").code == 0
    assert files(tmp_path) == before
    assert thesis("redo").code == 0
    assert files(tmp_path) == after


@pytest.mark.latex
@needs_biber
def test_the_thesis_is_set_without_an_undefined_citation_and_what_latex_leaves_cites_the_same(
    thesis: Callable[..., Ran], tmp_path: Path
) -> None:
    assert thesis("rename", "vaswani2017attention", "transformer").code == 0
    assert thesis("sync", "main.tex", "-o", "refs.bib", "--format", "biblatex", "--strict").code == 0
    latex = "latex -interaction=nonstopmode main"
    log = run(tmp_path, latex, "biber main", latex, latex)
    assert "undefined" not in log, log
    blg = tmp_path.joinpath("main.blg").read_text("utf-8")
    assert "ERROR" not in blg, blg
    assert "WARN" not in blg, blg
    wanted = thesis("export", "--cited", "main.tex", "--format", "biblatex").out
    assert "{vaswani2017attention," in wanted
    for name in ("main.aux", "main.bcf"):
        ran = thesis("export", "--cited", name, "--format", "biblatex")
        assert sorted(ran.out.split("\n\n")) == sorted(wanted.split("\n\n")), name
        assert thesis("check", name).code == 0
