"""What the commands share: the library, common arguments and options with their completion, and how to say things."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, TypeVar

import click

from readinglist import errors
from readinglist.library import locate, lookup
from readinglist.model import stances
from readinglist.model.record import MARKS, STATUSES
from readinglist.render import json
from readinglist.render.terminal import pattern
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from click.shell_completion import CompletionItem

    from readinglist.library import settings
    from readinglist.library.location import Location
    from readinglist.library.selection import Wish
    from readinglist.model.record import Record


Command = TypeVar("Command", bound="Callable[..., Any]")


def library(ctx: click.Context) -> Location:
    """Return the library that the options, the environment or the folder name."""
    return locate.locate(ctx.find_root().obj, os.environ, Path.cwd())


def say(message: str) -> None:
    """Say something to the user, on stderr: data alone goes to stdout."""
    click.echo(text.printable_block(message), err=True, file=_in_place_of(sys.stderr, sys.__stderr__))


def warn(messages: Iterable[str]) -> None:
    """Say warnings, one a line."""
    for message in messages:
        say(f"warning: {message}")


def notes(messages: Iterable[str]) -> None:
    """Say what should be known of something that was done, one a line."""
    for message in messages:
        say(f"note: {message}")


def leave_at_once(code: int) -> NoReturn:
    """End the program without waiting for threads that wait for an answer, which may take as long as a server likes."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def put(lines: Iterable[str]) -> None:
    """Write lines to stdout; colours stay only where it is a terminal."""
    if whole := list(lines):
        click.echo("\n".join(whole), file=_in_place_of(sys.stdout, sys.__stdout__))


def _in_place_of(stream: TextIO, usual: TextIO | None) -> TextIO | None:
    """Return what stands in for a stream, as beside a bar of progress; click writes past it unless it is named."""
    return None if stream is usual else stream


def put_text(pieces: Iterable[str]) -> None:
    """Write pieces of text to stdout as they come and as they are: what is exported is nobody's to strip."""
    sys.stdout.writelines(pieces)


def shown(value: str) -> str:
    """Return a text of the user's as it may stand on a terminal."""
    return text.printable(value)


def counted(number: int, noun: str) -> str:
    """Return `1 source`, `2 sources`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def did(done: str, would: str, *, dry_run: bool) -> None:
    """Say what was done (`removed 1 source`), or with a dry run what would be (`remove 1 source`)."""
    say(f"would {would}" if dry_run else done)


def report(records: Iterable[Record], template: str, *, as_json: bool, dry_run: bool) -> None:
    """Print the sources that a command dealt with: as JSON, or a line for each in a pattern."""
    if as_json:
        put(json.records(records))
        return
    put(("would be " if dry_run else "") + line for line in pattern.lines(template, records))


def target(output: str | None) -> Path | None:
    """Return the file that --output names; None for stdout, which `-` is too."""
    return None if output in (None, "-") else Path(str(output))


def columns() -> int | None:
    """Return the width of the terminal that stdout is; None where it is none, and nothing is cut."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def interactive() -> bool:
    """Whether there is a terminal on which a question can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def completed_keys(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete citation keys; a library that cannot be read completes nothing."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    try:
        found = lookup.keys(library(ctx), incomplete, limit=200)
    except errors.ReadinglistError:
        return []
    return [CompletionItem(key, help=text.fit(text.printable(title), 60)) for key, title in found]


def completed_claims(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete keys, and behind a # the names of claims."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    if "#" not in incomplete:
        return completed_keys(ctx, param, incomplete)
    try:
        from readinglist.library.claims import report as arguing  # noqa: PLC0415 - every command loads this module

        found = arguing.names(library(ctx), incomplete, limit=200)
    except errors.ReadinglistError:
        return []
    return [CompletionItem(name, help=text.fit(text.printable(words), 60)) for name, words in found]


def completed_stances(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete stances."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    return [CompletionItem(name) for name in stances.NAMES if name.startswith(incomplete)]


def completed_tags(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete tags, also behind the + or - that adds or removes them."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    sign = incomplete[:1] if incomplete[:1] in ("+", "-") else ""
    try:
        found = lookup.tags(library(ctx))
    except errors.ReadinglistError:
        return []
    return [CompletionItem(sign + name) for name, _ in found if (sign + name).startswith(incomplete)]


def completed_query(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete what a query asks for behind `tag:`, `key:` and `status:`, as far as it is one word."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    field, _, start = incomplete.partition(":")
    if field == "status":
        values = [CompletionItem(name) for name in STATUSES if name.startswith(start)]
    elif field == "is":
        values = [CompletionItem(name) for name in ("stub", *MARKS) if name.startswith(start)]
    else:
        complete = {"tag": completed_tags, "key": completed_keys}.get(field)
        values = complete(ctx, param, start) if complete else []
    return [CompletionItem(f"{field}:{item.value}", help=item.help) for item in values if " " not in item.value]


def completed_keys_or_tags(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete tags behind a + or -, and keys otherwise."""
    complete = completed_tags if incomplete[:1] in ("+", "-") else completed_keys
    return complete(ctx, param, incomplete)


