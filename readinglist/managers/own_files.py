"""The text files that programs keep beside their entries, read to a limit, and never outside of their library."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from readinglist.model.attachment import Highlight
from readinglist.model.record import Note
from readinglist.util.encoding import lenient

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LONGEST = 10_000_000  # bytes of a file of text, far above any note; a guess
_FORMS = ("%Y-%m-%d-%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d")


def inside(path: Path, folder: Path) -> bool:
    """Whether a path leads, by links too, to a place in a folder."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def text_of(path: Path, within: Path | None = None) -> str:
    """Return what is in a file of text, which lies `within` a folder. Raises ValueError, with the reason, for what is none."""
    if within is not None and not inside(path, within):
        raise ValueError(f"it lies outside of {within.name or within}")
    data = bytes_of(path)
    if b"\0" in data:
        raise ValueError("it is no text")
    return lenient(data)[0].removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def bytes_of(path: Path, longest: int = LONGEST) -> bytes:
    """Return what is in a file. Raises ValueError, with the reason, for what is none, and for one with more bytes than `longest`."""
    try:
        if not path.is_file():
            raise ValueError("it is not there")
        with path.open("rb") as file:
            data = file.read(longest + 1)
    except OSError as error:
        raise ValueError((error.strerror or str(error)).lower()) from error
    if len(data) > longest:
        raise ValueError(f"it is longer than {longest:,} bytes")
    return data


def notes(library: str, texts: Iterable[tuple[str, str]]) -> Iterator[Note]:
    """Yield the private notes that texts are, each with its name in the other library; an empty one is none."""
    number = 0
    for name, text in texts:
        if plain := text.strip():
            number += 1
            mark = name or hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:16]
            yield Note(id=number, text=plain, highlight=Highlight(file=library, mark=mark, text=plain, kind="note"))


def moment(written: object) -> str:
    """Return a moment of this machine's clock as ISO 8601 in UTC: `2023-05-01-10:00:00`; empty where it is none."""
    for form in _FORMS:
        try:
            local = datetime.strptime(str(written).strip(), form)  # noqa: DTZ007 - it is in the zone of the machine
            return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        except (ValueError, OverflowError, OSError):
            continue
    return ""
