"""Places in sources, as readers write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readinglist.model.record import Spot


_LONGEST_SECTION = 100  # letters of a title in a locator; a guess, which leaves most whole
# No letter follows, so that neither `part 2` names a page nor `lemma 3` a line.
_PAGE, _LINE = r"(?:pages?|pp?)(?![^\W\d_])\.?", r"(?:lines?|ll?)(?![^\W\d_])\.?"
_NAMES_ITSELF = re.compile(r"(?:chapter|section|part|book|appendix|§)(?![^\W\d_])", re.IGNORECASE)


def of_section(title: str) -> str:
    """Return the locator of a section by its title: `Methods` → `section Methods`, `Chapter 3: Loomings` as it is."""
    cut = (
        title
        if len(title) <= _LONGEST_SECTION
        else f"{title[:_LONGEST_SECTION].rpartition(' ')[0] or title[:_LONGEST_SECTION]}…"
    )
    return cut if _NAMES_ITSELF.match(cut) else f"section {cut}"


def is_elsewhere(spot: Spot, locator: str) -> bool:
    """Whether a quote was found on another page, or in another line, than its locator says."""
    return spot.state == "found" and contradicts(locator, spot.page, spot.line)


def page_of(locator: str) -> str:
    """Return the label of the first page that a locator names; empty where it names none.

    `page 5` → `5`; `pp. iv-vi` → `iv`; `section 2`, `part 2` → empty.
    """
    named = re.match(rf"\s*{_PAGE}\s*([^\s,;&–-]+)", locator, re.IGNORECASE)
    return named[1] if named else ""


def contradicts(locator: str, page: str, line: int) -> bool:
    """Whether a locator names another page or line than this.

    `line` counts only where the text has no pages; a locator of another kind never contradicts.

    `page 5`, on page 5 → False; `p. 5`, on page 6 → True; `pages 105-9`, on page 107 → False; `line 3`, in line 4 →
    True; `section 2`, on page 4 → False.
    """
    named = re.fullmatch(rf"\s*({_PAGE}|{_LINE})\s*(\S.*?)\s*", locator, re.IGNORECASE)
    if not named or not line:
        return False
    by_page = named[1].lower().startswith("p")
    return by_page == bool(page) and not _list_has_label(named[2], page if by_page else str(line))


def _list_has_label(named: str, label: str) -> bool:
    """Whether a list of labels and ranges names a label.

    `3-5, 9` names 4 and 9; `105-9` names 107, as the range is short for 105-109; `5-` names 5 and 6.
    """
    for part in re.split(r"\s*[,;&]\s*", named):
        first, dash, last = re.sub(r"\s*(?:--|[-–])\s*", "-", part).partition("-")
        if label.casefold() in (first.casefold(), part.strip().casefold()):
            return True
        # `last + "0"` is decimal for an empty end too, as in `5-`.
        if dash and label.isdecimal() and first.isdecimal() and (last + "0").isdecimal():
            end = int(first[: max(0, len(first) - len(last))] + last) if last else int(first) + 1
            if int(first) <= int(label) <= end:
                return True
    return False
