"""`load`: a library from its text."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from readinglist.cli.shared import context, example, messages, options, terminal
from readinglist.cli.shared.progress import count
from readinglist.library.dump import load
from readinglist.render import json_upkeep
from readinglist.util.text import counted, listed


@click.command("load", cls=example.WithExample, example="readinglist load reading-text")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--force", is_flag=True, help="Take the folder's state of sources too that were changed here since.")
@click.option("--prune", is_flag=True, help="Remove the sources that are not in the folder.")
@options.writes
def command(ctx: click.Context, folder: Path, force: bool, prune: bool, dry_run: bool, as_json: bool) -> None:
    """Bring the library to what a FOLDER of `readinglist dump` says, such as one that git has merged.

    What is new there is added, and what was changed there is changed here, in one operation that `readinglist undo` takes back. What was
    changed here since the dump was written stays, and is named, as is what only the library has.
    """
    with count("sources") as progress:
        done = load.load(context.library(ctx), folder, force=force, prune=prune, dry_run=dry_run, progress=progress)
    if as_json:
        terminal.put(json_upkeep.of(asdict(done)))
    for what, keys in (("added", done.added), ("changed", done.changed), ("removed", done.removed)):
        if keys:
            terminal.say(f"{what}: {listed(keys)}")
    if done.newer:
        terminal.say(f"changed here since, and left so: {listed(done.newer)}; --force takes the folder's")
    if done.only_here:
        terminal.say(f"not in the folder, and left here: {listed(done.only_here)}; --prune removes them")
    counts = f"{len(done.added)} added, {len(done.changed)} changed, {len(done.removed)} removed, {counted(done.same, 'source')} the same"
    messages.did(f"loaded: {counts}.", f"load: {counts}.", dry_run=dry_run)
