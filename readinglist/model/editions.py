"""The number of an edition, however it was written."""

from __future__ import annotations

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def edition_of(written: str) -> str:
    """Return the number of an edition.

    `2nd ed. → 2`, `third edition → 3`.

    Other words stay as they are.
    """
    first = written.split(" ", maxsplit=1)[0].lower().rstrip(".,")
    number = first.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    if number.isascii() and number.isdecimal():
        return number
    return str(_ORDINALS.index(first) + 1) if first in _ORDINALS else written


def ordinal(number: int) -> str:
    """Return the ordinal of an edition as classic BibTeX prints it: `2 → Second`, `12 → 12th`, `22 → 22nd`."""
    if 0 < number <= len(_ORDINALS):
        return _ORDINALS[number - 1].capitalize()
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
