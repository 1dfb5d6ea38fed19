"""The field `file` of an export that is to name the files of its sources, as JabRef writes it and Zotero and others read it."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist.library.files import shelf
from readinglist.model.record import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from readinglist.library.location import Location
    from readinglist.model.attachment import AttachedFile
    from readinglist.model.record import Record

_FIELD = "file"


def of(
    library: Location,
    attached: Iterable[AttachedFile],
    output: Path | None,
    copies: Mapping[tuple[str, int], str] | None,
) -> dict[str, str]:
    """Return the value of the field for each source, by its key: label, path and type of each of its files.

    `copies` are the paths of files that were copied for the export, by key and number, and what was not is not named; without them
    files are named where they are. A path at or below the folder of the output is relative to it.
    """
    where = shelf.of(library)
    home = output.absolute().parent if output else None
    found: dict[str, list[str]] = {}
    for key, one in ((file.key, file.attachment) for file in attached):
        if copies is not None and (key, one.id) not in copies:
            continue
        path = (where.place(one) if copies is None else Path(copies[key, one.id])).absolute()
        if home and path.is_relative_to(home):
            path = path.relative_to(home)
        kind = path.suffix.lstrip(".").upper()
        written = ":".join(map(_escaped, (one.label, os.fspath(path.as_posix()), kind)))
        if _is_writable(written):
            found.setdefault(key, []).append(written)
    return {key: ";".join(each) for key, each in found.items()}


def added(record: Record, fields: Mapping[str, str]) -> Record:
    """Return a source with the field, in the place of one that it came with."""
    value = fields.get(record.key)
    if value is None:
        return record
    others = tuple(field for field in record.fields if field.name.lower() != _FIELD)
    return replace(record, fields=(*others, Field(_FIELD, f"{{{value}}}", value)))


def _escaped(part: str) -> str:
    return re.sub(r"[\\:;]", lambda found: "\\" + found[0], part)


def _is_writable(value: str) -> bool:
    """Whether a value can stand in braces as it is: its own are balanced, and it is one line."""
    depth = 0
    for character in value:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0 and value.isprintable()
