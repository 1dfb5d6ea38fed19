"""CITATION.cff: what is in a file is in its records."""

from __future__ import annotations

import pytest

from readinglist.formats import cff
from readinglist.model.record import Problem, Record
from tests.formats.samples import sample
from tests.work import assert_linear


def read(text: str) -> list[Record]:
    return [item for item in cff.load(text) if isinstance(item, Record)]


def test_software_its_article_and_its_references_are_read() -> None:
    software, article, thesis, film = read(sample("cff"))
    assert (software.type, software.line, software.tags) == ("software", 2, ("foxes", "fur"))
    assert software.values() == {
        "author": "van Doe, Jr., Jane and Fox and Fur Group",
        "title": "FoxCounter",
        "version": "1.10",
        "date": "2020-05-17",
        "doi": "10.1000/fox",
        "url": "https://example.org/fox",
        "rights": "MIT",
        "keywords": "foxes, fur",
        "cff-author-orcid": "https://orcid.org/0000-0002-1825-0097",
        "cff-identifier-description": "A commit",
        "cff-identifier-swh": "swh:1:rev:9",
        "cff-message": "Please cite it so.",
        "cff-repository-code": "https://example.org/code",
    }
    assert (article.type, article.line) == ("article", 24)
    assert article.values() == {
        "author": "Roe, Ann",
        "title": "Of Foxes",
        "journaltitle": "Journal of Foxes",
        "volume": "012",
        "number": "3",
        "pages": "105–109",
        "publisher": "A Press",
        "location": "Rome",
        "date": "2020-05",
        "cff-publisher-country": "IT",
    }
    assert (thesis.type, thesis.values()) == (
        "thesis",
        {"title": "Of Wolves", "type": "phdthesis", "institution": "University of Burrows", "date": "1999"},
    )
    assert (film.type, film.values()) == (
        "movie",
        {"title": "The Wolf", "entrysubtype": "film-broadcast", "cff-director": "Low"},
    )


@pytest.mark.parametrize(
    ("reference", "kind", "wanted"),
    [
        ("type: conference-paper, conference: {name: Meeting, city: Rome}", "inproceedings", {"booktitle": "Meeting", "cff-conference-city": "Rome"}),
        ("type: conference-paper, journal: Acts", "inproceedings", {"booktitle": "Acts"}),
        ("type: generic, url: 'https://arxiv.org/abs/1706.03762'", "misc", {"url": "https://arxiv.org/abs/1706.03762", "entrysubtype": "generic"}),
        ("type: generic, journal: J", "article", {"journaltitle": "J", "entrysubtype": "generic"}),
        ("type: book, identifiers: [{type: other, value: 'arXiv:1706.03762'}], authors: [Jane Doe]", "book", {"eprint": "1706.03762", "eprinttype": "arxiv", "author": "Doe, Jane"}),
        ("type: [a], title: {b: [c]}, date-published: soon, authors: {alias: fox}", "misc", {"title": "b: c", "cff-date-published": "soon", "author": "fox", "entrysubtype": "a"}),
    ],
)  # fmt: skip
def test_what_the_fields_mean(reference: str, kind: str, wanted: dict[str, str]) -> None:
    (record,) = read(f"cff-version: 1.2.0\nreferences: [{{{reference}}}]\n")
    assert (record.type, record.values()) == (kind, wanted)


@pytest.mark.parametrize("broken", ["abstract: 'On\n", "abstract: [a\n", "abstract: a: b\n", "abstract: *a\n"])
def test_of_a_file_that_is_no_yaml_what_is_some_is_read(broken: str) -> None:
    items = list(cff.load(f"cff-version: 1.2.0\ntitle: Foxes\n{broken}version: 2\n"))
    (record,) = (item for item in items if isinstance(item, Record))
    (problem,) = (item for item in items if isinstance(item, Problem))
    assert record.values() == {"title": "Foxes", "version": "2"}
    assert (problem.raw, problem.line in (3, 4)) == (broken.rstrip("\n"), True)


@pytest.mark.parametrize("piece", ["a: b\n", "a: '\n", "a: [\n", "references:\n", "- a\n", "  - type: b\n"])
def test_a_long_file_is_read_in_proportion_to_its_length(piece: str) -> None:
    assert_linear(lambda text: list(cff.load(text)), lambda count: f"cff-version: 1\n{piece * count}", 60)
