"""Holds the recognition of identifiers to the many forms in which people have them at hand."""

from __future__ import annotations

import pytest

from readinglist.model.identifiers import mistake, recognise
from readinglist.model.identifiers_in_urls import inside

DOIS = (
    "10.1000/182",
    "10.1038/s41586-025-09422-z",
    "10.18653/v1/2024.acl-long.70",
    "10.1016/s0140-6736(05)17759-7",
    "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
    "10.1000.10/123456",
    "10.1007/978-3-319-10602-1_48",
)
DOI_FORMS = (
    "{}", " {} ", "{}.", "{},", "{};", "doi:{}", "DOI: {}", "doi {}", "DOI {}.", "doi = {{{}}},", "doi={{{}}}", "<{}>",
    "“{}”", "'{}'", "https://doi.org/{}", "http://dx.doi.org/{}", "https://www.doi.org/{}", "doi.org/{}", "dx.doi.org/{}",
    "HTTPS://DOI.ORG/{}", "https://doi.org/{}?nosfx=y", "https://doi.org/{}#abstract", "doi: https://doi.org/{}",
    "urn:doi:{}", "info:doi/{}", "https://doi.org/doi:{}", "\u200b{}\ufeff", "url = {{https://doi.org/{}}},",
    "https://doi-org.proxy.example.edu/{}", "https://www.journal.example.org/doi/{}", "journal.example.org/doi/full/{}",
    "https://www.journal.example.org/doi/abs/{}/", "https://www.journal.example.org/doi/pdf/{}?download=true",
    "https://www.journal.example.org/article/{}/full", "https://www.journal.example.org/article/{}/abstract#top",
    "https://doi.org/{}/", "https://doi.org/{}/.", "{}/", "https://doi.org/{}|Deep", "[[https://doi.org/{}|Deep learning]]",
    "https://www.journal.example.org/article/{}.pdf", "https://www.journal.example.org/view?id={}&type=printable",
)  # fmt: skip
ARXIV = ("2405.04434", "0704.0001", "1706.03762", "hep-th/9901001", "math/0309136")
ARXIV_FORMS = (
    "{}", "{}v2", " {}. ", "({})", "arXiv:{}", "arxiv:{}v1", "ArXiv: {}", "arXiv {}", "arXiv:{}v2.", "(arXiv:{}v3)",
    "[arXiv:{}]", "arXiv:{} [cs.CL]", "arXiv:{}v2 [cs.CL] 19 Jun 2024", "eprint = {{{}}},", "info:arxiv/{}", "{}.pdf",
    "arxiv.org/abs/{}", "https://arxiv.org/abs/{}", "http://arxiv.org/abs/{}v7", "https://www.arxiv.org/abs/{}?context=cs",
    "https://export.arxiv.org/abs/{}", "https://arxiv.org/pdf/{}", "https://arxiv.org/pdf/{}v1.pdf#page=3",
    "https://arxiv.org/html/{}v2", "https://arxiv.org/ps/{}", "https://arxiv.org/format/{}", "https://arxiv.org/e-print/{}",
    "https://ar5iv.labs.arxiv.org/html/{}", "https://ar5iv.org/abs/{}", "https://www.alphaxiv.org/abs/{}v2",
    "https://huggingface.co/papers/{}", "https://hf.co/papers/{}", "https://www.semanticscholar.org/arxiv/{}",
    "https://api.semanticscholar.org/arXiv:{}", "https://scirate.com/arxiv/{}", "<https://arxiv.org/abs/{}>",
)  # fmt: skip
ISBN_FORMS = (
    "{}", "{}.", "ISBN {}", "ISBN: {}", "ISBN:{}", "isbn {},", "ISBN-13: {}", "ISBN-13 {}", "ISBN-13 : {}", "isbn13:{}",
    "ISBN 13: {}", "urn:isbn:{}", "eISBN {}", "e-ISBN: {}", "isbn = {{{}}},", "{} (hardcover)", "ISBN-13 \u200f : \u200e {}",
)  # fmt: skip
ISBNS = ("9780262033848", "978-0-262-03384-8", "978 0 262 03384 8", "978‐0‐262‐03384‐8", "978-0262033848")


