"""`tag`: add and remove tags.

Of sources named by key or found by a query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist.cli.errors import NothingGiven
from readinglist.cli.shared import completion, context, example, messages, options, terminal
from readinglist.library.edit import sources

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_TAKE_A_VALUE = ("-a", "--add", "-d", "--remove", "-w", "--where")


class _TagCommand(example.WithExample):
    """Accepts `-moe` as a tag to remove.

    Click would read it as the options -m -o -e.
    """

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete tags to remove, and options."""
        return super().shell_complete(ctx, incomplete) + completion.tags(ctx, self.params[0], incomplete)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write what looks like a tag to remove as `--remove`."""
        rewritten: list[str] = []
        for before, word in zip(["", *args], args, strict=False):
            # A dash and one letter may be an option of this command, and a word after an option is its value.
            is_tag = len(word) > 2 and word[0] == "-" != word[1] and before not in _TAKE_A_VALUE  # noqa: PLR2004
            rewritten += ["--remove", word[1:]] if is_tag else [word]
        return super().parse_args(ctx, rewritten)


@click.command(
    "tag",
    cls=_TagCommand,
    example="readinglist tag vaswani2017 +classic -background",
    context_settings={"ignore_unknown_options": True},
)
@click.argument("words", metavar="KEY... +TAG -TAG", nargs=-1, shell_complete=completion.keys_or_tags)
@click.option("-a", "--add", multiple=True, metavar="TAG", help="Add a tag.", shell_complete=completion.tags)
@click.option("-d", "--remove", multiple=True, metavar="TAG", help="Remove a tag.",
              shell_complete=completion.tags)  # fmt: skip
@click.option("-w", "--where", metavar="QUERY", help="Tag the sources that a query finds.",
              shell_complete=completion.query)  # fmt: skip
@options.writes
def command(
    ctx: click.Context,
    words: tuple[str, ...],
    add: tuple[str, ...],
    remove: tuple[str, ...],
    where: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Add tags (+moe) to sources and remove them (-moe).

    \b
      readinglist tag --where "year:..2000" +old

    Removing a tag that is not there is no error. A tag `a/b` is below `a`: `tag:a` finds both. The tags a, d and w are
    removed with --remove.
    """
    plus = [word[1:] for word in words if word.startswith("+")]
    minus = [word[1:] for word in words if word.startswith("-")]
    keys = [word for word in words if word[:1] not in ("+", "-")]
    if not keys and where is None:
        raise NothingGiven("name a key, or choose sources with --where QUERY")
    if not (plus or minus or add or remove):
        raise NothingGiven("write +TAG to add a tag, -TAG to remove one; `readinglist show KEY` has those of a source")
    records = sources.tag(context.library(ctx), keys, [*plus, *add], [*minus, *remove], where=where, dry_run=dry_run)
    lines = [f"{r.key}: {', '.join(r.tags) or 'no tags'}" for r in records]
    messages.done(records, lines, as_json=as_json, dry_run=dry_run)
    if not records:
        terminal.say("no source matches the query.")
