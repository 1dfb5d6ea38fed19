"""Where values come from, and in what an answer of a service differs from the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model import provenance
from readinglist.render.terminal import style
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.model.record import Record


def of(record: Record) -> Iterator[str]:
    """Yield a line for the type and each field of a source: who gave it, when, and what a service said of it before."""
    found = provenance.every(record)
    name_width = min(20, max(text.width(text.printable(origin.field)) for origin in found))
    agent_width = min(30, max(text.width(text.printable(_agent(origin.agent))) for origin in found))
    yield ""
    yield style.bold("Origins")
    for origin in found:
        name = text.pad(text.printable(origin.field), name_width)
        agent = text.pad(text.printable(_agent(origin.agent)), agent_width)
        was = f"  fetched: {text.printable(origin.base)}" if origin.base is not None else ""
        gone = "" if provenance.value(record, origin.field) else "  (taken off)"
        yield f"  {style.dim(name)}  {agent}  {origin.at[:10]}{gone}{was}"


def _agent(agent: str) -> str:
    """Return who gave a value, as a person reads it."""
    return _AGENTS.get(agent, agent)


_AGENTS = {
    provenance.USER: "you",
    provenance.STUB: "the identifier",
    provenance.SEED: "the seed collection",
    "": "unknown",
}


def difference(found: provenance.Difference, agent: str) -> str:
    """Return a line for a difference: what was taken, or what was kept and what the service says."""
    base, mine, theirs = (text.printable(value) or "–" for value in (found.base, found.mine, found.theirs))
    name = text.printable(found.field)
    if found.taken:
        return f"  {name}: {mine} → {theirs}"
    before = f", and said {base} before" if found.base and found.base != found.theirs else ""
    return f"  {name}: kept {mine}; {text.printable(agent)} says {theirs}{before}"
