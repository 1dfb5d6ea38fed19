"""`cite`: what a user asks for, and what stands there then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist.citations import pandoc
from tests.citations.test_batch import needs_pandoc

if TYPE_CHECKING:
    from collections.abc import Callable

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
    assert shelf("import", "all.csljson").err.startswith("added 1, skipped 3")
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