@pytest.mark.parametrize("form", DOI_FORMS)
@pytest.mark.parametrize("doi", DOIS)
def test_a_doi_is_recognised_in_any_form(doi: str, form: str) -> None:
    in_address = "<" in doi and "/" in form.partition("{")[0].removeprefix("https://")
    given = doi.replace("<", "%3C").replace(">", "%3E") if in_address else doi
    assert recognise(form.format(given)) == ("doi", doi)


@pytest.mark.parametrize("doi", DOIS[:4])
def test_a_doi_is_recognised_with_its_slash_encoded_however_often(doi: str) -> None:
    for slash in ("%2F", "%2f", "%252F"):
        for front in ("https://doi.org/", "https://link.example.org/content/pdf/", "https://example.org/view?doi="):
            assert recognise(front + doi.replace("/", slash)) == ("doi", doi)


@pytest.mark.parametrize("form", ARXIV_FORMS)
@pytest.mark.parametrize("number", ARXIV)
def test_an_arxiv_number_is_recognised_in_any_form(number: str, form: str) -> None:
    assert recognise(form.format(number)) == ("arxiv", number)


@pytest.mark.parametrize("form", ISBN_FORMS)
@pytest.mark.parametrize("isbn", ISBNS)
def test_an_isbn_is_recognised_in_any_form(isbn: str, form: str) -> None:
    assert recognise(form.format(isbn)) == ("isbn", "9780262033848")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PMID:123", ("pmid", "123")),
        ("PMID 12345678.", ("pmid", "12345678")),
        ("pmid = {123},", ("pmid", "123")),
        ("https://pubmed.ncbi.nlm.nih.gov/12345678/?from_term=x", ("pmid", "12345678")),
        ("https://pubmed.ncbi.nlm.nih.gov/12345678/#abstract", ("pmid", "12345678")),
        ("https://www.ncbi.nlm.nih.gov/pubmed/?term=12345678", ("pmid", "12345678")),
        ("https://europepmc.org/article/MED/12345678", ("pmid", "12345678")),
        ("pmc 1234567", ("pmcid", "PMC1234567")),
        ("(PMC1234567)", ("pmcid", "PMC1234567")),
        ("pmcid = {PMC1234567}", ("pmcid", "PMC1234567")),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/pdf/main.pdf", ("pmcid", "PMC1234567")),
        ("https://europepmc.org/article/PMC/PMC1234567", ("pmcid", "PMC1234567")),
        ("https://openlibrary.org/isbn/9780262033848", ("isbn", "9780262033848")),
        ("https://www.worldcat.org/isbn/9780262033848", ("isbn", "9780262033848")),
        ("https://books.google.com/books?isbn=0262033844", ("isbn", "9780262033848")),
        ("https://www.amazon.co.uk/Algorithms/dp/0262033844/ref=sr_1_1", ("isbn", "9780262033848")),
        ("https://www.amazon.com/dp/B00ABC1234", ("url", "https://www.amazon.com/dp/B00ABC1234")),
        ("www.example.org/a", ("url", "https://www.example.org/a")),
        ("https://example.org/a.", ("url", "https://example.org/a")),
        ("(https://example.org/a_(b))", ("url", "https://example.org/a_(b)")),
    ],
)
def test_other_identifiers_are_recognised_where_they_stand(text: str, found: tuple[str, str]) -> None:
    assert recognise(text) == found


