"""`open`: show the file of a source in its program, at a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist.cli.shared import completion, context, example, numbers, options, terminal
from readinglist.library.files import opening
from readinglist.render import json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.library.files.opening import Opened, Target


@click.command("open", cls=example.WithExample, example="readinglist open vaswani2017 --print")
@click.argument("name", metavar="KEY|CLAIM", shell_complete=completion.keys)
@click.option("-p", "--page", default="", metavar="P", help="The page to show, as it is printed.")
@click.option(
    "--attachment", type=numbers.Number(1), metavar="N", help="Which file of several, as `attachments` counts."
)
@click.option("--note", type=numbers.Number(1), metavar="N", help="The page of the quote in note N.")
@click.option("--url", "address", is_flag=True, help="Open the source's address in the browser.")
@click.option(
    "--with",
    "program",
    default="",
    metavar="PROGRAM",
    help="The program that shows it, or a command with {file} and {page}.",
)
@click.option("--print", "only_print", is_flag=True, help="Print where it is, and the page, and open nothing.")
@options.json_option
@click.pass_context
def command(
    ctx: click.Context,
    name: str,
    page: str,
    attachment: int | None,
    note: int | None,
    address: bool,
    program: str,
    only_print: bool,
    as_json: bool,
) -> None:
    """Open the file of a source: its PDF, or what else is attached, at the page of a claim, a note or a label.

    A source without a file is opened in the browser, at its address. The program is that of --with, of the setting files.open, or
    the system's own; where it cannot be told the page, the page is printed.

    \b
      readinglist open doe2026#c3
      readinglist open doe2026 --page 114
      readinglist open doe2026 --with zathura
    """
    if address and (page or attachment or note):
        raise click.UsageError("--url opens an address; --page, --attachment and --note are for files.", ctx)
    library = context.library(ctx)
    target = opening.find(library, name, opening.Wanted(attachment, page, note, address))
    done = opening.Opened(target) if only_print else opening.start(library, target, program)
    if as_json:
        terminal.put(json.opened(done))
    elif only_print or not done.command:
        terminal.put(map(terminal.shown, _where(target)))
    else:
        _tell(done)


def _where(target: Target) -> Iterator[str]:
    yield str(target.path or target.address)
    if target.label:
        yield f"page {target.label}"


def _tell(done: Opened) -> None:
    target = done.target
    terminal.say(f"opened {terminal.shown(str(target.path or target.address))}.")
    if target.label and not done.at_page:
        nth = f", page {target.page} of the file," if target.page and str(target.page) != target.label else ""
        terminal.say(f"go to page {terminal.shown(target.label)}{nth}.".replace(",.", "."))
