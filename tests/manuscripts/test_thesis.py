"""A thesis in several files and kinds: what each cites, held against what LaTeX itself says."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from readinglist import manuscripts

THESIS = Path(__file__).parent.parent / "data" / "manuscripts" / "thesis"

CITED = {
    "main.tex": """
        kaplan2020scaling vaswani2017attention shazeer2019fast ainslie2023gqa su2024roformer vaswani2017attention
        zhou2022mixture jacobs1991adaptive jiang2024mixtral fedus2022switch lepikhin2021gshard shazeer2017outrageously
        dai2024deepseekmoe jiang2024mixtral deepseek2024v3 wang2024auxiliary fedus2022switch fedus2022switch
        micikevicius2022fp8 peng2023fp8 zhao2025insights""",
    "chapter.qmd": """
        vaswani2017attention kaplan2020scaling jiang2024mixtral fedus2022switch shazeer2017outrageously wang2024auxiliary
        lepikhin2021gshard dai2024deepseekmoe wang2024auxiliary""",
    "paper.typ": "vaswani2017attention shazeer2019fast jiang2024mixtral dai2024deepseekmoe deepseek2024v3",
    "notes.md": "gloeckle2024better jacobs1991adaptive",
    "figures.ipynb": "kaplan2020scaling hoffmann2022training hoffmann2022training llama2024herd",
    "notes.org": "hoffmann2022training kaplan2020scaling sevilla2024training",
}


@pytest.mark.parametrize("name", CITED)
def test_a_document_of_the_thesis_cites_these_keys_and_no_others(name: str) -> None:
    manuscript = manuscripts.scan(THESIS / name)
    assert [at.key for at in manuscript.citations] == CITED[name].split()
    assert manuscript.missing == ()


def test_the_thesis_is_read_with_all_its_chapters() -> None:
    manuscript = manuscripts.scan(THESIS / "main.tex")
    names = [path.relative_to(THESIS).as_posix() for path in manuscript.files]
    chapters = ["chapters/attention.tex", "chapters/experts.tex", "chapters/balance.tex", "chapters/hardware.tex"]
    assert names == ["main.tex", "macros.tex", *chapters]
    assert manuscript.bibliographies == (THESIS / "refs.bib",)


@pytest.mark.latex
@pytest.mark.skipif(not shutil.which("latex"), reason="latex is not installed (texlive-latex-base)")
@pytest.mark.skipif(not shutil.which("biber"), reason="biblatex is not installed (texlive-bibtex-extra, biber)")
def test_latex_cites_what_the_scan_found(tmp_path: Path) -> None:
    folder = tmp_path / "thesis"
    shutil.copytree(THESIS, folder)
    command = ["latex", "-interaction=nonstopmode", "main"]
    subprocess.run(command, cwd=folder, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    expected = {at.key for at in manuscripts.scan(folder / "main.tex").citations}
    for name in ("main.aux", "main.bcf"):
        assert {at.key for at in manuscripts.scan(folder / name).citations} == expected, name
