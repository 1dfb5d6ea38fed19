"""What LaTeX documents cite, with the traps that they lay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist import manuscripts
from readinglist.util.errors import UnknownFormat, UnreadableFile
from tests.work import assert_linear_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readinglist.manuscripts.model import Manuscript

    Scan = Callable[[str, str], Manuscript]
    Keys = Callable[[str, str], str]
    Scanned = Callable[[str], Callable[[str], Manuscript]]


CITING = [
    (r"\cite{a}", "a"),
    (r"\cite {a}", "a"),
    ("\\cite\n  {a}", "a"),
    (r"\cite{a,b , c}", "a b c"),
    ("\\cite{a,% first\n  b,\n  % only a comment, x\n  c}", "a b c"),
    (r"\cite[p.~5]{a}", "a"),
    (r"\cite[see][p.~5]{a}", "a"),
    (r"\cite[see [sic]]{a}", "a"),
    (r"\cite[{see [}]{a}", "a"),
    (r"\cite[{]}]{a}", "a"),
    ("\\cite[see\n\\emph{x}]{a}", "a"),
    (r"\cite[see \cite{b}]{a}", "b a"),
    (r"\cite<see>[p. 5]{a} \citeA{b} \citeNP{c} \shortcite{d}", "a b c d"),
    (r"\citet*{a} \Citep{b} \citealp[x][y]{c} \citeyearpar{d} \citeauthor*{e}", "a b c d e"),
    (
        r"\parencite{a}\Textcite{b}\footcite[3]{c}\autocite*{d}\smartcite{e}\supercite{f}\fullcite{g}\footfullcite{h}",
        "a b c d e f g h",
    ),
    (r"\footcitetext{a} \citetitle*{b} \citeurl{c} \notecite[x]{d} \Pnotecite{e} \citedate{f}", "a b c d e f"),
    (r"\cites(pre)(post)[1]{a}[see][2]{b,c}{d} text", "a b c d"),
    (r"\parencites{a}{b} \textcites[1]{c}{d} \autocites{e} \Footcites{f}{g}", "a b c d e f g"),
    ("\\cites{a}\n{b}\n\n{no}", "a b"),
    (r"\volcite{2}[5]{a} \pvolcite[see]{2}{b} \volcites{1}{c}[x]{2}[4]{d} \Tvolcite{3}{e}", "a b c d e"),
    (r"\citefield{a}{title} \citefield{author}{b} \citename{c}{author} \citelist{d}{language}", "a b c d"),
    (r"\textcquote[5]{a}{text} \blockcquote{b}{x} \foreigntextcquote{german}[4]{c}{x}", "a b c"),
    (
        r"\begin{displaycquote}[3]{a}x\end{displaycquote}\begin{foreigndisplaycquote}{french}{b}x\end{foreigndisplaycquote}",
        "a b",
    ),
    (r"\nocite{*} \nocite{a,b}", "* a b"),
    (
        r"\citeasnoun{a} \citeaffixed{b}{e.g.} \possessivecite{c} \newcite{d} \onlinecite{e} \citesec{f} \nocitesec{g}",
        "a b c d e f g",
    ),
    (
        r"\defcitealias{a}{Paper I} \citetalias{a} \bibentry{b} \addtocategory{primary}{c,d} \apud{e}{f}",
        "a a b c d e f",
    ),
    (r"\cite{a:b.c/d_e-f+g} \cite{müller2019} \cite{王2020}", "a:b.c/d_e-f+g müller2019 王2020"),
    (r"\cite{foo} food foobar {foo} \label{foo} \ref{foo}", "foo"),
    (r"\section{On \cite{a}} \footnote{\cite{b}} \caption[short]{\cite{c}} $x \text{\cite{d}}$", "a b c d"),
    (r"100\% \cite{a} % \cite{no}", "a"),
    ("a \\\\% \\cite{no}\n\\\\\\cite{a}", "a"),
    (r"\url{https://a/%20b}\cite{a} \href{https://a/%20}{\cite{b}}", "a b"),
    (r"\title{With \cite{a}}\begin{document}\cite{b}\end{document}\cite{no}", "a b"),
    ("\\cite{a}\\endinput \\cite{b}\n\\cite{no}", "a b"),
    (r"\cite{a}\cite{}\cite{ }\cite{,}\cite{b,}", "a b"),
    (r"\begin{alltt}\cite{a}\end{alltt}", "a"),
    (r"\cite{a b}", "a b"),
]

CITING_NOTHING = [
    r"\\cite{no}",
    r"\cite",
    "\\cite\n\n{no}",
    r"\cite{no",
    r"\cite[no",
    r"\cite{\key} \cite{#1}",
    r"\citestyle{no} \setcitestyle{no} \citetext{no} \newcites{no}{Nothing} \citereset{no} \DeclareCiteCommand{\x}{no}{no}",
    r"\excited{no} \incite{no} \calcite{no} \citation{no} \recite{no} \label{cite} \ref{cite:no} \gls{no} \index{cite}",
    r"\verb|\cite{no}| \verb*+\cite{no}+ \Verb!\cite{no}! \lstinline|\cite{no}| \lstinline[language=TeX]{\cite{no}}",
    r"\mintinline{tex}|\cite{no}| \mintinline{tex}{\cite{no}} \path{\cite{no}}",
    "\\begin{verbatim}\n\\cite{no} % \\end{comment}\n\\end{verbatim}",
    "\\begin{lstlisting}[caption={x}]\n\\cite{no}\n\\end{lstlisting}",
    "\\begin{minted}[linenos]{tex}\n\\cite{no}\n\\end{minted}",
    "\\begin{Verbatim*}\n\\cite{no}\n\\end{Verbatim*}",
    "\\begin{comment}\n\\cite{no}\n\\end{comment}",
    "\\begin{filecontents*}[overwrite]{x.bib}\n@a{b, note = {\\cite{no}}}\n\\end{filecontents*}",
    "\\begin{verbatim}\n\\cite{no}",
    r"\iffalse \cite{no} \fi",
    r"\iffalse \ifx\a\b \cite{no} \else \cite{no} \fi \cite{no} % \fi" + "\n \\cite{no} \\fi",
    "\\iffalse\n\\newif\\ifmine \\ifmine \\cite{no}\\fi\\fi",
    r"\newcommand{\mine}[1]{\cite{#1}} \newcommand*\yours[2][]{\citep[#1]{#2}}",
    r"\renewcommand\citeleft{(} \renewcommand{\citepunct}{, } \def\citedash{--}",
    r"\newcommand{\needcite}[1]{\textbf{#1}} \needcite{no}",
    r"\newcommand{\citehere}{[?]} \citehere{no}",
    "\\MakeShortVerb{\\|} |\\cite{no}|",
    "\\lstnewenvironment{tex}{}{}\\begin{tex}\n\\cite{no}\n\\end{tex}",
    "\\newminted{python}{}\\begin{pythoncode}\n\\cite{no}\n\\end{pythoncode}",
    "\\excludecomment{solution}\\begin{solution}\\cite{no}\\end{solution}",
]

WRAPPING = [
    (r"\newcommand{\my}[1]{\cite{#1}} \my{a}", "a"),
    (r"\newcommand\my[1]{\cite{#1}} \my{a,b}", "a b"),
    (r"\newcommand{\my}[2][]{(\citep[#1]{#2})} \my{a} \my[p. 3]{b}", "a b"),
    (r"\providecommand*{\my}[3]{\textbf{#1} \cite[#2]{#3}} \my{x}{y}{a}", "a"),
    (r"\newcommand{\both}[2]{\cite{#1,#2}} \both{a}{b}", "a b"),
    (r"\newcommand{\two}[2]{\cite{#1} and \cite{#2}} \two{a}{b}", "a b"),
    (r"\NewDocumentCommand{\my}{s o m}{\IfBooleanTF{#1}{\citet[#2]{#3}}{\citep[#2]{#3}}} \my*[x]{a} \my{b}", "a b"),
    (r"\NewDocumentCommand\my{O{} +m m}{\IfNoValueTF{#1}{\citet}{\citep}{#3}} \my{x}{a}", "a"),
    (r"\DeclareDocumentCommand{\my}{m}{\my@helper{#1}} \newcommand{\mm}[1]{\autocite{#1}} \mm{a}", "a"),
    (r"\def\my#1#2{#1~\cite{#2}} \my{x}{a}", "a"),
    (r"\def\my[#1]#2{\cite[#1]{#2}} \my[x]{a}", "a"),
    (r"\let\zit\cite \let\zitp=\citep \zit[x]{a} \zitp{b}", "a b"),
    (r"\LetLtxMacro{\old}{\cite}\renewcommand{\cite}[1]{\textbf{\old{#1}}} \cite{a} \cite[x]{b}", "a b"),
    (r"\newcommand{\my}{\parencites} \my{a}[x]{b}", "a b"),
    (
        r"\newcommand{\wrap}[1]{\mine{#1}} \newcommand{\mine}[1]{\cite{#1}} \newcommand{\outer}[1]{\mine{#1}} \outer{a}",
        "a",
    ),
    (r"\newcommand{\vas}{\cite{a}} \vas \vas", "a"),
    (r"\DeclareCiteCommand{\bare}{\usebibmacro{prenote}}{x}{y}{z} \bare[1]{a}", "a"),
    (r"\DeclareMultiCiteCommand{\bares}{\bare}{;} \bares{a}{b}", "a b"),
    (r"\includecomment{comment}\begin{comment}\cite{a}\end{comment}", "a"),
]


@pytest.mark.parametrize(("text", "expected"), CITING)
def test_commands_cite_their_keys(text: str, expected: str, keys: Keys) -> None:
    assert keys("a.tex", text) == expected


@pytest.mark.parametrize("text", CITING_NOTHING)
def test_what_only_looks_like_a_citation_is_none(text: str, keys: Keys) -> None:
    assert keys("a.tex", text + "\n") == ""


@pytest.mark.parametrize(("text", "expected"), WRAPPING)
def test_commands_that_wrap_cite_cite(text: str, expected: str, keys: Keys) -> None:
    assert keys("a.tex", text) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_right_with_any_line_end(end: str, scan: Scan) -> None:
    (first, second) = scan("a.tex", f"ä{end}  \\cite{{x,{end} % no{end} y}}{end}").citations
    assert (first.line, first.column, second.line, second.column) == (2, 9, 4, 2)


def test_files_are_found_from_the_main_folder_and_keys_come_in_order(tmp_path: Path, scan: Scan) -> None:
    (tmp_path / "chapters" / "deep").mkdir(parents=True)
    (tmp_path / "chapters/one.tex").write_text(r"\cite{one}\input{chapters/deep/two}\zit{three}")
    (tmp_path / "chapters/deep/two.tex").write_text(r"\cite{two}\newcommand{\zit}[1]{\cite{#1}}\input{three}")
    (tmp_path / "chapters/deep/three.tex").write_text(r"\cite{beside}")
    (tmp_path / "bare.tex").write_text(r"\cite{bare}")
    manuscript = scan("main.tex", "\\cite{zero}\\include{chapters/one}\\zit{four}\\input bare \\input{chapters/one}\n")
    assert [at.key for at in manuscript.citations] == ["zero", "one", "two", "beside", "three", "four", "bare"]
    names = [str(path.relative_to(tmp_path)) for path in manuscript.files]
    assert names == ["main.tex", "chapters/one.tex", "chapters/deep/two.tex", "chapters/deep/three.tex", "bare.tex"]
    assert manuscript.missing == ()


def test_import_and_subimport_begin_in_their_folder(tmp_path: Path, scan: Scan) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/one.tex").write_text(r"\cite{one}\subimport{b/}{two}\input{three}")
    (tmp_path / "a/three.tex").write_text(r"\cite{three}")
    (tmp_path / "a/b/two.tex").write_text(r"\cite{two}\input{four}")
    (tmp_path / "a/b/four.tex").write_text(r"\cite{four}")
    manuscript = scan("main.tex", r"\import{a/}{one.tex} \subimport*{a}{none}")
    assert [at.key for at in manuscript.citations] == ["one", "two", "four", "three"]
    assert [(at.key, at.line, at.column) for at in manuscript.missing] == [("none", 1, 37)]


def test_a_subfile_is_read_without_its_preamble_and_with_that_of_its_main_file(tmp_path: Path, scan: Scan) -> None:
    (tmp_path / "sub").mkdir()
    body = "\\documentclass[../main.tex]{subfiles}\n\\cite{no}\\begin{document}\\zit{sub}\\input{near}\\end{document}"
    (tmp_path / "sub/one.tex").write_text(body)
    (tmp_path / "sub/near.tex").write_text(r"\cite{near}")
    main = (
        r"\newcommand\zit[1]{\cite{#1}}\addbibresource{x.bib}\begin{document}\cite{main}\subfile{sub/one}\end{document}"
    )
    assert [at.key for at in scan("main.tex", main).citations] == ["main", "sub", "near"]
    alone = manuscripts.scan(tmp_path / "sub/one.tex")
    assert [at.key for at in alone.citations if at.key != "no"] == ["sub", "near"]
    assert [path.resolve() for path in alone.bibliographies] == [tmp_path / "x.bib"]


def test_names_of_files_may_hold_macros_and_the_jobname(tmp_path: Path, scan: Scan) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/one.tex").write_text(r"\cite{one}")
    (tmp_path / "main-two.tex").write_text(r"\cite{two}")
    manuscript = scan(
        "main.tex",
        r"\newcommand{\dir}{x}\input{\dir/one}\input{\jobname-two}\input{\unknown/x}\newcommand\y[1]{\input{#1}}",
    )
    assert [at.key for at in manuscript.citations] == ["one", "two"]
    assert [at.key for at in manuscript.missing] == [r"\unknown/x"]


def test_missing_files_are_named_with_their_place(scan: Scan) -> None:
    manuscript = scan(
        "main.tex",
        "\n\\input{gone}\\InputIfFileExists{maybe}{}{}\\input{glyphtounicode}% \\input{no}\n\\include{ also }",
    )
    assert [(at.key, at.line, at.column) for at in manuscript.missing] == [("gone", 2, 8), ("also", 3, 11)]


def test_a_folder_a_binary_and_an_impossible_name_are_missing(tmp_path: Path, scan: Scan) -> None:
    (tmp_path / "folder.tex").mkdir()
    (tmp_path / "binary.tex").write_bytes(b"\x00\x01\\cite{no}")
    manuscript = scan("main.tex", r"\input{folder}\input{binary}\input{" + "x" * 5000 + r"}\input{/dev/zero}\cite{a}")
    assert len(manuscript.missing) == 4
    assert [at.key for at in manuscript.citations] == ["a"]


def test_circles_are_read_once(tmp_path: Path, scan: Scan) -> None:
    (tmp_path / "b.tex").write_text(r"\cite{b}\input{a}\input{./b}")
    assert [at.key for at in scan("a.tex", r"\cite{a}\input{b}\input{a.tex}").citations] == ["a", "b"]


def test_a_chain_of_a_thousand_files_is_followed(tmp_path: Path, scan: Scan) -> None:
    for number in range(1200):
        (tmp_path / f"f{number}.tex").write_text(f"\\cite{{k{number}}}\\input{{f{number + 1}}}")
    manuscript = scan("main.tex", r"\input{f0}")
    assert len(manuscript.citations) == 1200
    assert [at.key for at in manuscript.missing] == ["f1200"]


def test_bibliographies_are_named_whether_they_are_there_or_not(tmp_path: Path, scan: Scan) -> None:
    text = r"\bibliography{a,b.bib , c} \addbibresource[location=local]{d.bib} \addbibresource{https://x/e.bib} \nobibliography{f} \bibliographystyle{no} \begin{refsection}[g.bib]\end{refsection} % \bibliography{no}"
    manuscript = scan("main.tex", text)
    assert [path.relative_to(tmp_path).as_posix() for path in manuscript.bibliographies] == [
        f"{name}.bib" for name in "abcdfg"
    ]


def test_a_style_beside_the_document_defines_commands_but_cites_nothing(tmp_path: Path, scan: Scan) -> None:
    (tmp_path / "mine.sty").write_text("\\newcommand{\\zit}[1]{\\cite{#1}}\\cite{no}\\newminted{tex}{}\n")
    text = "\\usepackage{mine,amsmath}\n\\zit{a}\\begin{texcode}\n\\cite{no}\\end{texcode}"
    manuscript = scan("main.tex", text)
    assert [at.key for at in manuscript.citations] == ["a"]
    assert manuscript.missing == ()


def test_sweave_chunks_are_code_and_may_name_children(tmp_path: Path, scan: Scan) -> None:
    (tmp_path / "kid.Rnw").write_text(r"\cite{kid}")
    text = "\\cite{a}\n<<x, echo=FALSE>>=\n\\cite{no}\n@\n\\cite{b}\n<<child='kid.Rnw'>>=\n@\n\\cite{c}\n"
    assert [at.key for at in scan("main.Rnw", text).citations] == ["a", "b", "kid", "c"]


def test_the_caption_of_a_sweave_chunk_cites(keys: Keys) -> None:
    head = r"<<x, fig.cap='By \\citet[p.~3]{a,b}, \\emph{x}', echo=FALSE>>="
    assert keys("a.Rnw", head + "\ncode('\\cite{no}')\n@\n" + r"\cite{c}") == "a b c"


def test_an_old_encoding_keeps_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "old.tex"
    path.write_bytes("ä \\cite{müller} ß\r\n".encode("latin-1"))
    (at,) = manuscripts.scan(path).citations
    text = manuscripts.read(path)
    assert at.key == "müller"
    changed = text.encoded(manuscripts.rewritten(text.text, [at], {"müller": "mueller"}))
    assert changed == "ä \\cite{mueller} ß\r\n".encode("latin-1")


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_kept(mark: str, tmp_path: Path) -> None:
    path = tmp_path / "marked.tex"
    path.write_bytes("\\cite{a}\r\n".encode(mark))
    text = manuscripts.read(path)
    (at,) = manuscripts.scan(path).citations
    assert (at.line, at.column) == (1, 7)
    assert text.encoded(manuscripts.rewritten(text.text, [at], {"a": "b"})) == "\\cite{b}\r\n".encode(mark)


def test_a_document_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"gone\.tex cannot be read"):
        manuscripts.scan(tmp_path / "gone.tex")
    (tmp_path / "binary.tex").write_bytes(b"\x00")
    with pytest.raises(UnreadableFile, match="not a text file"):
        manuscripts.scan(tmp_path / "binary.tex")
    with pytest.raises(UnreadableFile):
        manuscripts.scan(tmp_path.with_suffix(".tex") / "x.tex")
    (tmp_path / "x.pdf").write_bytes(b"")
    with pytest.raises(UnknownFormat, match=r"\.tex.*\.md"):
        manuscripts.scan(tmp_path / "x.pdf")


HOSTILE = [
    r"\cite[",
    r"\cite[{]}",
    r"\cite{",
    r"\cites{a}[",
    r"\cite<",
    "{",
    "}",
    "[",
    "%",
    "\\",
    "\\verb",
    r"\verb|",
    r"\begin{verbatim}",
    r"\begin{",
    r"\iffalse",
    r"\newcommand{\a}[9]{\cite{#1}}",
    r"\def\a#1#2",
    r"\let\a\b",
    r"\input{x",
    r"\input x ",
    "\\url{a",
    "\\cite{a,b,c}\n",
    "\n\n",
    "a,",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_work_in_proportion_to_its_length(piece: str, scanned: Scanned) -> None:
    assert_linear_in(scanned("a.tex"), piece)