def completed_keys_or_query(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete keys, and what a query asks for."""
    return (completed_query if ":" in incomplete else completed_keys)(ctx, param, incomplete)


def completed_relations(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete relations."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    from readinglist.model import relations  # noqa: PLC0415

    return [CompletionItem(name) for name in relations.NAMES if name.startswith(incomplete)]


def key_argument(name: str = "key") -> Callable[[Command], Command]:
    """Take one citation key, alias or beginning of a key."""
    return click.argument(name, metavar=name.upper(), shell_complete=completed_keys)


def keys_argument(*, required: bool = True) -> Callable[[Command], Command]:
    """Take several citation keys."""
    return click.argument("keys", metavar="KEY...", nargs=-1, required=required, shell_complete=completed_keys)


class QueryCommand(click.Command):
    """Takes `-tag:read` as a part of a query, where click would see the options -t, -a and -g."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write what is to be left out as `NOT`, which means the same."""
        rewritten: list[str] = []
        for word in args:
            rewritten += ["NOT", word[1:]] if _LEFT_OUT.match(word) else [word]
        return super().parse_args(ctx, rewritten)


_LEFT_OUT = re.compile(r"-(?:[A-Za-z][A-Za-z_-]*:|\()")


def query_argument() -> Callable[[Command], Command]:
    """Take a query, of which the words may be several arguments."""
    return click.argument("query", metavar="[QUERY]...", nargs=-1, shell_complete=completed_query)


def query_text(words: tuple[str, ...]) -> str:
    """Put the arguments of a query together.

    A single argument is a whole query. Of several, one with a space in it was quoted in the shell: it is a part of the
    query in brackets where it has words or marks of the query language, else a value or a phrase with that space.
    """
    return words[0] if len(words) == 1 else " ".join(map(_as_one, words))


_QUERY_LANGUAGE = re.compile(r'["()]|(?:^|\s)(?:AND|OR|NOT|-?[A-Za-z]+:\S+\s+-?[A-Za-z]+:\S+)(?:\s|$)')


def _as_one(word: str) -> str:
    if " " not in word:
        return word
    if _QUERY_LANGUAGE.search(word):
        return f"({word})"
    field, colon, value = word.partition(":")
    return f'{field}:"{value}"' if colon and " " not in field else f'"{word}"'


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")
dry_run_option = click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
allow_local_option = click.option("--allow-local", is_flag=True, help="Let pages of the local network be read.")
offline_option = click.option("--offline", is_flag=True, help="Ask nobody; keep a stub, to be resolved later.")


def access(*, offline: bool = False, allow_local: bool = False) -> settings.Access:
    """Return what a command says of the network."""
    from readinglist.library import settings  # noqa: PLC0415 - only commands that ask services need it

    return settings.Access(offline, allow_local)


def sources_argument() -> Callable[[Command], Command]:
    """Take keys, or else a query, of which the words may be several arguments."""
    return click.argument("words", metavar="[KEY|QUERY]...", nargs=-1, shell_complete=completed_keys_or_query)


def wish(words: tuple[str, ...]) -> Wish:
    """Return which sources are meant by keys or a query."""
    from readinglist.library.selection import Wish  # noqa: PLC0415 - only commands that ask services need it

    return Wish(words, query_text(words))
