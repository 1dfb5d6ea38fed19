"""What the services of hosts answer by a number in an address: papers, preprints, laws, patents."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from readinglist.model import identifiers_in_urls
from readinglist.network.errors import NothingSaid
from readinglist.webpages import eu_law
from tests.services import work
from tests.webpages.test_by_host import BIBTEX, EPRINT, HASH, IEEE, NEURIPS, fetched, fields

CROSSREF = "https://api.crossref.org/works"
PAPER = "https://ieeexplore.ieee.org/document/8237"
PAPER_BIBTEX = f"{IEEE}8237&download-format=download-bibtex"


def test_a_paper_of_ieee_is_what_the_registry_says_of_its_doi() -> None:
    entry = "@ARTICLE{8237,<br> title={keys}, doi={10.1109/KEYS.2020.1}}"
    known = {PAPER_BIBTEX: {"data": entry}, f"{CROSSREF}/10.1109/keys.2020.1": {"message": work("10.1109/keys.2020.1")}}
    record = fetched(PAPER, known)
    assert fields(record, "title", "doi", "url") == {"title": "On Keys", "doi": "10.1109/keys.2020.1", "url": PAPER}


@pytest.mark.parametrize("doi", ["", ", doi={10.1109/KEYS.2020.1}"])
def test_a_paper_of_ieee_is_its_entry_where_no_registry_knows_it(doi: str) -> None:
    record = fetched(PAPER, {PAPER_BIBTEX: {"data": f"@ARTICLE{{8237, title={{Keys}}, year={{2020}}{doi}}}"}})
    assert fields(record, "title", "date", "url") == {"title": "Keys", "date": "2020", "url": PAPER}


@pytest.mark.parametrize("answer", [{}, {"data": None}, {"data": "none"}, [], "<html>no</html>", "no JSON"])
def test_the_page_of_a_paper_is_read_where_ieee_gives_no_entry(answer: object) -> None:
    page = "<title>x</title><meta name='citation_title' content='Of Locks'>"
    assert fetched(f"{PAPER}/authors", {PAPER_BIBTEX: answer, PAPER: page}).title == "Of Locks"


def test_a_paper_of_neurips_is_its_entry_and_else_its_page() -> None:
    address = f"https://papers.nips.cc/paper_files/paper/2017/file/{HASH}-Paper.pdf"
    assert fetched(address, {f"{NEURIPS}/2017/file/{HASH}-Bibtex.bib": BIBTEX}).plain("pages") == "12–19"
    page = "<title>x</title><meta name='citation_title' content='Of Locks'>"
    assert fetched(address, {f"{NEURIPS}/2017/hash/{HASH}-Abstract.html": page}).title == "Of Locks"


DUBLIN_CORE = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><GetRecord><record><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>On Keys &amp; Locks</dc:title><dc:creator>Jane Doe</dc:creator><dc:creator>Ann Roe</dc:creator><dc:date>2020-02-03</dc:date>
<dc:description>Keys are what opens locks, and here is how this is shown.</dc:description>
</oai_dc:dc></metadata></record></GetRecord></OAI-PMH>"""


def test_a_preprint_of_the_cryptology_archive_is_its_record() -> None:
    address = "https://eprint.iacr.org/2020/123.pdf"
    record = fetched(address, {f"{EPRINT}2020/123&metadataPrefix=oai_dc": DUBLIN_CORE})
    assert record.type == "report"
    assert fields(record, "title", "author", "date", "type", "number", "url") == {
        "title": "On Keys & Locks",
        "author": "Doe, Jane and Roe, Ann",
        "date": "2020-02-03",
        "type": "Cryptology ePrint Archive",
        "number": "2020/123",
        "url": address,
    }


@pytest.mark.parametrize("answer", ["<OAI-PMH><error code='idDoesNotExist'/></OAI-PMH>", "<html>no", "{}"])
def test_the_page_of_a_preprint_is_read_where_there_is_no_record(answer: str) -> None:
    page = "<title>x</title><meta name='citation_title' content='Of Locks'>"
    address = "https://eprint.iacr.org/2020/123"
    assert (
        fetched(f"{address}.pdf", {f"{EPRINT}2020/123&metadataPrefix=oai_dc": answer, address: page}).title
        == "Of Locks"
    )


