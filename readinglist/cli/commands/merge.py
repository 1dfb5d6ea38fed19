"""`merge`: merge two sources, or all similar ones."""

from __future__ import annotations

import click

from readinglist import errors
from readinglist.cli.errors import NothingGiven
from readinglist.cli.shared import completion, context, example, numbers, options, terminal
from readinglist.library.edit import merge
from readinglist.render import json


@click.command("merge", cls=example.WithExample, example="readinglist merge --all --above 0.98 --dry-run")
@click.argument("keep", metavar="[KEEP]", required=False, shell_complete=completion.keys)
@click.argument("other", metavar="[OTHER]", required=False, shell_complete=completion.keys)
@click.option("--prefer", type=click.Choice(["keep", "other", "longer"]), default="keep", show_default=True,
              help="Whose value is kept where both have one.")  # fmt: skip
@click.option("--take", "take", multiple=True, metavar="FIELD=KEY", help="Whose value of one field is kept; repeat.",
              shell_complete=completion.takes)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Merge all pairs of similar sources.")
@click.option("--above", type=numbers.Share(), default=0.98, show_default=True,
              help="With --all: the similarity that a pair must have.")  # fmt: skip
@options.writes
def command(
    ctx: click.Context,
    keep: str | None,
    other: str | None,
    prefer: merge.Prefer,
    take: tuple[str, ...],
    everything: bool,
    above: float,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Merge two sources into one: OTHER into KEEP.

    The keys of OTHER still find the source. Notes, tags, links, former keys and identifiers of both are kept. Where both
    have different values of a field, that of KEEP is kept, and that of OTHER is shown.

    \b
      readinglist merge vaswani2017attention vaswani17 --take pages=vaswani17
    """
    library = context.library(ctx)
    apart: list[str] = []
    if everything:
        if keep or take:
            raise errors.InvalidValue("--all", keep or take[0], "it cannot be combined with keys or --take")
        done, apart = merge.merge_all(library, above=above, prefer=prefer, dry_run=dry_run)
    elif keep and other:
        done = [merge.merge(library, keep, other, prefer=prefer, take=_wishes(take), dry_run=dry_run)]
    else:
        raise NothingGiven("name the source to keep and the one to merge into it, or use --all")
    for sentence in apart:
        terminal.say(f"{terminal.shown(sentence)}; `merge KEEP OTHER` merges those that you name.")
    if as_json:
        terminal.put(json.records(item.record for item in done))
        return
    for item in done:
        terminal.put([("would be " if dry_run else "") + terminal.shown(f"{item.record.key} ← {item.gone}")])
        terminal.put(terminal.shown(f"  {left.field}: {left.instead}, not {left.value}") for left in item.left)
    if not done and not apart:
        terminal.say("no two sources are so similar.")


def _wishes(take: tuple[str, ...]) -> list[tuple[str, str]]:
    wishes = [(field.strip(), key.strip()) for field, _, key in (item.partition("=") for item in take)]
    for item, (field, key) in zip(take, wishes, strict=True):
        if not field or not key:
            raise errors.InvalidValue("--take", item, "write FIELD=KEY")
    return wishes
