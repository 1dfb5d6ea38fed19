"""CSL in YAML: what is in a file is in its records, as it was typed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.formats import bibtex, csl, csl_yaml
from readinglist.model.record import Problem, Record
from tests.formats.samples import sample
from tests.work import assert_linear

ROOT = Path(__file__).resolve().parent.parent.parent


def read(text: str) -> list[Record]:
    return [item for item in csl_yaml.load(text) if isinstance(item, Record)]


def test_items_are_read_with_all_that_they_have() -> None:
    article, book = read(sample("csl-yaml"))
    assert (article.key, article.type, article.line, article.tags) == ("doe2020", "article", 4, ("foxes", "fur"))
    assert article.field("title").raw == r"{On \emph{Vulpes}: a study of H\textsubscript{2}O}"  # type: ignore[union-attr]
    assert article.values() == {
        "author": "Doe, Jane and Fox and Fur Group",
        "title": "On Vulpes: a study of H₂O",
        "journaltitle": "Journal of Foxes",
        "volume": "012",
        "number": "1_000",
        "pages": "105–109",
        "date": "2020-05-17",
        "langid": "NO",
        "location": "Rome",
        "doi": "10.1000/fox",
        "keywords": "foxes, fur",
        "note": "First line second line",
    }
    assert (book.key, book.type, book.line, book.date) == ("roe1999", "book", 23, "1999-05")
    assert book.plain("csl-own-variable") == '{"a": "12:30"}'


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ("2019", "2019"),
        ("{year: 2019, month: 3, day: 4}", "2019-03-04"),
        ("{date-parts: [[2019, 3]]}", "2019-03"),
        ("2019-03/2019-05", "2019-03/2019-05"),
        ("[{year: 2019}, {year: 2020}]", "2019/2020"),
        ("{year: 2019, circa: true}", "2019~"),
        ("{literal: in press}", ""),
    ],
)
def test_dates_are_read_in_every_form_that_pandoc_had(issued: str, date: str) -> None:
    (record,) = read(f"references:\n- id: a\n  type: book\n  issued: {issued}\n")
    assert record.plain("date") == date


@pytest.mark.parametrize(
    "broken", ["  title: 'On\n", "  title: [a\n", "  title: a: b\n", " title: a\n", "  title: *a\n"]
)
def test_beside_an_item_that_is_no_yaml_the_others_are_read(broken: str) -> None:
    text = f"references:\n- id: one\n  type: book\n- id: two\n{broken}- id: three\n  type: book\n"
    items = list(csl_yaml.load(text))
    assert [item.key for item in items if isinstance(item, Record)] == ["one", "three"]
    (problem,) = (item for item in items if isinstance(item, Problem))
    assert problem.raw.rstrip("\n") == f"- id: two\n{broken}".rstrip("\n")
    assert problem.line in (4, 5, 6)


@pytest.mark.parametrize(
    "text",
    [
        "references: [{id: a, type: book}, 7, {id: b, type: book}]",
        "- id: a\n  type: book\n-\n- 7\n- id: b\n  type: book\n",
        "title: A document\nauthor:\n  - Jane\nreferences:\n  - id: a\n    type: book\n  - [7]\n  - id: b\n    type: book\n",
    ],
)
def test_what_is_no_item_is_said_and_loses_no_other(text: str) -> None:
    items = list(csl_yaml.load(text))
    assert csl_yaml.sniff(text)
    assert [item.key for item in items if isinstance(item, Record)] == ["a", "b"]
    assert [item.broken for item in items if isinstance(item, Problem)].count(True) == 1


def test_what_a_file_has_beside_its_references_is_said() -> None:
    items = list(csl_yaml.load("title: A document\nreferences:\n- id: a\n  type: book\n"))
    assert [item.message for item in items if isinstance(item, Problem)] == [
        "its title is no part of a list of references"
    ]


@pytest.mark.parametrize(
    "piece", ["- id: a\n", "- id: '\n", "- [\n", "- {\n", "  - a\n", "- &a [*a]\n", "references:\n"]
)
def test_a_long_file_is_read_in_proportion_to_its_length(piece: str) -> None:
    assert_linear(lambda text: list(csl_yaml.load(text)), lambda count: f"references:\n{piece * count}", 60)


def both(records: list[Record]) -> tuple[list[Record], list[Record]]:
    """Return records as they come back from CSL in YAML and in JSON, without their lines."""
    written = "".join(csl_yaml.dump(records)), "".join(csl.dump(records))
    assert csl_yaml.sniff(written[0]) or not records
    return [replace(one, line=0) for one in read(written[0])], [
        replace(one, line=0) for one in csl.load(written[1]) if isinstance(one, Record)
    ]


@pytest.mark.parametrize("path", sorted(ROOT.joinpath("seeds").glob("*.bib")), ids=lambda path: path.name)
def test_what_is_written_comes_back_as_from_json(path: Path) -> None:
    records = [item for item in bibtex.load(path.read_text("utf-8")) if isinstance(item, Record)]
    in_yaml, in_json = both(records)
    assert in_yaml == in_json
    assert list(csl_yaml.differences(records, "".join(csl_yaml.dump(records)))) == []


@pytest.mark.property
@given(
    st.dictionaries(
        st.sampled_from(["title", "note", "abstract", "publisher", "volume", "keywords", "date", "own"]),
        st.text(max_size=30),
        min_size=1,
    )
)
def test_any_text_comes_back_as_from_json(values: dict[str, str]) -> None:
    record = bibtex.build("key", "book", [(name, bibtex.encode(name, value)) for name, value in values.items()])
    in_yaml, in_json = both([record])
    assert in_yaml == in_json


@pytest.mark.parametrize(
    "value",
    [
        "no",
        "012",
        "a: b",
        "- a",
        "# a",
        "*a*",
        "a ~b~ ^c^",
        "[x]{.nocase}",
        "\\*a\\*",
        "'a' \"b\"",
        "\x85\u2028\ufeff",
        "\U0001f98a",
        "$x$",
        "@a",
        "~",
        "null",
    ],
)
def test_no_text_is_taken_for_anything_else(value: str) -> None:
    record = bibtex.build(
        "key", "book", [("title", bibtex.encode("title", value)), ("note", bibtex.encode("note", value))]
    )
    in_yaml, in_json = both([record])
    assert in_yaml == in_json
    plain = "".join(csl_yaml.dump([record], ascii_only=True))
    assert plain.isascii()
    assert read(plain)[0].fields == in_json[0].fields


def test_a_record_without_a_key_is_not_written() -> None:
    with pytest.raises(ValueError, match="without a key"):
        list(csl_yaml.dump([bibtex.build("", "book", [("title", "{a}")])]))
