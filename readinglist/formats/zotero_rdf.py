"""Zotero's RDF, in which it exports a library with notes, files, tags, collections and related items, and takes one in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.model.wishes import NO_WISHES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record
    from readinglist.model.wishes import Wishes

NAME = "zotero-rdf"
SUFFIXES = (".rdf",)
INHERITS = False
WHOLE = True  # notes and links are written too
FILES = True  # a field that names files is written as these
LOSSY = True
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


def dump(
    records: Iterable[Record],
    *,
    ascii_only: bool = False,  # noqa: ARG001 - XML has letters of all scripts
    private: bool = False,
    in_lines: bool = False,  # noqa: ARG001 - as above
) -> Iterator[str]:
    """Yield a file that Zotero takes in, node by node; without `private`, only public notes are in it."""
    from readinglist.formats.zotero import to_rdf  # noqa: PLC0415 - as above

    return to_rdf.dump(records, private=private)


def differences(
    records: Iterable[Record],
    text: str,
    *,
    private: bool = False,  # noqa: ARG001 - one signature for all
    in_lines: bool = False,  # noqa: ARG001 - as above
) -> Iterator[str]:
    """Yield a line for each source that is not in a text that `dump` wrote, and each that is there and was not written."""
    from readinglist.formats import losses  # noqa: PLC0415 - only `--verify` reads back what it wrote

    return losses.differences(records, load(text))
