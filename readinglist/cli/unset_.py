"""`unset`: take fields off a source."""

from __future__ import annotations

import click

from readinglist.cli import _options, _tell
from readinglist.library import editing, looking


@click.command("unset")
@_options.key_argument()
@click.argument("names", metavar="FIELD...", nargs=-1, required=True)
@_options.dry_run_option
@_options.json_option
@click.pass_context
def command(ctx: click.Context, key: str, names: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Take fields off a source; one that it does not have is no error.

    \b
      readinglist unset vaswani2017attention note
    """
    library = _options.library(ctx)
    before = looking.show(library, [key])[0]
    after, absent = editing.unset_fields(library, before.key, names, dry_run=dry_run)
    for name in absent:
        _options.say(f"{after.key} has no {name}.")
    _tell.changed(before, after, as_json=as_json, dry_run=dry_run)
