"""What an edit changed in the fields of a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.model.record import Record


def fields(before: Record, after: Record) -> Iterator[str]:
    """Yield a line for each field that differs.

    `title: old → new`; a dash stands for an absent field.
    """
    if before.type != after.type:
        yield f"entrytype: {before.type} → {after.type}"
    old = {field.name: field for field in before.fields}
    new = {field.name: field for field in after.fields}
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            values = [text.printable(side[name].plain) if name in side else "–" for side in (old, new)]
            yield f"{text.printable(name)}: {' → '.join(values)}"
