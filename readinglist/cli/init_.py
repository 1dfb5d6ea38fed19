"""`init`: make the library."""

from __future__ import annotations

import click

from readinglist.cli import _options
from readinglist.library import upkeep


@click.command("init")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Make a library and say where it is; one that is there stays as it is.

    readinglist --library thesis.db init
    """
    library = _options.library(ctx)
    made = upkeep.init(library)
    _options.put([str(library.path)])
    _options.say(f"{'made' if made else 'it was there already'} ({library.why}).")
