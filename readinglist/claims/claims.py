"""The rules for claims and evidence.

What a claim or a piece of evidence may hold, and how a source's claims change when one is recorded, edited or removed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist import errors
from readinglist.claims.errors import NoSuchClaim, NoSuchEvidence
from readinglist.model import stances
from readinglist.model.record import Claim, Evidence, Record, claim_name
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class ClaimText(NamedTuple):
    """The parts of a claim that a user gives.

    None leaves a part of an existing claim as it is.
    """

    statement: str | None = None
    quote: str | None = None
    locator: str | None = None
    verdict: str | None = None
    note: str | None = None


class EvidenceText(NamedTuple):
    """The parts of a piece of evidence that a user gives.

    None leaves a part of an existing piece as it is.
    """

    stance: str | None = None
    key: str | None = None
    quote: str | None = None
    locator: str | None = None
    note: str | None = None
    checked: bool | None = None


class Stated(NamedTuple):
    """A claim together with the source that makes it."""

    source: Record
    claim: Claim

    @property
    def name(self) -> str:
        """The name of the claim in every command: `doe2026#c3`."""
        return claim_name(self.source.key, self.claim.id)


class Filter(NamedTuple):
    """Which claims to list.

    Those with all `words` in their statement, quote, verdict or note; with a verdict; with evidence of a stance; with
    evidence that is unchecked; or without evidence (`bare`).
    """

    words: str = ""
    verdict: str = ""
    stance: str = ""
    unchecked: bool = False
    bare: bool = False

    def takes(self, claim: Claim) -> bool:
        """Whether a claim passes the filter."""
        searched = text.fold(f"{claim.statement} {claim.quote} {claim.verdict} {claim.note}")
        return (
            all(word in searched for word in text.fold(self.words).split())
            and text.fold(self.verdict) in text.fold(claim.verdict)
            and (not self.stance or any(piece.stance == self.stance for piece in claim.evidence))
            and not (self.unchecked and all(piece.checked for piece in claim.evidence))
            and not (self.bare and claim.evidence)
        )


def check_stance(name: str) -> str:
    """Return a stance by its name or the beginning of it.

    `supp` → `supports`; `Qualifies` → `qualifies`. Raises InvalidValue, with the list of stances, where none or several
    begin so.
    """
    plain = name.strip().lower()
    # An empty word begins every stance, and must not mean one.
    found = [stance for stance in stances.NAMES if plain and stance.startswith(plain)]
    if len(found) != 1:
        raise errors.InvalidValue("stance", name, f"choose one of {', '.join(stances.NAMES)}")
    return found[0]


def reworded(claim: Claim, given: ClaimText) -> Claim:
    """Return a claim with the given parts replaced.

    Raises InvalidValue where it then states nothing.
    """
    changed = replace(claim, **{name: value for name, value in given._asdict().items() if value is not None})
    if not changed.statement.strip():
        raise errors.InvalidValue("claim", changed.statement, "a claim says in a sentence what the source states")
    return changed


def reargued(piece: Evidence, given: EvidenceText) -> Evidence:
    """Return a piece of evidence with the given parts replaced.

    Raises InvalidValue for an invalid stance.
    """
    parts = {name: value for name, value in given._asdict().items() if value is not None}
    if given.stance is not None:
        parts["stance"] = check_stance(given.stance)
    return replace(piece, **parts)


def find(record: Record, number: int) -> Claim:
    """Return a claim of a source by its number.

    Raises NoSuchClaim.
    """
    for claim in record.claims:
        if claim.id == number:
            return claim
    raise NoSuchClaim(claim_name(record.key, number), len(record.claims))


def find_piece(record: Record, claim: Claim, number: int) -> Evidence:
    """Return a piece of evidence by its number.

    Raises NoSuchEvidence.
    """
    for piece in claim.evidence:
        if piece.id == number:
            return piece
    raise NoSuchEvidence(claim_name(record.key, claim.id), number)


def next_piece(claim: Claim) -> int:
    """Return the number of the next piece of evidence."""
    return max((piece.id for piece in claim.evidence), default=0) + 1


def with_claim(record: Record, number: int, edit: Callable[[Claim], Claim | None]) -> Record:
    """Return a source with one claim replaced by `edit`.

    The claim is removed where `edit` returns None. Raises NoSuchClaim.
    """
    find(record, number)
    passed = (edit(claim) if claim.id == number else claim for claim in record.claims)
    return replace(record, claims=tuple(claim for claim in passed if claim is not None))


def with_piece(claim: Claim, number: int, edit: Callable[[Evidence], Evidence | None]) -> Claim:
    """Return a claim with one piece of evidence replaced by `edit`.

    The piece is removed where `edit` returns None.
    """
    passed = (edit(piece) if piece.id == number else piece for piece in claim.evidence)
    return replace(claim, evidence=tuple(piece for piece in passed if piece is not None))


class Quoted(NamedTuple):
    """A quote of a source.

    `where` says what holds it: `note 2`, or the name of a claim or of a piece of evidence. Then the quote, and its
    locator.
    """

    where: str
    quote: str
    locator: str


def quoted(record: Record) -> Iterator[Quoted]:
    """Yield the quotes that are from a source.

    Those of its notes, those of its claims, and those of the evidence that it gives to claims.
    """
    for note in record.notes:
        yield Quoted(f"note {note.id}", note.quote, note.locator)
    for claim in record.claims:
        yield Quoted(claim_name(record.key, claim.id), claim.quote, claim.locator)
    for bearing in record.bears:
        piece = bearing.evidence
        yield Quoted(f"{bearing.claim} evidence {piece.id}", piece.quote, piece.locator)
