"""Text comes out of each format as what went in: pandoc, which reads them all, is asked."""

from __future__ import annotations

import html
import re
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readinglist.citations import pandoc
from readinglist.util import escape
from tests.citations.test_batch import needs_pandoc

HOSTILE = [
    r"\input{/etc/passwd} $\write18{ls}$ 100% #1 & ~ ^ _x_ {a}",
    "<script>alert('x')</script> &amp; \"q\" <b>",
    "*a* **b** `c` [d](e) ![f](g) ~~h~~ @i $j$ [^k] <http://l>",
    '#import "m" @n <o> $p$ `q` // r /* s */ #{t}',
    "1. one", "- two", "+ three", "# four", "> five", "= six", "/ seven: eight", "12) nine", "---", "***", "2022.",
    "a -- b --- c ... d ?` !` ''e'' ,,f", "\\\\ \\' \\\" \\n", "{{ g }} {% h %} << i >>", "| j | k |", "tab\tand\nline",
    "a_b_c __d__ e~f^g H~2~O x^2^", "x < y > z", "“ok” – ü 深度 🌍", "::: {.l}", "m\u202eevil\x1b[31m", "=5 -6 n=7",
]  # fmt: skip
READERS = {"markdown": "commonmark_x-smart", "latex": "latex", "html": "html", "typst": "typst"}


def read(form: str, texts: list[str]) -> list[str]:
    """Return what pandoc reads of paragraphs in a format."""
    path, _ = pandoc.find()
    source = "\n\n".join(f"<p>{text}</p>" if form == "html" else text for text in texts)
    command = [str(path), f"--from={READERS[form]}", "--to=html", "--wrap=none"]
    ran = subprocess.run(command, input=source.encode(), capture_output=True, check=True)
    paragraphs = re.findall(r"<p>(.*?)</p>", ran.stdout.decode(), re.DOTALL)
    return [normal(html.unescape(re.sub(r"</?(?:span|br|a)\b[^>]*>", "", line)), form) for line in paragraphs]


def normal(text: str, form: str) -> str:
    """Return a text without differences that are typography, and without what pandoc's readers do not know."""
    if form in ("latex", "typst"):
        text = text.replace("`", "")
    for shown, typed in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("\u00a0", " ")):
        text = text.replace(shown, typed)
    return " ".join(text.split())


@needs_pandoc
@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_as_what_it_is(form: str, text: str) -> None:
    assert read(form, [escape.BY_FORMAT[form](text)]) == [normal(escape.plain(text), form)]


WORD = st.text(st.sampled_from("ab1 .,-_*`#$%&~^{}[]()<>\\/\"'|!?=+@:;é"), min_size=1, max_size=25).map(str.strip)


@needs_pandoc
@pytest.mark.parametrize("form", READERS)
@settings(max_examples=25)
@given(texts=st.lists(WORD.filter(bool), min_size=20, max_size=20))
def test_any_text_is_read_as_what_it_is(form: str, texts: list[str]) -> None:
    marked = [f"a {text} z" for text in texts]
    assert read(form, [escape.BY_FORMAT[form](text) for text in marked]) == [normal(text, form) for text in marked]


def test_html_is_safe_in_attributes() -> None:
    assert html.unescape(escape.html('"x\' onload="y')) == '"x\' onload="y'
    assert '"' not in escape.html('"')


def test_a_line_is_a_line() -> None:
    assert {make("a\r\nb\x00c") for make in escape.BY_FORMAT.values()} == {"a bc"}


@pytest.mark.parametrize(
    ("text", "on_a_line", "in_a_line", "in_a_citation"),
    [
        ("# C#", r"\# C#", r"\# C\#", r"\# C\#"),
        ("a | b", "a | b", r"a \| b", r"a \| b"),
        ("- see", r"\- see", "- see", "- see"),
        ("2022. x", r"2022\. x", "2022. x", "2022. x"),
        (":x: at 10:30", r"\:x: at 10:30", r"\:x: at 10:30", r"\:x\: at 10\:30"),
        ('"q"; (r)', '"q"; (r)', '"q"; (r)', r"\"q\"\; \(r\)"),
        ("A&B &amp; C", r"A&B \&amp; C", r"A\&B \&amp; C", r"A\&B \&amp\; C"),
    ],
)
def test_markdown_is_escaped_for_where_a_text_stands(
    text: str, on_a_line: str, in_a_line: str, in_a_citation: str
) -> None:
    assert escape.markdown(text) == on_a_line
    assert escape.markdown_in_line(text) == in_a_line
    assert escape.markdown_in_citation(text) == in_a_citation
