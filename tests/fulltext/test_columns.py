"""Texts that are laid out in columns side by side, and texts that only look like it."""

from __future__ import annotations

from itertools import zip_longest

import pytest

from readinglist.fulltext import columns
from readinglist.fulltext.quotes import SearchableText
from tests.work import assert_linear

LEFT = """Large language models are a kind
of model that was trained on much
text.1 They cost a lot, and are not
the best at what they do, since"""
RIGHT = """others are better. The chips of
their makers were sold to all who
paid for them, and then the mar-
ket fell for a long while."""
THIRD = """In a third column there is more
of it, and it tells of the weather
of the day that followed."""
SMALL = """A model that is      of chips are
large. Its makers    known to all.
and the prices       That is all.
"""
HEAD = "Journal of Models                      Doe and Roe\n\n"


def beside(*texts: str, width: int = 38) -> str:
    rows = zip_longest(*(text.split("\n") for text in texts), fillvalue="")
    return "\n".join("".join(cell.ljust(width) for cell in row).rstrip() for row in rows)


PAGE = beside(LEFT, RIGHT)
LAST = beside("So the end of it all was\nnear, and nobody knew what\nwould come of it.", RIGHT.replace("fell", "rose"))
PAGES = f"{HEAD}{PAGE}\n\n                      12\n\f{HEAD}{LAST}\n\n                      13\n"
ABSTRACT = (
    "                 A Title Across Both Columns\n\n"
    "   This is an abstract that runs over the whole width of the page and is long.\n"
    "   It has two lines, so that it is not one column but the whole width of it.\n\n"
)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (PAGE, "others are better. The chips of their makers"),
        (PAGE, "They cost a lot, and are not the best at what they do"),
        (SMALL, "Its makers and the prices of chips are known to all"),
        (PAGE, "trained on much text. They cost a lot"),
        (PAGE, "what they do, since others are better"),
        (PAGE, "then the market fell for a long while."),
        (PAGE, "They cost […] then the market fell"),
        (PAGE, "[L]anguage model[s] are a kind of model"),
        (beside(LEFT, RIGHT, width=37), "what they do, since others are better"),
        (beside(LEFT, RIGHT, THIRD), "the market fell for a long while. In a third column there is more of it"),
        (beside(LEFT, RIGHT.rpartition("\n")[0]), "not the best at what they do, since others are better"),
        (ABSTRACT + PAGE, "over the whole width of the page and is long. It has two lines"),
        (ABSTRACT + PAGE, "what they do, since others are better"),
        (PAGES, "fell for a long while. So the end of it all was near, and nobody"),
        (PAGES, "would come of it. others are better"),
    ],
)
def test_a_quote_is_found_in_the_order_of_the_columns(text: str, quote: str) -> None:
    searched = SearchableText(text)
    assert (searched.in_columns, searched.find(quote).state) == (True, "found")


@pytest.mark.parametrize(
    "quote",
    [
        "Large language models are a kind others are better",
        "trained on much their makers were sold",
        "and are not paid for them",
        "They cost a lot, and are the best",
        "what they do, since others are worse",
        "since The chips of their makers",
        "then the bear market fell",
        "So the end of it all was others are better",
    ],
)
def test_no_quote_is_found_across_the_columns_or_with_other_words(quote: str) -> None:
    assert SearchableText(PAGES).find(quote).state != "found"


def test_the_place_of_a_quote_is_that_in_the_text_as_it_stands() -> None:
    found = SearchableText(PAGES, "12-").find("nobody knew what would come of it")
    assert (found.place, found.line, found.passage) == ("page 13", 4, "nobody knew what\nwould come of it")
    turned = SearchableText(PAGES, "12-").find("what they do, since others are better")
    assert (turned.place, turned.passage) == ("page 12", "what they do, since\nothers are better")


TABLE = """Model          Cost     Year
GPT-4          78       2023
Gemini         191      2023
DeepSeek V3    5.6      2024
"""
SPACED = """  A sentence ends.  Another begins.  It goes on.
This is text.  And more.  It has two spaces.
There are.  Some more words.  In all of it.
The end is.  Near now.  All of it.
"""
CODE = """if model:        # the model is here
    train()      # and it is trained
    stop(1)      # until it is not
"""
NAMES = """Jane Doe               John Smith
University of X        University of Y
jane@x.org             john@y.org
"""


HELP = """  show KEY       show a card of a source
  cite KEY       cite a source in a style
  note KEY       add a note to a source
"""
SINGLE = """
What is here is a text that goes on in
one column. It is about how the program
is run by hand, or by another program
that is told to. It goes on for a while,
and then it ends  as it began.
"""
COMMANDS = """    show the card of a key        # what is known of it
    cite all that is here         # in the style of the day
    note what is to be told       # to the reader alone
"""


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (HELP, "show a card of a source"),
        (HELP + SINGLE, "the program is run by hand, or by another program that is told"),
        (COMMANDS, "show the card of a key # what is known"),
        (TABLE, "DeepSeek V3 5.6 2024"),
        (SPACED, "Another begins. It goes on. This is text"),
        (CODE, "if model: # the model is here"),
        (NAMES, "Jane Doe John Smith"),
        ("One  two\n" * 2, "One two"),
    ],
)
def test_tables_and_spaces_are_no_columns(text: str, quote: str) -> None:
    searched = SearchableText(text)
    assert (searched.in_columns, searched.find(quote).state) == (False, "found")


@pytest.mark.parametrize(
    "piece", ["a  ", "a  b\n", "  \n", "word word   word word\n", "a   b\f", "\n", "   a    b\nc\n"]
)
def test_columns_are_found_in_time_in_proportion_to_the_text(piece: str) -> None:
    assert_linear(columns.in_order, lambda times: piece * times, 100)
