"""What people type who come from another program: it works, or a sentence says what to type, and nothing is written."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest

from readinglist.cli import _HELP, _MAYBE_HABIT, SECTIONS, habits
from readinglist.library import lookup
from tests.cli.test_undoing import READS, UNLOGGED, WRITES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.library.location import Location
    from tests.conftest import Ran

WRITING = ({command for command, *_ in WRITES} | set(UNLOGGED)) - {"doctor"}  # it writes only with --fix
READING_GUESSES = {
    "url", "browse", "browser", "read", "web", "gui", "tui", "print", "statistics", "doc", "pdf",
    "explore", "websearch", "exec", "collections", "collection", "groups", "group", "review", "citations", "get-citing-works",
    "check-integrity", "check-consistency", "doi-to-bibtex", "related", "items", "cache", "default", "library", "open-url",
    "search-online", "notes", "fetch", "get-cited-works", "trash", "status", "st", "stat", "summary", "report", "where",
    "which", "path", "location", "db", "database", "lib", "libraries", "use", "switch", "diff", "blame", "fzf", "pick",
    "random", "man", "manual", "docs", "demo", "intro", "examples", "about", "authors", "years", "journals", "titles",
    "types", "fields", "abstract", "key", "citekey", "ref", "refs", "citation", "cites", "citedby", "cited-by", "doi",
    "arxiv", "isbn", "pmid", "download", "file", "files", "comments", "annotations", "annotation", "highlights",
    "tree", "csv", "markdown", "html", "word", "docx", "latex", "ris", "quit", "exit", "shell", "interactive",
    "autocomplete", "format", "tidy", "clean", "upgrade",
}  # fmt: skip


@pytest.fixture
def shelf(rl: Callable[..., Ran]) -> Callable[..., Ran]:
    for number in ("1", "2"):
        assert rl("add", "--title", f"Part {number}", "--date", f"202{number}", "--key", f"k{number}").code == 0
    assert rl("claim", "k1", "A claim.").code == 0
    return rl


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ls", "list"), ("find part", "search part"), ("grep part", "search part"), ("get k1", "show k1"),
        ("info k1", "show k1"), ("view k1", "show k1"), ("keys", "list --keys-only"), ("count", "list --count"),
        ("history", "log"), ("tag list", "tags"), ("tags list", "tags"), ("note show k1", "show k1"), ("queue list", "queue"),
        ("claim list", "claims"), ("claims list", "claims"), ("config list", "config"), ("bibtex", "export --format bibtex"),
        ("lint", "doctor"), ("list help", "list --help"), ("help list", "list --help"), ("tag help", "tag --help"),
        ("help", "--help"), ("version", "--version"), ("-v", "--version"), ("list --version", "--version"),
        ("dir", "list"), ("entries", "list"), ("inbox", "list status:inbox"), ("unread", "list -status:read"),
        ("recent", "list --sort added --reverse --limit 20"), ("json", "list --json"), ("bib k1", "export --format bibtex k1"),
        ("dupes", "duplicates"), ("visualize k1", "graph k1"), ("tag list k1", "show k1"), ("tags show k1", "show k1"),
        ("tags show", "tags"), ("notes show k1", "show k1"), ("notes list k1", "show k1"), ("claim show k1#c1", "claims k1#c1"),
        ("claims show k1#c1", "claims k1#c1"), ("claims show k1", "show k1"), ("evidence list k1", "claims k1"),
        ("evidence show k1#c1", "claims k1#c1"), ("export bibtex k1", "export --format bibtex k1"),
        ("export json", "export --format json"), ("export csl-json k1", "export --format csl-json k1"),
        ("help help", "--help"), ("help tags rename", "tags rename --help"), ("complete bash", "completion bash"),
        ("help quotes verify", "quotes verify --help"), ("help ls", "list --help"), ("ls --help", "list --help"),
    ],
)  # fmt: skip
def test_a_reading_command_under_another_name_is_the_same(typed: str, meant: str, shelf: Callable[..., Ran]) -> None:
    assert shelf(*typed.split()) == shelf(*meant.split())
    assert shelf(*typed.split()).code == 0


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("tag add k1 x y", "tags", ("x", "y")),
        ("tags add k1 x", "tags", ("x",)),
        ("add-tag k1 x y", "tags", ("x", "y")),
        ("addtag k1 +x", "tags", ("x",)),
        ("notes add k1 words", "notes", 1),
        ("comment k1 words", "notes", 1),
        ("note add k1 words", "notes", 1),
        ("queue add k1", "status", "queued"),
        ("mv k1 k9", "key", "k9"),
        ("todo k1", "status", "queued"),
        ("annotate k1 words", "notes", 1),
    ],
)
def test_a_writing_command_under_another_name_writes(
    typed: str, field: str, value: object, shelf: Callable[..., Ran], library: Location
) -> None:
    assert shelf(*typed.split()).code == 0
    found = getattr(lookup.records(library)[0], field)
    assert (len(found) if isinstance(value, int) else found) == value


def test_verbs_behind_a_command_take_away_too(shelf: Callable[..., Ran], library: Location) -> None:
    shelf("tag", "k1", "+x", "+y")
    shelf("note", "k1", "words")
    assert shelf("tag", "rm", "k1", "x").code == 0
    assert shelf("tag", "k1", "+z", "+w").code == 0
    assert shelf("untag", "k1", "z").code == 0
    assert shelf("remove-tag", "k1", "w").code == 0
    assert shelf("tag", "rename", "y", "v").code == 0
    assert shelf("rename-tag", "v", "y").code == 0
    assert shelf("evidence", "add", "k1#c1", "supports", "k2").code == 0
    assert shelf("evidence", "rm", "k1#c1", "1").code == 0
    assert shelf("claim", "rm", "k1#c1").code == 0
    assert shelf("claims").out == ""
    assert shelf("note", "rm", "k1", "1").code == 0
    assert shelf("delete", "k2", "--yes").code == 0
    (left,) = lookup.records(library)
    assert (left.key, left.tags, left.notes) == ("k1", ("y",), ())


@pytest.mark.parametrize("typed", sorted(habits.ELSEWHERE))
def test_what_is_elsewhere_is_answered_with_commands_that_are_there(typed: str, shelf: Callable[..., Ran]) -> None:
    ran = shelf(*typed.split())
    assert (ran.code, ran.out) == (2, "")
    assert f"there is no {f'`{typed}`' if ' ' in typed else f'command {typed!r}'}; " in ran.err
    named = {name.split()[0] for name in re.findall(r"`([a-z][^`]*)`", habits.ELSEWHERE[typed])}
    assert named
    assert named <= {*_HELP, *habits.SAME, "help", "version"}
    if typed in READING_GUESSES:
        suggested = re.findall(r"`([a-z][^`]*)`", habits.ELSEWHERE[typed])
        assert not [one for one in suggested if one.split()[0] in WRITING and "--dry-run" not in one], suggested


def test_names_that_stand_for_a_command_are_none_themselves_and_lead_to_one() -> None:
    for name, (command, *_) in habits.SAME.items():
        assert name not in _HELP
        assert command in _HELP
    assert not set(habits.SAME) & set(habits.ELSEWHERE)
    assert {verb for _, verb in habits._SUB} <= _MAYBE_HABIT
    assert {name for name, *_ in READS} <= set(_HELP)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("lsit", "list"), ("serach", "search"), ("shwo", "show"), ("exprt", "export"), ("tagg", "tag"), ("undoo", "undo"), ("biblography", "bibliography")],
)  # fmt: skip
def test_a_slip_of_the_finger_is_answered_with_what_was_meant(
    typed: str, meant: str, shelf: Callable[..., Ran]
) -> None:
    assert f"did you mean `readinglist {meant}`?" in shelf(typed).err


@pytest.mark.parametrize("typed", ["reader", "prints", "server", "see", "go", "x", "nit", "seeds", "rede", "foo"])
def test_what_only_looks_like_a_command_that_writes_is_not_answered_with_it(
    typed: str, shelf: Callable[..., Ran]
) -> None:
    ran = shelf(typed)
    suggested = re.findall(r"did you mean `readinglist (\w+)", ran.err)
    assert (ran.code, set(suggested) & (WRITING - {"seed", "init", "redo"})) == (2, set())
    if not suggested:
        assert "`readinglist help` lists all commands" in ran.err


def test_messages_and_help_name_the_program_as_it_was_called(
    shelf: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "rl")])
    ran = shelf("show", "nothing")
    assert (ran.err.startswith("rl: "), "`rl list`" in ran.err, "readinglist" in ran.err) == (True, True, False)
    assert "rl list" in shelf("list", "--help").out
    assert "readinglist" not in shelf("tag", "--help").out
    assert shelf("version").out.startswith("rl ")
    assert shelf("add", "--offline", "10.1000/stub").code == 0
    examined = shelf("doctor").out
    assert ("`rl resolve " in examined, "readinglist" in examined) == (True, False)
    assert "`rl config` says which" in shelf("--help").out
    assert "readinglist" not in shelf("--help").out + shelf("tags", "rename", "--help").out
    assert "| rl add -" in shelf("add", "--help").out
    assert '"$(rl completion bash)"' in shelf("completion", "--help").out
    assert "readinglist" not in shelf("references", "--help").out + shelf("show", "doi10").out


def test_the_name_of_one_call_is_not_that_of_the_next(
    shelf: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = [[name, "--help"] for section in SECTIONS.values() for name in section] + [["--help"]]
    before = [shelf(*command).out for command in commands]
    with monkeypatch.context() as other:
        other.setattr(sys, "argv", [str(tmp_path / "rl")])
        assert [shelf(*command).out for command in commands] != before
    assert [shelf(*command).out for command in commands] == before


@pytest.mark.parametrize(("command", "option"), sorted(habits.OPTIONS))
def test_an_option_by_habit_is_answered_with_what_is_there(
    command: str, option: str, shelf: Callable[..., Ran]
) -> None:
    ran = shelf(command or "list", option)
    assert (ran.code, ran.out) == (2, "")
    assert f"there is no option '{option}'; " in ran.err
    for typed in re.findall(r"`readinglist ([a-z]+)", ran.err):
        assert typed in _HELP


@pytest.mark.parametrize("form", ["bibtex", "json", "csv"])
def test_a_pattern_without_a_name_is_a_format_by_habit(form: str, shelf: Callable[..., Ran]) -> None:
    ran = shelf("list", "--format", form)
    assert (ran.code, ran.out, "`readinglist export --format`" in ran.err) == (2, "", True)


def test_no_option_is_suggested_because_it_looks_alike(shelf: Callable[..., Ran]) -> None:
    assert "Did you mean" not in shelf("cite", "k1", "--index").err
    assert "Did you mean '--limit'?" in shelf("list", "--limt", "3").err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("tags k1", "`readinglist show KEY` has the tags of a source"),
        ("tags moe", "`readinglist list tag:NAME` lists the sources with a tag"),
        ("tag k1", "`readinglist show KEY` has those of a source"),
        ("note k1", "`readinglist show k1` has the notes there are"),
        ("claim k1", "`readinglist claims k1` lists what is recorded"),
        ("evidence k1#c1", "`readinglist claims CLAIM` lists what there is"),
    ],
)
def test_a_writing_command_without_what_to_write_says_what_shows_it(
    typed: str, said: str, shelf: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    ran = shelf(*typed.split())
    assert (ran.code, ran.out, said in ran.err) == (2, "", True), ran.err
