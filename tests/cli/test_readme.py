"""The README's examples, typed line by line in an empty home, in the order in which they stand there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests import article_pdf
from tests.citations.test_batch import needs_pandoc
from tests.managers.zotero.made import ZoteroFolder

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.conftest import Ran

README = Path(__file__).parents[2] / "README.md"
BIB = "@book{%s, title={%s}, author={Roe, Ann}, year=2001, publisher={P}}\n"
FILES = {
    "thesis.tex": "\\cite{vaswani2017attention} and \\cite{dai2024deepseekmoe}\n",
    "article.txt": "The model was trained for under six million dollars.\n",
    "report.txt": "\f\f\f\fThe cost amounts to 5.576M in total.\n",
}
# These ask services about what is there; tests/cli/test_resolving.py and its neighbours do so against local ones.
ASKING = {"snapshot", "links", "resolve", "refresh", "published", "retracted", "references"}
# These need somebody at a terminal (tests/cli/test_tour.py), are the shell's own (tests/cli/test_completing.py), open a window
# (tests/cli/test_opening.py), or go on until they are ended (tests/cli/test_serve.py).
ELSEWHERE = {"tour", "completion", "open", "serve"}
# Exit codes besides 0: the thesis cites what was not read.
FOUND = {"check": 10}
# Words that stand for the reader's own.
MEANT = {"KEEP": "refs2001", "OTHER": "zotero2001", "FILE": "copy.db", "~/Zotero": "Zotero"}


class Typed(NamedTuple):
    """A command of the README, and what a pipe brings or hands it."""

    words: list[str]
    piped: bool
    appended: bool


def lines() -> list[str]:
    """Every line of the README's shell blocks, without what is said beside it."""
    indented = [line[4:] for line in README.read_text("utf-8").splitlines() if line.startswith("    ")]
    return [re.sub(r"\s+# .*", "", line).strip() for line in indented]


def commands() -> list[Typed]:
    """Every command of the program in these lines, in order."""
    found = []
    for part in (part for line in lines() for part in line.split(" && ")):
        for at, piece in enumerate(re.sub(r'^eval "\$\((.*)\)"$|^uv run ', r"\1", part).split(" | ")):
            words = shlex.split(piece.removeprefix("xargs "))
            if words[0] in ("rl", "readinglist"):
                appended = piece.startswith("xargs ")
                found.append(Typed(words[1:], bool(at) and not appended, appended))
    return found


@needs_pandoc
def test_every_command_of_the_readme_works_in_an_empty_home(
    rl: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    for name in ("refs", "zotero", "jabref"):
        tmp_path.joinpath(f"{name}.bib").write_text(BIB % (f"{name}2001", f"A book of {name}"), "utf-8")
    zotero = ZoteroFolder(tmp_path / "Zotero")
    zotero.item("book", ("author", "Doe", "Jane"), title="On Foxes")
    zotero.done()
    tmp_path.joinpath("paper.pdf").write_bytes(article_pdf.typeset())
    for name, text in FILES.items():
        tmp_path.joinpath(name).write_text(text, "utf-8")
    done, before = [], ""
    for words, piped, appended in commands():
        if words[0] in ASKING | ELSEWHERE:
            continue
        more = before.split() if appended else []
        ran = rl(
            *(MEANT.get(word, word) for word in [*words, *more]), input=BIB % ("paper2001", "A paper") if piped else ""
        )
        assert ran.code in (0, FOUND.get(words[0], 0)), (words, ran.err)
        done.append(words[0])
        before = ran.out
    assert len(done) > 60


def test_no_command_of_the_readme_is_left_out() -> None:
    assert len(commands()) >= len([line for line in lines() if re.search(r"\b(?:rl|readinglist) ", line)])
    assert "```" not in README.read_text("utf-8")
