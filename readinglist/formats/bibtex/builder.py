"""From fields as BibTeX source to a Record, and from what a person types to BibTeX source."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from readinglist.formats import latex
from readinglist.formats.bibtex import expressions, markup
from readinglist.model import biblatex, dates, identifiers, names
from readinglist.model.record import Contributor, Field, Identifier, Macro, Record
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_LITERAL = biblatex.VERBATIM_FIELDS | biblatex.KEY_FIELDS
_ESCAPED = re.compile(r"\\([%&#_~${}])")
_BARE = re.compile(r"[\w ,.'’]+(?:-[\w ,.'’]+)*")
_SEPARATOR = re.compile(r"\s*[,;]\s*")
_SEPARATOR_OR_BRACE = re.compile(r"[,;{}]")
_LONGEST_WORD = 200  # characters; what is longer is no word, and would take its time
_CAPITAL_INSIDE = re.compile(r"[^\W_].*[A-Z]|[A-Z]\d|\d[A-Z]")


def build(
    key: str,
    type: str,  # noqa: A002 - the word of the model
    pairs: Iterable[tuple[str, str]],
    macros: Mapping[str, str] | None = None,
    line: int = 0,
    raw: str = "",
) -> Record:
    """Return a record from fields as name and BibTeX expression, with everything that is read off them.

    `macros` are the values of `@string`s by lower-case name; `line` and `raw` say where and how a file had the entry.
    """
    known = macros or {}
    fields: list[Field] = []
    values: dict[str, str] = {}
    people: list[Contributor] = []
    keywords = ""
    for name, source in pairs:
        low = name.lower()
        inner = expressions.content(source, known)
        plain = _verbatim_plain(inner) if low in _LITERAL else _readable(inner)
        fields.append(Field(name, source, plain))
        values.setdefault(low, plain)
        if low in biblatex.NAME_FIELDS:
            people += _contributors(low, inner)
        elif low == "keywords" and not keywords:
            keywords = inner
    return Record(
        key=key,
        type=type,
        fields=tuple(fields),
        macros=_macros(fields, known) if known else (),
        contributors=tuple(people),
        identifiers=tuple([Identifier(*pair) for pair in identifiers.from_fields(values)]),
        tags=_tags(keywords) if keywords else (),
        line=line,
        raw=raw,
    )


def _readable(inner: str) -> str:
    """Return the content of a field as a person reads it: LaTeX decoded, and what publishers leave of HTML taken off."""
    plain = latex.decode(inner)
    return markup.plain(plain) if "<" in plain or "&" in plain else plain


def _verbatim_plain(inner: str) -> str:
    return text.squeeze(_ESCAPED.sub(r"\1", inner)) if "\\" in inner else inner.strip()


def _macros(fields: Sequence[Field], known: Mapping[str, str]) -> tuple[Macro, ...]:
    used = {name.lower(): name for field in fields for name in expressions.names_of_macros(field.raw)}
    return tuple(Macro(name, known[low]) for low, name in used.items() if low in known)


def _contributors(role: str, inner: str) -> Iterable[Contributor]:
    for written in names.split_names(inner):
        parts = names.parse_name(written)
        if not _BARE.fullmatch(written):
            parts = names.Name(*[_readable(part) for part in parts])
        yield Contributor(role, *parts)


def _tags(keywords: str) -> tuple[str, ...]:
    tags: dict[str, str] = {}
    for item in _keywords(keywords):
        tag = latex.decode(item)
        if tag:
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())


def _keywords(inner: str) -> list[str]:
    """Return the keywords of a field as written: what stands between commas and semicolons outside braces."""
    if "{" not in inner:
        return [item for item in _SEPARATOR.split(inner.strip()) if item]
    items, start, depth = [], 0, 0
    for found in _SEPARATOR_OR_BRACE.finditer(inner):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth <= 0 and found[0] in ",;":
            items.append(inner[start : found.start()].strip())
            start = found.end()
    return [item for item in (*items, inner[start:].strip()) if item]


def edit(record: Record, changes: Mapping[str, str | None]) -> Record:
    """Return a record with fields set to BibTeX expressions, or taken off (None), by their name in either dialect.

    A field that is there keeps its name and place; a new one goes last. All else stays to the byte.
    """
    pending = {biblatex.canonical(name): (name, raw) for name, raw in changes.items()}
    pairs: list[tuple[str, str]] = []
    for field in record.fields:
        canonical = biblatex.canonical(field.name)
        if canonical not in pending:
            pairs.append((field.name, field.raw))
            continue
        raw = pending[canonical][1]
        if raw is not None:
            pairs.append((field.name, raw))
            pending[canonical] = ("", None)
    pairs += [(name, raw) for name, raw in pending.values() if raw is not None]
    known = {macro.name.lower(): macro.value for macro in record.macros}
    built = build(record.key, record.type, pairs, known)
    return replace(
        record,
        fields=built.fields,
        macros=built.macros,
        contributors=built.contributors,
        identifiers=built.identifiers,
        tags=built.tags,
    )


def resolved(raw: str, macros: Mapping[str, str]) -> str:
    """Return a BibTeX expression with its macros resolved, by lower-case name; one without macros as it is."""
    return expressions.enclosed(expressions.content(raw, macros)) if expressions.names_of_macros(raw) else raw


def retag(record: Record, tags: Sequence[str]) -> Record:
    """Return a record whose keywords field says just these tags; keywords that stay keep their form and separator."""
    field = record.field("keywords")
    known = {macro.name.lower(): macro.value for macro in record.macros}
    inner = expressions.content(field.raw, known) if field else ""
    written = _keywords(inner)
    forms = {latex.decode(item).casefold(): item for item in reversed(written)}
    separator = "; " if re.sub(r"\{[^{}]*\}", "", inner).count(";") >= max(1, len(written) - 1) else ", "
    items = [forms.get(tag.casefold(), latex.encode(tag)) for tag in tags]
    return edit(record, {"keywords": f"{{{separator.join(items)}}}" if items else None})


def encode(name: str, plain: str) -> str:
    """Return plain text as the BibTeX expression of a field: specials escaped, capitals of titles protected."""
    low, squeezed = name.lower(), text.squeeze(plain)
    if low == "month" and dates.month_number(squeezed):
        return expressions.MONTHS[dates.month_number(squeezed) - 1]
    if low in _LITERAL:
        return f"{{{_verbatim(squeezed)}}}"
    if low in biblatex.NAME_FIELDS:
        return f"{{{_encoded_names(squeezed)}}}"
    coded = latex.encode(squeezed)
    return f"{{{_protected(squeezed, coded) if low in biblatex.TITLE_FIELDS else coded}}}"


def encode_names(written: Sequence[str]) -> str:
    """Return several names, each as typed, as the expression of a name field; braces keep a body's name together."""
    return f"{{{' and '.join(_encoded_names(text.squeeze(name)) for name in written)}}}"


def _encoded_names(written: str) -> str:
    if not expressions.is_balanced(written):
        return latex.encode(written)
    return "".join(part if part in "{}" else latex.encode(part) for part in re.split(r"([{}])", written))


def _verbatim(value: str) -> str:
    if expressions.is_balanced(value):
        return value
    return value.replace("{", "%7B").replace("}", "%7D")


def _protected(plain: str, coded: str) -> str:
    """Put words whose capitals a style must not lower in braces, unless the whole title is in capitals."""
    if plain.isupper():
        return coded
    return " ".join(_protected_word(word) for word in coded.split(" "))


def _protected_word(word: str) -> str:
    bare = word.strip(".,:;!?()\"'“”‘’")
    if not bare or len(bare) > _LONGEST_WORD or "\\" in bare or "{" in bare or not _CAPITAL_INSIDE.search(bare):
        return word
    return word.replace(bare, f"{{{bare}}}", 1)
