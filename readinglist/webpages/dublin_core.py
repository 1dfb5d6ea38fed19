"""A record of OAI-PMH 2.0 in Dublin Core, as repositories give one: title, creators, date, description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.network import xml
from readinglist.webpages import bylines
from readinglist.webpages.facts import Facts, facts
from readinglist.webpages.meta_tags import abstract
from readinglist.webpages.plain import date, plain

if TYPE_CHECKING:
    from readinglist.network.wire import Response

_DC = "{http://purl.org/dc/elements/1.1/}"
_ARCHIVE, _KEEPER = "Cryptology ePrint Archive", "International Association for Cryptologic Research"
_ABSTRACT = 10_000  # characters; a guess, above the longest abstracts


def of_answer(answer: Response, number: str) -> Facts | None:
    """Return a preprint of the Cryptology ePrint Archive, of which the number is known; None where there is no record."""
    root = xml.tree(answer.content, answer.url, "OAI-PMH")
    found = [(element.tag, plain(element.text or "", _ABSTRACT)) for element in root.iter() if element.text]

    def texts(name: str) -> list[str]:
        return [value for tag, value in found if tag == f"{_DC}{name}" and value]

    if not texts("title"):
        return None
    dates = sorted(filter(None, map(date, texts("date"))))
    values = [
        ("title", texts("title")[0]),
        ("date", dates[0] if dates else ""),
        ("abstract", abstract(" ".join(texts("description")[:1]))),
        ("type", _ARCHIVE),
        ("number", number),
        ("institution", _KEEPER),
    ]
    return facts("report", values, bylines.typed(texts("creator")), _ARCHIVE)
