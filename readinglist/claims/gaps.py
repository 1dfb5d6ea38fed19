"""What is missing between claims and evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist import errors
from readinglist.claims import dependencies
from readinglist.model import stances
from readinglist.model.record import Claim, claim_name
from readinglist.util.text import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from readinglist.claims.dependencies import Web
    from readinglist.model.record import Evidence, Spot

# The kinds of gaps, with their meanings, in the order in which they are reported.
KINDS = {
    "no-evidence": "a claim without evidence, or with background only",
    "unchecked": "a claim of which all evidence is unchecked",
    "contradicted": "a claim that evidence only contradicts",
    "single-source": "a claim that rests on one source, or on sources that rest on one another",
    "no-locator": "evidence without a place",
    "quote-unverified": "a quote that was compared with no text of its source",
    "quote-missing": "a quote that is not in the text of its source",
    "quote-altered": "a quote that the text of its source has in other words",
    "quote-elsewhere": "a quote on another page or line than its place says",
    "queued": "a queued source for which a claim waits",
    "unused": "a source that was read and is evidence for nothing",
}


class Gap(NamedTuple):
    """Something that is missing between a claim and its evidence.

    Its kind, the claim (empty for none) and its source, a sentence, and the keys of the sources concerned.
    """

    kind: str
    claim: str
    source: str
    message: str
    sources: tuple[str, ...] = ()


def check_kinds(names: Sequence[str], option: str = "--fail-on") -> list[str]:
    """Return kinds of gaps by their names.

    A name may hold several, separated by commas; `any` is all: `["queued,unused"]` → `["queued", "unused"]`. Raises
    InvalidValue.
    """
    wanted = [part.strip().lower() for name in names for part in name.split(",")]
    for name in wanted:
        if name not in KINDS and name != "any":
            raise errors.InvalidValue(option, name, f"choose among {', '.join(KINDS)}, or any")
    return list(KINDS) if "any" in wanted else wanted


class PlacedQuote(NamedTuple):
    """A quote of a claim or of a piece of evidence: its source, its words, its locator, where it was found, and what has it."""

    source: str
    words: str
    locator: str
    spot: Spot
    where: str


def find(
    web: Web,
    claims: Sequence[tuple[str, Claim]],
    read: Collection[str],
    bearing: Collection[str],
    is_elsewhere: Callable[[PlacedQuote], bool] = lambda _: False,
) -> list[Gap]:
    """Return the gaps of claims, claim by claim.

    Then, of the sources `read`, those that are not among the sources `bearing`, which are evidence for something.
    `is_elsewhere` says whether a quote that was found is on another page or line than its locator says.
    """
    edges = dependencies.rests(web)
    found = [
        gap
        for owner, claim in claims
        for gap in (*_of_claim(web, owner, claim, edges), *_of_quotes(owner, claim, is_elsewhere))
    ]
    unused = [key for key in read if key not in bearing]
    return found + [Gap("unused", "", key, f"{key} was read and is evidence for nothing", (key,)) for key in unused]


def _of_claim(web: Web, owner: str, claim: Claim, edges: Mapping[str, Sequence[str]]) -> Iterator[Gap]:
    name = claim_name(owner, claim.id)
    for kind, message, keys in _gaps_of_claim(web, owner, claim, edges):
        yield Gap(kind, name, owner, f"{name} {message}", tuple(dict.fromkeys(keys)))


Finding = tuple[str, str, list[str]]


def _gaps_of_claim(web: Web, owner: str, claim: Claim, edges: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    # Background says nothing for or against a claim, so that it fills no gap.
    bearing = [piece for piece in claim.evidence if piece.stance != stances.BACKGROUND]
    keys = [piece.key for piece in bearing]
    if not bearing:
        yield "no-evidence", "has background only" if claim.evidence else "has no evidence", _sources_of(claim.evidence)
    elif not any(piece.checked for piece in bearing):
        yield "unchecked", f"has unchecked evidence only: {listed(keys)}", keys
    if bearing and all(piece.stance == stances.CONTRADICTS for piece in bearing):
        yield "contradicted", f"is only contradicted, by {listed(keys)}", keys
    yield from _resting(owner, claim, edges)
    unplaced = [piece for piece in claim.evidence if not _has_place(piece)]
    if unplaced:
        yield (
            "no-locator",
            f"has {_how_many(unplaced, claim)} without a place: {listed(_sources_of(unplaced))}",
            _sources_of(unplaced),
        )
    waiting = _sources_of(piece for piece in claim.evidence if not piece.checked and _is_queued(web, piece.key))
    if waiting:
        yield "queued", f"waits for {listed(waiting)}, queued and not read", waiting


def _resting(owner: str, claim: Claim, edges: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    keys = dependencies.upheld_by(claim)
    # Evidence that leads back to the source of the claim is that source again, and no second witness.
    own = [key for key in keys if key == owner or owner in dependencies.reach(edges, key)]
    others = [key for key in keys if key not in own]
    groups = dependencies.origins(others, edges)
    if keys and not others:
        yield "single-source", f"rests on its own source, through {listed(own)}", keys
    elif len(groups) == 1:
        back = _back_to(owner, own) + _back_to("it", [key for key in others if key not in groups[0]])
        yield "single-source", f"rests on {_ground(groups[0], edges)}{back}", keys


def _ground(group: Sequence[str], edges: Mapping[str, Sequence[str]]) -> str:
    if len(group) == 1:
        return f"{group[0]} alone"
    roots = sorted(dependencies.roots(group[0], edges))
    return f"{listed(roots)} alone{_back_to('it' if len(roots) == 1 else 'them', group)}"


def _back_to(what: str, keys: Sequence[str]) -> str:
    return f"; {listed(keys)} lead{'s' if len(keys) == 1 else ''} back to {what}" if keys else ""


def _of_quotes(owner: str, claim: Claim, is_elsewhere: Callable[[PlacedQuote], bool]) -> Iterator[Gap]:
    name = claim_name(owner, claim.id)
    for quoted in _quotes(owner, claim):
        kind = _STATES.get(quoted.spot.state, "")
        if quoted.spot.state == "found":
            kind = "quote-elsewhere" if is_elsewhere(quoted) else ""
        if kind:
            message = f"{name} has a quote{quoted.where} that {_said(kind, quoted)}"
            yield Gap(kind, name, owner, message, (quoted.source,))


def _quotes(owner: str, claim: Claim) -> Iterator[PlacedQuote]:
    whole = [PlacedQuote(owner, claim.quote, claim.locator, claim.spot, "")]
    pieces = [
        PlacedQuote(one.key, one.quote, one.locator, one.spot, f" in evidence {one.id}") for one in claim.evidence
    ]
    return (quoted for quoted in whole + pieces if quoted.words.strip())


def _said(kind: str, quoted: PlacedQuote) -> str:
    if kind == "quote-elsewhere":
        there = f"page {quoted.spot.page}" if quoted.spot.page else f"line {quoted.spot.line}"
        return f"is on {there} of {quoted.source}, not on {quoted.locator}"
    return f"{_NO_MATCH[kind]} the text of {quoted.source}"


_STATES = {"": "quote-unverified", "altered": "quote-altered", "absent": "quote-missing"}
_NO_MATCH = {
    "quote-unverified": "was not compared with",
    "quote-altered": "does not match word for word",
    "quote-missing": "is not in",
}


def _has_place(piece: Evidence) -> bool:
    return bool(piece.locator.strip()) or piece.spot.state in ("found", "altered")


def _is_queued(web: Web, key: str) -> bool:
    return key in web.sources and web.sources[key].status == "queued"


def _sources_of(pieces: Sequence[Evidence] | Iterator[Evidence]) -> list[str]:
    return list(dict.fromkeys(piece.key for piece in pieces))


def _how_many(some: Sequence[Evidence], claim: Claim) -> str:
    whole = len(claim.evidence)
    return (
        f"{'all' if len(some) == whole else f'{len(some)} of'} {whole} pieces of evidence" if whole > 1 else "evidence"
    )
