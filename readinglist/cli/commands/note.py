"""`note`: write, edit and remove notes and quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist.cli.errors import NothingGiven
from readinglist.cli.shared import claims, context, editor, example, messages, numbers, options, stdin, terminal, words
from readinglist.cli.shared import locator as places
from readinglist.library import lookup
from readinglist.library.edit import sources
from readinglist.model import locators

if TYPE_CHECKING:
    from readinglist.library.location import Location
    from readinglist.model.record import Note, Record


@click.command("note", cls=example.WithExample, example='readinglist note vaswani2017 "Scaling is explained in 3.2.1."')
@options.key_argument()
@click.argument("text", metavar="[TEXT|-]", required=False)
@click.option("-q", "--quote", type=words.EMPTIED, metavar="TEXT", help="A verbatim quote.")
@places.page_option
@places.locator_option
@click.option("--public/--private", default=None, help="Whether exports may show it; default: private.")
@click.option("-e", "--edit", "number", type=numbers.Number(1), metavar="N", help="Change note N.")
@click.option("--remove", type=numbers.Number(1), metavar="N", help="Remove note N.")
@claims.force_option
@options.writes
def command(
    ctx: click.Context,
    key: str,
    text: str | None,
    quote: str | None,
    page: str | None,
    locator: str | None,
    public: bool | None,
    number: int | None,
    remove: int | None,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write a note on a source, or keep a quote with its page.

    The note is Markdown; - reads stdin, and without TEXT your editor is opened. Where the library has the text of the source, a
    quote is looked up in it and gets its page; one that is not there, or on another page than you say, is refused.

    \b
      readinglist note vaswani2017 --quote "all you need" --page 1 --public
    """
    library = context.library(ctx)
    given = sources.NoteText(text, quote, places.locator(page, locator), public)
    if remove is not None:
        if number is not None or given != sources.NoteText():
            raise click.UsageError(
                "--remove needs only the key and the number of the note; leave out the other options.", ctx
            )
        record = sources.remove_note(library, key, remove, dry_run=dry_run)
        _tell_removed(record, remove, as_json=as_json, dry_run=dry_run)
        return
    if _asks_for_editor(given, number):
        record, note = _write(library, key, number, given, dry_run=dry_run)
    else:
        given = given._replace(text=stdin.words(given.text))
        record, note = _keep(library, key, number, given, force=force, dry_run=dry_run)
    messages.done([record], [f"{record.key} note {note.id}"], as_json=as_json, dry_run=dry_run)
    if given.quote and note.locator and given.locator is None and not as_json:
        where = "on" if locators.page_of(note.locator) else "in"
        terminal.say(terminal.shown(f"quote found {where} {note.locator}."))


def _tell_removed(record: Record, number: int, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        messages.done([record], (), as_json=True, dry_run=dry_run)
        return
    what = f"note {number} of {record.key}"
    messages.did(f"removed {what}.", f"remove {what}.", dry_run=dry_run)


def _asks_for_editor(given: sources.NoteText, number: int | None) -> bool:
    """Whether the user must still write a text.

    For a new note, unless there is a quote; for an old one, where no change was given.
    """
    if number is None:
        return given.text is None and given.quote is None
    return given == sources.NoteText()


def _keep(
    library: Location,
    key: str,
    number: int | None,
    given: sources.NoteText,
    *,
    was: str | None = None,
    force: bool = False,
    dry_run: bool,
) -> tuple[Record, Note]:
    """Save a new note, or the changes of an old one, whose text the user was shown as `was`."""
    if number is not None:
        return sources.edit_note(
            library,
            key,
            number,
            given,
            was=None if was is None else sources.NoteText(was),
            force=force,
            dry_run=dry_run,
        )
    return sources.add_note(library, key, given, force=force, dry_run=dry_run)


def _write(
    library: Location, key: str, number: int | None, given: sources.NoteText, *, dry_run: bool
) -> tuple[Record, Note]:
    """Let the user write the text in the editor, and save it.

    Raises NothingGiven where nothing was written.
    """
    if not terminal.interactive() and not editor.is_named():
        raise NothingGiven(
            f"give the text of the note, - for stdin, or set EDITOR; `readinglist show {key}` has the notes there are"
        )
    record = lookup.show(library, [key])[0]
    old = "" if number is None else sources.find_note(record, number).text
    with editor.draft(old, ".md") as opened:
        text = opened().strip()
        if not text:
            raise NothingGiven("the note was left empty, and nothing was kept")
        return _keep(library, record.key, number, given._replace(text=text), was=old, dry_run=dry_run)
