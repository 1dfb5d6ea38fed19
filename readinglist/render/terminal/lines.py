"""Long lines that go on below themselves on a terminal, and stay whole elsewhere."""

from __future__ import annotations

from readinglist.util import text

_INDENT = "    "


def hanging(head: str, words: str, columns: int | None) -> list[str]:
    """Return a head, and words that hang beside it.

    Where they are wider than the columns, they continue below, indented: under themselves, or a little where the head takes
    more than half of the line.
    """
    if columns is None or text.width(head) * 2 > columns:
        return continued(f"{head}  {words}", columns)
    indent = " " * (text.width(head) + 2)
    lines = text.wrap(text.printable(words), columns, indent) or [indent]
    return [f"{head}  {lines[0].removeprefix(indent)}", *lines[1:]]


def continued(words: str, columns: int | None) -> list[str]:
    """Return words as lines, of which those after the first are indented."""
    shown = text.printable(words)
    if columns is None or text.width(shown) <= columns:
        return [shown]
    first, *rest = text.wrap(shown, columns - len(_INDENT)) or [""]
    return [first, *(_INDENT + line for line in rest)]
