"""The results of `trace`, `impact` and `gaps` as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.render.terminal import style
from readinglist.render.terminal.lines import hanging
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from readinglist.claims.gaps import Gap
    from readinglist.claims.trace import CitedAt, Impact, Struck, TraceStep

_MARKS = {"primary": "(primary)", "deeper": "(continues)", "": ""}
_LEAST = 12  # columns: a shorter beginning of a title says nothing
_KIND = 16  # the longest kind of gap
_EFFECT = 8  # the longest effect, `weakened`


def tree(node: TraceStep, columns: int | None) -> Iterator[str]:
    """Yield a tree, a line for each step.

    No line is wider than `columns`, unless keys are too long.
    """
    shown_before: set[str] = set()
    for before, step in _steps(node, ""):
        mark = ("(above)" if step.name in shown_before else "(below)") if step.mark == "seen" else _MARKS[step.mark]
        shown_before |= {step.name} if step.mark != "seen" else set()
        yield _step_line(before, step, mark, columns)


def _steps(node: TraceStep, before: str) -> Iterator[tuple[str, TraceStep]]:
    """Yield every step with the branches drawn before it."""
    if not before:
        yield "", node
    for number, child in enumerate(node.children, 1):
        last = number == len(node.children)
        yield before + ("└── " if last else "├── "), child
        yield from _steps(child, before + ("    " if last else "│   "))


def _step_line(before: str, node: TraceStep, mark: str, columns: int | None) -> str:
    how, name = text.printable(node.how), text.printable(node.name)
    if columns:
        how = _shortened(how, columns - text.width(before) - text.width(name) - (len(mark) + 1 if mark else 0) - 1)
    head = f"{before}{how} " if how else before
    words = text.printable(node.words) if node.mark != "seen" else ""
    used = text.width(head) + text.width(name) + 2 + (len(mark) + 1 if mark else 0)
    if columns:
        words = text.fit(words, columns - used) if columns - used >= _LEAST else ""
    shown = f"{style.dim(head)}{style.key(name)}" + (f"  {words}" if words else "")
    return f"{shown} {style.dim(mark)}" if mark else shown


def _shortened(how: str, room: int) -> str:
    """Return how a step is reached in so many columns: of many claims the first, and the number of the others."""
    if text.width(how) <= room:
        return how
    words = how.split()
    claims = [word for word in words if word.startswith("#")]
    rest = " ".join(words[len(claims) :])
    for kept in range(len(claims) - 1, 0, -1):
        shown = f"{' '.join(claims[:kept])} +{len(claims) - kept} {rest}"
        if text.width(shown) <= room:
            return shown
    return text.fit(rest, room)


def gaps(found: Iterable[Gap], columns: int | None) -> Iterator[str]:
    """Yield the gaps, `kind  message`.

    Long messages continue on the next line of a terminal.
    """
    for gap in found:
        yield from hanging(f"{gap.kind:<{_KIND}}", gap.message, columns)


def impact(found: Impact, columns: int | None) -> Iterator[str]:
    """Yield what falls with a source.

    Claims, the sources that depend on it, its links, and citations.
    """
    sections: Sequence[tuple[str, list[tuple[str, str]]]] = (
        ("Claims", [line for struck in found.claims for line in _struck(struck)]),
        (
            "Sources that rest on it",
            [("", _dependent(x.key, x.title, x.through, found.source)) for x in found.sources],
        ),
        ("Links", [("", " ".join(link)) for link in found.links]),
        ("Citations", [("", _citation(x, found.source)) for x in found.manuscripts]),
    )
    key = text.printable(found.source)
    first, *more = hanging(key, found.title, columns)
    yield style.key(key) + first.removeprefix(key)
    yield from more
    for title, lines in sections:
        if lines:
            yield ""
            yield style.bold(title)
            for head, words in lines:
                yield from hanging(f"  {head:<{_EFFECT}}" if title == "Claims" else "", words, columns)


def _struck(one: Struck) -> list[tuple[str, str]]:
    """Return the lines of a claim that is affected.

    The effect and the statement, and below them the reason.
    """
    return [(one.effect, f"{one.claim}  {one.statement}"), ("", _because(one.why, one.remaining))]


def _because(why: str, remaining: Sequence[str]) -> str:
    return f"{why}; {', '.join(remaining)} remain{'s' if len(remaining) == 1 else ''}" if remaining else why


def _citation(one: CitedAt, source: str) -> str:
    aside = "" if one.source == source else ", which rests on it"
    return f"{one.path}:{one.line}:{one.column}: {one.source}{aside}"


def _dependent(key: str, title: str, through: str, source: str) -> str:
    return f"{key}  {title}" + (f" (through {through})" if through != source else "")
