"""Exporting: which sources, in which order, in which format; a file is written whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist import errors, query
from readinglist.formats import by_name
from readinglist.library._reading import reading
from readinglist.record import as_dict
from readinglist.store import reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.library import Library
    from readinglist.record import Record

FORMATS = ("bibtex", "biblatex", "json")


def export(
    library: Library,
    wanted: str = "",
    *,
    keys: Sequence[str] = (),
    format: str = "bibtex",  # noqa: A002 - the word that the command and its users have for it
    ascii_only: bool = False,
    private: bool = False,
) -> Iterator[str]:
    """Yield the text of an export, piece by piece: the sources of a query, or those behind keys, or all.

    For BibTeX and BibLaTeX, the parents that a source inherits from come along, after their children. Private notes,
    status and reasons appear only in `json`, and only with `private`. Raises QueryError, NoSuchSource, UnknownFormat.
    """
    node = query.parse(wanted)
    with reading(library) as connection:
        ids = [reader.resolve(connection, key) for key in keys] if keys else reader.select(connection, node)
        ids = list(dict.fromkeys(ids))
        if format == "json":
            yield from _json(reader.records(connection, ids), private=private)
        else:
            ordered = _children_first(connection, ids)
            yield from by_name(format).dump(reader.entries(connection, ordered), ascii_only=ascii_only)


def one(records: Iterable[Record], format: str = "bibtex") -> str:  # noqa: A002
    """Return records that are at hand as the text of an export."""
    return "".join(by_name(format).dump(records))


def _json(records: Iterator[Record], *, private: bool) -> Iterator[str]:
    first = True
    for record in records:
        yield ("[\n" if first else ",\n") + json.dumps(as_dict(record, private=private), ensure_ascii=False)
        first = False
    yield "[]\n" if first else "\n]\n"


def _children_first(connection: sqlite3.Connection, ids: list[int]) -> list[int]:
    """Return the ids with every parent after its children, parents that were not asked for included."""
    links = reader.parent_keys(connection)
    if not links:
        return ids
    known = reader.taken(connection, {key.casefold() for _, key in links})
    parents: dict[int, list[int]] = {}
    for child, key in links:
        if key.casefold() in known and known[key.casefold()] != child:
            parents.setdefault(child, []).append(known[key.casefold()])
    return _sorted(ids, parents)


def _sorted(ids: list[int], parents: dict[int, list[int]]) -> list[int]:
    """Sort topologically, otherwise keeping the order: whoever is a parent moves behind the last of its children."""
    wanted = list(ids)
    seen = set(ids)
    for number in wanted:
        for parent in parents.get(number, ()):
            if parent not in seen:
                seen.add(parent)
                wanted.append(parent)
    waiting = dict.fromkeys(wanted, 0)
    for number in wanted:
        for parent in parents.get(number, ()):
            waiting[parent] += 1
    return _released(wanted, parents, waiting)


def _released(wanted: list[int], parents: dict[int, list[int]], waiting: dict[int, int]) -> list[int]:
    """Take out who waits for no child, and let go of its parents; members of a cycle follow as they came."""
    order: list[int] = []
    placed: set[int] = set()
    for number in wanted:
        ready = [number] if waiting[number] == 0 else []
        while ready:
            current = ready.pop(0)
            if current in placed:
                continue
            placed.add(current)
            order.append(current)
            for parent in parents.get(current, ()):
                waiting[parent] -= 1
                if waiting[parent] == 0:
                    ready.append(parent)
    return order + [number for number in wanted if number not in placed]


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write a file in UTF-8 so that it appears whole or not at all, and an old one stays until then.

    Raises UnwritableFile where the folder cannot take it; errors of the pieces pass, and leave nothing behind.
    """
    target = path.resolve() if path.is_symlink() else path
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise errors.UnwritableFile(path, error.strerror or str(error)) from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            _allow_as_usual(target, descriptor)
            file.writelines(pieces)
            file.flush()
            os.fsync(descriptor)
        Path(name).replace(target)
    except OSError as error:
        raise errors.UnwritableFile(path, error.strerror or str(error)) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()


def _allow_as_usual(target: Path, descriptor: int) -> None:
    """Give a temporary file the rights of the file that it replaces, or those of any new file."""
    mask = os.umask(0)
    os.umask(mask)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask
    with contextlib.suppress(OSError):
        os.chmod(descriptor, mode)
