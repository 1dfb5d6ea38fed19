"""A layered drawing of a graph (Sugiyama, Tagawa and Toda 1981).

Each node one step further from the root is one column further to the right. The order within a column is found by the
barycentre method of that paper, so that few edges cross.
"""

from __future__ import annotations

import itertools
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SWEEPS = 12  # a guess: after a few sweeps back and forth the order hardly changes


def layers(nodes: Sequence[str], edges: Iterable[tuple[str, str]], root: str = "") -> list[list[str]]:
    """Return the nodes by column, from top to bottom.

    In each connected part of the graph, the first column holds the root, else the node with most neighbours.
    """
    near: dict[str, list[str]] = {node: [] for node in nodes}
    for start, end in edges:
        if start != end and start in near and end in near:
            near[start].append(end)
            near[end].append(start)
    columns: list[list[str]] = []
    for node, depth in _depths(nodes, near, root).items():
        while len(columns) <= depth:
            columns.append([])
        columns[depth].append(node)
    for sweep in range(_SWEEPS):
        _sweep(columns if sweep % 2 == 0 else columns[::-1], near)
    return columns


def _depths(nodes: Sequence[str], near: dict[str, list[str]], root: str) -> dict[str, int]:
    """Return the distance of each node from the head of its part.

    Breadth-first; the head is the root, else the node with most neighbours.
    """
    depths: dict[str, int] = {}
    heads = sorted(nodes, key=lambda node: (node != root, -len(near[node])))
    for head in heads:
        if head in depths:
            continue
        depths[head] = 0
        waiting = deque([head])
        while waiting:
            node = waiting.popleft()
            for other in near[node]:
                if other not in depths:
                    depths[other] = depths[node] + 1
                    waiting.append(other)
    return depths


def _sweep(columns: list[list[str]], near: dict[str, list[str]]) -> None:
    """Order each column by the neighbours in the column before.

    A node's rank is the mean of theirs (the barycentre).
    """
    for before, column in itertools.pairwise(columns):
        places = {node: number / max(1, len(before) - 1) for number, node in enumerate(before)}
        own = {node: number / max(1, len(column) - 1) for number, node in enumerate(column)}
        # `sort` is stable, so that nodes of one rank keep the order of the sweep before.
        column.sort(key=lambda node: _mean([places[other] for other in near[node] if other in places], own[node]))


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
