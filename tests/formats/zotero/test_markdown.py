"""Notes in Markdown as the HTML of Zotero, which reads back as it was."""

from __future__ import annotations

import pytest

from readinglist.formats.zotero import markdown, notes
from readinglist.model.record import Note
from tests.work import assert_linear_in


@pytest.mark.parametrize(
    "text",
    [
        "one\n\ntwo",
        "a line\nand another",
        "# Head\n\nwords",
        "- a\n- b",
        "1. a\n2. b",
        "> quoted\n> twice",
        "**strong** and *em* and `code`",
        "a < b & c > d",
        "2 \\* 3",
        "snake_case and [@roe2020, p. 5]",
    ],
)
def test_a_note_reads_back_as_it_was(text: str) -> None:
    assert notes.read(markdown.html_of(Note(1, text))).text == text


def test_a_quote_keeps_its_page() -> None:
    read = notes.read(markdown.html_of(Note(1, "mine", "so quick", "page xii")))
    assert (read.quote, read.page, read.text) == ("so quick", "xii", "mine")
    read = notes.read(markdown.html_of(Note(1, "", "so quick", "section 2")))
    assert (read.quote, read.text) == ("so quick", "(section 2)")


@pytest.mark.parametrize("piece", ["*", "**a", "`", "- a\n", "\n\n", "a*b* ", "> "])
def test_writing_takes_time_in_proportion_to_the_length(piece: str) -> None:
    assert_linear_in(lambda text: markdown.html_of(Note(1, text)), piece, 1500)
