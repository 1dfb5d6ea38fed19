"""`doctor`: examine the library; exit code 10 when something is found."""

from __future__ import annotations

import click

from readinglist.cli import _options
from readinglist.library import looking, upkeep
from readinglist.render import json, lists


@click.command("doctor")
@click.option("--fix", is_flag=True, help="Mend what can be mended without a decision of yours.")
@_options.dry_run_option
@_options.json_option
@click.pass_context
def command(ctx: click.Context, fix: bool, dry_run: bool, as_json: bool) -> None:
    """Examine the library: the file, orphans, missing fields, wrong identifiers, keys, and what import set aside.

    \b
      readinglist doctor --fix

    The exit code is 10 when anything is found.
    """
    library = _options.library(ctx)
    found, mended = upkeep.doctor(library, fix=fix, dry_run=dry_run)
    for ailment in mended:
        _options.say(f"{'would mend' if dry_run else 'mended'}: {ailment.where}: {ailment.message}")
    _options.put(json.rows(found) if as_json else lists.ailments(found))
    if found:
        ctx.exit(10)
    if not as_json:
        _options.say(f"nothing is wrong with {_options.counted(looking.count(library), 'source')}.")
