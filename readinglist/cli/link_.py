"""`link`: from one source to another, with a relation."""

from __future__ import annotations

import click

from readinglist.cli import _options
from readinglist.library import editing
from readinglist.render import json


@click.command("link")
@_options.key_argument("source")
@click.argument("relation", shell_complete=_options.completed_relations)
@_options.key_argument("target")
@_options.dry_run_option
@_options.json_option
@click.pass_context
def command(ctx: click.Context, source: str, relation: str, target: str, dry_run: bool, as_json: bool) -> None:
    """Link SOURCE to TARGET by a relation.

    It is one of cites, follows-up, supports, qualifies, contradicts, background, version-of, supersedes, part-of,
    reviews, replies-to, uses-data-of, translates, related.

    Two sources may be linked by several relations; each shows at both ends.

    \b
      readinglist link ainslie2023 follows-up shazeer2019
    """
    record, key = editing.link(_options.library(ctx), source, relation, target, dry_run=dry_run)
    _options.put(json.records([record]) if as_json else [f"{record.key} {relation.lower()} {key}"])
