"""Errors about claims, evidence and quotes.

A branch of the family in errors.py, below NotFound.

NotFound                                3
├── NoSuchClaim, NotAClaim, NoSuchEvidence, NoText, QuoteNotFound, QuoteElsewhere, NoSourceFits
"""

from __future__ import annotations

from readinglist.errors import NotFound, quoted
from readinglist.util.text import printable


class NoSuchClaim(NotFound):
    """A source has no claim of that number.

    `count` is how many it has.
    """

    def __init__(self, name: str, count: int) -> None:
        key = name.rpartition("#")[0]
        hint = f"`readinglist claims {key}` lists its claims" if count else f"{key} has no claims yet"
        super().__init__(f"there is no claim {name}; {hint}.")


class NotAClaim(NotFound):
    """A claim was expected, and a source was named.

    `count` is how many claims that has.
    """

    def __init__(self, name: str, key: str, count: int) -> None:
        hint = f"`readinglist claims {key}` lists" if count else f'`readinglist claim {key} "…"` makes'
        super().__init__(f"{quoted(name)} is a source and no claim; write {key}#c1, {hint} claims.")


class NoSuchEvidence(NotFound):
    """A claim has no evidence of that number."""

    def __init__(self, name: str, number: int) -> None:
        super().__init__(f"{name} has no evidence {number}; `readinglist claims {name}` numbers it.")


class NoText(NotFound):
    """The library has no text of a source."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the library has no text of {key}; `readinglist text {key} FILE` attaches one.")


class QuoteNotFound(NotFound):
    """A quote that the text of its source does not match word for word.

    `near` is a sentence on what the text has instead, and where.
    """

    def __init__(self, key: str, near: str) -> None:
        super().__init__(
            f"the quote does not match the text of {key} word for word; {near} "
            "Correct the quote, or use --force to keep it, marked as not found."
        )


class QuoteElsewhere(NotFound):
    """A quote that its source has, but in another place than was said.

    `place` is where it is, such as `page 5`, `name` what the file is called.
    """

    def __init__(self, key: str, place: str, locator: str, name: str) -> None:
        super().__init__(
            f"the quote is on {place} of {printable(name or key)}, not on {locator}. Correct the page, or use --force to keep it so."
        )


class NoSourceFits(NotFound):
    """A gate got a query that finds no source.

    As when a key is misspelt: a gate that examines nothing must not succeed.
    """

    def __init__(self, query: str) -> None:
        super().__init__(
            f"no source matches {quoted(query)}, so there is nothing to examine; `readinglist list` shows the keys."
        )
