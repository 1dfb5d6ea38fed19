"""`completion`: the script that makes a shell complete commands, keys, tags and relations."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from readinglist.cli import _options, program

NAMES = ("readinglist", "rl")


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for a shell; put this into its start file:

    \b
      eval "$(readinglist completion bash)"
    """  # noqa: D415 - the sentence goes on in the example
    completion = get_completion_class(shell)
    if completion is None:
        raise click.UsageError(f"there is no completion for {shell}.")
    for name in NAMES:
        _options.put([completion(program, {}, name, "_READINGLIST_COMPLETE").source()])
