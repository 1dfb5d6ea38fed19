"""What was found in a document, line by line, as whoever writes it sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readinglist.manuscripts.model import Finding


class CheckedLine(NamedTuple):
    """A line of a document with what was found on it; a line 0 stands for the whole file, and has no text."""

    path: str
    line: int
    text: str
    findings: tuple[Finding, ...]


class CheckedDocument(NamedTuple):
    """What was found in a document, by line; how many findings there are of each kind; how much was looked at; what is known of keys that no source has."""

    lines: tuple[CheckedLine, ...]
    counts: Mapping[str, int]
    citations: int
    keys: int
    files: int
    known: Mapping[str, str]
