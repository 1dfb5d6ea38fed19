"""`rename`: give a source another key."""

from __future__ import annotations

import click

from readinglist.cli import _options
from readinglist.library import editing
from readinglist.render import json


@click.command("rename")
@_options.key_argument("old")
@click.argument("new")
@_options.dry_run_option
@_options.json_option
@click.pass_context
def command(ctx: click.Context, old: str, new: str, dry_run: bool, as_json: bool) -> None:
    """Give a source the key NEW; OLD keeps working wherever a key is taken.

    \b
      readinglist rename vaswani2017attention vaswani2017
    """
    record, before = editing.rename(_options.library(ctx), old, new, dry_run=dry_run)
    if as_json:
        _options.put(json.records([record]))
    else:
        _options.put([record.key])
        _options.did(f"{before} keeps working.", f"rename {before} to {record.key}.", dry_run=dry_run)
