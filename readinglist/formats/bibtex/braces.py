"""The braces of a text, and the beginnings of entries, each found once.

Without this, a search from every open brace would take time quadratic in the length of a broken text.
"""

from __future__ import annotations

import functools
import re

from readinglist.util.braces import pairs

_QUOTE = re.compile(r'[{}"]')
_ESCAPED = re.compile(r"\\[\\{}]")
_REST = re.compile(r"\s*+[,}]")
# A comma, or the first field where it was forgotten, follows the key.
_AT_LINE_START = re.compile(
    r"^[ \t]*+@[ \t]*+[A-Za-z][^\s{}(),\"=@%#]*+[ \t]*+[{(]\s*+[^\s,{}=\"]*+\s*+(?:,|[A-Za-z][\w-]*+\s*+=)",
    re.MULTILINE,
)


class Terrain:
    """A text, where its braces close, and where lines begin with an entry."""

    def __init__(self, text: str, counted: str = "") -> None:
        self.text = text
        self._counted = counted or text  # the same, but for braces that do not count
        self._ends: dict[int, int] | None = None
        self._limit = (0, -1)

    @functools.cached_property
    def with_escapes(self) -> Terrain | None:
        r"""The same text with `\{` and `\}` read as characters; None where there are none."""
        if not _ESCAPED.search(self.text):
            return None
        return Terrain(self.text, _ESCAPED.sub(lambda found: found[0] if found[0] == "\\\\" else "\0\0", self.text))

    def is_torn(self, start: int, end: int) -> bool:
        """Whether a comma or a brace follows an entry, or another entry begins in it, though it has escaped braces."""
        if "\\{" not in (text := self.text[start:end]) and "\\}" not in text:
            return False
        return bool(_REST.match(self.text, end) or self.limit(start + 1) < end)

    def closing(self, start: int) -> int:
        """Return where the brace at `start` closes; -1 if never.

        Braces are counted as BibTeX counts them: a backslash escapes none.
        """
        if self._ends is None:
            self._ends = pairs(self._counted)
        return self._ends.get(start, -1)

    def closing_quote(self, start: int) -> int:
        """Return where the quotation mark at `start` closes, outside braces.

        -1 if never.
        """
        position = start + 1
        while found := _QUOTE.search(self._counted, position):
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
