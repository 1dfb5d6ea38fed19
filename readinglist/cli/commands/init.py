"""`init`: make the library."""

from __future__ import annotations

import click

from readinglist.cli.shared import context, example, options, terminal
from readinglist.library import maintenance


@click.command("init", cls=example.WithExample, example="readinglist --library thesis.db init")
@options.dry_run_option
@click.pass_context
def command(ctx: click.Context, dry_run: bool) -> None:
    """Create a library and print where it is.

    An existing one is not changed. Every command that writes creates the library when it is missing, so this is seldom
    needed.
    """
    library = context.library(ctx)
    fresh = not maintenance.facts(library).exists if dry_run else maintenance.init(library)
    terminal.put([terminal.shown(str(library.path))])
    made = "would create it" if dry_run else "created"
    terminal.say(f"{made if fresh else 'it existed already'} ({library.why}).")
