"""`text`: attach the text of a source, in which quotes are looked up; show it and take it away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readinglist import files, text
from readinglist.cli import _options
from readinglist.library import quoting
from readinglist.render import json

if TYPE_CHECKING:
    from readinglist.library import Library
    from readinglist.library.texting import Attached


@click.command("text")
@_options.key_argument()
@click.argument("file", metavar="[FILE|-]", required=False, type=click.Path())
@click.option("--pages", "labels", metavar="LABELS", default="", help="What its pages are called: '113-', 'i-iv,1-20'.")
@click.option("--show", is_flag=True, help="Print the text, as without FILE.")
@click.option("--remove", is_flag=True, help="Take the text away.")
@_options.dry_run_option
@_options.json_option
@click.pass_context
def command(
    ctx: click.Context,
    key: str,
    file: str | None,
    labels: str,
    show: bool,
    remove: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Attach the text of a source from a file of plain text, Markdown or HTML, or from stdin; or print it.

    It stays in the library, and quotes are looked up in it. Form feeds part its pages, as pdftotext writes them.

    \b
      pdftotext paper.pdf - | readinglist text doe2026 - --pages 113-
      readinglist text doe2026
    """
    library = _options.library(ctx)
    if sum((file is not None, show, remove)) > 1 or (labels and file is None):
        raise click.UsageError("give a FILE, with --pages if you like, or --show, or --remove.", ctx)
    if file is not None:
        _attach(library, key, file, labels, as_json=as_json, dry_run=dry_run)
    elif remove:
        _remove(library, key, as_json=as_json, dry_run=dry_run)
    else:
        _show(library, key, as_json=as_json)


def _show(library: Library, key: str, *, as_json: bool) -> None:
    key, kept = quoting.text_of(library, key)
    if as_json:
        _options.put([json.dumps({"key": key, "name": kept.name, "pages": kept.labels, "text": kept.text})])
    elif _options.columns() is None:
        _options.put_text([kept.text])
    else:
        _options.put([text.printable_block(kept.text)])


def _attach(library: Library, key: str, file: str, labels: str, *, as_json: bool, dry_run: bool) -> None:
    from readinglist.library import texting  # noqa: PLC0415 - showing a text must not load what writes

    data = _options.stdin() if file == "-" else files.read(Path(file))
    name = "stdin" if file == "-" else Path(file).name
    done = texting.attach(library, key, name, data, labels, dry_run=dry_run)
    if as_json:
        _options.put([json.dumps(done.as_dict())])
        return
    if done.notice:
        _options.say(f"{_options.shown(name)}: note: {done.notice}.")
    size = f"{done.characters} characters" + (f" on {_options.counted(done.pages, 'page')}" if done.pages else "")
    _options.put([("would be " if dry_run else "") + _options.shown(f"{done.key} text {done.name}: {size}")])
    _tell_quotes(done)


def _tell_quotes(done: Attached) -> None:
    missing = sum(state != "found" for state in done.quotes)
    if missing:
        _options.say(
            f"{missing} of {_options.counted(len(done.quotes), 'quote')} from it {'does' if missing == 1 else 'do'} not stand so"
            " in the text;"
            f" `readinglist quotes verify key:{done.key}` says how."
        )
    elif done.quotes:
        _options.say(f"{_options.counted(len(done.quotes), 'quote')} from it found in the text.")


def _remove(library: Library, key: str, *, as_json: bool, dry_run: bool) -> None:
    from readinglist.library import texting  # noqa: PLC0415 - showing a text must not load what writes

    key = texting.detach(library, key, dry_run=dry_run)
    if as_json:
        _options.put([json.dumps({"key": key, "name": None})])
    else:
        _options.did(f"removed the text of {key}.", f"remove the text of {key}.", dry_run=dry_run)
