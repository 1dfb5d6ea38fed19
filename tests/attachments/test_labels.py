"""The numbers that are printed on pages, and the labels that a file gives them."""

from __future__ import annotations

import pytest

from readinglist.attachments.pdf import labels

BODY = "Some words of the page,\nand in 2019 there were 40 of them.\nMore of it follows here,\nand here.\n"


def pages(first: int, count: int, *, foot: str = "{}") -> list[str]:
    return [f"{BODY}{foot.format(first + n)}\n" for n in range(count)]


@pytest.mark.parametrize("foot", ["{}", "Page {}", "{}/25", "{}   Journal of Foxes", "Journal of Foxes {}"])
def test_the_number_at_the_foot_of_most_pages_is_that_of_the_page(foot: str) -> None:
    assert labels.choose(pages(790, 6, foot=foot), [""] * 6) == ([str(n) for n in range(790, 796)], labels.PRINTED)


def test_the_number_may_stand_at_the_head() -> None:
    texts = [f"{113 + n}\n{BODY}" for n in range(5)]
    assert labels.printed(texts) == 113


def test_a_book_counts_its_pages_from_where_it_begins() -> None:
    texts = [BODY, BODY, *pages(1, 8)]
    assert labels.choose(texts, [""] * 10) == (["", "", *map(str, range(1, 9))], labels.PRINTED)
    roman = ["i", "ii", *map(str, range(1, 9))]
    assert labels.choose(texts, roman) == (roman, labels.LABELS)


def test_numbers_that_do_not_agree_say_nothing() -> None:
    texts = [f"{BODY}{number}\n" for number in (7, 400, 12, 3, 9, 80)]
    assert labels.choose(texts, [""] * 6) == ([""] * 6, "")


def test_three_pages_are_too_few_to_vote() -> None:
    assert labels.choose(pages(790, 3), [""] * 3) == ([""] * 3, "")


def test_what_is_printed_counts_more_than_labels_that_only_count() -> None:
    assert labels.choose(pages(790, 5), [str(n + 1) for n in range(5)])[0][0] == "790"


def test_labels_that_are_all_one_are_none() -> None:
    assert labels.choose(pages(21, 6), ["D"] * 6) == ([str(n) for n in range(21, 27)], labels.PRINTED)
    assert labels.choose([BODY] * 6, ["D"] * 6) == ([""] * 6, "")


def test_labels_against_which_nothing_speaks_count() -> None:
    declared = ["A-1", "A-2", "A-3"]
    assert labels.choose([BODY] * 3, declared) == (declared, labels.LABELS)


@pytest.mark.parametrize("line", ["3.14", "12,5 percent", "10.1000/182", "2019-05-01", "5:30", "50%"])
def test_a_number_in_a_sentence_is_none_of_a_page(line: str) -> None:
    assert labels.printed([f"{line} of it\n{BODY}{BODY}more"] * 6) is None
