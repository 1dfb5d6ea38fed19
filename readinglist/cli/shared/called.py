"""The name by which the program was called, which its messages and its help use."""

from __future__ import annotations

import os
import sys

NAMES = ("readinglist", "rl")
COMPLETING = (
    "_READINGLIST_COMPLETE"  # the variable by which a shell asks for completions, whatever the program is called
)

_BEFORE_A_COMMAND = ("`", "  ", "| ", "$(")


def name() -> str:
    """Return `rl` or `readinglist`, as the program was called; `readinglist` where it was called otherwise."""
    called = os.path.basename(sys.argv[0]) if sys.argv else ""  # noqa: PTH119 - asked for at every start
    return called if called in NAMES else NAMES[0]


def named(text: str, own: str = "") -> str:
    """Return a text in which the commands to type begin with a name, else that by which the program was called."""
    own = own or name()
    if own == NAMES[0]:
        return text
    for before in _BEFORE_A_COMMAND:
        text = text.replace(f"{before}readinglist ", f"{before}{own} ")
    return text
