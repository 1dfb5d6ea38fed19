"""`log`: the operations on the library, newest first."""

from __future__ import annotations

import click

from readinglist.cli.shared import context, example, numbers, options, terminal
from readinglist.library import lookup
from readinglist.render import json
from readinglist.render.terminal import lists


@click.command("log", cls=example.WithExample, example="readinglist log --limit 10")
@click.option("-n", "--limit", type=numbers.Number(1), metavar="N", help="Show the last N operations.")
@options.reads
def command(ctx: click.Context, limit: int | None, as_json: bool) -> None:
    """Show the operations on the library, newest first.

    `readinglist undo` undoes them in this order.
    """
    found = lookup.log(context.library(ctx), limit)
    terminal.put(json.rows(found) if as_json else lists.log(found, terminal.columns()))
    if not found and not as_json:
        terminal.say("nothing was done yet.")
