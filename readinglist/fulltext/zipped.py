"""The text of books in EPUB and documents of Word and OpenDocument, which are ZIP archives of XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.fulltext import books, office
from readinglist.util.archive import Archive

if TYPE_CHECKING:
    from readinglist.fulltext.written import WrittenText

_KIND = "document of Word"


def read(data: bytes) -> WrittenText:
    """Return the text of a book in EPUB or of a document of Word or OpenDocument, with its headings. Raises ValueError."""
    archive = Archive(data, _KIND)
    if archive.has(books.CONTAINER):
        return books.read(Archive(data, books.KIND))
    if main := archive.names(office.WORD):
        return office.word(archive, main[0])
    if archive.has(office.OPEN_DOCUMENT):
        return office.open_document(archive)
    raise ValueError(f"it is no {_KIND} and no {books.KIND}")
