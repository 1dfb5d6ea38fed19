"""`cite`: what a user asks for, and what stands there then."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from readinglist.citations import pandoc
from tests.citations.test_batch import needs_pandoc

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


@needs_pandoc
def test_a_citation_and_the_entries_are_printed(shelf: Callable[..., Ran]) -> None:
    ran = shelf("cite", "mueller2020, p. 5", "see @jiang", "--style", "apa")
    assert ran.lines == [
        "(Müller, 2020, p. 5; see Jiang, 2024)",
        "",
        "Jiang, A. Q. (2024). Mixtral of experts (arXiv:2401.04088). arXiv. https://arxiv.org/abs/2401.04088",
        "Müller, J. (2020). Über die DNA der Modelle. Zeitschrift für Modelle. https://doi.org/10.1000/xyz.42",
    ]


@needs_pandoc
@pytest.mark.parametrize(
    "words",
    [
        ["year:2024"],
        ["author:jiang", "year>2020"],
        ["title:nothing or year=2024"],
        ["year:2020-2024", "-doi:*", "author:j"],
    ],
)
def test_what_a_query_finds_is_cited(words: list[str], shelf: Callable[..., Ran]) -> None:
    assert shelf("cite", *words, "--in-text").lines == ["(Jiang, 2024)"]


@needs_pandoc
def test_a_key_that_looks_like_a_query_is_a_key(rl: Callable[..., Ran]) -> None:
    rl("add", "--title", "T", "--author", "Doe, J", "--key", "year:2024", "--set", "year=1999")
    assert rl("cite", "year:2024", "--in-text").lines == ["(Doe, 1999)"]
    assert rl("cite", "year:2024, p. 5", "--in-text").lines == ["(Doe, 1999, p. 5)"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["models"], 3, "no source has the key 'models'"),  # a word that is everywhere, and no key
        (["mueler2020"], 3, "did you mean mueller2020?"),
        (["author:nobody"], 3, "no source matches author:nobody"),
        (["athor:jiang"], 2, "athor"),
        (["year>2020", "("], 2, "is missing here"),
    ],
)
def test_words_that_ask_for_no_field_are_keys_and_a_query_that_finds_nothing_says_so(
    words: list[str], code: int, said: str, shelf: Callable[..., Ran]
) -> None:
    ran = shelf("cite", *words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that fills the clipboard, which is a file, and then what it was called with."""
    clipboard = tmp_path / "clipboard"
    program = tmp_path / "bin/xclip"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\n{{ cat; echo "$@"; }} > "{clipboard}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":7")
    for name in ("WAYLAND_DISPLAY", "TERMUX_VERSION", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    return clipboard


@needs_pandoc
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have a clipboard of their own")
def test_a_citation_is_copied_as_it_is_printed(shelf: Callable[..., Ran], desktop: Path) -> None:
    ran = shelf("cite", "mueller2020", "--copy")
    assert ran.err == "copied to the clipboard.\n"
    assert desktop.read_text() == f"{ran.out.strip()}-selection clipboard\n"
    ran = shelf("cite", "mueller2020", "--copy", "-f", "html")
    assert desktop.read_text() == f"{ran.out.strip()}-selection clipboard -t text/html\n"


@needs_pandoc
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have a clipboard of their own")
def test_without_a_clipboard_the_citation_is_printed_and_the_reason_said(
    shelf: Callable[..., Ran], desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desktop.parent / "bin/xclip").write_text("#!/bin/sh\nexit 1\n")
    ran = shelf("cite", "mueller2020", "--copy")
    assert (ran.code, "Müller" in ran.out, "xclip did not take the text" in ran.err) == (1, True, True)
    (desktop.parent / "bin/xclip").unlink()
    monkeypatch.setenv("PATH", str(desktop.parent / "bin"))
    assert "it is filled by xclip or xsel" in shelf("cite", "mueller2020", "--copy").err
    monkeypatch.delenv("DISPLAY")
    assert "there is no desktop here" in shelf("cite", "mueller2020", "--copy").err


@needs_pandoc
def test_either_part_comes_alone(shelf: Callable[..., Ran]) -> None:
    assert shelf("cite", "jiang", "--in-text").lines == ["(Jiang, 2024)"]
    assert shelf("cite", "-@jiang", "--in-text").lines == ["(2024)"]
    assert len(shelf("cite", "jiang", "mueller2020", "--bibliography", "-f", "latex").lines) == 3


@needs_pandoc
def test_html_in_the_text_is_no_paragraph(shelf: Callable[..., Ran]) -> None:
    assert shelf("cite", "jiang", "--in-text", "-f", "html").out == "(Jiang, 2024)\n"


@needs_pandoc
def test_citations_are_json(shelf: Callable[..., Ran]) -> None:
    found = shelf("cite", "jiang", "--json", "-s", "ieee").json
    assert (found["style"], found["citation"], found["locale"]) == ("ieee", "[1]", None)
    assert [entry["key"] for entry in found["entries"]] == ["jiang2024mixtral"]


@needs_pandoc
def test_what_a_part_inherits_is_cited(rl: Callable[..., Ran]) -> None:
    whole = "@collection{whole, editor={Doe, Jane}, title={The Whole}, date={2001}}"
    rl(
        "import",
        "-",
        input=f"@incollection{{part, author={{Roe, R.}}, title={{The Part}}, crossref={{whole}}}}\n{whole}",
    )
    assert rl("cite", "part", "--bibliography").lines == ["Roe, R. (2001). The part. In J. Doe (Ed.), The whole."]


@needs_pandoc
def test_the_same_source_twice_is_one_entry(shelf: Callable[..., Ran]) -> None:
    ran = shelf("cite", "jiang, p. 5", "jiang, p. 7")
    assert ran.lines[0] == "(Jiang, 2024, p. 5; 2024, p. 7)"
    assert len(ran.lines) == 3


@needs_pandoc
def test_nothing_that_moves_a_terminal_comes_out(rl: Callable[..., Ran]) -> None:
    rl("add", "--title", "A \x1b[31mred\x1b[0m title", "--date", "2020", "--key", "red")
    assert "\x1b" not in rl("cite", "red").out


def test_styles_are_listed_without_pandoc(rl: Callable[..., Ran]) -> None:
    lines = rl("cite", "--styles").lines
    assert any(line.startswith("mla ") and "MLA Handbook" in line for line in lines)
    assert {"style", "title"} == set(rl("cite", "--styles", "--json").json[0])


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, "name sources by their keys"),
        (("nobody",), 3, "no source has the key 'nobody'"),
        (("a b c",), 2, "write a key, or as in pandoc"),
        (("jiang", "--style", "nope"), 2, "there is no citation style 'nope'"),
        (("jiang", "--style", "Nature2"), 2, "did you mean nature?"),
        (("jiang", "--locale", "xx"), 2, "write a language"),
        (("see @jiang;",), 2, "write a key, or as in pandoc"),
        (("jiang", "--style", "./nope.csl"), 6, "nope.csl cannot be read: there is no such file"),
    ],
)
def test_a_mistake_is_said_in_a_sentence(
    shelf: Callable[..., Ran], arguments: tuple[str, ...], code: int, message: str
) -> None:
    ran = shelf("cite", *arguments)
    assert ran.code == code
    assert message in ran.err
    assert ran.out == ""


