"""Which pairs of sources look like one, and which only seem to."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from readinglist.deduplication import similarity
from readinglist.model.views import Outline
from readinglist.util import text
from tests.work import assert_linear


def outline(
    number: int,
    title: str,
    year: int | None = 2020,
    author: str = "chen",
    *,
    kind: str = "article",
    venue: str = "journal of tests",
    **identifiers: str,
) -> Outline:
    pairs = frozenset((scheme, value) for scheme, value in identifiers.items())
    return Outline(number, f"k{number}", kind, text.fold(title), year, author, venue, pairs)


LONG = "Sparse Routing in Large Language Models: A Field Study"


@pytest.mark.parametrize(
    ("second", "reason", "least"),
    [
        (outline(2, LONG), "same title, same year, same first author", 0.99),
        (outline(2, "Sparse routing in large language-models. A field study"), "same title", 0.99),
        (outline(2, "Sparse Routeing in Large Langauge Models: A Field Study"), "alike, same year", 0.95),
        (outline(2, "Sparse Routing in Large Language Models"), "titles 93 % alike", 0.9),
        (outline(2, LONG, None), "a year is missing", 0.94),
        (outline(2, LONG, 2021), "years one apart", 0.9),
        (outline(2, LONG, author=""), "an author is missing", 0.94),
        (outline(2, LONG, kind="misc", venue=""), "same title", 0.99),
    ],
)
def test_two_that_look_like_one_are_a_pair_with_its_reason(second: Outline, reason: str, least: float) -> None:
    (pair,) = similarity.pairs([outline(1, LONG), second])
    assert (pair.first, pair.second, pair.kind) == ("k1", "k2", "same")
    assert reason in pair.reason
    assert least <= pair.score < 1


def test_a_score_is_what_is_shown_and_holds_as_a_threshold() -> None:
    twins = [outline(1, LONG), outline(2, "Sparse Routeing in Large Langauge Models: A Field Study")]
    (pair,) = similarity.pairs(twins)
    assert str(pair.score) == f"{pair.score:.2f}"
    assert similarity.pairs(twins, above=float(f"{pair.score:.2f}")) == [pair]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (outline(1, "Report on Exports, Part II"), outline(2, "Report on Exports, Part III")),
        (outline(1, "State of AI Report 2023"), outline(2, "State of AI Report 2024", 2024)),
        (outline(1, "Editorial", author="a"), outline(2, "Editorial", author="b", year=1999)),
        (outline(1, LONG, doi="10.1000/1"), outline(2, LONG, doi="10.1000/2")),
        (outline(1, "Chapter One", kind="incollection", isbn="9783161484100"),
         outline(2, "Chapter Two", kind="incollection", isbn="9783161484100")),
        (outline(1, ""), outline(2, "")),
    ],
)  # fmt: skip
def test_two_that_only_seem_alike_are_no_pair(first: Outline, second: Outline) -> None:
    assert similarity.pairs([first, second]) == []


def test_one_identifier_makes_a_pair_and_another_title_a_doubtful_one() -> None:
    (pair,) = similarity.pairs([outline(1, LONG, doi="10.1000/1"), outline(2, LONG, 1999, "li", doi="10.1000/1")])
    assert (pair.score, pair.reason) == (1.0, "same DOI 10.1000/1")
    (pair,) = similarity.pairs([outline(1, LONG, doi="10.1000/1"), outline(2, "Something else", doi="10.1000/1")])
    assert (pair.kind, pair.reason) == ("similar", "same DOI 10.1000/1, other title")
    set_of_books = [outline(n, title, kind="book", isbn="9783161484100") for n, title in enumerate(("Frogs", "Toads"))]
    (pair,) = similarity.pairs(set_of_books)
    assert (pair.kind, pair.reason) == ("similar", "same ISBN 9783161484100, other title")


@pytest.mark.parametrize(
    "preprint",
    [
        outline(1, LONG, 2019, kind="online", venue="", arxiv="1901.00001"),
        outline(1, LONG, 2019, venue="arxiv preprint arxiv:1901.00001"),
        outline(1, LONG, 2019, venue="corr"),
        outline(1, LONG, 2019, doi="10.48550/arxiv.1901.00001"),
        outline(1, LONG, 2019, doi="10.1101/2019.01.01.123456"),
        outline(1, LONG, 2019, kind="techreport", venue="university of tests"),
    ],
)
def test_a_preliminary_version_is_offered_as_a_version_in_its_direction(preprint: Outline) -> None:
    published = outline(2, LONG, 2020, kind="inproceedings", doi="10.1000/1")
    for library in ([preprint, published], [published._replace(id=1), preprint._replace(id=2)]):
        (pair,) = similarity.pairs(library)
        assert (pair.first, pair.second, pair.kind) == ("k1", "k2", "version")


def test_many_of_one_author_and_year_are_compared_in_less_than_all_pairs() -> None:
    library = [outline(n, f"Study of the {word} kind {n}") for n, word in enumerate("abcdefghij" * 300)]
    library += [outline(5000, LONG), outline(5001, "Sparse Routng in Large Language Models: A Field Study")]
    found = similarity.pairs(library)
    assert [(pair.first, pair.second) for pair in found] == [("k5000", "k5001")]


@pytest.mark.parametrize(
    "title",
    [
        "Sparse routing in models of kind {0}",
        "On {0}",
        "{0} {0}{0} routing",
        "Editorial",
        "Volume {0} of the proceedings",
    ],
)
def test_to_compare_all_takes_work_in_proportion_to_the_library(title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similarity, "sys", SimpleNamespace(intern=str))  # a text that counts is no plain one

    def compare(one_each: str) -> None:
        similarity.pairs(
            outline(n, title.format(f"w{n}"), 1990 + n % 3, "doe", doi=f"10.1/{n // 2}") for n in range(len(one_each))
        )

    assert_linear(compare, lambda times: "x" * times, 120)
