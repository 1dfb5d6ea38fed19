"""`redo`: Do again the last N operations that were undone."""

from __future__ import annotations

import click

from readinglist.cli import _options
from readinglist.library import upkeep
from readinglist.render import json


@click.command("redo")
@click.argument("count", metavar="[N]", type=click.IntRange(min=1), default=1)
@_options.dry_run_option
@_options.json_option
@click.pass_context
def command(ctx: click.Context, count: int, dry_run: bool, as_json: bool) -> None:
    """Do again the last N operations that were undone.

    \b
      readinglist redo 2
    """
    entries = upkeep.redo(_options.library(ctx), count, dry_run=dry_run)
    if as_json:
        _options.put(json.rows(entries))
    for entry in entries if not as_json else ():
        _options.put([f"{'would be ' if dry_run else ''}done again: {_options.shown(entry.summary)}"])
