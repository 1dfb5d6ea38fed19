"""Given names in Chinese, Japanese and Korean, which have no initials.

Pandoc leaves such a name whole, but puts the stop of an initial behind it. So a style gets another sign for that stop, which
is put right in what pandoc made: it stays behind a letter, and goes behind a character.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from readinglist.util.text import is_east_asian

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readinglist.citations.styles import Style

_STOP = "\ue200"  # in the private use area, so that no name has it
_INITIALS = re.compile(r"(\sinitialize-with\s*=\s*[\"'])([^\"']*)")
_BEHIND = re.compile(rf"(.?){_STOP}(\.?)")


def with_marked_stops(style: Style, items: Sequence[Mapping[str, Any]]) -> Style:
    """Return a style whose initials end in a sign of our own; the style itself where no name needs it."""
    if not any(map(_has_east_asian_name, items)):
        return style
    return style._replace(csl=_INITIALS.sub(lambda found: found[1] + found[2].replace(".", _STOP), style.csl))


def with_stops(out: str) -> str:
    """Return what pandoc made with a stop behind each initial, and none behind a name in characters."""
    return _BEHIND.sub(_stopped, out) if _STOP in out else out


def _stopped(found: re.Match[str]) -> str:
    before, following = found.groups()
    return before + (following if is_east_asian(before) else ".")


def _has_east_asian_name(item: Mapping[str, Any]) -> bool:
    lists = (value for value in item.values() if isinstance(value, list))
    people = (person for names in lists for person in names if isinstance(person, dict))
    return any(is_east_asian(str(person.get("given", ""))) for person in people)
