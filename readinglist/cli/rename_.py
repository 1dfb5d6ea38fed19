"""`rename`: give a source another key."""

from __future__ import annotations

import click

from readinglist.cli import _options, _tell
from readinglist.library import editing


@click.command("rename")
@_options.key_argument("old")
@click.argument("new")
@_options.dry_run_option
@_options.json_option
@click.pass_context
def command(ctx: click.Context, old: str, new: str, dry_run: bool, as_json: bool) -> None:
    """Give a source the key NEW; OLD keeps working wherever a key is taken.

    Sources that inherit from it by crossref or xdata name it by its new key from then on. Prints the key.

    \b
      readinglist rename vaswani2017attention vaswani2017
    """
    record, before = editing.rename(_options.library(ctx), old, new, dry_run=dry_run)
    _tell.done([record], [record.key], as_json=as_json, dry_run=dry_run)
    if not as_json:
        _options.did(
            f"{before} → {record.key}; {before} keeps working.",
            f"rename {before} to {record.key}; {before} keeps working.",
            dry_run=dry_run,
        )
