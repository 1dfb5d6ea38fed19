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
    number = opened.find(key)
    found = quotes.Texts(next(opened.texts_of([number]))).find(words, locator)
    return quotes.Verified(key, "", words, locator, found)


def _verified(record: Record, kept: list[SourceText]) -> Iterator[quotes.Verified]:
    texts = quotes.Texts(kept)
    for where, quote, locator in claims.quoted(record):
        if quote.strip():
            found = texts.find(quote, locator)
            yield quotes.Verified(record.key, where, quote, locator, found, texts.in_columns(found))


def looked_up(
    opened: Reader, source: int, key: str, quote: str, locator: str, *, force: bool = False
) -> tuple[str, Spot]:
    """Return the locator and the place of a quote of a source, as far as the library has its text.

    A quote on a page that was not named gets that page as its locator. Raises QuoteNotFound unless `force`.
    """
    kept = next(opened.texts_of([source])) if quote.strip() else []
    found = quotes.Texts(kept).find(quote, locator)
    if found is None:
        return locator, Spot()
    if found.state != "found" and not force:
        raise errors.QuoteNotFound(key, found.near)
    named = locator or (found.place if found.page and found.state == "found" else "")
    return named, found.spot
