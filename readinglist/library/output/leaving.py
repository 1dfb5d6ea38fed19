"""Which fields of a source leave the library in a bibliography, and in which order the sources come.

What programs and readers keep for themselves stays, and so do paths of files, unless they are asked for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist import errors
from readinglist.model import biblatex, private_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Record

NONE = "none"
SORTS = ("key", "added", "date", "cited")


class LeavingFields(NamedTuple):
    """The rule of an export.

    `omit` are the fields that stay, `only` the only ones that leave where there are any, by their BibLaTeX names; `private`
    lets private ones leave too.
    """

    omit: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    private: bool = False

    def lets(self, name: str, plain: str) -> bool:
        """Whether a field leaves, by its name and its plain value."""
        canonical = biblatex.canonical(name)
        if canonical in self.omit:
            return False
        if self.only and canonical not in self.only:
            return canonical in biblatex.REFERRING
        return self.private or canonical in self.only or not private_fields.is_private(name, plain)


DEFAULT = LeavingFields()


def rule(omit: Iterable[str] = (), only: Iterable[str] = ()) -> LeavingFields:
    """Return the rule that a user's words mean: names of fields, with commas or apart; `none` omits nothing by itself."""
    left_out = frozenset(_names(omit))
    return LeavingFields(left_out - {NONE}, frozenset(_names(only)), NONE in left_out)


def doubts(option: str, words: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each name of an option that no field is known by, with the one that may be meant.

    Raises InvalidValue for one that is an option itself, whose value is missing then.
    """
    for name in dict.fromkeys(part.strip() for word in words for part in word.split(",")):
        if name.startswith("-"):
            raise errors.InvalidValue(option, name, "name fields, with commas, or `--omit none`")
        if not name or name.lower() in {NONE, *biblatex.KNOWN_FIELDS} or private_fields.is_private(name):
            continue
        from difflib import get_close_matches  # noqa: PLC0415 - few names are misspelt

        near = get_close_matches(name.lower(), sorted(biblatex.KNOWN_FIELDS), 1, 0.7)
        meant = f"; {near[0]} is" if near else ""
        yield f"{option}: {name} is no field of BibTeX or BibLaTeX{meant}"


def _names(words: Iterable[str]) -> Iterator[str]:
    """Yield the fields that are meant: a part of a date means the date, as one form has a year and another a date."""
    for word in words:
        for name in word.split(","):
            if canonical := biblatex.canonical(name.strip()):
                yield from biblatex.ISSUED if canonical in ("date", "year") else (canonical,)


def left(record: Record, leaving: LeavingFields = DEFAULT) -> Record:
    """Return a source with the fields that leave; by default all that are not private."""
    fields = tuple(field for field in record.fields if leaving.lets(field.name, field.plain))
    return record if len(fields) == len(record.fields) else replace(record, fields=fields)


def public(record: Record, *, verdicts: bool = False) -> Record:
    """Return a record with public notes only, and what is said of claims by its reader only where that is asked for."""
    shown = replace(
        record, notes=tuple(note for note in record.notes if note.public), status="", why="", via="", priority=0
    )
    if verdicts:
        return shown
    claims = tuple(
        replace(claim, verdict="", note="", evidence=tuple(replace(piece, note="") for piece in claim.evidence))
        for claim in record.claims
    )
    bears = tuple(replace(one, evidence=replace(one.evidence, note="")) for one in record.bears)
    return replace(shown, claims=claims, bears=bears)
