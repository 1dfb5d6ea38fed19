"""What the files of a LaTeX run say is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.manuscripts.model import Manuscript

    Scan = Callable[[str, str], Manuscript]
    Keys = Callable[[str, str], str]


def test_an_aux_file_of_bibtex_is_read_with_its_chapters(scan: Scan, tmp_path: Path) -> None:
    (tmp_path / "ch.aux").write_text("\\relax \n\\citation{d}\n\\@setckpt{ch}{\n\\setcounter{page}{3}\n}\n")
    text = "\\relax \n\\citation{a,b}\n\\citation{*}\n\\@input{ch.aux}\n\\@input{gone.aux}\n\\bibstyle{plain}\n\\bibdata{r,s}\n\\bibcite{no}{1}\n"
    manuscript = scan("n.aux", text)
    assert [at.key for at in manuscript.citations] == ["a", "b", "*", "d"]
    assert manuscript.bibliographies == (tmp_path / "r.bib", tmp_path / "s.bib")
    assert [(at.key, at.line, at.column) for at in manuscript.missing] == [("gone.aux", 5, 9)]


def test_an_aux_file_of_biblatex_is_read_in_both_its_forms(keys: Keys) -> None:
    text = "\\abx@aux@cite{0}{a}\n\\abx@aux@segm{0}{0}{a}\n\\abx@aux@cite{1}{m:ü}\n\\abx@aux@cite{old}\n\\abx@aux@cite{0}{*}\n"
    assert keys("b.aux", text) == "a m:ü old *"


def test_what_packages_cite_for_their_own_ends_is_left_out(scan: Scan, tmp_path: Path) -> None:
    text = "\\citation{biblatex-control}\n\\citation{REVTEX41Control}\n\\citation{apsrev41Control}\n\\citation{a}\n\\bibdata{main-blx,refs}\n\\bibdata{mainNotes}\n"
    manuscript = scan("c.aux", text)
    assert [at.key for at in manuscript.citations] == ["a"]
    assert manuscript.bibliographies == (tmp_path / "refs.bib",)


BCF = """<?xml version="1.0" encoding="UTF-8"?>
<bcf:controlfile version="3.9" xmlns:bcf="https://sourceforge.net/projects/biblatex">
  <!-- <bcf:citekey order="1">no</bcf:citekey> -->
  <bcf:bibdata section="0">
    <bcf:datasource type="file" datatype="bibtex" glob="false">r.bib</bcf:datasource>
    <bcf:datasource type="remote" datatype="bibtex">https://x.org/no.bib</bcf:datasource>
  </bcf:bibdata>
  <bcf:section number="0">
    <bcf:citekey order="1" intorder="1">m:ü</bcf:citekey><bcf:citekey order="2" intorder="2">b</bcf:citekey>
    <bcf:citekey order="3" intorder="1" nocite="1">*</bcf:citekey>
    <bcf:citekey order="0"></bcf:citekey>
  </bcf:section>
</bcf:controlfile>
"""


def test_a_control_file_of_biber_is_read(scan: Scan, tmp_path: Path) -> None:
    manuscript = scan("b.bcf", BCF)
    assert [(at.key, at.line, at.column) for at in manuscript.citations] == [
        ("m:ü", 9, 41),
        ("b", 9, 94),
        ("*", 10, 52),
    ]
    assert manuscript.bibliographies == (tmp_path / "r.bib",)


LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<a>&lol2;</a>
"""


@pytest.mark.parametrize(
    ("text", "reason"),
    [(LAUGHS, "document type"), ("<a><b></a>", "line 1"), ("", "no element"), ("<a>&x;</a>", "undefined")],
)
def test_a_control_file_that_is_broken_or_hostile_is_refused(text: str, reason: str, scan: Scan) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        scan("b.bcf", text)


def test_the_footnotes_of_revtex_are_no_sources(keys: Keys) -> None:
    assert keys("a.aux", "\\citation{a,Note1}\n\\citation{Note2}\n\\bibdata{aNotes,refs}\n") == "a"
    assert keys("a.aux", "\\citation{a,Note1}\n\\bibdata{refs}\n") == "a Note1"
