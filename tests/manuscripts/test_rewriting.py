"""Rewriting changes exactly the keys: for documents put together by chance of citations and of traps."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readinglist import manuscripts

# Pieces of text by kind; KEY stands for a key that is cited, NO for one that is not.
PIECES = {
    ".tex": r"""
        \cite{KEY}|\citep[see][p. 3]{KEY,KEY}|\textcites(a)(b)[c]{KEY}{KEY}.|\nocite{KEY}|\my{KEY}
        \verb+\cite{NO}+|% \cite{NO} NO¶|\\%NO¶|NO, NO and {NO}|\iffalse\cite{NO}\fi|100\% NO|\footnote{\cite{KEY} NO}
        \begin{verbatim}\cite{NO}\end{verbatim}|\cite{KEY,% NO¶ KEY}|\newcommand{\x}[1]{\cite{#1}}|ü ß 😀|¶¶
        """,
    ".md": r"""
        @KEY|[@KEY]|[see @KEY, p. 3; -@KEY]|@{KEY}|\cite{KEY}|*@KEY*|and (@KEY)|`@NO`|\@NO|me@NO.org|NO, NO and {NO}
        <!-- @NO -->|https://x.org/@NO|[a](b@NO)|¶¶```¶@NO¶```¶¶|¶¶> @KEY¶¶|¶¶- @KEY¶¶|ü ß 😀|¶¶|^[@KEY]|$@NO$
        """,
    ".typ": r"""
        @KEY|@KEY[p. 3]|#cite(<KEY>)|#cite(label("KEY"))|*@KEY*|[@KEY]|`@NO`|\@NO|/* @NO */|// @NO¶|NO, NO and [NO]
        #link("a@NO")[@KEY]|https://x.org/@NO|$"@NO"$|ü ß 😀|¶¶|#let x = "@NO"¶
        """,
    ".org": r"""
        [cite:@KEY]|[cite/t:see @KEY p. 3;@KEY]|cite:KEY|[[citep:&KEY;&KEY]]|\cite{KEY}|=[cite:@NO]=|NO, NO and [NO]
        ¶# [cite:@NO]¶|¶#+begin_src x¶[cite:@NO]¶#+end_src¶|ü ß 😀|¶¶|¶* [cite:@KEY]¶
        """,
}
NAMES = st.from_regex(r"[a-z][a-z0-9]{0,3}([:._-][a-z0-9]{1,3}){0,2}", fullmatch=True)


def _pieces(suffix: str) -> list[str]:
    return [
        piece.strip().replace("¶", "\n") for line in PIECES[suffix].splitlines() for piece in line.strip().split("|")
    ]


def _document(template: str, keys: list[str]) -> str:
    parts = template.split("KEY")
    return "".join(part + key for part, key in zip(parts, [*keys, ""], strict=True))


@pytest.mark.parametrize("suffix", PIECES)
@settings(max_examples=60)
@given(data=st.data())
def test_rewriting_changes_the_keys_and_nothing_else(suffix: str, data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(_pieces(suffix)), min_size=1, max_size=25))
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    template = ("\\newcommand{\\my}[1]{\\cite{#1}} " if suffix == ".tex" else "") + " ".join(pieces) + "\n"
    names = data.draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    renamed = {name: f"{name}x{data.draw(NAMES)}" for name in names if data.draw(st.booleans())}
    template = template.replace("NO", data.draw(st.sampled_from(names))).replace("\n", end)
    keys = data.draw(st.lists(st.sampled_from(names), min_size=template.count("KEY"), max_size=template.count("KEY")))
    text = _document(template, keys)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"document{suffix}"
        path.write_bytes(text.encode())
        citations = manuscripts.scan(path).citations
        assert [at.key for at in citations] == keys
        new = manuscripts.rewritten(text, citations, renamed)
        assert new == _document(template, [renamed.get(key, key) for key in keys])
        path.write_bytes(new.encode())
        again = manuscripts.scan(path).citations
    assert [at.key for at in again] == [renamed.get(key, key) for key in keys]
    assert [at.line for at in again] == [at.line for at in citations]


def test_keys_that_are_not_to_be_renamed_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.tex"
    path.write_text(r"\cite{foo,food,foobar} foo")
    citations = manuscripts.scan(path).citations
    assert manuscripts.rewritten(path.read_text(), citations, {"foo": "bar"}) == r"\cite{bar,food,foobar} foo"
    assert manuscripts.rewritten(path.read_text(), reversed(citations), {}) == path.read_text()
