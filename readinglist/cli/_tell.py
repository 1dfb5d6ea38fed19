"""What the writing commands say of what they did, or with a dry run would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.cli import _options
from readinglist.render import changes, json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readinglist.record import Record


def done(records: Iterable[Record], lines: Iterable[str], *, as_json: bool, dry_run: bool) -> None:
    """Print the sources as JSON, or the lines that say what became of them."""
    if as_json:
        _options.put(json.records(records))
        return
    _options.put(("would be " if dry_run else "") + _options.shown(line) for line in lines)


def changed(before: Record, after: Record, *, as_json: bool, dry_run: bool) -> None:
    """Print a source as JSON, or a line for each field that is not as it was."""
    if as_json:
        _options.put(json.records([after]))
        return
    lines = list(changes.fields(before, after))
    if not lines:
        _options.say("nothing was changed." if not dry_run else "would change nothing.")
    elif dry_run:
        _options.say(f"would change {before.key}:")
    _options.put(lines)
