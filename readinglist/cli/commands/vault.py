"""`vault`: a Markdown note for each source, for Obsidian, Logseq or Zettlr."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from readinglist.cli.shared import context, example, messages, options, terminal
from readinglist.cli.shared.progress import count
from readinglist.library.output import vault
from readinglist.render import json_upkeep
from readinglist.render import vault as form
from readinglist.util.text import counted


@click.command("vault", cls=example.WithExample, example="readinglist vault notes")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--where", metavar="QUERY", default="", help="A note for these sources only; those that are there stay up to date."
)
@click.option("--public", is_flag=True, help="Leave private notes out, for a vault that others see.")
@options.writes
def command(ctx: click.Context, folder: Path, where: str, public: bool, dry_run: bool, as_json: bool) -> None:
    """Keep a Markdown note for each source in FOLDER, and take in what was written there below `## Notes`.

    The program owns the properties that it writes and what stands between its marks: citation, links, quotes, claims with their evidence; all
    else in a note is yours, and stays to the byte. What you write below `## Notes` becomes a note of the source; one that was changed there and here is
    kept twice, and named. A note may be moved or given another name: it is known by its property `rl-key`.
    """
    with count("notes") as progress:
        done = vault.sync(
            context.library(ctx), folder, form, where=where, public=public, dry_run=dry_run, progress=progress
        )
    if as_json:
        terminal.put(json_upkeep.of(asdict(done)))
    terminal.warn(done.said)
    counts = f"{counted(len(done.created), 'note')} made, {len(done.updated)} changed, {done.unchanged} the same, {done.notes} taken in"
    messages.did(f"{counts}.", f"be: {counts}.", dry_run=dry_run)
