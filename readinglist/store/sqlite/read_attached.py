"""What a library can be asked about the files of sources, and about what was read in them."""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from readinglist.model.attachment import READ, AttachedFile, Attachment, FileText, PageText
from readinglist.model.views import SourceText

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

_GIVEN = "(SELECT value FROM json_each(:ids))"
_ATTACHED = """
SELECT s.key, coalesce(t.state, ''), coalesce(t.message, ''),
       (SELECT count(*) FROM attachment_page p WHERE p.text_id = t.id),
       a.number, a.path, a.kind, a.label, a.name, a.linked, a.sha256, a.size, a.url, a.fetched, a.archived, a.pages, a.added, a.marks
FROM attachment a JOIN source s ON s.id = a.source_id LEFT JOIN attachment_text t ON t.sha256 = a.sha256
"""
# The joins go through the ids as they stand, and from each to its texts; to sort would read all texts first.
_OWN = "SELECT r.key, t.name, t.labels, t.text FROM json_each(:ids) r LEFT JOIN source_text t ON t.source_id = r.value"
_TEXTS = """
SELECT r.key, a.number, a.name, a.pages, a.sha256, p.label, p.text FROM json_each(:ids) r
CROSS JOIN attachment a ON a.source_id = r.value
CROSS JOIN attachment_text t ON t.sha256 = a.sha256 AND t.state = :read
CROSS JOIN attachment_page p ON p.text_id = t.id
"""
_SHA256 = re.compile(r"\b[0-9a-f]{64}\b")
_NO_MORE: tuple[int, Iterable[Any]] = (-1, ())


class AttachmentReader:
    """What a library can be asked about the files of sources."""

    connection: sqlite3.Connection

    def attached(self, ids: Sequence[int] | None = None) -> list[AttachedFile]:
        """Return the attachments of sources, or of all, in the order of the sources and of each one's attachments."""
        condition = "" if ids is None else f"WHERE a.source_id IN {_GIVEN}"
        rows = self.connection.execute(
            f"{_ATTACHED} {condition} ORDER BY a.source_id, a.number", {} if ids is None else {"ids": json.dumps(ids)}
        )
        return [_attached(*row) for row in rows]

    def attached_as(self, hashes: Iterable[str]) -> list[tuple[int, AttachedFile]]:
        """Return the attachments that hold what has one of these SHA-256s, each with the id of its source."""
        sql = _ATTACHED.replace("SELECT", "SELECT a.source_id,", 1)
        rows = self.connection.execute(
            f"{sql} WHERE a.sha256 IN {_GIVEN} ORDER BY a.source_id, a.number", {"ids": json.dumps(list(hashes))}
        )
        return [(row[0], _attached(*row[1:])) for row in rows]

    def paths_taken(self) -> set[str]:
        """Return the paths of all attachments that are kept in the library's folder of files."""
        return {path for (path,) in self.connection.execute("SELECT path FROM attachment WHERE NOT linked")}

    def has_read(self, hashes: Iterable[str]) -> set[str]:
        """Return of which contents, by SHA-256, the library knows the text, or knows that it has none."""
        sql = f"SELECT sha256 FROM attachment_text WHERE sha256 IN {_GIVEN}"
        return {found for (found,) in self.connection.execute(sql, {"ids": json.dumps(list(hashes))})}

    def once_kept(self, hashes: Iterable[str]) -> set[str]:
        """Return which contents, by SHA-256, the library knows as those of a file of a source, of now or of before."""
        given = set(hashes) - {""}
        logged = self.connection.execute("SELECT before, after FROM change WHERE table_name = 'attachment'").fetchall()
        words = {word for row in logged for text in row if text for word in _SHA256.findall(text)}
        return self.has_read(given) | given & words | {one.attachment.sha256 for _, one in self.attached_as(given)}

    def facts_of(self, sha256: str) -> str:
        """Return what a file says of itself beside its text, as JSON; `{}` where it was not read."""
        row = self.connection.execute("SELECT facts FROM attachment_text WHERE sha256 = ?", (sha256,)).fetchone()
        return str(row[0]) if row else "{}"

    def read_in(self, sha256: str) -> FileText | None:
        """Return what was read in a file.

        None where it was not read.
        """
        sql = "SELECT id, state, message, reader, labelled, facts FROM attachment_text WHERE sha256 = ?"
        row = self.connection.execute(sql, (sha256,)).fetchone()
        if row is None:
            return None
        sql = "SELECT label, text FROM attachment_page WHERE text_id = ? ORDER BY number"
        pages = tuple(map(PageText._make, self.connection.execute(sql, (row[0],))))
        return FileText(row[1], pages, *row[2:])

    def texts_of(self, ids: Sequence[int]) -> Iterator[list[SourceText]]:
        """Yield the texts of sources in the order of the ids, one source at a time: the one given by itself, and those in files."""
        given = {"ids": json.dumps(list(ids)), "read": READ}
        files = groupby(self.connection.execute(_TEXTS, given), lambda row: row[0])
        place, pages = next(files, _NO_MORE)
        for here, *own in self.connection.execute(_OWN, given):
            texts = [] if own[0] is None else [SourceText(*own)]
            if here == place:
                texts += _of_files(pages)
                place, pages = next(files, _NO_MORE)
            yield texts


def _attached(key: str, state: str, message: str, pages: int, *columns: object) -> AttachedFile:
    attachment = Attachment._make(columns)
    return AttachedFile(key, attachment._replace(linked=bool(attachment.linked)), state, message, pages)


def _of_files(pages: Iterable[Sequence[Any]]) -> Iterator[SourceText]:
    """Yield the texts of the files of one source; labels that the reader gave count before those that were read."""
    for (attachment, name, labels, sha256), rows in groupby(pages, lambda row: tuple(row[1:5])):
        each = [PageText(row[5], row[6]) for row in rows]
        named = not labels and any(page.label for page in each)
        names = tuple(page.label for page in each) if named else ()
        yield SourceText(name, labels, "\f".join(page.text for page in each), names, sha256, attachment)
