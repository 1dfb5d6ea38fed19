r"""The documents of a project: those that `readinglist.toml` names, where they cite a source, references of their own."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from tests.manuscripts.office_files import citation, docx, field, mark, odt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Shelf = Callable[..., Ran]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with documents and settings, in which the program runs."""
    tmp_path.joinpath("text").mkdir()
    tmp_path.joinpath("main.tex").write_text("\\cite{mueller2020}\n\\bibliography{refs}\\input{text/one}\n")
    tmp_path.joinpath("text/one.tex").write_text("\n  \\cite{yu2023,mueller2020}")
    tmp_path.joinpath("text/note.md").write_text("See @jiang2024mixtral.")
    tmp_path.joinpath("readinglist.toml").write_text('documents = ["main.tex", "text/*.md"]\n')
    return tmp_path


@pytest.mark.usefixtures("project")
def test_check_and_sync_without_a_file_take_the_documents_of_the_project(shelf: Shelf, project: Path) -> None:
    ran = shelf("check")
    assert "4 citations of 3 keys in 3 files" in ran.err
    assert [line.split(":")[0] for line in ran.lines] == ["main.tex", "text/one.tex", "text/note.md"]
    ran = shelf("sync")
    assert (ran.code, ran.lines) == (0, ["+ jiang2024mixtral", "+ mueller2020", "+ yu2023"])
    assert "@article{mueller2020" in project.joinpath("refs.bib").read_text("utf-8")


def test_a_rename_is_written_into_the_documents_of_the_project(shelf: Shelf, project: Path) -> None:
    ran = shelf("rename", "mueller2020", "joerg2020", "--rewrite")
    assert ran.code == 0
    assert project.joinpath("text/one.tex").read_text() == "\n  \\cite{yu2023,joerg2020}"
    assert "joerg2020" in project.joinpath("main.tex").read_text()


@pytest.mark.usefixtures("project")
def test_sync_takes_its_output_and_format_from_the_project(shelf: Shelf, project: Path) -> None:
    text = 'documents = ["main.tex"]\n[sync]\noutput = "text/all.bib"\nformat = "biblatex"\n'
    project.joinpath("readinglist.toml").write_text(text)
    assert shelf("sync").code == 0
    assert "journaltitle" in project.joinpath("text/all.bib").read_text("utf-8")
    assert shelf("sync", "main.tex", "--output", "other.bib").code == 0
    assert "journaltitle" not in project.joinpath("other.bib").read_text("utf-8")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('documents = "main.tex"', "it must be a list of files"),
        ("documents = [1]", "it must be a list of files"),
        ('documents = ["../*.tex"]', "in the folder of readinglist.toml"),
        ('documents = ["/*.tex"]', "in the folder of readinglist.toml"),
        ('documents = ["main.tex"]\n[sync]\noutput = "../x.bib"', "in the folder of readinglist.toml"),
        ('documents = ["main.tex"]\n[sync]\noutput = "main.tex"', "must be a .bib"),
        ('documents = ["main.tex"]\n[sync]\nformat = "ris"', "choose from bibtex, biblatex"),
        ('documents = ["main.tex", "two.tex"]', "say by --output"),
        ('documents = ["text"]', "it must be a file"),
        ('documents = ["pipe.tex"]', "it must be a file"),
        ('documents = ["zero.tex"]', "it must be a file"),
        ('documents = ["none.tex"]', "none.tex cannot be read"),
        ('documents = ["none*.tex"]', "name a document"),
        ("", "name a document"),
    ],
)
def test_settings_that_name_no_good_document_are_refused(
    settings: str, words: str, shelf: Shelf, project: Path
) -> None:
    project.joinpath("two.tex").write_text("\\bibliography{more}")
    os.mkfifo(project / "pipe.tex")
    project.joinpath("zero.tex").symlink_to("/dev/null")
    project.joinpath("readinglist.toml").write_text(settings)
    before = {path: path.read_bytes() for path in project.rglob("*.*") if path.is_file()}
    ran = shelf("sync")
    assert ran.code in (2, 6)
    assert words in ran.err
    assert {path: path.read_bytes() for path in before} == before
    assert not list(project.parent.glob("*.bib"))


