"""DataCite's JSON: what is in a file is in its records."""

from __future__ import annotations

import json

import pytest

from readinglist.formats import datacite
from readinglist.model.record import Problem, Record
from tests.formats.samples import sample
from tests.work import assert_linear


def read(text: str) -> list[Record]:
    return [item for item in datacite.load(text) if isinstance(item, Record)]


def test_works_are_read_with_all_that_they_have() -> None:
    dataset, article = read(sample("datacite"))
    assert (dataset.type, dataset.line, dataset.tags) == ("dataset", 2, ("foxes", "fur"))
    assert dataset.field("abstract").raw == r"{Some \emph{words}.}"  # type: ignore[union-attr]
    assert dataset.values() == {
        "author": "van Doe, Jane and Fox and Fur Group",
        "editor": "Poe, Ede",
        "title": "Of foxes",
        "subtitle": "A count",
        "version": "1.10",
        "publisher": "A Repository",
        "date": "2020-05-17",
        "language": "german",
        "doi": "10.1000/fox",
        "rights": "CC BY 4.0",
        "abstract": "Some words.",
        "keywords": "foxes, fur",
        "datacite-affiliation": "University of Burrows",
        "datacite-contributor-datacollector": "Low, Li",
        "datacite-date-collected": "2019-01-02",
        "datacite-description-methods": "By hand",
        "datacite-format": "7 kB",
        "datacite-geolocations": "geoLocationPlace: Rome",
        "datacite-issupplementto": "10.1000/wolf",
        "datacite-nameidentifiers": "0000-0002-1825-0097",
        "datacite-resourcetype": "Counts",
        "datacite-translatedtitle": "Vom Fuchs",
    }
    assert (article.type, article.line) == ("article", 20)
    assert article.values() == {
        "author": "Roe, Ann",
        "title": "Of wolves",
        "journaltitle": "Journal of Wolves",
        "volume": "12",
        "number": "3",
        "pages": "105–109",
        "publisher": "A Press",
        "date": "1999",
        "issn": "0021-9606",
        "url": "https://example.org/wolf",
        "datacite-container-type": "Journal",
    }


@pytest.mark.parametrize(
    "begin", ['{"data": [{"id": "10.1000/fox", "attributes": %s}]}', '{"data": {"attributes": %s}}', "%s", "[%s]"]
)
def test_the_answers_of_the_service_are_read(begin: str) -> None:
    work = json.dumps(
        {
            "types": {"resourceTypeGeneral": "Text", "resourceType": "PhD thesis"},
            "titles": ["Of foxes"],
            "publicationYear": 1999,
        }
    )
    text = begin % work
    assert datacite.sniff(text)
    (record,) = read(text)
    assert (record.type, record.title, record.date, record.plain("type")) == (
        "thesis",
        "Of foxes",
        "1999",
        "PhD thesis",
    )


@pytest.mark.parametrize(
    "value", [None, 7, True, "a", [], {}, [7, None, ["a"]], {"name": 7}, [{"name": {"a": ["b"]}}], 10**400, "9" * 5000]
)
def test_values_of_any_type_are_read_as_far_as_they_say_something(value: object) -> None:
    names = "types creators contributors titles publisher publicationYear dates subjects language container rightsList descriptions identifiers".split()
    for name in names:
        text = json.dumps([{"titles": [{"title": "a"}], "types": {"resourceTypeGeneral": "Text"}, name: value}])
        assert len(read(text)) == 1


def test_a_work_that_is_no_json_loses_no_other() -> None:
    items = list(datacite.load('[{"titles": ["a"]}, {"titles": [a]}, {"titles": ["b"]}, 7]'))
    assert [item.title for item in items if isinstance(item, Record)] == ["a", "b"]
    assert len([item for item in items if isinstance(item, Problem)]) == 2


@pytest.mark.parametrize("piece", ['{"titles": ["a"]}, ', "{", "[", '"', '{"a": ', "{a}, "])
def test_a_long_file_is_read_in_proportion_to_its_length(piece: str) -> None:
    assert_linear(lambda text: list(datacite.load(text)), lambda count: f"[{piece * count}", 300)
