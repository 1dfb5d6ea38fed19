"""The text of books in EPUB and of documents of Word."""

from __future__ import annotations

import io
import zipfile

import pytest

from readinglist.fulltext import pages
from readinglist.util.errors import UnreadableFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def zipped(parts: dict[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def docx(body: str, more: dict[str, str | bytes] | None = None) -> bytes:
    main = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": main, **(more or {})})


def epub(chapters: dict[str, str], order: list[str] | None = None, more: dict[str, str | bytes] | None = None) -> bytes:
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    names = list(chapters)
    refs = "".join(f'<itemref idref="i{names.index(name)}"/>' for name in (order or names))
    package = f"<package><manifest>{items}</manifest><spine>{refs}</spine></package>"
    whole = {f"OEBPS/{name}": f"<html><body>{text}</body></html>" for name, text in chapters.items()}
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/book.opf": package,
            **whole,
            **(more or {}),
        }
    )


def read(data: bytes) -> str:
    return pages.read("book", data)[0]


def test_a_document_of_word_is_a_line_for_each_paragraph() -> None:
    body = (
        '<w:p><w:r><w:t>The price of</w:t></w:r><w:r><w:t xml:space="preserve"> a model</w:t><w:tab/><w:t>is</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>the price of its</w:t><w:br/><w:t>errors.</w:t></w:r></w:p>"
    )
    assert read(docx(body)) == "The price of a model\tis\nthe price of its\nerrors.\n"


def test_what_was_deleted_and_codes_of_fields_are_no_text_and_notes_are() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>gone</w:delText><w:t>gone too</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:r><w:instrText>ADDIN ZOTERO</w:instrText></w:r></w:p>"
    )
    note = f"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    assert read(docx(body, {"word/footnotes.xml": note})) == "new\nA note.\n"


def test_a_book_is_its_chapters_in_the_order_of_reading() -> None:
    chapters = {"b.xhtml": "<p>Second &amp; last.</p>", "text/a%20b.xhtml": "<h1>First</h1><script>no()</script>"}
    data = epub(chapters, ["text/a%20b.xhtml", "b.xhtml", "b.xhtml"], {"OEBPS/text/a b.xhtml": "<h1>First</h1>"})
    assert read(data).split() == ["First", "Second", "&", "last."]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 and nothing else", "it is no document of Word"),
        (zipped({"a.txt": "One."}), "it is no document of Word and no book in EPUB"),
        (docx("<w:p>"), "its word/document.xml cannot be read"),
        (docx("<w:p/>").replace(b"word/document.xml", b"word/document.xmk"), "it is no document of Word"),
        (zipped({"word/document.xml": '<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'}), "it declares a document type"),
        (zipped({"word/document.xml": "<d/>"}, zipfile.ZIP_BZIP2), "packed in another way"),
        (zipped({"META-INF/container.xml": CONTAINER}), "its package is not there"),
        (zipped({"META-INF/container.xml": "<container/>"}), "its package is not there"),
        (zipped({"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": "<package/>"}), "there is no text in it"),
        (epub({"../../etc/passwd": "x"}, None, {"etc/passwd": ""}), "there is no text in it"),
        (
            epub({"a.xhtml": "x"}, None, {"META-INF/encryption.xml": '<e><CipherReference URI="OEBPS/a.xhtml"/></e>'}),
            "it is encrypted",
        ),
        (epub({"a.xhtml": " " * 13_000_000}), "its chapters are longer than"),
        (zipped({"word/document.xml": b" " * 100_000_001}), "unpacked, it is longer than"),
    ],
)  # fmt: skip
def test_what_is_neither_or_means_harm_is_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableFile, match=why):
        read(data)


def test_fonts_that_are_encrypted_leave_a_book_readable() -> None:
    fonts = '<e><CipherReference URI="OEBPS/font.otf"/></e>'
    assert read(epub({"a.xhtml": "Words."}, None, {"META-INF/encryption.xml": fonts})).strip() == "Words."


def test_no_form_feed_of_a_chapter_makes_a_page() -> None:
    assert "\f" not in read(epub({"a.xhtml": "<p>One.&#12;Two.</p>\f<p>Three.</p>"}))
