"""Arguments and options that several commands have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

import click

from readinglist.cli.shared import completion, example, terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.shell_completion import CompletionItem


Command = TypeVar("Command", bound="Callable[..., Any]")


def key_argument(name: str = "key") -> Callable[[Command], Command]:
    """Take one citation key, alias or beginning of a key."""
    return click.argument(name, metavar=name.upper(), shell_complete=completion.keys)


def keys_argument(*, required: bool = True) -> Callable[[Command], Command]:
    """Take several citation keys."""
    return click.argument("keys", metavar="KEY...", nargs=-1, required=required, shell_complete=completion.keys)


class QueryCommand(example.WithExample):
    """Accepts `-tag:read` as a part of a query.

    Click would read it as the options -t, -a and -g.
    """

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete what is left out by a minus, and options."""
        found = super().shell_complete(ctx, incomplete)
        return found if incomplete.startswith("--") else found + completion.query(ctx, self.params[0], incomplete)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write a term that is excluded as `NOT`, which means the same."""
        rewritten: list[str] = []
        for word in args:
            rewritten += ["NOT", word[1:]] if _LEFT_OUT.match(word) else [word]
        return super().parse_args(ctx, rewritten)


_LEFT_OUT = re.compile(r"-(?:[A-Za-z][A-Za-z_-]*:|[(*])")


def query_argument() -> Callable[[Command], Command]:
    """Take a query, whose words may be several arguments."""
    return click.argument("query", metavar="[QUERY]...", nargs=-1, shell_complete=completion.query)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")
jsonl_option = click.option("--jsonl", "as_jsonl", is_flag=True, help="Print JSON, one object a line.")
dry_run_option = click.option("--dry-run", is_flag=True, help="Show what would be done, and change nothing.")
allow_local_option = click.option("--allow-local", is_flag=True, help="Allow pages of the local network.")
pager_option = click.option(
    "--no-pager",
    is_flag=True,
    expose_value=False,
    callback=terminal.page,
    help="Write all at once, however long it is.",
)
offline_option = click.option("--offline", is_flag=True, help="Ask no service; keep a stub, to be resolved later.")


def sources_argument() -> Callable[[Command], Command]:
    """Take keys, or else a query of one or more arguments."""
    return click.argument("words", metavar="[KEY|QUERY]...", nargs=-1, shell_complete=completion.keys_or_query)


def reads(function: Callable[..., object]) -> Callable[..., object]:
    """Give a reading command the context, --json and --no-pager.

    The context is its first argument.
    """
    return pager_option(json_option(click.pass_context(function)))


def writes(function: Callable[..., object]) -> Callable[..., object]:
    """Give a writing command the context, --json and --dry-run.

    The context is its first argument.
    """
    return dry_run_option(json_option(click.pass_context(function)))
