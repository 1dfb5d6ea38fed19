"""What a file says of itself beside its text, as it is kept with that: JSON in `FileText.facts`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist.attachments.pdf import titles
from readinglist.attachments.pdf.titles import Run
from readinglist.attachments.pdf.xmp import Packet
from readinglist.model.attachment import Section
from readinglist.util.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_KEPT = ("Title", "Author", "Subject", "Keywords")  # of the dictionary of document information
_MOST_LEVELS = 20
Entry = tuple[tuple[str, str], ...]


class FileFacts(NamedTuple):
    """What a file says of itself.

    `titles` are those by size of its first pages, `info` the dictionary of document information, `xmp` its packet.
    """

    titles: tuple[str, ...] = ()
    info: Mapping[str, str] = {}
    xmp: Packet = Packet()


def of_head(pieces: Iterable[Mapping[str, Any]], xmp: Packet) -> dict[str, Any]:
    """Return what the answer `head` of the worker and the packet say, as JSON has it."""
    sized: list[str] = []
    info: dict[str, str] = {}
    for piece in pieces:
        if "runs" in piece:
            sized.append(printable(titles.by_size([Run(*run) for run in piece["runs"]])))
        info |= piece.get("info", {})
    said = {name: printable(info[name]) for name in _KEPT if info.get(name)}
    return {"titles": sized, "info": said, "xmp": xmp._asdict()}


def read(written: str) -> FileFacts:
    """Return the facts that are kept with a file; none where it was read before there were any."""
    found = json.loads(written)
    xmp = found.get("xmp", {})
    entries = tuple(tuple((str(name), str(value)) for name, value in entry) for entry in xmp.get("entries", ()))
    return FileFacts(
        tuple(found.get("titles", ())),
        found.get("info", {}),
        Packet(xmp.get("title", ""), xmp.get("doi", ""), entries),
    )


def sections(written: str) -> tuple[Section, ...]:
    """Return the sections of a file by the facts that are kept with it, in its order; those without a place are left out.

    `{"outline": [{"title": "Methods", "level": 1, "to": 0, "at": 120}]}` → Section("Methods", 1, 0, 120)
    """
    try:
        outline = json.loads(written).get("outline", ())
        found = [_section(one) for one in outline]
    except (ValueError, TypeError, AttributeError):
        return ()
    return tuple(sorted((one for one in found if one), key=lambda one: (one.page, one.at)))


def _section(entry: Mapping[str, Any]) -> Section | None:
    title, page, at, level = (entry.get(name) for name in ("title", "to", "at", "level"))
    if not (isinstance(title, str) and title.strip() and isinstance(page, int) and page >= 0):
        return None
    depth = min(_MOST_LEVELS, max(1, level)) if isinstance(level, int) else 1
    return Section(printable(title).strip(), depth, page, at if isinstance(at, int) and at >= 0 else -1)
