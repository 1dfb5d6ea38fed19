"""Which sources and claims depend on which.

The graph of sources, links, claims and evidence, and which sources in it are independent of each other.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from readinglist.model import stances

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from readinglist.model.record import Claim, Evidence

# The relations by which a source gets its content from another. One that only judges or answers another is independent of
# it; `trace` still follows it back.
RESTING = ("cites", "follows-up", "version-of", "part-of", "translates", "uses-data-of")
BACKWARD = (*RESTING, "supersedes", "reviews", "replies-to")


class Standing(NamedTuple):
    """What the graph holds of a source."""

    key: str
    title: str = ""
    status: str = ""
    via: str = ""


class Web(NamedTuple):
    """Sources, the links between them, and their claims.

    Sources are by key, links are (source, relation, target), and claims are by the key of the source that makes them.
    """

    sources: Mapping[str, Standing]
    links: Sequence[tuple[str, str, str]]
    claims: Mapping[str, Sequence[Claim]]

    def stated(self) -> Iterator[tuple[str, Claim]]:
        """Yield every claim with the key of its source."""
        for key, claims in self.claims.items():
            for claim in claims:
                yield key, claim

    def borne(self, key: str) -> Iterator[tuple[str, Claim, Evidence]]:
        """Yield the evidence that a source gives.

        Each piece comes with the key of the claim's source, and with the claim.
        """
        for owner, claim in self.stated():
            for piece in claim.evidence:
                if piece.key == key:
                    yield owner, claim, piece

    def title(self, key: str) -> str:
        """Return the title of a source.

        Empty where it is not in the web.
        """
        return self.sources[key].title if key in self.sources else ""


Rests = dict[str, list[str]]


def rests(web: Web) -> Rests:
    """Return, for each source, the sources that it depends on.

    A source depends on another by a link of RESTING, or because it sent the reader there (`via`).
    """
    found: dict[str, dict[str, None]] = {}
    for source, relation, target in web.links:
        if relation in RESTING:
            found.setdefault(source, {})[target] = None
    # `via` is the source that sent the reader there: it knew, and probably used, the other.
    for standing in web.sources.values():
        if standing.via:
            found.setdefault(standing.via, {})[standing.key] = None
    return {key: list(targets) for key, targets in found.items()}


def reach(edges: Mapping[str, Sequence[str]], start: str) -> dict[str, str]:
    """Return all that can be reached from a start, breadth-first.

    Each is given with the step before it, so that the path can be followed back.
    """
    before: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there in edges.get(here, ()):
            if there != start and there not in before:
                before[there] = here
                waiting.append(there)
    return before


def turned(edges: Mapping[str, Sequence[str]]) -> Rests:
    """Return the graph with every edge reversed."""
    back: Rests = {}
    for source, targets in edges.items():
        for target in targets:
            back.setdefault(target, []).append(source)
    return back


def origins(sources: Iterable[str], edges: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Return the sources in groups that are independent of each other.

    A source that depends on another of them adds nothing to it; sources that depend on the same others only are one
    group.
    """
    keys = list(dict.fromkeys(sources))
    reached = {key: reach(edges, key) for key in keys}
    groups: dict[frozenset[str], list[str]] = {}
    for number, key in enumerate(keys):
        if not any(_adds_nothing(keys, reached, number, other) for other in range(len(keys))):
            groups.setdefault(roots(key, edges), []).append(key)
    return [tuple(group) for group in groups.values()]


def _adds_nothing(keys: Sequence[str], reached: Mapping[str, Mapping[str, str]], mine: int, other: int) -> bool:
    """Whether a source depends on another.

    Of two that depend on each other, the first stays.
    """
    there = keys[other] in reached[keys[mine]]
    back = keys[mine] in reached[keys[other]]
    return there and not (back and mine < other)


def roots(key: str, edges: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return the sources at which the way back from a source ends.

    That is the source itself where it depends on nothing, or only on a circle.
    """
    # In a circle every source depends on another, and nothing is an end.
    ends = frozenset(there for there in reach(edges, key) if not edges.get(there))
    return ends or frozenset((key,))


def upheld_by(claim: Claim) -> list[str]:
    """Return the sources that uphold a claim, each once.

    They come in the order of the evidence.
    """
    return list(dict.fromkeys(piece.key for piece in claim.evidence if piece.stance in stances.UPHOLDING))
