"""`unlink`: take a link away."""

from __future__ import annotations

import click

from readinglist import errors
from readinglist.cli import _options
from readinglist.library import editing
from readinglist.render import json


@click.command("unlink")
@_options.key_argument("source")
@click.argument("words", metavar="[RELATION] TARGET", nargs=-1, required=True, shell_complete=_options.completed_keys)
@_options.dry_run_option
@_options.json_option
@click.pass_context
def command(ctx: click.Context, source: str, words: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Take the link RELATION from SOURCE to TARGET away; without RELATION, all links from SOURCE to TARGET.

    \b
      readinglist unlink ainslie2023 follows-up shazeer2019
    """
    if len(words) > 2:  # noqa: PLR2004
        raise errors.NothingGiven("write `unlink SOURCE RELATION TARGET` or `unlink SOURCE TARGET`")
    relation = words[0] if len(words) == 2 else None  # noqa: PLR2004
    record, gone = editing.unlink(_options.library(ctx), source, relation, words[-1], dry_run=dry_run)
    if as_json:
        _options.put(json.records([record]))
    for name in gone if not as_json else ():
        what = f"{record.key} {name} {words[-1]}"
        _options.did(f"unlinked {what}", f"unlink {what}", dry_run=dry_run)
