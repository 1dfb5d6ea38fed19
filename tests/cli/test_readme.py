"""The README's first quarter of an hour, typed line by line on a library that has just been seeded."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from tests.citations.test_batch import needs_pandoc

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.conftest import Ran

README = Path(__file__).parents[2] / "README.md"
BIB = "@book{%s, title={%s}, author={Roe, Ann}, year=2001, publisher={P}}\n"
THESIS = "\\cite{vaswani2017attention} and \\cite{dai2024deepseekmoe}\n"
# These ask services about what is there; tests/cli/test_resolving.py and its neighbours do so against local ones.
ASKING = ("resolve", "refresh", "published", "retracted", "references")
# What documents are not ready for yet: the thesis cites what was not read.
FOUND = {"check"}


def lines() -> list[list[str]]:
    section = README.read_text("utf-8").partition("## A first quarter of an hour")[2].partition("\n## ")[0]
    typed = [line[4:].partition("  # ")[0].strip() for line in section.splitlines() if line.startswith("    ")]
    commands = [part.strip() for line in typed for part in line.rpartition(" | ")[2].split(" && ")]
    return [shlex.split(command)[1:] for command in commands if command.startswith("rl ")]


@needs_pandoc
def test_every_line_of_the_first_quarter_of_an_hour_works_in_turn(
    rl: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setenv("READINGLIST_OFFLINE", "1")
    for name in ("refs", "zotero", "jabref"):
        tmp_path.joinpath(f"{name}.bib").write_text(BIB % (f"{name}2001", f"A book of {name}"), "utf-8")
    tmp_path.joinpath("thesis.tex").write_text(THESIS, "utf-8")
    done = []
    for words in lines():
        if words[0] in ASKING:
            continue
        arguments = [{"KEEP": "refs2001", "OTHER": "zotero2001"}.get(word, word) for word in words]
        ran = rl(*arguments, input=BIB % ("paper2001", "A paper") if "-" in words else None)
        assert ran.code in ((0, 10) if words[0] in FOUND else (0,)), (words, ran.err)
        done.append(words[0])
    assert len(done) > 35
