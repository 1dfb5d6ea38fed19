"""The user's editor: on a file of its own, which is removed afterwards unless it holds work that was not kept."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from readinglist import errors


def command() -> list[str]:
    """Return the user's editor with its arguments. Raises NoEditor."""
    for variable in ("VISUAL", "EDITOR"):
        if os.environ.get(variable, "").strip():
            return shlex.split(os.environ[variable])
    for name in ("editor", "nano", "vi", "notepad"):
        if shutil.which(name):
            return [name]
    raise errors.NoEditor("none is set")


def edit(text: str, suffix: str) -> str:
    """Let the user edit a text and return it. Raises NoEditor where the editor does not start, or fails."""
    descriptor, name = tempfile.mkstemp(prefix="readinglist-", suffix=suffix)
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        try:
            ran = subprocess.run([*command(), name], check=False)  # noqa: S603 - the user's own editor
        except OSError as error:
            raise errors.NoEditor(f"it did not start ({(error.strerror or str(error)).lower()})") from error
        if ran.returncode:
            raise errors.NoEditor(f"it ended with exit code {ran.returncode}")
        return path.read_text("utf-8")
    finally:
        path.unlink(missing_ok=True)


def kept(text: str, error: errors.ReadinglistError) -> errors.ReadinglistError:
    """Leave a text in a file that stays, and return the error with its name, and with the same exit code."""
    descriptor, name = tempfile.mkstemp(prefix="readinglist-", suffix=".bib")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    return errors.EditKept(str(error), name, error.exit_code)
