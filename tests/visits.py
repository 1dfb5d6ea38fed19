"""Visiting a page in a test: its identifiers are resolved by the same answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist import resolvers
from readinglist.resolvers import Services
from readinglist.webpages import url

if TYPE_CHECKING:
    from readinglist.model.record import Record
    from readinglist.resolvers import Get


def visited(address: str, get: Get, *, today: str) -> Record:
    """Return the record of a page."""
    return url.fetch(address, get, lambda scheme, value: resolvers.fetch(scheme, value, get, Services()), today=today)
