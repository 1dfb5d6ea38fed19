"""`list`: sources as a table, keys, a pattern or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from readinglist import errors
from readinglist.cli.shared import completion, context, nothing, numbers, options, terminal
from readinglist.library import list_columns, lookup
from readinglist.model import named_values
from readinglist.render.terminal import columns, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.shell_completion import CompletionItem

    from readinglist.library.location import Location
    from readinglist.model.record import Record
    from readinglist.model.views import Summary


def _completed_sorts(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the usual fields to sort by."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    return [CompletionItem(name) for name in lookup.SORTS if name.startswith(incomplete)]


@click.command("list", cls=options.QueryCommand, example="readinglist list tag:moe year:2023..2025 --sort year")
@options.query_argument()
@click.option("-k", "--keys-only", is_flag=True, help="Print only the keys, one a line.")
@click.option("--count", "counted", is_flag=True, help="Print only how many there are.")
@click.option(
    "-s",
    "--sort",
    default="",
    metavar="FIELD",
    shell_complete=_completed_sorts,
    help="Sort by key, author, year, title, … or any field.",
)
@click.option("-r", "--reverse", is_flag=True, help="Reverse the order.")
@click.option("--limit", "-n", type=numbers.Number(0), metavar="N", help="Show at most N sources.")
@click.option(
    "-f", "--format", "template", metavar="PATTERN", help="Print each source in a pattern, for example '{key} {title}'."
)
@click.option(
    "-c",
    "--columns",
    "--fields",
    "chosen",
    metavar="NAME,NAME",
    shell_complete=completion.columns,
    help="Show these columns, for example key,year,title (docs/settings.md).",
)
@click.option("--tag", "tags", multiple=True, metavar="TAG", shell_complete=completion.tags, help="Only with this tag.")
@click.option("--author", "authors", multiple=True, metavar="NAME", help="Only by this author.")
@click.option("--year", metavar="YEAR", help="Only of this year, or of a span: 2020..2023.")
@click.option("--status", metavar="STATUS", help="Only with this status.", shell_complete=completion.statuses)
@click.option("--type", "type_", metavar="TYPE", help="Only of this entry type.", shell_complete=completion.types)
@click.option("--where", metavar="QUERY", help="Only what this query finds.", shell_complete=completion.query)
@click.option("--tsv", is_flag=True, help="Separate columns by tabs on a terminal too, and cut nothing.")
@options.jsonl_option
@options.reads
def command(
    ctx: click.Context,
    query: tuple[str, ...],
    keys_only: bool,
    counted: bool,
    sort: str,
    reverse: bool,
    limit: int | None,
    template: str | None,
    chosen: str | None,
    tags: tuple[str, ...],
    authors: tuple[str, ...],
    year: str | None,
    status: str | None,
    type_: str | None,
    where: str | None,
    tsv: bool,
    as_jsonl: bool,
    as_json: bool,
) -> None:
    """List sources, all or those that QUERY finds.

    A query is made of words and field:value, for example

    \b
      tag:moe author:liang year:2023..2025 status:queued -tag:read
      "exact words" (a OR b) NOT c

    A word finds words that begin so; *part* looks inside words too, which takes longer. Without --sort, sources are listed in the order in which they were added.
    """
    if chosen is not None and (keys_only or counted or template or as_json or as_jsonl):
        raise errors.InvalidValue("--columns", chosen, _ONLY_A_TABLE)
    if template and "{" not in template:
        raise errors.InvalidValue("--format", template, _NO_PATTERN)
    library = context.library(ctx)
    given = [("tag", tags), ("author", authors), ("year", (year,)), ("status", (status,)), ("type", (type_,))]
    wanted = context.narrowed(context.query_text(query), where, given)
    if counted:
        number = lookup.count(library, wanted, limit=limit)
        terminal.put([str(number)])
        if not number:
            nothing.tell(library, wanted, limit)
        return
    whole = as_json or as_jsonl
    names = ("key",) if keys_only else _names(template) if template else () if whole else _columns(library, chosen)
    parts = None if whole else columns.in_summary(names)
    found: Iterator[Summary | Record]
    if parts is None:
        found = lookup.stream(library, wanted, sort=sort, reverse=reverse, limit=limit)
    else:
        found = lookup.summaries(library, wanted, sort=sort, reverse=reverse, limit=limit, only=parts)
    found = nothing.told(found, library, wanted, limit)
    if template:
        from readinglist.render.terminal import pattern  # noqa: PLC0415 - a table needs neither

        terminal.put(pattern.lines(template, found))
    elif whole:
        from readinglist.render import json  # noqa: PLC0415 - as above

        terminal.put(json.records(cast("Iterator[Record]", found), json.lines if as_jsonl else json.array))
    elif keys_only:
        terminal.put(terminal.shown(source.key) for source in found)
    else:
        terminal.put(table.sources(found, None if tsv else terminal.columns(), columns.chosen(names)))


_NO_PATTERN = (
    "a pattern has names in braces, as '{key} {title}'; `readinglist export --format` writes bibliography formats"
)
_ONLY_A_TABLE = "columns are those of the table, and not of --json, --jsonl, --format, --keys-only or --count"


def _names(template: str) -> tuple[str, ...]:
    """Return the names in a pattern."""
    from readinglist.render.terminal import pattern  # noqa: PLC0415 - as above

    return tuple(pattern.names(template))


def _columns(library: Location, chosen: str | None) -> tuple[str, ...]:
    """Return the names of the columns that the option or else a setting chooses; none for the usual ones."""
    if chosen is None:
        return list_columns.configured(library)
    return tuple(dict.fromkeys(named_values.check(name, "column") for name in chosen.rstrip(", ").split(",")))
