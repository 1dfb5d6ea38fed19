"""Files of more kinds that are made to do harm: each costs its own text at most, and says why."""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING

import pytest

from readinglist.attachments import contents, reading
from readinglist.model.attachment import DAMAGED, EMPTY, LOCKED, READ, UNREAD, FileText
from tests import pdfs
from tests.fulltext.test_zipped import CONTAINER, docx, epub, zipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica %s >>"
WORDS = b"BT /F 9 Tf 9 9 Td (Words here) Tj ET"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def page(
    content: bytes = b"",
    *more: bytes,
    catalogue: bytes = b"",
    entries: bytes = b"",
    font: bytes = FONT % b"",
    trailer: str = "",
) -> bytes:
    """Return a PDF of a page that draws `content`, with more objects from number 6."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        font,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /Font << /F 3 0 R >> /XObject << /X 6 0 R >> >> %s >>" % entries,
        content or stream(WORDS),
        *more,
    ]
    return pdfs.whole(objects, f"/Root 1 0 R {trailer}")


def _many_words() -> bytes:
    packed = zlib.compress(b"BT /F 9 Tf 9 9 Td " + b"(word ) Tj " * 1_000_000 + b"ET", 9)
    return page(stream(packed, b"/Filter /FlateDecode"))


def _deep_outline() -> bytes:
    entries = (b"<< /Title (x) /First %d 0 R /Last %d 0 R >>" % (number, number) for number in range(7, 3000))
    return page(b"", *entries, b"<<>>", catalogue=b"/Outlines 6 0 R")


def _wide_outline() -> bytes:
    entries = (b"<< /Title (%s) /Next %d 0 R >>" % (b"T" * 2000, number) for number in range(8, 3000))
    return page(b"", b"<< /First 7 0 R /Last 7 0 R >>", *entries, b"<<>>", catalogue=b"/Outlines 6 0 R")


def _to_unicode(ranges: bytes) -> bytes:
    table = b"1 begincodespacerange <00> <ff> endcodespacerange\n" + ranges
    return page(b"", stream(table), font=FONT % b"/ToUnicode 6 0 R")


def _type3() -> bytes:
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 6 0 R >> /FirstChar 97"
        b" /LastChar 97 /Widths [9] /Encoding << /Differences [97 /a] >> /Resources << /Font << /F 3 0 R >> >> >>"
    )
    return page(stream(b"BT /F 9 Tf (aaaa) Tj ET"), stream(b"9 0 d0 BT /F 9 Tf (aa) Tj ET"), font=font)


ENCRYPTED = b"<< /Filter /Standard /V 5 /R 6 /Length 256 /O (x) /U (y) /P -1 /CF << /C << /CFM /AESV3 >> >> /StmF /C /StrF /C >>"
IMAGE = b"/Type /XObject /Subtype /Image /Width 2000000 /Height 2000000 /BitsPerComponent 1 /ColorSpace /DeviceGray"
CROSS = (
    b"%PDF-1.7\n1 0 obj\n<< /Type /XRef /Size 2000000000 /W [8 8 8] /Index [0 2000000000] /Root 2 0 R /Length 3 >>\nstream\nabc\n"
    b"endstream\nendobj\nstartxref\n9\n%%EOF"
)
PDFS: dict[str, Callable[[], bytes]] = {
    "JavaScript when it opens": lambda: page(catalogue=b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
    "a program to launch": lambda: page(catalogue=b"/OpenAction << /S /Launch /F (/bin/sh) >> /AA << /WC << /S /Launch >> >>"),
    "a million words": _many_words,
    "a page as large as numbers go": lambda: page(entries=b"/MediaBox [-1e38 -1e38 1e38 1e38]"),
    "letters larger than numbers go": lambda: page(stream(b"BT /F 1e999 Tf 1e38 1e38 Td (Words) Tj ET")),
    "a label of two thousand million": lambda: pdfs.made(["a"] * 3, labels="0 << /S /R /St 2000000000 >>"),
    "a label of a megabyte": lambda: pdfs.made(["a"] * 3, labels=f"0 << /S /D /P ({'A' * 1_000_000}) >>"),
    "more pages than are read": lambda: pdfs.made(["x"] * 5100),
    "a picture in the page": lambda: page(stream(b"BI /W 100000 /H 100000 /BPC 8 /CS /RGB ID x EI")),
    "a picture without end": lambda: page(stream(b"/X Do"), stream(b"\x00" * 50, IMAGE + b" /Filter /JBIG2Decode")),
    "filters upon filters": lambda: page(stream(b"<" * 9999, b"/Filter [/ASCIIHexDecode /ASCII85Decode /LZWDecode]")),
    "a length that lies": lambda: page(b"<< /Length 999999999999 >>\nstream\nBT ET\nendstream"),
    "a length that is its own stream": lambda: page(b"<< /Length 5 0 R >>\nstream\nBT ET\nendstream"),
    "objects in themselves": lambda: page(b"", stream(b"6 0 6 0", b"/Type /ObjStm /N 2 /First 4 /Extends 6 0 R")),
    "letters of thousands of letters": lambda: _to_unicode(
        b"1 beginbfrange\n<00> <ff> <%s>\nendbfrange" % (b"0041" * 5000)
    ),
    "halves of letters": lambda: _to_unicode(b"3 beginbfchar <57> <D800> <6f> <FFFE> <72> <0000> endbfchar"),
    "a font in itself": _type3,
    "a cipher that is none": lambda: page(b"", ENCRYPTED, trailer="/Encrypt 6 0 R /ID [<00> <00>]"),
    "a table of thousands of millions": lambda: CROSS,
    "a script before its head": lambda: b"#!/bin/sh\nrm -rf /\n" + pdfs.made(["Words"]),
    "noise": lambda: b"%PDF-1.4\n" + bytes(n * n % 251 for n in range(100_000)),
    "a deep outline": _deep_outline,
    "a wide outline": _wide_outline,
}  # fmt: skip
OTHERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "elements in elements": ("a.html", lambda: b"<html>" + b"<div>" * 300_000 + b"deep"),
    "scripts in scripts": ("a.html", lambda: b"<html><script>" + b"<!--<script>" * 50_000),
    "numbers of no letters": ("a.html", lambda: b"<html><p>" + b"&#" * 100_000 + b"9" * 100_000),
    "values upon values": ("a.html", lambda: b"<html><p " + b"a=b " * 100_000 + b">x"),
    "a NUL": ("a.txt", lambda: b"text\x00text"),
    "pages upon pages": ("a.txt", lambda: b"\f" * 100_000 + b"x"),
    "one line": ("a.txt", lambda: b"word " * 400_000),
    "a hundred million blanks": ("a.docx", lambda: zipped({"word/document.xml": b" " * 100_000_001})),
    "paragraphs in paragraphs": ("a.docx", lambda: docx("<w:p>" * 200_000)),
    "thousands of parts": ("a.docx", lambda: zipped({f"word/document{n}.xml": "" for n in range(5000)})),
    "a directory that was cut": ("a.docx", lambda: docx("<w:p/>")[:-10] + b"\xff" * 10),
    "a package that is the container": (
        "a.epub",
        lambda: zipped({"META-INF/container.xml": CONTAINER.replace("OEBPS/book.opf", "META-INF/container.xml")}),
    ),
    "chapters outside the book": ("a.epub", lambda: epub({"/etc/passwd": "x", "../../../etc/passwd": "y"})),
    "thousands of chapters": ("a.epub", lambda: epub({f"c{n}.xhtml": "x" for n in range(3000)})),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[reading.TextReader]:
    with reading.TextReader(seconds=2) as opened:
        yield opened


def read(reader: reading.TextReader, folder: Path, name: str, data: bytes) -> FileText:
    path = folder / name
    path.write_bytes(data)
    before = sorted(os.listdir(folder))  # noqa: PTH208
    found = reader.read(path, contents.of(path))
    assert sorted(os.listdir(folder)) == before  # noqa: PTH208 - nothing was unpacked or written
    assert found.state in (READ, EMPTY, DAMAGED, LOCKED, UNREAD)
    assert found.state == READ or found.message
    for one in found.pages:
        assert not {"\x00", "\x02", "\ufffe", "\r", "\f"} & set(one.text) or name == "a.txt"
        one.text.encode("utf-8")
        assert len(one.label) <= 40
    return found


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_that_is_made_to_do_harm_costs_its_own_text_at_most(
    name: str, reader: reading.TextReader, tmp_path: Path
) -> None:
    read(reader, tmp_path, "a.pdf", PDFS[name]())
    assert read(reader, tmp_path, "b.pdf", pdfs.made(["The next."])).pages[0].text == "The next."


@pytest.mark.parametrize("name", OTHERS)
def test_another_file_that_is_made_to_do_harm_costs_its_own_text_at_most(
    name: str, reader: reading.TextReader, tmp_path: Path
) -> None:
    file, make = OTHERS[name]
    assert len(read(reader, tmp_path, file, make()).pages) <= 10_001


def test_that_not_all_pages_are_read_is_said(reader: reading.TextReader, tmp_path: Path) -> None:
    found = read(reader, tmp_path, "a.pdf", pdfs.made(["x"] * 5001))
    assert found.message == "only its first 5000 pages were read: it has 5,001, more than are read"
