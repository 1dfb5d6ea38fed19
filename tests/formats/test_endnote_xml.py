"""EndNote's XML: what is in a file is in its records, and no file does harm."""

from __future__ import annotations

import pytest

from readinglist import formats
from readinglist.formats import endnote_xml
from readinglist.model.record import Problem, Record
from tests.work import assert_linear

BEGIN, END = '<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n', "</records></xml>\n"
ARTICLE = """<record><rec-number>7</rec-number><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Doe, Jane</style></author><author>World Weather Group</author></authors>
<secondary-authors><author>Roe, Ann</author></secondary-authors></contributors>
<titles><title><style face="normal">Of </style><style face="italic">Vulpes</style></title><secondary-title>Journal of Foxes</secondary-title></titles>
<periodical><full-title>Journal of Foxes</full-title><abbr-1>J. Fox.</abbr-1></periodical>
<pages>105-9</pages><volume>12</volume><number>3</number><keywords><keyword>foxes</keyword><keyword>fur; paws</keyword></keywords>
<dates><year>2020</year><pub-dates><date>May 17</date></pub-dates></dates><isbn>0021-9606</isbn>
<electronic-resource-num>10.1000/fox</electronic-resource-num><urls><related-urls><url>https://example.org/fox</url></related-urls>
<pdf-urls><url>internal-pdf://123/fox.pdf</url></pdf-urls></urls><abstract>Some words.</abstract><notes>Read.</notes>
<label>doe2020</label><custom1>what nobody knows</custom1></record>
"""
BOOK = """<record><ref-type name="Book">6</ref-type><contributors><authors><author>Roe, Ann</author></authors></contributors>
<titles><title>Of Wolves</title><secondary-title>A Series</secondary-title></titles><dates><year>1999</year></dates>
<isbn>978-0-306-40615-7</isbn><publisher>A Press</publisher><pub-location>Rome</pub-location></record>
"""
WHOLE = BEGIN + ARTICLE + BOOK + END


def read(text: str) -> list[Record]:
    return [item for item in endnote_xml.load(text) if isinstance(item, Record)]


def test_records_are_read_with_all_that_they_have() -> None:
    article, book = read(WHOLE)
    assert (article.key, article.type, article.line, article.tags) == (
        "doe2020",
        "article",
        3,
        ("foxes", "fur", "paws"),
    )
    assert {field.name: field.plain for field in article.fields} == {
        "author": "Doe, Jane and World Weather Group",
        "editor": "Roe, Ann",
        "title": "Of Vulpes",
        "journaltitle": "Journal of Foxes",
        "shortjournal": "J. Fox.",
        "volume": "12",
        "number": "3",
        "pages": "105–109",
        "date": "2020-05-17",
        "issn": "0021-9606",
        "doi": "10.1000/fox",
        "url": "https://example.org/fox",
        "abstract": "Some words.",
        "note": "Read.",
        "keywords": "foxes, fur, paws",
        "endnote-custom1": "what nobody knows",
        "file": "123/fox.pdf",
    }
    assert {field.name: field.plain for field in book.fields} == {
        "author": "Roe, Ann",
        "title": "Of Wolves",
        "series": "A Series",
        "date": "1999",
        "publisher": "A Press",
        "location": "Rome",
        "isbn": "9780306406157",
    }


def test_what_no_field_is_for_is_kept_under_the_name_of_its_element() -> None:
    more = "<foreign-keys><key>9</key></foreign-keys><dates><year>1999</year><pub-dates><date>soon</date></pub-dates></dates>"
    odd = "<custom9><style>PMC</style><style>77</style></custom9><titles><title>Of Foxes</title><alt-title>Fox Tales</alt-title></titles>"
    (record,) = read(f"{BEGIN}<record><ref-type>6</ref-type>{more}{odd}</record>{END}")
    assert record.values() == {
        "title": "Of Foxes",
        "date": "1999",
        "endnote-alt-title": "Fox Tales",
        "endnote-custom9": "PMC77",
        "endnote-pub-dates-date": "soon",
    }


def test_a_file_is_known_by_what_is_in_it() -> None:
    assert endnote_xml.sniff("\ufeff" + WHOLE)
    assert endnote_xml.sniff("<records><record/></records>")
    assert not endnote_xml.sniff("<html><records></html>")
    assert formats.by_name("endnote-xml") is endnote_xml


@pytest.mark.parametrize("cut", range(len(BEGIN + ARTICLE) + 10, len(WHOLE) - len(END), 7))
def test_of_a_file_that_was_cut_what_was_whole_is_kept_and_the_rest_is_said(cut: int) -> None:
    first, problem = endnote_xml.load(WHOLE[:cut])
    assert first == read(WHOLE)[0]
    assert isinstance(problem, Problem)
    assert (problem.line, problem.broken) == (WHOLE[:cut].count("\n", 0, WHOLE.index("<record><ref-type")) + 1, True)
    assert problem.raw == WHOLE[WHOLE.index("<record><ref-type") : cut]


@pytest.mark.parametrize(
    "text",
    [
        f'<!DOCTYPE xml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>{BEGIN[39:]}<record><notes>&b;</notes></record>{END}',
        '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><records><record><notes>&a;</notes></record></records></xml>',
        "<xml><records><record>" + "<a>" * 10_000,
        "<xml><records><record><notes>&nothing;</notes></record></records></xml>",
    ],
)
def test_a_file_made_to_do_harm_gives_no_record_but_a_sentence(text: str) -> None:
    (problem,) = endnote_xml.load(text)
    assert isinstance(problem, Problem)
    assert "root:" not in problem.raw


def test_many_records_are_read_in_proportion_to_their_number() -> None:
    assert_linear(lambda text: list(endnote_xml.load(text)), lambda count: BEGIN + BOOK * count + END, 40)
