"""`unset`: remove fields from a source."""

from __future__ import annotations

import click

from readinglist.cli.shared import completion, context, example, messages, options, terminal
from readinglist.library import lookup
from readinglist.library.edit import sources


@click.command("unset", cls=example.WithExample, example="readinglist unset vaswani2017attention pages")
@options.key_argument()
@click.argument("names", metavar="FIELD...", nargs=-1, required=True, shell_complete=completion.fields)
@options.writes
def command(ctx: click.Context, key: str, names: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Remove fields from a source.

    A field that it does not have is no error.
    """
    library = context.library(ctx)
    before = lookup.show(library, [key])[0]
    after, absent = sources.unset_fields(library, before.key, names, dry_run=dry_run)
    for name in absent:
        terminal.say(f"{after.key} has no {name}.")
    messages.changed(before, after, as_json=as_json, dry_run=dry_run)
