"""What was kept of the files that sources came from.

How they had it, what could not be read, and texts.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from readinglist.model.views import SourceText

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

_GIVEN = "(SELECT value FROM json_each(:ids))"


class FileReader:
    """What a library can be asked about the files that sources came from, and about their texts."""

    connection: sqlite3.Connection

    def passages(self, ids: Sequence[int]) -> Iterator[tuple[int | None, str]]:
        """Yield (source, text) of the files that these sources came from, in order; no source for what is between entries."""
        sql = (
            "SELECT source_id, text FROM passage WHERE file IN (SELECT file FROM passage WHERE source_id IN"
            f" {_GIVEN}) AND (source_id IS NULL OR source_id IN {_GIVEN}) ORDER BY file, id"
        )
        yield from self.connection.execute(sql, {"ids": json.dumps(ids)})

    def texts_of_entries(self, ids: Sequence[int]) -> dict[int, list[str]]:
        """Return the entries, to the byte, of files that these sources came from; none of a source that came otherwise."""
        found: dict[int, list[str]] = {}
        sql = f"SELECT source_id, text FROM passage WHERE source_id IN {_GIVEN} ORDER BY file, id"
        for number, text in self.connection.execute(sql, {"ids": json.dumps(ids)}):
            found.setdefault(number, []).append(text)
        return found

    def macro_texts(self) -> list[str]:
        """Return what stands between the entries of files, where it defines macros, in the order in which it came."""
        sql = "SELECT text FROM passage WHERE source_id IS NULL AND text LIKE '%@%string%' ORDER BY file, id"
        return [text for (text,) in self.connection.execute(sql)]

    def lone_texts(self) -> list[str]:
        """Return the texts of files from which no source came, in the order in which they came."""
        sql = (
            "SELECT text FROM passage WHERE source_id IS NULL AND instr(text, '@')"
            " AND file NOT IN (SELECT file FROM passage WHERE source_id IS NOT NULL) ORDER BY file, id"
        )
        return [text for (text,) in self.connection.execute(sql)]

    def bare_values(self, since: int = 0) -> list[int]:
        """Return the sources, from a number on, that have a value with a macro in it."""
        sql = (
            "SELECT DISTINCT source_id FROM field WHERE source_id >= ?"
            " AND (raw NOT GLOB '[{\"0-9]*' OR (instr(raw, '#') AND instr(raw, '\"') + instr(raw, '} #') + instr(raw, '}#')))"
            " ORDER BY source_id"
        )
        return [number for (number,) in self.connection.execute(sql, (since,))]

    def preamble_texts(self, ids: Sequence[int]) -> list[str]:
        """Return what stands between the entries of the files that these sources came from, where a preamble is in it.

        What defines a macro comes too, in the order of the files.
        """
        told = "SELECT file FROM passage WHERE source_id IS NULL AND text LIKE '%@preamble%'"
        if not (files := {int(file) for (file,) in self.connection.execute(told)}):
            return []
        sql = (
            "SELECT text FROM passage WHERE source_id IS NULL AND instr(text, '@')"
            " AND file IN (SELECT value FROM json_each(:files))"
            f" AND file IN (SELECT file FROM passage WHERE source_id IN {_GIVEN}) ORDER BY file, id"
        )
        return [
            text
            for (text,) in self.connection.execute(sql, {"files": json.dumps(sorted(files)), "ids": json.dumps(ids)})
        ]

    def broken(self) -> list[tuple[int, str, int, str, str]]:
        """Return the pieces set aside.

        Id, file, line, what is wrong, raw text.
        """
        return self.connection.execute("SELECT id, file, line, message, raw FROM broken ORDER BY added, id").fetchall()

    def text_of(self, number: int) -> SourceText | None:
        """Return the text of a source.

        None where there is none.
        """
        sql = "SELECT name, labels, text FROM source_text WHERE source_id = ?"
        row = self.connection.execute(sql, (number,)).fetchone()
        return SourceText(*row) if row else None
