"""A file of a dump whose values are asked for by name and kind, as somebody else, or git, may have written it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from readinglist.library.errors import UnreadableDump

if TYPE_CHECKING:
    from collections.abc import Sequence


class Checked:
    """The values of a file, and the text below them. Each question raises UnreadableDump where the value is of another kind."""

    def __init__(self, file: str, values: dict[str, Any], body: str = "") -> None:
        self.file, self.values, self.body = file, values, body

    def fail(self, reason: str) -> NoReturn:
        """Raise UnreadableDump for this file."""
        raise UnreadableDump(self.file, reason)

    def text(self, name: str) -> str:
        """Return a text."""
        return self.of_text(name, self.values.get(name))

    def of_text(self, name: str, value: object) -> str:
        """Return a value that is a text, a part of the value of a name."""
        if not isinstance(value, str):
            self.fail(f"`{name}` is no text")
        return value

    def number(self, name: str) -> int:
        """Return a whole number that SQLite can keep."""
        value = self.values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63:
            self.fail(f"`{name}` is no number")
        return value

    def flag(self, name: str) -> bool:
        """Return true or false."""
        value = self.values.get(name)
        if not isinstance(value, bool):
            self.fail(f"`{name}` is neither true nor false")
        return value

    def words(self, name: str) -> list[str]:
        """Return a list of texts."""
        return [self.of_text(name, value) for value in self._list(name)]

    def rows(self, name: str, *, least: int, most: int) -> list[list[Any]]:
        """Return a list of lists, each with so many values."""
        found = self._list(name)
        if not all(isinstance(row, list) and least <= len(row) <= most for row in found):
            self.fail(f"`{name}` has something else than lists of {most}")
        return found

    def texts(self, name: str, width: int) -> list[list[str]]:
        """Return a list of lists of so many texts."""
        rows = self.rows(name, least=width, most=width)
        return [[self.of_text(name, value) for value in row] for row in rows]

    def row(self, name: str, kinds: Sequence[type]) -> list[Any]:
        """Return a list whose values are of these kinds."""
        row = self._list(name)
        if [type(value) for value in row] != [*kinds]:
            self.fail(f"`{name}` has not the {len(kinds)} values that it should")
        return row

    def _list(self, name: str) -> list[Any]:
        found = self.values.get(name)
        if not isinstance(found, list):
            self.fail(f"`{name}` is no list")
        return found
