"""Bringing documents that were rewritten with a library to where the library is, after a program was cut off."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist.util import notices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.util.rewriting import Intent

SUFFIX = "-rewriting"
_IS_KEPT = (
    "SELECT 1 FROM operation o JOIN rewriting r ON r.operation_id = o.id"
    " WHERE o.id = :operation AND o.state = :state AND r.seal = :seal"
)


def place(library: Path) -> Path:
    """Return where the intent of a library lies: beside the file itself, whatever link leads to it."""
    return Path(f"{os.path.realpath(library)}{SUFFIX}")


def settle_pending(library: Path, seconds: float) -> None:
    """Settle what a program left behind that was cut off; wait so long for one that is still at it.

    Raises sqlite3.Error.
    """
    if os.path.exists(place(library)):  # noqa: PTH110 - Path.exists raises where a folder may not be read
        settle(library, seconds)


def settle(library: Path, seconds: float, own: Intent | None = None) -> None:
    """Settle what this program began, or what stands beside the library. Raises sqlite3.Error."""
    from readinglist.util import rewriting  # noqa: PLC0415 - only a rewriting needs it

    where = place(library)
    with _locked(library, seconds) as connection:
        intent = own or rewriting.pending(where)
        if intent is None:
            if where.exists():
                notices.tell(
                    f"{where} stays: a rename was cut off, and this file of it was not made here, or has moved since; "
                    "compare your documents with the library (`readinglist check`), then remove it."
                )
            return
        kept = connection.execute(_IS_KEPT, intent.receipt._asdict()).fetchone()
        written = rewriting.settle(intent, is_kept=bool(kept))
        rewriting.forget(where)
    if written and not own:
        did = "finished" if kept else "taken back"
        notices.tell(f"a rename that was cut off was {did} in {', '.join(map(str, written))}.")


@contextlib.contextmanager
def _locked(library: Path, seconds: float) -> Iterator[sqlite3.Connection]:
    """Hold the write lock, so that no program is between its documents and its library."""
    connection = sqlite3.connect(library, timeout=seconds, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
    finally:
        connection.close()  # rolls back; nothing was changed
