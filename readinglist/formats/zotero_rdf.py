"""Zotero's RDF, in which it exports a library with notes, files, tags, collections and related items, and takes one in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.model.wishes import NO_WISHES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item
    from readinglist.model.wishes import Wishes

NAME = "zotero-rdf"
SUFFIXES = (".rdf",)
WISHES = True  # what is wished of collections and tags counts
_LOOKS = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)?<rdf:RDF\b", re.DOTALL)
_TOLD_BY = re.compile(r"http://www\.zotero\.org/namespaces/export#|http://purl\.org/net/biblio#")


def sniff(text: str) -> bool:
    """Whether a text begins as Zotero's RDF."""
    plain = text.removeprefix("\ufeff")[:8000]
    return bool(_LOOKS.match(plain) and _TOLD_BY.search(plain))


def load(text: str | Iterable[str], *, parallel: object = None, wishes: Wishes = NO_WISHES) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the works of a file with all that belongs to them, and a problem from where it is no XML. Never raises."""
    from readinglist.formats.zotero import from_rdf  # noqa: PLC0415 - who looks at suffixes needs no reader

    return from_rdf.load((text if isinstance(text, str) else "".join(text)).removeprefix("\ufeff"), wishes)
