"""`set`: fields of a source, from plain text."""

from __future__ import annotations

import click

from readinglist.cli import _options
from readinglist.library import editing, fields, looking
from readinglist.render import changes, json


@click.command("set")
@_options.key_argument()
@click.argument("assignments", metavar="FIELD=VALUE...", nargs=-1, required=True)
@_options.dry_run_option
@_options.json_option
@click.pass_context
def command(ctx: click.Context, key: str, assignments: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Set fields of a source; values are plain text, entrytype is the type of the entry.

    Dates, months and identifiers are checked. A field that BibLaTeX does not know is kept, with a warning.

    \b
      readinglist set vaswani2017attention pages=5998-6008 url=https://arxiv.org/abs/1706.03762
    """
    library = _options.library(ctx)
    before = looking.show(library, [key])[0]
    pairs = [fields.assignment(word) for word in assignments]
    record, warnings = editing.set_fields(library, before.key, pairs, dry_run=dry_run)
    _options.warn(warnings)
    _options.put(json.records([record]) if as_json else changes.fields(before, record))
