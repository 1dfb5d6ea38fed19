"""The commands `start`, `done` and `drop`, which differ in a word."""

from __future__ import annotations

import click

from readinglist.cli import _options, _tell
from readinglist.library import queueing


def step(action: str, sentence: str) -> click.Command:
    """Return the command for one step of the reading workflow."""

    @click.command(action, help=f"{sentence}\n\n\b\n  readinglist {action} vaswani2017")
    @_options.keys_argument()
    @_options.dry_run_option
    @_options.json_option
    @click.pass_context
    def command(ctx: click.Context, keys: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
        records = queueing.move(_options.library(ctx), action, keys, dry_run=dry_run)
        _tell.done(records, [f"{r.key}: {r.status}" for r in records], as_json=as_json, dry_run=dry_run)

    return command
