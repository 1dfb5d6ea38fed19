"""`highlights`: make notes of what is marked in PDFs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import completion, context, example, options, terminal
from readinglist.library.files import highlights
from readinglist.render import json_marks
from readinglist.render.terminal import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.library.files.highlights import Highlighted


@click.command("highlights", cls=example.WithExample, example="readinglist highlights vaswani2017")
@click.argument("names", metavar="KEY|FILE...", nargs=-1, shell_complete=completion.keys)
@click.option("--all", "everything", is_flag=True, help="Look into all PDFs of the library.")
@click.option(
    "--to", default="", metavar="KEY", shell_complete=completion.keys, help="The source that the marks of FILE are on."
)
@click.option("--again", is_flag=True, help="Add those too whose notes you removed.")
@options.writes
def command(
    ctx: click.Context, names: tuple[str, ...], everything: bool, to: str, again: bool, dry_run: bool, as_json: bool
) -> None:
    """Make notes of what you marked in the PDFs of sources.

    What is highlighted or underlined becomes a private note with the quote, its printed page, its place, its colour and what was
    written on it; other marks become notes too. Run it again after you read on: marks that are new are added, those that were
    moved or edited in the file are followed, and what you changed or removed here stays so.

    \b
      readinglist highlights doe2026
      readinglist highlights ~/Downloads/doe.pdf --to doe2026
      readinglist highlights --all
    """
    if everything == bool(names) or (to and everything):
        raise click.UsageError("give KEY, FILE or --all.", ctx)
    library = context.library(ctx)
    found = highlights.take(library, names, everything=everything, to=to, again=again, dry_run=dry_run)
    if as_json:
        terminal.put(json_marks.highlights(found))
    else:
        _tell(found, dry_run=dry_run)
    if any(one.problem for one in found):
        ctx.exit(6)


def _tell(found: Sequence[Highlighted], *, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    brought = [(one.key, one.brought) for one in found if one.brought]
    terminal.put(would + terminal.shown(line) for key, each in brought for line in marked.lines(key, each))
    for key, each in brought:
        for sentence in marked.warnings(key, each):
            terminal.say(terminal.shown(sentence))
    for one in found:
        if one.problem:
            terminal.say(terminal.shown(f"{one.key}: {one.problem}"))
    if said := marked.summary([each for _, each in brought]):
        terminal.say(said)
