"""The part of the writer that keeps claims, their evidence, and the texts of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model.key_folding import folded_key
from readinglist.store.sqlite import rows, write_attached

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from readinglist.model.record import Evidence, Record
    from readinglist.store.sqlite.write_rows import RowWriter


def add(writer: RowWriter, numbered: Sequence[tuple[int, Record]], local: Mapping[str, int]) -> None:
    """Add the claims of new sources, which have their ids.

    `local` has the ids behind the keys that they name.
    """
    claims = [(number, claim) for number, record in numbered for claim in record.claims]
    first = writer.next_id("claim") if claims else 0
    writer.insert("claim", [{"source_id": number, **rows.claim(claim)} for number, claim in claims])
    pieces = [(n, piece) for n, (_, claim) in enumerate(claims, first) for piece in claim.evidence]
    writer.insert("evidence", [_evidence_row(n, piece, local) for n, piece in pieces])
    _note_numbers(writer, (record for _, record in numbered))


def save(writer: RowWriter, page: Sequence[tuple[int, Record, Record]], local: Mapping[str, int]) -> None:
    """Bring claims and their evidence from the old to the new record (id, old, new), row by row."""
    moved = [(number, new) for number, old, new in page if old.claims != new.claims]
    if not moved:
        return
    ids = [number for number, _ in moved]
    before = writer.by_source("claim", "source_id", ids)
    found = writer.by_source("evidence", "claim_id", [row["id"] for rows_ in before.values() for row in rows_])
    kept = {number: {claim.id for claim in new.claims} for number, new in moved}
    gone = [row["id"] for number, rows_ in before.items() for row in rows_ if row["number"] not in kept[number]]
    writer.sync("evidence", [(found.pop(claim, []), ()) for claim in gone])  # it names the claims
    wanted = [[{"source_id": number, **rows.claim(claim)} for claim in new.claims] for number, new in moved]
    writer.sync("claim", [(before.get(number, []), own) for number, own in zip(ids, wanted, strict=True)])
    standing = writer.by_source("claim", "source_id", ids)  # new claims have their ids now
    numbers = {(row["source_id"], row["number"]): row["id"] for rows_ in standing.values() for row in rows_}
    pieces = [(numbers[number, claim.id], claim.evidence) for number, new in moved for claim in new.claims]
    writer.sync("evidence", [(found.get(n, []), [_evidence_row(n, one, local) for one in own]) for n, own in pieces])
    _note_numbers(writer, (new for _, new in moved))


def remove(writer: RowWriter, given: Mapping[str, str], these: str) -> None:
    """Take away the evidence on the claims of sources that go; what the sources themselves have goes with them.

    `these` has their ids in SQL, with what is `given`.
    """
    writer.delete_where("evidence", f"claim_id IN (SELECT id FROM claim WHERE source_id IN {these})", given)


def keep_text(writer: RowWriter, number: int, name: str, labels: str, text: str) -> None:
    """Keep the text of a source, in the place of one that it has."""
    drop_text(writer, number)
    row = {"source_id": number, "name": name, "labels": labels, "text": text, "added": writer.now}
    writer.insert("source_text", [row | {"sha256": write_attached.keep_text(writer.connection, text)}])


def drop_text(writer: RowWriter, number: int) -> None:
    """Take the text off a source."""
    writer.delete_where("source_text", "source_id = :source", {"source": number})


def _evidence_row(claim: int, piece: Evidence, local: Mapping[str, int]) -> rows.Row:
    return {"claim_id": claim, "source_id": local[folded_key(piece.key)], **rows.evidence(piece)}


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
