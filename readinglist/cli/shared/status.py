"""The commands `start`, `done` and `drop`.

They differ only in the new status.
"""

from __future__ import annotations

import click

from readinglist.cli.shared import context, example, messages, options
from readinglist.library.edit import status


def step(action: str, sentence: str) -> click.Command:
    """Return the command for one step of the reading workflow."""

    @click.command(action, cls=example.WithExample, example=f"readinglist {action} vaswani2017", help=sentence)
    @options.keys_argument()
    @options.writes
    def command(ctx: click.Context, keys: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
        records = status.move(context.library(ctx), action, keys, dry_run=dry_run)
        messages.done(records, [f"{r.key}: {r.status}" for r in records], as_json=as_json, dry_run=dry_run)

    return command
