"""`search`: ranked full text, with the matching passage."""

from __future__ import annotations

import click

from readinglist.cli.shared import context, example, numbers, options, terminal
from readinglist.library import lookup
from readinglist.render.terminal import hits


@click.command("search", cls=example.WithExample, example='readinglist search "latent attention" cache')
@click.argument("words", metavar="TEXT...", nargs=-1, required=True)
@click.option("-n", "--limit", type=numbers.Number(1), default=20, show_default=True, help="Show at most N sources.")
@click.option("-k", "--keys-only", is_flag=True, help="Print only the keys, one a line.")
@click.option(
    "--in",
    "where",
    type=click.Choice(["about", "text", "all"]),
    default="about",
    show_default=True,
    help="Search what is known about sources, their texts by page, or both.",
)
@options.jsonl_option
@options.reads
def command(
    ctx: click.Context, words: tuple[str, ...], limit: int, keys_only: bool, where: str, as_jsonl: bool, as_json: bool
) -> None:
    """Search titles, people, abstracts, notes, claims, quotes and tags.

    Venues are searched too. The best match comes first. All words must be found, each at least as the beginning of a word; *part*
    is looked for inside words too, and a "quoted phrase" as a whole. Of more than 10,000 hits the newest are ranked. With --in text the
    texts of attachments are searched, where all words must stand on one page.

    \b
      readinglist search "mixture of experts" --in text
    """
    library = context.library(ctx)
    # The shell has removed the quotation marks; a word with a space in it was a phrase.
    wanted = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    if where != "about":
        _in_texts(ctx, wanted, limit, where, keys_only=keys_only, as_json=as_json, as_jsonl=as_jsonl)
        return
    found = lookup.find(library, wanted, limit)
    if as_json or as_jsonl:
        from readinglist.render import json  # noqa: PLC0415 - lines need none

        terminal.put(json.hits(found, lookup.found(library, found), json.lines if as_jsonl else json.array))
    elif keys_only:
        terminal.put(terminal.shown(hit.key) for hit in found)
    else:
        terminal.put(hits.hits(found, terminal.columns()))
        if not found:
            from readinglist.library import nothing_found  # noqa: PLC0415 - most searches find something

            terminal.say(nothing_found.of_search(library, context.query_text(words)))


def _in_texts(
    ctx: click.Context, wanted: str, limit: int, where: str, *, keys_only: bool, as_json: bool, as_jsonl: bool
) -> None:
    from readinglist.library.files import search as texts  # noqa: PLC0415 - most searches look into no text

    library = context.library(ctx)
    found = texts.in_text(library, wanted, limit) if where == "text" else texts.everywhere(library, wanted, limit)
    if as_json or as_jsonl:
        from readinglist.render import json  # noqa: PLC0415 - lines need none

        whole = lookup.found(library, [one.hit for one in found])
        terminal.put(json.source_hits(found, whole, json.lines if as_jsonl else json.array))
    elif keys_only:
        terminal.put(terminal.shown(one.hit.key) for one in found)
    else:
        terminal.put(hits.source_hits(found, terminal.columns()))
        if not found:
            nobody = "no page has" if where == "text" else "neither a source nor a page has"
            terminal.say(f"{nobody} all these words; `readinglist attachments` shows which texts there are.")
