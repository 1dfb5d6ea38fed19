"""Macros belong to the library: they come from any file, at any time, and what nothing defines is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

STRINGS = '% Journals\n@string{JX = "Journal of X"}\n@string{PX = JX # " Press"}\n'
ENTRY = "@article{m1, author = {A. Bee}, title = {T1}, journal = jx, publisher = PX, year = 1981}\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    tmp_path.joinpath("strings.bib").write_text(STRINGS, "utf-8")
    tmp_path.joinpath("entries.bib").write_text(ENTRY, "utf-8")
    return tmp_path


def assert_defined(rl: Callable[..., Ran]) -> None:
    out = rl("export").out
    assert "@string{jx = {Journal of X}}" in out
    assert "@string{PX = {Journal of X Press}}" in out
    assert "journal = jx" in out
    assert "Journal of X" in rl("list", "--json").out
    assert rl("export", "--verify", "-o", "out.bib").code == 0


@pytest.mark.parametrize(
    "commands",
    [
        [("strings.bib", "entries.bib")],
        [("entries.bib", "strings.bib")],
        [("strings.bib",), ("entries.bib",)],
        [("entries.bib",), ("strings.bib",)],
    ],
)
def test_macros_come_from_any_file_whichever_comes_first(
    rl: Callable[..., Ran], files: Path, commands: list[tuple[str, ...]]
) -> None:
    for names in commands:
        assert rl("import", *(str(files / name) for name in names)).code == 0
    assert_defined(rl)


def test_a_file_of_macros_comes_back_to_the_byte_and_is_kept_once(rl: Callable[..., Ran], files: Path) -> None:
    rl("import", str(files / "entries.bib"), str(files / "strings.bib"))
    rl("import", str(files / "strings.bib"))
    assert rl("export", "--verbatim").out == STRINGS + ENTRY
    assert rl("export", "--verbatim", "key:m1").out == STRINGS + ENTRY
    rl("add", "--title", "Other", "--key", "other")
    assert "Journal" not in rl("export", "--verbatim", "key:other").out


def test_a_file_of_macros_can_be_undone(rl: Callable[..., Ran], files: Path) -> None:
    rl("import", str(files / "entries.bib"))
    rl("import", str(files / "strings.bib"))
    rl("undo")
    assert "@string" not in rl("export").out
    rl("redo")
    assert_defined(rl)


def test_a_file_whose_entries_are_all_there_adds_nothing_to_what_comes_back(
    rl: Callable[..., Ran], files: Path
) -> None:
    both = files / "both.bib"
    both.write_text(STRINGS + ENTRY, "utf-8")
    for _ in range(2):
        rl("import", str(both))
    assert rl("export", "--verbatim").out == STRINGS + ENTRY


def test_what_nothing_defines_is_named_by_import_and_doctor(rl: Callable[..., Ran]) -> None:
    entry = (
        '@article{m, author = {A. Bee}, title = {T}, journal = Nope, year = 1981, month = may # "~" # dunno, note = 5a}'
    )
    ran = rl("import", "-", input=entry)
    assert ran.code == 0
    assert "nothing defines the macro Nope, which journal of m uses" in ran.err
    assert "dunno" in ran.err
    assert "5a" not in ran.err
    assert "macro may" not in ran.err
    ran = rl("doctor")
    assert "nothing defines the macro Nope in journal" in ran.out + ran.err


def test_of_many_macros_that_nothing_defines_some_are_named(rl: Callable[..., Ran]) -> None:
    entries = "".join(f"@misc{{m{n}, title = {{T{n}}}, publisher = nope{n}, year = {1900 + n}}}\n" for n in range(25))
    ran = rl("import", "-", input=entries)
    assert ran.err.count("nothing defines the macro") == 20
    assert "nothing defines 5 more macros" in ran.err


def test_a_later_file_says_what_a_macro_is(rl: Callable[..., Ran], files: Path) -> None:
    rl("import", str(files / "strings.bib"))
    files.joinpath("new.bib").write_text('@string{jx = "Journal X"}', "utf-8")
    rl("import", str(files / "new.bib"), str(files / "entries.bib"))
    assert "@string{jx = {Journal X}}" in rl("export").out


def test_a_macro_with_the_name_of_a_month_goes_out_only_where_it_is_used(rl: Callable[..., Ran]) -> None:
    entry = (
        '@string{may = "Mai"}\n@article{m, author = {A. Bee}, title = {T}, journal = {J}, year = 1981, month = may}\n'
    )
    rl("import", "-", input=entry)
    assert "@string{may = {Mai}}" in rl("export").out
    out = rl("export", "--format", "biblatex").out
    assert "date = {1981-05}" in out
    assert "@string" not in out


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "@string{a0 = {lol}}\n"
            + "".join(f"@string{{a{n} = a{n - 1}{f' # a{n - 1}' * 9}}}\n" for n in range(1, 12)),
            "",
        ),
        (f"@string{{a0 = {{{'x' * 9000}}}}}\n@string{{a11 = a0 # a0 # a0}}\n", ""),
        (f"@string{{a11 = {{{'x' * 9000}}}}}\n@misc{{healthy, title = a11}}\n", "healthy"),
    ],
)
def test_macros_that_stand_for_too_much_break_the_entry_that_uses_them(
    rl: Callable[..., Ran], text: str, left: str
) -> None:
    ran = rl("import", "-", input=f"{text}@misc{{bomb, title = a11 # a11 # a11}}\n@misc{{b, title = {{a}} # a0}}\n")
    assert ran.code == 6
    assert "bomb: its macros stand for more than 20,000 characters" in ran.err
    assert rl("list", "--keys-only").out.split() == sorted(["b", *left.split()], reverse=True)


@pytest.mark.parametrize(
    "entries",
    [
        "".join(f"@misc{{k{n}, title = a}}\n" for n in range(30)),
        "@misc{k, " + ", ".join(f"f{n} = a" for n in range(30)) + "}\n",
        "".join(f"@misc{{k{n}, title = {{x}} # a # {{y}}}}\n" for n in range(30)),
        "@misc{k, title = {t}\n" + "".join(f"f{n} = a\n" for n in range(30)) + "}\n",
    ],
)
def test_macros_that_stand_for_too_much_together_break_the_entries_from_there_on(
    entries: str, rl: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readinglist.formats.bibtex.expressions._MOST_OF_PIECE", 20_000)
    ran = rl("import", "-", input=f"@string{{a = {{{'x' * 1000}}}}}\n{entries}@misc{{healthy, title = {{T}}}}\n")
    assert (ran.code, "the macros of the file stand for more than 20,000 characters" in ran.err) == (6, True)
    assert "healthy" in rl("list", "--keys-only").out.split()


@pytest.mark.parametrize(
    "prose",
    [
        "Use the strings below in your entries, e.g.,\n\n   journal = JX,\n\n",
        "My bibliography, by Jane.\n\n  title = {The title},\n  author = {Names},\n\n",
        "Fields:\nyear = 1999\n",
        "a = b\n",
    ],
)
def test_prose_before_the_first_entry_is_no_broken_piece(rl: Callable[..., Ran], prose: str) -> None:
    ran = rl("import", "-", input=prose + STRINGS + ENTRY)
    assert (ran.code, rl("export", "--verbatim").out) == (0, prose + STRINGS + ENTRY)


def test_an_entry_whose_beginning_was_cut_off_is_a_broken_piece(rl: Callable[..., Ran]) -> None:
    ran = rl("import", "-", input="  title = {Cut},\n  year = 1999\n}\n" + ENTRY)
    assert ran.code == 6
    assert "title" in ran.err


def test_a_macro_of_an_earlier_file_may_be_written_in_the_editor(
    rl: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "sed -i s/{Plain}/jx/")
    rl("import", "-", input='@string{jx = "Journal of X"}\n')
    rl("import", "-", input="@article{a, title = {T}, journal = {Plain}}\n")
    assert rl("edit", "a").code == 0
    assert "  in      Journal of X" in rl("show", "a").lines
    assert rl("export").out.startswith("@string{jx = {Journal of X}}\n")
    assert "macro" not in rl("doctor").out
