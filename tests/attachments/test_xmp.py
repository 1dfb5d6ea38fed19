"""What a PDF says of itself in XMP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist.attachments.pdf import xmp
from tests import pdfs

if TYPE_CHECKING:
    from pathlib import Path

RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF>'
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
PRISM = 'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"'
JABREF = 'xmlns:bibtex="http://jabref.sourceforge.net/bibteXMP/"'


def said(inner: str) -> xmp.Packet:
    return xmp.parsed(RDF.format(inner).encode())


@pytest.mark.parametrize(
    ("inner", "doi"),
    [
        (f"<rdf:Description {PRISM}><prism:doi>10.1000/182</prism:doi></rdf:Description>", "10.1000/182"),
        (f'<rdf:Description {PRISM} prism:doi="10.1000/182"/>', "10.1000/182"),
        (f"<rdf:Description {DC}><dc:identifier>doi:10.1000/182</dc:identifier></rdf:Description>", "doi:10.1000/182"),
        (
            f"<rdf:Description {DC} {PRISM} dc:identifier='10.1000/other'><prism:doi>10.1000/182</prism:doi></rdf:Description>",
            "10.1000/182",
        ),
        (f"<rdf:Description {PRISM}><prism:doi>10.1002/(ISSN)1097-024X</prism:doi></rdf:Description>", ""),
        (f"<rdf:Description {DC}><dc:identifier>uuid:1234</dc:identifier></rdf:Description>", ""),
        ("<rdf:Description><prism:doi>10.1000/182</prism:doi></rdf:Description>", "10.1000/182"),
    ],
)
def test_the_doi_of_the_work_is_found_and_not_that_of_its_journal(inner: str, doi: str) -> None:
    assert said(inner).doi == doi


def test_an_entry_of_jabref_is_read_in_either_of_its_ways() -> None:
    own = (
        f'<rdf:Description {JABREF} bibtex:title="On Keys"><bibtex:entrytype>Article</bibtex:entrytype>'
        "<bibtex:author><rdf:Seq><rdf:li>Jane Doe</rdf:li><rdf:li>Ann Roe</rdf:li></rdf:Seq></bibtex:author></rdf:Description>"
    )
    assert dict(said(own).entries[0]) == {"title": "On Keys", "entrytype": "Article", "author": "Jane Doe and Ann Roe"}
    core = (
        f"<rdf:Description {DC}><dc:relation><rdf:Bag><rdf:li>bibtex/journal/J. of Keys</rdf:li></rdf:Bag></dc:relation>"
        "<dc:title><rdf:Alt><rdf:li>On Keys</rdf:li></rdf:Alt></dc:title>"
        "<dc:creator><rdf:Seq><rdf:li>Jane Doe</rdf:li></rdf:Seq></dc:creator></rdf:Description>"
    )
    assert dict(said(core).entries[0]) == {"journal": "J. of Keys", "title": "On Keys", "author": "Jane Doe"}
    assert said(core).title == "On Keys"


def test_dublin_core_that_nobody_made_of_an_entry_is_none() -> None:
    assert said(f"<rdf:Description {DC}><dc:title>On Keys</dc:title></rdf:Description>").entries == ()


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><rdf:RDF>&b;</rdf:RDF>',
        b"<rdf:RDF><a></rdf:RDF>",
        b"<rdf:RDF>\xff\xfe</rdf:RDF>",
        b"",
    ],
)
def test_what_is_no_xml_or_declares_entities_says_nothing(content: bytes) -> None:
    assert xmp.parsed(content) == xmp.Packet()


def test_the_packet_is_found_in_the_bytes_of_a_file_and_that_of_a_picture_is_passed_by(tmp_path: Path) -> None:
    picture = RDF.format("<rdf:Description/>")
    own = RDF.format(f"<rdf:Description {PRISM}><prism:doi>10.1000/182</prism:doi></rdf:Description>")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdfs.made(["x"], xmp=f"<x:xmpmeta>{picture}</x:xmpmeta> <x:xmpmeta>{own}</x:xmpmeta>"))
    assert xmp.read(path).doi == "10.1000/182"


def test_a_packet_without_an_end_or_too_long_and_an_empty_file_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    for content in (b"", b"<rdf:RDF" * 1000, b"<rdf:RDF>" + b" " * 1_100_000 + b"</rdf:RDF>"):
        path.write_bytes(content)
        assert xmp.read(path) == xmp.Packet()
