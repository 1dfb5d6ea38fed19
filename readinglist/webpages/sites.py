"""The sites that have ways of their own to say what a page is, each in a module with HOSTS and `of`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.webpages import federal_register, github, youtube
from readinglist.webpages.urls import host

if TYPE_CHECKING:
    from readinglist.network.wire import Get
    from readinglist.webpages.facts import Facts

_SITES = (federal_register, github, youtube)


def of(url: str, get: Get) -> Facts | None:
    """Return what the site of an address says of it in a way of its own; None for all other addresses."""
    name = host(url)
    return next((site.of(url, get) for site in _SITES if name in site.HOSTS), None)
