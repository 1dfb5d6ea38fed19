"""Where a source or claim comes from, and what depends on it.

`trace` follows links and evidence back to primary sources; `impact` lists what falls when a source is wrong.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from readinglist.claims import dependencies
from readinglist.model import relations, stances
from readinglist.model.record import Claim, claim_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.claims.dependencies import Web

DEEPEST = 200  # steps; a guess: more than anybody follows, and few enough to be written as JSON within JSON
Mark = Literal["", "primary", "seen", "deeper"]


@dataclass(slots=True)
class TraceStep:
    """A step on the way back.

    `how` it is reached, what it is (`name`, `words`), and where it leads (`children`). `mark` is `primary` where
    nothing lies behind it, `seen` where it was followed elsewhere, `deeper` where the depth asked for ends before it.
    """

    name: str
    words: str
    how: str = ""
    mark: Mark = ""
    children: list[TraceStep] = field(default_factory=list)


def trace(web: Web, key: str, claim: Claim | None = None, depth: int | None = None) -> TraceStep:
    """Return the way back from a source or claim as a tree.

    Breadth-first, and nothing is followed twice, nor for more than DEEPEST steps. From a claim it leads through the evidence for it, and through the
    links of the source that makes it.
    """
    root = TraceStep(claim_name(key, claim.id), claim.statement) if claim else TraceStep(key, web.title(key))
    steps = _steps(web)
    if claim:
        steps[key] = [(how, name) for how, name in steps.get(key, []) if "#c" not in how]
        steps[root.name] = [*_behind_claim(claim), ("made by", key)]
    # Breadth-first, so that a source that is reached twice is followed where it is nearest to the root.
    followed = {root.name}
    waiting = deque([(root, 0)])
    while waiting:
        node, level = waiting.popleft()
        found = steps.get(node.name, [])
        node.mark = "primary" if not found and node is not root else ""
        if found and level >= (DEEPEST if depth is None else min(depth, DEEPEST)):
            node.mark = "deeper"
            continue
        for how, name in found:
            child = TraceStep(name, web.title(name), how)
            node.children.append(child)
            if name in followed:
                child.mark = "seen"
            else:
                followed.add(name)
                waiting.append((child, level + 1))
    return root


def _behind_claim(claim: Claim) -> list[tuple[str, str]]:
    return list(dict.fromkeys((stances.TABLE[piece.stance].of_claim, piece.key) for piece in claim.evidence))


def _steps(web: Web) -> dict[str, list[tuple[str, str]]]:
    """Return, for each source, where it leads back to, as (how, key).

    Through links, through the evidence for its claims, and to the sources that it sent the reader to.
    """
    steps: dict[str, dict[tuple[str, str], None]] = {}
    for source, relation, target in web.links:
        if relation in dependencies.BACKWARD:
            steps.setdefault(source, {})[relation, target] = None
    for owner, found in _evidence(web).items():
        steps.setdefault(owner, {}).update(dict.fromkeys(found))
    # A link with a stance repeats what evidence on a claim says in more detail, and is followed only where there is none.
    for source, relation, target in web.links:
        if relation in stances.NAMES and not any(key == source for how, key in steps.get(target, {}) if "#c" in how):
            steps.setdefault(target, {})[relations.inverse(relation), source] = None
    for standing in web.sources.values():
        if standing.via and not any(key == standing.key for _, key in steps.get(standing.via, {})):
            steps.setdefault(standing.via, {})["led the reader to", standing.key] = None
    return {key: list(found) for key, found in steps.items()}


def _evidence(web: Web) -> dict[str, list[tuple[str, str]]]:
    """Return, for each source, the sources that are evidence for its claims.

    With the claims that each is evidence for: `#c1 #c4 supported by`.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for owner, claims in web.claims.items():
        on: dict[tuple[str, str], list[int]] = {}
        for claim in claims:
            for piece in claim.evidence:
                on.setdefault((piece.stance, piece.key), []).append(claim.id)
        found[owner] = [
            (f"{' '.join(f'#c{n}' for n in dict.fromkeys(on[stance, key]))} {stances.TABLE[stance].of_claim}", key)
            for stance, key in sorted(on, key=lambda pair: (stances.NAMES.index(pair[0]), on[pair]))
        ]
    return found


Effect = Literal["falls", "weakened", "stands", "freed"]


class Struck(NamedTuple):
    """A claim that a source makes or is evidence for.

    What happens to it without the source, why, and the sources that still uphold it.
    """

    claim: str
    statement: str
    effect: Effect
    why: str
    remaining: tuple[str, ...] = ()


class Shaken(NamedTuple):
    """A source that depends on the one in question.

    `through` is the source by which it does.
    """

    key: str
    title: str
    through: str


class CitedAt(NamedTuple):
    """Where a manuscript cites a source that is affected.

    The place, the key as it is written there, and the source: the one in question, or one that depends on it.
    """

    path: str
    line: int
    column: int
    key: str
    source: str


class Impact(NamedTuple):
    """What falls if a source is wrong or withdrawn.

    The claims, the sources that depend on it, its links in both directions, and the citations.
    """

    source: str
    title: str
    claims: tuple[Struck, ...]
    sources: tuple[Shaken, ...]
    links: tuple[tuple[str, str, str], ...]
    manuscripts: tuple[CitedAt, ...] = ()


def impact(web: Web, key: str) -> Impact:
    """Return what falls if a source is wrong or withdrawn.

    What is only weakened is listed too.
    """
    shaken = dependencies.reach(dependencies.turned(dependencies.rests(web)), key)
    return Impact(
        key,
        web.title(key),
        tuple(_struck(web, key, shaken)),
        tuple(Shaken(other, web.title(other), through) for other, through in shaken.items()),
        tuple(link for link in web.links if key in (link[0], link[2])),
    )


def _struck(web: Web, key: str, shaken: Iterable[str]) -> Iterator[Struck]:
    for claim in web.claims.get(key, ()):
        yield Struck(claim_name(key, claim.id), claim.statement, "falls", "it makes the claim")
    unsafe = {key, *shaken}  # what depends on a wrong source upholds a claim no more than the source does
    for owner, claim in web.stated():
        if owner != key:
            yield from _effect(owner, claim, key, unsafe)


def _effect(owner: str, claim: Claim, key: str, unsafe: set[str]) -> Iterator[Struck]:
    """Yield the effect on a claim of another source, if any."""
    upholding = dependencies.upheld_by(claim)
    lost = [other for other in upholding if other in unsafe]
    remaining = tuple(other for other in upholding if other not in unsafe)
    given = [piece.stance for piece in claim.evidence if piece.key == key]
    named = claim_name(owner, claim.id), claim.statement
    if lost:
        effect: Effect = "weakened" if remaining else "falls"
        yield Struck(*named, effect, _why(key, lost, given), remaining)
    elif stances.CONTRADICTS in given:
        yield Struck(*named, "freed", f"{key} contradicts it", remaining)
    elif given:
        yield Struck(*named, "stands", f"{key} is background to it", remaining)


def _why(key: str, lost: Sequence[str], given: Sequence[str]) -> str:
    through = [other for other in lost if other != key]
    own = " and ".join(dict.fromkeys(stance for stance in given if stance in stances.UPHOLDING))
    parts = [f"{key} {own} it"] if own else []
    if through:
        verb = "rests" if len(through) == 1 else "rest"
        parts.append(f"{', '.join(through)}, on which it stands, {verb} on {key}")
    return "; ".join(parts)
