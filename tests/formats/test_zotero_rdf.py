"""Zotero's RDF: an export with notes, files, tags, collections and related items, as Zotero writes it."""

from __future__ import annotations

from typing import Any

import pytest

from readinglist.formats import zotero_rdf
from readinglist.model.record import Problem, Record
from readinglist.model.wishes import Wishes
from tests.formats.samples import sample
from tests.work import assert_linear

BEGIN = sample("zotero-rdf").partition("    <bib:Article")[0]
END = "</rdf:RDF>\n"
PIECES = """
<bib:Book rdf:about="#item_1"><z:itemType>book</z:itemType><dc:title>One</dc:title>
  <link:link rdf:resource="#item_3"/><link:link rdf:resource="#item_4"/><dcterms:isReferencedBy rdf:resource="#item_5"/>
  <dc:relation rdf:resource="#item_2"/><z:citationKey>one</z:citationKey></bib:Book>
<bib:Book rdf:about="#item_2"><z:itemType>book</z:itemType><dc:title>Two</dc:title><dc:relation rdf:resource="#item_1"/></bib:Book>
<z:Attachment rdf:about="#item_3"><z:itemType>attachment</z:itemType><rdf:resource rdf:resource="files/3/a%20b.pdf"/>
  <dc:title>Full Text PDF</dc:title><z:linkMode>0</z:linkMode><link:type>application/pdf</link:type></z:Attachment>
<z:Attachment rdf:about="#item_4"><z:itemType>attachment</z:itemType><z:path rdf:resource="files/4/index.html"/>
  <dc:identifier><dcterms:URI><rdf:value>https://example.org/p</rdf:value></dcterms:URI></dc:identifier>
  <dcterms:dateSubmitted>2020-05-06 10:11:12</dcterms:dateSubmitted><z:linkMode>1</z:linkMode><link:type>text/html</link:type></z:Attachment>
<bib:Memo rdf:about="#item_5"><rdf:value>&lt;p&gt;Worth &lt;b&gt;reading&lt;/b&gt;&lt;/p&gt;</rdf:value></bib:Memo>
<bib:Memo rdf:about="#item_6"><rdf:value>&lt;p&gt;alone&lt;/p&gt;</rdf:value></bib:Memo>
<z:Collection rdf:about="#collection_1"><dc:title>Thesis</dc:title><dcterms:hasPart rdf:resource="#collection_2"/></z:Collection>
<z:Collection rdf:about="#collection_2"><dc:title>Foxes</dc:title><dcterms:hasPart rdf:resource="#item_1"/></z:Collection>
"""


def read(text: str, **wishes: Any) -> list[Record]:  # noqa: ANN401 - what is wished
    return [item for item in zotero_rdf.load(text, wishes=Wishes(**wishes)) if isinstance(item, Record)]


def test_an_item_has_its_fields_people_and_what_it_is_part_of() -> None:
    article, chapter, thesis = read(sample("zotero-rdf"))
    assert (article.key, article.type, article.title, article.tags) == (
        "roe2020",
        "article",
        "On Vulpes & Fur",
        ("fur",),
    )
    said = "journaltitle shortjournal volume number pages issn doi url urldate pmid author".split()
    assert [article.plain(name) for name in said] == [
        "Foxes", "Fox.", "3", "4", "12–19", "0021-9606", "10.1000/Fox", "https://example.org/fox", "2020-06-01", "123",
        "Roe, Ann and World Weather Group",
    ]  # fmt: skip
    said = "booktitle series number isbn publisher location translator".split()
    assert [chapter.plain(name) for name in said] == [
        "Of Wolves", "Animals", "9", "978-0-306-40615-7", "A Press", "Rome", "Poe, Jo",
    ]  # fmt: skip
    assert [thesis.plain(name) for name in ("institution", "type", "pagetotal")] == [
        "Some University",
        "PhD thesis",
        "200",
    ]


