"""Hayagriva: what is in a file is in its records, and so is what its entries appeared in."""

from __future__ import annotations

import pytest

from readinglist.formats import hayagriva
from readinglist.model.record import Problem, Record
from tests.formats.samples import sample
from tests.work import assert_linear


def read(text: str) -> list[Record]:
    return [item for item in hayagriva.load(text) if isinstance(item, Record)]


def test_an_article_is_read_with_the_journal_around_it() -> None:
    article = read(sample("hayagriva"))[0]
    assert (article.key, article.type, article.line) == ("doe2020", "article", 2)
    assert article.field("title").raw == "{On {Vulpes}: a study}"  # type: ignore[union-attr]
    assert article.field("journaltitle").raw == "{{Journal of Foxes}}"  # type: ignore[union-attr]
    assert article.values() == {
        "author": "van Doe, Jane and Fox and Fur Group",
        "title": "On Vulpes: a study",
        "shorttitle": "On Vulpes",
        "journaltitle": "Journal of Foxes",
        "volume": "12",
        "number": "3",
        "eid": "e7",
        "pages": "105–109",
        "publisher": "A Press",
        "location": "Rome",
        "date": "2020-05-17",
        "urldate": "2021-02-03",
        "language": "german",
        "issn": "0021-9606",
        "doi": "10.1000/fox",
        "url": "https://example.org/fox",
        "hayagriva-own": "a, b: 012",
        "hayagriva-title-translation": "Vom Fuchs",
    }


def test_a_part_of_a_book_has_the_book_and_its_series() -> None:
    part = read(sample("hayagriva"))[1]
    assert (part.key, part.type, part.line) == ("roe1999", "incollection", 23)
    assert part.values() == {
        "author": "Roe, Ann",
        "editor": "Poe, Ede",
        "translator": "Poe, Ede",
        "editora": "Low and Lu, Li",
        "editoratype": "illustrator",
        "title": "Of Wolves",
        "booktitle": "The Book of Wolves",
        "series": "Beasts",
        "date": "1999~",
        "hayagriva-author-alias": "annroe",
        "hayagriva-parent-video-runtime": "00:12:30",
    }


@pytest.mark.parametrize(
    ("entry", "kind", "wanted"),
    [
        ("type: web\n  url: https://a.org\n  parent: {type: blog, title: A Blog}", "online", {"url": "https://a.org", "organization": "A Blog"}),
        ("type: article\n  parent: {type: proceedings, title: Acts}", "inproceedings", {"booktitle": "Acts"}),
        ("type: article\n  parent: {type: conference, title: Meeting, location: Rome}", "inproceedings", {"eventtitle": "Meeting", "venue": "Rome"}),
        ("type: article\n  parent: {type: newspaper, title: The Fox}", "article", {"journaltitle": "The Fox", "entrysubtype": "newspaper"}),
        ("type: article\n  serial-number: 1706.03762\n  parent: {type: repository, title: arXiv}", "online", {"eprint": "1706.03762", "eprinttype": "arxiv"}),
        ("type: book\n  editor: Poe", "collection", {"editor": "Poe"}),
        ("type: thesis\n  genre: PhD thesis\n  organization: A University", "thesis", {"type": "PhD thesis", "institution": "A University"}),
        ("type: dream\n  title: x", "misc", {"title": "x", "entrysubtype": "dream"}),
        ("type: [a]\n  title: [a, {b: c}]\n  date: soon\n  url: {x: y}\n  author: {b: [c]}", "misc", {"hayagriva-type": "a", "hayagriva-title": "a, b: c", "hayagriva-date": "soon", "hayagriva-url": "x: y"}),
    ],
)  # fmt: skip
def test_what_the_fields_mean(entry: str, kind: str, wanted: dict[str, str]) -> None:
    (record,) = read(f"key:\n  {entry}\n")
    assert {name: value for name, value in record.values().items() if value} == wanted
    assert record.type == kind


def test_a_key_that_is_there_twice_is_two_records() -> None:
    found = read("a:\n  type: book\n  title: One\nb:\n  type: book\n  title: Two\na:\n  type: book\n  title: Three\n")
    assert [(record.key, record.title, record.line) for record in found] == [
        ("a", "One", 1),
        ("b", "Two", 4),
        ("a", "Three", 7),
    ]


@pytest.mark.parametrize(
    "broken", ["  title: 'On\n", "  title: [a\n", "  title: a: b\n", " - a\n  b: c\n", "  title: *a\n"]
)
def test_beside_an_entry_that_is_no_yaml_the_others_are_read(broken: str) -> None:
    text = f"one:\n  type: book\ntwo:\n  type: book\n{broken}three:\n  type: book\n"
    items = list(hayagriva.load(text))
    assert [item.key for item in items if isinstance(item, Record)] == ["one", "three"]
    (problem,) = (item for item in items if isinstance(item, Problem))
    assert problem.raw == f"two:\n  type: book\n{broken}".rstrip("\n")
    assert problem.line in (3, 4, 5, 6)


def test_what_is_no_entry_is_said() -> None:
    items = list(hayagriva.load("one: text\ntwo:\n  type: book\n"))
    assert [item.line for item in items] == [1, 2]
    assert isinstance(items[0], Problem)


@pytest.mark.parametrize(
    "piece", ["a:\n  type: book\n", "a: '\n", "a: [\n", "a: {\n", "'a: \n", "a:\n  parent:\n", "- a\n"]
)
def test_a_long_file_is_read_in_proportion_to_its_length(piece: str) -> None:
    assert_linear(lambda text: list(hayagriva.load(text)), lambda count: piece * count, 60)
