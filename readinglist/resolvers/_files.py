"""Files that lie at an address, PDFs first of all: a record from the file's name; what is in it is not read."""

from __future__ import annotations

import re
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import unquote

from readinglist.resolvers import _address
from readinglist.resolvers._facts import Facts, facts
from readinglist.resolvers._plain import plain
from readinglist.resolvers._titles import in_address

if TYPE_CHECKING:
    from readinglist.resolvers import Response

_SUFFIX = re.compile(r"\.(?:pdf|docx?|pptx?|xlsx?|csv|json|zip|txt|epub|ps|gz|tex|md)\Z", re.IGNORECASE)
_REPORT = re.compile(r"\.pdf\Z", re.IGNORECASE)


def is_named(url: str) -> bool:
    """Whether an address ends like that of a file."""
    return bool(_SUFFIX.search(_address.file_name(url)))


def of_address(url: str) -> Facts:
    """Return what the address of a file tells."""
    return _of_name(_address.file_name(url), url, bool(_REPORT.search(url)))


def of_answer(answer: Response) -> Facts:
    """Return what the headers and the address of a file tell."""
    name = _offered(answer.headers.get("content-disposition", "")) or _address.file_name(answer.url)
    return _of_name(name, answer.url, answer.media_type == "application/pdf" or answer.content.startswith(b"%PDF-"))


def _offered(disposition: str) -> str:
    """Return the file name of a Content-Disposition (RFC 6266)."""
    message = Message()
    try:
        message["Content-Disposition"] = disposition[:1000].replace("\r", " ").replace("\n", " ")
        return unquote(message.get_filename("")).replace("\\", "/").rpartition("/")[2]
    except (ValueError, LookupError):
        return ""


def _of_name(name: str, url: str, is_pdf: bool) -> Facts:  # noqa: FBT001 - one of two kinds
    words = " ".join(re.sub(r"[-_+.]+|%20", " ", _SUFFIX.sub("", plain(name))).split())
    address = _address.clean(url)
    host = _address.host(url)
    return facts(
        "report" if is_pdf else "online",
        [
            ("title", words or address),
            ("date", in_address(url)),
            ("url", address),
            ("doi", _address.doi(url)),
        ],
        site=host,
    )
