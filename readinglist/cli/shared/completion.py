"""Shell completion.

Of keys, claims, tags and queries of the library in use, and of the program's own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist import errors
from readinglist.cli.shared import context
from readinglist.library import lookup
from readinglist.model.record import MARKS, STATUSES
from readinglist.util import text

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem


_MOST = 200  # completions: a guess; a person reads no longer list, and types a letter more


def keys(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete citation keys.

    A library that cannot be read completes nothing.
    """
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    try:
        found = lookup.keys(context.library(ctx), incomplete, limit=_MOST)
    # A message would land in the middle of the line that the user types.
    except errors.ReadinglistError:
        return []
    return [CompletionItem(key, help=text.fit(text.printable(title), 60)) for key, title in found]


def claims(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete keys, and after a # the names of claims."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    if "#" not in incomplete:
        return keys(ctx, param, incomplete)
    try:
        from readinglist.library.claims import report  # noqa: PLC0415 - every command loads this module

        found = report.names(context.library(ctx), incomplete, limit=_MOST)
    except errors.ReadinglistError:
        return []
    return [CompletionItem(name, help=text.fit(text.printable(words), 60)) for name, words in found]


def stances(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete stances."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    from readinglist.model.stances import TABLE  # noqa: PLC0415 - every command loads this module

    return [CompletionItem(name) for name in TABLE if name.startswith(incomplete)]


def tags(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete tags.

    Also after the + or - that adds or removes them.
    """
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    sign = incomplete[:1] if incomplete[:1] in ("+", "-") else ""
    try:
        found = lookup.tags(context.library(ctx))
    except errors.ReadinglistError:
        return []
    return [CompletionItem(sign + name) for name, _ in found if (sign + name).startswith(incomplete)]


def query(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the value after `tag:`, `key:`, `status:` or `is:`.

    Only values of one word.
    """
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    field, _, start = incomplete.partition(":")
    if field == "status":
        values = [CompletionItem(name) for name in STATUSES if name.startswith(start)]
    elif field == "is":
        values = [CompletionItem(name) for name in ("stub", *MARKS) if name.startswith(start)]
    else:
        complete = {"tag": tags, "key": keys}.get(field)
        values = complete(ctx, param, start) if complete else []
    return [CompletionItem(f"{field}:{item.value}", help=item.help) for item in values if " " not in item.value]


def keys_or_tags(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete tags after a + or -, and keys otherwise."""
    complete = tags if incomplete[:1] in ("+", "-") else keys
    return complete(ctx, param, incomplete)


def keys_or_query(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete keys, and values in a query."""
    return (query if ":" in incomplete else keys)(ctx, param, incomplete)


def relations(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete relations."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    from readinglist.model.relations import NAMES  # noqa: PLC0415

    return [CompletionItem(name) for name in NAMES if name.startswith(incomplete)]


def columns(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the last of the names of columns, which commas part."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    from readinglist.model import biblatex, named_values  # noqa: PLC0415 - every command loads this module

    before, comma, start = incomplete.rpartition(",")
    given = {name.strip() for name in before.split(",")}
    fields = sorted(biblatex.KNOWN_FIELDS) if start else []  # there are many, which only hide the usual ones
    names = dict.fromkeys((*named_values.NAMES, *fields))
    return [CompletionItem(before + comma + name) for name in names if name.startswith(start) and name not in given]
