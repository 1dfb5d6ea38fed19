"""The drawing of the family of errors is the family of errors."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from readinglist import errors
from readinglist.errors import ReadinglistError

PACKAGE = Path(errors.__file__).parent
LINE = re.compile(r"([│ ]*)(?:[├└]── )?(\w+) +(\d+|\*) +(\S+)", re.ASCII)


def family() -> dict[str, tuple[str, str, str]]:
    """Return each class by its name, with its parent, its exit code and where it lies; `*` for one of each error."""
    for path in PACKAGE.glob("*/errors.py"):
        import_module(f"readinglist.{path.parent.name}.errors")
    found: dict[str, tuple[str, str, str]] = {}
    after: list[type[ReadinglistError]] = [ReadinglistError]
    while after:
        one = after.pop()
        after += one.__subclasses__()
        (parent,) = (base.__name__ for base in one.__bases__)
        place = one.__module__.removeprefix("readinglist.").removesuffix("errors").rstrip(".") or "."
        code = "*" if "exit_code" in one.__annotations__ else str(one.exit_code)
        found[one.__name__] = ("" if one is ReadinglistError else parent, code, place)
    return found


def drawn() -> dict[str, tuple[str, str, str]]:
    """Return what the drawing in errors.py says of each class, in the same form."""
    found: dict[str, tuple[str, str, str]] = {}
    above: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if match := LINE.fullmatch(line):
            depth = (len(line) - len(line.lstrip("│├└─ "))) // 4
            above[depth:] = [match[2]]
            found[match[2]] = (above[depth - 1] if depth else "", match[3], match[4])
    return found


def test_the_drawn_tree_of_errors_is_the_real_one() -> None:
    assert drawn() == family()


@pytest.mark.parametrize("name", sorted(family()))
def test_no_two_errors_have_one_name_and_each_says_what_it_is(name: str) -> None:
    _, _, place = family()[name]
    module = import_module("readinglist.errors" if place == "." else f"readinglist.{place}.errors")
    assert getattr(module, name).__doc__
