"""The anchor of a source or claim, the same on every page that is written: its key or name, so that `page.html#doe2020` and `matrix.html#doe2020#c3` can be guessed.

What else a page names begins with a hyphen, as no key does.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from readinglist.util.text import printable

_SPACE = re.compile(r"\s+")


def anchor(name: str) -> str:
    """Return the id of a source or claim, not escaped yet; an id has no white space (HTML Living Standard, 3.2.6)."""
    return _SPACE.sub("_", printable(name))


def link(name: str) -> str:
    """Return the address of an anchor on the same page, not escaped yet: `doe2020` → `#doe2020`, `a%b` → `#a%25b`."""
    return "#" + quote(anchor(name), safe="!$&'()*+,;=:@/?#-._~")
