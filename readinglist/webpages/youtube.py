"""Videos on YouTube, by oEmbed and by their page.

Title and channel are from oEmbed, date and description from the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

from readinglist import errors
from readinglist.network.errors import NoRecord
from readinglist.network.json import parsed
from readinglist.webpages import bylines, json_ld
from readinglist.webpages.facts import Facts, facts, merged
from readinglist.webpages.meta_tags import abstract
from readinglist.webpages.page import Page, read
from readinglist.webpages.plain import date, plain

if TYPE_CHECKING:
    from readinglist.network.wire import Get

HOSTS = ("youtube.com", "m.youtube.com", "music.youtube.com", "youtu.be", "youtube-nocookie.com")
_OEMBED = "https://www.youtube.com/oembed"
# The id of a video has eleven characters of base64 for addresses.
_ID = re.compile(r"[\w-]{11}")
_PATH = re.compile(r"/(?:shorts|embed|live|v)/([\w-]{11})")
_FOUND, _MISSING = 200, (400, 404)


def of(url: str, get: Get) -> Facts | None:
    """Return the facts of a video.

    None for another page of YouTube.
    Raises NoRecord for a video that was removed.
    """
    number = identifier(url)
    if not number:
        return None
    address = f"https://www.youtube.com/watch?v={number}"
    answer = get(f"{_OEMBED}?url={quote(address, safe='')}&format=json", accept="application/json")
    if answer.status in _MISSING:
        raise NoRecord(address, ("youtube.com",))
    values = parsed(answer) if answer.status == _FOUND else {}
    title, channel = (plain(str(values.get(name) or "")) for name in ("title", "author_name"))
    embedded = facts("video", [("title", title)], [bylines.body(channel)] if channel else [])
    known = merged([embedded, _of_page(address, get)])
    if not known.fields.get("title"):
        raise NoRecord(address, ("youtube.com",))
    return facts("video", [("howpublished", "YouTube"), ("url", address), *known.fields.items()], known.authors)


def identifier(url: str) -> str:
    """Return the id of the video at an address.

    Empty for none.
    `https://youtu.be/dQw4w9WgXcQ → dQw4w9WgXcQ`
    """
    parts = urlsplit(url)
    if parts.hostname and parts.hostname.endswith("youtu.be"):
        found = parts.path.strip("/")
    else:
        path = _PATH.match(parts.path)
        found = path[1] if path else next(iter(parse_qs(parts.query).get("v", [])), "")
    return found if _ID.fullmatch(found) else ""


def _of_page(address: str, get: Get) -> Facts:
    """Return the facts of the page.

    Empty for one that asks for consent.
    """
    try:
        answer = get(address, accept="text/html")
    except errors.NetworkError:
        return Facts()
    if answer.status != _FOUND:
        return Facts()
    page = read(answer.content[:4_000_000].decode("utf-8", "replace"), answer.url)
    data = json_ld.of_scripts(page.scripts, address, "")
    return merged([data, _own(page)])


def _own(page: Page) -> Facts:
    stated = page.texts("item:datepublished", "item:uploaddate")
    return facts(
        "video",
        [
            ("title", re.sub(r"\s*- YouTube\Z", "", page.first("og:title", "title"))),
            ("date", next((found for text in stated if (found := date(text))), "")),
            ("abstract", abstract(page.first("og:description", "description", most=10_000))),
        ],
    )
