"""Errors about citations: a branch of the family in errors.py.

ReadinglistError
├── NoPandoc, OldPandoc, PandocFailed   1   the citation processor
├── UnknownStyle                        2   below UsageError
└── BadStyle, BadTemplate               6   below InputError
"""

from __future__ import annotations

from readinglist.errors import InputError, ReadinglistError, UsageError, quoted


class NoPandoc(ReadinglistError):
    """Pandoc, which makes citations, was not found."""

    def __init__(self) -> None:
        super().__init__(
            "citations are made by pandoc, which was not found; get it with `pip install 'readinglist[citations]'` "
            "or from https://pandoc.org."
        )


class OldPandoc(ReadinglistError):
    """The newest pandoc that was found is too old."""

    def __init__(self, path: object, found: str, oldest: str) -> None:
        super().__init__(
            f"{path} is version {found}, and {oldest} is the oldest that can be used; "
            "get a newer one with `pip install 'readinglist[citations]'`."
        )


class PandocFailed(ReadinglistError):
    """Pandoc failed; `reason` is its own message."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"pandoc made no citations: {reason}.")


class UnknownStyle(UsageError):
    """A citation style that is neither shipped nor a file."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        from difflib import get_close_matches  # noqa: PLC0415 - takes longer to load than this module

        near = get_close_matches(name.lower(), known, 1, 0.6)
        meant = f"did you mean {near[0]}?" if near else "any CSL file can be used, by its path."
        super().__init__(
            f"there is no citation style {quoted(name)}; {meant} `readinglist cite --styles` lists those shipped."
        )


class BadStyle(InputError):
    """A file that cannot be used as a citation style."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{path} cannot be used as a citation style: {reason}.")


class BadTemplate(InputError):
    """A template that does not render.

    `line` is 0 if unknown.
    """

    def __init__(self, path: object, line: int, reason: str) -> None:
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{where}: the template cannot be used: {reason.rstrip('.')}.")
