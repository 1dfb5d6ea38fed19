"""Which brace closes which."""

from __future__ import annotations

from readinglist.util import braces


def test_each_brace_closes_where_counting_says() -> None:
    assert braces.pairs("a{b{c}}d") == {3: 5, 1: 6}


def test_a_brace_that_is_never_opened_or_never_closed_is_left_out() -> None:
    assert braces.pairs("}a{b}{") == {2: 4}
