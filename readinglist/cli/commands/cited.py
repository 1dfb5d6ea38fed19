"""`cited`: where documents cite a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import context, example, options, terminal
from readinglist.cli.shared.documents import documents_argument, of_project
from readinglist.library.output import check
from readinglist.render import json
from readinglist.render.terminal import findings
from readinglist.util.text import counted

if TYPE_CHECKING:
    from pathlib import Path


@click.command("cited", cls=example.WithExample, example="readinglist cited vaswani2017attention thesis.tex")
@options.key_argument()
@documents_argument()
@options.reads
def command(ctx: click.Context, key: str, documents: tuple[Path, ...], as_json: bool) -> None:
    """Show where documents cite a source, by file, line and column.

    Under its key and its former keys. Without FILE, the documents that `readinglist.toml` names are read, with all that they
    include.
    """
    library = context.library(ctx)
    documents = documents or of_project(ctx, library)
    found = check.places(library, key, documents)
    terminal.put(json.cited(found.places) if as_json else findings.places(found.places))
    if not as_json:
        files = counted(found.files, "file")
        terminal.say(f"{counted(len(found.places), 'citation')} of {found.key} in {files}.")
