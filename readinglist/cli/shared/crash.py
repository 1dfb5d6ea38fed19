"""What happens where the program itself is wrong: one sentence for the user, and the rest in a file."""

from __future__ import annotations

import os
import sys
import traceback

from readinglist.util import clock, files, text, user_folders
from readinglist.util.errors import UnwritableFile
from readinglist.util.version import __version__

DEBUG = "READINGLIST_DEBUG"
_REPORT = "https://github.com/readinglist/readinglist/issues"
_NO = ("", "0", "no", "false", "off")


def is_wanted_whole() -> bool:
    """Whether the user wants to see the traceback itself."""
    return os.environ.get(DEBUG, "").lower() not in _NO


def sentence(error: BaseException) -> str:
    """Return what is said of an error that nobody foresaw, after its traceback was written into a file.

    The file holds versions, the name of the command and the traceback, and nothing of the library.
    """
    what = text.fit(text.printable(f"{type(error).__name__}: {error}"), 200)
    return f"the program failed, which is its fault and not yours ({what}); {_kept(error)}. {DEBUG}=1 shows it here."


def _kept(error: BaseException) -> str:
    stamp = clock.now().replace(":", "")
    path = user_folders.state() / "crashes" / f"{stamp}-{os.getpid()}.txt"
    head = f"readinglist {__version__}, Python {sys.version}, {sys.platform}\n\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        files.keep_private(path, (head + "".join(traceback.format_exception(error))).encode("utf-8", "replace"))
    except (OSError, UnwritableFile):
        return "its details could not be written into a file"
    return f"its details are in {path}"
