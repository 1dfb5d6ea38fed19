"""Watching a library: a number that rises with each commit of anybody, and when another file takes the library's place.

`PRAGMA data_version` would tell it too, but only to a connection that stays open; and as long as one is open, SQLite leaves what was
written beside the file, where a copy of the file, or a copy put back in its place, goes without it.
"""

from __future__ import annotations

import threading
from pathlib import Path

_State = tuple[object, ...]


class SqliteWatch:
    """Looks at the library's file, and at the one beside it into which SQLite writes first. It opens neither."""

    def __init__(self, path: Path) -> None:
        self._file, self._log = path, Path(f"{path}-wal")
        self._lock = threading.Lock()
        self._seen: _State = ()
        self._number = 0

    def version(self) -> int:
        """Return the number of the library's state, which is higher than before where it was changed since it was last asked."""
        with self._lock:
            state = (_state(self._file), _state(self._log))
            if state != self._seen:
                self._seen, self._number = state, self._number + 1
            return self._number


def _state(path: Path) -> _State:
    """Return what differs when a file was written or replaced; one without anything in it, which readers make too, is none."""
    try:
        found = path.stat()
    except OSError:
        return ()
    if not found.st_size:
        return ()
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
