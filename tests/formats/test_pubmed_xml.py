"""PubMed's XML: what is in a file is in its records."""

from __future__ import annotations

import pytest

from readinglist.formats import pubmed_xml
from readinglist.model.record import Record
from tests.formats.samples import sample


def read(text: str) -> list[Record]:
    return [item for item in pubmed_xml.load(text) if isinstance(item, Record)]


def test_an_article_is_read_with_all_that_it_has() -> None:
    article = read(sample("pubmed-xml"))[0]
    assert (article.type, article.line, [mark.name for mark in article.marks]) == ("article", 4, ["retracted"])
    assert [person.whole for person in article.contributors] == ["Jane A van Doe Jr", "Fox and Fur Group"]
    assert article.tags == ("fur", "Foxes/anatomy", "Models")
    assert article.field("title").raw == r"{On \emph{Vulpes} and its fur}"  # type: ignore[union-attr]
    values = article.values()
    assert values.pop("author").count(" and ") == 2
    assert values == {
        "title": "On Vulpes and its fur",
        "origtitle": "Vom Fuchs",
        "journaltitle": "Journal of foxes",
        "shortjournal": "J. Fox.",
        "volume": "12",
        "number": "3",
        "pages": "105–109",
        "date": "2020-05-07",
        "language": "german",
        "issn": "0021-9606",
        "doi": "10.1000/fox",
        "pmid": "27433151",
        "pmcid": "PMC4756000",
        "note": "Retracted Publication",
        "abstract": "AIM: Foxes & fur. RESULT: It has x² hairs.",
        "keywords": "fur, Foxes/anatomy, Models",
        "pubmed-affiliation": "University of Burrows, Rome.",
        "pubmed-country": "Italy",
        "pubmed-daterevised": "2021-05-06",
        "pubmed-identifier": "0000-0002-1825-0097",
        "pubmed-medlineta": "J Fox",
        "pubmed-mid": "NIHMS7",
        "pubmed-nameofsubstance": "Keratin",
        "pubmed-owner": "NLM",
        "pubmed-pii": "S0021-1(20)2",
        "pubmed-publicationstatus": "ppublish",
        "pubmed-pubmodel": "Print-Electronic",
        "pubmed-received": "2019-04-18",
        "pubmed-registrynumber": "0",
        "pubmed-retractionin": "J Fox. 2021;13:1, PMID 27433999",
        "pubmed-status": "MEDLINE",
    }


def test_a_chapter_of_a_book_has_the_book_around_it() -> None:
    chapter = read(sample("pubmed-xml"))[1]
    assert chapter.type == "incollection"
    assert chapter.values() == {
        "author": "Roe, A B",
        "editor": "Poe, Ede",
        "title": "Of Wolves",
        "booktitle": "The Book of Wolves",
        "publisher": "A Press",
        "location": "Rome",
        "date": "2001-24",
        "language": "english",
        "isbn": "9780306406157",
        "pmid": "20301295",
        "pubmed-pubdate": "1999",
        "pubmed-sectiontitle": "Howls",
    }


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("<Year>2016</Year><Month>05</Month><Day>3</Day>", "2016-05-03"),
        ("<Year>2016</Year><Month>Feb</Month><Day>31</Day>", "2016-02"),
        ("<MedlineDate>2019 Mar-Apr</MedlineDate>", "2019-03/2019-04"),
        ("<Year>2016</Year><Season>Spring</Season>", "2016-21"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998-12/1999-01"),
        ("<MedlineDate>sine anno</MedlineDate>", ""),
    ],
)
def test_dates_are_read_as_far_as_they_are_known(said: str, date: str) -> None:
    path = ("PubmedArticle", "MedlineCitation", "Article", "Journal", "JournalIssue", "PubDate")
    text = "".join(f"<{name}>" for name in path) + said + "".join(f"</{name}>" for name in reversed(path))
    (record,) = read(text)
    assert record.plain("date") == date
    assert date or record.plain("pubmed-pubdate") == "sine anno"
