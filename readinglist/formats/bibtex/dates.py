"""The date of an entry in the fields of either dialect.

BibLaTeX has `date`, in EDTF; classic BibTeX has year and month, whose words its styles print, and some have a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.formats.bibtex import expressions
from readinglist.model import biblatex, dates, dates_in_words

if TYPE_CHECKING:
    from readinglist.model.record import Record

Pairs = list[tuple[str, str]]


def classic(record: Record, raw: str) -> Pairs:
    """Return year, month and day that say what the field `date` does; `raw` is its source.

    `1723~ → {ca. 1723}`, `2001-06/2001-07 → {2001}` and `jun # "/" # jul`, `2021-21 → {2021}` and `{Spring}`,
    `-0043 → {44 BC}`; what is no date is the year.
    """
    written = dates_in_words.from_text(record.plain("date"))
    found = dates_in_words.in_parts(written) or dates_in_words.in_parts(record.date)
    if found is None:
        return [("year", raw)]
    pairs = [("year", f"{{{found.year}}}")]
    if found.months:
        pairs.append(("month", _months(found.months)))
    return [*pairs, ("day", f"{{{found.day}}}")] if found.day else pairs


def says_all(record: Record, parts: Pairs) -> bool:
    """Whether year, month and day say what the field `date` does, to the last mark; `parts` were made of it by `classic`.

    `2017-06-12` yes, and `1723~`, `2001-06/2001-07`; `2017-06-12T10:00` no.
    """
    known = record.values()
    made = {name: expressions.content(raw, {}) for name, raw in parts}
    said = [made.get(name) or known.get(name, "") for name in biblatex.DATE_PARTS]
    date = dates_in_words.from_text(known.get("date", "")) or known.get("date", "").strip()
    if not said[0]:
        return False
    return date == dates_in_words.edtf(*said) or (date == said[0] and not any(said[1:]))


def _months(numbers: tuple[int, ...]) -> str:
    if numbers[0] in dates.SEASONS:
        names = [dates_in_words.SEASON_NAMES[number - dates.SEASONS.start] for number in numbers]
        return f"{{{'/'.join(names)}}}"
    return ' # "/" # '.join(dates.MONTH_MACROS[number - 1] for number in numbers)


def modern(pairs: Pairs, values: dict[str, str]) -> Pairs:
    """Return fields with their date as BibLaTeX has it; `values` are plain values by lower-case name.

    Year, month and day become the date where it can say all that they do, and are left out beside a date that says it. A
    `date` that is none becomes the year, which may be any text.
    """
    pairs = [
        (name, _edtf(raw, values[low]) if (low := name.lower()) in biblatex.DATE_FIELDS else raw) for name, raw in pairs
    ]
    parts = [values.get(name, "") for name in biblatex.DATE_PARTS]
    if not any(parts) and dates.is_valid(values.get("date", "")):
        return pairs
    said = dates_in_words.edtf(*parts)
    if "date" not in values:
        return _replaced(pairs, "year", said) if said else pairs
    written = dates_in_words.from_text(values["date"])
    if not written and not any(parts):
        return [("year" if name.lower() == "date" else name, raw) for name, raw in pairs]
    return _without_parts(pairs) if said and _says(written, said) else pairs


def _edtf(raw: str, plain: str) -> str:
    """Return a date as biber reads it; text that is none stays."""
    if raw[1:-1] == plain and dates.is_valid(plain):
        return raw
    written = dates_in_words.from_text(plain)
    return f"{{{written}}}" if written else raw


def _says(date: str, less: str) -> bool:
    """Whether a date says what another does, and may say more: `2017-06-12` says `2017-06`."""
    span, other = dates.parse(date), dates.parse(less)
    if span is None or other is None:
        return False
    if span == other:
        return True
    return not other.is_range and bool(span.start) and date.startswith(less)


def _replaced(pairs: Pairs, place: str, date: str) -> Pairs:
    """Put the date in the place of the year, and leave out the other parts."""
    arranged = [("date", f"{{{date}}}") if name.lower() == place else (name, raw) for name, raw in pairs]
    return _without_parts(arranged)


def _without_parts(pairs: Pairs) -> Pairs:
    return [(name, raw) for name, raw in pairs if name.lower() not in biblatex.DATE_PARTS]
