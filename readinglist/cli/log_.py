"""`log`: what was done, newest first."""

from __future__ import annotations

import click

from readinglist.cli import _options
from readinglist.library import looking
from readinglist.render import json, lists


@click.command("log")
@click.option("-n", "--limit", type=click.IntRange(min=1), metavar="N", help="Show the last N operations.")
@_options.json_option
@click.pass_context
def command(ctx: click.Context, limit: int | None, as_json: bool) -> None:
    """Show the operations on the library, newest first; `undo` takes them back in this order.

    \b
      readinglist log --limit 10
    """
    found = looking.log(_options.library(ctx), limit)
    _options.put(json.rows(found) if as_json else lists.log(found, _options.columns()))
    if not found and not as_json:
        _options.say("nothing was done yet.")
