"""The braces of a text, and the beginnings of entries, each found once.

Without this, a search from every open brace would take time quadratic in the length of a broken text.
"""

from __future__ import annotations

import re

from readinglist.util.braces import pairs

_QUOTE = re.compile(r'[{}"]')
_AT_LINE_START = re.compile(
    r"^[ \t]*+@[ \t]*+[A-Za-z][^\s{}(),\"=@%#]*+[ \t]*+[{(]\s*+[^\s,{}=\"]*+\s*+,", re.MULTILINE
)


class Terrain:
    """A text, where its braces close, and where lines begin with an entry."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends: dict[int, int] | None = None
        self._limit = (0, -1)

    def closing(self, start: int) -> int:
        """Return where the brace at `start` closes; -1 if never.

        Braces are counted as BibTeX counts them: a backslash escapes none.
        """
        if self._ends is None:
            self._ends = pairs(self.text)
        return self._ends.get(start, -1)

    def closing_quote(self, start: int) -> int:
        """Return where the quotation mark at `start` closes, outside braces.

        -1 if never.
        """
        position = start + 1
        while found := _QUOTE.search(self.text, position):
            if found[0] == '"':
                return found.start()
            end = self.closing(found.start()) if found[0] == "{" else -1
            if end < 0:
                break
            position = end + 1
        return -1

    def limit(self, position: int) -> int:
        """Return where an entry that does not close must end.

        That is where the next entry begins a line, or the end of the text.
        """
        since, limit = self._limit
        if not since <= position <= limit:
            found = _AT_LINE_START.search(self.text, position)
            limit = found.start() if found else len(self.text)
            self._limit = (position, limit)
        return limit

    def begins(self, position: int) -> bool:
        """Whether an entry may begin at a position.

        Only spaces stand before it on its line, or the brace that ended an entry.
        """
        while position and self.text[position - 1] in " \t":
            position -= 1
        return position == 0 or self.text[position - 1] in "\n}"


class Line:
    """Whether positions in a text, asked for in order, are in a comment."""

    def __init__(self, text: str, position: int = 0) -> None:
        self.text = text
        self._seen = position
        self._commented = False

    def is_commented(self, position: int) -> bool:
        """Whether a per cent sign stands before a position on its line.

        A sign inside an entry that was read does not count.
        """
        start = self.text.rfind("\n", self._seen, position) + 1
        if start:
            self._seen, self._commented = start, False
        self._commented = self._commented or self.text.find("%", self._seen, position) >= 0
        self._seen = max(self._seen, position)
        return self._commented

    def take(self, end: int) -> None:
        """Note that an entry was read up to here.

        Its per cent signs then do not count.
        """
        if end > self._seen:
            self._seen, self._commented = end, False
