"""Compiling the evidence packet of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist import errors
from readinglist.citations import batch, bibliography, packet, styles
from readinglist.citations.packet import EvidencePacket, PacketClaim, PacketReference
from readinglist.library.open import reading
from readinglist.library.output.collection import references
from readinglist.model.record import claim_name
from readinglist.util import clock

if TYPE_CHECKING:
    from readinglist.library.location import Location
    from readinglist.model.record import Record


def compile(  # noqa: A001 - what one does with a packet
    library: Location, wanted: str, *, style: str, locale: str = "", verdicts: bool = True, notes: bool = False
) -> EvidencePacket:
    """Return the claims of an article with their evidence, and the references of all that they rest on.

    Without pandoc, references are in plain text. Raises NoSuchSource, AmbiguousKey, UnknownStyle, and InvalidValue for a source that states no claim.
    """
    chosen, locale = styles.find(style), batch.locale_of(locale) if locale else ""
    with reading(library) as opened:
        number = opened.find(wanted)
        article = opened.record(number)
        if not article.claims:
            raise errors.InvalidValue(
                "ARTICLE", article.key, "it states no claim yet; `readinglist claim KEY STATEMENT` records one"
            )
        claims = tuple(PacketClaim(claim_name(article.key, one.id), one) for one in article.claims)
        keys = dict.fromkeys(piece.key for one in claims for piece in one.claim.evidence)
        records = list(opened.records(opened.find_all([*keys])))
        texts = references(opened, [number, *opened.find_all([*keys])], chosen, locale)
    labels = bibliography.labels(records)
    listed = tuple(
        _reference(place, record, labels[record.key], texts.get(record.key, ""))
        for place, record in enumerate(records, 1)
    )
    own = texts.get(article.key, "")
    return EvidencePacket(
        article,
        own or packet.plain_reference(article),
        claims,
        listed,
        clock.now()[:10],
        verdicts,
        notes,
        chosen.name if own else "",
    )


def _reference(place: int, record: Record, label: str, formatted: str) -> PacketReference:
    is_retracted = any(mark.name == "retracted" for mark in record.marks)
    return PacketReference(
        place, record.key, label, formatted or packet.plain_reference(record), bool(formatted), is_retracted
    )
