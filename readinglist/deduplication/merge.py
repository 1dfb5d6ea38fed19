"""Merging two sources: their fields, and what readers added."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from readinglist.model import biblatex, identifiers, schemes
from readinglist.model.attachment import last_number
from readinglist.model.key_folding import folded_key
from readinglist.model.record import UNRESOLVED, claim_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from readinglist.model.attachment import Attachment
    from readinglist.model.record import Claim, Evidence, Field, Link, Mark, Note, Record

Prefer = Literal["keep", "other", "longer"]
PREFERENCES: tuple[Prefer, ...] = ("keep", "other", "longer")
# From the least to the most that a reader decided: of two sources the merged one has the later status. Not the order of
# `STATUSES`: to drop a source says more than to leave it in the inbox, and less than to queue it.
_STATUSES = ("", "inbox", "dropped", "queued", "reading", "read")


class Left(NamedTuple):
    """A value that a merged source does not keep.

    `field` is the name of its field, `instead` the value that is kept.
    """

    field: str
    value: str
    instead: str


class FieldChoice(NamedTuple):
    """The result of choosing between the fields of two sources.

    `changes` are for the source that is kept, by name of the field; None removes a field. `left` are the values not kept.
    """

    changes: dict[str, str | None]
    left: tuple[Left, ...]
    type: str


def choose(
    keep: Record, other: Record, *, prefer: Prefer = "keep", take: Mapping[str, bool] | None = None
) -> FieldChoice:
    """Return which fields a source keeps and which it gets from another.

    Where both have a field, `prefer` decides whose value is kept; `take` decides for single fields by BibLaTeX name, True
    for the other's. A second DOI, ISBN, number or address is kept beside the first, as `doi_2`.
    """
    chooser = _Chooser(keep, prefer, take or {})
    chooser.take_date(other)
    for field in other.fields:
        if field.name.lower() not in biblatex.ISSUED and biblatex.canonical(field.name) != "keywords":
            chooser.take_field(field)
    theirs = other.type.lower() != keep.type.lower() and chooser.prefers_other("type", keep.type, other.type)
    return FieldChoice(chooser.changes, tuple(chooser.left), other.type if theirs else keep.type)


class _Chooser:
    """Collects the choices, field by field."""

    def __init__(self, keep: Record, prefer: Prefer, take: Mapping[str, bool]) -> None:
        self.keep = keep
        self.prefer = prefer
        self.wishes = take
        self.changes: dict[str, str | None] = {}
        self.left: list[Left] = []

    def prefers_other(self, name: str, mine: str, theirs: str) -> bool:
        wish = self.wishes.get(biblatex.canonical(name))
        if wish is not None:
            return wish
        return self.prefer == "other" or (self.prefer == "longer" and name != "type" and len(theirs) > len(mine))

    def take_field(self, theirs: Field) -> None:
        mine = self.keep.field(theirs.name)
        if mine is None:
            self.changes[theirs.name] = theirs.raw
        elif mine.plain != theirs.plain:
            name = biblatex.canonical(theirs.name)
            wins = self.prefers_other(name, mine.plain, theirs.plain)
            stays, goes = (theirs, mine) if wins else (mine, theirs)
            if wins:
                self.changes[theirs.name] = theirs.raw
            if name in schemes.FIELDS:
                self._keep_beside(name, goes, stays)
            else:
                self.left.append(Left(name, goes.plain, stays.plain))

    def _keep_beside(self, name: str, second: Field, first: Field) -> None:
        if identifiers.from_fields({name: second.plain}) == identifiers.from_fields({name: first.plain}):
            return
        number = 2
        while self.keep.field(f"{name}_{number}") or f"{name}_{number}" in self.changes:
            number += 1
        self.changes[f"{name}_{number}"] = second.raw

    def take_date(self, other: Record) -> None:
        """Choose between the dates as wholes.

        These are `date`, or `year` and `month`.
        """
        mine = [field for field in self.keep.fields if field.name.lower() in biblatex.ISSUED]
        theirs = [field for field in other.fields if field.name.lower() in biblatex.ISSUED]
        if not theirs or self.keep.date == other.date:
            return
        wish = next((self.wishes[name] for name in biblatex.ISSUED if name in self.wishes), None)
        wins = self.prefers_other("date", self.keep.date, other.date) if wish is None else wish
        if not mine or wins:
            self.changes |= {field.name: None for field in mine}
            self.changes |= {field.name: field.raw for field in theirs}
        if mine:
            stays, goes = (other.date, self.keep.date) if wins else (self.keep.date, other.date)
            self.left.append(Left("date", goes, stays))


def united(keep: Record, other: Record, last_claim: int = 0) -> Record:
    """Return the source that is kept, with the other's additions.

    These are aliases, notes, links, claims, attachments, what each is in other libraries, and the place in the queue; fields and tags are not changed. The other's claims
    are still found by their names; they keep their numbers where these are above `last_claim`, the highest that a claim of
    the source that is kept ever had.
    """
    number = max((note.id for note in keep.notes), default=0)
    aliases = [name for name in (*keep.aliases, other.key, *other.aliases) if folded_key(name) != folded_key(keep.key)]
    return replace(
        keep,
        aliases=tuple(dict.fromkeys(aliases)),
        notes=(*keep.notes, *_new_notes(keep.notes, other.notes, number)),
        links=tuple(_united_links(keep, other)),
        claims=tuple(_united_claims(keep, other, last_claim)),
        status=max(keep.status, other.status, key=_STATUSES.index),
        via=next((via for via in (keep.via, other.via) if via not in ("", keep.key, other.key)), ""),
        why=keep.why or other.why,
        priority=max(keep.priority, other.priority, key=abs),
        added=min(keep.added, other.added),
        marks=_united_marks(keep, other),
        attachments=_united_attachments(keep, other),
        counterparts=keep.counterparts + other.counterparts,
    )


def _united_attachments(keep: Record, other: Record) -> tuple[Attachment, ...]:
    """Return the files of both, each content once."""
    known = {one.sha256 for one in keep.attachments}
    number = last_number(keep.attachments)
    fresh = [one for one in other.attachments if one.sha256 not in known]
    return keep.attachments + tuple(one._replace(id=n) for n, one in enumerate(fresh, number + 1))


def _united_marks(keep: Record, other: Record) -> tuple[Mark, ...]:
    """Return the marks of both.

    Where one of the two is resolved, the merged source is no stub.
    """
    marks = {mark.name: mark for mark in (*other.marks, *keep.marks)}
    if not (keep.unresolved and other.unresolved):
        marks.pop(UNRESOLVED, None)
    return tuple(marks.values())


def _new_notes(known: Iterable[Note], more: Iterable[Note], number: int) -> Iterable[Note]:
    known_words = {(note.text, note.quote, note.locator) for note in known}
    fresh = [note for note in more if (note.text, note.quote, note.locator) not in known_words]
    return (replace(note, id=n) for n, note in enumerate(fresh, number + 1))


def _united_links(keep: Record, other: Record) -> Iterable[Link]:
    links: dict[tuple[str, str], Link] = {}
    for link in (*keep.links, *other.links):
        if link.direction == "out" and link.key not in (keep.key, other.key):
            links.setdefault((link.relation, link.key), link)
    return links.values()


def _united_claims(keep: Record, other: Record, last: int) -> Iterable[Claim]:
    """Return the claims of both, each once, with their former names."""
    claims = {_statement_and_quote(claim): _with_evidence_moved(claim, other.key, keep.key) for claim in keep.claims}
    last = max(last, *(claim.id for claim in keep.claims), 0)
    number = max(last, *(claim.id for claim in other.claims), 0) + 1
    for theirs in other.claims:
        names = tuple(claim_name(key, theirs.id) for key in (other.key, *other.aliases)) + theirs.former
        new = theirs.id if theirs.id > last else number
        mine = claims.get(_statement_and_quote(theirs)) or replace(theirs, id=new, evidence=(), former=())
        number += mine.id == number
        evidence = _united_evidence(mine, _with_evidence_moved(theirs, other.key, keep.key).evidence)
        claims[_statement_and_quote(theirs)] = replace(mine, evidence=evidence, former=(*mine.former, *names))
    return claims.values()


def _statement_and_quote(claim: Claim) -> tuple[str, str]:
    return claim.statement.casefold(), claim.quote


def _with_evidence_moved(claim: Claim, gone: str, key: str) -> Claim:
    """Return a claim with evidence moved to the other source."""
    return replace(claim, evidence=tuple(replace(x, key=key) if x.key == gone else x for x in claim.evidence))


def _united_evidence(claim: Claim, more: Iterable[Evidence]) -> tuple[Evidence, ...]:
    known = {(x.stance, x.key, x.quote, x.note) for x in claim.evidence}
    number = max((piece.id for piece in claim.evidence), default=0)
    fresh = [piece for piece in more if (piece.stance, piece.key, piece.quote, piece.note) not in known]
    return claim.evidence + tuple(replace(piece, id=n) for n, piece in enumerate(fresh, number + 1))


def repointed(record: Record, gone: str, key: str) -> Record:
    """Return a third source that names the merged source, not the removed one.

    This concerns its links, its `via` and the evidence for its claims.
    """
    links = [replace(link, key=key) if (link.key, link.direction) == (gone, "out") else link for link in record.links]
    kept = {(link.relation, link.key, link.direction): link for link in links if link.key != record.key}
    claims = tuple(_with_evidence_moved(claim, gone, key) for claim in record.claims)
    return replace(record, links=tuple(kept.values()), via=key if record.via == gone else record.via, claims=claims)
