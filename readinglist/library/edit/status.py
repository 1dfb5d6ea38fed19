"""The reading workflow.

Queueing with why and from where, starting, finishing and dropping.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from readinglist import errors
from readinglist.library.operation import change, perform, resolve
from readinglist.model import status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.store import Reader, Writer


def queue(
    library: Location,
    keys: Sequence[str],
    *,
    via: str | None = None,
    why: str | None = None,
    priority: int | None = None,
    dry_run: bool = False,
) -> list[Record]:
    """Put sources into the queue.

    What is None stays as it was. Raises NoSuchSource, for `via` too.
    """

    def body(opened: Writer) -> list[Record]:
        sender = _key_of(opened, via) if via else via

        def edit(record: Record) -> Record:
            if sender == record.key:
                raise errors.InvalidValue("via", sender, "a source does not send to itself")
            return replace(
                record,
                status=status.transition(record.status, "queue"),
                via=record.via if sender is None else sender,
                why=record.why if why is None else why,
                priority=record.priority if priority is None else status.check_priority(priority),
            )

        return change(opened, resolve(opened, keys), edit)

    return perform(library, f"queue {' '.join(keys)}", body, dry_run=dry_run)


def move(library: Location, action: str, keys: Sequence[str], *, dry_run: bool = False) -> list[Record]:
    """Start, finish (`done`) or `drop` sources."""

    def body(opened: Writer) -> list[Record]:
        return change(
            opened,
            resolve(opened, keys),
            lambda record: replace(record, status=status.transition(record.status, action)),
        )

    return perform(library, f"{action} {' '.join(keys)}", body, dry_run=dry_run)


def _key_of(opened: Reader, key: str) -> str:
    return opened.record(opened.find(key)).key
