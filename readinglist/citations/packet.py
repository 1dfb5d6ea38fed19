"""The evidence packet of an article as a plain value: its claims with their evidence, and the references of its sources by number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.model.record import Claim, Evidence, Record


class PacketReference(NamedTuple):
    """A source by its number in the packet; `label` is its short name, `text` the whole reference, in HTML where it is `formatted` by a style."""

    number: int
    key: str
    label: str
    text: str
    formatted: bool = False
    retracted: bool = False


class PacketClaim(NamedTuple):
    """A claim by its name, with its evidence."""

    name: str
    claim: Claim

    @property
    def is_settled(self) -> bool:
        """Whether it has evidence, all of which was checked."""
        return bool(self.claim.evidence) and all(piece.checked for piece in self.claim.evidence)


@dataclass(frozen=True, slots=True)
class EvidencePacket:
    """All that an editor ticks off. `verdicts` and `notes` say whether the reader's words of that kind are shown; `day` is when it was made."""

    article: Record
    reference: str
    claims: tuple[PacketClaim, ...]
    references: tuple[PacketReference, ...]
    day: str
    verdicts: bool = True
    notes: bool = False
    style: str = ""

    def number(self, piece: Evidence) -> int:
        """Return the number of the source of a piece of evidence."""
        return next(one.number for one in self.references if one.key == piece.key)

    @property
    def counts(self) -> dict[str, int]:
        """How many claims there are, with evidence and without, and how many pieces of evidence were checked, and not."""
        pieces = [piece for one in self.claims for piece in one.claim.evidence]
        bare = sum(not one.claim.evidence for one in self.claims)
        checked = sum(piece.checked for piece in pieces)
        return {
            "claims": len(self.claims),
            "without evidence": bare,
            "evidence": len(pieces),
            "not checked": len(pieces) - checked,
        }


def plain_reference(record: Record) -> str:
    """Return a reference in plain text, for where no style can be applied: people, year, title, where, and its address."""
    return ". ".join(_parts(record)) or record.key


def _parts(record: Record) -> Iterator[str]:
    names = [one.shown for role in ("author", "editor") for one in record.contributors if one.role == role]
    people = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
    year = f"({record.year})" if record.year else ""
    yield from filter(None, [" ".join(filter(None, (people, year))), record.title, record.venue])
    doi = record.plain("doi")
    yield from filter(None, [f"https://doi.org/{doi}" if doi else record.plain("url")])
