"""What goes out is taken by `bibtex` and `biber` themselves, where they are installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from readinglist.formats import biblatex, bibtex
from readinglist.model.record import Record
from readinglist.util import package_data

if TYPE_CHECKING:
    from types import ModuleType

DATA = Path(__file__).resolve().parent.parent.parent / "data"
VALID = [*sorted(DATA.glob("valid/*.bib")), package_data.folder("seeds") / "deepseek.bib"]
FILES = [*VALID, *sorted(DATA.glob("broken/*.bib"))]
STYLES = ("plain", "alpha", "apalike", "IEEEtran")

pytestmark = pytest.mark.latex
needs_bibtex = pytest.mark.skipif(not shutil.which("bibtex"), reason="bibtex is not installed (texlive-binaries)")
needs_biber = pytest.mark.skipif(not shutil.which("biber"), reason="biber is not installed")


def written(path: Path, module: ModuleType, *, ascii_only: bool = False) -> str:
    records, keys = [], set[str]()
    for number, item in enumerate(biblatex.load(path.read_text("utf-8"))):
        if isinstance(item, Record):
            key = item.key or f"keyless{number}"
            records.append(
                Record(key, item.type, item.fields, item.macros, item.contributors) if not item.key else item
            )
            assert key.casefold() not in keys
            keys.add(key.casefold())
    parents = {record.plain("crossref") for record in records}
    records.sort(key=lambda record: record.key in parents)
    return "".join(module.dump(records, ascii_only=ascii_only))


def has_style(style: str) -> bool:
    if not shutil.which("kpsewhich"):
        return False
    return subprocess.run(["kpsewhich", f"{style}.bst"], capture_output=True, check=False).returncode == 0


@needs_bibtex
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_bibtex_takes_what_goes_out_without_an_error(path: Path, style: str, tmp_path: Path) -> None:
    if not has_style(style):
        pytest.skip(f"{style}.bst is not installed (texlive-base, texlive-publishers)")
    for ascii_only in (False, True):
        tmp_path.joinpath("refs.bib").write_text(written(path, bibtex, ascii_only=ascii_only) + "\n", "utf-8")
        aux = f"\\relax\n\\citation{{*}}\n\\bibdata{{refs}}\n\\bibstyle{{{style}}}\n"
        tmp_path.joinpath("paper.aux").write_text(aux)
        subprocess.run(["bibtex", "paper"], cwd=tmp_path, capture_output=True, check=False)
        log = tmp_path.joinpath("paper.blg").read_text("utf-8", "replace")
        assert "error message" not in log, log
        assert path not in VALID or "isn't style-file defined" not in log, log
        entries = sum(isinstance(item, Record) for item in biblatex.load(path.read_text("utf-8")))
        assert tmp_path.joinpath("paper.bbl").read_text("utf-8", "replace").count("\\bibitem") == entries


@needs_biber
@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_biber_says_nothing_of_what_goes_out_that_it_did_not_say_of_what_came_in(path: Path, tmp_path: Path) -> None:
    before = complaints(path.read_text("utf-8"), tmp_path)
    assert complaints(written(path, biblatex), tmp_path) - before == set()


def complaints(text: str, folder: Path) -> set[str]:
    folder.joinpath("refs.bib").write_text(text, "utf-8")
    command = ["biber", "--tool", "--validate-datamodel", "--output-file", "out.bib", "refs.bib"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    lines = (re.sub(r"/\S+, line \d+", "", line) for line in ran.stdout.splitlines())
    return {line for line in lines if line.startswith(("WARN", "ERROR"))}