def test_without_pandoc_the_command_to_get_it_is_said(
    shelf: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pandoc, "_candidates", list)
    ran = shelf("cite", "jiang")
    assert (ran.code, ran.out) == (1, "")
    assert "pip install 'readinglist[citations]'" in ran.err


def test_csl_json_goes_out_and_comes_in(shelf: Callable[..., Ran]) -> None:
    shelf("note", "jiang", "a private word")
    assert shelf("export", "--format", "csl-json", "--output", "all.csljson", "--verify").code == 0
    text = shelf("export", "--format", "csl-json").out
    assert "private word" not in text
    shelf("rm", "jiang2024mixtral", "--yes")
    assert shelf("import", "all.csljson").err.startswith("read 4: added 1, skipped 3")
    assert shelf("show", "jiang", "--biblatex").out.count("eprinttype = {arxiv}") == 1
    assert shelf("export", "--format", "csl-json", "--verbatim").code == 2


def test_json_is_known_by_its_content(rl: Callable[..., Ran]) -> None:
    ran = rl("add", "-", input='[{"id": "doe2020", "type": "book", "title": "T", "author": [{"literal": "A"}]}]')
    assert ran.lines == ["doe2020"]
    broken = rl("import", "-", input='[{"id": "a", "title": "A"}, {"id": }]')
    assert broken.code == 6
    assert "stdin:1: this is no JSON" in broken.err


@needs_pandoc
def test_a_citation_as_pandoc_has_it_is_one_argument(shelf: Callable[..., Ran]) -> None:
    assert shelf("cite", "[see @jiang, p. 3; -@mueller2020]", "--in-text").lines == ["(see Jiang, 2024, p. 3; 2020)"]


def test_styles_and_languages_complete(shelf: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_READINGLIST_COMPLETE", "bash_complete")
    for words, found in (("-s chicago-n", "plain,chicago-notes"), ("-s my", "file,my"), ("--locale de", "plain,de")):
        monkeypatch.setenv("COMP_WORDS", f"readinglist cite {words}")
        monkeypatch.setenv("COMP_CWORD", "3")
        assert found in shelf().lines
