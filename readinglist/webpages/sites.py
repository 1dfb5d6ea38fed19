"""The sites with a module of their own, which has HOSTS and `of`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.webpages import federal_register, github, youtube
from readinglist.webpages.urls import host

if TYPE_CHECKING:
    from readinglist.network.wire import Get
    from readinglist.webpages.facts import Facts

_SITES = (federal_register, github, youtube)


def of(url: str, get: Get) -> Facts | None:
    """Return the facts of an address by the module of its site, or None."""
    name = host(url)
    return next((site.of(url, get) for site in _SITES if name in site.HOSTS), None)
