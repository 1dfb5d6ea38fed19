"""`backup`: a copy of the library, made while it is in use."""

from __future__ import annotations

from pathlib import Path

import click

from readinglist.cli import _options
from readinglist.library import upkeep


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.pass_context
def command(ctx: click.Context, file: Path, force: bool) -> None:
    """Copy the library into FILE, whole or not at all; others may go on writing meanwhile.

    \b
      readinglist backup ~/backups/reading-2026-11.db
    """
    count = upkeep.backup(_options.library(ctx), file, force=force)
    _options.put([str(file)])
    _options.say(f"copied {_options.counted(count, 'source')}.")
