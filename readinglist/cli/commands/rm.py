"""`rm`: remove sources from the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist.cli.errors import NotInteractive
from readinglist.cli.shared import context, example, messages, options, terminal
from readinglist.library import lookup
from readinglist.library.edit import sources
from readinglist.util.text import counted

if TYPE_CHECKING:
    from readinglist.model.record import Record


@click.command("rm", cls=example.WithExample, example="readinglist rm lazarus2025how")
@options.keys_argument()
@click.option("-y", "-f", "--yes", is_flag=True, help="Do not ask.")
@options.writes
def command(ctx: click.Context, keys: tuple[str, ...], yes: bool, dry_run: bool, as_json: bool) -> None:
    """Remove sources, with their notes, tags, links and claims.

    `readinglist undo` brings them back. Their evidence for claims of other sources is removed too, and listed.

    On a terminal it asks; elsewhere it requires --yes.
    """
    library = context.library(ctx)
    # Two words may name one source, by its key and by an alias.
    records = list({record.key: record for record in lookup.show(library, keys)}.values())
    _list_what_goes(records)
    number = counted(len(records), "source")
    if not (yes or dry_run):
        if not terminal.interactive():
            raise NotInteractive("use --yes to remove without being asked")
        click.confirm(f"Remove {number}?", abort=True, err=True)
    gone = sources.remove(library, [record.key for record in records], dry_run=dry_run)
    if as_json:
        messages.done(gone, (), as_json=True, dry_run=dry_run)
    if any(not one.linked for record in gone for one in record.attachments):
        terminal.say(
            "files stay where they are; `readinglist doctor --prune` removes those that no source has any more."
        )
    them = "it" if len(gone) == 1 else "them"
    messages.did(f"removed {number}; `readinglist undo` brings {them} back.", f"remove {number}.", dry_run=dry_run)


def _list_what_goes(records: list[Record]) -> None:
    """List what would be removed.

    Each source with its title, its notes, links and claims, and the claims that it is evidence for.
    """
    for record in records:
        parts = [counted(len(record.notes), "note"), counted(len(record.links), "link")]
        if record.claims:
            parts.append(counted(len(record.claims), "claim"))
        if record.attachments:
            parts.append(counted(len(record.attachments), "attachment"))
        if record.bears:
            parts.append(f"evidence on {', '.join(dict.fromkeys(x.claim for x in record.bears))}")
        terminal.say(f"{record.key}: {terminal.shown(record.title)} ({', '.join(parts)})")
