"""`undo`: Take back the last N operations, newest first; imports, removals and renames too."""

from __future__ import annotations

import click

from readinglist.cli import _options
from readinglist.library import upkeep
from readinglist.render import json


@click.command("undo")
@click.argument("count", metavar="[N]", type=click.IntRange(min=1), default=1)
@_options.dry_run_option
@_options.json_option
@click.pass_context
def command(ctx: click.Context, count: int, dry_run: bool, as_json: bool) -> None:
    """Take back the last N operations, newest first; imports, removals and renames too.

    \b
      readinglist undo 2
    """
    entries = upkeep.undo(_options.library(ctx), count, dry_run=dry_run)
    if as_json:
        _options.put(json.rows(entries))
    for entry in entries if not as_json else ():
        _options.put([f"{'would be ' if dry_run else ''}undone: {_options.shown(entry.summary)}"])
