"""`doctor`: examine the library.

Exit code 10 when something is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist.cli.errors import NotInteractive
from readinglist.cli.shared import called, context, example, messages, options, terminal
from readinglist.library import doctor, lookup
from readinglist.library.doctor import prune as pruning
from readinglist.render import json
from readinglist.render.terminal import files, lists
from readinglist.util.text import counted

if TYPE_CHECKING:
    from readinglist.library.location import Location
    from readinglist.model.views import Ailment


@click.command("doctor", cls=example.WithExample, example="readinglist doctor")
@click.option("--fix", is_flag=True, help="Mend what can be mended without your decision.")
@click.option("--prune", is_flag=True, help="Remove the files that no source has any more; nothing brings them back.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before files are removed.")
@options.pager_option
@options.writes
def command(ctx: click.Context, fix: bool, prune: bool, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Examine the library for anything wrong.

    The file, orphans, missing fields, wrong identifiers, keys, pieces that an import set aside, and what BibTeX, biber or
    LaTeX would refuse or print wrongly. --fix mends what has one answer, and `readinglist undo` takes it back
    (docs/doctor.md).

    The files of sources are compared with what the library knows of them. --prune removes those that no source has any more; on a
    terminal it asks, elsewhere it requires --yes.

    The exit code is 10 when anything wrong is found.
    """
    library = context.library(ctx)
    if prune:
        if fix:
            raise click.UsageError("--prune removes files; say --fix by itself.", ctx)
        _prune(library, yes=yes, dry_run=dry_run, as_json=as_json)
        return
    found, mended = doctor.doctor(library, fix=fix, dry_run=dry_run)
    for ailment in mended:
        terminal.say(f"{'would mend' if dry_run else 'mended'}: {ailment.where}: {ailment.message}")
    lines = json.rows(found) if as_json else lists.ailments([_named(one) for one in found], terminal.columns())
    terminal.put(lines)
    if not all(ailment.notice for ailment in found):
        ctx.exit(10)
    if not as_json:
        terminal.say(f"nothing is wrong with {counted(lookup.count(library), 'source')}.")


def _prune(library: Location, *, yes: bool, dry_run: bool, as_json: bool) -> None:
    """List the files that no source has any more, ask, and remove them."""
    found = pruning.unused(library)
    size = files.size(sum(one.size for one in found))
    if found and not (dry_run or yes):
        for one in found:
            terminal.say(f"{terminal.shown(one.path)} ({files.size(one.size)})")
        if not terminal.interactive():
            raise NotInteractive("use --yes to remove files without being asked")
        question = "No `undo` brings them back to the sources that had them. Remove"
        click.confirm(f"{question} {counted(len(found), 'file')}, {size}?", abort=True, err=True)
    gone = [one.path for one in found] if dry_run else pruning.prune(library, {one.path for one in found})
    if as_json:
        terminal.put(json.rows([one for one in found if one.path in gone]))
        return
    terminal.put(map(terminal.shown, gone))
    what = f"{counted(len(gone), 'file')} that no source has any more, {size}"
    messages.did(f"removed {what}.", f"remove {what}.", dry_run=dry_run)


def _named(ailment: Ailment) -> Ailment:
    """Return what was found, with the commands to type as the program was called."""
    return ailment._replace(message=called.named(ailment.message))
