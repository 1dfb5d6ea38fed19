"""`snapshot`: keep the web page of a source as one file."""

from __future__ import annotations

import click

from readinglist.cli.shared import context, example, options, terminal
from readinglist.library.files import web
from readinglist.render import json
from readinglist.render.terminal import files as lines
from readinglist.util.text import counted


@click.command("snapshot", cls=example.WithExample, example="readinglist snapshot howdeepseek")
@options.key_argument()
@click.option(
    "--url", "address", default="", metavar="URL", help="The page, where it is another than the source's own."
)
@click.option("--with", "program", default="", metavar="PROGRAM", help="Let single-file or monolith save it.")
@options.allow_local_option
@options.writes
def command(
    ctx: click.Context, key: str, address: str, program: str, allow_local: bool, dry_run: bool, as_json: bool
) -> None:
    """Keep the web page of a source as one file that opens offline.

    Its words, pictures and style sheets are in it, its scripts are not. The source gets the date of the visit, and where the
    Internet Archive has a copy, its address as an addendum. What scripts make of a page only a browser sees: --with single-file
    or --with monolith lets that program save it, where you have it.

    \b
      readinglist open doe2026
      readinglist links check doe2026
    """
    access = context.access(allow_local=allow_local)
    saved = web.save(context.library(ctx), key, address, access, program=program, dry_run=dry_run)
    done = saved.done
    if as_json:
        terminal.put(json.attached_files([done]))
        return
    would = "would be " if dry_run else ""
    terminal.put(
        would + terminal.shown(line) for line in lines.attached(done.key, done.attachment, done.read, done.others)
    )
    if done.attachment.archived:
        terminal.say(f"archived at {terminal.shown(done.attachment.archived)}.")
    if saved.missing:
        terminal.say(f"{counted(saved.missing, 'file')} of the page could not be kept: pictures or style sheets.")
