"""Word's bibliography: what is in a file is in its records."""

from __future__ import annotations

import pytest

from readinglist.formats import word_xml
from readinglist.model.record import Record
from tests.formats.samples import sample


def read(text: str) -> list[Record]:
    return [item for item in word_xml.load(text) if isinstance(item, Record)]


def of(**parts: str) -> Record:
    (record,) = read(
        f"<Sources><Source>{''.join(f'<{name}>{said}</{name}>' for name, said in parts.items())}</Source></Sources>"
    )
    return record


def test_sources_are_read_with_all_that_they_have() -> None:
    article, book = read(sample("word-xml"))
    assert (article.key, article.type, article.line, article.tags) == ("Doe20", "article", 3, ("foxes", "fur"))
    assert article.values() == {
        "author": "van Doe, Jane A.",
        "translator": "Poe, Ede",
        "title": "Of Foxes",
        "journaltitle": "Journal of Foxes",
        "volume": "12",
        "number": "3",
        "pages": "105–109",
        "date": "2020-05-07",
        "urldate": "2021-02-03",
        "language": "german",
        "doi": "10.1000/fox",
        "url": "https://example.org/fox",
        "abstract": "Some words.",
        "keywords": "foxes, fur",
        "word-station": "Radio Burrow",
    }
    assert (book.key, book.type) == ("Roe99", "book")
    assert book.values() == {
        "author": "Fox and Fur Group",
        "title": "Of Wolves",
        "publisher": "A Press",
        "location": "Rome, Italy",
        "date": "1999",
        "isbn": "9780306406157",
    }


@pytest.mark.parametrize(
    ("parts", "kind", "wanted"),
    [
        ({"SourceType": "Misc", "BIBTEX_Entry": "phdthesis", "Department": "A University"}, "thesis", {"institution": "A University"}),
        ({"SourceType": "Report", "Publisher": "A Body", "StandardNumber": "TR-7"}, "report", {"institution": "A Body", "number": "TR-7"}),
        ({"SourceType": "InternetSite", "InternetSiteTitle": "A Site", "Accessed": "July 3, 2010"}, "online", {"organization": "A Site", "urldate": "2010-07-03"}),
        ({"SourceType": "Own", "Tag": "no key"}, "misc", {"word-sourcetype": "Own", "word-tag": "no key"}),
        ({"SourceType": "Book", "Year": "soon", "Pages": "250"}, "book", {"pagetotal": "250", "word-date": "soon"}),
    ],
)  # fmt: skip
def test_what_the_elements_mean(parts: dict[str, str], kind: str, wanted: dict[str, str]) -> None:
    record = of(**parts)
    assert (record.type, record.values()) == (kind, wanted)
