"""What happens where the program itself is wrong: one sentence for the user, and the rest in a file."""

from __future__ import annotations

import os
import sys
import traceback

from readinglist.util import clock, environment, files, text, user_folders
from readinglist.util.errors import UnwritableFile
from readinglist.util.version import __version__

DEBUG = "READINGLIST_DEBUG"


def is_wanted_whole() -> bool:
    """Whether the user wants to see the traceback itself."""
    return environment.is_on(DEBUG)


def sentence(error: BaseException) -> str:
    """Return what is said of an error that nobody foresaw, after its traceback was written into a file.

    The file holds versions and the traceback, whose messages may repeat values.
    """
    what = text.fit(text.printable(f"{type(error).__name__}: {error}"), 200)
    return f"the program failed, which is its fault and not yours ({what}); {_kept(error)}. {DEBUG}=1 shows it here."


def _kept(error: BaseException) -> str:
    stamp = clock.now().replace(":", "")
    path = user_folders.state() / "crashes" / f"{stamp}-{os.getpid()}.txt"
    head = f"readinglist {__version__}, Python {sys.version}, {sys.platform}\n\n"
    try:
        files.keep_private(path, (head + "".join(traceback.format_exception(error))).encode("utf-8", "replace"))
    except UnwritableFile:
        return "its details could not be written into a file"
    return f"its details are in {path}"
