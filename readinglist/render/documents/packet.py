"""The evidence packet of an article as an HTML page, to be ticked off on paper: no claim is broken over pages, and nothing is said by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model import stances
from readinglist.render.documents.anchors import anchor, link
from readinglist.render.documents.page import page
from readinglist.util import escape
from readinglist.util.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.citations.packet import EvidencePacket, PacketClaim, PacketReference
    from readinglist.model.record import Evidence

_STYLE = """
main { max-width: 46rem; margin: 0 auto; }
.meta, .name, .where, .state { color: var(--muted); font-size: .9em; }
.counts { border: 1px solid var(--line); padding: .5rem .8rem; margin: 1rem 0; }
section.claim { border-top: 1px solid var(--line); padding: .8rem 0 .4rem; break-inside: avoid; page-break-inside: avoid; }
section.claim h3 { font-size: 1.05rem; line-height: 1.35; margin: 0 0 .3rem; display: flex; gap: .5rem; }
.box { flex: none; font-family: "DejaVu Sans", "Segoe UI Symbol", sans-serif; }
blockquote { margin: .3rem 0 .5rem 1.6rem; padding-left: .7rem; border-left: 3px solid var(--line); }
ul.evidence { list-style: none; margin: .3rem 0 .3rem 1.6rem; padding: 0; }
ul.evidence li { margin: .35rem 0; padding-left: 1.5rem; text-indent: -1.5rem; }
ul.evidence b { font-weight: 600; }
.note { font-style: italic; }
.verdict { margin: .3rem 0 .3rem 1.6rem; }
.sign { font-family: ui-monospace, monospace; }
ol.references li { margin: .35rem 0; break-inside: avoid; }
ol.references div { display: inline; }
footer { border-top: 1px solid var(--line); margin-top: 1.5rem; padding-top: .6rem; }
@media print { @page { margin: 2cm; } body { font-size: 10pt; } a { text-decoration: none; } }
"""


_LINE = f"<u>{'&nbsp;' * 30}</u>"  # to write on, in Word too


def html(packet: EvidencePacket) -> str:
    """Return the page. Every text of the user's is escaped; references come as their style made them."""
    title = f"Evidence: {packet.article.title or packet.article.key}"
    return page(title, _STYLE, "".join(_body(packet, title)))


def _body(packet: EvidencePacket, title: str) -> Iterator[str]:
    yield f"<header><h1>{escape.html(title)}</h1>\n"
    yield f"<div class=reference>{packet.reference if packet.style else escape.html(packet.reference)}</div>\n"
    yield f"<p class=meta>Made on {packet.day}. Signs: {_legend()}. ☐ is for you to tick.</p></header>\n"
    yield f"<p class=counts>{_counts(packet)}</p>\n<h2>Claims</h2>\n"
    for one in packet.claims:
        yield from _claim(one, packet)
    yield "<h2>Sources</h2>\n<ol class=references>\n"
    yield from (_reference(one) for one in packet.references)
    yield f"</ol>\n<footer><p>Checked by {_LINE} on {_LINE}</p></footer>\n"


def _legend() -> str:
    return ", ".join(f"<span class=sign>{one.sign}</span> {one.name}" for one in stances.TABLE.values())


def _counts(packet: EvidencePacket) -> str:
    counts = packet.counts
    said = [counted(counts["claims"], "claim")]
    said += [f"{counts['without evidence']} without evidence"] if counts["without evidence"] else []
    pieces = counts["evidence"]
    said += [f"{pieces} {'piece' if pieces == 1 else 'pieces'} of evidence, {counts['not checked']} not checked"]
    said.append(counted(len(packet.references), "source"))
    return escape.html("; ".join(said) + ".")


def _claim(one: PacketClaim, packet: EvidencePacket) -> Iterator[str]:
    claim = one.claim
    yield f'<section class=claim id="{escape.html(anchor(one.name))}"><h3><span class=box>☐</span> <span>{escape.html(claim.statement)} <span class=name>{escape.html(one.name.rpartition("#")[2])}</span></span></h3>\n'
    if claim.quote:
        yield f"<blockquote><q>{escape.html(claim.quote)}</q>{_where(claim.locator)}</blockquote>\n"
    if packet.verdicts and claim.verdict:
        yield f"<p class=verdict><b>Verdict:</b> {escape.html(claim.verdict)}</p>\n"
    if claim.evidence:
        yield "<ul class=evidence>\n"
        yield from (_evidence(piece, packet) for piece in claim.evidence)
        yield "</ul>\n"
    else:
        yield "<p class=verdict><b>No evidence yet.</b></p>\n"
    yield "</section>\n"


def _evidence(piece: Evidence, packet: EvidencePacket) -> str:
    stance = stances.TABLE.get(piece.stance)
    sign = f"<span class=sign>{stance.sign}</span> " if stance else ""
    number = packet.number(piece)
    source = (
        f'<a href="{escape.html(link(piece.key))}">{escape.html(packet.references[number - 1].label)} [{number}]</a>'
    )
    quote = f" <q>{escape.html(piece.quote)}</q>" if piece.quote else ""
    state = "" if piece.checked else " <span class=state>(not checked)</span>"
    found = " <span class=state>(the quote was not found in the text)</span>" if piece.spot.state == "absent" else ""
    note = f"<br><span class=note>{escape.html(piece.note)}</span>" if packet.notes and piece.note else ""
    return f"<li><span class=box>☐</span> {sign}<b>{escape.html(piece.stance)}</b> {source}{quote}{_where(piece.locator)}{state}{found}{note}</li>\n"


def _where(locator: str) -> str:
    return f" <span class=where>({escape.html(locator)})</span>" if locator else ""


def _reference(one: PacketReference) -> str:
    text = one.text if one.formatted else escape.html(one.text)
    retracted = " <b>[retracted]</b>" if one.retracted else ""
    return f'<li value="{one.number}"><div id="{escape.html(anchor(one.key))}">{text}</div>{retracted} <span class=name>{escape.html(one.key)}</span></li>\n'
