"""`detach`: take a file off a source."""

from __future__ import annotations

import click

from readinglist.cli.shared import context, example, numbers, options, terminal
from readinglist.library.files import attach
from readinglist.render import json


@click.command("detach", cls=example.WithExample, example="readinglist detach vaswani2017 1")
@options.key_argument()
@click.argument("number", metavar="[N]", required=False, type=numbers.Number(1))
@click.option("--all", "everything", is_flag=True, help="Take all of them off.")
@options.writes
def command(ctx: click.Context, key: str, number: int | None, everything: bool, dry_run: bool, as_json: bool) -> None:
    """Take an attachment off a source: the one that it has, or number N, as `attachments` counts.

    The file stays in the library's folder, so that `undo` brings it back; `doctor --prune` removes files that no source has.
    """
    if everything and number is not None:
        raise click.UsageError("give N, or --all.", ctx)
    key, gone = attach.detach(context.library(ctx), key, number, every=everything, dry_run=dry_run)
    if as_json:
        terminal.put(json.detached_files(key, gone))
        return
    would = "would be " if dry_run else ""
    terminal.put(would + terminal.shown(f"detached from {key}: {one.id} {one.path}") for one in gone)
