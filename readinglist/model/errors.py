"""Errors about queries and fields."""

from __future__ import annotations

from readinglist.errors import UsageError, quoted


class QueryError(UsageError):
    """A query that does not parse; `column` is 1-based."""

    def __init__(self, query: str, column: int, what: str) -> None:
        super().__init__(f"query {quoted(query)}, column {column}: {what}")


class UnknownField(UsageError):
    """A name that is none of the fields, or columns, that there are."""

    def __init__(self, name: str, known: tuple[str, ...], what: str = "field") -> None:
        from difflib import get_close_matches  # noqa: PLC0415 - takes longer to load than this module

        # A little above the default of 0.6, by which short names are close to many others. A guess.
        near = get_close_matches(name.lower(), known, 1, 0.7)
        meant = f"did you mean {near[0]}? K" if near else "k"
        super().__init__(f"unknown {what} {quoted(name)}; {meant}nown are {', '.join(known)}.")
