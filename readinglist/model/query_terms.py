"""What a term of a query means: which field it asks for, and for which values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.errors import quoted
from readinglist.model import biblatex, dates, relations, stances
from readinglist.model.errors import QueryError, UnknownField
from readinglist.model.query_tokens import OTHER_MARKS, SYMBOLS
from readinglist.model.query_tree import (
    FIELDS,
    ORDERED,
    And,
    Beginning,
    Between,
    Exists,
    Has,
    Not,
    Or,
    Word,
    part_inside,
)
from readinglist.model.record import MARKS, STATUSES, UNRESOLVED

if TYPE_CHECKING:
    from readinglist.model.query_tokens import Token
    from readinglist.model.query_tree import Node

_SYNONYMS = {
    "tags": "tag",
    "keyword": "tag",
    "keywords": "tag",
    "label": "tag",
    "labels": "tag",
    "collection": "tag",
    "group": "tag",
    "journal": "venue",
    "container": "venue",
    "publication": "venue",
    "notes": "note",
    "quotes": "quote",
    "claims": "claim",
    "attachments": "attachment",
    "citekey": "key",
    "citationkey": "key",
    "id": "key",
    "authors": "author",
    "creator": "author",
    "editors": "editor",
    "entrytype": "type",
    "itemtype": "type",
    "kind": "type",
    "state": "status",
    "years": "year",
    "by": "author",
    "all": "any",
    "lang": "language",
}
_HAS = "has"  # `has:note`, as `note:*`
# What is asked of a list by an option.
_OPTIONS = {"sort": "--sort year", "order": "--sort year", "orderby": "--sort year", "limit": "--limit 20"}
_OPERATORS = ("and", "or", "not", *SYMBOLS)
_STUB = "stub"  # what users call a source that is not resolved
_NAMED_VALUES = {
    "status": STATUSES,
    "is": (_STUB, *MARKS, *STATUSES),
    "links": relations.NAMES,
    "evidence": stances.NAMES,
}
NOTHING = "a word or field:value is missing here"
_SIGN_ALONE = re.compile(r"[<>=]=?(?=\S*\Z)|!=")
_NO_VALUE = re.compile(r"[A-Za-z_-]{2,}(?:[<>!]=|[<>=])\Z")
_YEAR = re.compile(r"-?[0-9]{1,4}\Z")
_YEARS = re.compile(r"([0-9]{4})\s*(?:--?|[–—…+]|\.{3})\s*([0-9]{4}|)\Z")
_SEVERAL = re.compile(r"(?<=.)[,|;](?=.)")
_ADDRESSES = ("url", "file")
_FIRST_DIGITS = re.compile(r"[0-9]{1,3}\Z")
_DATE_BEGUN = re.compile(r"[0-9]{1,3}(?:[0-9]-(?:[0-9]|[0-9]{2}-[0-9]?)?)?\Z")
_DATE = re.compile(r"-?[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?\Z")
_SPAN = re.compile(r"(?<!\.)\.\.(?!\.)")


def node_of(text: str, token: Token) -> Node:
    """Return the node of a term of a query. Raises QueryError and UnknownField."""
    if token.field and not _is_formula(token):
        return _field_term(text, token)
    whole = f"{token.field}{token.sign}{token.text}"
    if not token.phrase and whole.endswith("*"):
        whole = whole.rstrip("*")  # a word is found by its beginning in any case
        if not whole:
            return Exists("key")
    if not whole.strip():
        raise QueryError(text, token.column, NOTHING)
    if not token.phrase and (sign := _SIGN_ALONE.match(whole)):
        what = f"{sign[0]} stands alone; write field{sign[0]}value without spaces, or put it in quotation marks"
        raise QueryError(text, token.column, what)
    if not token.phrase and (name := _NO_VALUE.match(whole)):
        raise QueryError(text, token.column, f"{name[0]} needs a value, without a space before it")
    # A lone AND, OR or NOT can only be written as a phrase; `-OR` and `--OR` are therefore read as `-"OR"` and `"OR"`.
    return Word(whole, token.phrase or whole.lower() in _OPERATORS or whole[0] in OTHER_MARKS)


def beginning_of(text: str, token: Token) -> Node:
    """Return the node of a term that somebody is typing: of what begins so. Raises QueryError and UnknownField.

    `at` → words that begin so, `tag:mo` → tags, `status:re` → read and reading, `year:20` → 2000 to 2099, `date:2024-0` → dates
    """
    if token.phrase or token.sign not in ("", "=") or not token.text:
        return node_of(text, token)
    field = _SYNONYMS.get(token.field.lower(), token.field.lower())
    if begun := _begun(field, token.text.lower()):
        return begun
    node = node_of(text, token)
    match node:
        case Word(wanted, False) if not part_inside(wanted):
            return Beginning("any", wanted)
        case Has("tag" | "type" as known, wanted, False) if not part_inside(wanted):
            return Beginning(known, wanted)
    return node


def _begun(field: str, value: str) -> Node | None:
    """Return what the beginning of a value of a field is that has only few, or digits; None for other fields and values."""
    if field == "year" and _FIRST_DIGITS.match(value):
        return Between("year", value.ljust(4, "0"), value.ljust(4, "9"))
    if field in ORDERED and field != "year" and _DATE_BEGUN.match(value):
        return Beginning(field, value)
    names = [name for name in _NAMED_VALUES.get(field, ()) if name.startswith(value)]
    parts = [Has("status" if name in STATUSES else field, UNRESOLVED if name == _STUB else name) for name in names]
    return Or(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def _is_formula(token: Token) -> bool:
    """Whether it is no field that is asked for: `E=mc2`, `p<0.05`."""
    return bool(token.sign) and len(token.field) == 1


def _field_term(text: str, token: Token) -> Node:
    if option := _OPTIONS.get(token.field.lower()):
        raise QueryError(
            text, token.column, f"{token.field} is no field; `readinglist list` takes {option} as an option"
        )
    if token.field.lower() == _HAS and token.text.strip():
        return Exists(_query_field(token.text))
    field, value = _query_field(token.field), token.text
    if not value.strip():
        what = f"{token.field}: needs a value; {token.field}:* finds all that have one"
        raise QueryError(text, token.column, what)
    if not value.strip("*") and not token.phrase:
        return Not(Exists(field)) if token.sign == "!=" else Exists(field)
    if token.sign and token.sign[0] in "<>":
        return _compared(text, token, field)
    found = _asked(text, token, field)
    return Not(found) if token.sign == "!=" else found


def _asked(text: str, token: Token, field: str) -> Node:
    value = token.text if token.phrase else _bare(text, token, field)
    if field in ORDERED and (years := _YEARS.match(value)):
        value = f"{years[1]}..{years[2]}"
    if not token.phrase and _SPAN.search(value) and field not in biblatex.VERBATIM_FIELDS:
        return _between(text, token, field, value)
    if field in ORDERED:
        _check_moment(text, token, field, value)
    if field == "status" and value.lower() not in STATUSES:
        raise QueryError(text, token.column, f"{quoted(value)} is no status; there are {', '.join(STATUSES)}")
    if field == "links" and value.lower() not in relations.NAMES:
        raise QueryError(text, token.column, f"{quoted(value)} is no relation; there are {', '.join(relations.NAMES)}")
    if field == "is" and value.lower() in STATUSES:
        return Has("status", value)
    if field == "is":
        value = _mark_name(text, token, value)
    # A value that begins like an operator is written in quotation marks, so that it is read as one again.
    return Has(field, value, token.phrase or value[0] in f"<>={OTHER_MARKS}")


def _bare(text: str, token: Token, field: str) -> str:
    """Return a value that stood in no quotation marks, without a `*` at its end, which means nothing here."""
    value, name = token.text, token.field
    if field in ORDERED or field in _ADDRESSES:
        return value
    if value[0] in "-!":
        raise QueryError(
            text, token.column, f"write -{name}:{value[1:]} for what has it not; else put {value} in quotation marks"
        )
    if field == "tag" and (mark := _SEVERAL.search(value)):
        one, other = value.split(mark[0], 1)
        what = f"{mark[0]} separates no tags; write {name}:{one} {name}:{other} for both, with OR between them for one of them"
        raise QueryError(text, token.column, what)
    return value.rstrip("*")


def _compared(text: str, token: Token, field: str) -> Node:
    """`year>2020`, `date<=2020-05`: a span, without the moment itself where the sign says so."""
    if field not in ORDERED:
        what = f"{token.field} cannot be compared by {token.sign}; {', '.join(ORDERED)} can"
        raise QueryError(text, token.column, what)
    value = token.text
    _check_moment(text, token, field, value)
    span = Between(field, value, "") if token.sign[0] == ">" else Between(field, "", value)
    return span if token.sign.endswith("=") else And((span, Not(Has(field, value))))


def _mark_name(text: str, token: Token, value: str) -> str:
    """Return the mark that `is:` asks for; `stub` means unresolved."""
    name = UNRESOLVED if value.lower() == _STUB else value.lower()
    if name not in MARKS:
        raise QueryError(text, token.column, f"{quoted(value)} is no mark; there are {', '.join((_STUB, *MARKS))}")
    return name


def _query_field(name: str) -> str:
    """Return the one name of a field.

    `tags → tag`, `journal → venue`.

    Raises UnknownField.
    """
    field = _SYNONYMS.get(name.lower(), name.lower())
    if field in FIELDS:
        return field
    field = biblatex.canonical(field)
    if field not in biblatex.KNOWN_FIELDS:
        raise UnknownField(name, (*FIELDS, "and every field of BibLaTeX"))
    return field


def _between(text: str, token: Token, field: str, value: str) -> Node:
    if field not in ORDERED:
        what = f"{token.field} has no span; {', '.join(ORDERED)} have. Put text with two points in quotation marks"
        raise QueryError(text, token.column, what)
    low, _, high = value.partition("..")
    for end in filter(None, (low, high)):
        _check_moment(text, token, field, end)
    if _is_backward(field, low, high):
        raise QueryError(text, token.column, f"{quoted(token.text)} ends before it begins")
    return Between(field, low, high) if low or high else Exists(field)


def _check_moment(text: str, token: Token, field: str, value: str) -> None:
    if field == "year":
        valid, hint = bool(_YEAR.match(value)), "write 2024 or 2023..2025, or ask for a month by date:2024-05"
    else:
        valid, hint = (
            bool(_DATE.match(value)) and dates.is_valid(value),
            "write 2024, 2024-05, 2024-05-31 or 2023..2025",
        )
    if not valid:
        raise QueryError(text, token.column, f"{quoted(value)} is no {'year' if field == 'year' else 'date'}; {hint}")


def _is_backward(field: str, low: str, high: str) -> bool:
    if not low or not high:
        return False
    if field == "year":
        return int(low) > int(high)
    return not low.startswith("-") and low[: len(high)] > high
