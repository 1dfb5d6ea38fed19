"""Which brace closes which, in one walk over a text."""

from __future__ import annotations

import re

_BRACE = re.compile(r"[{}]")


def pairs(text: str) -> dict[int, int]:
    """Return where each brace that is opened closes, by counting as BibTeX and TeX do; one that never closes is left out.

    `pairs("a{b{c}}d{")` is `{3: 5, 1: 6}`.
    """
    ends: dict[int, int] = {}
    waiting: list[int] = []
    for found in _BRACE.finditer(text):
        if found[0] == "{":
            waiting.append(found.start())
        elif waiting:
            ends[waiting.pop()] = found.start()
    return ends
