"""Which brace closes which, in one pass over a text."""

from __future__ import annotations

import re

_BRACE = re.compile(r"[{}]")


def pairs(text: str) -> dict[int, int]:
    """Return where each opening brace closes.

    One that never does is left out.
    Braces are counted as BibTeX counts them: a backslash escapes none. `pairs("a{b{c}}d{")` → `{3: 5, 1: 6}`
    """
    ends: dict[int, int] = {}
    waiting: list[int] = []
    for found in _BRACE.finditer(text):
        if found[0] == "{":
            waiting.append(found.start())
        elif waiting:
            ends[waiting.pop()] = found.start()
    return ends
