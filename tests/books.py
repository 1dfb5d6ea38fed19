"""Makes books in EPUB, for tests."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_MEDIA = {
    "nav.xhtml": 'properties="nav" media-type="application/xhtml+xml"',
    "toc.ncx": 'media-type="application/x-dtbncx+xml"',
}


def epub(chapters: Mapping[str, str], lists: Mapping[str, str] | None = None, *, order: Sequence[str] = ()) -> bytes:
    """Return a book of chapters by name, with a navigation document (`nav.xhtml`) and an NCX (`toc.ncx`) if given."""
    names = [*chapters, *(lists or {})]
    items = "".join(
        f'<item id="i{n}" href="{name}" {_MEDIA.get(name, _MEDIA["nav.xhtml"].split(" ", 1)[1])}/>'
        for n, name in enumerate(names)
    )
    refs = "".join(f'<itemref idref="{one}"/>' for one in (order or [f"i{n}" for n in range(len(chapters))]))
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{refs}</spine></package>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("OEBPS/book.opf", package)
        for name, text in chapters.items():
            page = f'<!DOCTYPE html><html xmlns:epub="http://www.idpf.org/2007/ops"><body>{text}</body></html>'
            archive.writestr(f"OEBPS/{name}", page, zipfile.ZIP_DEFLATED)
        for name, text in (lists or {}).items():
            archive.writestr(f"OEBPS/{name}", text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def nav(sections: str = "", pages: str = "") -> str:
    """Return a navigation document with lists of sections and of printed pages."""
    return (
        "<!DOCTYPE html><html><body>"
        f'<nav epub:type="toc"><h1>Contents</h1><ol>{sections}</ol></nav><nav epub:type="page-list"><ol>{pages}</ol></nav>'
        "</body></html>"
    )


def entry(address: str, words: str, within: str = "") -> str:
    """Return an entry of a list of a navigation document."""
    return f'<li><a href="{address}">{words}</a>{f"<ol>{within}</ol>" if within else ""}</li>'
