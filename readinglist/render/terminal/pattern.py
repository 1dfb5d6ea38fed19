"""Sources in a pattern of the user's.

`{key} {title:.40}` is a format string of Python, with the names of fields; widths are columns of a terminal (UAX #11).
"""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

from readinglist import errors
from readinglist.model import named_values
from readinglist.model.views import Summary
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Record


class _Spec(NamedTuple):
    fill: str
    align: str
    least: int
    most: int | None


_ESCAPES = {r"\n": "\n", r"\t": "\t"}


def lines(template: str, sources: Iterable[Record | Summary]) -> Iterator[str]:
    """Yield each source in the pattern; summaries do where it has no other names.

    Raises UnknownField, and InvalidValue for an invalid pattern.
    """
    parts = _parts(template)
    for source in sources:
        yield "".join([literal + (_formatted(source, name, spec) if name else "") for literal, name, spec in parts])


def names(template: str) -> list[str]:
    """Return the names of the values in a pattern. Raises as `lines` does."""
    return [name for _, name, _ in _parts(template) if name]


def _parts(template: str) -> list[tuple[str, str, _Spec]]:
    """Return the parts of a pattern.

    Text, field name and format.

    `{key}: {title:.40}` → the field key, the text `: `, then the field title, cut to 40 columns.
    """
    for written, meant in _ESCAPES.items():
        template = template.replace(written, meant)
    try:
        parsed = list(Formatter().parse(template))
        parts = [(literal, (name or "").strip().lower(), _spec(spec or "")) for literal, name, spec, _ in parsed]
    except ValueError as error:
        raise errors.InvalidValue("format", template, f"write it as '{{key}} {{title:.40}}' ({error})") from error
    for _, name, _, conversion in parsed:
        if conversion:
            raise errors.InvalidValue("format", template, "a field has no conversion such as !r")
        if name is not None:
            named_values.check(name)
    return parts


def _spec(written: str) -> _Spec:
    """Read a format; widths are columns of a terminal.

    `<25` → left, at least 25; `*>8` → right, filled with `*`; `.40` → at most 40. Raises ValueError.
    """
    found = re.fullmatch(r"(?:(.)?([<>^]))?([0-9]{0,4})(?:\.([0-9]{1,4}))?s?", written)
    if not found:
        raise ValueError(f"{written!r} is no width such as <25, >25 or .40")
    fill, align, least, most = found.groups()
    return _Spec(fill or " ", align or "<", int(least or 0), int(most) if most else None)


def _formatted(source: Record | Summary, name: str, spec: _Spec) -> str:
    known = named_values.of_summary(source, name) if isinstance(source, Summary) else named_values.of(source, name)
    value = _cut(text.printable(known), spec.most)
    missing = max(0, spec.least - text.width(value)) if spec.least else 0
    before = {"<": 0, ">": missing, "^": missing // 2}[spec.align]
    return f"{spec.fill * before}{value}{spec.fill * (missing - before)}"


def _cut(value: str, most: int | None) -> str:
    if most is None:
        return value
    value = value[:most]
    while text.width(value) > most:
        value = value[:-1]
    return value
