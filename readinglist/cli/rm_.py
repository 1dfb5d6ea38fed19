"""`rm`: take sources out of the library."""

from __future__ import annotations

import click

from readinglist import errors
from readinglist.cli import _options
from readinglist.library import editing, looking


@click.command("rm")
@_options.keys_argument()
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@_options.dry_run_option
@click.pass_context
def command(ctx: click.Context, keys: tuple[str, ...], yes: bool, dry_run: bool) -> None:
    """Take sources out, with their notes, tags and links; `readinglist undo` brings them back.

    \b
      readinglist rm vaswani2017attention --yes
    """
    library = _options.library(ctx)
    records = list({record.key: record for record in looking.show(library, keys)}.values())
    for record in records:
        parts = [_options.counted(len(record.notes), "note"), _options.counted(len(record.links), "link")]
        _options.say(f"{record.key}: {record.title} ({', '.join(parts)})")
    if not (yes or dry_run):
        if not _options.interactive():
            raise errors.NotInteractive("say --yes to remove without being asked")
        click.confirm(f"Remove {_options.counted(len(records), 'source')}?", abort=True, err=True)
    gone = editing.remove(library, [record.key for record in records], dry_run=dry_run)
    number = _options.counted(len(gone), "source")
    _options.did(
        f"removed {number}; `readinglist undo` brings back what is gone.", f"remove {number}.", dry_run=dry_run
    )
