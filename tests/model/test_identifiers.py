"""Holds the recognition of identifiers to what people paste and what entries hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.model.identifiers import from_fields, normalise, page, recognise
from readinglist.model.schemes import NAMES

SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"
PASTED = st.lists(
    st.sampled_from([
        "10.1000/", "182", "https://doi.org/", "doi:", "arXiv:", "2405.04434", "v2", "hep-th/9901001", ".pdf", "%2F",
        "%25", "978", "0262033848", "-", " ", "PMC", "PMID:", "123", "http://", "a@b", "/", "?q=%20", "#x", "(", ")",
        "]", "<", ">", '"', ".", "é", "İ", "X", "\n",
    ]),
    max_size=7,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "10.1000/ABC.182",
        "doi:10.1000/abc.182",
        "DOI: 10.1000/abc.182",
        "https://doi.org/10.1000/abc.182",
        "http://dx.doi.org/10.1000/abc.182",
        "doi.org/10.1000/abc.182",
        "https://doi.org/10.1000%2Fabc.182",
        "https://doi.org/10.1000/abc.182?nosfx=y",
        "https://doi.org/10.1000/abc.182#abstract",
        "https://doi.org/doi:10.1000/abc.182",
        "info:doi/10.1000/abc.182",
        "10.1000/abc.182.",
        "10.1000/abc.182),",
        "(https://doi.org/10.1000/abc.182).",
        "<https://doi.org/10.1000/abc.182>",
        "“10.1000/abc.182”",
    ],
)
def test_a_doi_has_one_form_however_it_was_pasted(text: str) -> None:
    assert normalise("doi", text) == "10.1000/abc.182"


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        (SICI.upper(), SICI),
        (SICI.replace("<", "%3C").replace(">", "%3E"), SICI),
        ("https://doi.org/" + SICI.replace("2-2", "2-#"), SICI.replace("2-2", "2-#")),
        ("10.1016/S0140-6736(05)17759-7", "10.1016/s0140-6736(05)17759-7"),
        ("10.1016/0022-1236(71)90015-2)", "10.1016/0022-1236(71)90015-2"),
        ("10.1000.10/123456", "10.1000.10/123456"),
        ("10.1000/a(b)", "10.1000/a(b)"),
        ("(10.1000/a(b)).", "10.1000/a(b)"),
    ],
)
def test_a_doi_keeps_its_own_brackets(text: str, doi: str) -> None:
    assert normalise("doi", text) == doi


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2405.04434", "2405.04434"),
        ("arXiv:2405.04434v2", "2405.04434"),
        ("arxiv: 0704.0001", "0704.0001"),
        ("https://arxiv.org/abs/2405.04434v5", "2405.04434"),
        ("http://www.arxiv.org/pdf/2405.04434.pdf", "2405.04434"),
        ("https://arxiv.org/pdf/2405.04434v2", "2405.04434"),
        ("https://arxiv.org/html/2405.04434v2", "2405.04434"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("arXiv:hep-th/9901001v3", "hep-th/9901001"),
        ("https://arxiv.org/abs/math.GT/0309136", "math/0309136"),
        ("cond-mat.mes-hall/0001001", "cond-mat/0001001"),
    ],
)
def test_an_arxiv_number_has_no_version(text: str, number: str) -> None:
    assert normalise("arxiv", text) == number


@pytest.mark.parametrize(
    ("text", "isbn"),
    [
        ("9780262033848", "9780262033848"),
        ("978-0-262-03384-8", "9780262033848"),
        ("978 0 262 03384 8", "9780262033848"),
        ("ISBN-13: 978 0 262 03384 8", "9780262033848"),
        ("ISBN 978‐0‐262‐03384‐8", "9780262033848"),
        ("urn:isbn:9780262033848", "9780262033848"),
        ("0262033844", "9780262033848"),
        ("ISBN-10: 0-262-03384-4", "9780262033848"),
        ("ISBN 0-8044-2957-x", "9780804429573"),
        ("ISBN 1334567891", "9781334567896"),
        ("978-0-262-03384-8 (hardcover)", "9780262033848"),
        ("979-10-90636-07-1", "9791090636071"),
    ],
)
def test_an_isbn_has_thirteen_digits(text: str, isbn: str) -> None:
    assert normalise("isbn", text) == isbn


@pytest.mark.parametrize(
    ("scheme", "text", "value"),
    [
        ("pmid", "PMID: 012345678", "12345678"),
        ("pmid", "https://pubmed.ncbi.nlm.nih.gov/12345678/", "12345678"),
        ("pmid", "https://www.ncbi.nlm.nih.gov/pubmed/12345678", "12345678"),
        ("pmcid", "pmc1234567", "PMC1234567"),
        ("pmcid", "1234567", "PMC1234567"),
        ("pmcid", "PMCID: PMC1234567", "PMC1234567"),
        ("pmcid", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/", "PMC1234567"),
        ("pmcid", "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567", "PMC1234567"),
        ("url", " <HTTPS://User:Pass@Example.ORG:80/A%20b?Q=ü#Frag> ", "https://User:Pass@example.org:80/A%20b?Q=ü#Frag"),
        ("url", "http://example.org", "http://example.org"),
        ("url", "https://example.org/", "https://example.org/"),
    ],
)  # fmt: skip
def test_other_identifiers_have_one_form(scheme: str, text: str, value: str) -> None:
    assert normalise(scheme, text) == value


@pytest.mark.parametrize(
    ("scheme", "text", "reason"),
    [
        ("doi", "11.1000/182", "10.1000/182"),
        ("doi", "10.1000/", "10.1000/182"),
        ("doi", "10.1000/a b", "10.1000/182"),
        ("arxiv", "2413.04434", "1706.03762"),
        ("arxiv", "1706.037621", "1706.03762"),
        ("arxiv", "foo-bar/9901001", "1706.03762"),
        ("isbn", "9780262033849", "check digit"),
        ("isbn", "0262033845", "check digit"),
        ("isbn", "978026203384", "10 or 13 digits"),
        ("isbn", "9770262033848", "10 or 13 digits"),
        ("pmid", "000", "nine digits"),
        ("pmid", "PMC123", "nine digits"),
        ("pmcid", "PMC", "PMC1234567"),
        ("pmcid", "https://example.org/PMC123", "PMC1234567"),
        ("url", "example.org/a", "begins with http"),
        ("url", "https://example.org/a b", "white space"),
    ],
)
def test_what_is_no_identifier_is_refused_with_the_reason(scheme: str, text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        normalise(scheme, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10.1000/182", ("doi", "10.1000/182")),
        (" https://doi.org/10.1000/182 ", ("doi", "10.1000/182")),
        ("1706.03762", ("arxiv", "1706.03762")),
        ("arXiv:1706.03762v7 [cs.CL] 2 Aug 2023", ("arxiv", "1706.03762")),
        ("https://arxiv.org/abs/1706.03762?context=cs", ("arxiv", "1706.03762")),
        ("978-0-262-03384-8", ("isbn", "9780262033848")),
        ("PMID: 123", ("pmid", "123")),
        ("https://pubmed.ncbi.nlm.nih.gov/123/", ("pmid", "123")),
        ("PMC123", ("pmcid", "PMC123")),
        ("<https://example.org/a>", ("url", "https://example.org/a")),
        ("https://example.org/PMC123", ("url", "https://example.org/PMC123")),
        ("12345678", None),
        ("references.bib", None),
        ("vaswani2017attention", None),
        ("", None),
    ],
)
def test_what_was_pasted_is_recognised(text: str, found: tuple[str, str] | None) -> None:
    assert recognise(text) == found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, []),
        ({"title": "10.1000/182"}, []),
        ({"doi": "10.1000/X"}, [("doi", "10.1000/x")]),
        ({"doi": "unknown", "isbn": "123", "url": "n/a", "pmid": "-"}, []),
        ({"eprint": "1706.03762", "archiveprefix": "arXiv"}, [("arxiv", "1706.03762")]),
        ({"eprint": "1706.03762v7", "eprinttype": "arxiv"}, [("arxiv", "1706.03762")]),
        ({"eprint": "1706.03762"}, [("arxiv", "1706.03762")]),
        ({"eprint": "9901001", "archiveprefix": "arXiv", "primaryclass": "hep-th"}, [("arxiv", "hep-th/9901001")]),
        ({"eprint": "1706.03762", "eprinttype": "jstor"}, []),
        ({"eprint": "123", "eprinttype": "pubmed"}, [("pmid", "123")]),
        ({"doi": "10.48550/arXiv.1706.03762"}, [("doi", "10.48550/arxiv.1706.03762"), ("arxiv", "1706.03762")]),
        ({"isbn": "0262033844 0-306-40615-2"}, [("isbn", "9780262033848"), ("isbn", "9780306406157")]),
        ({"isbn": "978-0-262-03384-8; 0262033844, bad"}, [("isbn", "9780262033848")]),
        ({"isbn": "978 0 262 03384 8 978 0 306 40615 7"}, [("isbn", "9780262033848"), ("isbn", "9780306406157")]),
        ({"pmcid": "PMC1", "pmid": "2"}, [("pmid", "2"), ("pmcid", "PMC1")]),
        ({"url": "https://a.org/x"}, [("url", "https://a.org/x")]),
        ({"url": "https://doi.org/10.1000/X"}, [("doi", "10.1000/x"), ("url", "https://doi.org/10.1000/X")]),
        ({"url": "https://a.org/10.1000/x"}, [("url", "https://a.org/10.1000/x")]),
        (
            {"url": "https://arxiv.org/abs/1706.03762v1?a=b"},
            [("arxiv", "1706.03762"), ("url", "https://arxiv.org/abs/1706.03762v1?a=b")],
        ),
        (
            {"url": "https://doi.org/10.1/x", "doi": "10.1000/182"},
            [("doi", "10.1000/182"), ("url", "https://doi.org/10.1/x")],
        ),
        (
            {"url": "http://dx.doi.org/10.1000/182", "doi": "10.1000/182"},
            [("doi", "10.1000/182"), ("url", "http://dx.doi.org/10.1000/182")],
        ),
    ],
)
def test_an_entry_gives_its_identifiers_in_order_each_once(
    fields: dict[str, str], found: list[tuple[str, str]]
) -> None:
    assert from_fields(fields) == found


@pytest.mark.parametrize("tail", ["://", "/.", "/,/", "/).", ":/;/ "])
def test_what_stands_behind_a_doi_is_taken_off_to_the_end(tail: str) -> None:
    assert normalise("doi", f"10.1000/182{tail}") == "10.1000/182"


@pytest.mark.parametrize("scheme", NAMES)
@given(text=st.one_of(PASTED, st.text()))
def test_normalising_is_idempotent(scheme: str, text: str) -> None:
    try:
        value = normalise(scheme, text)
    except ValueError:
        return
    assert normalise(scheme, value) == value


@given(st.integers(0, 999_999_999))
def test_an_isbn_of_ten_digits_is_the_one_of_thirteen(number: int) -> None:
    nine = f"{number:09}"
    check = -sum((10 - place) * int(digit) for place, digit in enumerate(nine)) % 11
    isbn = normalise("isbn", nine + ("X" if check == 10 else str(check)))
    assert isbn[:12] == "978" + nine
    wrong = isbn[:12] + str((int(isbn[12]) + 1) % 10)
    with pytest.raises(ValueError, match="check digit"):
        normalise("isbn", wrong)


@given(st.dictionaries(st.sampled_from(["doi", "eprint", "eprinttype", "isbn", "url", "pmid", "pmcid"]), PASTED))
def test_identifiers_of_an_entry_are_normal_unique_and_in_order(fields: dict[str, str]) -> None:
    found = from_fields(fields)
    assert all(normalise(scheme, value) == value for scheme, value in found)
    assert len(set(found)) == len(found)
    assert [scheme for scheme, _ in found] == sorted((scheme for scheme, _ in found), key=NAMES.index)


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("doi", "10.1000/a\x1b[31mb"),
        ("doi", "10.1000/a\x00"),
        ("doi", "10.1000/a%1b%5b31m"),
        ("doi", "10.1000/a\x9b31m"),
        ("url", "https://example.org/\x1b[31m"),
        ("url", "https://example\x07.org/"),
    ],
)
def test_nothing_that_a_terminal_obeys_is_part_of_an_identifier(scheme: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"reads like|begins with"):
        normalise(scheme, text)


@pytest.mark.parametrize("text", ["10.1000/a\u202eb", "10.1000/\u200bab", "https://doi.org/10.1000/a%E2%80%AEb"])
def test_what_nobody_sees_is_no_part_of_a_doi(text: str) -> None:
    assert normalise("doi", text) == "10.1000/ab"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://dl.acm.org/doi/10.1145/1.", "https://dl.acm.org/doi/10.1145/1"),
        ("<http://DL.acm.org/doi/10.1145/1>", "http://dl.acm.org/doi/10.1145/1"),
        ("dl.acm.org/doi/10.1145/1", "https://dl.acm.org/doi/10.1145/1"),
        ("https://doi.org/10.1145/1", ""),
        ("dx.doi.org/10.1145/1", ""),
        ("https://dl-acm-org.ezproxy.uni.edu/doi/10.1145/1", ""),
        ("10.1145/1", ""),
        ("doi:10.1145/1", ""),
        ("info:doi/10.1145/1", ""),
    ],
)
def test_the_address_of_a_page_is_known_from_a_doi(text: str, address: str) -> None:
    assert page(text) == address
