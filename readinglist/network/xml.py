"""Reading XML of any shape, but without entities of its own.

Entities could make a small document a huge one, or read a file (XML entity expansion and external entities).
"""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree as ET

from readinglist.network.errors import BadAnswer

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def tree(content: bytes, url: str, kind: str) -> ET.Element:
    """Return the root of an XML answer, an element of some kind.

    Raises BadAnswer for anything else, and where it declares entities.
    """
    if _ENTITY.search(content.replace(b"\0", b"")):  # without the NULs that UTF-16 has between its letters
        raise BadAnswer(url, "it declares entities of its own")
    try:
        root = ET.fromstring(content)  # noqa: S314 - without entities, there is nothing to blow up
    except (ET.ParseError, ValueError, LookupError) as error:
        raise BadAnswer(url, "it is not XML") from error
    if _local(root) != kind:
        raise BadAnswer(url, f"it is a {_local(root)}, not a {kind}")
    return root


def first(element: ET.Element, path: str) -> ET.Element | None:
    """Return the first element at a path."""
    return element.find(path)


def inner(element: ET.Element, path: str) -> str:
    """Return the content of the first element at a path, mark-up included.

    `<t>A <i>b</i></t>`, `.` → `A <i>b</i>`; empty for no element.
    """
    found = element if path == "." else element.find(path)
    return " ".join(_written(found).split()) if found is not None else ""


def _written(element: ET.Element, depth: int = 0) -> str:
    parts = [html.escape(element.text or "", quote=False)]
    for child in element:
        within = _written(child, depth + 1) if depth < 50 else ""  # noqa: PLR2004 - deeper than any title
        parts.append(f"<{_local(child)}>{within}</{_local(child)}>{html.escape(child.tail or '', quote=False)}")
    return "".join(parts)


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]
