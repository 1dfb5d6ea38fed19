"""Crossref's best match for a reference in words, and how much of the one is in the other.

Crossref ranks by a score that has no upper end and grows with the length of a reference, so that it alone says little: what
counts is how alike the words are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from readinglist.formats.latex import titles_and_abstracts
from readinglist.network.ask import asked_json
from readinglist.network.json import date, items, text, texts, under
from readinglist.network.wire import BestMatch
from readinglist.resolvers import build, crossref
from readinglist.resolvers.reference_parser import parsed_reference
from readinglist.util.text import fold, letters

if TYPE_CHECKING:
    from readinglist.network.json import Json
    from readinglist.network.wire import Get, Services

_MOST = 500  # characters of a reference that are sent; what is longer has an abstract behind it. A guess
_ROWS = 5  # of the works that Crossref finds; the right one is among the first, but not always before its reviews
_SELECTED = "DOI,score,type,title,subtitle,author,editor,issued,published-print,published-online,container-title"
# Guesses: how much is left of the likeness where the first author, or the year, is another.
_OTHER_AUTHOR, _OTHER_YEAR, _NO_AUTHOR = 0.6, 0.8, 0.85
_SHORT = 3  # words of a title, of which many works have one like it
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


def best_match(written: str, get: Get, services: Services) -> BestMatch | None:
    """Return the work that a reference most likely means; None where Crossref finds none. Raises NetworkError."""
    asked = quote(" ".join(written.split())[:_MOST])
    url = f"{services.crossref}/works?query.bibliographic={asked}&rows={_ROWS}&select={_SELECTED}"
    found = [
        one
        for one in items(under(asked_json(get, url), "message", "items"))
        if build.identifier("doi", *texts(one.get("DOI")))
    ]
    matches = [_match(one, written) for one in found]
    return max(matches, key=lambda match: (match.likeness, match.score), default=None)


def _match(work: Json, written: str) -> BestMatch:
    score = work.get("score")
    author = next(
        (text(one.get("family"), one.get("name")) for one in items(work.get("author") or work.get("editor"))), ""
    )
    years = [date(work.get(name))[:4] for name in ("issued", "published-print", "published-online")]
    return BestMatch(
        build.identifier("doi", *texts(work.get("DOI"))),
        _title(work),
        author,
        next(filter(None, years), ""),
        float(score) if isinstance(score, (int, float)) else 0.0,
        _likeness(work, author, {year for year in years if year}, written),
    )


def _title(work: Json) -> str:
    title, subtitle = crossref.title(work), titles_and_abstracts.plain(text(work.get("subtitle")))
    return f"{title}: {subtitle}" if subtitle and letters(subtitle) not in letters(title) else title


def _likeness(work: Json, author: str, years: set[str], written: str) -> float:
    """Return how alike a work and a reference are, from 0 to 1."""
    alike = max(_of_title(title, written) for title in (crossref.title(work), _title(work)))
    words = set(fold(written).split()) | set(re.findall(r"\w+", fold(written)))
    if author:
        alike *= 1 if all(part in words for part in re.findall(r"\w+", fold(author))) else _OTHER_AUTHOR
    elif len(_title(work).split()) < _SHORT:
        alike *= _NO_AUTHOR
    said = set(_YEAR.findall(written))
    near = {str(int(year) + step) for year in years for step in (-1, 0, 1)}
    return alike * (1 if not said or not years or said & near else _OTHER_YEAR)


def _of_title(title: str, written: str) -> float:
    """Return how much of a title is in a reference, and of the title in the reference in it."""
    if not letters(title):
        return 0.0
    meant = parsed_reference(written).record.title
    if letters(meant) == letters(title):
        return 1.0
    own, there = re.findall(r"\w+", fold(title)), re.findall(r"\w+", fold(written))
    held = sum(word in set(there) for word in own) / len(own)
    if letters(title) in letters(written):
        # The whole title, but perhaps of a work whose title goes on.
        others = re.findall(r"\w+", fold(meant))
        within = (
            sum(word in set(own) for word in others) / len(others) if others and letters(title) in letters(meant) else 1
        )
        return min(1.0, 0.5 + within / 2) if len(own) >= _SHORT or within == 1 else within
    return held * 0.9
