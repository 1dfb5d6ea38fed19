"""What writing commands report.

What they did, or with a dry run would do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.cli.shared import terminal
from readinglist.render import json
from readinglist.render.terminal import changes, pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readinglist.model.record import Record


def done(records: Iterable[Record], lines: Iterable[str], *, as_json: bool, dry_run: bool) -> None:
    """Print the sources as JSON, or the lines about them."""
    if as_json:
        terminal.put(json.records(records))
        return
    terminal.put(("would be " if dry_run else "") + terminal.shown(line) for line in lines)


def changed(before: Record, after: Record, *, as_json: bool, dry_run: bool) -> None:
    """Print a source as JSON, or a line for each changed field."""
    if as_json:
        terminal.put(json.records([after]))
        return
    lines = list(changes.fields(before, after))
    if not lines:
        terminal.say("nothing was changed." if not dry_run else "would change nothing.")
    elif dry_run:
        terminal.say(f"would change {before.key}:")
    terminal.put(lines)


def did(done: str, would: str, *, dry_run: bool) -> None:
    """Report what was done, or with a dry run what would be.

    `removed 1 source`, or `would remove 1 source`.
    """
    terminal.say(f"would {would}" if dry_run else done)


def report(records: Iterable[Record], template: str, *, as_json: bool, dry_run: bool) -> None:
    """Print sources as JSON, or each in a pattern."""
    if as_json:
        terminal.put(json.records(records))
        return
    terminal.put(("would be " if dry_run else "") + line for line in pattern.lines(template, records))
