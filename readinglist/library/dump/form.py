"""The form of the files of a dump: JSON (RFC 8259) with an item a line, and texts with a head, so that git merges what two people changed.

Git joins two changes unless they touch neighbouring lines. So every item has its line, a blank one between each, and a comma
stands before an item and not behind the one above it.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from readinglist.library.errors import UnreadableDump

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")  # names of devices on Windows
_LONGEST = 150  # characters of a file's name, far below what file systems take
_MARKS = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
_HEAD = re.compile(r"([a-z]+): (.*)")


def file_name(key: str) -> str:
    """Return a key as the name of a file on any system: what is no ASCII letter, digit, `.`, `_` or `-` in percent code (RFC 3986, 2.1).

    Of a very long one the end is a hash. Keys differ in more than case, and so do these. `müller:2020 → m%C3%BCller%3A2020`
    """
    coded = "".join(
        c
        if _PLAIN.fullmatch(c) or (c == "." and place)
        else "".join(f"%{byte:02X}" for byte in c.encode("utf-8", "surrogatepass"))
        for place, c in enumerate(key)
    )
    if _RESERVED.fullmatch(coded):
        coded = f"%{ord(coded[0]):02X}{coded[1:]}"
    if len(coded) > _LONGEST:
        coded = f"{coded[: _LONGEST - 33]}-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"
    return coded


def written(values: Mapping[str, Any]) -> str:
    """Return an object as JSON: its names sorted, each value on a line of its own, and of a list each item."""
    lines = ["{"]
    for place, name in enumerate(sorted(values)):
        value = values[name]
        head = f"{',' if place else ' '}{_one(name)}: "
        if isinstance(value, list):
            items = [f" {',' if number else ' '}{_one(item)}" for number, item in enumerate(value)]
            lines += ["", f"{head}[", *(line for item in items for line in ("", item)), "", " ]"]
        else:
            lines += ["", head + _one(value)]
    return "\n".join([*lines, "", "}", ""])


def text_with_head(head: Mapping[str, Any], text: str) -> str:
    """Return a text behind a head of one line of JSON for each value."""
    return "".join(f"{name}: {_one(value)}\n" for name, value in head.items()) + "\n" + text


def read(text: str, name: str) -> dict[str, Any]:
    """Return the object in a file of JSON. Raises UnreadableDump, with the file's name, and with the line."""
    _check_merged(text, name)
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableDump(f"{name}:{error.lineno}", f"it is no JSON ({error.msg.lower()})") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableDump(name, "it is no JSON that anything wrote") from error
    if not isinstance(found, dict):
        raise UnreadableDump(name, "it holds no object")
    return found


def read_with_head(text: str, name: str) -> tuple[dict[str, Any], str]:
    """Return the head and the text of a file. Raises UnreadableDump."""
    head, found, body = text.partition("\n\n")
    _check_merged(head, name)
    if not found:
        raise UnreadableDump(name, "it has no head with a blank line behind it")
    values = {}
    for number, line in enumerate(head.split("\n"), 1):
        one = _HEAD.fullmatch(line)
        try:
            values[one[1] if one else ""] = json.loads(one[2] if one else "")
        except (ValueError, RecursionError) as error:
            raise UnreadableDump(f"{name}:{number}", "its head has lines such as `number: 3`") from error
    if _MARKS.search(body):
        _check_merged(body, name, len(head.split("\n")) + 1)
    return values, body


def _check_merged(text: str, name: str, above: int = 0) -> None:
    """Raise UnreadableDump where git left a conflict; a text of the user's own may hold one of its marks, but not all."""
    marks = [found[0][0] for found in _MARKS.finditer(text)]
    if "<" in marks and "=" in marks and ">" in marks:
        first = next(found for found in _MARKS.finditer(text) if found[0][0] == "<")
        line = above + text.count("\n", 0, first.start()) + 1
        raise UnreadableDump(f"{name}:{line}", "git left a conflict here; settle it, and load again")


def _one(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
