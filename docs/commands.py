"""Prints docs/commands.md, the help of every command, from the commands themselves: `make docs`."""

from __future__ import annotations

import sys

import click

from readinglist.cli import SECTIONS, program

HEAD = """# All commands

This page is what `readinglist COMMAND --help` prints, made by `make docs`; a test fails when it is out of date.
"""


def page() -> str:
    """Return the page: every command by section, then its subcommands."""
    parts = [HEAD, _help(["readinglist"], program)]
    for title, section in SECTIONS.items():
        parts.append(f"## {title}\n")
        for name in section:
            command = program.get_command(click.Context(program), name)
            if command:
                parts += _command(["readinglist", name], command)
    return "\n".join(parts)


def _command(path: list[str], command: click.Command) -> list[str]:
    parts = [f"### {' '.join(path[1:])}\n", _help(path, command)]
    if isinstance(command, click.Group):
        for name, inner in sorted(command.commands.items()):
            parts += _command([*path, name], inner)
    return parts


def _help(path: list[str], command: click.Command) -> str:
    names = program.context_settings["help_option_names"]
    context = click.Context(command, info_name=" ".join(path), terminal_width=88, help_option_names=names)
    lines = command.get_help(context).splitlines()
    return "```\n" + "\n".join(line.rstrip() for line in lines) + "\n```\n"


if __name__ == "__main__":
    sys.stdout.write(page())
