"""Every command that writes, tried, done, undone and redone: every table and document is then as it was, to the byte."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from typing import TYPE_CHECKING

import click
import pytest

from readinglist.cli import program
from tests import oracle, pdfs
from tests.cli.conftest import shelve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from readinglist.library.location import Location
    from tests.conftest import Ran, Stocked
    from tests.services import Services

BIB = """@article{s1, author={Müller, Jörg}, title={On the near titels of what we measure}, journal={J}, year=2010, keywords={x}}
@article{s2, author={Mueller, J.}, title={On the near titles of what we measure}, journal={J}, year=2010, doi={10.1000/s2}}
@inbook{kid, title={Kid}, author={Kidd, K}, crossref={s1}, related={s2}, year=2011}
@online{early, title={On Keys, Early}, author={Doe, Jane}, date={2019}, doi={10.21203/rs.3.rs-1}}
@online{draft, title={A Review of Locks}, author={Roe, Ann}, date={2020}, eprint={2001.00001}, eprinttype={arxiv}}
@article{review, title={A Review of Locks}, author={Roe, Ann}, year=2020, journal={Reviews}}
"""
MARKED = pdfs.made(["In the other it suffices."], marks={0: [pdfs.Marked("Highlight", "it suffices", "/C [1 1 0]")]})
BROKEN = "@article{bad\n  this is no field\n"
MORE = "@book{more, title={More}, author={More, M.}, year=2001}\n@misc{s1, title={Another of that key}}\n"
PASTED = "Roe, R. (2001). The first of many. Journal of Firsts, 4(2), 10-20. https://doi.org/10.1000/one\n"
EDITED = "s/Zeitschrift/Zeitung/; s/bad/bad,/; s/this is no field/title = {Mended}/"

DUMPED = json.dumps(
    {"key": "dumped2020", "type": "misc", "uid": "0" * 32, "added": "2020-01-01T00:00:00Z", "fields": [["title", "{Dumped}"]], "priority": 0, "pinned": True}
    | dict.fromkeys(("status", "queued", "via", "why", "origin", "fetched"), "")
    | dict.fromkeys(("tags", "macros", "aliases", "links", "origins", "marks", "counterparts"), ())
)  # fmt: skip

WRITES = [
    ["seed"],
    ["add", "--title", "New", "--author", "New, Ann", "--tag", "x", "--note", "a note"],
    ["add", "--offline", "10.1000/other"],
    ["add", "10.1000/published"],
    ["add", "--offline", "paper.pdf"],
    ["import", "more.bib"],
    ["import", "more.bib", "--on-duplicate", "update"],
    ["resolve", "--all"],
    ["refresh", "second"],
    ["references", "mueller2020"],
    ["references", "s1", "pasted.txt"],
    ["published", "early"],
    ["retracted", "mueller2020"],
    ["tags rename", "x", "y/z"],
    ["edit", "mueller2020"],
    ["edit", "--broken", "1"],
    ["set", "mueller2020", "title=Another", "pages=1-2"],
    ["unset", "mueller2020", "month"],
    ["tag", "vaswani2017", "+new", "-attention"],
    ["tag", "--where", "year:2010..", "+all"],
    ["note", "mueller2020", "a thought"],
    ["note", "mueller2020", "--quote", "q", "--page", "3", "--public"],
    ["note", "s1", "--edit", "1", "otherwise", "--public"],
    ["note", "s1", "--remove", "2"],
    ["link", "mueller2020", "supports", "vaswani2017"],
    ["unlink", "s1", "cites", "jiang2024mixtral"],
    ["unlink", "vaswani2017", "s1"],
    ["rename", "mueller2020", "mueller2020dna"],
    ["rename", "second", "Second"],
    ["rename", "second", "S2", "--rewrite", "paper.tex"],
    ["rename", "second", "s2"],
    ["rekey", "--pattern", "[auth:lower]:[year]", "--pinned"],
    ["duplicates", "--link"],
    ["merge", "s1", "second"],
    ["merge", "second", "s1", "--prefer", "longer", "--take", "title=s1"],
    ["merge", "--all", "--above", "0.9"],
    ["rm", "mueller2020", "s1", "--yes"],
    ["text", "mueller2020", "text.txt", "--pages", "7-"],
    ["text", "s1", "text.txt"],
    ["text", "s1", "--remove"],
    ["claim", "mueller2020", "It is so.", "--verdict", "partly"],
    ["claim", "s1#c1", "--verdict", "not shown", "--note", "why"],
    ["claim", "s1#c1", "--remove"],
    ["evidence", "s1#c2", "qualifies", "yu2023", "--quote", "words", "--force"],
    ["evidence", "s1#c1", "--edit", "1", "--checked", "--note", "compared"],
    ["evidence", "s1#c1", "--remove", "1"],
    ["attach", "mueller2020", "paper.pdf", "--label", "accepted"],
    ["attach", "s1", "paper.pdf", "text.txt", "--link"],
    ["detach", "s2", "1"],
    ["highlights", "s2"],
    ["highlights", "other.pdf", "--to", "mueller2020"],
    ["snapshot", "s2", "--url", "{services}/page", "--allow-local"],
    ["vault", "notes"],
    ["load", "dumped", "--force", "--prune"],
    ["queue", "mueller2020", "--why", "w", "--via", "vaswani2017", "--priority", "3"],
    ["start", "mueller2020"],
    ["done", "mueller2020", "yu2023"],
    ["drop", "s1"],
    ["revert", "25"],  # a link
]
# Commands that can be tried too, but leave nothing in the log that could be undone, with the reason.
UNLOGGED = {
    "init": ([], "it makes the file, and no change in it"),
    "backup": (["copy.db"], "it writes another file"),
    "dump": (["text"], "it writes other files"),
    "sync": (["paper.tex", "--output", "refs.bib"], "it writes another file, which the next run writes anew"),
    "doctor": (["--fix"], "it fills the search index anew, which is derived from the rest"),
    "trust": (["--yes"], "it writes what this machine remembers, and nothing of the library"),
    "undo": ([], "it goes through the log itself"),
    "redo": ([], "it goes through the log itself"),
}
READS = [
    ["list"], ["search", "measure"], ["show", "s1"], ["tags"], ["claims"], ["quotes", "verify"], ["gaps"], ["matrix"], ["graph"],
    ["trace", "s1"], ["impact", "s1"], ["next"], ["cite", "s1"], ["bibliography"], ["export"], ["check", "paper.tex"],
    ["cited", "s1", "paper.tex"],
    ["merge-driver", "more.bib", "more.bib", "more.bib"], ["packet", "s1"], ["page"], ["stats"], ["formats"], ["attachments"], ["links", "check", "s1"], ["open", "early", "--url", "--print"], ["log"], ["config"], ["completion", "bash"], ["tour", "-"], ["serve", "--help"],
]  # fmt: skip
# The log itself; how high the numbers of claims ever went, which are never given twice; and what was read in files.
_NOT_UNDONE = ("operation", "change", "rewriting", "claim_number", "latecomer", "attachment_text", "attachment_page")


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command of the program, by its name, and those below it."""
    context = click.Context(program)
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {below}", inner) for below, inner in command.commands.items())


