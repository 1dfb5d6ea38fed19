"""Recording claims and the evidence on them.

Adding, changing and removing, each quote looked up in its source's text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist import errors
from readinglist.claims import claims
from readinglist.claims.claims import ClaimText, EvidenceText
from readinglist.library.claims import quotes
from readinglist.library.errors import Collision, EditCollides
from readinglist.library.operation import change, perform, resolve
from readinglist.model.record import Claim, Evidence, Record, Spot, claim_name

if TYPE_CHECKING:
    from readinglist.library.location import Location
    from readinglist.store import Writer

__all__ = ["ClaimText", "EvidenceText"]


class Claimed(NamedTuple):
    """A source, a claim of it, and a piece of evidence where that was dealt with."""

    record: Record
    claim: Claim
    piece: Evidence | None = None

    @property
    def name(self) -> str:
        """The name of the claim: `doe2026#c3`."""
        return claim_name(self.record.key, self.claim.id)


def add_claim(library: Location, key: str, given: ClaimText, *, force: bool = False, dry_run: bool = False) -> Claimed:
    """Add a claim to a source, under a number that none of its claims ever had.

    Its quote is looked up in the source's text, and its place noted. Raises InvalidValue for a claim that states nothing,
    NoSuchSource, and QuoteNotFound unless `force`, which keeps the quote marked.
    """

    def body(opened: Writer) -> Claimed:
        source = resolve(opened, [key])[0]
        old = opened.record(source)
        claim = claims.reworded(Claim(next_number(opened, old), "", created=opened.now), given)
        claim = _looked_up(opened, source, old.key, claim, force=force)
        record = change(opened, [source], lambda record: replace(record, claims=(*record.claims, claim)))[0]
        return Claimed(record, claim)

    return perform(library, f"claim {key}", body, dry_run=dry_run)


def next_number(opened: Writer, record: Record) -> int:
    """Return the next number for a claim of a source, above all that were ever given under its keys."""
    last = opened.last_claim_number((record.key, *record.aliases))
    return max(last, *(claim.id for claim in record.claims), 0) + 1


def edit_claim(
    library: Location,
    name: str,
    given: ClaimText,
    *,
    was: ClaimText | None = None,
    force: bool = False,
    dry_run: bool = False,
) -> Claimed:
    """Change a claim.

    `was` has the parts that the user was shown. Raises NoSuchClaim, EditCollides where one of them is another by now, and what
    `add_claim` raises.
    """

    def body(opened: Writer) -> Claimed:
        source, number = opened.find_claim(name)
        old = opened.record(source)
        standing = claims.find(old, number)
        _check_shown(name, standing, was, given)
        claim = claims.reworded(standing, given)
        if (given.quote, given.locator) != (None, None):
            if given.locator is None and quotes.located(opened, source, standing.quote, standing.locator):
                claim = replace(claim, locator="")
            claim = _looked_up(opened, source, old.key, claim, force=force)
        record = change(opened, [source], lambda record: claims.with_claim(record, number, lambda _: claim))[0]
        return Claimed(record, claim)

    return perform(library, f"edit claim {name}", body, dry_run=dry_run)


def remove_claim(library: Location, name: str, *, was: ClaimText | None = None, dry_run: bool = False) -> Claimed:
    """Take a claim away, with the evidence on it.

    Return it as it was; `was` is as in `edit_claim`. Raises NoSuchClaim, EditCollides.
    """

    def body(opened: Writer) -> Claimed:
        source, number = opened.find_claim(name)
        old = opened.record(source)
        gone = claims.find(old, number)
        _check_shown(name, gone, was, ClaimText())
        record = change(opened, [source], lambda record: claims.with_claim(record, number, lambda _: None))[0]
        return Claimed(record, gone)

    return perform(library, f"remove claim {name}", body, dry_run=dry_run)


def add_evidence(
    library: Location, name: str, given: EvidenceText, *, force: bool = False, dry_run: bool = False
) -> Claimed:
    """Add a piece of evidence to a claim.

    Its quote is looked up in the text of the source that it comes from. Raises NoSuchClaim, NoSuchSource, InvalidValue for
    what is no stance or comes from the claim's own source, and QuoteNotFound unless `force`.
    """

    def body(opened: Writer) -> Claimed:
        source, number = opened.find_claim(name)
        claim = claims.find(opened.record(source), number)
        fresh = Evidence("", "", id=claims.next_piece(claim), created=opened.now)
        piece = _piece(opened, source, fresh, given, force=force)
        claim = replace(claim, evidence=(*claim.evidence, piece))
        record = change(opened, [source], lambda record: claims.with_claim(record, number, lambda _: claim))[0]
        return Claimed(record, claim, piece)

    return perform(library, f"evidence {name} {given.stance} {given.key}", body, dry_run=dry_run)


def edit_evidence(
    library: Location,
    name: str,
    number: int,
    given: EvidenceText,
    *,
    was: EvidenceText | None = None,
    force: bool = False,
    dry_run: bool = False,
) -> Claimed:
    """Change a piece of evidence.

    `was` is as in `edit_claim`. Raises NoSuchEvidence, and what `add_evidence` raises.
    """

    def body(opened: Writer) -> Claimed:
        source, claim_number = opened.find_claim(name)
        old = opened.record(source)
        claim = claims.find(old, claim_number)
        standing = claims.find_piece(old, claim, number)
        _check_shown(f"evidence {number} of {name}", standing, was, given)
        piece = _piece(opened, source, standing, given, force=force)
        claim = claims.with_piece(claim, number, lambda _: piece)
        record = change(opened, [source], lambda r: claims.with_claim(r, claim_number, lambda _: claim))[0]
        return Claimed(record, claim, piece)

    return perform(library, f"edit evidence {number} of {name}", body, dry_run=dry_run)


def remove_evidence(
    library: Location, name: str, number: int, *, was: EvidenceText | None = None, dry_run: bool = False
) -> Claimed:
    """Take a piece of evidence off a claim.

    Return it as it was; `was` is as in `edit_claim`. Raises NoSuchClaim, NoSuchEvidence, EditCollides.
    """

    def body(opened: Writer) -> Claimed:
        source, claim_number = opened.find_claim(name)
        old = opened.record(source)
        claim = claims.find(old, claim_number)
        gone = claims.find_piece(old, claim, number)
        _check_shown(f"evidence {number} of {name}", gone, was, EvidenceText())
        claim = claims.with_piece(claim, number, lambda _: None)
        record = change(opened, [source], lambda r: claims.with_claim(r, claim_number, lambda _: claim))[0]
        return Claimed(record, claim, gone)

    return perform(library, f"remove evidence {number} of {name}", body, dry_run=dry_run)


def _check_shown(
    name: str, standing: Claim | Evidence, was: ClaimText | EvidenceText | None, given: ClaimText | EvidenceText
) -> None:
    """Raise EditCollides where a part of what stands is another than the one that was shown."""
    shown = {part: value for part, value in was._asdict().items() if value is not None} if was else {}
    others = [
        Collision(name, f"the {part}", str(getattr(standing, part)), str(getattr(given, part) or ""))
        for part, value in shown.items()
        if getattr(standing, part) != value
    ]
    if others:
        raise EditCollides(others)


def _looked_up(opened: Writer, source: int, key: str, claim: Claim, *, force: bool) -> Claim:
    locator, spot = quotes.looked_up(opened, source, key, claim.quote, claim.locator, force=force)
    return replace(claim, locator=locator, spot=spot)


def _piece(opened: Writer, source: int, piece: Evidence, given: EvidenceText, *, force: bool) -> Evidence:
    """Return a piece of evidence with what was given, its source by its key, its quote looked up in that one's text."""
    was, piece = piece, claims.reargued(piece, given)
    bearing = opened.find(piece.key)
    if bearing == source:
        raise errors.InvalidValue("evidence", piece.key, "a source is no evidence for what it claims itself")
    piece = replace(piece, key=opened.key_of(bearing))
    if (given.quote, given.locator, given.key) == (None, None, None):
        return piece
    follows = was.key == piece.key and given.locator is None and was.quote != piece.quote
    if follows and quotes.located(opened, bearing, was.quote, was.locator):
        piece = replace(piece, locator="")
    locator, spot = quotes.looked_up(opened, bearing, piece.key, piece.quote, piece.locator, force=force)
    return replace(piece, locator=locator, spot=spot if piece.quote else Spot())
