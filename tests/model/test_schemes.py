"""Holds the table of identifiers' schemes: where a value leads, how it is named, and which fields hold it."""

from __future__ import annotations

import pytest

from readinglist.model import identifiers, identifiers_in_text, schemes

VALUES = {
    "doi": "10.1000/182",
    "arxiv": "hep-th/9711200",
    "isbn": "9780262033848",
    "pmid": "12345",
    "pmcid": "PMC1234567",
    "url": "https://example.org/a",
}


@pytest.mark.parametrize(
    ("scheme", "address", "shown", "number"),
    [
        ("doi", "https://doi.org/10.1000/182", "doi 10.1000/182", "10.1000/182"),
        ("arxiv", "https://arxiv.org/abs/hep-th/9711200", "arxiv hep-th/9711200", "hep-th/9711200"),
        ("isbn", "", "isbn 9780262033848", "9780262033848"),
        ("pmid", "https://pubmed.ncbi.nlm.nih.gov/12345", "pmid 12345", "12345"),
        ("pmcid", "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567", "PMC1234567", "1234567"),
        ("url", "https://example.org/a", "https://example.org/a", "https://example.org/a"),
    ],
)
def test_a_value_leads_somewhere_and_has_a_name(scheme: str, address: str, shown: str, number: str) -> None:
    value = VALUES[scheme]
    assert schemes.address(scheme, value) == address
    assert schemes.shown(scheme, value) == shown
    assert schemes.number(scheme, value) == number


@pytest.mark.parametrize("scheme", schemes.NAMES)
def test_the_fields_of_an_identifier_give_it_back(scheme: str) -> None:
    fields = schemes.as_fields(scheme, VALUES[scheme])
    assert schemes.FIELDS & fields.keys()
    assert identifiers.from_fields(fields) == [(scheme, VALUES[scheme])]


@pytest.mark.parametrize("scheme", [name for name in schemes.NAMES if schemes.address(name, VALUES[name])])
def test_the_address_of_an_identifier_is_recognised_as_it(scheme: str) -> None:
    assert identifiers.recognise(schemes.address(scheme, VALUES[scheme])) == (scheme, VALUES[scheme])


def test_an_identifier_of_a_later_version_leads_nowhere() -> None:
    assert schemes.address("hal", "hal-01234567") == ""


def test_services_are_asked_for_a_work_before_the_book_and_the_page() -> None:
    assert schemes.ASKED == ("doi", "arxiv", "pmid", "pmcid", "isbn", "url")
    assert schemes.OF_WORKS == ("doi", "arxiv", "pmid", "pmcid")
    assert [name for name in schemes.NAMES if schemes.of_parts(name)] == ["isbn"]


@pytest.mark.parametrize(
    ("scheme", "value", "text", "found"),
    [
        ("arxiv", "1706.03762", "https://arxiv.org/pdf/1706.03762v5.pdf", "1706.03762v5"),
        ("arxiv", "1706.03762", "arXiv:1706.03762V2", "1706.03762v2"),
        ("arxiv", "1706.03762", "1706.03762", "1706.03762"),
        ("arxiv", "math/0309136", "math.GT/0309136v1", "math/0309136v1"),
        ("arxiv", "1706.03762", "2401.06066v2", "1706.03762"),
        ("doi", "10.1000/182", "10.1000/182v2", "10.1000/182"),
    ],
)
def test_a_version_is_that_which_stands_behind_the_value(scheme: str, value: str, text: str, found: str) -> None:
    assert schemes.versioned(scheme, value, text) == found


@pytest.mark.parametrize(
    ("doi", "number"),
    [
        ("10.48550/arxiv.1706.03762", "1706.03762"),
        ("https://doi.org/10.48550/arXiv.hep-th/9711200", "hep-th/9711200"),
        ("10.1000/182", ""),
        ("110.48550/arxiv.1706.03762", ""),
        ("", ""),
    ],
)
def test_a_doi_of_arxiv_holds_its_number(doi: str, number: str) -> None:
    assert schemes.of_arxiv(doi) == number


@pytest.mark.parametrize(
    ("scheme", "text", "kept"),
    [
        ("doi", "https://doi.org/10.1000/ABC", "10.1000/abc"),
        ("isbn", "0-262-03384-4", "0-262-03384-4"),
        ("arxiv", "https://arxiv.org/abs/math.GT/0309136v1", "math.GT/0309136v1"),
        ("arxiv", "arXiv: 1706.03762v5", "1706.03762v5"),
        ("pmcid", "pmc 7", "PMC7"),
    ],
)
def test_a_field_holds_an_identifier_without_its_resolver_and_with_its_version(
    scheme: str, text: str, kept: str
) -> None:
    assert identifiers.in_field(scheme, text) == kept


def test_what_is_no_identifier_is_refused_or_empty() -> None:
    with pytest.raises(ValueError, match="reads like"):
        identifiers.in_field("arxiv", "hello")
    assert identifiers.normal("doi", "hello") == ""


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("Doe, J. On Keys. doi:10.1000/182.", [("doi", "10.1000/182")], "Doe, J. On Keys."),
        ("arXiv preprint arXiv:1706.03762v5 [cs.CL]", [("arxiv", "1706.03762")], ""),
        ("https://doi.org/10.48550/arXiv.1706.03762", [("arxiv", "1706.03762")], ""),
        ("PMID: 7; PMC123", [("pmcid", "PMC123"), ("pmid", "7")], ";"),
        (
            "ISBN 0-262-03384-4, <http://example.org/a>.",
            [("isbn", VALUES["isbn"]), ("url", "http://example.org/a")],
            ", .",
        ),
        ("ISBN 0-262-03384-5", [], ""),
        ("nothing here", [], "nothing here"),
    ],
)
def test_identifiers_are_taken_out_of_running_text(text: str, found: list[tuple[str, str]], rest: str) -> None:
    taken, left = identifiers_in_text.taken_out(text)
    assert (taken, " ".join(left.split())) == (found, rest)
