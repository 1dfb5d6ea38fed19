"""`set`: fields of a source, from plain text."""

from __future__ import annotations

import click

from readinglist.cli import _options, _tell
from readinglist.library import editing, fields, looking


@click.command("set")
@_options.key_argument()
@click.argument("assignments", metavar="FIELD=VALUE...", nargs=-1, required=True)
@_options.dry_run_option
@_options.json_option
@click.pass_context
def command(ctx: click.Context, key: str, assignments: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Set fields of a source; values are plain text, entrytype is the type of the entry.

    Dates, months and identifiers are checked; a new date takes the place of year and month. A field that BibLaTeX does
    not know is kept, with a warning.

    \b
      readinglist set vaswani2017attention pages=5998-6008 url=https://arxiv.org/abs/1706.03762
    """
    library = _options.library(ctx)
    before = looking.show(library, [key])[0]
    pairs = [fields.assignment(word) for word in assignments]
    after, warnings = editing.set_fields(library, before.key, pairs, dry_run=dry_run)
    _options.warn(warnings)
    _tell.changed(before, after, as_json=as_json, dry_run=dry_run)
