"""What comes in as CSL-JSON goes out as it came, whatever BibLaTeX has no field for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from readinglist.formats import bibtex
from readinglist.formats import csl as csl_json
from readinglist.formats.csl import read, tables
from readinglist.model.record import Record


def _records(text: str) -> list[Record]:
    return [item for item in bibtex.load(text) if isinstance(item, Record)]


def _again(item: dict[str, Any]) -> dict[str, Any]:
    whole = {"id": "x", "type": "book", **item}
    (found,) = json.loads("".join(csl_json.dump([csl_json.record(whole)])))
    return {name: found.get(name) for name in item}


@pytest.mark.parametrize(
    "item",
    [
        {"note": "first line\nsecond line"},
        {"note": "one\n\nthree"},
        {"abstract": "Background. We <i>did</i> it.\nResults. 5 %."},
        {"annote": "Read\nit"},
        {"custom": {"S2ID": "123", "list": [1, {"a": "b"}], "text": 'with "quotes", {braces} and 5 % -- so'}},
        {"author": [{"family": "Peirce", "given": "C. S.", "ORCID": "https://orcid.org/0000-0002-1825-0097"}]},
        {
            "author": [{"family": "A", "given": "B"}, {"family": "C", "ORCID": "0000-0002-1825-0097"}],
            "editor": [{"literal": "Body", "ORCID": "0000-0001-5109-3700"}],
        },
        {"director": [{"family": "Lang", "given": "Fritz", "ORCID": "0000-0002-1825-0097"}]},
        {"issued": {"date-parts": [[2008, 13], [2008, 14]]}},
        {"issued": {"date-parts": [[2008, 16], [2009, 13]]}},
        {"issued": {"date-parts": [[2008]], "season": 2}},
        {"title": "Honours\u00a0: 20\u00a0K", "container-title": "Rev.\u00a0X"},
        {"title": "PCA versus LDA", "title-short": "PCA versus LDA"},
        {"title": "Low-temperature NMR of β-Carboline Profiles"},
        {"title": 'A <span class="nocase">iPhone</span> <sup>2</sup> of <i>Homo sapiens</i>'},
        {"title": "THE LOUD TITLE", "publisher": "Simon and Schuster"},
        {"title": "de Sitter space: a review? yes", "publisher-place": "Bonn and Rome"},
        {"collection-title": "Lecture Notes in Frogs", "title": "The Big Book of Frogs"},
        {"type": "chapter", "title": "On Frogs", "container-title": "The Big Book of Frogs"},
        {"title": None, "container-title": "The Whole"},
        {"type": "book", "title": "Part", "container-title": "The Whole"},
        {"type": "report", "title": None, "container-title": "The Whole"},
        {"genre": "PhD thesis", "status": "in press", "medium": "Print"},
    ],
)
def test_an_item_goes_out_as_it_came(item: dict[str, Any]) -> None:
    assert _again(item) == item


def test_foreign_keys_of_custom_stay_beside_what_is_ours() -> None:
    item = {"id": "x", "type": "document", "title": "T", "custom": {"S2ID": "1"}}
    record = csl_json.record(item)
    fuller = bibtex.build(record.key, record.type, [*((f.name, f.raw) for f in record.fields), ("isrn", "{A}")])
    text = "".join(csl_json.dump([fuller]))
    assert json.loads(text)[0]["custom"] == {"S2ID": "1", "biblatex": {"fields": {"isrn": "A"}}}
    (again,) = csl_json.load(text)
    assert isinstance(again, Record)
    assert again.values() == fuller.values()


def test_an_orcid_is_an_annotation_of_biblatex() -> None:
    people = [{"family": "A"}, {"family": "C", "given": "D", "ORCID": "0000-0002-1825-0097"}]
    record = csl_json.record({"id": "x", "type": "book", "author": people})
    assert record.plain("author+an:orcid") == '2="0000-0002-1825-0097"'


@pytest.mark.parametrize("orcid", ['0"}', "", 5, None, "{x}", ["0000"]])
def test_what_is_no_orcid_is_left_out(orcid: object) -> None:
    assert _again({"author": [{"family": "A", "ORCID": orcid}]}) == {"author": [{"family": "A"}]}


def test_an_annotation_of_biblatex_is_an_orcid_of_csl() -> None:
    entry = '@book{x, author={A, B and C, D}, author+an:orcid={1="0000-0002-1825-0097"; 9="none"}, title={T}}'
    (record,) = [item for item in bibtex.load(entry) if isinstance(item, Record)]
    assert csl_json.item(record)["author"] == [
        {"family": "A", "given": "B", "ORCID": "0000-0002-1825-0097"},
        {"family": "C", "given": "D"},
    ]
    (again,) = csl_json.load("".join(csl_json.dump([record])))
    assert isinstance(again, Record)
    assert again.values() == record.values()


def test_a_line_break_of_a_title_is_a_space() -> None:
    (record,) = [item for item in bibtex.load(r"@book{x, title={One\newline two}}") if isinstance(item, Record)]
    assert csl_json.item(record)["title"] == "One two"


def test_an_orcid_stays_with_the_work_that_has_it() -> None:
    people = "@book{%s, title={T}, author={Doe, Jane}%s}\n"
    with_orcid = people % ("a", ', author+an:orcid = {1="0000-0002-1825-0097"}')
    first, second, third = json.loads(
        "".join(csl_json.dump(_records((people % ("b", "")) + with_orcid + people % ("c", ""))))
    )
    assert first["author"] == third["author"] == [{"family": "Doe", "given": "Jane"}]
    assert second["author"] == [{"family": "Doe", "given": "Jane", "ORCID": "0000-0002-1825-0097"}]


def test_an_item_is_its_readers_own() -> None:
    (record,) = _records("@book{a, title={T}, author={Doe, Jane}, date={2017}}")
    item = csl_json.item(record)
    item["author"][0]["family"] = "Roe"
    item["issued"]["season"] = 1
    item["issued"]["date-parts"][0].append(5)
    assert csl_json.item(record)["author"] == [{"family": "Doe", "given": "Jane"}]
    assert csl_json.item(record)["issued"] == {"date-parts": [[2017]]}


def test_people_in_more_roles_and_more_dates_stand_in_one_order_always() -> None:
    roles, dates = sorted(tables.MORE_NAMES), sorted(tables.MORE_DATES)
    fields = [*(f"{name}={{Doe, Jane}}" for name in reversed(roles)), *(f"{name}={{2017}}" for name in reversed(dates))]
    (record,) = _records(f"@book{{a, title={{T}}, {', '.join(fields)}}}")
    item = csl_json.item(record)
    assert [name for name in item if name in roles] == roles
    assert [name for name in item if name in dates] == dates
    again = csl_json.record(item)
    assert [field.name for field in again.fields if field.name in dates] == dates


@pytest.mark.parametrize(
    "title",
    [
        "A Story of DNA", "<i>Homo Sapiens</i> in NATO", "<sup>A B</sup> and <sub>C-D</sub>", '<span class="nocase">A–B</span> C',
        "A--B ``C'' 'D'", "É\u0301tude’s End", "R&D {X} \\Alpha_B $C^D$ 50% #1 ~A", "中文 ABC", "McDonald's O''Neil", "I", "A\u00a0B",
        "–A–B—C-D", "<i>A <b>B <sup>C</sup></b></i>", "NATO: AN ACRONYM", "", " A  B ", "e.g. Of A", "a<b and C>d", "&amp; &lt;i&gt; A",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["", "en", "de-DE"])
def test_what_is_compared_is_what_is_read(title: str, language: str) -> None:
    item = {
        "id": "a",
        "type": "chapter",
        "title": title,
        "container-title": title,
        "title-short": title,
        "language": language,
    }
    assert read.entry(item).values() == read.read(item).values()


def test_the_first_item_is_written_before_the_second_is_taken() -> None:
    records = _records("".join(f"@book{{a{number}, title={{T {number}}}}}\n" for number in range(200)))
    left = iter(records)
    pieces = csl_json.dump(left)
    assert json.loads(next(pieces).removeprefix("["))["id"] == "a0"
    assert next(left).key == "a1"
    assert "".join(pieces).count('"id"') == 198
