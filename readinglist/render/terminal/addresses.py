"""What became of the addresses of sources, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.render.terminal import style
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from readinglist.model.views import CheckedAddress


def lines(found: Iterable[CheckedAddress], *, everything: bool = False) -> Iterator[str]:
    """Yield a line for each address that is not as it was, or for all."""
    for one in found:
        if one.state != "alive" or everything:
            more = [f"now {one.to}"] if one.to else [one.reason] if one.reason else []
            more += [f"archived at {one.archived}"] if one.archived and one.state == "dead" else []
            why = f" ({'; '.join(more)})" if more else ""
            yield f"{style.key(text.printable(one.key))}  {text.printable(f'{one.state}: {one.address}{why}')}"


def summary(states: Mapping[str, int]) -> str:
    """Return how many addresses are in which state.

    `5 addresses: 3 alive, 1 moved, 1 dead.`
    """
    if not states:
        return "no source that is meant has an address."
    parts = [f"{states[state]} {state}" for state in ("alive", "moved", "dead", "unknown") if states.get(state)]
    count = sum(states.values())
    return f"{count} {'address' if count == 1 else 'addresses'}: {', '.join(parts)}."
