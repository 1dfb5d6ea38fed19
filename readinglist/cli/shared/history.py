"""The commands `undo` and `redo`, which differ in their direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import context, options, terminal
from readinglist.render import json

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.model.views import Logged


def step(name: str, past: str, sentence: str, move: Callable[..., list[Logged]]) -> click.Command:
    """Return the command that moves through the log.

    In one direction; `past` is the verb for the report.
    """

    @click.command(name, help=f"{sentence}\n\n\b\n  readinglist {name} 2")
    @click.argument("count", metavar="[N]", type=click.IntRange(min=1), default=1)
    @click.option("--keep-files", is_flag=True, help="Do not change documents that `rename --rewrite` rewrote.")
    @options.writes
    def command(ctx: click.Context, count: int, keep_files: bool, dry_run: bool, as_json: bool) -> None:
        entries = move(context.library(ctx), count, dry_run=dry_run, keep_files=keep_files)
        if as_json:
            terminal.put(json.rows(entries))
            return
        did = f"would {name}" if dry_run else past
        terminal.put(f"{did} {entry.id}: {terminal.shown(entry.summary)}" for entry in entries)

    return command
