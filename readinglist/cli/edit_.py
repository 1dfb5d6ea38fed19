"""`edit`: the whole entry as BibLaTeX in an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist import errors
from readinglist.cli import _editor, _options, _tell
from readinglist.library import editing, looking

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.library import Library
    from readinglist.record import Record


@click.command("edit")
@_options.key_argument()
@_options.dry_run_option
@_options.json_option
@click.pass_context
def command(ctx: click.Context, key: str, dry_run: bool, as_json: bool) -> None:
    """Edit a source as BibLaTeX in $VISUAL or $EDITOR; what you do not touch stays as it is, to the byte.

    A mistake opens the editor again with your text, or leaves it in a file. A changed key renames the source; the old
    one keeps working.

    \b
      readinglist edit vaswani2017attention
    """
    library = _options.library(ctx)
    before = looking.show(library, [key])[0]
    text = editing.as_text(before)
    with _editor.draft(text, ".bib") as opened:
        edited = opened()
        after = before if edited == text else _kept(library, before, edited, opened, dry_run=dry_run)
    if dry_run or as_json or after == before:
        _tell.changed(before, after, as_json=as_json, dry_run=dry_run)
    else:
        _options.put([_options.shown(after.key)])
    if dry_run and after.key != before.key:
        _options.say(f"would rename {before.key} to {after.key}.")


def _kept(library: Library, before: Record, text: str, opened: Callable[[], str], *, dry_run: bool) -> Record:
    """Keep the edited text; on a mistake offer another try on a terminal. Raises the mistake."""
    while True:
        try:
            return editing.replace_entry(library, before.key, text, dry_run=dry_run)
        except errors.ReadinglistError as error:
            if not _options.interactive():
                raise
            _options.say(str(error))
            if not click.confirm("Edit it again?", default=True, err=True):
                raise
        text = opened()
