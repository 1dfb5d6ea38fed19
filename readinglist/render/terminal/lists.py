"""Smaller lists: queue, tags, log, findings of `doctor`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from readinglist.render.terminal import style
from readinglist.render.terminal.lines import hanging
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.model.interchange import Interchange
    from readinglist.model.views import Ailment, Logged, Summary

_INDENT = "     "


def queue(found: Sequence[Summary], columns: int | None) -> Iterator[str]:
    """Yield the sources that are being read or queued.

    Each with its reason, and the source that led to it.
    """
    place = 0
    for source in found:
        place += source.status == "queued"
        mark = f"{place:>3}." if source.status == "queued" else "now:"
        yield from entry(source, mark, columns)


def entry(source: Summary, mark: str, columns: int | None) -> Iterator[str]:
    """Yield one source to read.

    Its title, and below it priority, reason and `via`, whole.
    """
    head = f"{mark} {style.key(text.printable(source.key))}"
    room = columns - text.width(mark) - text.width(source.key) - 3 if columns else None
    title = text.printable(source.title)
    yield f"{head}  {title if room is None else text.fit(title, room)}".rstrip()
    parts = [
        f"priority {source.priority}" if source.priority else "",
        text.printable(source.why),
        f"via {text.printable(source.via)}" if source.via else "",
    ]
    reason = " · ".join(part for part in parts if part)
    lines = text.wrap(reason, columns - len(_INDENT)) if columns else [reason] if reason else []
    yield from (_INDENT + line for line in lines)


def tags(found: Sequence[tuple[str, int]], columns: int | None) -> Iterator[str]:
    """Yield each tag with its number of sources; a name that is too long goes on below."""
    widest = max((len(str(count)) for _, count in found), default=0)
    for name, count in found:
        yield from hanging(f"{count:>{widest}}", name, columns)


def log(found: Iterable[Logged], columns: int | None) -> Iterator[str]:
    """Yield operations, one a line.

    Each with its number, the local time (kept in UTC as RFC 3339), and its summary; one that was undone is marked.
    """
    for entry_ in found:
        mark = "" if entry_.state == "done" else f" ({'undone' if entry_.state == 'undone' else 'undone for good'})"
        summary = text.printable(entry_.summary) + mark
        head = f"{entry_.id:>5}  {_local(entry_.at)}  "
        yield head + (text.fit(summary, columns - len(head)) if columns else summary)


def ailments(found: Iterable[Ailment], columns: int | None) -> Iterator[str]:
    """Yield the findings of `doctor`: `kind  where: message`."""
    for one in found:
        yield from hanging(f"{one.kind:<10}", f"{one.where}: {one.message}", columns)


def _local(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")


def interchange(found: Sequence[Interchange]) -> Iterator[str]:
    """Yield what can be read and written: name, in or out, suffixes, and what comes beside fields."""
    name, suffixes = (max((len(part) for part in parts), default=0) for parts in zip(*map(_named, found), strict=True))
    for one in found:
        ways = f"{'in' if one.reads else '':<2} {'out' if one.writes else '':<3}"
        yield f"{one.name:<{name}}  {ways}  {' '.join(one.suffixes):<{suffixes}}  {' '.join(one.carries)}".rstrip()


def _named(one: Interchange) -> tuple[str, str]:
    return one.name, " ".join(one.suffixes)
