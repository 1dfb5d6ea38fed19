"""What a library keeps beside the records of its sources: by it, a copy of the library is the same library."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readinglist.model.attachment import FileText


class Beside(NamedTuple):
    """What is kept of a source beside its record.

    A `uid` is a name that nothing else has, on any machine: of the source, and of its notes, claims and attachments by their numbers, of evidence
    by the numbers of claim and evidence. `links` has when each was made, by relation and key of
    the other source; `text` is the source's own text with its name, the labels of its pages and when it came, or None.
    """

    uid: str
    changed: str = ""
    queued: str = ""
    notes: Mapping[int, str] = {}
    claims: Mapping[int, str] = {}
    evidence: Mapping[tuple[int, int], str] = {}
    attachments: Mapping[int, str] = {}
    links: Mapping[tuple[str, str], str] = {}
    text: tuple[str, str, str, str] | None = None


class Leftovers(NamedTuple):
    """What a library keeps that belongs to no single source.

    `files` are the files that sources came from, each a list of stretches: the number of the source, or None, and the text. `broken` are pieces that
    were set aside: file, line, message, text, and when. `last_numbers` are the highest numbers that claims ever had, by folded key; `read` is what was
    read in files, by SHA-256, with when.
    """

    files: list[list[tuple[int | None, str]]]
    broken: list[tuple[str, int, str, str, str]]
    last_numbers: dict[str, int]
    read: dict[str, tuple[FileText, str]]
