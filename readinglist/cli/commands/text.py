"""`text`: attach, show and remove the text of a source.

Quotes are looked up in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import context, example, messages, numbers, options, stdin, terminal
from readinglist.library.files import texts as showing
from readinglist.render import json
from readinglist.render.terminal import quotes as lines
from readinglist.render.terminal import texts as page_lines
from readinglist.util import files
from readinglist.util.text import counted

if TYPE_CHECKING:
    from readinglist.library.claims.texts import Attached
    from readinglist.library.location import Location


@click.command("text", cls=example.WithExample, example="readinglist text vaswani2017 paper.txt")
@options.key_argument()
@click.argument("file", metavar="[FILE|-]", required=False, type=click.Path(readable=False))
@click.option("--pages", "labels", metavar="LABELS", default="", help="The labels of its pages: '113-', 'i-iv,1-20'.")
@click.option("--attachment", type=numbers.Number(1), metavar="N", help="Print the text of attachment N alone.")
@click.option("--page", metavar="P", default="", help="Print the page that is labelled so.")
@click.option("--show", is_flag=True, help="Print the text, as without FILE.")
@click.option("--remove", is_flag=True, help="Remove the text.")
@options.pager_option
@options.writes
def command(
    ctx: click.Context,
    key: str,
    file: str | None,
    labels: str,
    attachment: int | None,
    page: str,
    show: bool,
    remove: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Print the texts of a source, page by page, or attach one.

    They are those of its attachments, and one that was attached by itself, from a file of plain text, Markdown, HTML, Word or EPUB, or from stdin. The
    library keeps it, and quotes are looked up in it. Form feeds separate its pages, as pdftotext writes them.

    \b
      readinglist text doe2026
      readinglist text doe2026 --page 114
      pdftotext paper.pdf - | readinglist text doe2026 - --pages 113-
    """
    library = context.library(ctx)
    if sum((file is not None, show, remove)) > 1 or (labels and file is None):
        raise click.UsageError("give a FILE, with --pages if you like, or --show, or --remove.", ctx)
    if (attachment or page) and (remove or file is not None):
        raise click.UsageError("--attachment and --page say which text is printed.", ctx)
    if file is not None:
        _attach(library, key, file, labels, as_json=as_json, dry_run=dry_run)
    elif remove:
        _remove(library, key, as_json=as_json, dry_run=dry_run)
    else:
        _show(library, key, attachment, page, as_json=as_json)


def _show(library: Location, key: str, attachment: int | None, page: str, *, as_json: bool) -> None:
    key, found = showing.texts(library, key, attachment, page)
    if as_json:
        terminal.put(json.texts(key, found))
    # Into a pipe texts go unchanged, with a form feed between two; a terminal must not run control characters in them.
    elif terminal.columns() is None:
        terminal.put_text(("\f" if place else "") + one.text for place, one in enumerate(found))
    else:
        terminal.put(page_lines.pages(found))


def _attach(library: Location, key: str, file: str, labels: str, *, as_json: bool, dry_run: bool) -> None:
    from readinglist.library.claims import texts  # noqa: PLC0415 - showing a text must not load what writes

    data = stdin.data() if file == "-" else files.read(Path(file))
    name = "stdin" if file == "-" else Path(file).name
    done = texts.attach(library, key, name, data, labels, dry_run=dry_run)
    if as_json:
        counts = (done.pages, done.characters)
        terminal.put(json.attached(done.key, done.name, *counts, done.quotes, in_columns=done.in_columns))
        return
    if done.notice:
        terminal.say(f"{terminal.shown(name)}: note: {done.notice}.")
    if done.in_columns:
        terminal.say(f"{terminal.shown(name)}: warning: {lines.IN_COLUMNS}.")
    size = f"{done.characters} characters" + (f" on {counted(done.pages, 'page')}" if done.pages else "")
    terminal.put([("would be " if dry_run else "") + terminal.shown(f"{done.key} text {done.name}: {size}")])
    _tell_quotes(done)


def _tell_quotes(done: Attached) -> None:
    missing = sum(state != "found" for state in done.quotes)
    if missing:
        terminal.say(
            f"{missing} of {counted(len(done.quotes), 'quote')} from it {'does' if missing == 1 else 'do'} not match"
            f" the text word for word; `readinglist quotes verify key:{done.key}` shows how."
        )
    elif done.quotes:
        terminal.say(f"{counted(len(done.quotes), 'quote')} from it found in the text.")


def _remove(library: Location, key: str, *, as_json: bool, dry_run: bool) -> None:
    from readinglist.library.claims import texts as texting  # noqa: PLC0415 - showing a text must not load what writes

    key = texting.detach(library, key, dry_run=dry_run)
    if as_json:
        terminal.put(json.detached(key))
    else:
        messages.did(f"removed the text of {key}.", f"remove the text of {key}.", dry_run=dry_run)
