"""What BibTeX, biber or LaTeX would refuse, or print otherwise than it was meant; one rule each (docs/doctor.md)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.formats import bibtex
from readinglist.formats.bibtex import expressions
from readinglist.formats.latex import specials
from readinglist.model import biblatex, dates_in_words, name_lists, schemes
from readinglist.model.editions import ordinal
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from readinglist.model.record import Field, Record

_COLUMNS = 60  # of a value in a message
# Fields that are printed as text. Others are addresses, keys, dates, numbers, or for the reader alone.
_PRINTED = biblatex.TITLE_FIELDS.union(
    biblatex.NAME_FIELDS,
    "journaltitle journalsubtitle shortjournal series publisher institution organization school location address edition "
    "howpublished note addendum pubstate type venue eventtitle volume number issue chapter version entrysubtype".split(),
)
_UNPRINTED = frozenset(("sorttitle", "indextitle", "indexsorttitle", "sortname"))
# Labels that a style prints itself, by the field before whose number they stand.
_LABELS = {
    "volume": r"(?:vol(?:ume)?|bd|band|tome?)\b\.?",
    "number": r"(?:no|nr|number|num|issue|iss|heft|№)\b\.?",
    "issue": r"(?:no|nr|number|num|issue|iss|heft|№)\b\.?",
    "pages": r"(?:pp?|pages?|s|seiten?|ff?)\b\.?",
    "chapter": r"(?:ch(?:ap(?:ter)?)?|kap(?:itel)?)\b\.?",
}
_EDITION = r"(?i)[\s,~]*\b(?:ed(?:ition|n|s)?|aufl(?:age)?|éd(?:ition)?|edición|edizione)\b\.?\s*\Z"
# Names that classic BibTeX has not, beside those of identifiers and others that both use.
_OF_BIBLATEX = biblatex.MODERN_NAMES.union(
    biblatex.DATE_FIELDS, biblatex.NAME_FIELDS, biblatex.TITLE_FIELDS, ("langid", "pagetotal")
).difference(("author", "editor", "title", "booktitle", "institution"), biblatex.CLASSIC_NAMES)
_TYPES_OF_BIBLATEX = biblatex.BIBLATEX_TYPES - biblatex.BIBTEX_TYPES
_MISTYPED = r"(?=.*[0-9].*[0-9])(?=.*[OoIl])[12Il][0-9OoIl]{3}"  # `2O01`, `l999`
_DIGITS = str.maketrans("OoIl", "0011")
_MONTH_AND_YEAR = r"(?:[0-9]{1,2}[./-]){1,2}[0-9]{4}|[0-9]{4}[./][0-9]{1,2}[./][0-9]{1,2}"
_SEVERAL_YEARS = r"[12][0-9]{3}(?:\s*(?:[,;&+]|\\&|\band\b|\bund\b|\bor\b)\s*[12][0-9]{3})+"
_LEAST_CAPITALS = 3, 12  # words and letters of a title in capitals; shorter ones are often names or acronyms
_CAPITALS = re.compile(r"[^\W\d_]{2,}")


class Fault(NamedTuple):
    """What is wrong with a field of a source.

    `mended` is its source as it is meant, None where there is no one answer.
    """

    kind: str
    field: str
    message: str
    mended: str | None = None


def faults(record: Record) -> Iterator[Fault]:
    """Yield what is wrong with an entry on paper."""
    for rule in _RULES.values():
        yield from rule(record)


def mended(record: Record) -> Record:
    """Return a source with all mended that has one answer, one rule after the other."""
    for rule in _RULES.values():
        if changes := {fault.field: fault.mended for fault in rule(record) if fault.mended is not None}:
            record = bibtex.edit(record, changes)
    return record


def _content(field: Field, record: Record) -> str:
    return expressions.content(field.raw, record.defined)


def _anew(field: Field, content: str) -> str | None:
    """Return the source of a field with another content; None where it is put together of several parts."""
    parts = expressions.tokens(field.raw)
    if not parts or len(parts) > 1 or not expressions.is_balanced(content):
        return None
    return expressions.enclosed(content)


def _printed(record: Record) -> Iterator[Field]:
    for field in record.fields:
        name = biblatex.canonical(field.name)
        if (name in _PRINTED or field.name.lower() in _PRINTED) and name not in _UNPRINTED:
            yield field


def _specials(record: Record) -> Iterator[Fault]:
    for field in _printed(record):
        if not any(mark in field.raw for mark in "&%#_^"):
            continue
        content = _content(field, record)
        if marks := specials.raw(content):
            better = specials.escaped(content)
            said = f"{' and '.join(marks)} in {field.name} must be escaped for LaTeX: {text.fit(better, _COLUMNS)}"
            yield Fault("special", field.name, said, _anew(field, better))


def _maths(record: Record) -> Iterator[Fault]:
    for field in _printed(record):
        if "$" in field.raw and specials.maths_is_open(_content(field, record)):
            yield Fault("maths", field.name, f"{field.name} has a $ that nothing closes; a dollar sign is written \\$")


def _names(record: Record) -> Iterator[Fault]:
    for field, content in bibtex.lists_of_names(record):
        for fault in name_lists.faults(content):
            better = f": {text.fit(fault.mended, _COLUMNS)}" if fault.mended else ""
            whole = _anew(field, fault.mended) if fault.mended else None
            yield Fault("names", field.name, f"{field.name}: {fault.message}{better}", whole)


def _editions(record: Record) -> Iterator[Fault]:
    field = record.field("edition")
    if not field:
        return
    content = _content(field, record)
    named = bool(re.search(_EDITION, content))
    better = re.sub(_EDITION, "", content).strip()
    number = better.isascii() and better.isdecimal() and not _is_biblatex(record)
    better = ordinal(int(better)) if number else better
    if better and named:
        said = f"edition {text.fit(content, _COLUMNS)} is printed with a second «edition»; {better} is enough"
        yield Fault("edition", field.name, said, _anew(field, better))
    elif number:
        said = f"edition {content.strip()} is printed «{content.strip()} edition» by classic BibTeX; it wants {better}"
        yield Fault("edition", field.name, said, _anew(field, better))


def _is_biblatex(record: Record) -> bool:
    """Whether an entry is written for BibLaTeX, whose styles make ordinals of numbers."""
    names = {field.name.lower() for field in record.fields}
    return not names.isdisjoint(_OF_BIBLATEX) or record.type.lower() in _TYPES_OF_BIBLATEX


def _labels(record: Record) -> Iterator[Fault]:
    for name, label in _LABELS.items():
        field = record.field(name)
        if field and (found := re.match(rf"(?i)\s*{label}[\s~]*(?=[0-9])", field.plain)):
            better = re.sub(rf"(?i)\A\s*{label}[\s~]*", "", _content(field, record))
            said = f"{field.name} {text.fit(field.plain, _COLUMNS)} is printed with a second {found[0].strip()!r}; {better} is enough"
            yield Fault("label", field.name, said, _anew(field, better))


def _years(record: Record) -> Iterator[Fault]:
    field = record.field("year")
    if not field:
        return
    if re.fullmatch(_MISTYPED, field.plain.strip()):
        better = field.plain.strip().translate(_DIGITS)
        yield Fault(
            "year", field.name, f"{field.name} {field.plain!r} has a letter for a digit: {better}", _anew(field, better)
        )
    elif re.fullmatch(_SEVERAL_YEARS, field.plain.strip()):
        said = f"{field.name} {text.fit(field.plain, _COLUMNS)!r} holds more than one year; `readinglist set {record.key} date=…` gives one"
        yield Fault("year", field.name, said)
    elif re.fullmatch(_MONTH_AND_YEAR, field.plain.strip()):
        said = f"{field.name} {field.plain!r} is printed as it is; `readinglist set {record.key} date=…` gives the month too"
        yield Fault("year", field.name, said)
    elif not (record.date or dates_in_words.edtf(field.plain, "", "") or re.search("[^\\W\\d_]", field.plain)):
        yield Fault(
            "year",
            field.name,
            f"{field.name} {text.fit(field.plain, _COLUMNS)!r} is no year; `readinglist set {record.key} date=…` gives one",
        )


def _capitals(record: Record) -> Iterator[Fault]:
    title = record.plain("title")
    words = _CAPITALS.findall(title)
    if title.isupper() and len(words) >= _LEAST_CAPITALS[0] and sum(map(len, words)) >= _LEAST_CAPITALS[1]:
        said = f"the title is all in capitals, which no style can undo: {text.fit(title, _COLUMNS)}"
        yield Fault("capitals", "title", said)


def _addresses(record: Record) -> Iterator[Fault]:
    """Yield a DOI with its resolver or a label, behind the resolver that styles print."""
    field = record.field("doi")
    if field:
        better = schemes.as_printed("doi", field.plain)
        if better != field.plain.strip():
            said = (
                f"doi {text.fit(field.plain, _COLUMNS)} is printed behind another https://doi.org/; {better} is enough"
            )
            yield Fault("doi", field.name, said, _anew(field, better))


# The rules by the kind of what they find; docs/doctor.md has a section for each.
_RULES: dict[str, Callable[[Record], Iterator[Fault]]] = {
    "special": _specials,
    "maths": _maths,
    "names": _names,
    "edition": _editions,
    "label": _labels,
    "year": _years,
    "capitals": _capitals,
    "doi": _addresses,
}
KINDS = frozenset(_RULES)
