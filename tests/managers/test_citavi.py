"""Citavi's backups: what is in a project comes along, and what does not is said."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from readinglist import managers
from readinglist.managers import citavi
from readinglist.model.record import Problem, Record
from readinglist.model.wishes import NO_WISHES
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

PROJECT = """<?xml version="1.0" encoding="utf-8"?>
<CitaviExchangeData Version="6.8.0.0">
<Categories><Category id="c1"><Name>Beasts</Name></Category><Category id="c2"><Name>Foxes/Fur</Name></Category></Categories>
<CategoryCategories><OnetoN>0;c1</OnetoN><OnetoN>c1;c2</OnetoN></CategoryCategories>
<Groups><Group id="g1"><Name>Core</Name></Group></Groups>
<Keywords><Keyword id="k1"><Name>colours</Name></Keyword></Keywords>
<Libraries><Library id="l1"><Name>Town Library</Name></Library></Libraries>
<Periodicals><Periodical id="p1"><Name>Journal of Foxes</Name><StandardAbbreviation>J. Fox.</StandardAbbreviation><ISSN>0021-9606</ISSN></Periodical></Periodicals>
<Persons>
<Person id="a1"><FirstName>Jane</FirstName><MiddleName>A.</MiddleName><LastName>Doe</LastName><Prefix>van</Prefix></Person>
<Person id="a2"><FirstName>Ede</FirstName><LastName>Poe</LastName></Person>
<Person id="a3"><LastName>Fox and Fur Group</LastName></Person>
</Persons>
<Publishers><Publisher id="u1"><Name>A Press</Name></Publisher></Publishers>
<References>
<Reference id="r1"><PeriodicalID>p1</PeriodicalID><CreatedOn>2017-05-22T08:22:45</CreatedOn><Abstract>Some words.</Abstract><CitationKey>doe 2020</CitationKey>
<Date>2020-05-17</Date><DOI>10.1000/fox</DOI><LanguageCode>de</LanguageCode><Number>3</Number><AccessDate>2021-02-03</AccessDate>
<PageRange>&lt;sp&gt;&lt;n&gt;105&lt;/n&gt;&lt;os&gt;105&lt;/os&gt;&lt;/sp&gt;&lt;os&gt;105-109&lt;/os&gt;</PageRange><ReferenceType>JournalArticle</ReferenceType>
<Title>Of Foxes</Title><Subtitle>A Study</Subtitle><Volume>12</Volume><Year>2020</Year><Evaluation>Worth it.</Evaluation><SpecificField1>Own words</SpecificField1><Rating>0</Rating></Reference>
<Reference id="r2"><ReferenceType>Contribution</ReferenceType><Title>Of Wolves</Title></Reference>
<Reference id="r3"><ReferenceType>BookEdited</ReferenceType><Title>The Book of Wolves</Title><Year>1999</Year><PlaceOfPublication>Rome</PlaceOfPublication><ISBN>978-0-306-40615-7</ISBN></Reference>
</References>
<ReferenceAuthors><OnetoN>r1;a1;a3</OnetoN><OnetoN>r2;a2</OnetoN></ReferenceAuthors>
<ReferenceEditors><OnetoN>r3;a2</OnetoN></ReferenceEditors>
<ReferencePublishers><OnetoN>r3;u1</OnetoN></ReferencePublishers>
<ReferenceKeywords><OnetoN>r1;k1</OnetoN></ReferenceKeywords>
<ReferenceCategories><OnetoN>r1;c2</OnetoN></ReferenceCategories>
<ReferenceGroups><OnetoN>r1;g1</OnetoN></ReferenceGroups>
<ReferenceReferences><OnetoN>r3;r2</OnetoN></ReferenceReferences>
<Locations>
<Location id="o1"><LocationType>0</LocationType><ReferenceID>r1</ReferenceID><Address>{"LinkedResourceType":1,"UriString":"fox.pdf"}</Address></Location>
<Location id="o2"><LocationType>0</LocationType><ReferenceID>r1</ReferenceID><Address>{"LinkedResourceType":5,"UriString":"https://example.org/fox"}</Address></Location>
<Location id="o3"><LocationType>2</LocationType><ReferenceID>r3</ReferenceID><LibraryID>l1</LibraryID><CallNumber>QL 737</CallNumber></Location>
</Locations>
<KnowledgeItems>
<KnowledgeItem id="t1"><ReferenceID>r1</ReferenceID><CreatedOn>2017-05-23T11:49:29</CreatedOn><CreatedBy>_Ann Roe</CreatedBy><ModifiedOn>2017-05-24T11:49:29</ModifiedOn>
<CoreStatement>On colour</CoreStatement><QuotationType>1</QuotationType><KnowledgeItemType>0</KnowledgeItemType><PageRange>&lt;n&gt;105&lt;/n&gt;&lt;os&gt;105&lt;/os&gt;</PageRange><Text>“Foxes are red.”</Text></KnowledgeItem>
<KnowledgeItem id="t2"><ReferenceID>r1</ReferenceID><CoreStatement>In short</CoreStatement><QuotationType>3</QuotationType><KnowledgeItemType>0</KnowledgeItemType><Text>They are mostly red.</Text></KnowledgeItem>
<KnowledgeItem id="t3"><CoreStatement>A thought of its own</CoreStatement><KnowledgeItemType>0</KnowledgeItemType></KnowledgeItem>
</KnowledgeItems>
<TaskItems><TaskItem id="s1"><ReferenceID>r1</ReferenceID><Name>Read</Name></TaskItem></TaskItems>
<EntityLinks><EntityLink id="e1"><SourceID>r1</SourceID><SourceType>Reference</SourceType><TargetID>r2</TargetID><TargetType>Reference</TargetType></EntityLink></EntityLinks>
</CitaviExchangeData>
"""


def backup(folder: Path, text: str = PROJECT, name: str = "project.ctv6") -> Path:
    """Return the path of a backup with a project in it."""
    path = folder / "project.ctv6bak"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return path


def read(path: Path) -> list[Record]:
    return [item for item in citavi.load(path, NO_WISHES) if isinstance(item, Record)]


def test_an_article_comes_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    path = backup(tmp_path)
    assert managers.of(path) is citavi
    article = read(path)[0]
    assert (article.key, article.type, article.added) == ("doe2020", "article", "2017-05-22T08:22:45Z")
    assert article.tags == ("colours", "Core", "Beasts/Foxes-Fur")
    assert article.values() == {
        "author": "van Doe, Jane A. and Fox and Fur Group",
        "title": "Of Foxes",
        "subtitle": "A Study",
        "journaltitle": "Journal of Foxes",
        "shortjournal": "J. Fox.",
        "volume": "12",
        "number": "3",
        "pages": "105–109",
        "date": "2020-05-17",
        "urldate": "2021-02-03",
        "language": "german",
        "issn": "0021-9606",
        "doi": "10.1000/fox",
        "url": "https://example.org/fox",
        "abstract": "Some words.",
        "keywords": "colours, Core, Beasts/Foxes-Fur",
        "citavi-specificfield1": "Own words",
    }
    assert [(note.text, note.quote, note.locator, note.created, note.public) for note in article.notes] == [
        ("On colour", "Foxes are red.", "page 105", "2017-05-23T11:49:29Z", False),
        ("In short\n\nThey are mostly red.", "", "", "", False),
        ("Worth it.", "", "", "", False),
    ]
    assert [note.highlight and note.highlight.mark for note in article.notes] == ["t1", "t2", "r1/Evaluation"]
    assert [(one.path, one.name) for one in article.attachments] == [("fox.pdf", "fox.pdf")]
    assert [(link.relation, link.key) for link in article.links] == [("related", "r2")]
    assert [(one.library, one.name) for one in article.counterparts] == [("citavi", "r1")]


def test_a_contribution_has_the_book_around_it(tmp_path: Path) -> None:
    _, part, book = read(backup(tmp_path))
    assert part.type == "incollection"
    assert part.values() == {
        "author": "Poe, Ede",
        "editor": "Poe, Ede",
        "title": "Of Wolves",
        "booktitle": "The Book of Wolves",
        "publisher": "A Press",
        "location": "Rome",
        "date": "1999",
        "isbn": "9780306406157",
    }
    assert (book.type, book.plain("library")) == ("collection", "Town Library, QL 737")


def test_what_does_not_come_along_is_said(tmp_path: Path) -> None:
    said = [item.message for item in citavi.load(backup(tmp_path), NO_WISHES) if isinstance(item, Problem)]
    assert said == [
        "the thought “A thought of its own” was left out, as it belongs to no work",
        "the task “Read” for “Of Foxes” was left out, as there are no tasks here",
    ]
    without = citavi.load(backup(tmp_path), NO_WISHES._replace(collections=False))
    assert next(item for item in without if isinstance(item, Record)).tags == ("colours",)


def test_a_backup_is_imported_twice_without_doubling(tmp_path: Path, rl: Callable[..., Ran]) -> None:
    path = backup(tmp_path)
    assert rl("import", str(path)).code == 0
    notes = rl("show", "doe2020", "--json").json[0]["notes"]
    again = rl("import", str(path))
    assert (again.code, "updated 0" in again.out + again.err) == (0, True)
    assert rl("show", "doe2020", "--json").json[0]["notes"] == notes
    assert sorted(source["title"] for source in rl("list", "--json").json) == [
        "Of Foxes: A Study",
        "Of Wolves",
        "The Book of Wolves",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<CitaviExchangeData><References>" + "<a>" * 10_000,
        '<!DOCTYPE a [<!ENTITY b "c">]><CitaviExchangeData>&b;</CitaviExchangeData>',
        PROJECT[:2000],
        (
            "<CitaviExchangeData><References><Reference id='a'><Title/><Year>x</Year></Reference></References>"
            "<CategoryCategories><OnetoN>a;a</OnetoN></CategoryCategories>"
            "<ReferenceCategories><OnetoN>a;a</OnetoN><OnetoN/></ReferenceCategories></CitaviExchangeData>"
        ),
    ],
)
def test_a_damaged_project_gives_sentences(text: str, tmp_path: Path) -> None:
    assert list(citavi.load(backup(tmp_path, text), NO_WISHES))


def test_another_archive_is_no_backup(tmp_path: Path) -> None:
    assert not citavi.is_one(backup(tmp_path, "<other/>"))
    broken = tmp_path / "broken.ctv6bak"
    broken.write_bytes(backup(tmp_path).read_bytes()[:200])
    assert not citavi.is_one(broken)
    with pytest.raises(UnreadableFile):
        list(citavi.load(broken, NO_WISHES))
