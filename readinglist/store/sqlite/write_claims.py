"""The part of the writer that keeps claims, their evidence, and the texts of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model.key_folding import folded_key
from readinglist.store.sqlite import rows
from readinglist.util.clock import now

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readinglist.model.record import Evidence, Record
    from readinglist.store.sqlite.write_rows import RowWriter


def add(writer: RowWriter, numbered: Sequence[tuple[int, Record]], local: dict[str, int]) -> None:
    """Add the claims of new sources, which have their ids.

    `local` has the ids of those keys that are new too.
    """
    claims = [(number, claim) for number, record in numbered for claim in record.claims]
    first = writer.next_id("claim") if claims else 0
    writer.insert("claim", [{"source_id": number, **rows.claim(claim)} for number, claim in claims])
    pieces = [(n, piece) for n, (_, claim) in enumerate(claims, first) for piece in claim.evidence]
    writer.insert("evidence", [_evidence_row(writer, n, piece, local) for n, piece in pieces])
    _note_numbers(writer, (record for _, record in numbered))


def save(writer: RowWriter, page: Sequence[tuple[int, Record, Record]]) -> None:
    """Bring claims and their evidence from the old to the new record (id, old, new), row by row."""
    moved = [(number, new) for number, old, new in page if old.claims != new.claims]
    if not moved:
        return
    ids = [number for number, _ in moved]
    before = writer.by_source("claim", "source_id", ids)
    found = writer.by_source("evidence", "claim_id", [row["id"] for rows_ in before.values() for row in rows_])
    for number, new in moved:
        kept = {claim.id for claim in new.claims}
        for row in before.get(number, []):
            if row["number"] not in kept:  # its evidence names it
                writer.sync("evidence", found.pop(row["id"], []), [])
        wanted = [{"source_id": number, **rows.claim(claim)} for claim in new.claims]
        writer.sync("claim", before.get(number, []), wanted)
    standing = writer.by_source("claim", "source_id", ids)  # new claims have their ids now
    for number, new in moved:
        claims = {row["number"]: row["id"] for row in standing.get(number, [])}
        for claim in new.claims:
            wanted = [_evidence_row(writer, claims[claim.id], piece, {}) for piece in claim.evidence]
            writer.sync("evidence", found.get(claims[claim.id], []), wanted)
    _note_numbers(writer, (new for _, new in moved))


def remove(writer: RowWriter, number: int) -> None:
    """Take away the evidence on the claims of a source that goes; what the source itself has goes with it."""
    own = "claim_id IN (SELECT id FROM claim WHERE source_id = :source)"
    writer.delete_where("evidence", own, {"source": number})


def keep_text(writer: RowWriter, number: int, name: str, labels: str, text: str) -> None:
    """Keep the text of a source, in the place of one that it has."""
    drop_text(writer, number)
    writer.put("source_text", {"source_id": number, "name": name, "labels": labels, "text": text, "added": now()})


def drop_text(writer: RowWriter, number: int) -> None:
    """Take the text off a source."""
    writer.delete_where("source_text", "source_id = :source", {"source": number})


def _evidence_row(writer: RowWriter, claim: int, piece: Evidence, local: dict[str, int]) -> rows.Row:
    return {"claim_id": claim, "source_id": writer.id_of(piece.key, local), **rows.evidence(piece)}


def _note_numbers(writer: RowWriter, records: Iterable[Record]) -> None:
    """Note the highest number that a claim has, past the log.

    What was given once is not given again after an undo.
    """
    last = [(folded_key(r.key), max(claim.id for claim in r.claims)) for r in records if r.claims]
    writer.connection.executemany(
        "INSERT INTO claim_number (key_folded, last) VALUES (?, ?)"
        " ON CONFLICT (key_folded) DO UPDATE SET last = max(last, excluded.last)",
        last,
    )
