"""A source as the files of a dump, and back: what git is to merge apart stands apart, and what follows from other values is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist.formats import bibtex
from readinglist.library.dump import form
from readinglist.model import provenance
from readinglist.model.attachment import Attachment, Highlight
from readinglist.model.beside import Beside
from readinglist.model.counterpart import Counterpart
from readinglist.model.record import Claim, Evidence, Link, Mark, Note, Origin, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from readinglist.library.dump.checked import Checked
    from readinglist.model.record import Record

SOURCES, NOTES, CLAIMS, EVIDENCE, FILES, TEXTS = "sources", "notes", "claims", "evidence", "attachments", "texts"
_TAGS = "keywords"
_BETWEEN = ", "
_SPOT = ("state", "start", "page", "line", "sha256")


class Dumped(NamedTuple):
    """A source as a dump has it: its record, and what is kept beside it. `file` is where it stands."""

    record: Record
    beside: Beside
    file: str


def as_files(record: Record, beside: Beside) -> Iterator[tuple[str, str]]:
    """Yield the files of a source: the path of each below the dump, and its text."""
    name = form.file_name(record.key)
    yield f"{SOURCES}/{name}.json", form.written(_head(record, beside))
    for note in record.notes:
        yield f"{NOTES}/{name}/{beside.notes[note.id]}.md", _note(note)
    for one in record.attachments:
        values = one._asdict()
        number = values.pop("id")
        yield f"{FILES}/{name}/{beside.attachments[one.id]}.json", form.written(values | {"number": number})
    for claim in record.claims:
        yield f"{CLAIMS}/{name}/{beside.claims[claim.id]}.json", form.written(_claim(claim))
        for piece in claim.evidence:
            uid = beside.evidence[claim.id, piece.id]
            yield f"{EVIDENCE}/{name}/{uid}.json", form.written(_evidence(piece, beside.claims[claim.id]))
    if beside.text:
        title, labels, text, added = beside.text
        yield f"{TEXTS}/{name}.md", form.text_with_head({"name": title, "labels": labels, "added": added}, text)


def _head(record: Record, beside: Beside) -> dict[str, Any]:
    origins = {origin.field: origin for origin in record.origins}
    fields = [_field(field.name, field.raw, origins) for field in record.fields]
    words = _words(record)
    if words is not None:
        fields = [[name] if name.lower() == _TAGS else [name, *rest] for name, *rest in fields]
    return {
        "key": record.key,
        "type": record.type,
        "uid": beside.uid,
        "added": record.added,
        "status": record.status,
        "queued": beside.queued,
        "via": record.via,
        "why": record.why,
        "priority": record.priority,
        "pinned": record.pinned,
        "origin": record.origin,
        "fetched": record.fetched,
        "fields": fields,
        "tags": words or [],
        "macros": [[macro.name, macro.value] for macro in record.macros],
        "aliases": [*record.aliases],
        "links": sorted(
            [link.relation, link.key, beside.links.get((link.relation, link.key), "")]
            for link in record.links
            if link.direction == "out"
        ),
        "origins": sorted([one.field, one.agent, one.at, one.base] for one in origins.values()),
        "marks": sorted([mark.name, mark.detail, mark.at] for mark in record.marks),
        "counterparts": sorted([*one] for one in record.counterparts),
    }


def _field(name: str, raw: str, origins: dict[str, Origin]) -> list[Any]:
    """Return a field with where it came from, which so is merged with it; of two fields of one origin the first has it."""
    origin = origins.pop(provenance.kept_as(name), None)
    return [name, raw, origin.agent, origin.at, origin.base] if origin else [name, raw]


def _words(record: Record) -> list[str] | None:
    """Return the keywords one by one, where the field is just these in braces; None where it is more."""
    fields = [field for field in record.fields if field.name.lower() == _TAGS]
    if len(fields) != 1:
        return None
    raw = fields[0].raw
    words = raw[1:-1].split(_BETWEEN)
    is_plain = raw[:1] + raw[-1:] == "{}" and all(word and not set(word) & set("{},\n") for word in words)
    has_origin = any(origin.field == _TAGS for origin in record.origins)
    return words if is_plain and not has_origin else None


def _note(note: Note) -> str:
    head = {
        "number": note.id,
        "quote": note.quote,
        "locator": note.locator,
        "public": note.public,
        "created": note.created,
    }
    return form.text_with_head(head | {"highlight": note.highlight._asdict() if note.highlight else None}, note.text)


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "number": claim.id,
        "statement": claim.statement,
        "quote": claim.quote,
        "locator": claim.locator,
        "verdict": claim.verdict,
        "note": claim.note,
        "former": [*claim.former],
        "created": claim.created,
        "spot": _spot(claim.spot),
    }


def _evidence(piece: Evidence, claim: str) -> dict[str, Any]:
    return {
        "claim": claim,
        "number": piece.id,
        "stance": piece.stance,
        "source": piece.key,
        "quote": piece.quote,
        "locator": piece.locator,
        "note": piece.note,
        "checked": piece.checked,
        "created": piece.created,
        "spot": _spot(piece.spot),
    }


def _spot(spot: Spot) -> list[Any]:
    return [getattr(spot, name) for name in _SPOT]


def of_files(head: Checked, parts: Mapping[str, Mapping[str, Checked]], changed: str) -> Dumped:
    """Return the source that is in these files; `parts` are those of its folders, by folder and uid. Raises UnreadableDump."""
    origins: list[Origin] = []
    pairs = [_pair(field, head, origins) for field in head.rows("fields", least=1, most=5)]
    macros = {name.lower(): value for name, value in head.texts("macros", 2)}
    record = bibtex.build(head.text("key"), head.text("type"), pairs, macros)
    claims, claim_uids, evidence_uids = _claims(parts)
    notes = sorted(((one.number("number"), uid, one) for uid, one in parts.get(NOTES, {}).items()), key=lambda x: x[:2])
    files = sorted(((one.number("number"), uid, one) for uid, one in parts.get(FILES, {}).items()), key=lambda x: x[:2])
    note_numbers, file_numbers = _numbers([n for n, *_ in notes]), _numbers([n for n, *_ in files])
    links = head.texts("links", 3)
    origins += [Origin(*_origin(row, head)) for row in head.rows("origins", least=4, most=4)]
    record = replace(
        record,
        aliases=tuple(head.words("aliases")),
        notes=tuple(_read_note(number, one) for number, (_, _, one) in zip(note_numbers, notes, strict=True)),
        links=tuple(Link(relation, key) for relation, key, _ in links),
        claims=claims,
        attachments=tuple(_read_file(number, one) for number, (_, _, one) in zip(file_numbers, files, strict=True)),
        status=head.text("status"),
        via=head.text("via"),
        why=head.text("why"),
        priority=head.number("priority"),
        added=head.text("added"),
        changed=changed,
        pinned=head.flag("pinned"),
        origin=head.text("origin"),
        fetched=head.text("fetched"),
        origins=tuple(sorted(origins, key=lambda one: one.at)),
        marks=tuple(Mark(*row) for row in head.texts("marks", 3)),
        counterparts=tuple(Counterpart(*row) for row in head.texts("counterparts", 3)),
    )
    text = parts.get(TEXTS, {}).get("")
    beside = Beside(
        uid=head.text("uid"),
        changed=changed,
        queued=head.text("queued"),
        notes={number: uid for number, (_, uid, _) in zip(note_numbers, notes, strict=True)},
        claims=claim_uids,
        evidence=evidence_uids,
        attachments={number: uid for number, (_, uid, _) in zip(file_numbers, files, strict=True)},
        links={(relation, key): added for relation, key, added in links},
        text=(text.text("name"), text.text("labels"), text.body, text.text("added")) if text else None,
    )
    return Dumped(record, beside, head.file)


def _pair(field: list[Any], head: Checked, origins: list[Origin]) -> tuple[str, str]:
    name, *rest = field
    if not rest:
        return head.of_text("fields", name), "{" + _BETWEEN.join(head.words("tags")) + "}"
    raw, *origin = rest
    if len(origin) not in (0, 3):
        head.fail("`fields` has a list that is neither name and value nor these with agent, time and base")
    if origin:
        origins.append(Origin(provenance.kept_as(head.of_text("fields", name)), *_origin([name, *origin], head)[1:]))
    return head.of_text("fields", name), head.of_text("fields", raw)


def _origin(row: list[Any], head: Checked) -> tuple[str, str, str, str | None]:
    field, agent, at, base = row
    plain = None if base is None else head.of_text("origins", base)
    return head.of_text("origins", field), head.of_text("origins", agent), head.of_text("origins", at), plain


def _numbers(given: list[int]) -> list[int]:
    """Return numbers in order, each once: of two that are the same, as two people gave them, the second gets the next that is free."""
    taken = set(given)
    met: set[int] = set()
    found = []
    for number in given:
        while number in met or number < 1:
            number = max(taken) + 1  # noqa: PLW2901 - the number that it has from now on
            taken.add(number)
        met.add(number)
        found.append(number)
    return found


def _claims(
    parts: Mapping[str, Mapping[str, Checked]],
) -> tuple[tuple[Claim, ...], dict[int, str], dict[tuple[int, int], str]]:
    found = sorted(
        ((one.number("number"), uid, one) for uid, one in parts.get(CLAIMS, {}).items()), key=lambda x: x[:2]
    )
    pieces: dict[str, list[tuple[int, str, Checked]]] = {}
    for uid, one in parts.get(EVIDENCE, {}).items():
        pieces.setdefault(one.text("claim"), []).append((one.number("number"), uid, one))
    claims: list[Claim] = []
    uids: dict[int, str] = {}
    evidence: dict[tuple[int, int], str] = {}
    for number, (_, uid, one) in zip(_numbers([n for n, *_ in found]), found, strict=True):
        own = sorted(pieces.pop(uid, ()), key=lambda x: x[:2])
        numbered = list(zip(_numbers([n for n, *_ in own]), own, strict=True))
        uids[number] = uid
        evidence |= {(number, n): piece for n, (_, piece, _) in numbered}
        claims.append(_read_claim(number, one, tuple(_read_evidence(n, each) for n, (_, _, each) in numbered)))
    for orphans in pieces.values():
        orphans[0][2].fail("the claim that it is evidence for is not there")
    return tuple(claims), uids, evidence


def _read_note(number: int, one: Checked) -> Note:
    return Note(
        number,
        one.body,
        one.text("quote"),
        one.text("locator"),
        one.flag("public"),
        one.text("created"),
        _highlight(one),
    )


def _highlight(one: Checked) -> Highlight | None:
    kept = one.values.get("highlight")
    if kept is None:
        return None
    try:
        boxes = tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in kept.pop("boxes"))
        return Highlight(**kept, boxes=boxes)
    except (ValueError, TypeError, KeyError, AttributeError):
        one.fail("its highlight is none")


def _read_file(number: int, one: Checked) -> Attachment:
    texts = {name: one.text(name) for name in Attachment._fields if name not in ("id", "linked", "size")}
    return Attachment(number, linked=one.flag("linked"), size=one.number("size"), **texts)


def _read_claim(number: int, one: Checked, evidence: tuple[Evidence, ...]) -> Claim:
    texts = {name: one.text(name) for name in ("statement", "quote", "locator", "verdict", "note", "created")}
    return Claim(number, evidence=evidence, spot=_read_spot(one), former=tuple(one.words("former")), **texts)


def _read_evidence(number: int, one: Checked) -> Evidence:
    texts = {name: one.text(name) for name in ("stance", "quote", "locator", "note", "created")}
    return Evidence(key=one.text("source"), id=number, checked=one.flag("checked"), spot=_read_spot(one), **texts)


def _read_spot(one: Checked) -> Spot:
    row = one.row("spot", [str, int, str, int, str])
    return Spot(*row)
