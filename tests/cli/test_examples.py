"""The example that the help of a command begins with, typed as it stands on the seed collection."""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from readinglist.cli import SECTIONS, program
from readinglist.cli.shared import example
from tests import pdfs
from tests.citations.test_batch import needs_pandoc

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


def commands() -> dict[str, click.Command]:
    """Every command and subcommand by what is typed for it."""
    context = click.Context(program)
    top = {name: program.get_command(context, name) for section in SECTIONS.values() for name in section}
    found = {name: command for name, command in top.items() if command}
    for name, command in list(found.items()):
        inner = command.commands if isinstance(command, click.Group) else {}
        found |= {f"{name} {verb}": each for verb, each in inner.items()}
    return found


COMMANDS = commands()
# These ask services, which do not answer here: the example must be understood, and the exit code is that of a network.
ASKING = {"links", "snapshot", "refresh", "references", "published", "retracted"}
# These go on until they are ended; they have tests of their own.
ENDLESS = {"serve"}
# These ask a person first, or talk to one.
WITHOUT_A_PERSON = {"rm": "--yes", "trust": "--yes", "tour": "-"}
# What a user has lying in the folder.
FILES = {
    "base.bib": "@misc{a, title = {A}}\n",
    "ours.bib": "@misc{a, title = {B}}\n",
    "theirs.bib": "@misc{a, title = {A}, year = 2001}\n",
    "thesis.tex": "\\cite{vaswani2017attention} and \\cite{dai2024deepseekmoe}\n",
    "zotero.bib": "@book{roe2001, title={A Book}, author={Roe, Ann}, year=2001, publisher={P}}\n",
    "paper.txt": "Attention is all you need.\n",
    "thesis/readinglist.toml": "[network]\nemail = 'me@example.org'\n",
}
# What was done before.
BEFORE = {
    "load": ["dump", "reading-text"],
    "detach": ["attach", "vaswani2017", "paper.pdf"],
    "highlights": ["attach", "vaswani2017", "paper.pdf"],
    "redo": ["undo"],
    "unlink": ["link", "dai2024", "follows-up", "shazeer2017"],
    "revert": ["tag", "howdeepseek", "+seen"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_begins_with_an_example_of_the_command(rl: Callable[..., Ran], name: str) -> None:
    lines = rl(*name.split(), "--help").lines
    shown = example.of(COMMANDS[name])
    assert lines[0] == f"Example:  {shown}"
    assert lines[2].startswith(f"Usage: readinglist {name} ")
    assert f" {name}" in shown
    assert len(lines[0]) <= 80


def test_the_example_comes_first_by_whatever_is_typed_for_help_and_under_the_name_of_the_program() -> None:
    for typed, first in (
        (["help", "tags", "rename"], "rl tags rename moe mixture-of-experts"),
        (["tags", "rename", "-h"], "rl tags rename moe mixture-of-experts"),
        (["seed", "help"], "rl seed"),
        (["help", "init"], "rl --library thesis.db init"),
    ):
        script = f"import sys; sys.argv = {['rl', *typed]}; from readinglist.cli import main; main()"
        ran = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
        assert ran.stdout.splitlines()[0] == f"Example:  {first}"


@needs_pandoc
@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in ENDLESS])
def test_every_example_works_as_it_stands_on_the_seed_collection(
    seeded: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    tmp_path.joinpath("thesis").mkdir()
    tmp_path.joinpath("paper.pdf").write_bytes(pdfs.made(["Attention is all you need."]))
    for file, text in FILES.items():
        tmp_path.joinpath(file).write_text(text, "utf-8")
    if name in BEFORE:
        assert seeded(*BEFORE[name]).code == 0
    called, *words = shlex.split(example.of(COMMANDS[name]))
    assert called == "readinglist"
    ran = seeded(*words, *([WITHOUT_A_PERSON[name]] if name in WITHOUT_A_PERSON else []))
    assert ran.code in ((0, 5) if name in ASKING else (0,)), ran.err
