"""Writing what a library keeps beside its records, as a copy of the library in another form has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readinglist.model.key_folding import folded_key
from readinglist.store.sqlite import write_attached

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.model.beside import Beside, Leftovers
    from readinglist.store.sqlite.rows import Row
    from readinglist.store.sqlite.write_rows import RowWriter

_NUMBERED = {"note": "notes", "claim": "claims", "attachment": "attachments"}


def keep(writer: RowWriter, page: Sequence[tuple[int, Beside]]) -> None:
    """Give sources, and what hangs on them, the names and times that they have elsewhere."""
    ids = [number for number, _ in page]
    given = dict(page)
    sources = writer.by_source("source", "id", ids)
    writer.assign("source", [(sources[n][0], _head(one, sources[n][0])) for n, one in page if n in sources])
    for table, part in _NUMBERED.items():
        rows = writer.by_source(table, "source_id", ids)
        writer.assign(
            table,
            [(row, _uid(getattr(given[n], part).get(row["number"]), row)) for n, own in rows.items() for row in own],
        )
    claims = {row["id"]: row for own in writer.by_source("claim", "source_id", ids).values() for row in own}
    pieces = writer.by_source("evidence", "claim_id", list(claims))
    writer.assign(
        "evidence",
        [(row, _uid(_of_evidence(given, claims[claim], row), row)) for claim, own in pieces.items() for row in own],
    )
    _keep_links(writer, given)
    _keep_texts(writer, given)


def _of_evidence(given: dict[int, Beside], claim: Row, row: Row) -> str | None:
    return given[claim["source_id"]].evidence.get((claim["number"], row["number"]))


def _head(one: Beside, row: Row) -> Row:
    return {"uid": one.uid or row["uid"], "changed": one.changed or row["changed"], "queued": one.queued}


def _uid(uid: str | None, row: Row) -> Row:
    return {"uid": uid or row["uid"]}


def _keep_links(writer: RowWriter, given: dict[int, Beside]) -> None:
    rows = writer.by_source("link", "source_id", list(given))
    keys = writer.keys_of({row["target_id"] for own in rows.values() for row in own})
    writer.assign(
        "link",
        [
            (row, {"added": given[n].links.get((row["relation"], keys[row["target_id"]]), row["added"])})
            for n, own in rows.items()
            for row in own
        ],
    )


def _keep_texts(writer: RowWriter, given: dict[int, Beside]) -> None:
    standing = writer.by_source("source_text", "source_id", list(given))
    gone: list[Row] = []
    new: list[tuple[int, tuple[str, str, str, str]]] = []
    for number, one in given.items():
        rows = standing.get(number, [])
        same = [row for row in rows if (row["name"], row["labels"], row["text"], row["added"]) == one.text]
        gone += [row for row in rows if row not in same]
        new += [(number, one.text)] if one.text and not same else []
    writer.delete("source_text", gone)
    names = ("name", "labels", "text", "added")
    rows = [
        {
            "source_id": number,
            **dict(zip(names, text, strict=True)),
            "sha256": write_attached.keep_text(writer.connection, text[2]),
        }
        for number, text in new
    ]
    writer.insert("source_text", rows)


def keep_leftovers(writer: RowWriter, left: Leftovers, *, prune: bool) -> None:
    """Keep what belongs to no single source; with `prune`, nothing else of its kind stays. What was read in files is added to."""
    _keep_passages(writer, left, prune=prune)
    names = ("file", "line", "message", "raw", "added")
    wanted = [dict(zip(names, values, strict=True)) for values in left.broken]
    standing = writer.where("broken", "1", {})
    plain: list[dict[str, Any]] = [{name: row[name] for name in names} for row in standing]
    if prune:
        writer.delete("broken", [row for row, values in zip(standing, plain, strict=True) if values not in wanted])
    writer.insert("broken", [values for values in wanted if values not in plain])
    writer.connection.executemany(
        "INSERT INTO claim_number (key_folded, last) VALUES (?, ?)"
        " ON CONFLICT (key_folded) DO UPDATE SET last = max(last, excluded.last)",
        [(folded_key(key), last) for key, last in left.last_numbers.items()],
    )
    for sha256, (found, at) in left.read.items():
        if writer.read_in(sha256) != found:
            write_attached.keep(writer.connection, sha256, found)
        writer.connection.execute("UPDATE attachment_text SET at = ? WHERE sha256 = ?", (at, sha256))


def _keep_passages(writer: RowWriter, left: Leftovers, *, prune: bool) -> None:
    """Keep the files that sources came from, each in the place of one with an entry of the same source."""
    standing: dict[int, list[Row]] = {}
    for row in writer.where("passage", "1", {}):
        standing.setdefault(row["file"], []).append(row)
    files_of: dict[int, set[int]] = {}
    for file, rows in standing.items():
        for row in rows:
            if row["source_id"] is not None:
                files_of.setdefault(row["source_id"], set()).add(file)
    known = {tuple((row["source_id"], row["text"]) for row in rows): file for file, rows in standing.items()}
    wanted = dict.fromkeys(map(tuple, left.files))
    stays = {file for stretches, file in known.items() if stretches in wanted}
    new = [stretches for stretches in wanted if stretches not in known]
    replaced = {file for stretches in new for number, _ in stretches if number for file in files_of.get(number, ())}
    staying = [stretches for stretches, file in sorted(known.items(), key=lambda one: one[1]) if file in stays]
    if [*staying, *new] != [*wanted]:  # all in the order of the dump, so that those of two readers have the same names
        stays, new = set(), [*wanted]
        replaced |= {known[stretches] for stretches in staying}
    gone = (set(standing) if prune else replaced) - stays
    writer.delete("passage", [row for file in sorted(gone) for row in standing[file]])
    for file, stretches in enumerate(new, max(standing, default=0) + 1):
        writer.insert("passage", [{"source_id": number, "file": file, "text": text} for number, text in stretches])
