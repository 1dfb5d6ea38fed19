"""`impact`: what falls if a source is wrong or withdrawn."""

from __future__ import annotations

import click

from readinglist.cli import _options
from readinglist.library import arguing
from readinglist.render import json, trees


@click.command("impact")
@_options.key_argument()
@_options.json_option
@click.pass_context
def command(ctx: click.Context, key: str, as_json: bool) -> None:
    """Show what falls if a source is wrong or withdrawn: claims, sources that rest on it, and links.

    A claim falls when it stands on nothing else, is weakened when it does, and is freed from what contradicted it.

    \b
      readinglist impact yang2025how
    """
    found = arguing.impact(_options.library(ctx), key)
    _options.put([json.dumps(trees.impact_as_dict(found))] if as_json else trees.impact(found, _options.columns()))
