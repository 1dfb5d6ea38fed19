"""What the services of some hosts answer about one of their addresses (`identifiers_in_urls`), as records or facts."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from readinglist import errors
from readinglist.network.json import items, parsed, text, texts, under
from readinglist.webpages import bylines, dublin_core, entries, eu_law
from readinglist.webpages.facts import Facts, facts, normal
from readinglist.webpages.meta_tags import abstract
from readinglist.webpages.plain import date, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.model.record import Record
    from readinglist.network.json import Json
    from readinglist.network.wire import Get, Response

_FOUND = 200
_ABSTRACT = 10_000  # characters; a guess, above the longest abstracts
_ACCEPT = "application/json, application/x-bibtex, text/plain;q=0.9, */*;q=0.5"
# The service for papers of before 2023, whose notes the newer one does not have.
_OLDER = {"https://api2.openreview.net/": "https://api.openreview.net/"}


def read(way: str, address: str, get: Get) -> Record | Facts | None:
    """Return what is known at the address of a service, or by a number; None where it does not have it.

    Behind `#` in the address stands which of several is meant. Raises NetworkError.
    """
    url, _, part = (eu_law.address(address) if way == "celex" else address).partition("#")
    olders = [url.replace(new, old) for new, old in _OLDER.items() if url.startswith(new)]
    for one in (url, *olders):
        with contextlib.suppress(errors.NetworkError) if one != url or olders else contextlib.nullcontext():
            answer = get(one, accept=_ACCEPT)
            if answer.status == _FOUND and (found := _READERS[way](answer, part)):
                return found
    return None


def _of_bibtex(answer: Response, _part: str) -> Record | None:
    return None if "html" in answer.media_type else entries.of_bibtex(answer.text)


def _of_ieee(answer: Response, _part: str) -> Record | None:
    """Return the entry that IEEE Xplore gives within JSON."""
    return entries.of_bibtex(text(parsed(answer).get("data")).replace("<br>", "\n"))


def _of_openreview(answer: Response, _part: str) -> Record | Facts | None:
    """Return a note of OpenReview, by the entry that it holds or else by its content.

    In the newer of its services each value of the content is in an object of its own.
    """
    note = next(items(parsed(answer).get("notes")), {})
    content = note.get("content")
    entry = text(under(content, "_bibtex"))
    if entry and (found := entries.of_bibtex(entry)):
        return found
    title, venue = text(under(content, "title")), text(under(content, "venue"))
    if not title:
        return None
    is_published = venue and not venue.lower().startswith(("submitted", "withdrawn", "rejected", "anonymous", "desk"))
    values = [
        ("title", title),
        ("booktitle", venue if is_published else ""),
        ("date", _of_milliseconds(note.get("pdate")) or _of_milliseconds(note.get("cdate"))),
        ("abstract", abstract(text(under(content, "abstract"))[:_ABSTRACT])),
    ]
    authors = under(content, "authors")
    named = texts(under(authors, "value") if isinstance(authors, dict) else authors)
    return facts("inproceedings" if is_published else "online", values, bylines.typed(named), "OpenReview")


def _of_milliseconds(value: object) -> str:
    return date(str(value)) if isinstance(value, int) else ""


def _of_huggingface(answer: Response, _part: str) -> Facts | None:
    """Return a model or a data set of Hugging Face, by its owner; a paper that its tags name is another work."""
    item = parsed(answer)
    name = text(item.get("id"), item.get("modelId"))
    if not name:
        return None
    tags = dict(tag.partition(":")[::2] for tag in texts(item.get("tags")) if ":" in tag)
    licences = text(under(item, "cardData", "license")) or tags.get("license", "")
    is_data = "/api/datasets/" in answer.url
    return facts(
        "dataset" if is_data else "software",
        [
            ("title", text(under(item, "cardData", "pretty_name")) or name),
            ("date", date(text(item.get("createdAt")))),
            ("doi", normal("doi", tags.get("doi", ""))),
            ("rights", licences),
            ("howpublished" if not is_data else "organization", "Hugging Face"),
            ("abstract", abstract(plain(text(item.get("description")), _ABSTRACT))),
        ],
        [body for body in [bylines.body(text(item.get("author")) or name.partition("/")[0])] if body],
    )


def _of_itunes(answer: Response, part: str) -> Facts | None:
    """Return an episode of a podcast, by the Search API of the iTunes Store."""
    found = next((one for one in items(parsed(answer).get("results")) if text(one.get("trackId")) == part), None)
    if found is None or not text(found.get("trackName")):
        return None
    return _episode(found)


def _episode(found: Json) -> Facts:
    return facts(
        "audio",
        [
            ("title", text(found.get("trackName"))),
            ("date", date(text(found.get("releaseDate")))),
            ("organization", text(found.get("collectionName"))),
            ("abstract", abstract(plain(text(found.get("description")), _ABSTRACT))),
        ],
        bylines.typed([text(found.get("artistName"))]),
    )


def _of_oembed(answer: Response, _part: str) -> Facts | None:
    """Return what oEmbed 1.0 says: a title, an author, the name of the site."""
    item = parsed(answer)
    title, site = text(item.get("title")), text(item.get("provider_name"))
    return (
        facts("audio", [("title", title), ("organization", site)], bylines.typed(texts(item.get("author_name"))))
        if title
        else None
    )


_READERS: dict[str, Callable[[Response, str], Record | Facts | None]] = {
    "bibtex": _of_bibtex,
    "ieee": _of_ieee,
    "oai": dublin_core.of_answer,
    "celex": eu_law.of_answer,
    "openreview": _of_openreview,
    "huggingface": _of_huggingface,
    "itunes": _of_itunes,
    "oembed": _of_oembed,
}
