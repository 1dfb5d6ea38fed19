"""Classic BibTeX.

Reading a stream of records and problems, and writing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats.bibtex import write
from readinglist.formats.bibtex.builder import build, edit, encode, encode_names, lists_of_names, resolved, retag
from readinglist.formats.bibtex.listing import ListedEntry, listed
from readinglist.formats.bibtex.macros import MacroUse, defined, supplied, undefined
from readinglist.formats.bibtex.preamble import preambles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from readinglist.model.prepared import Prepared
    from readinglist.model.record import Item, Record

NAME = "bibtex"
SUFFIXES = (".bib",)
INHERITS = True
WHOLE = False
_ENTRY = re.compile(r"@\s*[\w-]+\s*[{(]")
__all__ = [
    "INHERITS",
    "NAME",
    "SUFFIXES",
    "WHOLE",
    "ListedEntry",
    "MacroUse",
    "build",
    "defined",
    "differences",
    "dump",
    "edit",
    "encode",
    "encode_names",
    "listed",
    "lists_of_names",
    "load",
    "preambles",
    "resolved",
    "retag",
    "sniff",
    "supplied",
    "undefined",
]


def sniff(text: str) -> bool:
    """Whether a text has an entry, or is empty.

    The syntax is the same for both dialects, so that it does not decide between them.
    """
    return bool(_ENTRY.search(text)) or not text.strip()


def load(text: str | Iterable[str], *, parallel: Callable[[Record], Prepared] | None = None) -> Iterator[Item]:
    """Yield entries, problems, and the text between them.

    A problem is a piece that could not be read as it is. Never raises, and the texts of all items together are the file.

    The text may come in chunks, and is then never whole in memory. With `parallel`, a function of a module, it is
    read in several processes, where the function works out what is asked of each record later (`Record.prepared`). This is
    faster from some megabytes on; the main module of the program must then be one that Python may import again
    (`if __name__ == "__main__"`).
    """
    from readinglist.formats.bibtex import parse  # noqa: PLC0415 - the parser is loaded only to read

    return parse.load(text, parallel=parallel)


def dump(records: Iterable[Record], *, ascii_only: bool = False) -> Iterator[str]:
    """Yield entries as classic BibTeX, one string for each.

    Fields that have names of classic BibTeX are written byte for byte.

    With `ascii_only`, letters beyond ASCII are written as LaTeX accents. Raises ValueError for a record without a key.
    """
    return write.dump(records, write.CLASSIC, ascii_only=ascii_only)


def differences(records: Iterable[Record], text: str) -> Iterator[str]:
    """Yield a line for each difference between text and records.

    The text is one that `dump` wrote.
    """
    from readinglist.formats.bibtex import verify  # noqa: PLC0415 - only `--verify` reads back what it wrote

    return verify.differences(records, load(text), write.CLASSIC)
