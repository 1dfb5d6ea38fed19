"""`doctor`: examine the library.

Exit code 10 when something is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import called, context, example, options, terminal
from readinglist.library import doctor, lookup
from readinglist.render import json
from readinglist.render.terminal import lists
from readinglist.util.text import counted

if TYPE_CHECKING:
    from readinglist.model.views import Ailment


@click.command("doctor", cls=example.WithExample, example="readinglist doctor")
@click.option("--fix", is_flag=True, help="Mend what can be mended without your decision.")
@options.pager_option
@options.writes
def command(ctx: click.Context, fix: bool, dry_run: bool, as_json: bool) -> None:
    """Examine the library for anything wrong.

    The file, orphans, missing fields, wrong identifiers, keys, pieces that an import set aside, and what BibTeX, biber or
    LaTeX would refuse or print wrongly. --fix mends what has one answer, and `readinglist undo` takes it back
    (docs/doctor.md).

    The exit code is 10 when anything is found.
    """
    library = context.library(ctx)
    found, mended = doctor.doctor(library, fix=fix, dry_run=dry_run)
    for ailment in mended:
        terminal.say(f"{'would mend' if dry_run else 'mended'}: {ailment.where}: {ailment.message}")
    lines = json.rows(found) if as_json else lists.ailments([_named(one) for one in found], terminal.columns())
    terminal.put(lines)
    if found:
        ctx.exit(10)
    if not as_json:
        terminal.say(f"nothing is wrong with {counted(lookup.count(library), 'source')}.")


def _named(ailment: Ailment) -> Ailment:
    """Return what was found, with the commands to type as the program was called."""
    return ailment._replace(message=called.named(ailment.message))
