"""The identifiers that a first page prints of itself."""

from __future__ import annotations

import pytest

from readinglist.model.identifiers_in_text import isbns, printed


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("https://doi.org/10.1000/182\nKeywords", [("doi", "10.1000/182")]),
        ("DOI: 10.1000/182.", [("doi", "10.1000/182")]),
        ("(doi:10.1000/182).", [("doi", "10.1000/182")]),
        ("arXiv:2408.06224v2 [cs.SE] 2 Jan 2025", [("arxiv", "2408.06224")]),
        ("arXiv:hep-th/9901001v3 [hep-th] 5 Feb 1999", [("arxiv", "hep-th/9901001")]),
        ("doi:10.1000/182\narXiv:2408.06224v2 [cs.SE] 2 Jan 2025", [("arxiv", "2408.06224"), ("doi", "10.1000/182")]),
        ("as in arXiv:2408.06224 we show", []),
        ("https://doi.org/10.48550/arXiv.1706.03762", [("arxiv", "1706.03762")]),
        ("doi:10.1007/978-3-031-\n12345-6_7 Words", [
            ("doi", "10.1007/978-3-031-12345-6_7"), ("doi", "10.1007/978-3-031-"), ("doi", "10.1007/978-3-03112345-6_7"),
        ]),
        ("at 10.1000/182.\nWe go on", [("doi", "10.1000/182")]),
        ("at 10.1000/a.2020.\n111", [("doi", "10.1000/a.2020"), ("doi", "10.1000/a.2020.111")]),
        ("REFERENCES\n[1] doi:10.1000/182", []),
        ("7. References\n[1] doi:10.1000/182", []),
        ("Literaturverzeichnis\ndoi:10.1000/182", []),
        ("The references follow. doi:10.1000/182", [("doi", "10.1000/182")]),
        ("no number at all", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_page_prints_identifiers_of_its_own(page: str, found: list[tuple[str, str]]) -> None:
    assert printed(page) == found


def test_of_many_only_the_first_are_looked_at() -> None:
    assert len(printed("\n".join(f"doi:10.1000/{n}" for n in range(100)))) <= 6


@pytest.mark.parametrize(
    "page",
    ["\n" * 200_000, "doi" + " " * 200_000, ". " * 100_000, "isbn " * 40_000, "10.1000/" * 25_000, "arxiv:" * 30_000],
    ids=lambda page: page[:6],
)
def test_a_page_that_is_made_to_do_harm_is_read_to_its_end(page: str) -> None:
    assert len(printed(page)) <= 6
    assert isbns(page) == []


def test_isbns_count_where_they_are_named_and_right() -> None:
    text = "ISBN 978-0-306-40615-7 (print)\nISBN-13: 978-0-306-40615-8\nISBN 0-306-40615-2 978-0-306-40615-7"
    assert isbns(text) == ["9780306406157"]
