"""`dump`: the whole library as text."""

from __future__ import annotations

from pathlib import Path

import click

from readinglist.cli.shared import context, example, messages, options, terminal
from readinglist.cli.shared.progress import count
from readinglist.library.dump import write
from readinglist.util.text import counted


@click.command("dump", cls=example.WithExample, example="readinglist dump reading-text")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@options.dry_run_option
@click.pass_context
def command(ctx: click.Context, folder: Path, dry_run: bool) -> None:
    """Write the whole library into FOLDER as text that belongs in git.

    A file for each source, and one for each note, claim, piece of evidence and attachment, so that git merges what two people changed (docs/moving.md). Files
    that are as they should be stay untouched; those of what is gone are removed. The log and the attached files themselves are not in it: `readinglist backup --with-files` copies these.
    """
    with count("sources") as progress:
        done = write.dump(context.library(ctx), folder, dry_run=dry_run, progress=progress)
    terminal.put([] if dry_run else [str(folder)])
    files = f"{counted(done.written, 'file')} written, {counted(done.removed, 'file')} removed"
    messages.did(
        f"{counted(done.sources, 'source')}: {files}.",
        f"write {counted(done.sources, 'source')}: {files}.",
        dry_run=dry_run,
    )