def tables(path: Path) -> dict[str, list[str]]:
    """Return all that a library holds, row by row, and of the search index each word and where it stands."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, fulltext, instance)")
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        names = [name for name in names if not name.startswith(("fulltext", "sqlite", "attachment_words"))]
        names.insert(0, "words")
        return {name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"'))) for name in names}


def fill(run: Callable[..., Ran], folder: Path) -> None:
    """Fill a library with two sources that look like one, all that can hang on a source, and one of every odd kind."""
    shelve(run, folder)
    assert run("import", "-", "--on-duplicate", "new", input=BIB).code == 0
    assert run("import", "-", input=BROKEN).code == 6
    assert run("add", "--offline", "10.1000/keys").code == 0
    folder.joinpath("other.pdf").write_bytes(MARKED)
    for key in ("s1", "s2"):
        folder.joinpath("text.txt").write_text(f"Text of {key}: it suffices.", "utf-8")
        for command in (
            ("text", key, "text.txt"),
            ("attach", key, "other.pdf"),
            ("note", key, f"of {key}"),
            ("note", key, "the same"),
            ("note", key, "--quote", "it suffices", "--page", "1"),
            ("claim", key, "It suffices.", "--quote", "it suffices"),
            ("claim", key, f"Claim of {key}."),
            ("evidence", f"{key}#1", "contradicts", "mueller2020"),
            ("link", key, "cites", "jiang2024mixtral"),
            ("link", "vaswani2017attention", "supports", key),
            ("queue", key, "--via", "jiang2024mixtral", "--why", f"why {key}"),
        ):
            assert run(*command).code == 0, command
    assert run("rename", "s2", "second").code == 0
    assert run("tag", "kid", "+passing").code == 0
    assert run("undo").code == 0


def serve(services: Services) -> None:
    """Let the services know what is asked of them."""
    notice = {"DOI": "10.1000/notice", "type": "retraction", "updated": {"date-parts": [[2021, 3, 1]]}}
    services.says("/page", "<html><p>In the page it suffices.", kind="text/html")
    services.work("10.1000/keys")
    services.work("10.1000/s2", title=["On the near titles of what we measure"])
    services.work("10.1000/published", title=["On Keys"])
    relation = {"is-preprint-of": [{"id-type": "doi", "id": "10.1000/published", "asserted-by": "subject"}]}
    services.work("10.21203/rs.3.rs-1", type="posted-content", title=["On Keys, Early"], relation=relation)
    cited = {"key": "1", "DOI": "10.1000/one", "article-title": "The First", "year": "2001", "author": "Roe"}
    services.work("10.1000/xyz.42", reference=[cited], **{"updated-by": [notice]})


@pytest.fixture
def full(stocked: Stocked, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """The program on a library in which every command has something to do, among the files that it needs."""
    serve(services)
    script = tmp_path / "editor.sh"
    script.write_text(f"#!/bin/sh\nsed -i '{EDITED}' \"$1\"\n", "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.delenv("VISUAL", raising=False)
    for name, text in (
        ("more.bib", MORE),
        ("pasted.txt", PASTED),
        ("text.txt", "Another text.\fMore of it."),
    ):
        tmp_path.joinpath(name).write_text(text, "utf-8")
    tmp_path.joinpath("paper.tex").write_text(r"\cite{s1,s2} \cite{second}", "utf-8")
    tmp_path.joinpath("paper.pdf").write_bytes(pdfs.made(["In the paper it suffices.", "More of it."]))
    tmp_path.joinpath("other.pdf").write_bytes(MARKED)
    tmp_path.joinpath("library.db.files").mkdir()
    tmp_path.joinpath("library.db.files/s1.pdf").write_bytes(MARKED)
    tmp_path.joinpath("notes").mkdir()
    tmp_path.joinpath("notes/s1.md").write_text("---\nrl-key: s1\n---\n## Notes\n\nA thought.\n", "utf-8")
    dumped = tmp_path / "dumped" / "sources"
    dumped.mkdir(parents=True)
    dumped.parent.joinpath("dump.json").write_text('{"form": 1}')
    dumped.joinpath("dumped2020.json").write_text(DUMPED, "utf-8")
    return stocked("full", fill)


@pytest.fixture
def state(full: Callable[..., Ran], library: Location, tmp_path: Path) -> Callable[[], dict[str, object]]:  # noqa: ARG001
    """Returns all that the library and the documents hold at the moment."""

    def state() -> dict[str, object]:
        documents = {path.name: path.read_bytes() for path in tmp_path.glob("*.*") if path.suffix in (".tex", ".bib")}
        return {**tables(library.path), **documents}

    return state


def typed(command: list[str], services: Services) -> list[str]:
    """Return a command of WRITES as it is typed, with the address of the services."""
    return [*command[0].split(), *(word.replace("{services}", services.base) for word in command[1:])]


def undoable(state: dict[str, object]) -> dict[str, object]:
    return {name: held for name, held in state.items() if name not in _NOT_UNDONE}


def test_every_command_is_known_to_write_or_not_to() -> None:
    writing = {name for name, command in commands() if any("--dry-run" in option.opts for option in command.params)}
    assert writing == {command for command, *_ in WRITES} | set(UNLOGGED)
    assert {name for name, _ in commands()} - writing == {command for command, *_ in READS}


@pytest.mark.parametrize("command", WRITES, ids=" ".join)
def test_every_write_can_be_tried_done_undone_and_redone(
    full: Callable[..., Ran],
    state: Callable[[], dict[str, object]],
    command: list[str],
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    command = typed(command, services)
    untouched = state()
    operations = oracle.watch(monkeypatch)
    assert full(*command, "--dry-run").code == 0
    assert state() == untouched
    before = undoable(untouched)
    assert full(*command).code == 0
    after = undoable(state())
    assert after != before
    assert operations  # and the log says of each just what triggers saw
    assert all(logged == done for done, logged in operations)
    for _ in range(2):
        assert full("undo").code == 0
        assert undoable(state()) == before
        assert full("redo").code == 0
        assert undoable(state()) == after


@pytest.mark.parametrize("command", UNLOGGED)
def test_what_leaves_nothing_to_undo_can_be_tried_too(
    full: Callable[..., Ran], state: Callable[[], dict[str, object]], library: Location, command: str
) -> None:
    arguments, _ = UNLOGGED[command]
    library.path.with_name("readinglist.toml").write_text("[network]\nrate = 1\n")
    with contextlib.closing(sqlite3.connect(library.path)) as connection:
        connection.execute("DELETE FROM fulltext WHERE rowid = 1")
        connection.commit()
    files = sorted(library.path.parent.iterdir())
    before, log = state(), full("log", "--json").json
    assert full(command, *arguments, "--dry-run").code in (0, 10)
    assert (state(), sorted(library.path.parent.iterdir())) == (before, files)
    assert full(command, *arguments).code in (0, 10)
    assert len(full("log", "--json").json) == len(log)


@pytest.mark.parametrize("command", READS, ids=" ".join)
def test_what_only_reads_changes_nothing(
    full: Callable[..., Ran], state: Callable[[], dict[str, object]], command: list[str]
) -> None:
    before = state()
    assert full(*command).code in (0, 1, 10)  # 1 where pandoc is not there
    assert state() == before


def test_a_document_that_was_rewritten_still_cites_what_the_library_has(full: Callable[..., Ran]) -> None:
    assert full("rename", "second", "S2", "--rewrite", "paper.tex").code == 0
    for step in ("undo", "redo", "undo"):
        assert full(step).code == 0
        assert full("check", "paper.tex").code == 0
