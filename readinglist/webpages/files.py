"""Facts of files at an address, such as PDFs.

They are from the name; the content is not read.
"""

from __future__ import annotations

import re
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import unquote

from readinglist.webpages import urls
from readinglist.webpages.facts import Facts, facts
from readinglist.webpages.plain import plain
from readinglist.webpages.titles import in_address

if TYPE_CHECKING:
    from readinglist.network.wire import Response

_SUFFIX = re.compile(r"\.(?:pdf|docx?|pptx?|xlsx?|csv|json|zip|txt|epub|ps|gz|tex|md)\Z", re.IGNORECASE)
_REPORT = re.compile(r"\.pdf\Z", re.IGNORECASE)


def is_named(url: str) -> bool:
    """Whether an address ends like that of a file."""
    return bool(_SUFFIX.search(urls.file_name(url)))


def of_address(url: str) -> Facts:
    """Return the facts of a file by its address."""
    return _of_name(urls.file_name(url), url, bool(_REPORT.search(url)))


def of_answer(answer: Response) -> Facts:
    """Return the facts of a file by its headers and address."""
    name = _offered(answer.headers.get("content-disposition", "")) or urls.file_name(answer.url)
    return _of_name(name, answer.url, answer.media_type == "application/pdf" or answer.content.startswith(b"%PDF-"))


def _offered(disposition: str) -> str:
    """Return the file name of a Content-Disposition (RFC 6266)."""
    message = Message()
    try:
        # Longer than any name of a file; a line break in it would begin another header.
        message["Content-Disposition"] = disposition[:1000].replace("\r", " ").replace("\n", " ")
        return unquote(message.get_filename("")).replace("\\", "/").rpartition("/")[2]
    except (ValueError, LookupError):
        return ""


def _of_name(name: str, url: str, is_pdf: bool) -> Facts:  # noqa: FBT001 - one of two kinds
    words = " ".join(re.sub(r"[-_+.]+|%20", " ", _SUFFIX.sub("", plain(name))).split())
    address = urls.clean(url)
    host = urls.host(url)
    return facts(
        "report" if is_pdf else "online",
        [
            ("title", words or address),
            ("date", in_address(url)),
            ("url", address),
            ("doi", urls.doi(url)),
        ],
        site=host,
    )
