"""Small documents of Word and OpenDocument, put together from pieces of XML."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BIBLIOGRAPHY = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP archive of parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as into:
        for name, text in parts.items():
            into.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return made.getvalue()


def docx(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a document of Word with a body."""
    return archive({"word/document.xml": part("document", f"<w:body>{body}</w:body>")} | dict(parts or {}))


def part(root: str, inside: str) -> str:
    """Return a part of a document of Word."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{root} xmlns:w="{WORD}">{inside}</w:{root}>'


def odt(body: str, meta: str = "") -> bytes:
    """Return a document of OpenDocument with a body and properties."""
    spaces = " ".join(f'xmlns:{name}="{_ODF}{name}:1.0"' for name in ("office", "text", "meta", "field"))
    head = f'<office:document {spaces} xmlns:xlink="http://www.w3.org/1999/xlink">'
    content = f"{head}<office:body><office:text>{body}</office:text></office:body></office:document>"
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "meta.xml": f"{head}{meta}</office:document>",
        }
    )


def words(text: str) -> str:
    """Return a run of text."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(code: str, result: str = "(result)", *, runs: int = 3) -> str:
    """Return a field of Word, with its code in several runs."""
    size = max(1, len(code) // runs)
    pieces = [code[start : start + size] for start in range(0, len(code), size)]
    runs_of_code = (f'<w:r><w:instrText xml:space="preserve">{escape(piece)}</w:instrText></w:r>' for piece in pieces)
    edge = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return edge("begin") + "".join(runs_of_code) + edge("separate") + words(result) + edge("end")


def citation(*items: dict[str, Any]) -> str:
    """Return a citation of works as Zotero and Mendeley write it."""
    return json.dumps({"citationID": "x", "citationItems": [{"id": 1, "itemData": item} for item in items]})


def control(*items: dict[str, Any]) -> str:
    """Return a content control of Mendeley."""
    packed = base64.b64encode(citation(*items).encode()).decode()
    inside = f"<w:sdtContent>{words('(Doe)')}</w:sdtContent>"
    return f'<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_{packed}"/></w:sdtPr>{inside}</w:sdt>'


def mark(name: str) -> str:
    """Return a reference mark of OpenDocument."""
    return f"<text:reference-mark-start text:name={quoteattr(name)}/>(Doe)<text:reference-mark-end/>"
