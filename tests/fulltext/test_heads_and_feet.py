"""The heads and feet of pages, over which a sentence goes on, and lines that are none."""

from __future__ import annotations

import pytest

from readinglist.fulltext import heads_and_feet
from readinglist.fulltext.quotes import SearchableText
from tests.work import assert_linear

BOOK = (
    "The model of\nthis size\n\n3\n\f4\n\nJ. Doe and others\n\nis large. The\nnext mod-\n\n4\n\f5\n\nJ. Doe and others\n\n"
    "els are fine.\n\n5\n"
)
NOTED = "The models1 of\nthis size.2 It\n\n1 See Smith 2020.\n2 Ibid., p. 5.\nand elsewhere.\n\n3\n\f4\n\nis large. The end."
NAMES = "zero one two three four five six seven eight".split()
MANY = "\f".join(
    f"{n} The Price of a Model\nand {NAMES[n]} begins with\nthese words\nuntil {NAMES[n]} ends\nDoe, {n} of 9\n"
    for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("text", "quote", "place"),
    [
        (BOOK, "this size is large. The next models are fine", "pages 1-3"),
        (BOOK, "[T]he model […] is large", "pages 1-2"),
        (NOTED, "The models of this size. It is large", "pages 1-2"),
        (MANY, "until two ends and three begins with", "pages 2-3"),
        (MANY, "these words until seven ends and eight begins with these words", "pages 7-8"),
        ("shown by\nthe authors\n\fof the paper.", "the authors of the paper", "pages 1-2"),
        ("shown by\nthe authors\n- 3 -\n\fPage 4 of 9\nof the paper.", "the authors of the paper", "pages 1-2"),
        ("shown by\nthe authors\nxii\n\fxiii\nof the paper.", "the authors of the paper", "pages 1-2"),
        ("shown by\nthe authors\n© 2024 Doe\n\fdoi:10.1000/1\nof the paper.", "the authors of the paper", "pages 1-2"),
        ("the authors\n\nElectronic copy available at: https://x.org\n\fof it.", "the authors of it", "pages 1-2"),
        ("Head\nthe authors\n\fHead\nof the paper.\n\fHead\nEnd", "the authors of the paper", "pages 1-2"),
        ("the authors of\n\fDoe: The Price of a Model\nthe paper. End", "authors of the paper", "pages 1-2"),
    ],
)
def test_a_quote_goes_on_over_the_heads_and_feet_of_pages(text: str, quote: str, place: str) -> None:
    found = SearchableText(text).find(quote)
    assert (found.state, found.place) == ("found", place)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Models cost less\fthan we thought. They cost six million", "Models cost six million"),
        ("Models cost\nless than\n\fwe thought. They cost\nsix million", "Models cost six million"),
        ("It cost\nsix\n\fdollars to build.", "It cost dollars"),
        ("It cost\n2020\n\fdollars to build.", "It cost dollars"),
        ("It grew.\n\fThe Models of the Day\nwere fine.", "It grew. were fine"),
        ("It grew.\n\n\f3 Results and Discussion\n\nThe models grew.", "It grew. The models grew"),
        ("They signed the\n\fKyoto Protocol\nin the end.", "They signed the in the end"),
        ("The model of\nthis size\n\n1 See Smith 2020.\n\n3\n\f4\n\nis large.", "this size is large"),
        (BOOK, "this size is small. The next models"),
        (BOOK, "this size. The next models"),
        (NOTED, "The models of this size. It is larger"),
        (MANY, "until two ends and four begins with"),
        (MANY, "until two ends with"),
    ],
)
def test_no_other_words_are_left_out_between_two_pages(text: str, quote: str) -> None:
    assert SearchableText(text).find(quote).state != "found"


def test_heads_and_feet_can_be_quoted_themselves() -> None:
    assert SearchableText(MANY).find("The Price of a Model").place == "page 1"
    assert SearchableText(NOTED).find("See Smith 2020.").state == "found"


@pytest.mark.parametrize(
    "piece", ["3\n\f", "\n\n\f", "Head\nbody\n3\n\f", "models1 are\n\n1 See\n\f", "1 S\n\n", "- ", "___\n"]
)
def test_heads_and_feet_are_found_in_time_in_proportion_to_the_text(piece: str) -> None:
    assert_linear(heads_and_feet.blanked, lambda times: piece * times, 100)
