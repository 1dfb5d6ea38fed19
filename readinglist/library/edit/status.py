"""The reading workflow.

Queueing with why and from where, starting, finishing and dropping.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from readinglist import errors
from readinglist.library.errors import Collision, EditCollides
from readinglist.library.operation import change, perform, resolve
from readinglist.model import queue_order, status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.model.views import Waiting
    from readinglist.store import Reader, Writer


def queue(
    library: Location,
    keys: Sequence[str],
    *,
    via: str | None = None,
    why: str | None = None,
    priority: int | None = None,
    was: tuple[str, str] | None = None,
    dry_run: bool = False,
) -> list[Record]:
    """Put sources into the queue.

    What is None stays as it was. `was` are the via and why that the user was shown. Raises NoSuchSource, for `via` too, and EditCollides
    where a source has others by now.
    """

    def body(opened: Writer) -> list[Record]:
        sender = _key_of(opened, via) if via else via

        def edit(record: Record) -> Record:
            if sender == record.key:
                raise errors.InvalidValue("via", sender, "a source does not send to itself")
            _check_shown(record, was, (via, why))
            return replace(
                record,
                status=status.transition(record.status, "queue"),
                via=record.via if sender is None else sender,
                why=record.why if why is None else why,
                priority=record.priority if priority is None else status.check_priority(priority),
            )

        return change(opened, resolve(opened, keys), edit)

    return perform(library, f"queue {' '.join(keys)}", body, dry_run=dry_run)


def _check_shown(record: Record, was: tuple[str, str] | None, given: tuple[str | None, str | None]) -> None:
    """Raise EditCollides where a source was queued because of another, or for another reason, than was shown."""
    parts = zip(("via", "why"), was or (), (record.via, record.why), given, strict=False)
    others = [Collision(record.key, name, here, new or "") for name, shown, here, new in parts if shown != here]
    if others:
        raise EditCollides(others)


def move(library: Location, action: str, keys: Sequence[str], *, dry_run: bool = False) -> list[Record]:
    """Start, finish (`done`) or `drop` sources."""

    def body(opened: Writer) -> list[Record]:
        return change(
            opened,
            resolve(opened, keys),
            lambda record: replace(record, status=status.transition(record.status, action)),
        )

    return perform(library, f"{action} {' '.join(keys)}", body, dry_run=dry_run)


def reorder(library: Location, keys: Sequence[str], *, dry_run: bool = False) -> list[Record]:
    """Put sources of the queue into an order, by priorities of which as few as can be are changed; return those that were.

    What is being read is ordered by itself, and comes first. A source that is not named stays in its place; one that is not in the queue
    has none. Raises NoSuchSource.
    """

    def body(opened: Writer) -> list[Record]:
        named = {number: place for place, number in enumerate(resolve(opened, keys))}
        standing = opened.waiting()
        new = {
            number: priority
            for status in ("reading", "queued")
            for number, priority in _ordered(standing, status, named)
        }
        ids = [one.id for one in standing if new[one.id] != one.priority]
        records = opened.records(ids)
        wanted = {record.key: new[number] for number, record in zip(ids, records, strict=True)}
        return change(opened, ids, lambda record: replace(record, priority=wanted[record.key]))

    return perform(library, "reorder the queue", body, dry_run=dry_run)


def _ordered(standing: Sequence[Waiting], status: str, named: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the sources of a status in the order that is wanted, each with the priority that puts it there."""
    places = {one.id: (one.priority, place) for place, one in enumerate(standing) if one.status == status}
    now = sorted(places, key=lambda number: (-places[number][0], places[number][1]))
    moved = iter(sorted((number for number in now if number in named), key=lambda number: named[number]))
    wanted = [next(moved) if number in named else number for number in now]
    yield from zip(wanted, queue_order.priorities([places[number] for number in wanted]), strict=True)


def _key_of(opened: Reader, key: str) -> str:
    return opened.record(opened.find(key)).key
