"""The findings of `check` as lines.

Lines that an editor can jump to, and annotations of GitHub.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.render.terminal import style
from readinglist.render.terminal.lines import continued
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from readinglist.claims.trace import CitedAt
    from readinglist.manuscripts.model import Finding

# GitHub's own escapes: a line break would end the command, a colon or comma a property.
_IN_MESSAGES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = _IN_MESSAGES | {":": "%3A", ",": "%2C"}


def lines(found: Iterable[Finding], columns: int | None = None) -> Iterator[str]:
    """Yield `file:line:column: kind: message` for each finding.

    A finding about a file as a whole has no line and column. Where it is wider than the columns, it continues below.
    """
    for kind, _, message, path, line, column in found:
        place = f"{path}:{line}:{column}" if line else path
        first, *rest = continued(f"{place}: {kind}: {message}", columns)
        yield first.replace(f": {kind}:", f": {style.match(kind)}:", 1)
        yield from rest


def places(found: Iterable[CitedAt]) -> Iterator[str]:
    """Yield `file:line:column: key` for each citation, with the key as it is written there."""
    for at in found:
        yield text.printable(f"{at.path}:{at.line}:{at.column}: ") + style.key(text.printable(at.key))


def github(found: Iterable[Finding], failing: Collection[str]) -> Iterator[str]:
    """Yield the workflow commands of GitHub Actions.

    GitHub shows them beside the line (docs.github.com, «Workflow commands»).
    """
    for kind, _, message, path, line, column in found:
        level = "error" if kind in failing else "warning"
        place = f",line={line},col={column}" if line else ""
        where = f"file={_escaped(path, _IN_PROPERTIES)}{place},title={kind}"
        yield f"::{level} {where}::{_escaped(text.printable(message), _IN_MESSAGES)}"


def _escaped(value: str, marks: dict[str, str]) -> str:
    return "".join(marks.get(character, character) for character in text.printable(value))
