"""Reads pages of the web, documents of Word, books and plain texts in a process of its own, as `pdf/worker.py` reads PDFs.

In come lines of JSON, each with the `path` of a file and the `seconds` of the processor; out go pieces of its text, the headings in it and the labels of its pages before them, and `{"end": true}`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist.attachments import limits
from readinglist.fulltext import pages, written
from readinglist.util import files
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from readinglist.fulltext.written import WrittenText

_SECONDS_A_MB = 10  # beside those of the answer; ten times what a page of nothing but tags takes
_MB = 1_000_000
_MOST_HEADINGS = 10_000  # as many as entries of the outline of a PDF
_PIECE = 300_000  # letters, of which the longest line of an answer holds as many however they are escaped


def main() -> None:
    """Answer every line that comes in, until no more do."""
    limits.memory()
    for line in sys.stdin:
        asked = json.loads(line)
        path = Path(asked["path"])
        try:
            limits.time(asked["seconds"] + _SECONDS_A_MB * path.stat().st_size / _MB)
            _put(pages.written(path.name, files.read(path))[0])
            limits.put({"end": True})
        except UnreadableFile as error:
            limits.put({"end": True, "refused": str(error)})
        except (MemoryError, RecursionError, OSError, ValueError) as error:
            limits.put({"end": True, "error": str(error)[:500] or type(error).__name__})


def _put(found: WrittenText) -> None:
    leaves = written.leaves(found)
    for one, at in written.headed(found, leaves)[:_MOST_HEADINGS]:
        limits.put({"title": one.title, "level": one.level, "to": at, "at": one.at})
    if found.openings:
        limits.put({"labels": [one.label for one in leaves]})
    text = pages.BREAK.join(one.text for one in leaves)
    for start in range(0, len(text), _PIECE):
        limits.put({"text": text[start : start + _PIECE]})


if __name__ == "__main__":
    main()
