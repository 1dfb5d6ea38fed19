"""Properties of a document in which Zotero keeps the codes of fields that it stores as bookmarks."""

from __future__ import annotations

import re

from readinglist.util.archive import Handlers

_NUMBERED = re.compile(r"(.+)_(\d{1,6})")


class Properties(Handlers):
    """The properties that a user or a program defined, each an element with a name and a value."""

    def __init__(self, element: str) -> None:
        self._element = element
        self._values: dict[str, list[str]] = {}
        self._name = ""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of a property."""
        if name == self._element:
            self._name = attributes.get("name", "")

    def closed(self, name: str) -> None:
        """Take the end of a property."""
        if name == self._element:
            self._name = ""

    def words(self, text: str) -> None:
        """Take its value."""
        if self._name:
            self._values.setdefault(self._name, []).append(text)

    def citations(self) -> dict[str, str]:
        """Return the codes of fields by the names of their bookmarks; a long one is kept in several pieces."""
        pieces: dict[str, dict[int, str]] = {}
        for name, words in self._values.items():
            match = _NUMBERED.fullmatch(name)
            if match:
                pieces.setdefault(match[1], {})[int(match[2])] = "".join(words)
        codes = {name: "".join(kept[number] for number in sorted(kept)) for name, kept in pieces.items()}
        return {name: code for name, code in codes.items() if "CSL_CITATION" in code}
