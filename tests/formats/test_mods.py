"""MODS: what is in a file is in its records."""

from __future__ import annotations

import pytest

from readinglist.formats import mods
from readinglist.model.record import Record
from tests.formats.samples import sample


def read(text: str) -> list[Record]:
    return [item for item in mods.load(text) if isinstance(item, Record)]


def of(inside: str) -> Record:
    (record,) = read(f'<mods xmlns="http://www.loc.gov/mods/v3">{inside}</mods>')
    return record


def test_an_article_is_read_with_the_journal_around_it() -> None:
    article = read(sample("mods"))[0]
    assert (article.key, article.type, article.line) == ("doe2020", "article", 3)
    assert article.tags == ("Foxes", "Fur -- Rome")
    assert article.values() == {
        "author": "van Doe, Jr., Jane and Fox and Fur Group",
        "translator": "Poe, Ede",
        "title": "The Colours of Foxes",
        "subtitle": "A Study",
        "shorttitle": "Colours",
        "journaltitle": "Journal of Foxes",
        "shortjournal": "J. Fox.",
        "volume": "12",
        "number": "3",
        "pages": "105–109",
        "publisher": "A Press",
        "location": "Rome",
        "date": "2020-05/2020-06",
        "urldate": "2021-02-03",
        "language": "german",
        "issn": "0021-9606",
        "doi": "10.1000/fox",
        "url": "https://example.org/fox",
        "rights": "CC BY",
        "note": "Seen in May.",
        "abstract": "Some words.",
        "keywords": "Foxes, Fur -- Rome",
        "library": "QL 737",
        "mods-identifier-local": "X7",
        "mods-name-affiliation": "University of Burrows",
        "mods-note-funding": "By nobody",
        "mods-recordidentifier": "r-1",
    }


def test_a_book_is_read_by_what_its_record_says_of_it() -> None:
    book = read(sample("mods"))[1]
    assert (book.key, book.type, book.line) == ("", "book", 34)
    assert book.values() == {
        "editor": "Roe, Ann",
        "editora": "Low, Li",
        "editoratype": "illustrator",
        "title": "Of Wolves",
        "part": "2",
        "series": "Beasts",
        "number": "7",
        "edition": "2nd ed.",
        "publisher": "A Press",
        "location": "Rome",
        "date": "1999",
        "isbn": "9780306406157",
        "mods-extent": "250 p.",
        "mods-name-part": "1953-",
    }


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ("<genre>book chapter</genre>", "incollection"),
        ("<genre>Thesis</genre>", "thesis"),
        ("<genre>conference publication</genre><relatedItem type='host'/>", "inproceedings"),
        ("<relatedItem type='host'><genre>periodical</genre></relatedItem>", "article"),
        ("<relatedItem type='host'><originInfo><issuance>monographic</issuance></originInfo></relatedItem>", "incollection"),
        ("<typeOfResource>moving image</typeOfResource>", "video"),
        ("<originInfo><issuance>continuing</issuance></originInfo>", "periodical"),
        ("", "misc"),
    ],
)  # fmt: skip
def test_the_type_is_what_genre_and_surroundings_say(inside: str, kind: str) -> None:
    assert of(inside).type == kind


def test_a_thesis_names_its_university_and_its_degree() -> None:
    record = of(
        "<genre>Ph.D. thesis</genre><name type='corporate'><namePart>University of Burrows</namePart>"
        "<role><roleTerm>degree grantor</roleTerm></role></name>"
    )
    assert record.values() == {"institution": "University of Burrows", "type": "Ph.D. thesis"}
