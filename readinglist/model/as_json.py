"""Sources, claims and evidence as the JSON contract has them (docs/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readinglist.model import colours
from readinglist.model.record import claim_name

if TYPE_CHECKING:
    from readinglist.model.attachment import AttachedFile, Attachment, Highlight
    from readinglist.model.record import Claim, Evidence, Identifier, Note, Record, Spot


def as_dict(record: Record, *, private: bool = True) -> dict[str, Any]:
    """Return a source as a dictionary of the JSON contract.

    Without `private` it holds nothing that the reader wrote, but public notes.
    """
    shown = [note for note in record.notes if private or note.public]
    value: dict[str, Any] = {
        "key": record.key,
        "type": record.type,
        "title": record.title,
        "date": record.date,
        "year": record.year,
        "contributors": [
            {name: getattr(person, name) for name in ("role", "family", "given", "prefix", "suffix", "literal")}
            for person in record.contributors
        ],
        "identifiers": _by_scheme(record.identifiers),
        "fields": {field.name: field.plain for field in record.fields},
        "tags": list(record.tags),
        "aliases": list(record.aliases),
        "notes": [note_as_dict(note, private=private) for note in shown],
        "links": [{"relation": x.relation, "key": x.key, "direction": x.direction} for x in record.links],
    }
    if private:
        value |= {"status": record.status or None, "via": record.via or None, "why": record.why or None}
        value |= {"priority": record.priority, "added": record.added, "changed": record.changed}
        value["unresolved"] = record.unresolved
        value["marks"] = [{"name": mark.name, "detail": mark.detail, "at": mark.at} for mark in record.marks]
        value["claims"] = [claim_as_dict(record.key, claim) for claim in record.claims]
        value["text"] = record.text or None
        value["attachments"] = [attachment_as_dict(one) for one in record.attachments]
        value["bears"] = [
            {"claim": x.claim, "statement": x.statement, **evidence_as_dict(x.evidence)} for x in record.bears
        ]
    return value


def note_as_dict(note: Note, *, private: bool = True) -> dict[str, Any]:
    """Return a note as a dictionary of the JSON contract; `private` also what it was made of in a file."""
    value = {"id": note.id, "text": note.text, "quote": note.quote, "locator": note.locator, "public": note.public}
    return value | ({"highlight": _highlight(note.highlight)} if private and note.highlight else {})


def _highlight(highlight: Highlight) -> dict[str, Any]:
    return {
        "sha256": highlight.file,
        "page_index": highlight.page,
        "boxes": [list(box) for box in highlight.boxes],
        "kind": highlight.kind or None,
        "colour": highlight.colour or None,
        "colour_name": colours.name(highlight.colour) or None,
        "author": highlight.author or None,
        "at": highlight.at or None,
    }


def attachment_as_dict(one: Attachment) -> dict[str, Any]:
    """Return an attachment as a dictionary of the JSON contract; its path is as it is kept."""
    value = one._asdict() | {name: getattr(one, name) or None for name in ("url", "fetched", "archived", "pages")}
    del value["marks"]  # which only the next reading of them needs
    return value


def attached_file_as_dict(file: AttachedFile, place: str, *, is_there: bool) -> dict[str, Any]:
    """Return an attachment with its source, where it is, and what was read in it."""
    read = {"state": file.state or None, "message": file.message, "pages": file.pages}
    return {"source": file.key, **attachment_as_dict(file.attachment), "file": place, "there": is_there, "text": read}


def claim_as_dict(key: str, claim: Claim) -> dict[str, Any]:
    """Return a claim of a source as a dictionary of the JSON contract.

    Verdict and note are words of the reader, which are private.
    """
    return {
        "id": claim_name(key, claim.id),
        "source": key,
        "statement": claim.statement,
        "quote": claim.quote,
        "locator": claim.locator,
        "found": _spot(claim.spot),
        "verdict": claim.verdict,
        "note": claim.note,
        "evidence": [evidence_as_dict(piece) for piece in claim.evidence],
    }


def evidence_as_dict(piece: Evidence) -> dict[str, Any]:
    """Return a piece of evidence as a dictionary of the JSON contract."""
    return {
        "id": piece.id,
        "source": piece.key,
        "stance": piece.stance,
        "quote": piece.quote,
        "locator": piece.locator,
        "found": _spot(piece.spot),
        "note": piece.note,
        "checked": piece.checked,
    }


def _spot(spot: Spot) -> dict[str, Any] | None:
    """Return where a quote was found.

    None where there was no text to look in.
    """
    if not spot.state:
        return None
    if spot.state == "absent":
        return {"state": spot.state, "offset": None, "page": None, "line": None}
    place = {"state": spot.state, "offset": spot.start, "page": spot.page or None, "line": spot.line}
    return place | ({"sha256": spot.sha256} if spot.sha256 else {})


def _by_scheme(identifiers: tuple[Identifier, ...]) -> dict[str, str]:
    """Return the first value of each scheme.

    The fields hold all of them.
    """
    values: dict[str, str] = {}
    for identifier in identifiers:
        values.setdefault(identifier.scheme, identifier.value)
    return values
