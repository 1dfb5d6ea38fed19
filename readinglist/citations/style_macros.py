"""How often the macros of a style call each other (CSL 1.0.2, "Macro"): a few lines can call one for ever, or a million times."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree import ElementTree as ET

_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
_MOST = 10_000_000  # calls from one macro; a guess, a hundred times those of the style shipped that has most

Calls = dict[str, Counter[str]]


def problem(style: ET.Element) -> str:
    """Return what is wrong with the macros of a style; empty for nothing."""
    calls = {name: _called(macro) for macro in style.iter(f"{_NAMESPACE}macro") if (name := macro.get("name"))}
    costs: dict[str, int] = {}
    for name in _in_order(calls):
        costs[name] = 1 + sum(times * costs.get(called, 0) for called, times in calls[name].items())
        if costs[name] > _MOST:
            return f"its macro {name[:50]} calls others more than {_MOST:,} times"
    left = next((name for name in calls if name not in costs), "")
    return f"its macro {left[:50]} calls itself, or leads to one that does" if left else ""


def _called(macro: ET.Element) -> Counter[str]:
    return Counter(name for element in macro.iter() if element is not macro and (name := element.get("macro")))


def _in_order(calls: Mapping[str, Counter[str]]) -> list[str]:
    """Return the macros, each behind all that it calls; those that call themselves are left out."""
    callers: dict[str, list[str]] = {}
    waiting = {name: len(called.keys() & calls.keys()) for name, called in calls.items()}
    for name, called in calls.items():
        for other in called.keys() & calls.keys():
            callers.setdefault(other, []).append(name)
    ready = [name for name, number in waiting.items() if number == 0]
    for name in ready:  # which grows
        for caller in callers.get(name, ()):
            waiting[caller] -= 1
            if waiting[caller] == 0:
                ready.append(caller)
    return ready
