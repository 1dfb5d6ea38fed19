"""What the writing commands say of what they did, or with a dry run would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.cli.shared import options
from readinglist.render import json
from readinglist.render.terminal import changes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readinglist.model.record import Record


def done(records: Iterable[Record], lines: Iterable[str], *, as_json: bool, dry_run: bool) -> None:
    """Print the sources as JSON, or the lines that say what became of them."""
    if as_json:
        options.put(json.records(records))
        return
    options.put(("would be " if dry_run else "") + options.shown(line) for line in lines)


def changed(before: Record, after: Record, *, as_json: bool, dry_run: bool) -> None:
    """Print a source as JSON, or a line for each field that is not as it was."""
    if as_json:
        options.put(json.records([after]))
        return
    lines = list(changes.fields(before, after))
    if not lines:
        options.say("nothing was changed." if not dry_run else "would change nothing.")
    elif dry_run:
        options.say(f"would change {before.key}:")
    options.put(lines)
