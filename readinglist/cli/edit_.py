"""`edit`: the whole entry as BibLaTeX in an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist import errors
from readinglist.cli import _editor, _options
from readinglist.library import editing, looking

if TYPE_CHECKING:
    from readinglist.library import Library


@click.command("edit")
@_options.key_argument()
@_options.dry_run_option
@click.pass_context
def command(ctx: click.Context, key: str, dry_run: bool) -> None:
    """Edit a source as BibLaTeX in $VISUAL or $EDITOR; what you do not touch stays as it is, to the byte.

    A mistake opens the editor again with your text. A changed key renames the source; the old one keeps working.
    """
    library = _options.library(ctx)
    record = looking.show(library, [key])[0]
    before = editing.as_text(record)
    after = _editor.edit(before, ".bib")
    if after == before:
        _options.say("nothing was changed.")
        return
    edited = _keep(library, record.key, after, dry_run=dry_run)
    _options.put([edited])


def _keep(library: Library, key: str, text: str, *, dry_run: bool) -> str:
    """Keep the edited text; on a mistake ask for another try, or leave the text in a file."""
    while True:
        try:
            return editing.replace_entry(library, key, text, dry_run=dry_run).key
        except errors.ReadinglistError as error:
            if not _options.interactive():
                raise _editor.kept(text, error) from error
            _options.say(f"{error}")
            if not click.confirm("Edit it again?", default=True, err=True):
                raise _editor.kept(text, error) from error
            text = _editor.edit(text, ".bib")
