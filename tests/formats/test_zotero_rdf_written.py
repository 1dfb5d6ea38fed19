"""Zotero's RDF as it is written: what it carries comes back, and what it cannot is named."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.formats import bibtex, losses, zotero_rdf
from readinglist.model.record import Link, Note, Record

ARTICLE = [
    ("author", "{van Gogh, Vincent and {World Bank} and King, Jr., Martin}"), ("title", "{On {Keys} \\& Locks}"), ("journaltitle", "{J. of <Keys>}"),
    ("volume", "{3}"), ("number", "{4}"), ("pages", "{12--19}"), ("date", "{2020-05-06}"), ("doi", "{10.1000/x}"), ("issn", "{1234-5679}"),
    ("keywords", "{keys, open doors}"), ("abstract", "{Words.}"), ("note", "{a note}"), ("custom-field", "{A {B} \\emph{c}}"),
]  # fmt: skip


def read(records: list[Record], **given: bool) -> list[Record]:
    return [one for one in zotero_rdf.load("".join(zotero_rdf.dump(records, **given))) if isinstance(one, Record)]


@pytest.mark.parametrize(
    ("kind", "pairs"),
    [
        ("article", ARTICLE),
        ("mvbook", [("title", "{B}"), ("editor", "{Doe, Jane}"), ("publisher", "{P}"), ("location", "{Oslo}"), ("isbn", "{9780306406157}"), ("date", "{1999}")]),
        ("inproceedings", [("title", "{C}"), ("booktitle", "{Proc}"), ("eventtitle", "{Conf}"), ("series", "{LNCS}"), ("publisher", "{S}")]),
        ("thesis", [("title", "{T}"), ("institution", "{U}"), ("type", "{phdthesis}"), ("pagetotal", "{200}")]),
        ("online", [("title", "{W}"), ("organization", "{Site}"), ("url", "{https://example.org/a?b=1&c=2}"), ("urldate", "{2020-01-02}")]),
        ("software", [("title", "{S}"), ("version", "{1.2}"), ("organization", "{Org}")]),
        ("dataset", [("title", "{D}"), ("eprint", "{2001.00001}"), ("eprinttype", "{arxiv}"), ("editora", "{Doe, Jane}"), ("editoratype", "{redactor}")]),
    ],
)  # fmt: skip
def test_what_is_written_reads_back_the_same(kind: str, pairs: list[tuple[str, str]]) -> None:
    assert losses.of(bibtex.build("doe2020", kind, pairs), zotero_rdf) == []


def test_notes_links_tags_aliases_and_files_come_along_and_private_ones_only_if_asked_for() -> None:
    one = bibtex.build("one", "book", [("title", "{One}"), ("file", "{A label:files/a b.pdf:PDF}")])
    notes = (Note(1, "secret <b>", created="2020"), Note(2, "on it\n\nmore", "quoted & true", "page 5", public=True))
    one = replace(
        one, notes=notes, links=(Link("cites", "two"), Link("cites", "elsewhere")), aliases=("uno",), status="read"
    )
    two = bibtex.build("two", "book", [("title", "{Two}")])
    first, second = read([one, two], private=True)
    assert first.notes[0].text == "secret <b>"
    assert "quoted & true" in first.notes[1].quote + first.notes[1].text
    assert "more" in first.notes[1].text
    assert (first.aliases, first.status) == (("uno",), "read")
    assert [(file.path, file.label, file.kind) for file in first.attachments] == [("files/a b.pdf", "A label", "pdf")]
    assert [link.key for link in first.links] == [second.counterparts[0].name]
    public = "".join(zotero_rdf.dump([one, two]))
    assert "secret" not in public
    assert "Read_Status" not in public
    assert "quoted &amp;amp; true" in public


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_well_formed(title: str, note: str) -> None:
    record = replace(
        bibtex.build("k", "book", [("title", bibtex.encode("title", title))]), notes=(Note(1, note, public=True),)
    )
    ET.fromstring("".join(zotero_rdf.dump([record])))  # noqa: S314 - it is what was written
