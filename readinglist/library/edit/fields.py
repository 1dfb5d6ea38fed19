"""From what a user types about a source, `field=value` in plain text, to a record's fields; checked on the way in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist import errors
from readinglist.formats import bibtex
from readinglist.library.edit import values
from readinglist.model import biblatex, dates_in_words, identifiers, name_lists, provenance, schemes
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from readinglist.model.record import Record

_ELSEWHERE = {
    "key": "`readinglist rename` changes the key",
    "tag": "`readinglist tag` changes tags",
    "tags": "`readinglist tag` changes tags",
    "status": "`readinglist queue`, `start`, `done` and `drop` change the status",
    "why": "`readinglist queue` changes why and via",
    "via": "`readinglist queue` changes why and via",
    "priority": "`readinglist queue --priority` changes it",
}
_ILLEGAL = frozenset(" \t\n{}\"#%'(),=\\@")


class Typed(NamedTuple):
    """What was typed.

    Fields as raw BibTeX by name, the entry type where one was given, and warnings.
    """

    changes: dict[str, str]
    type: str
    warnings: tuple[str, ...]


def typed(assignments: Iterable[tuple[str, str]], authors: Sequence[str] = ()) -> Typed:
    """Check and encode plain values by field name.

    `entrytype` names the entry type.

    A field that no data model knows is kept, with a warning. Raises InvalidValue for a name or value that cannot be.
    """
    changes: dict[str, str] = {}
    entry_type, warnings, assignments = "", [], list(assignments)
    for name, value in assignments:
        if name.lower() == "entrytype":
            entry_type = checked_type(value)
            warnings += values.doubts_of_type(entry_type)
            continue
        check_name(name)
        if name.lower() not in biblatex.KNOWN_FIELDS:
            warnings.append(f"{name} is no field of BibTeX or BibLaTeX; it is kept as it is.")
        changes[name] = bibtex.encode(name, checked_value(name, value))
        warnings += values.doubts(name, value)
    for name in authors:
        if not text.squeeze(name):
            raise errors.InvalidValue("author", name, "write a name as 'Family, Given', or '{A Body}'")
    lists = [*authors, *(value for name, value in assignments if name.lower() in biblatex.NAME_FIELDS)]
    warnings += [f"{doubt}." for names in lists for doubt in name_lists.doubts(names)]
    if authors:
        changes = {"author": bibtex.encode_names(list(authors)), **changes}
    return Typed(changes, entry_type, tuple(warnings))


def assignment(word: str) -> tuple[str, str]:
    """Split `field=value`. Raises InvalidValue where there is no `=`."""
    name, sign, value = word.partition("=")
    if not sign or not name.strip():
        raise errors.InvalidValue("field=value", word, "write a field's name, an equals sign and the value")
    return name.strip(), value


def check_name(name: str) -> None:
    """Raise InvalidValue for a name that no field can have, or that belongs to another command."""
    if name.lower() in _ELSEWHERE:
        raise errors.InvalidValue("field", name, _ELSEWHERE[name.lower()])
    if not name or _ILLEGAL & set(name) or not name.isprintable():
        raise errors.InvalidValue(
            "field", name, "a field's name has no white space and none of {}\"#%'(),=@ or backslash"
        )


def checked_type(value: str) -> str:
    """Return an entry type.

    Raises InvalidValue for what cannot be one.
    """
    name = value.strip()
    if not name or _ILLEGAL & set(name) or not name.isprintable() or not name[0].isalpha():
        raise errors.InvalidValue("type", value, "an entry type is one word, such as article, book, report or online")
    if name.lower() in values.NO_TYPES:
        raise errors.InvalidValue(
            "type", value, f"@{name} is no entry in BibTeX; choose article, book, report, online or another"
        )
    return name


def checked_value(name: str, value: str) -> str:
    """Return a plain value as it is kept.

    Raises InvalidValue for an invalid date, number or identifier.
    """
    plain = text.squeeze(value)
    if not plain:
        raise errors.InvalidValue(
            name, value, f"give a value, or take the field away with `readinglist unset KEY {name}`"
        )
    canonical = biblatex.canonical(name)
    if canonical in biblatex.DATE_FIELDS:
        return _checked_date(name, plain)
    if canonical in schemes.CHECKED:
        return _checked_identifier(canonical, plain)
    values.check(canonical, name, plain)
    return plain


def _checked_date(name: str, plain: str) -> str:
    """Return a date in EDTF; it may be typed in words that leave no doubt, as `12 June 2017`, `44 BC` or `c. 1850`."""
    if written := dates_in_words.from_text(plain):
        values.check_range(name, plain, written)
        return written
    hint = (
        "write a date as 2025, 2025-01 or 2025-01-25, a range as 2024/2025, about 1850 as 1850~, perhaps 1850 as 1850?, "
        "spring 2025 as 2025-21, 44 BC as -0043; of a work that has not appeared, set year=forthcoming"
    )
    raise errors.InvalidValue(name, plain, hint)


def _checked_identifier(scheme: str, value: str) -> str:
    try:
        return identifiers.in_field(scheme, value)
    except ValueError as error:
        raise errors.InvalidValue(scheme, value, str(error)) from error


def identified(scheme: str, value: str) -> list[tuple[str, str]]:
    """Return the fields of an identifier, in plain text.

    Of an arXiv number two. Raises InvalidValue.
    """
    return list(schemes.as_fields(scheme, _checked_identifier(scheme, value)).items())


def new(type_: str, assignments: Iterable[tuple[str, str]], authors: Sequence[str]) -> tuple[Record, tuple[str, ...]]:
    """Return a record, without a key, from typed fields, and the warnings. The type is guessed where none is given."""
    given = typed(assignments, authors)
    names = {biblatex.canonical(name) for name in given.changes}
    entry_type = checked_type(type_) if type_ else given.type or _guess(names)
    built = bibtex.build("", entry_type, given.changes.items())
    return replace(built, origin=provenance.USER), given.warnings


def with_one_date(record: Record, changes: Mapping[str, str]) -> dict[str, str | None]:
    """Return changes that leave a record with one date.

    A new one takes the place of year, month and day.

    Raises InvalidValue for a year or month beside a date that stays.
    """
    names = {biblatex.canonical(name) for name in changes}
    if "date" in names:
        return {**{name: None for name in biblatex.DATE_PARTS if name not in names and record.field(name)}, **changes}
    if record.field("date") and (clash := [name for name in biblatex.DATE_PARTS if name in names]):
        hint = f"the source has a date, {record.plain('date')}; set date instead, or unset it first"
        raise errors.InvalidValue("field", clash[0], hint)
    return dict(changes)


def _guess(names: set[str]) -> str:
    """Guess an entry type from the fields that are there."""
    for field, entry_type in _TYPE_BY_FIELD:
        if field in names:
            return entry_type
    return "misc"


_TYPE_BY_FIELD = (
    ("journaltitle", "article"),
    ("booktitle", "inproceedings"),
    ("isbn", "book"),
    ("institution", "report"),
    ("eprint", "online"),
    ("doi", "article"),
    ("url", "online"),
)
