r"""Addresses and identifiers are clean, whatever LaTeX they were written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.formats import bibtex
from readinglist.formats import csl as csl_json
from readinglist.formats.bibtex import addresses
from readinglist.model.record import Record
from tests.work import assert_linear_in


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (r"\url{https://ex.org/a_b}", "https://ex.org/a_b"),
        (r"\href{https://ex.org/a\_b}{the page}", "https://ex.org/a_b"),
        (r"\path{https://ex.org/a}", "https://ex.org/a"),
        ("{https://ex.org/a}", "https://ex.org/a"),
        ("<https://ex.org/a>", "https://ex.org/a"),
        (r"http://ex.org/a{\_}b{\%}20c?x{=}1{\&}y=2", "http://ex.org/a_b%20c?x=1&y=2"),
        (r"http://ex.org/a\%20b\#x", "http://ex.org/a%20b#x"),
        ("http://ex.org/a%20b~c", "http://ex.org/a%20b~c"),
        (r"http://ex.org/\~{}joe/p.html", "http://ex.org/~joe/p.html"),
        ("http://ex.org/~{}joe/", "http://ex.org/~joe/"),
        (r"http://ex.org/\~joe", "http://ex.org/~joe"),
        (r"http://ex.org/{\textasciitilde}joe/", "http://ex.org/~joe/"),
        (r"http://ex.org/\textasciitilde joe/", "http://ex.org/~joe/"),
        (r"http://ex.org/$\sim$joe/", "http://ex.org/~joe/"),
        (r"http://ex.org/${\sim}$joe/", "http://ex.org/~joe/"),
        (r"http://ex.org/{$\sim$}joe/", "http://ex.org/~joe/"),
        (r"\texttt{http://ex.org/\char`\~joe}", "http://ex.org/~joe"),
        (r"http://ex.org/\char126joe", "http://ex.org/~joe"),
        (r"http://ex.org/a\string_b", "http://ex.org/a_b"),
        (r"http://ex.org/very\-/\allowbreak long\textunderscore x", "http://ex.org/very/long_x"),
        ("https://ex.org/a\n    b", "https://ex.org/ab"),
        ("https://ex.org/a\n    https://ex.org/b", "https://ex.org/a https://ex.org/b"),
        ("http://ex.org/a?x=1&amp;y=2", "http://ex.org/a?x=1&y=2"),
        ("http://ex.org/a?x=1&lt=2", "http://ex.org/a?x=1&lt=2"),
        (r"http://ex.org/caf{\'e}", "http://ex.org/café"),
        (r"10.1002/(SICI)1{\textless}6::AID{\textgreater}3.0", "10.1002/(SICI)1<6::AID>3.0"),
        ("10.1002/(SICI)1$<$6::AID$>$3.0", "10.1002/(SICI)1<6::AID>3.0"),
        ("10.1002/(SICI)1&lt;6::AID&gt;3.0", "10.1002/(SICI)1<6::AID>3.0"),
        (r"\doi{10.1000/x\_1}", "10.1000/x_1"),
        (r"http://ex.org/?q=\{x\}", "http://ex.org/?q=%7Bx%7D"),
        (r"http://ex.org/\detokenize{a_b}", "http://ex.org/a_b"),
    ],
)
def test_an_address_is_plain_whatever_latex_it_was_written_in(written: str, plain: str) -> None:
    assert addresses.plain(written) == plain


@given(st.text(alphabet="https://ex.org/?=&%#~_-+.,;:@!$'()*[]0123456789"))
def test_what_has_no_latex_stays_to_the_letter(address: str) -> None:
    is_entity = "&" in address and ";" in address
    assert "$" in address or "&#" in address or is_entity or addresses.plain(address) in (address, address[1:-1])


@pytest.mark.parametrize(
    "piece", ["\\url{", "\\href{", "\\href{a{b}", "$\\sim", "\\char", "&am", "\n ", "{\\_}", "$ {", "<"]
)
def test_the_work_grows_with_the_length(piece: str) -> None:
    assert_linear_in(addresses.plain, piece)


@pytest.mark.parametrize(
    ("fields", "variable", "value"),
    [
        ("doi={{10.1000/X_1}}", "DOI", "10.1000/X_1"),
        ("doi={https://doi.org/10.1000/x2}", "DOI", "10.1000/x2"),
        (r"doi={\url{http://dx.doi.org/10.1000/x\_2}}", "DOI", "10.1000/x_2"),
        ("doi={doi: 10.1000/x2}", "DOI", "10.1000/x2"),
        ("doi={10.1002/%28SICI%291%3C6::AID%3E3.0}", "DOI", "10.1002/(SICI)1<6::AID>3.0"),
        ("doi={not yet}", "DOI", "not yet"),
        ("pmid={PMID: 12345}", "PMID", "12345"),
        (r"howpublished={\url{http://ex.org/\~{}a\_b}}", "URL", "http://ex.org/~a_b"),
        (r"howpublished={Available at \url{http://ex.org/a}.}", "URL", "http://ex.org/a"),
        ("eprint={arXiv:1706.03762}, archiveprefix={arXiv}", "URL", "https://arxiv.org/abs/1706.03762"),
        ("eprint={9901001}, eprintclass={hep-th}, eprinttype={arxiv}", "URL", "https://arxiv.org/abs/hep-th/9901001"),
    ],
)
def test_an_identifier_reaches_a_citation_clean(fields: str, variable: str, value: str) -> None:
    (record,) = [item for item in bibtex.load(f"@misc{{a, {fields}}}") if isinstance(item, Record)]
    assert csl_json.item(record)[variable] == value


def test_the_source_of_an_address_goes_out_to_the_byte() -> None:
    (record,) = [item for item in bibtex.load(r"@misc{a, url = {http://ex.org/a\_b}}") if isinstance(item, Record)]
    assert r"url = {http://ex.org/a\_b}" in "".join(bibtex.dump([record]))
