"""`set`: fields of a source, from plain text."""

from __future__ import annotations

import click

from readinglist.cli.shared import completion, context, example, messages, options, terminal
from readinglist.library import lookup
from readinglist.library.edit import fields, sources


@click.command("set", cls=example.WithExample, example="readinglist set vaswani2017attention pages=5998-6008")
@options.key_argument()
@click.argument("assignments", metavar="FIELD=VALUE...", nargs=-1, required=True, shell_complete=completion.assignments)
@options.writes
def command(ctx: click.Context, key: str, assignments: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Set fields of a source; values are plain text.

    The field entrytype is the type of the entry. Dates, months and identifiers are checked; a new date replaces year and
    month. A field that BibLaTeX does
    not know is kept, with a warning.
    """
    library = context.library(ctx)
    before = lookup.show(library, [key])[0]
    pairs = [fields.assignment(word) for word in assignments]
    after, warnings = sources.set_fields(library, before.key, pairs, dry_run=dry_run)
    terminal.warn(warnings)
    messages.changed(before, after, as_json=as_json, dry_run=dry_run)