def law(*titles: tuple[str, str], day: str = "2016-04-27") -> dict[str, object]:
    language = "http://publications.europa.eu/resource/authority/language/"
    rows = [
        {"title": {"value": title}, "date": {"value": day}, "language": {"value": f"{language}{code}"}}
        for code, title in titles
    ]
    return {"results": {"bindings": rows}}


@pytest.mark.parametrize(
    ("address", "number", "title"),
    [
        ("http://data.europa.eu/eli/reg/2016/679/oj", "32016R0679", "Regulation on Keys"),
        ("https://eur-lex.europa.eu/legal-content/DE/TXT/?uri=CELEX:32016R0679", "32016R0679#DE", "Verordnung"),
        ("https://eur-lex.europa.eu/eli/reg/2016/679/oj/deu", "32016R0679#DEU", "Verordnung"),
        ("https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32016R0679", "32016R0679#EN", "Regulation on Keys"),
    ],
)
def test_a_law_of_the_european_union_has_its_title_date_and_number(address: str, number: str, title: str) -> None:
    asked = unquote(eu_law.address(number).partition("#")[0])
    titles = [("ENG", "Regulation on Keys"), *([("DEU", "Verordnung")] if "#DE" in number else [])]
    record = fetched(address, {asked: law(*titles)})
    assert record.type == "legislation"
    assert fields(record, "title", "date", "number", "url") == {
        "title": title,
        "date": "2016-04-27",
        "number": "32016R0679",
        "url": address,
    }


def test_the_office_is_asked_for_a_law_in_two_languages_by_its_number() -> None:
    asked = unquote(eu_law.address("32016R0679#DE"))
    assert '"32016R0679"^^' in asked.replace("+", " ")
    assert "language/DEU>" in asked
    assert "language/ENG>" in asked


@pytest.mark.parametrize("answer", [{}, law(), [], {"results": {"bindings": "x"}}, "no JSON"])
def test_the_page_of_a_law_is_read_where_the_office_has_none(answer: object) -> None:
    address = "http://data.europa.eu/eli/reg/2016/679/oj"
    asked = unquote(eu_law.address("32016R0679#").partition("#")[0])
    page = "<title>x</title><meta name='citation_title' content='A Law'>"
    assert fetched(address, {asked: answer, "https://eur-lex.europa.eu/eli/reg/2016/679/oj": page}).title == "A Law"


PATENT = """<title>x</title><meta name="DC.title" content="Lock with a key"><meta name="DC.contributor" scheme="inventor"
content="Jane Doe"><meta name="citation_patent_publication_number" content="EP:1234567:B1">
<meta name="DC.date" scheme="issue" content="2004-05-06">"""
ESPACENET = "https://worldwide.espacenet.com/patent/search?q=pn%3DEP1234567B1"
GOOGLE = "https://patents.google.com/patent/EP1234567B1/en"


def test_a_patent_is_read_by_its_number_wherever_it_was_found() -> None:
    record = fetched(ESPACENET, {GOOGLE: PATENT})
    assert (record.type, record.title, record.plain("number")[:2]) == ("patent", "Lock with a key", "EP")


@pytest.mark.parametrize(
    "address",
    [ESPACENET, GOOGLE, "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32016R0679"],
)
def test_behind_a_wall_the_number_is_what_is_known(address: str) -> None:
    wall = "<title>Just a moment...</title>"
    with pytest.raises(NothingSaid, match="only the number"):
        fetched(address, {unquote(address): wall, GOOGLE: wall})


@pytest.mark.parametrize(
    ("address", "known"),
    [
        (GOOGLE, ("patent", "EP1234567B1")),
        ("http://data.europa.eu/eli/dir/2019/790/oj", ("legislation", "32019L0790")),
        ("https://patents.google.com/", None),
        ("https://www.nature.com/articles/nature14539", None),
        ("https://example.org/a", None),
    ],
)
def test_the_number_of_a_work_is_taken_from_its_address(address: str, known: tuple[str, str] | None) -> None:
    assert identifiers_in_urls.numbered(address) == known
