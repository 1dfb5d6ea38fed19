"""The manifest of a folder of papers: a text with a line for each file, which says what is to be done with it and can be edited.

A line has four parts with a tab between them: what to do, with what, the file below the folder, and its title or why it is passed by.
"""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from readinglist.errors import InvalidValue
from readinglist.util import files
from readinglist.util.encoding import lenient
from readinglist.util.text import listed, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

ADD, ATTACH, STUB, SKIP = "add", "attach", "stub", "skip"
ACTIONS = (ADD, ATTACH, STUB, SKIP)
ENTRY = "entry"  # the identifier of a file that holds its own entry
_PARTS = 4
_HEAD = """# What is to be done with the papers in a folder; run the command again to have it done. Each line: what, with what, file, title.
# add IDENTIFIER (or: add entry, of one that is in the file), attach KEY, stub (with the title behind the file), skip.
"""


class Planned(NamedTuple):
    """What is to be done with a file: one of ACTIONS, the identifier or key for it, and the title or the reason."""

    action: str
    target: str = ""
    note: str = ""


def read(path: Path) -> dict[str, Planned]:
    """Return what a manifest says of each file, by its path below the folder. Raises UnreadableFile and InvalidValue."""
    found: dict[str, Planned] = {}
    for number, line in enumerate(lenient(files.read(path))[0].splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        action, target, name, note = (*line.split("\t", _PARTS - 1), "", "", "")[:_PARTS]
        if action.strip() not in ACTIONS or not name:
            hint = f"line {number} of {path} begins with {listed(ACTIONS)}, and has the file behind the second tab"
            raise InvalidValue("--manifest", line, hint)
        inside = PurePosixPath(_read_name(name))
        if inside.is_absolute() or ".." in inside.parts:
            raise InvalidValue("--manifest", line, f"line {number} of {path} names a file below the folder")
        found[inside.as_posix()] = Planned(action.strip(), target.strip(), note.strip())
    return found


def write(path: Path, planned: Mapping[str, Planned]) -> None:
    """Write a manifest, whole or not at all. Raises UnwritableFile."""
    files.write_whole(path, [_HEAD, *lines(planned.items())])


def lines(planned: Iterable[tuple[str, Planned]]) -> Iterable[str]:
    """Yield the lines of a manifest."""
    for name, one in planned:
        yield "\t".join((one.action, printable(one.target), _written_name(name), printable(one.note))).rstrip() + "\n"


def _written_name(name: str) -> str:
    """Return a name as it stands in a line; one that a line cannot hold as JSON has it."""
    plain = name.isprintable() and name == name.strip() and not name.startswith('"')
    return name if plain else json.dumps(name)


def _read_name(written: str) -> str:
    if not written.startswith('"'):
        return written.strip()
    try:
        return str(json.loads(written.strip()))
    except ValueError:
        return written
