"""`revert`: take back one operation by itself."""

from __future__ import annotations

import click

from readinglist.cli.shared import context, example, numbers, options, terminal
from readinglist.library import maintenance
from readinglist.render import json


@click.command("revert", cls=example.WithExample, example="readinglist revert 2")
@click.argument("number", metavar="NUMBER", type=numbers.Number(1))
@options.writes
def command(ctx: click.Context, number: int, dry_run: bool, as_json: bool) -> None:
    """Take back one operation by itself, whatever came after it; `readinglist log` shows the numbers.

    This is a new operation, which `readinglist undo` takes back. Where a later operation changed the same, or something hangs on it,
    nothing is changed, and that is said.
    """
    reverted = maintenance.revert(context.library(ctx), number, dry_run=dry_run)
    if as_json:
        terminal.put(json.rows([reverted]))
        return
    did = "would revert" if dry_run else "reverted"
    terminal.put([f"{did} {reverted.id}: {terminal.shown(reverted.summary)}"])
