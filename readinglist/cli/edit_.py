"""`edit`: the whole entry as BibLaTeX in an editor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

import click

from readinglist import errors
from readinglist.cli import _editor, _options, _tell
from readinglist.library import editing, looking, mending

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.library import Library

Kept = TypeVar("Kept")


@click.command("edit")
@click.argument("key", required=False, shell_complete=_options.completed_keys)
@click.option("--broken", type=int, metavar="N", help="Mend the piece that an import kept aside as N.")
@_options.dry_run_option
@_options.json_option
@click.pass_context
def command(ctx: click.Context, key: str | None, broken: int | None, dry_run: bool, as_json: bool) -> None:
    """Edit a source as BibLaTeX in $VISUAL or $EDITOR; what you do not touch stays as it is, to the byte.

    A mistake opens the editor again with your text, or leaves it in a file. A changed key renames the source; the old
    one keeps working.

    \b
      readinglist edit vaswani2017attention
      readinglist edit --broken 3
    """
    if (key is None) == (broken is None):
        raise errors.NothingGiven("name a key, or a piece that was kept aside with --broken N")
    library = _options.library(ctx)
    if broken is not None:
        _mend(library, broken, dry_run=dry_run, as_json=as_json)
        return
    before = looking.show(library, [str(key)])[0]
    text = editing.as_text(before)
    with _editor.draft(text, ".bib") as opened:
        edited = opened()
        keep = partial(editing.replace_entry, library, before.key, dry_run=dry_run)
        after = before if edited == text else _kept(keep, edited, opened)
    if dry_run or as_json or after == before:
        _tell.changed(before, after, as_json=as_json, dry_run=dry_run)
    else:
        _options.put([_options.shown(after.key)])
    if dry_run and after.key != before.key:
        _options.say(f"would rename {before.key} to {after.key}.")


def _mend(library: Library, number: int, *, dry_run: bool, as_json: bool) -> None:
    """Let the user mend a piece that was kept aside, and add what it became."""
    message, raw = mending.broken(library, number)
    _options.say(message)
    with _editor.draft(raw + "\n", ".bib") as opened:
        records = _kept(partial(mending.mend, library, number, dry_run=dry_run), opened(), opened)
    _options.report(records, "{key}", as_json=as_json, dry_run=dry_run)


def _kept(keep: Callable[[str], Kept], text: str, opened: Callable[[], str]) -> Kept:
    """Keep the edited text; on a mistake offer another try on a terminal. Raises the mistake."""
    while True:
        try:
            return keep(text)
        except errors.ReadinglistError as error:
            if not _options.interactive():
                raise
            _options.say(str(error))
            if not click.confirm("Edit it again?", default=True, err=True):
                raise
        text = opened()