@pytest.mark.parametrize(
    ("address", "doi"),
    [
        ("https://link.springer.com/article/10.1007/s11263-015-0816-y", "10.1007/s11263-015-0816-y"),
        ("https://link.springer.com/chapter/10.1007/978-3-319-10602-1_48#citeas", "10.1007/978-3-319-10602-1_48"),
        ("https://link.springer.com/content/pdf/10.1007%2F978-3-319-10602-1_48.pdf", "10.1007/978-3-319-10602-1_48"),
        ("https://dl.acm.org/doi/pdf/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("https://onlinelibrary.wiley.com/doi/abs/10.1002/sim.968", "10.1002/sim.968"),
        ("https://www.tandfonline.com/doi/full/10.1080/01621459.2017.1285773?scroll=top", "10.1080/01621459.2017.1285773"),
        ("https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.116.061102", "10.1103/physrevlett.116.061102"),
        ("https://iopscience.iop.org/article/10.1088/1367-2630/aa5c6b/meta", "10.1088/1367-2630/aa5c6b"),
        ("https://academic.oup.com/nar/article/doi/10.1093/nar/gkw1107/2732463", "10.1093/nar/gkw1107"),
        ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0123456", "10.1371/journal.pone.0123456"),
        ("https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf+html", "10.1101/2020.01.01.123456"),
        ("https://www.medrxiv.org/content/10.1101/2020.01.01.20012345v1", "10.1101/2020.01.01.20012345"),
        ("https://www.pnas.org/doi/suppl/10.1073/pnas.1234567890/suppl_file/a.pdf", "10.1073/pnas.1234567890"),
        ("https://www.nature.com/articles/s41586-025-09422-z", "10.1038/s41586-025-09422-z"),
        ("https://www.nature.com/articles/s41586-025-09422-z.pdf", "10.1038/s41586-025-09422-z"),
        ("https://www.nature.com/articles/nature14539#Abs1", "10.1038/nature14539"),
        ("https://www-nature.com.proxy.example.edu/articles/10.1038/nature14539/figures/1", "10.1038/nature14539"),
        ("https://elifesciences.org/articles/12345", "10.7554/elife.12345"),
        ("https://zenodo.org/records/1234567", "10.5281/zenodo.1234567"),
        ("https://papers.ssrn.com/sol3/papers.cfm?abstract_id=3422677", "10.2139/ssrn.3422677"),
    ],
)  # fmt: skip
def test_the_doi_in_a_publishers_address_is_found(address: str, doi: str) -> None:
    assert recognise(address) == ("doi", doi)


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/deepseek-ai/DeepSeek-R1",
        "https://www.nature.com/nature",
        "https://www.example.org/2405.04434",
        "https://example.org/blog/10.5-things/and-more",
        "https://www.semanticscholar.org/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776",
        "https://arxiv.org/list/cs.CL/recent",
        "https://doi.org/",
        "https://openlibrary.org/isbn/9780262033849",
    ],
)
def test_an_address_without_an_identifier_stays_an_address(address: str) -> None:
    assert recognise(address) == ("url", address)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("9780262033849", "check digit"),
        ("978-0-262-03384-9", "check digit"),
        ("0262033845", "check digit"),
        ("0-262-03384-5", "check digit"),
        ("ISBN 0-262-03384-5.", "check digit"),
        ("ISBN-13: 978026203384", "10 or 13 digits"),
        ("10.1000/", "10.1000/182"),
        ("doi:unknown", "10.1000/182"),
        ("arXiv:1234", "1706.03762"),
        ("2413.04434", "1706.03762"),
        ("1706.037621", "1706.03762"),
        ("PMID: none", "nine digits"),
    ],
)
def test_what_is_meant_as_an_identifier_and_is_none_is_told_why(text: str, why: str) -> None:
    assert recognise(text) is None
    assert why in mistake(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "hello", "references.bib", "12345678", "3.14159", "4.5", "vaswani2017attention", "10.1000/182",
        "978-0-262-03384-8", "arXiv:2405.04434", "https://example.org/a", "a/b", "555-1234", "2024-05-07",
    ],
)  # fmt: skip
def test_what_is_an_identifier_or_not_meant_as_one_is_no_mistake(text: str) -> None:
    assert mistake(text) == ""


def test_only_an_address_holds_an_identifier() -> None:
    assert inside("10.1000/182") is None
    assert inside("see https://doi.org/10.1000/182") is None
