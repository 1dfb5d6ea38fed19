"""The meaning of a command line.

Which library, which sources, and how the network may be used.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist.library import location

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click

    from readinglist.library import settings
    from readinglist.library.location import Location
    from readinglist.library.selection import Wish


def library(ctx: click.Context) -> Location:
    """Return the library in use.

    It is named by the options, the environment or the folder.
    """
    return location.locate(ctx.find_root().obj, os.environ, here())


def here() -> Path:
    """Return the working folder. Raises NoFolder where it was removed."""
    try:
        return Path.cwd()
    except OSError as error:
        from readinglist.library.errors import NoFolder  # noqa: PLC0415 - seldom needed

        raise NoFolder("in which you stand", error.strerror or str(error)) from error


def access(*, offline: bool = False, allow_local: bool = False) -> settings.Access:
    """Return how a command may use the network."""
    from readinglist.library import settings  # noqa: PLC0415 - only commands that ask services need it

    return settings.Access(offline, allow_local)


def wish(words: tuple[str, ...]) -> Wish:
    """Return the sources that keys or a query name."""
    from readinglist.library.selection import Wish  # noqa: PLC0415 - only commands that ask services need it

    return Wish(words, query_text(words))


def narrowed(wanted: str, where: str | None, given: Iterable[tuple[str, Iterable[str | None]]]) -> str:
    """Return a query with what options ask for besides: `("moe", None, [("tag", ["x y"])]) → (moe) tag:"x y"`."""
    parts = [f"({part})" for part in (wanted, where) if part and part.strip()]
    for field, values in given:
        parts += [f"{field}:{_value(value)}" for value in values if value is not None]
    return " ".join(parts) if len(parts) != 1 or not (wanted or where) else (wanted or where or "")


def _value(value: str) -> str:
    """Return a value as a query has it, in quotation marks where it would otherwise be more than one."""
    if value and not _MARKED.search(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def query_text(words: tuple[str, ...]) -> str:
    """Return the arguments of a query as one text.

    A single argument is a whole query. Of several, one with a space in it was quoted in the shell: it is put in
    brackets where it has words or marks of the query language, else it is a value or a phrase with that space.

    `("tag:moe", "year:2020")` → `tag:moe year:2020`; `("title:deep learning", "doe")` → `title:"deep learning" doe`;
    `("a OR b", "doe")` → `(a OR b) doe`.
    """
    return words[0] if len(words) == 1 else " ".join(map(_as_one, words))


_MARKED = re.compile(r"""[\s()"\\]""")
_FIELD = re.compile(r"(-*[A-Za-z][A-Za-z_-]*(?::[<>]?=?|[<>!]?=|[<>]))(?=\S)")
# Brackets, quotation marks, operators, or two terms in one word.
_QUERY_LANGUAGE = re.compile(r'["()]|(?:^|\s)(?:AND|OR|NOT|-?[A-Za-z]+[:=<>]\S+\s+-?[A-Za-z]+[:=<>]\S+)(?:\s|$)')


def _as_one(word: str) -> str:
    if " " not in word:
        return word
    if _QUERY_LANGUAGE.search(word):
        return f"({word})"
    found = _FIELD.match(word)
    return f'{found[1]}"{word[found.end() :]}"' if found else f'"{word}"'


def target(output: str | None) -> Path | None:
    """Return the file that --output names.

    None stands for stdout, as `-` does.
    """
    return None if output in (None, "-") else Path(str(output))
