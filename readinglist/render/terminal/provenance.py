"""Where values come from, and in what an answer of a service differs from the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from readinglist.model import provenance
from readinglist.model.as_json import as_dict
from readinglist.render import json
from readinglist.render.terminal import style
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


def records(found: Iterable[Record]) -> list[str]:
    """Return sources as the JSON contract has them, each with where its values came from."""
    return [json.dumps([as_dict(record) | {"origins": _rows(record)} for record in found])]


def _rows(record: Record) -> list[dict[str, Any]]:
    return [{"field": o.field, "agent": o.agent, "at": o.at, "fetched": o.base} for o in provenance.every(record)]


def difference(found: provenance.Difference, agent: str) -> str:
    """Return a line for a difference: what was taken, or what was kept and what the service says."""
    base, mine, theirs = (text.printable(value) or "–" for value in (found.base, found.mine, found.theirs))
    name = text.printable(found.field)
    if found.taken:
        return f"  {name}: {mine} → {theirs}"
    before = f", and said {base} before" if found.base and found.base != found.theirs else ""
    return f"  {name}: kept {mine}; {text.printable(agent)} says {theirs}{before}"


class Answer(Protocol):
    """What a service said of a source, as a named tuple."""

    @property
    def differences(self) -> Sequence[provenance.Difference]:
        """In what it differs from the library."""

    def _asdict(self) -> dict[str, Any]: ...


def answers(found: Iterable[Answer]) -> list[str]:
    """Return the answers as the JSON contract has them."""
    values = [one._asdict() | {"differences": [d._asdict() for d in one.differences]} for one in found]
    return [json.dumps(values)]
