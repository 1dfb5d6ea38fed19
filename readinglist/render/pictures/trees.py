"""Trees as SVG pictures: what a source or claim comes from (`trace`), and what falls with a source (`impact`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.render.pictures import boxes
from readinglist.render.pictures.boxes import Box, Place
from readinglist.render.pictures.look import Look, opening

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readinglist.claims.trace import Impact, Mark, TraceStep

# Sizes in pixels, chosen by eye for letters of 11 pixels.
_ACROSS, _DOWN, _MARGIN = 46, 10, 16
_MARKS: dict[Mark, str] = {
    "": "",
    "primary": "primary: nothing lies behind it",
    "seen": "followed at another place",
    "deeper": "goes on behind it",
}
_KINDS: dict[Mark, str] = {"": "", "primary": "stop", "seen": "again", "deeper": "again"}
# What happens to a claim, in words, the worst first.
_EFFECTS = (
    ("falls", "claim falls", "claims fall"),
    ("weakened", "claim is weakened", "claims are weakened"),
    ("freed", "claim is contradicted no more", "claims are contradicted no more"),
    ("stands", "claim stands", "claims stand"),
)


class Branch(NamedTuple):
    """A box of a tree and what hangs on it: its name, its title or statement, how it is reached, and what is said of it besides."""

    name: str
    words: str = ""
    how: str = ""
    said: str = ""
    kind: str = ""
    children: tuple[Branch, ...] = ()


def of_trace(step: TraceStep) -> Branch:
    """Return the way back as a tree of boxes."""
    order = [step]
    for one in order:  # it grows while it is gone through, so that no tree is too deep
        order += one.children
    made: dict[int, Branch] = {}
    for one in reversed(order):
        kind = f"{'claim' if '#' in one.name else 'source'} {_KINDS[one.mark]}".strip()
        children = tuple(made[id(child)] for child in one.children)
        made[id(one)] = Branch(one.name, one.words, one.how, _MARKS[one.mark], kind, children)
    return made[id(step)]


def of_impact(found: Impact) -> Branch:
    """Return what falls with a source as a tree: claims by what happens to them, what depends on it, and its links."""
    return Branch(
        found.source, found.title, "if it is wrong or withdrawn", kind="source", children=tuple(_groups(found))
    )


def _groups(found: Impact) -> Iterator[Branch]:
    for effect, *words in _EFFECTS:
        claims = [
            Branch(one.claim, one.statement, one.why, _remaining(one.remaining), "claim")
            for one in found.claims
            if one.effect == effect
        ]
        if claims:
            yield Branch(_many(len(claims), *words), kind="group", children=tuple(claims))
    if found.sources:
        resting = _resting(found, found.source)
        yield Branch(
            _many(len(found.sources), "source rests on it", "sources rest on it"), kind="group", children=resting
        )


def _many(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _remaining(keys: Sequence[str]) -> str:
    return f"still upheld by {', '.join(keys)}" if keys else ""


def _resting(found: Impact, through: str) -> tuple[Branch, ...]:
    """Return the sources that depend on one directly, each with those that do through it."""
    waiting: dict[str, list[tuple[str, str]]] = {}
    for one in found.sources:
        waiting.setdefault(one.through, []).append((one.key, one.title))
    made: dict[str, Branch] = {}
    for one in reversed(found.sources):  # those farthest away come last, and are made first
        below = tuple(made[key] for key, _ in waiting.get(one.key, ()))
        made[one.key] = Branch(one.key, one.title, f"rests on {one.through}", kind="source", children=below)
    return tuple(made[key] for key, _ in waiting.get(through, ()))


def svg(tree: Branch, title: str, look: Look) -> Iterator[str]:
    """Yield the lines of an SVG document of a tree, from left to right; each box says in words how it is reached."""
    places, boxed, size = _laid(tree, look)
    yield from opening(look, title, size)
    for number, (_, parent) in enumerate(boxed):
        if parent >= 0:
            yield _branch((places[parent], _height(boxed[parent][0])), (places[number], _height(boxed[number][0])))
    for number, (box, _) in enumerate(boxed):
        yield from boxes.drawn(box, places[number])
    yield "</svg>"


def _laid(tree: Branch, look: Look) -> tuple[list[Place], list[tuple[Box, int]], tuple[float, float]]:
    """Return the place of each box, the boxes with the number of the one that each hangs on, and the size of all.

    What hangs on a box begins beside it; the next begins below all of that.
    """
    places: list[Place] = []
    boxed: list[tuple[Box, int]] = []
    waiting = [(tree, -1, 0)]
    down, right, bottom = float(_MARGIN), 0.0, 0.0
    last_depth = -1
    while waiting:  # a stack and not calls, so that no tree is too deep
        branch, parent, depth = waiting.pop()
        box = _box(branch, look)
        down = bottom + _DOWN if depth <= last_depth else down
        places.append(Place(_left(depth), down))
        boxed.append((box, parent))
        right, bottom, last_depth = max(right, _left(depth) + boxes.WIDTH), max(bottom, down + _height(box)), depth
        waiting += [(child, len(places) - 1, depth + 1) for child in reversed(branch.children)]
    return places, boxed, (right + _MARGIN, bottom + _MARGIN)


def _left(depth: int) -> float:
    return _MARGIN + depth * (boxes.WIDTH + _ACROSS)


def _height(box: Box) -> int:
    return boxes.height(len(box.lines))


def _box(branch: Branch, look: Look) -> Box:
    lines = [("how", branch.how), ("id", branch.name), ("words", branch.words), ("how", branch.said)]
    told = [branch.how, f"{branch.name}: {branch.words}" if branch.words else branch.name, branch.said]
    href = "" if branch.kind == "group" else look.link(branch.name)
    return Box([line for line in lines if line[1]], "; ".join(filter(None, told)), branch.kind, href)


def _branch(start: tuple[Place, int], end: tuple[Place, int]) -> str:
    """Return the line from the right side of a box to the left side of one that hangs on it, with one bend."""
    across, down = start[0].left + boxes.WIDTH, start[0].top + start[1] / 2
    bend, level = end[0].left - _ACROSS / 2, end[0].top + end[1] / 2
    return f'<path class="branch" d="M{across:g} {down:.1f}H{bend:g}V{level:.1f}H{end[0].left:g}"/>'


def in_words(tree: Branch, depth: int = 0) -> Iterator[tuple[int, Branch]]:
    """Yield each box with its depth, in the order of reading, for the list under a picture."""
    waiting = [(depth, tree)]
    while waiting:
        level, branch = waiting.pop()
        yield level, branch
        waiting += [(level + 1, child) for child in reversed(branch.children)]
