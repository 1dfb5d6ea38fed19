"""`backup`: copy the library while it is in use."""

from __future__ import annotations

from pathlib import Path

import click

from readinglist import errors
from readinglist.cli.shared import context, example, messages, options, terminal
from readinglist.library import maintenance
from readinglist.library.errors import NoLibrary
from readinglist.library.output import written
from readinglist.util.text import counted


@click.command("backup", cls=example.WithExample, example="readinglist backup reading-2026-11.db")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace an existing file.")
@options.dry_run_option
@click.pass_context
def command(ctx: click.Context, file: Path, force: bool, dry_run: bool) -> None:
    """Copy the library into FILE, whole or not at all.

    Other programs may write to the library meanwhile.
    """
    library = context.library(ctx)
    _check(library.path, file)
    written.refuse(library, file)
    count = maintenance.backup(library, file, force=force, dry_run=dry_run)
    terminal.put([] if dry_run else [str(file)])
    sources = counted(count, "source")
    messages.did(f"copied {sources}.", f"copy {sources}.", dry_run=dry_run)


def _check(library: Path, file: Path) -> None:
    """Refuse a copy that would replace a good one with nothing.

    Where there is no library, or the target is stdout.
    """
    if str(file) == "-":
        raise errors.InvalidValue("FILE", "-", "a copy is made in a file, not on stdout")
    if not library.exists():
        raise NoLibrary(library)
