"""Looking quotes up in the texts that the library has of their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.claims import claims, errors
from readinglist.fulltext import quotes
from readinglist.library.open import reading
from readinglist.model import query
from readinglist.model.record import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.model.views import SourceText
    from readinglist.store import Reader


def verify(library: Location, wanted: str = "") -> list[quotes.Verified]:
    """Compare every quote of the sources that a query finds with the text of its source. Raises QueryError, UnknownField."""
    node = query.parse(wanted)
    quoting = query.Exists("quote")
    with reading(library) as opened:
        ids = opened.select(query.And((node, quoting)) if node else quoting)
        found: list[quotes.Verified] = []
        for record, kept in zip(opened.records(ids), opened.texts_of(ids), strict=True):
            found += _verified(record, kept)
    return found


def compared(opened: Reader, key: str, words: str, locator: str) -> quotes.Verified:
    """Return a quote of a source, compared with its text."""
    kept = opened.text_of(opened.find(key))
    found = quotes.SearchableText(kept.text, kept.labels).find(words, locator) if kept else None
    return quotes.Verified(key, "", words, locator, found)


def _verified(record: Record, kept: SourceText | None) -> Iterator[quotes.Verified]:
    text = quotes.SearchableText(kept.text, kept.labels) if kept else None
    for where, quote, locator in claims.quoted(record):
        if quote.strip():
            found = text.find(quote, locator) if text else None
            yield quotes.Verified(record.key, where, quote, locator, found, bool(text and text.in_columns))


def text_of(library: Location, key: str) -> tuple[str, SourceText]:
    """Return the key of a source and its text.

    Raises NoSuchSource, AmbiguousKey, NoText.
    """
    with reading(library) as opened:
        number = opened.find(key)
        key = opened.key_of(number)
        kept = opened.text_of(number)
        if kept is None:
            raise errors.NoText(key)
        return key, kept


def looked_up(
    opened: Reader, source: int, key: str, quote: str, locator: str, *, force: bool = False
) -> tuple[str, Spot]:
    """Return the locator and the place of a quote of a source, as far as the library has its text.

    A quote on a page that was not named gets that page as its locator. Raises QuoteNotFound unless `force`.
    """
    kept = opened.text_of(source) if quote.strip() else None
    if kept is None:
        return locator, Spot()
    found = quotes.SearchableText(kept.text, kept.labels).find(quote, locator)
    if found.state != "found" and not force:
        raise errors.QuoteNotFound(key, found.near)
    named = locator or (found.place if found.page and found.state == "found" else "")
    return named, found.spot
