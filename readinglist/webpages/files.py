"""Files at an address, such as PDFs: they are not read, but for the identifier that says which work they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.webpages import urls
from readinglist.webpages.meta_tags import doi

if TYPE_CHECKING:
    from readinglist.network.wire import Response

_SUFFIX = re.compile(r"\.(?:pdf|docx?|pptx?|xlsx?|csv|json|zip|txt|epub|ps|gz|tex|md)\Z", re.IGNORECASE)
# Signposting (RFC 8288 for the header, RFC 8574 for `cite-as`): the address by which a file is cited.
_CITE_AS = re.compile(r"<([^<>]{1,2000})>\s*;[^,<]{0,500}?\brel\s*=\s*\"?cite-as\b", re.IGNORECASE)
# The DOI in the XMP of a PDF (PRISM, and Crossref's schema), which stands there uncompressed.
_IN_XMP = re.compile(
    rb"<(?:prism|pdfx|crossmark):doi>\s*((?:doi:|https?://(?:dx\.)?doi\.org/)?10\.[0-9]{4,9}/[^<\s]{1,200})\s*<",
    re.IGNORECASE,
)


def is_named(url: str) -> bool:
    """Whether an address ends like that of a file."""
    return bool(_SUFFIX.search(urls.file_name(url)))


def is_pdf(answer: Response) -> bool:
    """Whether an answer is a PDF, whatever the server calls it."""
    return answer.media_type == "application/pdf" or answer.content.startswith(b"%PDF-")


def identifier(answer: Response) -> str:
    """Return the DOI of a file, by the headers of its answer or by what a PDF says of itself; empty for none."""
    cited = _CITE_AS.search(answer.headers.get("link", "")[:10_000])
    if cited and (found := doi(cited[1])):
        return found
    held = _IN_XMP.search(answer.content) if is_pdf(answer) else None
    return doi(held[1].decode("ascii", "replace")) if held else ""


def description(answer: Response) -> str:
    """Return what a file is, as a reason why nothing is known of it."""
    return (
        "it is a PDF, and what is in it is not read"
        if is_pdf(answer)
        else "it is a file, and what is in it is not read"
    )
