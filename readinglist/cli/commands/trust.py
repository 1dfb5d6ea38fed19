"""`trust`: let the settings of a folder say whom the program asks."""

from __future__ import annotations

from pathlib import Path

import click

from readinglist.cli.errors import NotInteractive
from readinglist.cli.shared import example, messages, options, terminal
from readinglist.library import trust
from readinglist.render import json_upkeep


@click.command("trust", cls=example.WithExample, example="readinglist trust thesis")
@click.argument("folder", metavar="[FOLDER]", type=click.Path(path_type=Path), default=".")
@click.option("--revoke", is_flag=True, help="Trust it no more.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@options.dry_run_option
@options.json_option
def command(folder: Path, revoke: bool, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Let the readinglist.toml of a folder say whom the program asks: services, e-mail, rate, templates.

    What it says of these is shown first, and asked for. It is trusted as it is now: after each change it is not, until you
    trust it again. Your own settings need no trust.
    """
    found = trust.state(folder)
    if not as_json:
        terminal.put(terminal.shown(f"{name} = {value!r}") for name, value in found.guarded)
    if not (yes or dry_run or revoke or found.trusted):
        if as_json or not terminal.interactive():
            raise NotInteractive("use --yes to trust it without being asked")
        click.confirm(f"Trust {terminal.shown(str(found.path))}?", abort=True, err=True)
    if not dry_run:
        found = _decided(found, revoke=revoke)
    if as_json:
        terminal.put(json_upkeep.trusted(found))
        return
    done = "trusted no more" if revoke else "trusted"
    messages.did(f"{found.path} is {done}.", f"have {found.path} {done}.", dry_run=dry_run)


def _decided(found: trust.Trusted, *, revoke: bool) -> trust.Trusted:
    (trust.revoke if revoke else trust.trust)(found)
    return found._replace(trusted=not revoke)