def test_a_bibliography_elsewhere_is_written_only_when_it_is_named_by_the_user(shelf: Shelf, project: Path) -> None:
    project.joinpath("text/one.tex").write_text("\\cite{yu2023}\\bibliography{../refs}")
    ran = shelf("sync", "text/one.tex")
    assert (ran.code, project.joinpath("refs.bib").exists()) == (2, False)
    assert "refs.bib; say by --output" in ran.err


def test_a_bibliography_that_the_document_names_and_sync_did_not_make_is_kept(shelf: Shelf, project: Path) -> None:
    project.joinpath("refs.bib").write_text("@book{mine, title={M}}")
    assert shelf("sync", "main.tex").code == 4
    assert project.joinpath("refs.bib").read_text() == "@book{mine, title={M}}"


@pytest.mark.usefixtures("project")
def test_cited_names_file_line_and_column_under_all_keys_of_a_source(shelf: Shelf) -> None:
    shelf("rename", "mueller2020", "joerg2020")
    ran = shelf("cited", "joerg")
    assert ran.lines == ["main.tex:1:7: mueller2020", "text/one.tex:2:16: mueller2020"]
    assert ran.err == "2 citations of joerg2020 in 3 files.\n"
    found = json.loads(shelf("cited", "mueller2020", "text/one.tex", "--json").out)
    assert found == [{"path": "text/one.tex", "line": 2, "column": 16, "key": "mueller2020", "source": "joerg2020"}]


@pytest.mark.usefixtures("project")
def test_cited_of_what_is_not_cited_is_empty_and_of_what_is_not_there_fails(shelf: Shelf) -> None:
    ran = shelf("cited", "vaswani2017attention")
    assert (ran.code, ran.out, ran.err) == (0, "", "0 citations of vaswani2017attention in 3 files.\n")
    assert json.loads(shelf("cited", "vaswani2017attention", "--json").out) == []
    assert shelf("cited", "nobody2020").code == 3


@pytest.mark.usefixtures("project")
def test_everything_is_cited_by_an_asterisk(shelf: Shelf, project: Path) -> None:
    project.joinpath("all.tex").write_text("\\nocite{*}")
    assert shelf("cited", "yu2023", "all.tex").lines == ["all.tex:1:9: *"]


def test_an_ambiguous_key_fails_the_check_where_a_missing_one_does(shelf: Shelf, tmp_path: Path) -> None:
    shelf("import", "-", input="@book{doe2020a, title={A}}\n@book{doe2020b, title={B}}")
    for name, text in (
        ("x.tex", "\\cite{doe2020}"),
        ("x.md", "@doe2020"),
        ("x.typ", "@doe2020"),
        ("x.org", "[cite:@doe]"),
    ):
        tmp_path.joinpath(name).write_text(text)
        for options in ((), ("--fail-on", "missing,unread")):
            ran = shelf("check", name, *options)
            assert (ran.code, ran.lines[0].split(": ")[1]) == (10, "ambiguous")
    assert json.loads(shelf("check", "x.md", "--json").out)[0]["fails"] is True
    assert shelf("check", "x.md", "--fail-on", "unread").code == 0
    assert shelf("check", "x.md", "--ignore", "ambiguous").code == 0


OWN = "\\cite{mueller2020} \\cite{own}\n\\begin{thebibliography}{9}\\bibitem{own} O. \\bibitem[M]{mueller2020} M.\\end{thebibliography}"


def test_a_reference_that_the_document_gives_itself_is_not_missing(shelf: Shelf, tmp_path: Path) -> None:
    tmp_path.joinpath("own.tex").write_text(OWN)
    ran = shelf("check", "own.tex", "--fail-on", "any", "--ignore", "unread")
    assert (ran.code, ran.out) == (0, "")
    assert "2 citations of 2 keys" in ran.err
    ran = shelf("sync", "own.tex", "--output", "own.bib", "--strict")
    assert (ran.code, ran.lines) == (0, ["+ mueller2020"])


