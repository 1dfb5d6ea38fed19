"""`backup`: copy the library while it is in use."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readinglist import errors
from readinglist.cli.shared import context, example, messages, options, terminal
from readinglist.library import maintenance
from readinglist.library.errors import NoLibrary
from readinglist.library.files import copies
from readinglist.library.output import written
from readinglist.util.errors import FileExists, UnwritableFile
from readinglist.util.text import counted

if TYPE_CHECKING:
    from readinglist.library.location import Location


@click.command("backup", cls=example.WithExample, example="readinglist backup reading-2026-11.db")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace an existing file.")
@click.option("--with-files", is_flag=True, help="Copy the files of sources too, into FILE.files beside it.")
@options.dry_run_option
@click.pass_context
def command(ctx: click.Context, file: Path, force: bool, with_files: bool, dry_run: bool) -> None:
    """Copy the library into FILE, whole or not at all.

    Other programs may write to the library meanwhile. A copy is a library: `readinglist --library FILE` opens it.

    --with-files copies the files that the library keeps too, into the folder in which FILE finds them; those that are there
    already stay.
    """
    library = context.library(ctx)
    _check(library.path, file)
    written.refuse(library, file)
    if with_files:
        _copy_files(library, file, force=force, dry_run=dry_run)
    count = maintenance.backup(library, file, force=force, dry_run=dry_run)
    terminal.put([] if dry_run else [str(file)])
    sources = counted(count, "source")
    messages.did(f"copied {sources}.", f"copy {sources}.", dry_run=dry_run)


def _copy_files(library: Location, file: Path, *, force: bool, dry_run: bool) -> None:
    """Copy the files of sources before the library, so that a copy that is there has its files."""
    if not force and os.path.lexists(file):
        raise FileExists(file)
    if not file.parent.is_dir():
        raise UnwritableFile(file, "there is no such folder")
    done = copies.beside_backup(library, file, force=force, dry_run=dry_run)
    terminal.warn(map(terminal.shown, done.left))
    what = counted(len(done.copies), "file")
    messages.did(f"copied {what}.", f"copy {what}.", dry_run=dry_run)
    if done.linked:
        rest = "that is linked stays where it is" if done.linked == 1 else "that are linked stay where they are"
        terminal.say(f"{counted(done.linked, 'attachment')} {rest}.")


def _check(library: Path, file: Path) -> None:
    """Refuse a copy that would replace a good one with nothing.

    Where there is no library, or the target is stdout.
    """
    if str(file) == "-":
        raise errors.InvalidValue("FILE", "-", "a copy is made in a file, not on stdout")
    if not library.exists():
        raise NoLibrary(library)
