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

# Fields of a query or a source whose values are tags of the library.
_TAGS = ("tag", "tags", "keywords", "keyword")

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import click
    from click.shell_completion import CompletionItem


_MOST = 200  # completions: a guess; a person reads no longer list, and types a letter more


def keys(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete citation keys.

    A library that cannot be read completes nothing.
    """
    try:
        found = lookup.keys(context.library(ctx), incomplete, limit=_MOST)
    # A message would land in the middle of the line that the user types.
    except errors.ReadinglistError:
        return []
    return _described(found)


def claims(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete keys, and after a # the names of claims."""
    if "#" not in incomplete:
        return keys_or_query(ctx, param, incomplete)
    try:
        from readinglist.library.claims import report  # noqa: PLC0415 - every command loads this module

        found = report.names(context.library(ctx), incomplete, limit=_MOST)
    except errors.ReadinglistError:
        return []
    return _described(found)


def stances(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete stances."""
    return _beginning(_known("evidence"), incomplete)


def tags(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete tags.

    Also after the + or - that adds or removes them.
    """
    sign = incomplete[:1] if incomplete[:1] in ("+", "-") else ""
    try:
        found = lookup.tags(context.library(ctx), incomplete.removeprefix(sign))
    except errors.ReadinglistError:
        return []
    return _beginning((sign + name for name, _ in found), incomplete)


def query(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the fields of a query, with the minus that leaves out, and the values after `tag:` or `status=`.

    Only values of one word.
    """
    from readinglist.model.query_tree import FIELDS  # noqa: PLC0415 - every command loads this module

    sign = "-" if incomplete.startswith("-") else ""
    field, mark, start = _parted(incomplete.removeprefix(sign))
    if not mark:
        return _beginning((f"{sign}{name}:" for name in sorted(FIELDS)), incomplete)
    return _after(f"{sign}{field}{mark}", (item for item in _values(ctx, param, field, start) if " " not in item.value))


def assignments(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the field of `FIELD=VALUE`, then what it may hold."""
    field, equals, start = incomplete.partition("=")
    return _after(f"{field}=", _values(ctx, param, field, start)) if equals else _fields(incomplete, "=")


def fields(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the last of several fields, which commas part."""
    before, comma, last = incomplete.rpartition(",")
    return _after(before + comma, _fields(last))


def listed(meanings: Mapping[str, str], incomplete: str) -> list[CompletionItem]:
    """Complete the last of several words, which commas part, each with its meaning."""
    before, comma, last = incomplete.rpartition(",")
    return _after(before + comma, _described((word, told) for word, told in meanings.items() if word.startswith(last)))


def takes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the field of `FIELD=KEY`, then the key."""
    field, equals, start = incomplete.partition("=")
    return _after(f"{field}=", keys(ctx, param, start)) if equals else _fields(incomplete, "=")


def statuses(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete statuses."""
    return _beginning(STATUSES, incomplete)


def types(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete entry types."""
    return _beginning(_known("type"), incomplete)


def keys_or_tags(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete tags after a + or -, and keys otherwise."""
    complete = tags if incomplete[:1] in ("+", "-") else keys
    return complete(ctx, param, incomplete)


def keys_or_query(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete keys, and fields and values in a query."""
    return (keys(ctx, param, incomplete) if not _parted(incomplete)[1] else []) + query(ctx, param, incomplete)


def relations(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete relations."""
    return _beginning(_known("links"), incomplete)


def columns(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the last of the names of columns, which commas part."""
    from readinglist.model import biblatex, named_values  # noqa: PLC0415 - every command loads this module

    before, comma, start = incomplete.rpartition(",")
    given = {name.strip() for name in before.split(",")}
    fields = sorted(biblatex.KNOWN_FIELDS) if start else []  # there are many, which only hide the usual ones
    names = dict.fromkeys((*named_values.NAMES, *fields))
    return _after(before + comma, _beginning((name for name in names if name not in given), start))


def _parted(word: str) -> tuple[str, str, str]:
    """Part a term of a query at its first `:` or `=`."""
    mark = next((sign for sign in word if sign in ":="), ":")
    return word.partition(mark)


def _values(ctx: click.Context, param: click.Parameter, field: str, start: str) -> list[CompletionItem]:
    """Complete what a field may hold."""
    from readinglist.model.biblatex import KEY_FIELDS  # noqa: PLC0415 - every command loads this module

    if field in ("key", "via") or field in KEY_FIELDS:
        return keys(ctx, param, start)
    return tags(ctx, param, start) if field in _TAGS else _beginning(_known(field), start)


def _known(field: str) -> Iterable[str]:
    """Return the values that a field may hold, where they are few."""
    # Every command loads this module, and hardly one completes values.
    from readinglist.model import biblatex, languages, stances  # noqa: PLC0415
    from readinglist.model import relations as links  # noqa: PLC0415

    entry_types = sorted(biblatex.BIBTEX_TYPES | biblatex.BIBLATEX_TYPES)
    known: dict[str, Iterable[str]] = {
        "status": STATUSES,
        "is": ("stub", *MARKS),
        "type": entry_types,
        "entrytype": entry_types,
        "langid": languages.NAMES,
        "language": languages.NAMES,
        "links": links.NAMES,
        "evidence": stances.TABLE,
    }
    return known.get(field, ())


def _fields(start: str, end: str = "") -> list[CompletionItem]:
    """Complete names of fields, in the order in which an entry has them."""
    from readinglist.model import biblatex  # noqa: PLC0415

    return _beginning((name + end for name in sorted(biblatex.KNOWN_FIELDS, key=biblatex.place)), start)


def _beginning(names: Iterable[str], start: str) -> list[CompletionItem]:
    return _described((name, "") for name in names if name.startswith(start))


def _after(before: str, items: Iterable[CompletionItem]) -> list[CompletionItem]:
    """Put what was typed already before what is completed."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    return [CompletionItem(before + item.value, help=item.help) for item in items]


def _described(pairs: Iterable[tuple[str, str]]) -> list[CompletionItem]:
    """Return completions with what they are; none that would control the terminal, or be two lines for the shell."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    return [
        CompletionItem(value, help=text.fit(text.printable(told), 60) if told else None)
        for value, told in pairs
        if text.printable(value) == value
    ]
