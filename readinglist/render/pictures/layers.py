"""A layered drawing of a graph (Sugiyama, Tagawa and Toda 1981).

In each connected part, the first column holds the root, else the node with most neighbours; each node one step further from it is one column
further to the right, or to the left where what it belongs to leads to the root. The order within a column is found by the barycentre method of that paper, so
that few edges cross; then each node is brought as near to the middle of its neighbours as the order allows.
"""

from __future__ import annotations

import itertools
from collections import Counter, deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_SWEEPS = 12  # a guess: after a few sweeps back and forth the order hardly changes
_ALONE = 4  # columns of nodes without neighbours, where no part of the graph has more
_BETWEEN = 0.5  # rows between two parts
_LOWEST = 5  # row of the first node of a short column
_SHORT = 10  # nodes of a column that a screen shows with room between them

Near = dict[str, list[str]]


class Cell(NamedTuple):
    """The place of a node: its column and its row, both from 0; rows may lie between two others."""

    column: int
    row: float


def arrange(nodes: Sequence[str], edges: Iterable[tuple[str, str]], root: str = "") -> dict[str, Cell]:
    """Return the place of each node: connected parts below one another, the root's first, and what has no neighbour in a grid at the end."""
    pairs = [(start, end) for start, end in edges if start != end]
    near: Near = {node: [] for node in nodes}
    for start, end in pairs:
        near[start].append(end)
        near[end].append(start)
    leading = Counter(pairs)
    places: dict[str, Cell] = {}
    below, widest = 0.0, 1
    for part in _parts(near, root):
        columns = _columns(part, near, leading)
        rows = _raised(_rows(columns, near), columns)
        for across, column in enumerate(columns):
            places |= {node: Cell(across, below + rows[node]) for node in column}
        below += max(rows.values()) + 1 + _BETWEEN
        widest = max(widest, len(columns))
    alone = [node for node in nodes if node not in places]
    across = widest if places else min(_ALONE, max(1, len(alone)))
    return places | {node: Cell(number % across, below + number // across) for number, node in enumerate(alone)}


def _parts(near: Near, root: str) -> Iterator[dict[str, int]]:
    """Yield the connected parts of more than one node, each with the distance of its nodes from its head (breadth-first)."""
    found: set[str] = set()
    for head in sorted(near, key=lambda node: (node != root, -len(near[node]))):
        if head not in found and near[head]:
            depths = _depths(head, near)
            found |= set(depths)
            yield depths


def _depths(head: str, near: Near, without: str = "") -> dict[str, int]:
    """Return what can be reached from a node, with its distance (breadth-first), never through the node that is left out."""
    depths = {head: 0}
    waiting = deque([head])
    while waiting:
        node = waiting.popleft()
        for other in near[node]:
            if other not in depths and other != without:
                depths[other] = depths[node] + 1
                waiting.append(other)
    return depths


def _columns(depths: Mapping[str, int], near: Near, leading: Mapping[tuple[str, str], int]) -> list[list[str]]:
    """Return the nodes of a connected part by column, each column in its order from top to bottom."""
    head = next(iter(depths))
    left = _left(head, depths, near, leading)
    found: dict[int, list[str]] = {}
    for node, depth in depths.items():
        found.setdefault(-depth if node in left else depth, []).append(node)
    columns = [found[place] for place in sorted(found)]
    for sweep in range(_SWEEPS):
        _sweep(columns if sweep % 2 == 0 else columns[::-1], near)
    return columns


def _left(head: str, depths: Mapping[str, int], near: Near, leading: Mapping[tuple[str, str], int]) -> set[str]:
    """Return the nodes that are drawn left of the head: what holds together without it goes to one side, where more of its edges lead to the head."""
    left: set[str] = set()
    seen = {head}
    for node in depths:
        if node not in seen:
            group = set(_depths(node, near, without=head))
            seen |= group
            touching = group.intersection(near[head])
            toward = sum(leading.get((one, head), 0) - leading.get((head, one), 0) for one in touching)
            left |= group if toward > 0 else set()
    return left


def _sweep(columns: list[list[str]], near: Near) -> None:
    """Order each column by the neighbours in the column before.

    A node's rank is the mean of theirs (the barycentre).
    """
    for before, column in itertools.pairwise(columns):
        places = {node: number / max(1, len(before) - 1) for number, node in enumerate(before)}
        own = {node: number / max(1, len(column) - 1) for number, node in enumerate(column)}
        # `sort` is stable, so that nodes of one rank keep the order of the sweep before.
        column.sort(key=lambda node: _mean([places[other] for other in near[node] if other in places], own[node]))


def _rows(columns: list[list[str]], near: Near) -> dict[str, float]:
    """Return the row of each node, at least one from the next in its column and near the middle of its neighbours."""
    tallest = max(map(len, columns))
    rows = {node: number + (tallest - len(column)) / 2 for column in columns for number, node in enumerate(column)}
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 == 0 else columns[::-1]:
            wanted = [_mean([rows[other] for other in near[node]], rows[node]) for node in column]
            rows |= zip(column, spread(wanted), strict=True)
    first = min(rows.values())
    return {node: row - first for node, row in rows.items()}


def _raised(rows: Mapping[str, float], columns: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return rows with the short columns near the top, the head's among them, so that the first screen shows them."""
    raised = dict(rows)
    for column in columns:
        if len(column) <= _SHORT:
            lowest = float(_LOWEST)
            for node in column:
                raised[node] = min(rows[node], lowest)
                lowest = raised[node] + 2
    return raised


def spread(wanted: Sequence[float]) -> list[float]:
    """Return places in the same order, each at least 1 from the next, and as near to those wanted as that allows.

    By least squares: the regression of an order (pool adjacent violators). `[0, 0, 5] → [-0.5, 0.5, 5]`
    """
    pools: list[
        tuple[float, int]
    ] = []  # the sum of what is wanted of some neighbours that touch, and how many they are
    for number, place in enumerate(wanted):
        total, count = place - number, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before = pools.pop()
            total, count = total + before[0], count + before[1]
        pools.append((total, count))
    flat = itertools.chain.from_iterable([total / count] * count for total, count in pools)
    return [place + number for number, place in enumerate(flat)]


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
