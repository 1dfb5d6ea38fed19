"""EDTF dates of BibLaTeX as CSL 1.0.2 date variables, and back."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from readinglist.model import dates, dates_in_words
from readinglist.util import text

if TYPE_CHECKING:
    from readinglist.model.dates import Date

_SEASON = 20  # EDTF counts seasons from 21, CSL from 1
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_LAST_MONTH = 12  # in a range, processors read 13 to 16 as seasons
_SHORT = 100  # characters; what is longer is not kept in mind
_NINES = {"X": "9", "x": "9", "u": "9"}


def to_csl(value: str) -> dict[str, Any] | None:
    """Return a date of CSL; None for an empty one.

    It is given in EDTF (levels 0 and 1) or in words; what is neither becomes a literal. CSL counts years before Christ without a year 0: `-0043` is -44. A
    decade or century (`199X`) is the range of its years, as BibLaTeX prints it; an open end of a range is 0, as pandoc has
    it; both `?` and `~` are `circa`.

    `2017-06` → `{"date-parts": [[2017, 6]]}`, `in press` → `{"literal": "in press"}`
    """
    found = (_known if len(value) < _SHORT else _read)(value)
    return (
        {name: [*map(list, said)] if name == "date-parts" else said for name, said in found.items()} if found else None
    )


def _read(value: str) -> dict[str, Any] | None:
    if not value:
        return None
    written = dates_in_words.from_text(value) or value.strip()
    span = dates.parse(written)
    if span is None:
        return {"literal": text.squeeze(written)} if written else None
    if span.start is None:
        return {"literal": f"–{abs(span.end.year)}"} if span.end else None
    unspecified = _last_of(written) if not span.is_range else None
    ends = [span.start, *([span.end] if span.end else [])]
    parts = [_parts(end, with_season=len(ends) > 1) for end in ends] + (
        [[unspecified]] if unspecified is not None else []
    )
    if span.is_range and not span.end:
        parts.append([0])
    found: dict[str, Any] = {"date-parts": parts}
    if span.start.month > _SEASON and len(ends) == 1:
        found["season"] = span.start.month - _SEASON
    if any(end.approximate or end.uncertain for end in ends):
        found["circa"] = True
    return found


_known = lru_cache(4096)(_read)  # most works are of some years


def _parts(date: Date, *, with_season: bool) -> list[int]:
    parts = [date.year if date.year > 0 else date.year - 1]
    if 0 < date.month <= _LAST_MONTH:
        parts += [date.month, date.day] if date.day else [date.month]
    elif date.month and with_season:
        parts.append(_LAST_MONTH + date.month - _SEASON)
    return parts


def _last_of(written: str) -> int | None:
    """Return the last year of a decade, century or millennium.

    `199X → 1999`.
    None for a year.
    """
    year = written[:5] if written.startswith("-") else written[:4]
    if not set(year) & set(_NINES) or year[:1] in ("-", "y", "Y"):
        return None
    return int("".join(_NINES.get(character, character) for character in year))


def from_csl(value: object) -> str:
    """Return a date of CSL in EDTF, or its words.

    Empty for no date.
    `{"date-parts": [[2017, 6]]}` → `2017-06`, `{"literal": "in press"}` → `in press`
    """
    if isinstance(value, (str, int)):
        return text.squeeze(str(value))
    if not isinstance(value, dict):
        return ""
    ends = [_edtf(parts, value) for parts in _listed(value.get("date-parts"))]
    if ends and all(end is not None for end in ends[:2]) and ends[0]:
        mark = "~" if value.get("circa") not in (None, False, "", 0, "false", "0") else ""
        return "/".join(f"{end}{mark if end else ''}" for end in ends[:2])
    for name in ("literal", "raw", "edtf"):
        if isinstance(value.get(name), str) and value[name].strip():
            return text.squeeze(value[name])
    return ""


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _edtf(parts: object, date: dict[str, Any]) -> str | None:
    """Return one end of a date in EDTF.

    Empty for an open end, None for an invalid one.
    """
    try:
        numbers = [int(part) for part in _listed(parts) if part not in (None, "")]
    except (TypeError, ValueError, OverflowError):
        return None
    if not numbers or numbers[0] == 0:
        return "" if numbers else None
    season = _season(date.get("season"))
    if season and len(numbers) == 1:
        numbers.append(_SEASON + season)
    if len(numbers) > 1 and 0 < numbers[1] - _LAST_MONTH <= len(dates.SEASONS):
        numbers[1] += _SEASON - _LAST_MONTH
    return _of_numbers(tuple(numbers[:3]))


@lru_cache(4096)
def _of_numbers(numbers: tuple[int, ...]) -> str:
    """Return year, month and day, as far as they are there, in EDTF; the year alone where they are no date."""
    year = numbers[0] if numbers[0] > 0 else numbers[0] + 1
    head = f"{year:04}" if year >= 0 else f"-{-year:04}"
    # EDTF level 1: years of more than four digits begin with `y`.
    written = "-".join([f"y{head}" if abs(year) > 9999 else head, *(f"{n:02}" for n in numbers[1:])])  # noqa: PLR2004
    return written if dates.is_valid(written) else head


def _season(value: object) -> int:
    word = str(value).strip().lower()
    number = int(word) if word.isdecimal() and len(word) <= 2 else _SEASONS.get(word, 0)  # noqa: PLR2004
    number = number - _SEASON if number > _SEASON else number
    return number if 1 <= number <= len(set(_SEASONS.values())) else 0
