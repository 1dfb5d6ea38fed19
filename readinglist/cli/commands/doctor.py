"""`doctor`: examine the library; exit code 10 when something is found."""

from __future__ import annotations

import click

from readinglist.cli.shared import options
from readinglist.library import lookup, maintenance
from readinglist.render import json
from readinglist.render.terminal import lists


@click.command("doctor")
@click.option("--fix", is_flag=True, help="Mend what can be mended without a decision of yours.")
@options.dry_run_option
@options.json_option
@click.pass_context
def command(ctx: click.Context, fix: bool, dry_run: bool, as_json: bool) -> None:
    """Examine the library: the file, orphans, missing fields, wrong identifiers, keys, and what import set aside.

    \b
      readinglist doctor --fix

    The exit code is 10 when anything is found.
    """
    library = options.library(ctx)
    found, mended = maintenance.doctor(library, fix=fix, dry_run=dry_run)
    for ailment in mended:
        options.say(f"{'would mend' if dry_run else 'mended'}: {ailment.where}: {ailment.message}")
    options.put(json.rows(found) if as_json else lists.ailments(found))
    if found:
        ctx.exit(10)
    if not as_json:
        options.say(f"nothing is wrong with {options.counted(lookup.count(library), 'source')}.")