def test_a_reference_of_the_document_is_renamed_with_its_citations(shelf: Shelf, tmp_path: Path) -> None:
    tmp_path.joinpath("own.tex").write_text(OWN)
    assert shelf("rename", "mueller2020", "joerg2020", "--rewrite", "own.tex").code == 0
    assert tmp_path.joinpath("own.tex").read_text() == OWN.replace("mueller2020", "joerg2020")


IN_METADATA = "---\nreferences:\n- id: mueller2020\n  type: book\n- id: own\n---\nSee @mueller2020 and @own.\n"


def test_a_reference_in_the_metadata_is_not_missing_and_is_renamed_too(shelf: Shelf, tmp_path: Path) -> None:
    tmp_path.joinpath("own.qmd").write_text(IN_METADATA)
    ran = shelf("check", "own.qmd", "--fail-on", "any", "--ignore", "unread")
    assert (ran.code, ran.out) == (0, "")
    assert shelf("rename", "mueller2020", "joerg2020", "--rewrite", "own.qmd").code == 0
    assert tmp_path.joinpath("own.qmd").read_text() == IN_METADATA.replace("mueller2020", "joerg2020")


def test_a_label_that_a_function_is_given_is_no_citation_unless_the_library_has_it(
    shelf: Shelf, tmp_path: Path
) -> None:
    text = "#example([x], label: <sys>)\n#entry(<mueller2020>)\n@sys @mueller2020"
    tmp_path.joinpath("x.typ").write_text(text)
    ran = shelf("check", "x.typ")
    assert (ran.code, ran.lines) == (0, ["x.typ:3:7: unread: mueller2020 is cited but not read"])
    assert "1 citation of 1 key" in ran.err
    assert shelf("rename", "mueller2020", "joerg2020", "--rewrite", "x.typ").code == 0
    assert tmp_path.joinpath("x.typ").read_text() == text.replace("mueller2020", "joerg2020")


def test_a_bibliography_of_hayagriva_is_the_documents_own(shelf: Shelf, tmp_path: Path) -> None:
    tmp_path.joinpath("refs.yml").write_text("own:\n  type: book\nmueller2020:\n  type: article\n")
    tmp_path.joinpath("x.typ").write_text('@own @mueller2020 @nobody #bibliography("refs.yml")')
    ran = shelf("check", "x.typ", "--ignore", "unread")
    assert [line.split(": ", 1)[1] for line in ran.lines] == ["missing: no source has the key nobody"]
    tmp_path.joinpath("x.typ").write_text('@own #bibliography("refs.yml")')
    assert shelf("check", "x.typ", "--ignore", "unread").lines == ["refs.yml:3:1: unused: mueller2020 is not cited"]
    tmp_path.joinpath("x.typ").write_text('@own @mueller2020 #bibliography("refs.yml")')
    assert shelf("rename", "mueller2020", "joerg2020", "--rewrite", "x.typ").code == 0
    assert "joerg2020:" in tmp_path.joinpath("refs.yml").read_text()


MUELLER = {
    "id": 3,
    "type": "article-journal",
    "title": "Über die DNA der Modelle",
    "DOI": "10.1000/XYZ.42",
    "author": [{"family": "Müller", "given": "Jörg"}],
    "issued": {"date-parts": [["2020", 5]]},
}
NOBODY = MUELLER | {"DOI": "10.1000/other", "title": "Nothing of the Kind", "author": [{"family": "Noe"}]}
KEYED = NOBODY | {"title": "Another", "citation-key": "yu2023"}


