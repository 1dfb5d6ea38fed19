"""Sources in a pattern of the user's: `{key} {title}`."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from readinglist import datamodel, errors, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from readinglist.record import Record

_SCHEMES = ("doi", "arxiv", "isbn", "pmid", "pmcid", "url")
_NAMES: dict[str, Callable[[Record], str]] = {
    "key": lambda r: r.key,
    "type": lambda r: r.type,
    "title": lambda r: r.title,
    "date": lambda r: r.date,
    "year": lambda r: "" if r.year is None else str(r.year),
    "authors": lambda r: _people(r, "author"),
    "author": lambda r: r.byline,
    "editors": lambda r: _people(r, "editor"),
    "venue": lambda r: r.venue,
    "tags": lambda r: ", ".join(r.tags),
    "status": lambda r: r.status,
    "via": lambda r: r.via,
    "why": lambda r: r.why,
    "added": lambda r: r.added,
    "changed": lambda r: r.changed,
}
_ESCAPES = {r"\n": "\n", r"\t": "\t"}


def lines(template: str, records: Iterable[Record]) -> Iterator[str]:
    """Yield each record in the pattern. Raises UnknownField, and InvalidValue for a pattern that is none."""
    parts = _parts(template)
    for record in records:
        yield "".join(literal + (_formatted(record, name, spec) if name else "") for literal, name, spec in parts)


def _parts(template: str) -> list[tuple[str, str, str]]:
    """Take a pattern apart into text, name and format, and check each."""
    for written, meant in _ESCAPES.items():
        template = template.replace(written, meant)
    try:
        parsed = list(Formatter().parse(template))
        parts = [(literal, name or "", spec or "") for literal, name, spec, _ in parsed]
        for _, _, spec in parts:
            format("", spec)
    except ValueError as error:
        raise errors.InvalidValue("format", template, f"write it as '{{key}} {{title}}' ({error})") from error
    for (_, name, _), (_, given, _, conversion) in zip(parts, parsed, strict=True):
        if given is not None and (conversion or not _is_known(name)):
            raise errors.UnknownField(name, (*_NAMES, *_SCHEMES, "any BibLaTeX field"))
    return parts


def _is_known(name: str) -> bool:
    return name in _NAMES or name in _SCHEMES or name.lower() in datamodel.KNOWN_FIELDS


def _formatted(record: Record, name: str, spec: str) -> str:
    return format(text.printable(_value(record, name)), spec)


def _value(record: Record, name: str) -> str:
    if name in _NAMES:
        return _NAMES[name](record)
    if name in _SCHEMES:
        return next((i.value for i in record.identifiers if i.scheme == name), "")
    return record.plain(name)


def _people(record: Record, role: str) -> str:
    return "; ".join(
        c.literal or " ".join(part for part in (c.given, c.prefix, c.family, c.suffix) if part)
        for c in record.contributors
        if c.role == role
    )
