"""Zotero's own JSON: what Better BibTeX exports as "BetterBibTeX JSON", and what Zotero's interface for programs answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.model.wishes import NO_WISHES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item
    from readinglist.model.wishes import Wishes

NAME = "zotero-json"
SUFFIXES: tuple[str, ...] = ()  # that of all JSON
WISHES = True  # what is wished of collections and tags counts
_LOOKS = re.compile(r"\s*(?:\[\s*)?\{")
_TOLD_BY = re.compile(r'"itemType"\s*:|"label"\s*:\s*"BetterBibTeX JSON"')


def sniff(text: str) -> bool:
    """Whether a text begins as JSON with items of Zotero's."""
    plain = text.removeprefix("\ufeff")
    return bool(_LOOKS.match(plain) and _TOLD_BY.search(plain[:8000]))


def load(text: str | Iterable[str], *, parallel: object = None, wishes: Wishes = NO_WISHES) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the works of a file with all that belongs to them, and a problem for what is none. Never raises."""
    from readinglist.formats.zotero import from_json  # noqa: PLC0415 - who looks at suffixes needs no reader

    return from_json.load((text if isinstance(text, str) else "".join(text)).removeprefix("\ufeff"), wishes)
