"""MARC 21 in XML: what is in a file is in its records."""

from __future__ import annotations

import pytest

from readinglist.formats import marc_xml
from readinglist.model.record import Record
from tests.formats.samples import sample


def read(text: str) -> list[Record]:
    return [item for item in marc_xml.load(text) if isinstance(item, Record)]


def of(fields: str, leader: str = "00000nam a2200000 a 4500") -> Record:
    (record,) = read(f"<record><leader>{leader}</leader>{fields}</record>")
    return record


def field(tag: str, **subfields: str) -> str:
    parts = "".join(f'<subfield code="{code.strip("_")}">{text}</subfield>' for code, text in subfields.items())
    return f'<datafield tag="{tag}" ind1=" " ind2=" ">{parts}</datafield>'


def test_a_book_is_read_without_the_punctuation_of_catalogues() -> None:
    book = read(sample("marc-xml"))[0]
    assert (book.type, book.line, book.tags) == ("book", 3, ("Foxes -- Anatomy",))
    assert book.values() == {
        "author": "Doe, Jane",
        "translator": "Poe, Ede",
        "title": "The colours of foxes",
        "subtitle": "a study",
        "series": "Beasts",
        "number": "7",
        "edition": "2nd ed.",
        "pagetotal": "250",
        "publisher": "A Press",
        "location": "Rome",
        "date": "1993",
        "language": "english",
        "isbn": "9780306406157",
        "url": "https://example.org/fox",
        "note": "Includes index.",
        "abstract": "Some words.",
        "editora": "Fox and Fur Group",
        "editoratype": "funder",
        "keywords": "Foxes -- Anatomy",
        "marc-001": "92005291",
        "marc-008": "920219s1993 it a j 000 0 eng d",
        "marc-020": "(hbk) :; $15.95",
        "marc-100": "1953-",
        "marc-300": "ill. ; 26 cm.",
        "marc-856": "Free",
        "marc-extent": "xii, 250 p. :",
        "marc-leader": "01142cam a2200301 a 4500",
        "marc-responsibility": "by Jane Doe ; translated by E. Poe",
    }


def test_an_article_is_read_with_the_journal_around_it() -> None:
    article = read(sample("marc-xml"))[1]
    assert (article.type, article.line) == ("article", 21)
    assert {name: value for name, value in article.values().items() if not name.startswith("marc-0")} == {
        "author": "Roe, Ann B.",
        "title": "Of wolves",
        "journaltitle": "Journal of wolves",
        "volume": "24",
        "number": "9",
        "pages": "235–248",
        "date": "1994-09",
        "language": "german",
        "issn": "0021-9606",
        "doi": "10.1000/wolf",
        "marc-773": "Vol. 24, no. 9 (Sept. 1994), p. 235-48",
        "marc-leader": "01142nab a2200301 a 4500",
    }


@pytest.mark.parametrize(
    ("leader", "kind"),
    [("nam", "book"), ("nas", "periodical"), ("cgm", "video"), ("cjm", "music"), ("cem", "misc"), ("ckm", "image")],
)
def test_the_type_is_what_the_leader_says(leader: str, kind: str) -> None:
    assert of("", f"00000{leader} a2200000 a 4500").type == kind


def test_the_record_of_a_server_may_lie_in_one_of_its_own() -> None:
    inner = f"<record><leader>00000nam a22</leader>{field('245', a='Of foxes')}</record>"
    for begin, end in (
        ("<zs:searchRetrieveResponse><zs:record><zs:recordData>", "</zs:recordData></zs:record></zs:searchRetrieveResponse>"),
        ('<z:searchRetrieveResponse xmlns:z="urn:z"><z:record>', "</z:record></z:searchRetrieveResponse>"),
    ):  # fmt: skip
        text = begin + inner + end
        assert marc_xml.sniff(text)
        assert [record.title for record in read(text)] == ["Of foxes"]


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        (field("502", a="Thesis (Ph. D.)--University of Burrows, 1999."), {"type": "Thesis (Ph. D.)", "institution": "University of Burrows", "date": "1999"}),
        (field("502", b="PhD", c="University of Burrows", d="1999"), {"type": "PhD", "institution": "University of Burrows", "date": "1999"}),
        (field("700", a="Poe, Ede", _4="edt"), {"editor": "Poe, Ede"}),
        (field("700", a="Poe, Ede", t="Another work"), {"marc-700": "Poe, Ede Another work"}),
        (field("264", a="Rome", b="A Press", c="[2001]"), {"location": "Rome", "publisher": "A Press", "date": "2001"}),
        (field("999", a="own", _9="words"), {"marc-999": "own words"}),
    ],
)  # fmt: skip
def test_what_the_tags_mean(fields: str, wanted: dict[str, str]) -> None:
    found = {name: value for name, value in of(fields).values().items() if name != "marc-leader"}
    assert found == wanted
