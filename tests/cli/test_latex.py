"""`sync`, then a real LaTeX run, without an undefined citation; where TeX is installed."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

CHILD = """@inproceedings{part2019, author={Doe, Jane}, title={A part}, crossref={whole2019}}
@proceedings{whole2019, editor={Roe, Jo}, title={The whole}, year=2019, publisher={P}}
"""
BODY = r"""
\begin{document}
\include{one}
A former key \cite{vaswani2017attention}, a part of a whole \cite{part2019}, and letters \cite{mueller2020}.
% \cite{commented}
\verb|\cite{verbatim}|
"""
ONE = r"""
\section{Experts}
Of experts \cite{jiang2024mixtral,
  vaswani2017attention}.
"""
CLASSIC = r"""\documentclass{article}
\usepackage{natbib}
""" + BODY + r"""
\bibliographystyle{plainnat}
\bibliography{refs}
\end{document}
"""  # fmt: skip
MODERN = r"""\documentclass{article}
\usepackage[backend=biber]{biblatex}
\addbibresource{refs.bib}
""" + BODY + r"""
\printbibliography
\end{document}
"""  # fmt: skip


def has(*names: str) -> bool:
    """Whether programs are installed, and files that TeX finds."""
    programs = [name for name in names if "." not in name]
    files = [name for name in names if "." in name]
    if not all(map(shutil.which, [*programs, "kpsewhich"])):
        return False
    found = subprocess.run(["kpsewhich", *files], capture_output=True, text=True, check=False).stdout.splitlines()
    return len(found) == len(files)


needs_bibtex = pytest.mark.skipif(
    not has("latex", "bibtex", "natbib.sty"), reason="latex, bibtex and natbib are not installed (texlive-latex-base)"
)
needs_biber = pytest.mark.skipif(
    not has("latex", "biber", "biblatex.sty"),
    reason="latex, biber and biblatex are not installed (texlive-bibtex-extra)",
)


def run(folder: Path, *commands: str) -> str:
    """Run a document through LaTeX and its bibliography program; return the last log, lines joined as TeX broke them."""
    for command in commands:
        subprocess.run(command.split(), cwd=folder, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    return folder.joinpath("main.log").read_text("utf-8", "replace").replace("\n", "")


def same(rl: Callable[..., Ran], *names: str) -> None:
    """Check that files which LaTeX left cite what the document cites, under the same names."""
    wanted = rl("export", "--cited", "main.tex", "--strict")
    assert wanted.code == 0
    for name in names:
        assert rl("export", "--cited", name, "--strict") == wanted, name


@pytest.fixture
def thesis(shelf: Callable[..., Ran], tmp_path: Path) -> Callable[..., Ran]:
    """A library in which a key is a former one, and a document in two files."""
    assert shelf("import", "-", input=CHILD).code == 0
    assert shelf("rename", "vaswani2017attention", "transformer").code == 0
    tmp_path.joinpath("one.tex").write_text(ONE, "utf-8")
    return shelf


@pytest.mark.latex
@needs_bibtex
def test_a_document_with_natbib_finds_all_that_it_cites(thesis: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("main.tex").write_text(CLASSIC, "utf-8")
    assert thesis("sync", "main.tex", "--output", "refs.bib", "--strict").code == 0
    latex = "latex -interaction=nonstopmode main"
    log = run(tmp_path, latex, "bibtex main", latex, latex)
    assert "undefined" not in log, log
    blg = tmp_path.joinpath("main.blg").read_text("utf-8")
    assert "error message" not in blg, blg
    assert "didn't find a database entry" not in blg, blg
    assert tmp_path.joinpath("main.bbl").read_text("utf-8").count("\\bibitem") == 4
    same(thesis, "main.aux")


@pytest.mark.latex
@needs_biber
def test_a_document_with_biblatex_finds_all_that_it_cites(thesis: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("main.tex").write_text(MODERN, "utf-8")
    assert thesis("sync", "main.tex", "--output", "refs.bib", "--format", "biblatex", "--strict").code == 0
    latex = "latex -interaction=nonstopmode main"
    log = run(tmp_path, latex, "biber main", latex, latex)
    assert "undefined" not in log, log
    assert "Please (re)run" not in log, log
    blg = tmp_path.joinpath("main.blg").read_text("utf-8")
    assert "ERROR" not in blg, blg
    assert "WARN" not in blg, blg
    same(thesis, "main.aux", "main.bcf")


@needs_bibtex
def test_what_doctor_mended_runs_through_latex(rl: Callable[..., Ran], tmp_path: Path) -> None:
    text = r"@article{fuel, author={Doe, Jane}, title={Emissions & 100 % fuel_2 #1}, journal={Energy & Science}, year=2024}"
    rl("import", "-", input=text)
    assert rl("doctor", "--fix").code == 0
    tmp_path.joinpath("paper.tex").write_text(
        "\\documentclass{article}\\begin{document}\\cite{fuel}\\bibliographystyle{plain}\\bibliography{refs}\\end{document}",
        "utf-8",
    )
    rl("sync", "paper.tex", "--output", "refs.bib")
    for program in ("latex", "bibtex", "latex"):
        ran = subprocess.run(
            [program, *(["-interaction=nonstopmode", "-halt-on-error"] if program == "latex" else []), "paper"],
            cwd=tmp_path, capture_output=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stdout.decode("latin-1")
