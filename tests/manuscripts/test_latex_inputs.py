r"""Commands that include files, wrapped and redefined; subfiles with a macro in the path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist import manuscripts
from readinglist.manuscripts import walk
from readinglist.util import files, notices
from tests.work import assert_linear_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.manuscripts.conftest import Scan, Scanned

WRAPPED = [
    (r"\let\old\input \renewcommand{\input}[1]{\old{text/#1}} \input{one}", "one"),
    (r"\let\old=\input\def\input#1{\clearpage\old{text/#1.tex}}\input{one}\input{two}", "one two"),
    (r"\LetLtxMacro{\old}{\include}\renewcommand*\include[1]{\old{text/#1}}\include{one}", "one"),
    (r"\NewCommandCopy\old\input\RenewDocumentCommand{\input}{O{} m}{\old{text/#2}}\input[x]{one}", "one"),
    (r"\renewcommand{\include}[1]{\clearpage\input{#1}} \include{text/one}", "one"),
    (r"\newcommand{\chap}[2]{\chapter{#1}\input{text/#2}} \chap{Title}{one} \chap{T}{two}", "one two"),
    (r"\newcommand{\chap}[2][text]{\input{#1/#2}} \chap{one} \chap[other]{three}", "one three"),
    (r"\newcommand{\dir}{text}\newcommand{\chap}[1]{\input{\dir/#1}}\chap{one}", "one"),
    (r"\newcommand{\root}{.}\newcommand{\dir}{\root/text}\input{\dir/one}", "one"),
    (r"\newcommand{\chap}[1]{\input{text/#1}}\newcommand{\part}[1]{\chap{#1}}\part{one}", "one"),
    (r"\newcommand{\both}[2]{\input{text/#1}\input{text/#2}}\both{one}{two}", "one two"),
    (r"\newcommand{\at}[1]{\subimport{text/}{#1}}\at{one}", "one"),
    (r"\def\old{\input}\renewcommand{\input}[1]{\typeout{#1}\unknown{#1}}\input{text/one}", "one"),
    (r"\makeatletter\def\input@path{{text/}{other/}}\makeatother\input{one}\input{three}", "one three"),
    (r"\makeatletter\let\inp\@input\makeatother\inp{text/one}", "one"),
    (r"\let\inp\input\inp text/one \inp{text/two}", "one two"),
    (r"\includestandalone[mode=tex]{text/one}", "one"),
    (r"\renewcommand{\input}[1]{}\input{text/one}", ""),
    (r"\makeatletter\def\input{\@ifnextchar\bgroup\my@input\@@input}\makeatother\input{text/one}", "one"),
    (r"\foreach \x in {one, two}{\input{text/\x}}", "one two"),
    (r"\foreach \x/\y [count=\i] in {one/1,two/2} {\chapter{\y}\input{text/\x.tex}}", "one two"),
    (r"\makeatletter\@for\x:=one,two\do{\input{text/\x}}\makeatother", "one two"),
    (r"\let\old\input \renewcommand{\input}[2]{\old{#1/#2}} \input{text}{one}", "one"),
    (r"\let\old\input \renewcommand{\input}[2][text]{\old{#1/#2}} \input{one}\input[other]{three}", "one three"),
    (r"\let\old\input \renewcommand{\input}[3]{\chapter{#1}\label{#3}\old{text/#2}} \input{Title}{one}{sec:x}", "one"),
    (r"\let\old\input \def\input#1#2{\old{#2/#1}} \input{one}{text}", "one"),
    (r"\let\old\input \def\input(#1){\old{text/#1}} \input(one)", "one"),
    (r"\let\old\input \def\input[#1]#2{\old{#1/#2}} \input[text]{one}", "one"),
    (
        r"\let\old\input \RenewDocumentCommand{\input}{m O{text}}{\old{#2/#1}} \input{one}\input{three}[other]",
        "one three",
    ),
    (r"\let\old\input \RenewDocumentCommand{\input}{s m}{\old{text/#2}} \input*{one}\input{two}", "one two"),
    (r"\let\old\input \RenewDocumentCommand{\input}{s o m}{\old{text/#3}} \input*[x]{one}\input{two}", "one two"),
    (r"\let\old\input \RenewDocumentCommand{\input}{r() m}{\old{#1/#2}} \input(text){one}", "one"),
    (
        r"\let\old\input \RenewDocumentCommand{\input}{D(){text} m}{\old{#1/#2}} \input(other){three}\input{one}",
        "three one",
    ),
    (r"\let\old\input \renewcommand{\input}[1]{\expandafter\old\expandafter{text/#1}} \input{one}", "one"),
    (r"\newcommand{\inc}[2]{\input{#2/#1}} \let\input\inc \input{one}{text}", "one"),
    (r"\let\old\include \renewcommand{\include}[2]{\old{#1/#2}} \include{text}{one}", "one"),
    (r"\renewcommand{\input}[2]{\unknown{#1}{#2}}\input{text/one}{x}", "one"),
    (r"\SweaveInput{text/one.tex}", "one"),
    (r"\input{\detokenize{text/one}}", "one"),
]


@pytest.mark.parametrize(("text", "expected"), WRAPPED)
def test_redefined_and_wrapped_inputs_include(text: str, expected: str, tmp_path: Path, scan: Scan) -> None:
    for folder, name in (("text", "one"), ("text", "two"), ("other", "three")):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / f"{name}.tex").write_text(rf"\cite{{{name}}}")
    manuscript = scan("main.tex", text)
    assert " ".join(at.key for at in manuscript.citations) == expected
    assert manuscript.missing == ()


def test_a_file_that_a_wrapper_includes_is_missing_by_its_whole_name(scan: Scan) -> None:
    manuscript = scan("main.tex", "\\newcommand{\\chap}[1]{\\input{text/#1}}\n\\chap{gone}")
    assert [(at.key, at.line, at.column) for at in manuscript.missing] == [("text/gone", 2, 7)]


@pytest.mark.parametrize(
    "text",
    [
        r"\input{|ls}",
        r"\input{|\"ls *.tex\"}",
        r"\IfFileExists{gone}{\input{gone}}{}",
        r"\newcommand{\dir}{x}\IfFileExists{\dir/gone.tex}{\input{\dir/gone}}{}",
        r"\newcommand{\inc}[1]{\IfFileExists{x/#1.tex}{\input{x/#1}}{}}\inc{gone}",
        r"\IfFileExists{gone.tex}{\include{gone.tex}}{}",
        r"\renewcommand{\input}[1]{\unknown{#1}}\input{gone}",
        r"\RenewDocumentCommand{\input}{s m}{\unknown{#2}}\input*{gone}",
        r"\let\old\input \def\input#1.{\old{x/#1}} \input gone.",
        r"\newcommand{\d}[1]{\input{#1#1}}\newcommand{\e}[1]{\d{#1#1}}",
    ],
)
def test_what_need_not_be_there_is_not_missing(text: str, scan: Scan) -> None:
    assert scan("main.tex", text).missing == ()


def test_a_subfile_with_a_macro_in_the_path_of_its_main_file_is_read_by_itself(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "x.bib").touch()
    (tmp_path / "main.tex").write_text(
        "\\documentclass{book}\\providecommand{\\main}{.}\\newcommand\\zit[1]{\\cite{#1}}\\addbibresource{\\main/x.bib}"
        "\\begin{document}\\subfile{\\main/text/one}\\end{document}"
    )
    for head in (
        r"\providecommand{\main}{..}\documentclass[\main/main.tex]{subfiles}",
        r"\def\main{..} \documentclass[\main/main]{subfiles}",
        r"\ifdefined\main\else\newcommand{\main}{..}\fi\documentclass[\subfix{\main/main}]{subfiles}",
    ):
        (tmp_path / "text/one.tex").write_text(
            head + r"\begin{document}\zit{one}\subfile{\main/text/two}\end{document}"
        )
        (tmp_path / "text/two.tex").write_text(head + r"\begin{document}\zit{two}\end{document}")
        for name in ("text/one.tex", "main.tex"):
            manuscript = manuscripts.scan(tmp_path / name)
            assert [at.key for at in manuscript.citations] == ["one", "two"]
            assert [path.resolve() for path in manuscript.bibliographies] == [tmp_path / "x.bib"]
            assert manuscript.missing == ()


def test_macros_that_double_a_name_come_to_an_end(scanned: Scanned) -> None:
    pieces = [rf"\newcommand{{\{chr(97 + n + 1)}}}[1]{{\{chr(97 + n)}{{#1#1}}}}" for n in range(20)]
    scanned("a.tex")(r"\newcommand{\a}[1]{\input{#1}}" + "".join(pieces) + r"\u{x}")


@pytest.mark.parametrize(
    "piece",
    [
        r"\newcommand{\a}[1]{\input{#1}}",
        r"\def\a#1{\input{#1}",
        r"\def\a{",
        r"\let\a\input\a{x}",
        r"\input{#1",
        r"\IfFileExists{a}",
        r"\newcommand{\b}{\b/x}",
        r"\def\input@path{{a/}{b/}}",
        r"\foreach \x in {a,b}{\input{\x}}",
        r"\foreach\x in {",
        r"\@for\x:=a",
        r"\expandafter",
        r"\input\expandafter",
        r"\RenewDocumentCommand\a{O{",
        r"\RenewDocumentCommand{\a}{D(){x} s m}{\input{#3}}\a(",
        r"\def\a(#1){\input{#1}}\a(",
    ],
)
def test_hostile_definitions_take_work_in_proportion_to_their_length(piece: str, scanned: Scanned) -> None:
    assert_linear_in(scanned("a.tex"), piece)


def test_a_child_of_a_sweave_document_is_named_from_the_folder_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "x.Rproj").touch()
    (tmp_path / "text/one.Rnw").write_text(r"\cite{one}")
    (tmp_path / "text/main.Rnw").write_text("<<child='text/one.Rnw'>>=\n@\n")
    assert [at.key for at in manuscripts.scan(tmp_path / "text/main.Rnw").citations] == ["one"]


def test_more_files_than_any_document_has_are_told_and_not_called_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "MOST_FILES", 5)
    for number in range(9):
        tmp_path.joinpath(f"i{number}.tex").write_text(rf"\input{{main}}\input{{i{number + 1}}}\cite{{k{number}}}")
    main = tmp_path / "main.tex"
    main.write_text("".join(rf"\input{{i{number}}}" for number in range(9)) + r"\input{nowhere}")
    found = manuscripts.scan(main)
    assert (len(found.files), [missing.key for missing in found.missing]) == (5, ["nowhere"])
    assert [f"{main} includes more than 5 files; the others are not read."] == notices.told()


def test_a_file_that_is_named_again_and_again_is_looked_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    is_file = files.is_file

    def counted(path: Path) -> bool:
        asked.append(path)
        return is_file(path)

    monkeypatch.setattr(files, "is_file", counted)
    tmp_path.joinpath("n.tex").write_text(r"\input{main}\input{n}" * 50)
    main = tmp_path / "main.tex"
    main.write_text(r"\input{n}\input{main}" * 50)
    assert len(manuscripts.scan(main).files) == 2
    assert len(asked) == len(set(asked))
