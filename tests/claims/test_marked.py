"""A text in which claims are marked."""

from __future__ import annotations

import pytest

from readinglist.claims.marked import MarkedPassage, cut, paged, shortened

Spans = list[tuple[int, int, int]]


@pytest.mark.parametrize(
    ("spans", "pieces"),
    [
        ([], [("abcd", ())]),
        ([(1, 3, 7)], [("a", ()), ("bc", (7,)), ("d", ())]),
        ([(0, 4, 1)], [("abcd", (1,))]),
        ([(0, 2, 1), (1, 4, 2)], [("a", (1,)), ("b", (1, 2)), ("cd", (2,))]),
        ([(1, 3, 2), (1, 3, 1)], [("a", ()), ("bc", (1, 2)), ("d", ())]),
        ([(2, 2, 1), (3, 1, 2)], [("abcd", ())]),
        ([(-5, 1, 1), (3, 99, 2)], [("a", (1,)), ("bc", ()), ("d", (2,))]),
    ],
)
def test_a_text_is_cut_where_claims_begin_and_end(spans: Spans, pieces: list[tuple[str, tuple[int, ...]]]) -> None:
    found = cut("abcd", spans)
    assert found == [MarkedPassage(*piece) for piece in pieces]
    assert "".join(piece.text for piece in found) == "abcd"


def test_an_empty_text_has_no_pieces() -> None:
    assert cut("", [(0, 1, 1)]) == []


def test_a_claim_that_goes_on_to_the_next_page_is_marked_on_both() -> None:
    pages = paged("one\ftwo", ("i", "ii"), [(2, 5, 4)], "\f")
    assert [(page.label, [(piece.text, piece.claims) for piece in page.pieces]) for page in pages] == [
        ("i", [("on", ()), ("e", (4,))]),
        ("ii", [("t", (4,)), ("wo", ())]),
    ]


def test_a_text_without_pages_is_one() -> None:
    (page,) = paged("a\fb", (), [], "\f")
    assert page == ("", (MarkedPassage("a\fb"),))


def test_of_a_book_the_pages_with_claims_are_shown_and_of_these_what_is_near() -> None:
    text = f"{'a' * 500}\f{'b' * 500}claim{'c' * 500}\fd"
    pages = paged(text, ("1", "2", "3"), [(1001, 1006, 1)], "\f")
    (page,) = shortened(pages, 1000, 10)
    assert page.label == "2"
    assert [piece.text for piece in page.pieces] == [f"\n\n[…]\n\n{'b' * 10}", "claim", f"{'c' * 10}\n\n[…]\n\n"]
    assert shortened(pages, 10_000, 10) == pages
