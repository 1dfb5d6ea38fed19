"""Kills a rename with its documents, its undoing, or the attaching of a file at every step that it takes on the disk, and looks what is left.

`python -m tests.kills FOLDER rename|undo|attach`, in a process of its own, as it forks: it prints a JSON object for each step, the last one for
the run that was not killed. Steps are what Python audits in the folder: files opened, linked, renamed and removed, and libraries connected.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readinglist.formats.bibtex import builder
from readinglist.library import Library, doctor, lookup, maintenance
from readinglist.library.files import attach, listing
from readinglist.library.files.attach import NewFile
from readinglist.library.location import Location
from readinglist.library.output import rewrite
from readinglist.store.errors import NothingToRedo
from readinglist.util import notices

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = frozenset({"open", "os.rename", "os.link", "os.remove", "sqlite3.connect"})
DOCUMENTS = {"paper.tex": "See \\cite{old2020}.\n", "notes.md": "See @old2020.\n"}
_KILLED = 9
_MOST = 500  # steps, far beyond what a rename takes


def main(folder: Path, move: str) -> None:
    made = folder / "made"
    made.mkdir()
    library = Location.at(made / "library.db")
    Library(library.path).add(builder.build("old2020", "misc", [("title", "{Old}")]))
    for name, text in DOCUMENTS.items():
        made.joinpath(name).write_text(text)
    for step in range(1, _MOST):
        work = folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(made, work)
        if move == "undo":
            _rename(work)
        killed = _is_killed(work, step, {"rename": _rename, "undo": _undo, "attach": _attach}[move])
        found = _attached(work) if move == "attach" else _left(work)
        sys.stdout.write(json.dumps(found | {"step": step, "killed": killed}) + "\n")
        sys.stdout.flush()  # before the next fork, which would write it again
        if not killed:
            return


def _rename(work: Path) -> None:
    rewrite.rename(Location.at(work / "library.db"), "old2020", "new2020", [work / name for name in DOCUMENTS])


def _undo(work: Path) -> None:
    maintenance.undo(Location.at(work / "library.db"))


def _attach(work: Path) -> None:
    library = Location.at(work / "library.db")
    attach.attach(library, "old2020", [NewFile(work / name) for name in DOCUMENTS])


def _attached(work: Path) -> dict[str, Any]:
    """Return what attachments there are, whether each has its file, what else lies there, and how many there are after attaching again."""
    library = Location.at(work / "library.db")
    first = [one.is_there for one in listing.attachments(library)]
    found = {"attached": first, "named": [one.kind for one in doctor.doctor(library).found if one.kind != "missing"]}
    if not first:
        _attach(work)
    return found | {
        "after": [one.is_there for one in listing.attachments(library)],
        "files": sorted(path.name for path in (work / "library.db.files").iterdir()),
        "read": [one.file.state for one in listing.attachments(library)],
    }


def _is_killed(work: Path, step: int, move: Callable[[Path], None]) -> bool:
    """Let a child do something and die before a step; say whether it did."""
    child = os.fork()
    if not child:
        counted = 0

        def count(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal counted
            counted += event in STEPS and str(arguments[0]).startswith(str(work))
            if counted == step:
                os._exit(_KILLED)

        sys.addaudithook(count)
        move(work)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == _KILLED


def _left(work: Path) -> dict[str, Any]:
    """Return which key the library and each document has at the next start, and after the other of undo and redo."""
    library = Location.at(work / "library.db")
    keys = [record.key for record in lookup.records(library)]
    found = {"library": keys, "documents": [_cited(work / name) for name in DOCUMENTS], "told": notices.told()}
    with contextlib.suppress(NothingToRedo):  # nothing may have been renamed yet
        (maintenance.undo if keys == ["new2020"] else maintenance.redo)(library)
    found["after"] = [record.key for record in lookup.records(library)]
    found["documents after"] = [_cited(work / name) for name in DOCUMENTS]
    return found | {"intent": (work / "library.db-rewriting").exists()}


def _cited(path: Path) -> str:
    text = path.read_text()
    return next((key for key in ("old2020", "new2020") if key in text), text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
