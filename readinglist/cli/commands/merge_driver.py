"""`merge-driver`: git merges bibliographies with it."""

from __future__ import annotations

from pathlib import Path

import click

from readinglist.cli.shared import example, terminal
from readinglist.errors import GateFailed
from readinglist.library.output.merge_files import merge_driver
from readinglist.util.text import counted, fit

_WIDTH = 60  # of a value in a sentence


@click.command(
    "merge-driver", cls=example.WithExample, example="readinglist merge-driver base.bib ours.bib theirs.bib refs.bib"
)
@click.argument("base", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("ours", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("theirs", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("name", required=False, default="")
def command(base: Path, ours: Path, theirs: Path, name: str) -> None:
    """Merge .bib files entry by entry and field by field, as a merge driver of git: OURS becomes what both say.

    Two new entries, or two fields of one entry, never are a conflict; keywords are a set; a key that one side changed is followed. What both
    changed in another way stands between git's marks, and the exit code is 10. NAME is what messages call the file. To let git use it:

    \b
    git config merge.readinglist.driver "readinglist merge-driver %O %A %B %P"
    echo "*.bib merge=readinglist" >> .gitattributes
    """
    clashes = merge_driver(base, ours, theirs)
    shown = terminal.shown(name or str(ours))
    for one in clashes:
        what = f"{one.key}: {one.name}" if one.name else one.key
        sides = [fit(side, _WIDTH) if side else "nothing" for side in (one.ours, one.theirs)]
        terminal.say(f"{shown}: {what}: ours {sides[0]}, theirs {sides[1]}")
    if clashes:
        raise GateFailed(
            f"{shown} has {counted(len(clashes), 'conflict')}; settle what stands between the marks, or is defined twice."
        )
