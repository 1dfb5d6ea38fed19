"""What Biblioscape, COPAC and Ovid export as lines with tags: what is in a file is in its records."""

from __future__ import annotations

import pytest

from readinglist import formats
from readinglist.model.record import Problem, Record
from tests.formats.samples import sample
from tests.work import assert_linear


def read(name: str, text: str) -> list[Record]:
    return [item for item in formats.by_name(name).load(text) if isinstance(item, Record)]


def test_files_of_biblioscape_are_read() -> None:
    article, book = read("biblioscape", sample("biblioscape"))
    assert (article.key, article.type, article.line, article.tags) == ("doe2020", "article", 1, ("foxes", "fur"))
    assert article.values() == {
        "author": "van Doe, Jane and Roe, A. B.",
        "title": "Of Foxes",
        "journaltitle": "Journal of Foxes",
        "volume": "12",
        "number": "3",
        "pages": "105–109",
        "date": "2020-05-17",
        "issn": "0021-9606",
        "abstract": "First line second line.",
        "keywords": "foxes, fur",
        "biblioscape-attachment": r"C:\papers\fox.pdf",
        "biblioscape-c1": "Own words",
        "biblioscape-zz": "Nobody knows",
    }
    assert (book.type, book.line) == ("book", 20)
    assert book.values() == {
        "author": "Poe, E.",
        "editor": "Low, Li",
        "title": "Of Wolves",
        "publisher": "A Press",
        "location": "Rome",
        "date": "1999",
        "isbn": "9780306406157",
    }


def test_files_of_copac_are_read() -> None:
    first, second = read("copac", sample("copac"))
    assert (first.type, first.line) == ("book", 2)
    assert first.values() == {
        "author": "Doe, Jane and University of Burrows. Department of Fur",
        "title": "The colours of foxes: a study",
        "series": "Beasts",
        "number": "7",
        "pagetotal": "102",
        "publisher": "A Press",
        "location": "London and Rome",
        "date": "1999",
        "isbn": "9780306406157",
        "note": "Has an index",
        "keywords": "Foxes - Colours; Fur, long and short",
        "copac-dt": "TXT",
        "copac-hl": "Edinburgh ; Oxford",
        "copac-is": "(Pbk)",
        "copac-pd": "x, 102p : ill. ; 22cm",
    }
    assert second.values() == {
        "author": "Roe, Ann",
        "title": "Of wolves",
        "edition": "2nd ed.",
        "language": "german",
        "publisher": "A Press",
        "location": "Rome",
        "date": "1998",
        "copac-xx": "Nobody knows",
    }


def test_files_of_ovid_are_read() -> None:
    first, second = read("ovid", sample("ovid"))
    assert (first.type, first.line, first.tags) == ("article", 1, ("foxes", "fur"))
    assert first.values() == {
        "author": "van Doe, Jane and Roe, Ann B. and Poe, Ede",
        "title": "Of foxes, and what they eat",
        "journaltitle": "Journal of Foxes",
        "volume": "12",
        "number": "3",
        "pages": "105–109",
        "date": "2020-05-17",
        "language": "english",
        "issn": "0021-9606",
        "doi": "10.1000/fox",
        "abstract": "Some words.",
        "keywords": "foxes, fur",
        "ovid-accession-number": "00005131-202000000-00001.",
        "ovid-author": "van Doe, Jane MD *; Roe, Ann B. +; Poe, Ede MD, PhD",
        "ovid-institution": "From the (*)University of Burrows; (+)Institute of Fur.",
        "ovid-source": "Journal of Foxes. 12(3):105-9, 2020 May 17.",
        "ovid-title-kind": "Article",
    }
    assert second.values() == {
        "author": "Low, Li",
        "title": "Of wolves",
        "journaltitle": "Wolves Today",
        "date": "2015-11-30",
        "pmid": "27433151",
        "ovid-status": "Publish Ahead of Print, 30 November 2015",
    }


@pytest.mark.parametrize("name", ["biblioscape", "copac", "ovid"])
def test_what_is_in_no_record_is_said(name: str) -> None:
    items = list(formats.by_name(name).load(f"Some words\n\n{sample(name)}"))
    assert isinstance(items[0], Problem)
    assert not items[0].broken
    assert len(items) == 3


@pytest.mark.parametrize("name", ["biblioscape", "copac", "ovid"])
@pytest.mark.parametrize(
    "piece", ["--AU-- a\n", "TI- a\n", "<1>\n", "Title\n", "  a; b *\n", "------\n", "*", ".", "a. ", " "]
)
def test_a_long_file_is_read_in_proportion_to_its_length(name: str, piece: str) -> None:
    begin = sample(name)
    assert_linear(lambda text: list(formats.by_name(name).load(text)), lambda count: begin + piece * count, 100)
    ovid = "<1>\nAuthor\n  {}\nSource\n  {}\nTitle\n  {}\n"
    assert_linear(
        lambda text: list(formats.by_name("ovid").load(text)),
        lambda count: ovid.replace("{}", piece.strip("\n") * count),
        100,
    )
