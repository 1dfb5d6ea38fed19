"""The commands `undo` and `redo`, which differ in their direction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import context, example, messages, numbers, options, terminal
from readinglist.render import json
from readinglist.util.errors import OutsideFolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.model.views import Replayed


def step(name: str, past: str, sentence: str, move: Callable[..., list[Replayed]]) -> click.Command:
    """Return the command that moves through the log.

    In one direction; `past` is the verb for the report.
    """

    @click.command(name, cls=example.WithExample, example=f"readinglist {name}", help=sentence)
    @click.argument("count", metavar="[N]", type=numbers.Number(1), default=1)
    @click.option("--keep-files", is_flag=True, help="Do not change documents that `rename --rewrite` rewrote.")
    @click.option("-y", "--yes", is_flag=True, help="Do not ask before writing documents outside the working folder.")
    @options.writes
    def command(ctx: click.Context, count: int, keep_files: bool, yes: bool, dry_run: bool, as_json: bool) -> None:
        library = context.library(ctx)
        try:
            entries = move(library, count, dry_run=dry_run, keep_files=keep_files, within=None if yes else Path.cwd())
        except OutsideFolder as error:
            if not terminal.interactive():
                raise
            click.confirm(f"write {', '.join(map(terminal.shown, error.paths))} too?", abort=True, err=True)
            entries = move(library, count)
        if as_json:
            terminal.put(json.rows(entries))
            return
        did = f"would {name}" if dry_run else past
        for entry in entries:
            terminal.put([f"{did} {entry.id}: {terminal.shown(entry.summary)}"])
            for path in entry.documents:
                document = terminal.shown(str(path))
                messages.did(f"wrote {document}.", f"write {document}.", dry_run=dry_run)
            for path in entry.foreign:
                terminal.warn(
                    [
                        f"{terminal.shown(str(path))} was not rewritten on this machine, as far as it knows; it is left as it is"
                    ]
                )

    return command
