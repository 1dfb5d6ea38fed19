"""Why a query finds nothing: which of its parts find none, and what the library has that is near them."""

from __future__ import annotations

import difflib
import shlex
from typing import TYPE_CHECKING

from readinglist.errors import UsageError
from readinglist.library.open import reading
from readinglist.model import identifiers, query
from readinglist.util import text

if TYPE_CHECKING:
    from readinglist.library.location import Location
    from readinglist.model.query import Node
    from readinglist.store import Reader

_KINDS = {
    "author": "person",
    "editor": "person",
    "person": "person",
    "tag": "tag",
    "type": "type",
    "venue": "venue",
}
_NEAR = 3
_ALIKE = 0.6  # difflib's own; at most three are named, so that a far one does no harm
_LINE = 100  # columns
_MOST_PARTS = 10  # of a query that are told; a guess, as many as one reads
_MOST = 20_000  # values that are compared; a guess, beyond which it would be felt


def reasons(library: Location, wanted: str) -> list[str]:
    """Return a sentence for each part of a query that finds nothing by itself, with what is near it.

    Where each part finds some, one sentence says so. Raises QueryError and UnknownField.
    """
    node = query.parse(wanted)
    if node is None:
        return []
    parts = node.parts if isinstance(node, query.And) else (node,)
    with reading(library) as opened:
        alone = [part for part in parts if not opened.select(part, limit=1)]
        found = [f"no source matches {_said(part)}{_near(opened, part)}." for part in alone[:_MOST_PARTS]]
    if len(alone) > _MOST_PARTS:
        found.append(f"nor does any match {len(alone) - _MOST_PARTS} other parts of the query.")
    if found or len(parts) == 1:
        return found
    return [f"each of {', '.join(map(_said, parts[:_MOST_PARTS]))} matches some sources, and all together none."]


def of_search(library: Location, wanted: str) -> str:
    """Return why a search finds nothing: where its text is a query, which it does not read, that `list` does."""
    try:
        node = query.parse(wanted)
    except UsageError:
        node = None
    words = node.parts if isinstance(node, query.And) else (node,)
    if node is None or all(isinstance(word, query.Word) for word in words):
        return "nothing was found."
    with reading(library) as opened:
        some = bool(opened.select(node, limit=1))
    asked = query.describe(node)
    if asked.startswith("-"):  # which the command line would take for an option
        asked = f"NOT {asked[1:]}"
    does = "finds some" if some else "reads it as a query"
    return f"nothing was found with these words; `readinglist list {text.fit(shlex.quote(asked), _LINE)}` {does}."


def _said(part: Node) -> str:
    """Return a part of a query as a sentence repeats it, at most a line."""
    return text.fit(query.describe(part), _LINE)


def _near(opened: Reader, part: Node) -> str:
    if isinstance(part, query.Word) and (identifier := identifiers.recognise(part.text)):
        asked = query.Has(*identifier)
        return f"; {_said(asked)} matches one" if opened.select(asked, limit=1) else ""
    if not isinstance(part, query.Has):
        return ""
    if part.field not in _KINDS:
        return ""
    known = opened.values(_KINDS[part.field])
    folded = {text.fold(name): name for name in reversed(known[:_MOST])}
    wanted = text.fold(part.text)
    near = [name for name in folded if wanted in name][:_NEAR] or difflib.get_close_matches(
        wanted, folded, _NEAR, _ALIKE
    )
    return f"; near it are {', '.join(folded[name] for name in near)}" if near else ""
