"""`attach`: keep the file of a source."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import context, example, options, stdin, terminal
from readinglist.library.files import attach
from readinglist.model.attachment import KINDS
from readinglist.render import json
from readinglist.render.terminal import files as lines
from readinglist.util.text import counted, is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readinglist.library.location import Location


@click.command("attach", cls=example.WithExample, example="readinglist attach vaswani2017 paper.pdf")
@options.key_argument()
@click.argument("files", metavar="FILE|URL|-...", nargs=-1, required=True, type=click.Path(readable=False))
@click.option("--link", is_flag=True, help="Leave the file where it is, and keep no copy.")
@click.option("--kind", type=click.Choice(KINDS), help="What it is; else its content says it.")
@click.option("--label", default="", metavar="TEXT", help="What to call it, such as 'supplement A'.")
@click.option("--pages", "labels", metavar="LABELS", default="", help="The labels of its pages: '113-', 'i-iv,1-20'.")
@options.allow_local_option
@options.writes
def command(
    ctx: click.Context,
    key: str,
    files: tuple[str, ...],
    link: bool,
    kind: str | None,
    label: str,
    labels: str,
    allow_local: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Attach files to a source; - is stdin.

    A copy is kept in the library's folder of files, once for all sources that have it. Its text is read by page, quotes of the
    source are looked up in it, and `search --in text` finds its words.

    \b
      readinglist attach doe2026 ~/Downloads/1706.03762.pdf
      readinglist attach doe2026 --link ~/papers/doe.pdf --pages 113-
    """
    library = context.library(ctx)
    with _given(ctx, library, files, allow_local=allow_local) as found:
        new = [one._replace(kind=kind or one.kind, label=label, pages=labels) for one in found]
        done = attach.attach(library, key, new, link=link, dry_run=dry_run)
    if as_json:
        terminal.put(json.attached_files(done))
        return
    would = "would be " if dry_run else ""
    terminal.put(
        would + terminal.shown(line)
        for one in done
        for line in lines.attached(one.key, one.attachment, one.read, one.others)
    )
    _tell_quotes(done[0].key, done[-1].quotes)


@contextlib.contextmanager
def _given(
    ctx: click.Context, library: Location, files: Sequence[str], *, allow_local: bool
) -> Iterator[list[attach.NewFile]]:
    """Give the files of paths, and of addresses and stdin, which are there for as long as they are needed."""
    if ctx.params["link"] and any(file == "-" or is_web_address(file) for file in files):
        raise click.UsageError("what is on the web or on stdin has no place on this machine; leave out --link.", ctx)
    with contextlib.ExitStack() as stack:
        if "-" in files:
            held = str(stack.enter_context(attach.of_bytes(stdin.data(), "stdin")))
            files = [held if file == "-" else file for file in files]
        if not any(is_web_address(file) for file in files):
            yield [attach.named(file) for file in files]
            return
        from readinglist.library.files import web  # noqa: PLC0415 - files of this machine need no network

        yield stack.enter_context(web.as_files(library, files, context.access(allow_local=allow_local)))


def _tell_quotes(key: str, states: Sequence[str]) -> None:
    """Say how many quotes of the source are in its texts."""
    missing = sum(state != "found" for state in states)
    if missing:
        terminal.say(
            f"{missing} of {counted(len(states), 'quote')} of {key} {'does' if missing == 1 else 'do'} not match its texts word for"
            f" word; `readinglist quotes verify key:{key}` shows how."
        )
    elif states:
        terminal.say(f"{counted(len(states), 'quote')} of {key} found in its texts.")
