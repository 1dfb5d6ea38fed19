"""RePEc: the templates of its archives and the reports that it sends are read with all that they have."""

from __future__ import annotations

import pytest

from readinglist import formats
from readinglist.model.record import Problem, Record
from tests.formats.samples import sample
from tests.work import assert_linear


def read(name: str, text: str) -> list[Record]:
    return [item for item in formats.by_name(name).load(text) if isinstance(item, Record)]


def test_templates_are_read() -> None:
    paper, article = read("redif", sample("redif"))
    assert (paper.type, paper.line, paper.tags) == ("report", 2, ("foxes", "fur"))
    assert paper.values() == {
        "author": "van Doe, Jane and Roe, Ann",
        "title": "Of foxes and fur",
        "number": "7",
        "pagetotal": "40",
        "date": "2020-05",
        "doi": "10.1000/fox",
        "url": "https://example.org/fox.pdf",
        "abstract": "Some words about them.",
        "keywords": "foxes, fur",
        "redif-author-workplace-name": "University of Burrows",
        "redif-classification-jel": "C1, D2",
        "redif-file-format": "Application/pdf",
        "redif-handle": "RePEc:bur:fox:7",
        "redif-revision-date": "2020-06",
    }
    assert (article.type, article.line) == ("article", 23)
    assert article.values() == {
        "author": "Poe, Ede",
        "title": "Of wolves",
        "journaltitle": "Journal of Wolves",
        "volume": "12",
        "number": "3",
        "pages": "105–109",
        "date": "1999-05",
        "language": "german",
        "redif-handle": "RePEc:bur:wol:1",
    }


def test_reports_of_new_papers_are_read_in_their_older_and_their_newer_form() -> None:
    older, newer = read("nep", sample("nep"))
    assert (older.type, older.line) == ("report", 23)
    assert older.values() == {
        "author": "van Doe, Jane and Roe, Ann",
        "title": "Of foxes and fur",
        "date": "2005-08-31",
        "url": "http://d.example.org/n?u=RePEc:bur:fox:1&r=fox",
        "abstract": "Some words about them. More words.",
        "keywords": "foxes, fur",
        "nep-affiliation": "University of Burrows (Rome)",
        "nep-jel": "C1",
    }
    assert newer.values() == {
        "author": "Poe, Ede and Low, Li",
        "title": "Of wolves",
        "date": "2020-01",
        "url": "http://d.example.org/n?u=RePEc:bur:wol:1&r=fox",
        "abstract": "Words of wolves.",
        "keywords": "wolves",
    }


def test_a_report_without_papers_is_said_to_be_one() -> None:
    (problem,) = formats.by_name("nep").load("NEP: New Economics Papers\n\nno paper this week\n")
    assert isinstance(problem, Problem)
    assert not problem.broken


@pytest.mark.parametrize("name", ["redif", "nep"])
@pytest.mark.parametrize(
    "piece", ["1. a\n", "\n1. a\n", "-" * 30 + "\n", "Title: a\n", "Author-Name: a\n", " a\n", "By: a (\n", "(", "a: "]
)
def test_a_long_file_is_read_in_proportion_to_its_length(name: str, piece: str) -> None:
    begin = sample(name)
    assert_linear(lambda text: list(formats.by_name(name).load(text)), lambda count: begin + piece * count, 100)