def test_notes_files_collections_and_related_items_are_where_they_belong() -> None:
    one, two, note = read(BEGIN + PIECES + END)
    assert [written.text for written in one.notes] == ["Worth **reading**"]
    assert [(file.path, file.kind, file.url) for file in one.attachments] == [
        ("files/3/a b.pdf", "pdf", ""),
        ("files/4/index.html", "snapshot", "https://example.org/p"),
    ]
    assert one.attachments[1].fetched == "2020-05-06T10:11:12Z"
    assert one.tags == ("Thesis/Foxes",)
    assert [link.key for link in one.links] == [two.counterparts[0].name]
    assert two.links == ()
    assert (note.title, [written.text for written in note.notes]) == ("alone", ["alone"])


def test_journals_and_sites_of_their_own_are_no_works() -> None:
    text = """<bib:Article rdf:about="#a"><z:itemType>journalArticle</z:itemType><dcterms:isPartOf rdf:resource="urn:issn:0021-9606"/>
    <dc:title>T</dc:title></bib:Article>
    <bib:Journal rdf:about="urn:issn:0021-9606"><dc:title>Foxes</dc:title><dc:identifier>ISSN 0021-9606</dc:identifier></bib:Journal>"""
    (article,) = read(BEGIN + text + END)
    assert (article.plain("journaltitle"), article.plain("issn")) == ("Foxes", "0021-9606")


def test_what_is_wished_of_tags_and_collections_counts() -> None:
    automatic = "<dc:subject><z:AutomaticTag><rdf:value>Vulpes</rdf:value></z:AutomaticTag></dc:subject>"
    text = BEGIN + PIECES.replace("<z:citationKey>", f"<dc:subject>fur</dc:subject>{automatic}<z:citationKey>") + END
    assert read(text)[0].tags == ("fur", "Thesis/Foxes")
    assert read(text, automatic_tags=True, collections=False)[0].tags == ("fur", "Vulpes")


def test_a_second_export_of_another_library_names_no_work_of_the_first() -> None:
    other = read(BEGIN + PIECES.replace("One", "Three") + END)[0]
    assert other.counterparts != read(BEGIN + PIECES + END)[0].counterparts


@pytest.mark.parametrize(
    "odd",
    [
        "<bib:Book/>",
        '<bib:Book rdf:about="#x"><dcterms:isPartOf rdf:resource="#x"/></bib:Book>',
        '<z:Collection rdf:about="#c"><dcterms:hasPart rdf:resource="#c"/></z:Collection>',
        "<z:Attachment><z:linkMode>9</z:linkMode></z:Attachment>",
        "<bib:Memo/>",
        "words",
        "<unknown><a><b/></a></unknown>",
    ],
)
def test_odd_nodes_do_no_harm(odd: str) -> None:
    assert [record.title for record in read(BEGIN + odd + PIECES + END) if record.title in ("One", "Two")] == [
        "One",
        "Two",
    ]


@pytest.mark.parametrize(
    "fault",
    ["<bib:Book><dc:title>x</bib:Book>", "&unknown;", "<a " * 3, "<x>" * 100 + "</x>" * 100, "\x00"],
)
def test_what_is_well_formed_before_a_fault_is_kept_and_the_rest_said_with_its_line(fault: str) -> None:
    items = list(zotero_rdf.load(BEGIN + PIECES + fault + END))
    assert [item.title for item in items if isinstance(item, Record)] == ["One", "Two", "alone"]
    (problem,) = [item for item in items if isinstance(item, Problem) and item.broken]
    assert fault.strip("\x00")[:3] in problem.raw
    assert problem.line > BEGIN.count("\n")


def test_entities_of_its_own_are_not_read() -> None:
    text = '<!DOCTYPE rdf:RDF [<!ENTITY a "aaaa">]>' + BEGIN + PIECES.replace("One", "&a;") + END
    items = list(zotero_rdf.load(text))
    assert [item for item in items if isinstance(item, Record)] == []
    assert "entities" in str(items[0])


def test_reading_takes_time_in_proportion_to_the_length() -> None:
    assert_linear(lambda text: list(zotero_rdf.load(text)), lambda count: BEGIN + PIECES * count + END, 15)
