"""Where values come from, and what a service says now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model import provenance
from readinglist.render.terminal import style
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.model.record import Record


def of(record: Record) -> Iterator[str]:
    """Yield a line for the type and each field of a source.

    Who gave the value, when, and which value a service gave before.
    """
    found = provenance.every(record)
    name_width = min(20, max(text.width(text.printable(origin.field)) for origin in found))
    agent_width = min(30, max(text.width(text.printable(_agent(origin.agent))) for origin in found))
    yield ""
    yield style.bold("Origins")
    for origin in found:
        name = text.pad(text.printable(origin.field), name_width)
        agent = text.pad(text.printable(_agent(origin.agent)), agent_width)
        was = f"  fetched: {text.printable(origin.base)}" if origin.base is not None else ""
        gone = "" if provenance.value(record, origin.field) else "  (removed)"
        yield f"  {style.dim(name)}  {agent}  {origin.at[:10]}{gone}{was}"


def _agent(agent: str) -> str:
    """Return the name of who gave a value, for a person."""
    return _AGENTS.get(agent, agent)


_AGENTS = {
    provenance.USER: "you",
    provenance.STUB: "the identifier",
    provenance.SEED: "the seed collection",
    "": "unknown",
}


def difference(found: provenance.Difference, agent: str) -> str:
    """Return a line for a difference.

    The new value where it was applied; else the value kept, and that of the service.
    """
    base, mine, theirs = (text.printable(value) or "–" for value in (found.base, found.mine, found.theirs))
    name = text.printable(found.field)
    if found.taken:
        return f"  {name}: {mine} → {theirs}"
    before = f", before that {base}" if found.base and found.base != found.theirs else ""
    return f"  {name}: kept {mine}; {text.printable(agent)} says {theirs}{before}"
