"""What a library can be asked about the files of sources, and about what was read in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from readinglist.model.attachment import READ, AttachedFile, Attachment, FileText, PageText
from readinglist.model.views import SourceText

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_GIVEN = "(SELECT value FROM json_each(:ids))"
_ATTACHED = """
SELECT s.key, coalesce(t.state, ''), coalesce(t.message, ''),
       (SELECT count(*) FROM attachment_page p WHERE p.text_id = t.id),
       a.number, a.path, a.kind, a.label, a.name, a.linked, a.sha256, a.size, a.url, a.fetched, a.archived, a.pages, a.added
FROM attachment a JOIN source s ON s.id = a.source_id LEFT JOIN attachment_text t ON t.sha256 = a.sha256
"""
_TEXTS = """
SELECT a.source_id, a.number, a.name, a.pages, a.sha256, p.label, p.text
FROM attachment a JOIN attachment_text t ON t.sha256 = a.sha256 JOIN attachment_page p ON p.text_id = t.id
WHERE a.source_id IN (SELECT value FROM json_each(:ids)) AND t.state = :read ORDER BY a.source_id, a.number, p.number
"""


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

    def texts_of(self, ids: Sequence[int]) -> dict[int, list[SourceText]]:
        """Return the texts of sources: that which was given by itself first, then those of their attachments in order."""
        given = {"ids": json.dumps(list(ids)), "read": READ}
        found: dict[int, list[SourceText]] = {}
        sql = f"SELECT source_id, name, labels, text FROM source_text WHERE source_id IN {_GIVEN}"
        for number, *text in self.connection.execute(sql, given):
            found[number] = [SourceText(*text)]
        pages: dict[tuple[int, int, str, str, str], list[PageText]] = {}
        for *which, label, text in self.connection.execute(_TEXTS, given):
            pages.setdefault(tuple(which), []).append(PageText(label, text))
        for (number, attachment, name, labels, sha256), each in pages.items():
            found.setdefault(number, []).append(_as_one(attachment, name, labels, sha256, each))
        return found


def _attached(key: str, state: str, message: str, pages: int, *columns: object) -> AttachedFile:
    attachment = Attachment._make(columns)
    return AttachedFile(key, attachment._replace(linked=bool(attachment.linked)), state, message, pages)


def _as_one(attachment: int, name: str, labels: str, sha256: str, pages: Sequence[PageText]) -> SourceText:
    """Return the pages of a file as one text; labels that the reader gave count before those that were read."""
    names = () if labels or not any(page.label for page in pages) else tuple(page.label for page in pages)
    return SourceText(name, labels, "\f".join(page.text for page in pages), names, sha256, attachment)
