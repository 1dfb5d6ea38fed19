"""`config`: which library is used, and why, and which settings."""

from __future__ import annotations

import click

from readinglist.cli.shared import context, example, options, terminal
from readinglist.library import maintenance
from readinglist.render import json_upkeep
from readinglist.render.terminal import lines
from readinglist.util import text
from readinglist.util.text import counted
from readinglist.util.version import __version__


@click.command("config", cls=example.WithExample, example="readinglist config")
@options.reads
def command(ctx: click.Context, as_json: bool) -> None:
    """Show which library is used, and why, and every setting with its file.

    The library is named by --library, READINGLIST_LIBRARY, a readinglist.toml here or above, or your own config.toml; or it is
    the default. A setting marked - does not count: a nearer file says it too, or the file is not trusted (`readinglist trust`).
    One marked ? is none (docs/settings.md).
    """
    facts = maintenance.facts(context.library(ctx))
    if as_json:
        terminal.put(json_upkeep.library(facts, __version__))
        return
    state = counted(facts.sources, "source") if facts.exists else "not made yet"
    rows = {
        "library": facts.path,
        "why": facts.why,
        "holds": state,
        "schema": facts.schema,
        "version": __version__,
        "sqlite": facts.sqlite,
    }
    columns = terminal.columns()
    for name, value in rows.items():
        terminal.put(lines.hanging(f"{name:<8}", str(value), columns))
    for setting in facts.settings:
        sign = " " if setting.counts else "-" if setting.known else "?"
        value = text.shortened(repr(setting.value))
        line = f"{sign} {text.shortened(setting.name)} = {value}  ({setting.file})"
        terminal.put(lines.continued(line, columns))
