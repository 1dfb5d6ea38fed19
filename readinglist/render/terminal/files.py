"""Files of sources as lines: a list of them, and what was done with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model.attachment import READ, UNREAD
from readinglist.render.terminal import table
from readinglist.render.terminal.columns import Column
from readinglist.util.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.model.attachment import AttachedFile, Attachment, FileText

    Shown = tuple[AttachedFile, str, bool]

_STEP = 1000
_UNITS = ("B", "kB", "MB", "GB", "TB")
COLUMNS: tuple[Column, ...] = (
    Column("KEY", lambda one: one[0].key, 28, 12, 0, 9),
    Column("N", lambda one: str(one[0].attachment.id), 3, 1, 0, 9, is_number=True),
    Column("KIND", lambda one: one[0].attachment.kind, 10, 4, 3, 2),
    Column("SIZE", lambda one: size(one[0].attachment.size), 8, 7, 4, 2, is_number=True),
    Column("TEXT", lambda one: _text(one[0].state, one[0].pages), 16, 8, 2, 2),
    Column("LABEL", lambda one: one[0].attachment.label, 24, 8, 5),
    Column("FILE", lambda one: one[1] if one[2] else f"missing: {one[1]}", 200, 16, 0, 0.2, is_path=True),
)


def listed(found: Sequence[Shown], columns: int | None) -> Iterator[str]:
    """Yield a header and a line for each attachment, as `table.sources` does; on a terminal without columns that say nothing."""
    shown = [column for column in COLUMNS if columns is None or any(map(column.value, found))]
    return table.sources(found, columns, shown)


def in_short(one: Shown) -> tuple[str, str]:
    """Return what a file is, and where: `pdf, 1.2 MB, 12 pages, accepted version`, `library.db.files/doe2026.pdf`."""
    (_, attachment, state, _, pages), place, is_there = one
    parts = (attachment.kind, size(attachment.size), _text(state, pages), attachment.label)
    return ", ".join(part for part in parts if part), place if is_there else f"missing: {place}"


def size(count: int) -> str:
    """Return a number of bytes in words: `1.2 MB`, `815 B`."""
    value, unit = float(count), 0
    while value >= _STEP - 0.5 and unit < len(_UNITS) - 1:
        value, unit = value / _STEP, unit + 1
    return f"{value:.1f} {_UNITS[unit]}" if unit and value < 10 else f"{value:.0f} {_UNITS[unit]}"  # noqa: PLR2004


def attached(key: str, one: Attachment, read: FileText, others: Iterable[str]) -> Iterator[str]:
    """Yield what is said of a file that was attached."""
    shared = (
        f"; {', '.join(others)} {'has' if len(list(others)) == 1 else 'have'} it too"
        if (others := list(others))
        else ""
    )
    where = one.path if one.linked else f"kept as {one.path}"
    yield f"{key} attachment {one.id}: {where}, {size(one.size)}, {_in_words(read)}{shared}"


def _in_words(read: FileText) -> str:
    if read.state != READ:
        return read.message or read.state
    words = sum(len(page.text.split()) for page in read.pages)
    of = f"{counted(len(read.pages), 'page')}, " if len(read.pages) > 1 else ""
    named = [page.label for page in read.pages if page.label]
    labels = f" ({named[0]} to {named[-1]})" if len(named) > 1 else ""
    why = f"; {read.message}" if read.message else ""
    return f"{of.rstrip(', ')}{labels}, {counted(words, 'word')}{why}".lstrip(", ")


def _text(state: str, pages: int) -> str:
    if state == READ:
        return counted(pages, "page")
    return "" if state in ("", UNREAD) else state
