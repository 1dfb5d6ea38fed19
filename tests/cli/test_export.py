from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import readinglist
from readinglist.library.imports import add
from readinglist.util import package_data
from tests.cli.conftest import SHELF

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.library.location import Location
    from tests.conftest import Ran


def test_export_writes_a_file_whole_in_the_format_of_its_suffix(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    ran = shelf("export", "tag:moe", "--output", "moe.bib")
    assert (ran.code, ran.out, ran.err) == (0, "", "wrote moe.bib\n")
    text = tmp_path.joinpath("moe.bib").read_text("utf-8")
    assert text.startswith("@online{jiang2024mixtral,\n")
    assert text.count("@") == 1
    assert "archiveprefix = {arxiv}" in text
    shelf("export", "-o", "all.json")
    assert tmp_path.joinpath("all.json").read_text("utf-8").startswith("[\n{")
    assert shelf("export", "tag:moe", "-o", "-").out == text


def test_an_export_that_fails_leaves_the_old_file_as_it_was(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("refs.bib").write_text("old", "utf-8")
    assert shelf("export", "foo:x", "-o", "refs.bib").code == 2
    assert shelf("export", "--keys", "nobody", "-o", "refs.bib").code == 3
    assert tmp_path.joinpath("refs.bib").read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir() if "refs" in path.name) == ["refs.bib"]
    missing = shelf("export", "-o", "no/such/refs.bib")
    assert missing.code == 1
    assert "no/such/refs.bib cannot be written" in missing.err


def test_export_takes_keys_in_their_order(shelf: Callable[..., Ran]) -> None:
    out = shelf("export", "--keys", "yu2023, mu").out
    assert out.index("yu2023") < out.index("mueller2020")
    assert shelf("export", "tag:moe", "--keys", "mu").code == 2


def test_export_writes_accents_as_latex_where_asked(shelf: Callable[..., Ran]) -> None:
    shelf("set", "mueller2020", "publisher=Éditions Łódź – Ωmega")
    out = shelf("export", "author:muller", "--ascii").out
    assert out.isascii()
    assert r"publisher = {{\'E}ditions {\L}{\'o}d{\'z} -- {$\Omega$}mega}" in out


def test_export_names_what_latex_cannot_write(shelf: Callable[..., Ran]) -> None:
    ran = shelf("export", "--ascii")
    assert "title = {疯狂的幻方}" in ran.out
    assert ran.err == "warning: yu2023: LaTeX has no form for 于丽疯狂的幻方, which is written as it is\n"


def test_preambles_go_first_with_the_entries_of_their_file(rl: Callable[..., Ran]) -> None:
    one = '@string{cmd = "newcommand"}\n@PREAMBLE("\\" # cmd # "{\\noop}[1]{}")\n@book{a, title = {\\noop{x}A}, year = 2001}\n'
    rl("import", "-", input=one)
    rl("import", "-", input="@preamble{ {\\relax} }\n@book{b, title = {B}, year = 2001}\n")
    rl("import", "-", input="@book{c, title = {C}, year = 2001}\n")
    assert rl("export", "title:C").out.startswith("@book{c")
    assert rl("export", "title:B").out.startswith("@preamble{{\\relax}}\n\n@book{b")
    everything = rl("export", "--format", "biblatex").out
    assert everything.startswith("@preamble{{\\newcommand{\\noop}[1]{}}}\n\n@preamble{{\\relax}}\n\n@book{a")
    rl("--library", "second.db", "import", "-", input=everything)
    assert rl("--library", "second.db", "export", "--format", "biblatex").out == everything


def test_doctor_names_keys_that_biber_refuses(rl: Callable[..., Ran]) -> None:
    keys = ("O'Neil#1", "a=b", "50%", "C++(2)", 'a"b', "a~b", "x\\_y")
    text = "".join(f"@misc{{{key}, title = {{T{n}}}, author = {{A}}, year = 2001}}\n" for n, key in enumerate(keys))
    assert rl("import", "-", input=text).code == 0
    out = rl("export").out
    assert [line.partition("{")[2].rstrip(",") for line in out.splitlines() if line.startswith("@")] == list(keys)
    assert rl("doctor").out.count("biber does not take this key") == len(keys) - 1


def test_parents_come_along_after_their_children(rl: Callable[..., Ran]) -> None:
    text = (
        "@proceedings{Conf20, title = {Proceedings}, year = 2020}\n"
        "@inproceedings{a20, title = {A}, crossref = {conf20}}\n"
        "@inproceedings{b20, title = {B}, crossref = {Conf20}}\n"
    )
    rl("import", "-", input=text)
    out = rl("export").out
    assert out.index("a20") < out.index("b20") < out.index("@proceedings{Conf20")
    assert "@proceedings{Conf20" in rl("export", "--keys", "a20").out


@pytest.mark.usefixtures("seeded")
def test_a_pipe_that_closes_early_is_no_error(library: Location) -> None:
    command = f"'{sys.executable}' -m readinglist -l '{library.path}' export --format json | head -c 10"
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert ran.stdout == '[\n{"key": '


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("command", ["list", "list --json", "export", "export --verbatim", "log", "--help"])
def test_output_that_finds_no_room_is_told_in_a_sentence(
    shelf: Callable[..., Ran], library: Location, command: str
) -> None:
    assert shelf("list").code == 0
    arguments = [sys.executable, "-m", "readinglist", "-l", str(library.path), *command.split()]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run(arguments, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr == "readinglist: the output could not be written: no space left on device.\n"


def test_an_interrupted_import_says_so_and_leaves_nothing(
    rl: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(add._Import, "take", interrupt)
    ran = rl("import", "-", input="@misc{k, title = {T}}")
    assert (ran.code, ran.out) == (130, "")
    assert ran.err.strip() == "readinglist: interrupted; nothing was changed."
    assert rl("list").out == ""


@pytest.mark.parametrize("place", ["nowhere/b.db", "file/b.db", "/proc/b.db", "b" * 300], ids=lambda place: place[:12])
def test_backup_to_a_place_that_takes_no_file_is_told_in_a_sentence(
    shelf: Callable[..., Ran], tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").write_text("not a folder")
    target = tmp_path / place
    ran = shelf("backup", str(target))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"readinglist: {target} cannot be written: ")
    assert "--library" not in ran.err


def test_backup_copies_the_library_and_does_not_overwrite(shelf: Callable[..., Ran], tmp_path: Path) -> None:
    ran = shelf("backup", "copy.db")
    assert (ran.code, ran.out, ran.err) == (0, "copy.db\n", "copied 4 sources.\n")
    assert shelf("--library", "copy.db", "list", "--keys-only").lines == shelf("list", "--keys-only").lines
    assert shelf("backup", "copy.db").code == 4
    dry = shelf("backup", "other.db", "--dry-run")
    assert (dry.code, dry.out, dry.err) == (0, "", "would copy 4 sources.\n")
    assert not tmp_path.joinpath("other.db").exists()
    assert shelf("backup", "copy.db", "--force").code == 0
    assert shelf("backup", "no/such/copy.db").code == 1
    assert not list(tmp_path.glob(".*partial"))


def test_doctor_finds_what_is_missing_or_wrong(rl: Callable[..., Ran]) -> None:
    rl("import", "-", input="@article{a, title = {A}, author = {A, B}, year = 2020, journal = {J}}\n")
    fine = rl("doctor")
    assert (fine.code, fine.out, fine.err) == (0, "", "nothing is wrong with 1 source.\n")
    rl(
        "import",
        "-",
        input="@article{b, title = {B}, isbn = {978-0-262-03384-9}, crossref = {gone}}\n@misc{x'y, title={C}}\n",
    )
    ran = rl("doctor", "--json")
    assert ran.code == 10
    kinds = {finding["kind"] for finding in ran.json}
    assert {"crossref", "identifier", "key"} <= kinds


def test_doctor_mends_the_index(shelf: Callable[..., Ran], library: Location) -> None:
    with closing(sqlite3.connect(library.path)) as connection:
        connection.execute("DELETE FROM fulltext WHERE rowid = 1")
        connection.commit()
    assert "index" in shelf("doctor").out
    assert shelf("search", "attention").out == ""
    assert "would mend" in shelf("doctor", "--fix", "--dry-run").err
    assert "mended" in shelf("doctor", "--fix").err
    assert shelf("search", "attention", "--keys-only").lines == ["vaswani2017attention"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_both_names(rl: Callable[..., Ran], shell: str) -> None:
    out = rl("completion", shell).out
    assert "readinglist" in out
    assert "_READINGLIST_COMPLETE" in out
    assert "rl" in out.split()
    assert rl("completion", "tcsh").code == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("rl sea", "search"),
        ("rl show vas", "vaswani2017attention"),
        ("rl tag vas +mo", "+moe"),
        ("rl link vas sup", "supports"),
        ("rl link vas supports ji", "jiang2024mixtral"),
        ("rl list --so", "--sort"),
    ],
)
def test_commands_keys_tags_and_relations_are_completed(
    shelf: Callable[..., Ran], library: Location, words: str, expected: str
) -> None:
    assert shelf("list").code == 0
    environment = {
        **os.environ,
        "READINGLIST_LIBRARY": str(library.path),
        "_READINGLIST_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    command = [sys.executable, "-m", "readinglist"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert expected in [line.partition(",")[2] for line in ran.stdout.splitlines()]


def test_a_mistyped_command_gets_a_suggestion(rl: Callable[..., Ran]) -> None:
    ran = rl("serch", "x")
    assert ran.code == 2
    assert "did you mean `readinglist search x`?" in ran.err


def test_the_version_and_the_help_are_printed(rl: Callable[..., Ran]) -> None:
    assert rl("--version").out == f"readinglist {readinglist.__version__}\n"
    assert "Annotate" in rl("--help").out
    assert rl().code == 2
    assert rl("ls").code == 0


FAMILY = (
    "@string{pub = {Example Press}}\n"
    "@proceedings{conf20, title = {The Book}, editor = {Weiss, Karl}, publisher = pub, year = 2020}\n"
    "@inproceedings{a20, title = {A}, author = {Doe, Jane}, crossref = {conf20}}\n"
)


def test_what_is_inherited_is_written_into_the_entries_where_asked(rl: Callable[..., Ran]) -> None:
    rl("import", "-", input=FAMILY)
    out = rl("export", "--keys", "a20", "--resolve-crossref").out
    assert "crossref" not in out
    assert "@proceedings" not in out
    for line in ("booktitle = {The Book}", "editor = {Weiss, Karl}", "publisher = pub", "year = 2020"):
        assert f"  {line},\n" in out
    assert out.startswith("@string{pub = {Example Press}}")


@pytest.mark.parametrize("form", ["bibtex", "biblatex", "json"])
def test_an_export_can_be_read_back_and_compared(seeded: Callable[..., Ran], form: str) -> None:
    seeded("import", "-", input=SHELF + FAMILY)
    for options in ([], ["--resolve-crossref"], ["--ascii"]):
        plain = seeded("export", "--format", form, *options)
        verified = seeded("export", "--format", form, "--verify", *options)
        assert (verified.code, verified.out, verified.err) == (0, plain.out, plain.err)


def test_an_export_that_reads_back_otherwise_is_not_written(
    shelf: Callable[..., Ran], library: Location, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(library.path)) as connection:
        connection.execute("UPDATE field SET raw = '{unbalanced', plain = 'x' WHERE name = 'title' AND source_id = 2")
        connection.commit()
    ran = shelf("export", "--verify", "--output", "refs.bib")
    assert ran.code == 1
    assert "jiang2024mixtral" in ran.err
    assert not tmp_path.joinpath("refs.bib").exists()


MIXED = (
    "% my references\n"
    '@string{pub = "Example Press"}\n'
    '@preamble{"\\newcommand{\\noop}[1]{}"}\n\n'
    "@Article{one,\n  TITLE={One},   year = 2001,\n\tpublisher = pub\n}\n"
    "@comment{jabref-meta: databaseType:bibtex;}\n"
    '@misc(two, title = "Two {T}")  trailing words\n\n'
    "@misc{three, title = {Three}}\n% the end\n"
)


def test_verbatim_gives_a_file_back_to_the_byte(rl: Callable[..., Ran]) -> None:
    rl("import", "-", input=MIXED)
    assert rl("export", "--verbatim").out == MIXED
    rl("undo")
    rl("redo")
    assert rl("export", "--verbatim").out == MIXED


def test_verbatim_gives_back_entries_whose_key_the_import_had_to_give(rl: Callable[..., Ran]) -> None:
    text = "@misc{, title = {No key}}\n\n@misc{two, title = {Once}, year = 2001}\n@misc{Two, title = {Twice}, year = 2002}\n"
    rl("import", "-", input=text)
    assert rl("export", "--verbatim").out == text
    (given,) = [key for key in rl("list", "--keys-only").lines if not key.casefold().startswith("two")]
    rl("rename", given, "named")
    rl("rename", "Twoa", "three")
    out = rl("export", "--verbatim").out
    assert out.startswith("@misc{named,")
    assert "@misc{two, title = {Once}, year = 2001}\n@misc{three," in out
    rl("undo", "2")
    assert rl("export", "--verbatim").out == text


def test_verbatim_writes_anew_only_what_was_edited_and_leaves_out_what_is_gone(rl: Callable[..., Ran]) -> None:
    rl("import", "-", input=MIXED)
    rl("add", "--title", "Four", "--key", "four")
    rl("set", "two", "title=Another")
    rl("note", "one", "a note is no edit of the entry")
    rl("rm", "three", "--yes")
    expected = MIXED.replace('@misc(two, title = "Two {T}")', "@misc{two,\n  title = {Another},\n}")
    expected = expected.replace("@misc{three, title = {Three}}", "") + "\n@misc{four,\n  title = {Four},\n}\n\n"
    assert rl("export", "--verbatim").out == expected
    rl("undo", "4")
    assert rl("export", "--verbatim").out == MIXED


def test_verbatim_of_some_sources_brings_the_macros_of_their_file_along(shelf: Callable[..., Ran]) -> None:
    shelf("import", "-", input=MIXED)
    out = shelf("export", "--keys", "one", "--verbatim").out
    assert "@string{pub" in out
    assert "@Article{one,\n  TITLE={One},   year = 2001,\n\tpublisher = pub\n}" in out
    assert "two" not in out
    assert "mueller" not in out
    assert shelf("export", "--verbatim", "--ascii").code == 2


def test_the_seed_collection_comes_back_to_the_byte(seeded: Callable[..., Ran]) -> None:
    assert seeded("export", "--verbatim").out == package_data.folder("seeds").joinpath("deepseek.bib").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    ("entry_type", "classic", "csl"),
    [
        ("patent", "patent", "patent"),
        ("online", "online", "webpage"),
        ("Dataset", "Dataset", "dataset"),
        ("report", "techreport", "report"),
        ("presentation", "misc", "speech"),
        ("softwareversion", "misc", "software"),
        ("legmaterial", "misc", "bill"),
        ("webpage", "misc", "webpage"),
        ("unheardof", "unheardof", "document"),
    ],
)
def test_a_type_that_came_from_a_file_goes_out_again(
    rl: Callable[..., Ran], entry_type: str, classic: str, csl: str
) -> None:
    rl("import", "-", input=f"@{entry_type}{{a, title = {{T}}, year = 2001}}\n")
    assert rl("export").out.startswith(f"@{classic}{{a,")
    (item,) = json.loads(rl("export", "--format", "csl-json").out)
    assert item["type"] == csl


def test_a_type_that_classic_bibtex_lacks_is_misc_where_it_came_otherwise(rl: Callable[..., Ran]) -> None:
    rl("add", "--title", "T", "--type", "online", "--key", "a")
    assert rl("export").out.startswith("@misc{a,")
    assert rl("export", "--format", "biblatex").out.startswith("@online{a,")
