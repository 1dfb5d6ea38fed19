"""The tagged formats of EndNote, PubMed and the Web of Science: what is in a file is in its records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from readinglist import formats
from readinglist.formats import tagged
from readinglist.model.record import Problem, Record
from tests.work import assert_linear

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

ENW = """%0 Journal Article
%A Doe, Jane
%A World Weather Group
%T Of Foxes
%J Journal of Foxes
%D 2020
%8 May 17
%V 12
%N 3
%P 105-9
%@ 0021-9606
%R 10.1000/fox
%U https://example.org/fox
%K foxes
fur
%X Some words.
%Z Read in May.
%F doe2020
%~ A Library

%0 Book
%A Roe, Ann
%E Poe, E.
%T Of Wolves
%B A Series
%I A Press
%C Rome
%D 1999
%@ 9780306406157
"""
REFER = """%A Jane Doe
%T Of Foxes
%J Journal of Foxes
%D 2020

%A Ann Roe
%T Of Wolves
%I A Press
%D 1999
"""
NBIB = """PMID- 27433151
OWN - NLM
FAU - Doe, Jane A
AU  - Doe JA
CN  - World Weather Group
TI  - Of foxes, and what
      they eat.
JT  - Journal of foxes
TA  - J Fox
VI  - 12
IP  - 3
PG  - 105-9
DP  - 2020 May 17
LID - 10.1000/fox [doi]
LID - S1-2 [pii]
IS  - 0021-9606 (Print)
IS  - 1476-4687 (Electronic)
PT  - Journal Article
AB  - Some words.
OT  - *foxes
OT  - fur
PMC - PMC4756000
SO  - J Fox. 2020.

PMID- 2
AU  - Roe A
TI  - Of wolves.
PT  - Preprint
DP  - 2019 Mar-Apr
"""
ISI = """FN ISI Export Format
VR 1.0
PT J
AU Doe, J
   Roe, A
AF Doe, Jane
   Roe, Ann
TI Of foxes, and what
   they eat
SO JOURNAL OF FOXES
JI J. Fox.
DT Article
DE foxes; fur
AB Some words.
SN 0021-9606
PD MAY 17
PY 2020
VL 12
IS 3
BP 105
EP 109
DI 10.1000/fox
CR Poe E, 1845
   Poe E, 1846
UT WOS:1
ER

PT B
AU Roe, A
TI Of Wolves
PU A Press
PY 1999
BN 978-0-306-40615-7
ER
EF
"""
FILES = {"enw": ENW, "nbib": NBIB, "isi": ISI}
FOX = {
    "title": r"Of [Ff]oxes.*",
    "journaltitle": "(?i)Journal of Foxes",
    "volume": "12",
    "number": "3",
    "pages": "105–109",
    "date": "2020-05-17",
    "doi": "10.1000/fox",
    "issn": "0021-9606.*",
    "abstract": "Some words.",
}


def read(name: str, text: str) -> list[Record]:
    return [item for item in formats.by_name(name).load(text) if isinstance(item, Record)]


@pytest.mark.parametrize("name", FILES)
def test_an_article_is_read_with_all_that_it_has(name: str) -> None:
    record = read(name, FILES[name])[0]
    values = {field.name: field.plain for field in record.fields}
    assert record.type == "article"
    assert {field: values[field] for field, wanted in FOX.items() if not re.fullmatch(wanted, values[field])} == {}
    assert record.contributors[0].whole.startswith("Jane")
    assert record.tags == ("foxes", "fur")


@pytest.mark.parametrize("name", FILES)
def test_no_value_of_a_file_is_lost(name: str) -> None:
    known = {"Journal Article", "J", "Article", "Book", "B", "Preprint", "Doe JA", "Doe, J", "Roe, A", "S1-2 [pii]"}
    for chunk, record in zip(chunks(name), read(name, FILES[name]), strict=True):
        said = letters(" ".join((record.key, *(f"{field.plain} {field.raw}" for field in record.fields))))
        for one in chunk.tags:
            pieces = re.findall(r"[\w]+", one.value) if one.value not in known else []
            lost = [piece for piece in pieces if letters(piece) not in said]
            assert lost in (
                [],
                ["May"],
                ["MAY"],
                ["9"],
                ["Mar", "Apr"],
                ["Mar"],
                ["Apr"],
                ["Print"],
                ["Electronic"],
                ["doi"],
            ), one


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def chunks(name: str) -> list[tagged.Chunk]:
    form = formats.by_name(name)._FORM
    return [one for one in tagged.chunks(tagged.lines_of(FILES[name]), form) if isinstance(one, tagged.Chunk)]


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_known_by_what_is_in_it(name: str, rl: Callable[..., Ran]) -> None:
    assert rl("import", "-", input=FILES[name]).code == 0
    assert [source["type"] for source in rl("list", "--json").json] == [
        "article",
        {"enw": "book", "nbib": "online", "isi": "book"}[name],
    ]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_do_not_matter(name: str, end: str) -> None:
    plain, other = (read(name, text) for text in (FILES[name], FILES[name].replace("\n", end)))
    assert [record.fields for record in other] == [record.fields for record in plain]


@pytest.mark.parametrize("name", FILES)
def test_of_a_file_that_was_cut_no_other_record_is_lost(name: str) -> None:
    lines = FILES[name].split("\n")
    whole = read(name, FILES[name])
    second = next(number for number, line in enumerate(lines) if number > 5 and re.match(r"%0 |PMID-|PT B", line))
    for cut in range(second + 1, len(lines)):
        found = read(name, "\n".join(lines[:cut]))
        assert found[0] == whole[0]
        assert len(found) == 2


def test_refer_has_records_without_types_between_blank_lines() -> None:
    assert [(record.type, record.title) for record in read("enw", REFER)] == [
        ("article", "Of Foxes"),
        ("book", "Of Wolves"),
    ]


def test_an_identifier_that_is_none_is_kept_as_it_came() -> None:
    (record,) = read("nbib", "PMID- nothing\nTI  - T\n")
    assert {field.name: field.plain for field in record.fields} == {"title": "T", "nbib-pmid": "nothing"}


def test_the_kinds_that_pubmed_names_are_types_or_kept() -> None:
    (record,) = read("nbib", "PMID- 1\nPT  - Technical Report\nPT  - Journal Article\nPT  - Review\n")
    assert (record.type, record.plain("nbib-pt")) == ("report", "Review")


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_such_file_makes_no_record(name: str) -> None:
    found = list(formats.by_name(name).load("Some words,\nand no more.\n"))
    assert [type(item) for item in found] == [Problem]


BEGINNINGS = {
    "ris": "TY  - JOUR\nTI  - a\n",
    "enw": "%0 Book\n%T a\n",
    "nbib": "PMID- 1\nTI  - a\n",
    "isi": "PT J\nTI a\n",
}


@pytest.mark.parametrize("name", BEGINNINGS)
@pytest.mark.parametrize(
    "piece",
    ["   more of it\n", "TI  - b\n", "%T b\n", "\n", "TY  - JOUR\n", "%0 Book\n", "AU  - Doe, Jane\n", "words\n"],
)
def test_a_long_file_is_read_in_proportion_to_its_length(name: str, piece: str) -> None:
    module = formats.by_name(name)
    assert_linear(lambda text: list(module.load(text)), lambda count: BEGINNINGS[name] + piece * count, 100)
