"""`edit`: the whole entry as BibLaTeX in an editor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

import click

from readinglist import errors
from readinglist.cli.errors import NothingGiven
from readinglist.cli.shared import completion, context, editor, example, messages, numbers, options, terminal
from readinglist.library import lookup
from readinglist.library.edit import entries
from readinglist.library.errors import EditCollides
from readinglist.library.imports import broken_entries
from readinglist.render import json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from readinglist.library.location import Location
    from readinglist.model.record import Record

Kept = TypeVar("Kept")


@click.command("edit", cls=example.WithExample, example="readinglist edit vaswani2017attention")
@click.argument("keys", metavar="KEY...", nargs=-1, shell_complete=completion.keys)
@click.option("--broken", type=numbers.Number(1), metavar="N", help="Mend the piece that an import set aside as N.")
@options.writes
def command(ctx: click.Context, keys: tuple[str, ...], broken: int | None, dry_run: bool, as_json: bool) -> None:
    """Edit sources as BibLaTeX in $VISUAL or $EDITOR.

    What you do not change stays as it is, to the byte, and as another command changes it meanwhile. Where both changed
    one value, the editor opens again with both.
    A mistake opens the editor again with your text, or leaves it in a file. A changed key renames the source; the old
    one keeps working.

    \b
      readinglist edit --broken 3
    """
    if bool(keys) == (broken is not None):
        raise NothingGiven("name a key, or a piece that was set aside with --broken N")
    library = context.library(ctx)
    if broken is not None:
        _mend(library, broken, dry_run=dry_run, as_json=as_json)
        return
    before = _once(lookup.show(library, list(keys)))
    text = entries.as_text(before)
    with editor.draft(text, ".bib") as opened:
        # Inside the draft, so that an edit that is refused stays in its file.
        edited = opened()
        keep = partial(entries.replace_entries, library, dry_run=dry_run)
        after = before if edited == text else _save_edited(keep, before, edited, opened)
    if as_json:
        terminal.put(json.records(after))
        return
    for was, now in zip(before, after, strict=True):
        if dry_run or now == was:
            messages.changed(was, now, as_json=False, dry_run=dry_run)
        else:
            terminal.put([terminal.shown(now.key)])
        if dry_run and now.key != was.key:
            terminal.say(f"would rename {was.key} to {now.key}.")


def _once(records: list[Record]) -> list[Record]:
    """Return sources without a second one, where a key was given twice."""
    return list({record.key: record for record in records}.values())


def _mend(library: Location, number: int, *, dry_run: bool, as_json: bool) -> None:
    """Let the user mend a piece that was set aside, and add it."""
    message, raw = broken_entries.broken(library, number)
    terminal.say(message)
    with editor.draft(raw + "\n", ".bib") as opened:
        mend = partial(broken_entries.mend, library, number, raw=raw, dry_run=dry_run)
        records = _save_edited(lambda _, text: mend(text), [], opened(), opened)
    messages.report(records, "{key}", as_json=as_json, dry_run=dry_run)


def _save_edited(
    keep: Callable[[Sequence[Record], str], Kept], before: Sequence[Record], text: str, opened: Callable[..., str]
) -> Kept:
    """Save the edited text of sources.

    After a mistake, on a terminal, offer to edit again; so too where the library has other values by now. Raises the
    mistake.
    """
    while True:
        again = None
        try:
            return keep(before, text)
        except errors.ReadinglistError as error:
            if not terminal.interactive():
                raise
            terminal.say(str(error))
            if not click.confirm("Edit it again?", default=True, err=True):
                raise
            if isinstance(error, EditCollides):
                before, again = error.standing, error.text
        text = opened(again)
