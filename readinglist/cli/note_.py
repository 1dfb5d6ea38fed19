"""`note`: write a note on a source, or keep a quote with its place; edit and remove them."""

from __future__ import annotations

import os
import re

import click

from readinglist import errors
from readinglist.cli import _editor, _options
from readinglist.library import editing, looking
from readinglist.render import json


@click.command("note")
@_options.key_argument()
@click.argument("text", metavar="[TEXT|-]", required=False)
@click.option("-q", "--quote", metavar="TEXT", help="A verbatim quote.")
@click.option("-p", "--page", metavar="P", help="The page of the quote, or pages as 3-5.")
@click.option("-L", "--locator", metavar="WHERE", help="Another place: 'section 3', 'chapter 2', '00:12:30'.")
@click.option("--public/--private", default=None, help="Whether exports may show it; private unless said.")
@click.option("-e", "--edit", "number", type=int, metavar="N", help="Change note N.")
@click.option("--remove", type=int, metavar="N", help="Take note N away.")
@_options.dry_run_option
@_options.json_option
@click.pass_context
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
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write a note on a source, in Markdown, or keep a quote with its page; - reads stdin, no TEXT opens your editor.

    \b
      readinglist note vaswani2017 "Scaling is explained in 3.2.1."

    \b
      readinglist note vaswani2017 --quote "all you need" --page 1 --public
    """
    library = _options.library(ctx)
    if remove is not None:
        record = editing.remove_note(library, key, remove, dry_run=dry_run)
        what = f"note {remove} of {record.key}"
        _options.did(f"removed {what}", f"remove {what}", dry_run=dry_run)
        return
    given = editing.NoteText(None, quote, _place(page, locator), public)
    if text is not None:
        given = given._replace(text=_options.stdin().decode("utf-8", "replace").strip() if text == "-" else text)
    elif not any(part is not None for part in given):
        given = given._replace(text=_written(_old_text(ctx, key, number)))
    if number is None and not (given.text or given.quote):
        raise errors.NothingGiven("a note needs a text or a quote; nothing was kept")
    if number is None:
        record, note = editing.add_note(library, key, given, dry_run=dry_run)
    else:
        record, note = editing.edit_note(library, key, number, given, dry_run=dry_run)
    _options.put(json.records([record]) if as_json else [f"{record.key} note {note.id}"])


def _place(page: str | None, locator: str | None) -> str | None:
    """Return the locator as it is kept, `page 5`, `pages 3-5`, `section 3`; None where none is given."""
    if page is not None and locator is not None:
        raise errors.InvalidValue("--page", page, "give a page or another locator, not both")
    if page is None:
        return locator
    return f"pages {page}" if re.search(r"[-–,]", page) else f"page {page}"


def _old_text(ctx: click.Context, key: str, number: int | None) -> str:
    if number is None:
        return ""
    return editing.find_note(looking.show(_options.library(ctx), [key])[0], number).text


def _written(old: str) -> str:
    """Return what the user writes in the editor. Raises NothingGiven where there is none to open."""
    if not _options.interactive() and not (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        raise errors.NothingGiven("give the text of the note, - for stdin, or set EDITOR")
    return _editor.edit(old, ".md").strip()