@pytest.mark.parametrize("name", ["x.docx", "x.odt"])
def test_works_in_the_fields_of_zotero_are_found_by_key_or_by_what_they_are(
    name: str, shelf: Shelf, tmp_path: Path
) -> None:
    code = "ZOTERO_ITEM CSL_CITATION " + citation(MUELLER, NOBODY, KEYED)
    data = docx(f"<w:p>{field(f' ADDIN {code} ')}</w:p>") if name == "x.docx" else odt(f"<text:p>{mark(code)}</text:p>")
    tmp_path.joinpath(name).write_bytes(data)
    ran = shelf("check", name, "--ignore", "unread")
    assert ran.code == 10
    assert [line.split(": ", 1)[1] for line in ran.lines] == [
        "missing: no source is the work Noe 2020: Nothing of the Kind"
    ]
    assert "3 citations of 3 keys in 1 file" in ran.err
    assert shelf("cited", "mueller2020", name).lines == [f"{name}:1:2: Müller 2020: Über die DNA der Modelle"]
    ran = shelf("sync", name, "--output", "refs.bib")
    assert ran.lines == ["+ mueller2020", "+ yu2023"]
    assert [line for line in shelf("export", "--cited", name).lines if line.startswith("@")] == [
        "@article{mueller2020,",
        "@online{yu2023,",
    ]


def test_the_tags_of_word_are_keys_and_its_sources_are_not_written(shelf: Shelf, tmp_path: Path) -> None:
    data = docx(f"<w:p>{field(' CITATION mueller2020 ')}{field(' CITATION nobody2020 ')}</w:p>")
    path = tmp_path / "x.docx"
    path.write_bytes(data)
    ran = shelf("check", "x.docx", "--ignore", "unread")
    assert ran.lines == ["x.docx:1:24: missing: no source has the key nobody2020"]
    ran = shelf("rename", "mueller2020", "joerg2020", "--rewrite", "x.docx")
    assert (ran.code, path.read_bytes()) == (2, data)
    assert "x.docx has no way to write the key" in ran.err
    assert shelf("show", "joerg2020").code == 3


def test_a_file_that_is_no_document_of_word_is_a_bad_file(shelf: Shelf, tmp_path: Path) -> None:
    tmp_path.joinpath("x.docx").write_text("[@mueller2020]")
    ran = shelf("check", "x.docx")
    assert ran.code == 6
    assert "x.docx cannot be read" in ran.err


def test_a_bibliography_in_csl_json_has_entries_too(shelf: Shelf, tmp_path: Path) -> None:
    items = [{"id": key, "type": "book", "title": "T"} for key in ("mueller2020", "nobody2020", "unused2020")]
    tmp_path.joinpath("refs.json").write_text(json.dumps(items))
    tmp_path.joinpath("x.md").write_text("---\nbibliography: refs.json\n---\n@mueller2020 @nobody2020")
    ran = shelf("check", "x.md", "--ignore", "unread")
    assert [line.split(": ", 1)[1] for line in ran.lines] == [
        "missing: nobody2020 is in the .bib but not in the library; `readinglist import` adds it",
        "unused: unused2020 is not cited",
    ]


def test_citations_of_endnote_and_citavi_are_said_in_one_sentence_each(shelf: Shelf, tmp_path: Path) -> None:
    endnote, citavi = field(" ADDIN EN.CITE <EndNote/>"), field("ADDIN CitaviPlaceholder{e30=}")
    body = f"<w:p>{field(' CITATION mueller2020 ')}{endnote}</w:p><w:p>{endnote}{citavi}</w:p>"
    tmp_path.joinpath("x.docx").write_bytes(docx(body))
    ran = shelf("check", "x.docx", "--ignore", "unread")
    said = [
        "x.docx:1:23: unseen: 2 citations are in fields of EndNote, which are not read: what they cite is not checked",
        "x.docx:2:19: unseen: a citation is in fields of Citavi, which are not read: what they cite is not checked",
    ]
    assert (ran.code, ran.lines) == (0, said)
    assert shelf("check", "x.docx", "--fail-on", "unseen").code == 10
    for arguments in (("sync", "x.docx", "--output", "refs.bib"), ("export", "--cited", "x.docx")):
        ran = shelf(*arguments)
        assert (ran.code, ran.err.count(": unseen: ")) == (0, 2)
    assert shelf("export", "--cited", "x.docx", "--strict").code == 10
