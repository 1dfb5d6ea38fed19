"""Commands whose help begins with an example, to be typed as it stands."""

from __future__ import annotations

from typing import Any

import click

from readinglist.cli.shared import called


class WithExample(click.Command):
    """A command with an example, which its help shows before all else."""

    def __init__(self, *arguments: Any, example: str = "", **options: Any) -> None:  # noqa: ANN401 - what click takes
        super().__init__(*arguments, **options)
        self.example = example

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example on a line of its own, never wrapped, and then the usage."""
        formatter.write(called.named(f"Example:  {self.example}\n\n") if self.example else "")
        super().format_usage(ctx, formatter)


class GroupWithExample(WithExample, click.Group):
    """A group of commands; each, and the group itself, has an example."""

    command_class = WithExample


def of(command: click.Command) -> str:
    """Return the example of a command, which begins with `readinglist`; nothing where it has none."""
    return command.example if isinstance(command, WithExample) else ""
