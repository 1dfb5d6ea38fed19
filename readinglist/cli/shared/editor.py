"""The user's editor.

It edits a file of its own, which is removed afterwards unless it holds work that was not saved.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist import errors
from readinglist.cli.errors import EditKept, NoEditor, NotInteractive
from readinglist.cli.shared import terminal
from readinglist.util.encoding import strict
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextlib.contextmanager
def draft(text: str, suffix: str) -> Iterator[Callable[..., str]]:
    """Provide a function that opens the editor on a text.

    It returns the saved text, and may be called again, with another text or none. Raises NoEditor, and UnreadableFile for anything that is not
    UTF-8. If anything fails after the user has written something, the file is kept, and an error of the family becomes
    EditKept, which names it.
    """
    import tempfile  # noqa: PLC0415 - most commands open no editor

    # `mkstemp` makes the file readable by the user alone: a note may be private.
    descriptor, name = tempfile.mkstemp(prefix="readinglist-", suffix=suffix)
    path = Path(name)
    with os.fdopen(descriptor, "wb") as file:
        file.write(text.encode())
    try:
        yield lambda other=None: _edited(path, other, keep_returns="\r" in text)
    except BaseException as error:
        if not _holds_work(path, text):
            path.unlink(missing_ok=True)
            raise
        if isinstance(error, errors.ReadinglistError):
            raise EditKept(str(error), name, error.exit_code) from error
        terminal.say(f"your text is kept in {name}.")
        raise
    path.unlink(missing_ok=True)


def _holds_work(path: Path, text: str) -> bool:
    return path.exists() and path.read_bytes().strip() not in (b"", text.encode().strip())


def _edited(path: Path, other: str | None, *, keep_returns: bool) -> str:
    """Open the editor on a file, with another text where one is given, and return its text.

    CRLF at the ends of lines becomes a newline, unless the text had it before.
    """
    if other is not None:
        path.write_bytes(other.encode())
    try:
        import subprocess  # noqa: PLC0415 - as above

        ran = subprocess.run([*_command(), str(path)], check=False)  # noqa: S603 - the user's own editor
    except OSError as error:
        raise NoEditor(f"it did not start ({(error.strerror or str(error)).lower()})") from error
    if ran.returncode:
        raise NoEditor(f"it ended with exit code {ran.returncode}")
    try:
        text = strict(path.read_bytes()).text
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, "it is not UTF-8") from error
    except OSError as error:
        raise NoEditor("it left no file behind") from error
    return text if keep_returns else text.replace("\r\n", "\n")


def is_named() -> bool:
    """Whether the user has named an editor.

    It may work without a terminal.
    """
    return bool(_variable())


def _variable() -> str:
    return next((name for name in ("VISUAL", "EDITOR") if os.environ.get(name, "").strip()), "")


def _command() -> list[str]:
    """Return the user's editor with its arguments.

    Raises NoEditor, and NotInteractive where it needs a terminal.
    """
    variable = _variable()
    if variable:
        try:
            return shlex.split(os.environ[variable])
        except ValueError as error:
            raise NoEditor(f"a quotation mark in {variable} does not close") from error
    if not terminal.interactive():
        raise NotInteractive("set VISUAL or EDITOR to an editor")
    for name in ("editor", "nano", "vi", "notepad"):
        if shutil.which(name):
            return [name]
    raise NoEditor("none is set")
