"""Bibliography files that a user names: read, decoded and handed to their format."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from readinglist import errors, identifiers
from readinglist.cli import _options
from readinglist.library import adding

if TYPE_CHECKING:
    from collections.abc import Iterable

_OPTIONS = {
    "doi": "--doi {}",
    "arxiv": "--arxiv {}",
    "isbn": "--isbn {}",
    "url": "--url {}",
    "pmid": "--set pmid={}",
    "pmcid": "--set pmcid={}",
}


def sources(names: Iterable[str]) -> list[adding.Source]:
    """Read the files, each once, `-` for stdin, and return them as inputs. Raises UnreadableFile and UnknownFormat."""
    return [_source(name) for name in dict.fromkeys(names)]


def _source(name: str) -> adding.Source:
    file = io.BytesIO(_options.stdin()) if name == "-" else _opened(name)
    shown = "stdin" if name == "-" else _options.shown(name)
    source, notice = adding.read(shown, file, parallel=True)
    if notice:
        _options.say(f"{shown}: note: {notice}.")
    return source


def _opened(name: str) -> BinaryIO:
    """Open a file that can be read twice; what cannot, such as a pipe, is read at once."""
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - it is read, and closed, when its input is used
        return file if file.seekable() else io.BytesIO(file.read())
    except FileNotFoundError:
        raise _no_file(name) from None
    except OSError as error:
        raise errors.UnreadableFile(name, (error.strerror or str(error)).lower()) from error


def _no_file(name: str) -> errors.ReadinglistError:
    known = identifiers.recognise(name)
    if known and known[0] in _OPTIONS:
        option = _OPTIONS[known[0]].format(known[1])
        return errors.InvalidValue(
            "WHAT", name, f"a file is expected here; give an identifier as `add {option} --title …`"
        )
    return errors.UnreadableFile(name, "there is no such file")
