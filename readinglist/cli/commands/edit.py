"""`edit`: the whole entry as BibLaTeX in an editor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

import click

from readinglist import errors
from readinglist.cli.errors import NothingGiven
from readinglist.cli.shared import completion, context, editor, messages, options, terminal
from readinglist.library import lookup
from readinglist.library.edit import sources
from readinglist.library.imports import broken_entries

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.library.location import Location

Kept = TypeVar("Kept")


@click.command("edit")
@click.argument("key", required=False, shell_complete=completion.keys)
@click.option("--broken", type=int, metavar="N", help="Mend the piece that an import set aside as N.")
@options.writes
def command(ctx: click.Context, key: str | None, broken: int | None, dry_run: bool, as_json: bool) -> None:
    """Edit a source as BibLaTeX in $VISUAL or $EDITOR.

    What you do not change stays as it is, to the byte.
    A mistake opens the editor again with your text, or leaves it in a file. A changed key renames the source; the old
    one keeps working.

    \b
      readinglist edit vaswani2017attention
      readinglist edit --broken 3
    """
    if (key is None) == (broken is None):
        raise NothingGiven("name a key, or a piece that was set aside with --broken N")
    library = context.library(ctx)
    if broken is not None:
        _mend(library, broken, dry_run=dry_run, as_json=as_json)
        return
    before = lookup.show(library, [str(key)])[0]
    text = sources.as_text(before)
    with editor.draft(text, ".bib") as opened:
        # Inside the draft, so that an edit that is refused stays in its file.
        edited = opened()
        keep = partial(sources.replace_entry, library, before.key, dry_run=dry_run)
        after = before if edited == text else _save_edited(keep, edited, opened)
    if dry_run or as_json or after == before:
        messages.changed(before, after, as_json=as_json, dry_run=dry_run)
    else:
        terminal.put([terminal.shown(after.key)])
    if dry_run and after.key != before.key:
        terminal.say(f"would rename {before.key} to {after.key}.")


def _mend(library: Location, number: int, *, dry_run: bool, as_json: bool) -> None:
    """Let the user mend a piece that was set aside, and add it."""
    message, raw = broken_entries.broken(library, number)
    terminal.say(message)
    with editor.draft(raw + "\n", ".bib") as opened:
        records = _save_edited(partial(broken_entries.mend, library, number, dry_run=dry_run), opened(), opened)
    messages.report(records, "{key}", as_json=as_json, dry_run=dry_run)


def _save_edited(keep: Callable[[str], Kept], text: str, opened: Callable[[], str]) -> Kept:
    """Save the edited text.

    After a mistake, on a terminal, offer to edit again. Raises the mistake.
    """
    while True:
        try:
            return keep(text)
        except errors.ReadinglistError as error:
            if not terminal.interactive():
                raise
            terminal.say(str(error))
            if not click.confirm("Edit it again?", default=True, err=True):
                raise
        text = opened()
