"""Texts that anybody may have written: every reader takes them with no error but ours, in time in proportion to their length."""

from __future__ import annotations

import contextlib
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readinglist import manuscripts
from readinglist.errors import ReadinglistError
from readinglist.formats import bibtex, csl
from readinglist.library import settings as settings_of_folders
from readinglist.library.location import Location
from readinglist.model import query
from readinglist.network.errors import NoRecord
from readinglist.webpages import url
from tests.work import assert_linear_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.model.record import Record

pytestmark = pytest.mark.property


def _bibtex(text: str) -> object:
    return list(bibtex.load(text))


def _csl(text: str) -> object:
    return list(csl.load(text))


def _page(text: str) -> object:
    def resolve(scheme: str, value: str) -> Record:
        raise NoRecord(f"{scheme} {value}", ("a service",))

    return url.of_saved(text.encode("utf-8", "replace"), "https://example.org/a", resolve)


def _query(text: str) -> object:
    return query.parse(text)


def _document(suffix: str) -> Callable[[str], object]:
    def read(text: str) -> object:
        path = Path(f"paper{suffix}").resolve()
        return manuscripts.scan(path, {path: text.encode("utf-8", "replace")})

    return read


def _notebook(text: str) -> object:
    cell = {"cell_type": "markdown", "source": [text, text], "metadata": {}}
    return _document(".ipynb")(json.dumps({"cells": [cell], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}))


def _settings(text: str) -> object:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "readinglist.toml").write_text(text, "utf-8", "replace")
        return settings_of_folders.of(Location(Path(folder, "library.db"), "", folder=Path(folder)))


_LATEX = r"\cite{ \cite[ \citep \begin{verbatim} \end{verbatim} \newcommand{\x} \input{a} \verb| \if \else \fi % \\ ] } { $ $$ \def \bibliography{ #1 @ , a ~"
_MARKDOWN = "@a [@a; -@b [ ] ( ) ` ``` ~~~ --- {{ }} <!-- --> $$ \\ : - # > | ! [^1] {#x} @{ <div> </div> ; p. *"
_TYPST = '@a #cite( <a> ) [ ] { } ``` ` /* */ // " \\ $ #let #bibliography( #include label( , : # = # x =>'
READERS: dict[str, tuple[Callable[[str], object], str]] = {
    "BibTeX": (
        _bibtex,
        '@article{ @string{ @comment{ @preamble{ a, title = { } " # , = @ \\ \\" {\\" % ( ) year month jan 2001 and crossref $ ~',
    ),
    "CSL-JSON": (
        _csl,
        '[ { } ] , : " \\ "id" "type" "article" "issued" "date-parts" "author" "family" null true 1 1e999 NaN -0 "title" "<i>" "\\ud800" [[2001]]',
    ),
    "page": (
        _page,
        '<meta name="citation_title" content=" > </ <script> </script> <script type="application/ld+json"> <!-- --> { } [ ] &amp; &# <title> <h1> " = \' <![CDATA[ ]]> <p> <time datetime=',
    ),
    "LaTeX": (_document(".tex"), _LATEX),
    "aux": (_document(".aux"), r"\citation{ \bibcite{ \@input{ } a , \bibdata{ \abx@aux@cite{0}{ {"),
    "Markdown": (_document(".md"), _MARKDOWN),
    "Typst": (_document(".typ"), _TYPST),
    "org": (_document(".org"), "[cite: @a ; ] [[ ]] #+begin_src #+end_src #+INCLUDE: ~ = : * cite:a \\cite{ } | /t:"),
    "rst": (_document(".rst"), ":cite: `a` ` :: .. _a: [a]_ .. include:: | * a , < >"),
    "notebook": (_notebook, _MARKDOWN),
    "TOML": (
        _settings,
        '[ ] [[ ]] = " """ \' \\ # keys pattern . 1 1e9 true 2001-01-01 { } , inf 0x \n [keys] pattern="x"',
    ),
    "query": (_query, "( ) \" OR AND NOT - tag: year: 2001..2003 .. > a : * \\ , / ' status:read title:"),
}
_ANY = st.text(st.characters(codec=None), max_size=6)


def _texts(words: str) -> st.SearchStrategy[str]:
    pieces = st.one_of(st.sampled_from([*words.split(" "), "\n", "\n\n", " ", "\x00", "\x1b[2J", "\u202e"]), _ANY)
    return st.lists(pieces, max_size=40).flatmap(
        lambda found: st.sampled_from(["", " "]).map(lambda by: by.join(found))
    )


@pytest.mark.parametrize("name", READERS)
def test_no_text_raises_what_is_not_ours(name: str) -> None:
    reader, words = READERS[name]

    @settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(_texts(words))
    def check(text: str) -> None:
        with contextlib.suppress(ReadinglistError):
            reader(text)

    check()


@pytest.mark.parametrize("name", [name for name in READERS if name != "TOML"])
def test_twice_the_text_is_at_most_twice_the_work(name: str) -> None:
    reader, words = READERS[name]

    def read(text: str) -> None:
        with contextlib.suppress(ReadinglistError):
            reader(text)

    @settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from([*words.split(" "), "\n", " "]), min_size=1, max_size=3).map("".join))
    def check(piece: str) -> None:
        assert_linear_in(read, piece or " ", 1000)

    check()
