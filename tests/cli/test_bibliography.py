"""`bibliography`: the document that comes out, in each format, and what does not come out."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from readinglist.citations import pandoc
from tests.citations.test_batch import needs_pandoc
from tests.cli.conftest import shelve

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Stocked


def annotate(shelf: Callable[..., Ran], folder: Path) -> None:
    shelve(shelf, folder)
    shelf("note", "mueller2020", "A *public* word.\n\n````\n<b>", "--public")
    shelf("note", "mueller2020", "--quote", "Die DNA & so", "--page", "5", "--public")
    shelf("note", "mueller2020", "HIDDEN words", "--quote", "HIDDEN quote")
    shelf(
        "claim", "mueller2020", "Models have DNA.", "--quote", "Die DNA", "--page", "7", "--verdict", "HIDDEN verdict"
    )
    shelf("evidence", "mueller2020#c1", "contradicts", "jiang2024mixtral", "--note", "HIDDEN note", "--page", "3")


@pytest.fixture
def annotated(stocked: Stocked) -> Callable[..., Ran]:
    """A shelf with notes, quotes and a claim."""
    return stocked("annotated", annotate)


@needs_pandoc
def test_a_plain_bibliography_is_markdown(annotated: Callable[..., Ran]) -> None:
    ran = annotated("bibliography", "tag:moe", "OR", "key:mueller2020")
    assert ran.code == 0
    assert ran.out == (
        "# Bibliography\n\n2 sources.\n\n"
        "Jiang, A. Q. (2024). *Mixtral of experts* (arXiv:2401.04088). arXiv. <https://arxiv.org/abs/2401.04088>\n\n"
        "Müller, J. (2020). Über die DNA der Modelle. *Zeitschrift für Modelle*. <https://doi.org/10.1000/xyz.42>\n"
    )


@needs_pandoc
def test_an_annotated_one_has_notes_quotes_and_claims(annotated: Callable[..., Ran]) -> None:
    ran = annotated("bibliography", "--annotated", "--claims", "--title", "My <Books>")
    assert ran.out.startswith("# My \\<Books>\n\n4 sources.\n")
    assert "> A *public* word.\n" in ran.out
    assert "> > “Die DNA & so” (page 5)\n" in ran.out
    assert "> 1. Models have DNA. (mueller2020#c1)\n" in ran.out
    assert ">     - **Contradicts**: Jiang 2024 (page 3) *(not checked)*\n" in ran.out
    assert "> - **Contradicts**: Models have DNA. (page 3) *(not checked)*\n" in ran.out


@needs_pandoc
@pytest.mark.parametrize(
    ("form", "grouping"),
    [("markdown", "claim"), ("html", "stance"), ("latex", "tag"), ("typst", "status"), ("text", "year")],
)
def test_nothing_private_comes_out(annotated: Callable[..., Ran], form: str, grouping: str) -> None:
    ran = annotated("bibliography", "--annotated", "--quotes", "--claims", "-f", form, "--group-by", grouping)
    assert ran.code == 0, ran.err
    assert "HIDDEN" not in ran.out
    assert "Modelle" in ran.out


@needs_pandoc
def test_what_is_private_comes_out_where_it_is_asked_for(annotated: Callable[..., Ran]) -> None:
    assert annotated("bibliography", "--annotated", "--private").out.count("HIDDEN") == 2
    assert annotated("bibliography", "--claims", "--verdicts").out.count("HIDDEN") == 3


@needs_pandoc
def test_the_suffix_says_the_format_and_those_of_word_processors_are_some(
    annotated: Callable[..., Ran], tmp_path: Path
) -> None:
    for suffix in ("md", "html", "tex", "typ", "txt", "docx", "odt", "rtf"):
        assert annotated("bibliography", "-a", "-o", f"out.{suffix}").err == f"wrote out.{suffix}\n"
    assert (tmp_path / "out.html").read_text("utf-8").startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "\\end{document}" in (tmp_path / "out.tex").read_text("utf-8")
    with zipfile.ZipFile(tmp_path / "out.docx") as made:
        text = made.read("word/document.xml").decode()
    assert text.count("Bibliography</w:t>") == 1
    assert text.count('<w:pStyle w:val="Bibliography" />') == 4
    assert "Mixtral of experts" in text


@needs_pandoc
def test_the_styles_of_another_document_are_taken(annotated: Callable[..., Ran], tmp_path: Path) -> None:
    assert annotated("bibliography", "-o", "house.docx").code == 0
    assert annotated("bibliography", "-o", "out.docx", "--reference-doc", "house.docx").err == "wrote out.docx\n"
    before = tmp_path.joinpath("out.docx").read_bytes()
    for wrong, hint in (("out.md", "markdown takes no styles"), ("out.rtf", "rtf has no styles")):
        ran = annotated("bibliography", "-o", wrong, "--reference-doc", "house.docx")
        assert (ran.code, hint in ran.err) == (2, True), ran.err
        assert not tmp_path.joinpath(wrong).exists()
    tmp_path.joinpath("house.docx").write_bytes(b"none")
    assert "it is no docx document" in annotated("bibliography", "-o", "out.docx", "--reference-doc", "house.docx").err
    assert annotated("bibliography", "-o", "out.docx", "--reference-doc", "nothing.docx").code == 6
    assert tmp_path.joinpath("out.docx").read_bytes() == before


@needs_pandoc
def test_a_claim_is_linked_only_where_it_stands_in_the_document(annotated: Callable[..., Ran]) -> None:
    whole = annotated("bibliography", "--claims", "-f", "html").out
    names = re.findall(r' id="([^"]*)"', whole)
    aims = re.findall(r'href="#([^"]*)"', whole)
    assert aims
    assert set(aims) <= set(names)
    for query in ("tag:moe", "type:article", "year>2020"):
        part = annotated("bibliography", query, "--claims", "-f", "html").out
        assert set(re.findall(r'href="#([^"]*)"', part)) <= set(re.findall(r' id="([^"]*)"', part))


@needs_pandoc
def test_templates_are_named_by_option_or_setting(annotated: Callable[..., Ran], tmp_path: Path) -> None:
    for name in ("mine", "set"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "bibliography.md").write_text(f"{name}: {{{{ document.count }}}}\n")
    (tmp_path / "readinglist.toml").write_text('[bibliography]\ntemplates = "set"\n')
    assert annotated("trust", "--yes").code == 0
    assert annotated("bibliography").out == "set: 4\n"
    assert annotated("bibliography", "--template", "mine").out == "mine: 4\n"
    assert annotated("bibliography", "--template", "none").code == 6
    (tmp_path / "mine" / "bibliography.md").write_text("{{ document.nothing }}")
    ran = annotated("bibliography", "--template", "mine", "-o", "out.md")
    assert (ran.code, (tmp_path / "out.md").exists()) == (6, False)
    assert "the template cannot be used" in ran.err


@needs_pandoc
def test_an_empty_selection_is_an_empty_bibliography(annotated: Callable[..., Ran]) -> None:
    assert annotated("bibliography", "tag:nothing").out == "# Bibliography\n\n0 sources.\n"


@needs_pandoc
def test_a_locale_is_that_of_the_page(annotated: Callable[..., Ran]) -> None:
    assert '<html lang="de-DE">' in annotated("bibliography", "--locale", "de-DE", "-f", "html").out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("nofield:x",), 2, "unknown field 'nofield'"),
        (("--style", "nope"), 2, "there is no citation style"),
        (("--group-by", "nothing"), 2, "nothing"),
        (("--format", "pdf"), 2, "pdf"),
        (("--output", "out.pdf"), 2, "a PDF is made from LaTeX, Typst or HTML"),
    ],
)
def test_a_mistake_is_said_in_a_sentence(
    shelf: Callable[..., Ran], arguments: tuple[str, ...], code: int, message: str
) -> None:
    ran = shelf("bibliography", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err


def test_without_pandoc_nothing_is_written(
    shelf: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pandoc, "_candidates", list)
    ran = shelf("bibliography", "-o", "out.html")
    assert ran.code == 1
    assert "pip install 'readinglist[citations]'" in ran.err
    assert not (tmp_path / "out.html").exists()


@needs_pandoc
def test_a_bibliography_is_json(annotated: Callable[..., Ran]) -> None:
    found = annotated("bibliography", "key:mueller2020", "--annotated", "--claims", "--json", "-f", "html").json
    assert (found["title"], found["style"], found["count"]) == ("Bibliography", "apa", 1)
    (entry,) = found["groups"][0]["entries"]
    assert entry["reference"].startswith("<p>Müller, J. (2020).")
    assert [remark["quote"] for remark in entry["remarks"]] == ["", "Die DNA & so"]
    assert entry["claims"][0]["evidence"][0]["stance"] == "contradicts"
