"""RIS: what its dialects mean, and that what is written is read again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from readinglist.formats import bibtex, losses, ris
from readinglist.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

ARTICLE = """TY  - JOUR
ID  - doe2020
AU  - Doe, Jane
AU  - van Gogh, Vincent, Jr.
A1  - World Weather Group
TI  - Of Foxes:
T1  - A Study
T2  - Journal of Foxes
J2  - J. Foxes
PY  - 2020
DA  - 2020/05/17/
VL  - 12
IS  - 3
SP  - 105
EP  - 9
SN  - 0021-9606
DO  - https://doi.org/10.1000/FOX
UR  - https://example.org/fox
KW  - foxes
KW  - colour; fur
AB  - First line
second line.
N1  - Read in May.
XX  - what nobody knows
ER  -
"""


def read(text: str) -> list[Record]:
    return [item for item in ris.load(text) if isinstance(item, Record)]


def fields(text: str) -> dict[str, str]:
    (record,) = read(text)
    return {field.name: field.plain for field in record.fields}


def test_an_article_is_read_with_all_that_it_has() -> None:
    (record,) = read(ARTICLE)
    assert (record.key, record.type) == ("doe2020", "article")
    assert [person.whole for person in record.contributors] == [
        "Jane Doe",
        "Vincent van Gogh Jr.",
        "World Weather Group",
    ]
    assert record.tags == ("foxes", "colour", "fur")
    assert fields(ARTICLE) == {
        "author": "Doe, Jane and van Gogh, Jr., Vincent and World Weather Group",
        "title": "Of Foxes: A Study",
        "journaltitle": "Journal of Foxes",
        "shortjournal": "J. Foxes",
        "volume": "12",
        "number": "3",
        "pages": "105–109",
        "date": "2020-05-17",
        "issn": "0021-9606",
        "doi": "10.1000/FOX",
        "url": "https://example.org/fox",
        "note": "Read in May.",
        "abstract": "First line second line.",
        "keywords": "foxes, colour, fur",
        "ris-xx": "what nobody knows",
    }


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ("TY  - BOOK\nT2  - A Series\nSP  - 250\nSN  - 978-0-306-40615-7\nA2  - Roe, Ann", {"series": "A Series", "pagetotal": "250", "isbn": "9780306406157", "editor": "Roe, Ann"}),
        ("TY  - CHAP\nT2  - The Book\nT3  - A Series", {"booktitle": "The Book", "series": "A Series"}),
        ("TY  - CONF\nT2  - Meeting\nC3  - Proceedings\nC1  - Rome", {"booktitle": "Proceedings", "eventtitle": "Meeting", "venue": "Rome"}),
        ("TY  - CONF\nT2  - Proceedings", {"booktitle": "Proceedings"}),
        ("TY  - THES\nPB  - A University\nM3  - PhD thesis", {"institution": "A University", "type": "PhD thesis"}),
        ("TY  - RPRT\nSN  - TR-7\nPB  - Body", {"number": "TR-7", "institution": "Body"}),
        ("TY  - JOUR\nJF  - Whole\nJO  - W.", {"journaltitle": "Whole", "shortjournal": "W."}),
        ("TY  - JOUR\nJO  - Only", {"journaltitle": "Only"}),
        ("TY  - JOUR\nM3  - doi: 10.1000/a", {"doi": "10.1000/a"}),
        ("TY  - JOUR\nAN  - arXiv:1706.03762", {"eprint": "1706.03762", "eprinttype": "arxiv"}),
        ("TY  - JOUR\nDB  - PubMed\nAN  - 26957754\nC2  - PMC4756000", {"pmid": "26957754", "pmcid": "PMC4756000", "ris-db": "PubMed"}),
        ("TY  - EDBOOK\nAU  - Roe, Ann", {"editor": "Roe, Ann"}),
        ("TY  - ICOMM\nUR  - http://a.org", {"url": "http://a.org"}),
        ("TY  - Journal Article\nVL  - 3", {"volume": "3"}),
    ],
)  # fmt: skip
def test_what_a_tag_means_is_decided_by_the_type(tags: str, found: dict[str, str]) -> None:
    assert fields(f"{tags}\nER  - \n") == found


@pytest.mark.parametrize(
    ("tags", "date"),
    [
        ("PY  - 2001/00/00/", "2001"),
        ("PY  - 2001///", "2001"),
        ("Y1  - 1948/07//", "1948-07"),
        ("PY  - 2014\nDA  - March 3", "2014-03-03"),
        ("PY  - 2005\nDA  - 2005/07/15", "2005-07-15"),
        ("DA  - 2019 Mar 4", "2019-03-04"),
        ("PY  - 2001\nDA  - 1999/05/01", "2001"),
        ("PY  - 2013/02/31/", "2013-02"),
    ],
)
def test_dates_are_read_as_far_as_they_are_known(tags: str, date: str) -> None:
    assert fields(f"TY  - JOUR\n{tags}\nER  - \n") == {"date": date}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("begin", ["", "\ufeff", "\n\n1.\n", "Record #1 of 2\n"])
def test_line_ends_and_what_stands_before_do_not_matter(begin: str, end: str) -> None:
    found = list(ris.load((begin + ARTICLE).replace("\n", end)))
    assert [replace(item, line=1, raw="") for item in found if isinstance(item, Record)] == [
        replace(read(ARTICLE)[0], line=1, raw="")
    ]
    assert [item for item in found if isinstance(item, Problem)] == []


def test_a_record_without_its_end_is_one_all_the_same() -> None:
    text = "TY  - JOUR\nTI  - One\nTY  - BOOK\nTI  - Two"
    assert [(record.type, record.title) for record in read(text)] == [("article", "One"), ("book", "Two")]


def test_an_empty_tag_does_not_swallow_the_next_line() -> None:
    assert fields("TY  - JOUR\nSP  -\nVL - 7\nIS - \nER  -\n") == {"volume": "7"}


def test_what_is_in_no_record_is_said_with_its_line() -> None:
    found = list(ris.load("a word\nTY  - JOUR\nER  - \n\nmore words\n"))
    assert [(item.line, item.raw) for item in found if isinstance(item, Problem)] == [(1, "a word"), (5, "more words")]


@pytest.mark.parametrize("cut", range(1, ARTICLE.count("\n") + 1))
def test_of_a_file_that_was_cut_no_other_record_is_lost(cut: int) -> None:
    whole = ARTICLE + "\n" + "\n".join(ARTICLE.split("\n")[:cut]) + "\n"
    found = read(whole)
    assert found[0] == read(ARTICLE)[0]
    assert len(found) == 2


BACK = [
    "@article{doe2020, author={Doe, Jane and {Epoch AI} and {and sons, Ltd} and others}, title={Of {DNA}}, journaltitle={J}, date={2020-05-17}}",
    "@article{doe2021, journaltitle={J}, shortjournal={Jo}, volume={1}, number={2}, pages={3--4}, doi={10.1000/a}, keywords={a, b c}, url={https://a.org/x}}",
    "@book{roe, author={Plato}, editor={Roe, Ann}, title={T}, series={S}, edition={2}, publisher={P}, location={L}, isbn={9780306406157}, date={1999}}",
    "@incollection{x1, author={van Gogh, Vincent}, title={T}, booktitle={B}, bookauthor={Roe, Ann}, translator={Poe, E.}, pages={5}}",
    "@inproceedings{x2, title={T}, booktitle={B}, eventtitle={E}, venue={Rome}, date={2001-02}}",
    "@thesis{x3, title={T}, institution={U}, type={PhD thesis}, date={2001}}",
    "@report{x4, title={T}, institution={U}, number={7}, abstract={Some words.}}",
    "@online{x5, title={T}, organization={O}, urldate={2020-01-02}, url={https://a.org}, eprint={1706.03762}, eprinttype={arxiv}}",
    "@phdthesis{x6, title={T}, school={U}, year={2001}}",
    "@software{x7, title={T}, version={1.2}}", "@patent{x8, title={T}, number={US1}}", "@misc{x9, title={T}, note={N}, language={german}}",
]  # fmt: skip


@pytest.mark.parametrize("entry", BACK)
def test_what_is_written_is_read_again(entry: str) -> None:
    (record,) = [item for item in bibtex.load(entry) if isinstance(item, Record)]
    assert losses.of(record, ris) == []


def test_what_has_no_tag_is_named() -> None:
    (record,) = [
        item for item in bibtex.load("@misc{a1, title={T}, usera={U}, annotation={A}}") if isinstance(item, Record)
    ]
    assert sorted(losses.of(record, ris)) == ["annotation", "usera"]


def test_an_export_says_what_it_cannot_carry_and_a_strict_one_writes_nothing(rl: Callable[..., Ran]) -> None:
    rl("import", "-", input="@misc{a1, title={T}, usera={U}, author={Doe, Jane}}")
    ran = rl("export", "--format", "ris")
    assert ran.out == "TY  - GEN\r\nID  - a1\r\nAU  - Doe, Jane\r\nTI  - T\r\nER  - \r\n\r\n"
    assert "ris cannot carry usera (1 source)." in ran.err
    ran = rl("export", "--format", "ris", "--strict")
    assert (ran.code, ran.out) == (1, "")


def test_a_file_is_imported_by_what_is_in_it(rl: Callable[..., Ran]) -> None:
    assert rl("import", "-", input=ARTICLE).code == 0
    assert rl("list", "-k").lines == ["doe2020"]
    assert "skipped 1" in rl("import", "-", input=ARTICLE).err
    assert rl("list", "-k").lines == ["doe2020"]
