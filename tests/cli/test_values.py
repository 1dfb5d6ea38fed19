"""Values are checked where they come in: an option that is given says something, and a field holds what it can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from readinglist.cli import SECTIONS, program
from readinglist.cli.shared import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Ran


def _options() -> Iterator[tuple[str, click.Option]]:
    context = click.Context(program)
    for name in [name for section in SECTIONS.values() for name in section]:
        command = program.get_command(context, name)
        assert command
        for inner in (command, *(command.commands.values() if isinstance(command, click.Group) else ())):
            for param in inner.params:
                if isinstance(param, click.Option) and not param.is_flag:
                    yield name, param


def test_every_option_that_takes_a_word_refuses_an_empty_one_or_says_what_it_takes_away() -> None:
    plain = [
        (name, option.opts)
        for name, option in _options()
        if type(option.type) in (click.types.StringParamType, click.Path)
    ]
    assert not plain
    emptied = {name for name, option in _options() if isinstance(option.type, words.Emptied)}
    assert emptied == {"note", "claim", "evidence", "queue"}


@pytest.mark.parametrize(
    "command",
    [
        ["list", "--sort", ""],
        ["list", "--format", ""],
        ["rekey", "--pattern", ""],
        ["tag", "--where", "", "+x"],
        ["tag", "vaswani2017attention", "--remove", ""],
        ["add", "--title", "T", "--tag", ""],
        ["add", "--title", "T", "--type", ""],
        ["add", "--title", "T", "--via", ""],
        ["import", "--tag", "", "more.bib"],
        ["import", ""],
        ["check", ""],
        ["check", "p.tex", "--ignore", ""],
        ["check", "p.tex", "--fail-on", ""],
        ["export", "--output", ""],
        ["export", "--omit", ""],
        ["export", "--cited", ""],
        ["cite", "vaswani2017attention", "--locale", ""],
        ["bibliography", "--template", ""],
        ["matrix", "--title", ""],
        ["claims", "--find", ""],
        ["text", "vaswani2017attention", "p.txt", "--pages", ""],
        ["backup", ""],
        ["trust", ""],
        ["--library", "", "list"],
    ],
)
def test_an_empty_value_is_refused_and_does_not_mean_all(command: list[str], seeded: Callable[..., Ran]) -> None:
    ran = seeded(*command)
    assert ran.code == 2
    assert "it is empty; give a value, or leave it out" in ran.err


@pytest.mark.parametrize(
    ("assignment", "hint"),
    [
        ("year=MMXX", "in digits"),
        ("year=mcmxcix", "in digits"),
        ("year=20x4", "four digits"),
        ("year=99999", "four digits"),
        ("year=2024-13", "four digits"),
        ("year=-1", "four digits"),
        ("date=2024/2020", "ends before it begins"),
        ("date=2024-05/2024-03", "ends before it begins"),
        ("urldate=2024-02-31", "write a date"),
        ("month=13", "1 to 12"),
        ("day=32", "1 to 31"),
        ("day=0", "1 to 31"),
        ("url=foo", "https://"),
        ("url=javascript:alert(1)", "https://"),
        ("url=data:text/html,x", "https://"),
        ("url=http://", "with a host"),
        ("url=http://a b", "https://"),
        ("url=http://[::1", "no address"),
        ("url=http://ex.org:99999/", "no address"),
        ("issn=1234-5678", "check digit"),
        ("issn=12", "eight digits"),
        ("entrytype=string", "no entry in BibTeX"),
        ("entrytype=COMMENT", "no entry in BibTeX"),
        ("entrytype=preamble", "no entry in BibTeX"),
        ("entrytype=12", "one word"),
        ("author=and", "write a name"),
        ("editor= and ", "write a name"),
    ],
)
@pytest.mark.parametrize("command", [["set", "vaswani2017attention"], ["add", "--title", "T", "--set"]])
def test_a_value_that_a_field_cannot_have_is_refused(
    command: list[str], assignment: str, hint: str, seeded: Callable[..., Ran]
) -> None:
    seeded("unset", "vaswani2017attention", "date")
    ran = seeded(*command, assignment)
    assert ran.code == 2, ran.out
    assert hint in ran.err


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("year = {MMXX}", "in digits"),
        ("date = {2024-13-45}", "write a date"),
        ("date = {2024/2020}", "ends before it begins"),
        ("url = {javascript:alert(1)}", "https://"),
        ("issn = {1234-5678}", "check digit"),
        ("doi = {none}", "doi"),
        ("editor = { and }", "write a name"),
        ("status = {read}", "change the status"),
        ("crossref = {vaswani2017attention}", "cannot inherit from itself"),
        ("ids = {deepseek2025r1}", "another source"),
    ],
)
def test_a_value_that_set_refuses_is_refused_in_the_editor_too(
    line: str, hint: str, seeded: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = seeded("show", "vaswani2017attention", "--bibtex").out
    name = line.partition(" ")[0]
    monkeypatch.setenv("EDITOR", f"sed -i -e '/^  {name} /d' -e 's|^  title|  {line},\\n  title|'")
    ran = seeded("edit", "vaswani2017attention")
    assert ran.code == 2, ran.out
    assert hint in ran.err
    assert seeded("show", "vaswani2017attention", "--bibtex").out == before


def test_a_value_that_was_there_before_is_no_hindrance_to_editing_another(
    seeded: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.joinpath("old.bib").write_text("@book{old, title={T}, year={MMXX}, issn={12}, note={}}", "utf-8")
    seeded("import", str(tmp_path / "old.bib"))
    monkeypatch.setenv("EDITOR", "sed -i 's/{T}/{A Title}/'")
    assert seeded("edit", "old").code == 0
    assert "{A Title}" in seeded("show", "old", "--bibtex").out


@pytest.mark.parametrize(
    ("assignments", "hint"),
    [
        (["vaswani2017attention", "crossref=vaswani2017attention"], "cannot inherit from itself"),
        (["vaswani2017attention", "xdata=deepseek2025r1,VASWANI2017attention"], "cannot inherit from itself"),
        (["deepseek2025r1", "crossref=shazeer2017outrageously"], "cannot inherit from itself"),
        (["vaswani2017attention", "ids=other, deepseek2025r1"], "another source"),
    ],
)
def test_what_a_source_says_of_others_is_refused_where_it_cannot_be(
    assignments: list[str], hint: str, seeded: Callable[..., Ran]
) -> None:
    assert seeded("set", "shazeer2017outrageously", "crossref=deepseek2025r1").code == 0
    ran = seeded("set", *assignments)
    assert ran.code == 2
    assert hint in ran.err


@pytest.mark.parametrize(
    "assignment",
    [
        "year=2001",
        "year=1983a",
        "year=2001/2002",
        "year=1998-99",
        "year=[1999]",
        "year=c. 1850",
        "year=forthcoming",
        "year=in press",
        "year=im Erscheinen",
        "date=2024/..",
        "date=2024-05/2024",
        "month=jan",
        "url=https://例え.jp/a",
        "url=ftp://example.org/a",
        "url=urn:nbn:de:0-1",
        "issn=0028-0836",
        "issn=0028-0836, 1476-4687",
        "entrytype=webpage",
        "author={and}",
    ],
)
def test_a_value_that_a_field_can_have_is_taken(assignment: str, seeded: Callable[..., Ran]) -> None:
    seeded("unset", "vaswani2017attention", "date")
    ran = seeded("set", "vaswani2017attention", assignment)
    assert ran.code == 0, ran.err


@pytest.mark.parametrize(
    ("assignment", "said"),
    [("entrytype=foo", "foo is no entry type"), ("langid=klingon", "klingon is no language")],
)
def test_a_word_that_nothing_knows_is_kept_with_a_warning(
    assignment: str, said: str, seeded: Callable[..., Ran]
) -> None:
    ran = seeded("set", "vaswani2017attention", assignment)
    assert ran.code == 0
    assert f"warning: {said}" in ran.err
