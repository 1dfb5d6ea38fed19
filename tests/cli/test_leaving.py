"""What leaves the library in a bibliography, what stays, and in which order it comes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Stocked

# Every private word holds `zqx`; what may leave does not.
LIBRARY = r"""@article{own, author = {Roe, Jane}, title = {On frogs}, journal = {J}, year = {2020}, doi = {10.1000/own}, abstract = {Frogs.},
  comment = {zqx1}, comment-jane = {zqx2}, file = {:/home/zqx3/p.pdf:PDF}, readstatus = {zqx4}, ranking = {zqx5}, priority = {zqx6},
  owner = {zqx7}, timestamp = {2020-zqx8}, groups = {zqx9}, bdsk-file-1 = {zqx10}, bdsk-url-1 = {zqx11}, mendeley-tags = {zqx12},
  mendeley-groups = {zqx13}, rating = {zqx14}, pdf = {/Users/zqx15/p.pdf}, local-url = {file:///zqx16.pdf}, date-added = {zqx17},
  file = {/home/zqx23/q.pdf}, uri = {papers3://publication/uuid/zqx24}, localcopy = {/Volumes/zqx25/p.pdf}, note = {/Users/zqx26.txt},
  url = {file:///home/zqx18/p.pdf}, Comment-Ann = {zqx19}, citeulike-article-id = {zqx20}, __markedentry = {[zqx21]}}
@book{win, author = {Poe, Ann}, title = {On toads}, publisher = {P}, year = {2019}, howpublished = {C:\Users\zqx22\b.pdf},
  annotation = {Read\_Status: Unread}, priv = {x}}
@inbook{part, author = {Poe, Ann}, title = {Newts}, crossref = {win}, annote = {Good on newts.}, year = {2019}}
"""
STATE = "Unread"


@pytest.fixture
def private(stocked: Stocked) -> Callable[..., Ran]:
    """The program on a library in which all that is private has a mark."""

    def fill(run: Callable[..., Ran], _folder: Path) -> None:
        # Groups that are brought along as tags are keywords, and leave as such.
        assert run("import", "-", "--no-collections", input=LIBRARY).code == 0
        run("note", "own", "zqx30 a thought")
        run("note", "own", "--quote", "zqx31 said so", "--page", "3")
        run("queue", "own", "--why", "zqx32", "--priority", "7")
        run("claim", "own", "Frogs sing.", "--note", "zqx33", "--verdict", "zqx34")
        run("evidence", "own#c1", "supports", "win", "--note", "zqx35")
        run("link", "own", "cites", "part")

    return stocked("private", fill)


OUTPUTS = [
    ["export"],
    ["export", "--format", "biblatex"],
    ["export", "--format", "csl-json"],
    ["export", "--format", "json"],
    ["export", "--resolve-crossref"],
    ["export", "--ascii", "--sort", "date"],
    ["export", "--cited", "paper.md"],
    ["export", "--keys", "own,win"],
    ["cite", "own", "win", "part"],
    ["cite", "own", "--format", "html", "--style", "ieee"],
    ["bibliography", "--annotated", "--quotes"],
    ["bibliography", "--claims", "--format", "html"],
    ["graph"],
    ["graph", "--format", "dot"],
    ["matrix", "--format", "csv"],
    ["trace", "own#c1"],
    ["check", "paper.md"],
    ["cited", "own", "paper.md"],
]


@pytest.mark.parametrize("output", OUTPUTS, ids=" ".join)
def test_nothing_private_leaves_by_any_door(private: Callable[..., Ran], tmp_path: Path, output: list[str]) -> None:
    tmp_path.joinpath("paper.md").write_text("As [@own; @win; @part] say.\n", "utf-8")
    ran = private(*output)
    assert ran.code in (0, 10)
    said = ran.out if "json" not in output else re.sub(r'"fields": \{.*?\}', "", ran.out, flags=re.DOTALL)
    assert re.findall(r"zqx[0-9]*", said) == []
    assert (STATE in said) is False


def test_sync_writes_nothing_private(private: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("paper.md").write_text("As [@own; @win; @part] say.\n", "utf-8")
    assert private("sync", "paper.md", "--output", "refs.bib").code == 0
    written = tmp_path.joinpath("refs.bib").read_text("utf-8")
    assert re.findall(r"zqx[0-9]*|Unread", written) == []
    assert "annote = {Good on newts.}" in written
    assert "abstract = {Frogs.}" in written


def test_what_is_private_leaves_where_it_is_asked_for_by_name(private: Callable[..., Ran]) -> None:
    everything = private("export", "--omit", "none").out
    assert {f"zqx{number}" for number in range(1, 27)} <= set(re.findall(r"zqx[0-9]+", everything))
    assert "Read\\_Status: Unread" in everything
    assert "zqx4" in private("export", "--only", "author,title,readstatus").out
    assert "file" in private("export", "--format", "json").json[0]["fields"]


def test_what_is_given_to_the_byte_has_no_field_left_out(private: Callable[..., Ran]) -> None:
    ran = private("export", "--verbatim", "--omit", "note")
    assert (ran.code, ran.out) == (2, "")
    assert "--verbatim: 'bibtex' is not valid" in ran.err


def entry_names(text: str) -> set[str]:
    return {line.split("=")[0].strip() for line in text.splitlines() if re.match(r"  [\w-]+ = ", line)}


def test_fields_are_chosen_by_their_name_in_either_dialect(private: Callable[..., Ran]) -> None:
    assert entry_names(private("export", "--keys", "own", "--only", "author,journaltitle,date").out) == {
        "author", "journal", "year",
    }  # fmt: skip
    assert "abstract" not in entry_names(private("export", "--omit", "abstract,publisher").out)
    assert "publisher" not in private("export", "--omit", "abstract", "--omit", "publisher").out
    assert "crossref = {win}" in private("export", "--only", "title").out


@pytest.mark.parametrize(
    ("option", "name", "said"),
    [
        ("--only", "auhtor", "warning: --only: auhtor is no field of BibTeX or BibLaTeX; author is\n"),
        ("--omit", "abstact,note", "warning: --omit: abstact is no field of BibTeX or BibLaTeX; abstract is\n"),
        ("--omit", "qqqq", "warning: --omit: qqqq is no field of BibTeX or BibLaTeX\n"),
        ("--omit", "none", ""),
        ("--omit", "Journal,comment-jane,owner", ""),
    ],
)
def test_a_field_that_is_misspelt_is_named(private: Callable[..., Ran], option: str, name: str, said: str) -> None:
    ran = private("export", option, name)
    assert (ran.code, ran.err) == (0, said)


@pytest.mark.parametrize("option", ["--omit", "--only"])
def test_an_option_that_takes_the_place_of_fields_is_refused(private: Callable[..., Ran], option: str) -> None:
    ran = private("export", option, "--keys", "own")
    assert (ran.code, ran.out) == (2, "")
    assert f"{option}: '--keys' is not valid; name fields, with commas" in ran.err


def test_a_project_says_what_leaves_and_in_which_order(private: Callable[..., Ran], tmp_path: Path) -> None:
    settings = tmp_path / "readinglist.toml"
    settings.write_text('[export]\nomit = ["abstract", "doi"]\nsort = "date"\n', "utf-8")
    ran = private("export")
    assert not entry_names(ran.out) & {"abstract", "doi", "file"}
    assert re.findall(r"@\w+\{(\w+)", ran.out) == ["part", "win", "own"]
    assert "doi = {10.1000/own}" in private("export", "--omit", "abstract").out
    settings.write_text('[export]\nsort = "length"\n', "utf-8")
    ran = private("export")
    assert (ran.code, "export.sort" in ran.err, "key, added, date, cited" in ran.err) == (2, True, True)


@pytest.mark.parametrize(
    ("sort", "keys"),
    [
        ((), ["own", "part", "win"]),
        (("--sort", "key"), ["own", "part", "win"]),
        (("--sort", "added"), ["own", "part", "win"]),
        (("--sort", "date"), ["part", "win", "own"]),
        (("--sort", "cited"), ["part", "win", "own"]),
    ],
)
def test_the_order_of_entries_does_not_follow_the_document_unless_it_is_told_to(
    private: Callable[..., Ran], tmp_path: Path, sort: tuple[str, ...], keys: list[str]
) -> None:
    document = tmp_path / "paper.tex"
    document.write_text("\\cite{win} \\cite{part} \\cite{own}\n", "utf-8")
    before = private("export", "--cited", "paper.tex", *sort).out
    assert re.findall(r"@\w+\{(\w+)", before) == keys
    document.write_text("\\cite{own} \\cite{part} \\cite{win}\n", "utf-8")
    after = private("export", "--cited", "paper.tex", *sort).out
    assert (before == after) is (sort != ("--sort", "cited"))


def test_a_changed_source_changes_only_its_lines(private: Callable[..., Ran]) -> None:
    before = private("export").out.splitlines()
    private("set", "win", "title=On newts and toads")
    after = private("export").out.splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        ("  title = {On toads},", "  title = {On newts and toads},")
    ]


DIALECTS = {
    "\\usepackage[style=apa]{biblatex}\n\\addbibresource{refs.bib}\n\\cite{own}\n": "biblatex",
    "\\usepackage{natbib}\n\\cite{own}\n\\bibliographystyle{plain}\n\\bibliography{refs}\n": "bibtex",
    "% \\usepackage{biblatex}\n\\cite{own}\\bibliography{refs}\n": "bibtex",
    "\\documentclass{mine}\n\\cite{own}\n": "biblatex",
    "\\cite{own}\n": "bibtex",
}


@pytest.mark.parametrize("document", DIALECTS)
def test_a_bibliography_is_in_the_dialect_that_the_document_reads(
    private: Callable[..., Ran], tmp_path: Path, document: str
) -> None:
    tmp_path.joinpath("mine.cls").write_text("\\RequirePackage[backend=biber]{biblatex}\n", "utf-8")
    tmp_path.joinpath("paper.tex").write_text(document, "utf-8")
    private("sync", "paper.tex", "--output", "refs.bib")
    modern = "journaltitle = {J}" in tmp_path.joinpath("refs.bib").read_text("utf-8")
    assert modern is (DIALECTS[document] == "biblatex")
    assert ("journaltitle = {J}" in private("export", "--cited", "paper.tex").out) is modern
    assert "journaltitle" not in private("export", "--cited", "paper.tex", "--format", "bibtex").out


def test_a_stub_is_named_wherever_it_would_be_printed_and_strict_fails(rl: Callable[..., Ran], tmp_path: Path) -> None:
    rl("add", "--offline", "10.1000/x")
    key = "doi10.1000-x"
    tmp_path.joinpath("paper.md").write_text(f"As @{{{key}}} says.\n", "utf-8")
    commands = (
        ["cite", key],
        ["bibliography"],
        ["export", "--cited", "paper.md"],
        ["sync", "paper.md", "--output", "r.bib"],
    )
    for command in commands:
        ran = rl(*command)
        assert (ran.code, f"{key} is a stub" in ran.err) == (0, True)
        assert rl(*command, "--strict").code == 10
    assert rl("sync", "paper.md", "--output", "r.bib", "--json").json["stubs"] == [key]
