"""`rename`: give a source another key, in documents too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import context, example, messages, options, terminal
from readinglist.cli.shared.documents import of_project
from readinglist.library.edit import sources
from readinglist.util.text import counted

if TYPE_CHECKING:
    from readinglist.library.output.rewrite import Rewritten


@click.command("rename", cls=example.WithExample, example="readinglist rename vaswani2017attention vaswani2017")
@options.key_argument("old")
@click.argument("new")
@click.argument("documents", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--rewrite", is_flag=True, help="Write the new key into these documents and what they include.")
@options.writes
def command(
    ctx: click.Context, old: str, new: str, documents: tuple[Path, ...], rewrite: bool, dry_run: bool, as_json: bool
) -> None:
    """Give a source the key NEW; OLD still finds it.

    Sources that name it in crossref, xdata, xref, related or entryset then name the new key. Prints the key.

    \b
      readinglist rename vaswani2017 attention --rewrite thesis.tex notes.md

    With --rewrite, citations of OLD and of keys before it become NEW in the documents, or in those that `readinglist.toml` names;
    a copy of each is kept beside it.
    `readinglist undo` undoes that too.
    """
    if documents and not rewrite:
        raise click.UsageError("name documents together with --rewrite: `rename OLD NEW --rewrite FILE...`.", ctx)
    library = context.library(ctx)
    if rewrite and not documents:
        documents = of_project(ctx, library)
    rewritten: tuple[Rewritten, ...] = ()
    if documents:
        from readinglist.library.output import rewrite as rewriting  # noqa: PLC0415 - a rename without documents reads none

        record, before, rewritten = rewriting.rename(library, old, new, documents, dry_run=dry_run)
    else:
        record, before = sources.rename(library, old, new, dry_run=dry_run)
    messages.done([record], [record.key], as_json=as_json, dry_run=dry_run)
    if not as_json:
        _tell_kept(before, record.key, dry_run=dry_run)
    for document in rewritten:
        _tell_rewritten(document)
    if documents and not rewritten:
        terminal.say("no document cites it.")


def _tell_kept(before: str, key: str, *, dry_run: bool) -> None:
    if before != key:
        kept = f"{before} keeps working."
        messages.did(f"{before} → {key}; {kept}", f"rename {before} to {key}; {kept}", dry_run=dry_run)


def _tell_rewritten(document: Rewritten) -> None:
    number = counted(document.citations, "citation")
    kept = f"; as it was: {document.backup}" if document.backup else ""
    messages.did(
        f"{document.path}: {number} rewritten{kept}",
        f"rewrite {number} in {document.path}",
        dry_run=document.backup is None,
    )
