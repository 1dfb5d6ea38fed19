"""`sync`: update a bibliography when documents change."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readinglist import errors
from readinglist.cli.shared import context, example, messages, options, terminal
from readinglist.cli.shared.documents import (
    bibliography_options,
    choice_of,
    documents_argument,
    named,
    strict_option,
    tell_missing,
)
from readinglist.library import settings
from readinglist.library.output import export, sync
from readinglist.render import json

if TYPE_CHECKING:
    from readinglist.library.location import Location
    from readinglist.library.output.sync import Synced, SyncTarget

_SECONDS = 0.5  # between two looks at the files; a guess: soon enough for a person, and rare enough to cost nothing


@click.command("sync", cls=example.WithExample, example="readinglist sync thesis.tex --output refs.bib")
@documents_argument()
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
              help="The bibliography to write; else the one that readinglist.toml or the document names.")  # fmt: skip
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(export.LISTED),
    help="By the file's suffix, else the dialect that the documents read.",
)
@click.option("--ascii", "ascii_only", is_flag=True, help="Write letters beyond ASCII as LaTeX accents.")
@click.option("--watch", is_flag=True, help="Follow the documents and the library until stopped.")
@click.option("--force", is_flag=True, help="Replace a file that sync did not make.")
@bibliography_options
@strict_option
@options.writes
def command(
    ctx: click.Context,
    documents: tuple[Path, ...],
    output: Path | None,
    form: str | None,
    ascii_only: bool,
    watch: bool,
    force: bool,
    omit: tuple[str, ...],
    only: tuple[str, ...],
    sort: str | None,
    strict: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write the sources that documents cite into a bibliography.

    The changed entries are printed; where nothing changed, nothing is written.

    \b
      readinglist sync chapter.qmd paper.typ --output refs.bib --watch
      readinglist sync

    A former key in a document is written under that name. Keys that no source has are listed on stderr. What is not named
    here is taken from `readinglist.toml` (docs/writing.md).
    """
    library = context.library(ctx)
    if not (documents and output):
        project = settings.of(library).writing
        documents = documents or named(ctx, project.documents)
        form = form or _known(project.format)
        output = output or project.output or sync.named_by(documents)
    fields, order = choice_of(library, omit, only, sort)
    wanted = sync.SyncTarget(documents, output, form or "", ascii_only, force, fields, order)
    if watch:
        if dry_run or as_json or strict:
            raise click.UsageError("--watch cannot be combined with --dry-run, --json or --strict.", ctx)
        _follow(library, wanted)
        return
    done = sync.sync(library, wanted, dry_run=dry_run)
    tell_missing(done.cited)
    if as_json:
        keys = {"added": done.added, "removed": done.removed, "altered": done.altered}
        terminal.put(json.synced(output, keys, done.cited.missing, done.cited.stubs, written=done.written))
    else:
        _report(done, output, dry_run=dry_run)
    if strict and (done.cited.missing or done.cited.stubs):
        ctx.exit(10)


def _known(form: str) -> str:
    if form and form not in export.LISTED:
        raise errors.InvalidValue("format", form, f"choose from {', '.join(export.LISTED)}")
    return form


def _report(done: Synced, output: Path, *, dry_run: bool) -> None:
    """Print a line for each entry that changed.

    + added, - removed, ~ altered.
    """
    name = terminal.shown(str(output))
    signs = (("+", done.added), ("-", done.removed), ("~", done.altered))
    terminal.put(f"{sign} {terminal.shown(key)}" for sign, keys in signs for key in keys)
    if not done.written:
        terminal.say(f"{name} is up to date.")
        return
    counts = f"{len(done.added)} added, {len(done.removed)} removed, {len(done.altered)} altered"
    messages.did(f"wrote {name}: {counts}.", f"write {name}: {counts}.", dry_run=dry_run)


def _follow(library: Location, wanted: SyncTarget) -> None:
    """Sync at each change until the user stops it.

    Report the result, but not where nothing changed.
    """
    terminal.say(f"following {', '.join(str(path) for path in wanted.documents)}; Ctrl-C stops.")
    try:
        for done in sync.watch(library, wanted, lambda: time.sleep(_SECONDS)):
            if isinstance(done, errors.ReadinglistError):
                terminal.say(str(done))
            else:
                tell_missing(done.cited)
                if done.written:
                    _report(done, wanted.target, dry_run=False)
    except KeyboardInterrupt:
        terminal.say("stopped.")
