"""What a user names to be added.

Bibliography files, read and decoded, and identifiers in any form.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from readinglist.cli.shared import stdin, terminal
from readinglist.library.imports.read import Input, read, read_library
from readinglist.library.online import add as identifying
from readinglist.library.online import pasted
from readinglist.model import identifiers
from readinglist.model.wishes import NO_WISHES
from readinglist.util.encoding import lenient
from readinglist.util.errors import UnknownFormat, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readinglist.model.wishes import Wishes

Lookup = identifying.IdentifierLookup | pasted.WordsLookup

_NO_FILE = "there is no such file, and it is no known identifier"
_NOT_HERE = "there is no such file; `readinglist add` takes identifiers"


def inputs(names: Iterable[str]) -> list[Input | Lookup]:
    """Return the files, identifiers or references that words name.

    An existing file is read, any other word is an identifier or a reference; stdin is a bibliography, or has one of these
    on each line. Raises UnreadableFile, UnknownFormat, and InvalidValue for an identifier with a wrong check digit.
    """
    return [one for name in dict.fromkeys(names) for one in (_of_stdin() if name == "-" else [_input(name)])]


def lookup(name: str) -> Lookup | None:
    """Return the identifier or the reference that a word is, if no file has that name."""
    return None if name == "-" or _is_there(name) else identifying.recognise(name) or pasted.recognise(name)


def _input(name: str) -> Input | Lookup:
    return lookup(name) or _source(name)


def _of_stdin() -> Sequence[Input | Lookup]:
    """Return a bibliography on stdin, or the identifiers and references that it lists."""
    content = stdin.data()
    try:
        return [_read("stdin", io.BytesIO(content))]
    except UnknownFormat:
        if not (found := identifying.listed(lenient(content)[0])):
            raise
        return found


def _is_there(name: str) -> bool:
    try:
        return Path(name).exists()
    except OSError:  # too long for a file's name, as addresses may be
        return False


def sources(names: Iterable[str], wishes: Wishes = NO_WISHES) -> list[Input]:
    """Return files, and the libraries of other programs, as inputs, each once; `-` is stdin.

    Raises UnreadableFile and UnknownFormat.
    """
    return [_source(name, wishes) for name in dict.fromkeys(names)]


def _source(name: str, wishes: Wishes = NO_WISHES) -> Input:
    if name == "-":
        return _read("stdin", io.BytesIO(stdin.data()), wishes)
    return read_library(terminal.shown(name), Path(name), wishes) or _read(terminal.shown(name), _opened(name), wishes)


def _read(shown: str, file: BinaryIO, wishes: Wishes = NO_WISHES) -> Input:
    # In parallel: a large file is parsed in several processes.
    source, notice = read(shown, file, wishes, parallel=True)
    if notice:
        terminal.say(f"{shown}: note: {notice}.")
    return source


def content(name: str) -> bytes:
    """Return what is in a file; `-` is stdin. Raises UnreadableFile."""
    if name == "-":
        return stdin.data()
    with _opened(name) as file:
        return file.read()


def _opened(name: str) -> BinaryIO:
    """Open a file that can be read twice.

    Anything else, such as a pipe, is read at once.
    """
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - it is read, and closed, when its input is used
        return file if file.seekable() else io.BytesIO(file.read())
    except FileNotFoundError:
        raise UnreadableFile(name, _NO_FILE if not identifiers.recognise(name) else _NOT_HERE) from None
    except OSError as error:
        raise UnreadableFile(name, (error.strerror or str(error)).lower()) from error
