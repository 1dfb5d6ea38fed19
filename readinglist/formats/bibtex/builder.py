"""From BibTeX source to a Record, and from plain text to BibTeX source."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import is_normalized

from readinglist.formats import latex
from readinglist.formats.bibtex import expressions, markup
from readinglist.model import biblatex, dates, identifiers, names
from readinglist.model.record import Contributor, Field, Identifier, Macro, Record
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_LITERAL = biblatex.VERBATIM_FIELDS | biblatex.KEY_FIELDS
_WRITTEN_NAME_FIELDS = frozenset(name for field in biblatex.NAME_FIELDS for name in biblatex.names_for(field))
_DATES = biblatex.DATE_FIELDS.union(biblatex.ISSUED)
_ESCAPED = re.compile(r"\\([%&#_~${}])")
_PLAIN_NAME = re.compile(r"[\w ,.'’]+(?:-[\w ,.'’]+)*")
# What may be a command, markup or a ligature of LaTeX, or a word whose capitals are protected.
_ANY_SIGN = re.compile(r"[\\{}$&%#_~^<]|--|``|''")
_MAY_BE_PROTECTED = re.compile(r"[^ ][A-Z]|[A-Z]\d")
_SEPARATOR = re.compile(r"\s*[,;]\s*")
_SEPARATOR_OR_BRACE = re.compile(r"[,;{}]")
_LONGEST_WORD = 200  # characters; longer ones are no words, and the search for a capital inside takes quadratic time
_CAPITAL_INSIDE = re.compile(r"[^\W_].*[A-Z]|[A-Z]\d|\d[A-Z]")

# What an address in plain text has none of.
_WRITTEN = re.compile(r"[\\{}$\s]|\A<|&(?:amp|lt|gt|quot|#)")


def build(
    key: str,
    type: str,  # noqa: A002 - the word of the model
    pairs: Iterable[tuple[str, str]],
    macros: Mapping[str, str] | None = None,
    line: int = 0,
    raw: str = "",
) -> Record:
    """Return a record from fields, and what is derived from them.

    The fields are pairs of name and BibTeX expression; `macros` are the values of `@string`s by lower-case name; `line` and
    `raw` are the place and the text of the entry in a file. Contributors, identifiers and tags are derived.

    `[("title", "{The {DNA}}")]` → a field with `raw="{The {DNA}}"` and `plain="The DNA"`
    """
    known = macros or {}
    fields: list[Field] = []
    values: dict[str, str] = {}
    people: list[Contributor] = []
    keywords = ""
    for name, source in pairs:
        low = name.lower()
        inner = source[1:-1] if expressions.is_simple(source) else expressions.content(source, known)
        plain = _plain_of(low, inner)
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
        macros=_used_macros(fields, known) if known else (),
        contributors=tuple(people),
        identifiers=tuple([Identifier(*pair) for pair in identifiers.from_fields(values)]),
        tags=_tags_of(keywords) if keywords else (),
        line=line,
        raw=raw,
    )


def of_fields(
    key: str,
    type: str,  # noqa: A002 - the word of the model
    made: Iterable[MadeField],
    line: int = 0,
    raw: str = "",
) -> Record:
    """Return the record that `build` returns for the sources of fields that are made already, none of them with a macro."""
    fields: list[Field] = []
    values: dict[str, str] = {}
    people: list[Contributor] = []
    tags: tuple[str, ...] = ()
    for one in made:
        fields.append(one.field)
        values.setdefault(one.field.name.lower(), one.field.plain)
        people += one.people
        tags = tags or one.tags
    found = tuple([Identifier(*pair) for pair in identifiers.from_fields(values)])
    return Record(key, type, tuple(fields), (), tuple(people), found, tags, line=line, raw=raw)


class MadeField(NamedTuple):
    """A field with the people or tags that are derived from it."""

    field: Field
    people: tuple[Contributor, ...] = ()
    tags: tuple[str, ...] = ()


def made(name: str, source: str) -> MadeField:
    """Return a field of a source without macros."""
    low = name.lower()
    inner = expressions.content(source, {})
    people = tuple(_contributors(low, inner)) if low in biblatex.NAME_FIELDS else ()
    return MadeField(Field(name, source, _plain_of(low, inner)), people, _tags_of(inner) if low == "keywords" else ())


def made_of_plain(name: str, written: str) -> MadeField:
    """Return the field of a plain text, as `made` does of what `encode` returns for it."""
    low, plain = name.lower(), text.squeeze(written)
    if is_its_own_source(low, plain):
        return MadeField(Field(name, f"{{{plain}}}", plain), (), _tags_of(plain) if low == "keywords" else ())
    return made(name, encode(name, plain))


def is_its_own_source(low: str, plain: str) -> bool:
    """Whether a squeezed text is, between braces, what `encode` returns for it; `low` is the name of its field in lower case."""
    if low in biblatex.ADDRESS_FIELDS:
        return not _WRITTEN.search(plain)
    if low in _LITERAL or low in biblatex.NAME_FIELDS or low == "month" or _ANY_SIGN.search(plain):
        return False
    if low in biblatex.TITLE_FIELDS and _MAY_BE_PROTECTED.search(plain):
        return False
    return plain.isascii() or is_normalized("NFC", plain)


@lru_cache(16_384)
def made_of_person(role: str, written: str) -> MadeField | None:
    """Return one name of a list with the person it is of; None for a name that is read only in its list."""
    if _ANY_SIGN.search(written) or "," in written[-1:] or len(written) >= _LONGEST_WORD or not written:
        return None
    if names.split_names(written) != [written] or not (written.isascii() or is_normalized("NFC", written)):
        return None
    return MadeField(Field(role, written, written), (_contributor(role, written),))


def entry(
    key: str,
    type: str,  # noqa: A002 - the word of the model
    pairs: Iterable[tuple[str, str]],
    macros: Mapping[str, str] | None = None,
    fields: Iterable[Field] = (),
) -> Record:
    """Return a record from fields, as `build` does, without what is derived from them.

    Those of `fields` that have the same name and source are taken as they are.
    """
    known = macros or {}
    ready = {(field.name, field.raw): field for field in fields}
    made = [ready.get(pair) or _field(*pair, known) for pair in pairs]
    return Record(key, type, tuple(made), _used_macros(made, known) if known else ())


def _field(name: str, source: str, macros: Mapping[str, str]) -> Field:
    return Field(name, source, _plain_of(name.lower(), expressions.content(source, macros)))


def derived(field: Field, macros: Mapping[str, str]) -> tuple[object, ...]:
    """Return what is derived from one field: people or tags; nothing from most."""
    low = field.name.lower()
    if low in biblatex.NAME_FIELDS:
        return tuple(_contributors(low, expressions.content(field.raw, macros)))
    return _tags_of(expressions.content(field.raw, macros)) if low == "keywords" else ()


def _plain_of(name: str, inner: str) -> str:
    """Return the content of a field in plain text, by its lower-case name."""
    if name in biblatex.ADDRESS_FIELDS:
        return _plain_address(inner)
    if name in _LITERAL:
        return _verbatim_plain(inner)
    plain = _plain_text(inner)
    return _date_plain(inner, plain) if "~" in inner and name in _DATES else plain


def _plain_text(inner: str) -> str:
    """Return the content of a field as plain text.

    LaTeX is decoded, and the HTML that publishers leave in it is removed.
    """
    plain = latex.decode(inner)
    return markup.plain(plain) if "<" in plain or "&" in plain else plain


def _date_plain(inner: str, decoded: str) -> str:
    """Return a date in plain text: `1723~` says that it is approximate, elsewhere the tilde is a space."""
    written = inner.replace("{", "").replace("}", "").replace("\\~", "~").strip()
    return written if dates.is_valid(written) else decoded


def _verbatim_plain(inner: str) -> str:
    return text.squeeze(_ESCAPED.sub(r"\1", inner)) if "\\" in inner else inner.strip()


def _used_macros(fields: Sequence[Field], known: Mapping[str, str]) -> tuple[Macro, ...]:
    used = {name.lower(): name for field in fields for name in expressions.names_of_macros(field.raw)}
    return tuple(Macro(name, known[low]) for low, name in used.items() if low in known)


def _contributors(role: str, inner: str) -> Iterable[Contributor]:
    for written in names.split_names(inner):
        yield (_known_contributor if len(written) < _LONGEST_WORD else _contributor)(role, written)


def _contributor(role: str, written: str) -> Contributor:
    parts = names.parse_name(written)
    if not _PLAIN_NAME.fullmatch(written):
        parts = names.Name(*[_plain_text(part) for part in parts])
    return Contributor(role, *parts)


_known_contributor = lru_cache(16_384)(_contributor)  # most people wrote more than one of the works of a file


def _tags_of(keywords: str) -> tuple[str, ...]:
    tags: dict[str, str] = {}
    for item in _keywords(keywords):
        tag = latex.decode(item)
        if tag:
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())


def _keywords(inner: str) -> list[str]:
    """Return the keywords of a field as written.

    They stand between commas and semicolons outside braces: `a, {b, c}; d` → `["a", "{b, c}", "d"]`
    """
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
    """Return a record with fields set to BibTeX expressions, or removed (None).

    Fields are named in either dialect. One that is there keeps its name and place; a new one is the last. All else is kept
    to the byte.
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
    return rebuilt(record, pairs, record.defined)


def rebuilt(record: Record, pairs: Sequence[tuple[str, str]], macros: Mapping[str, str]) -> Record:
    """Return a record with other fields, and with what is derived from these."""
    built = build(record.key, record.type, pairs, macros)
    return replace(
        record,
        fields=built.fields,
        macros=built.macros,
        contributors=built.contributors,
        identifiers=built.identifiers,
        tags=built.tags,
    )


def lists_of_names(record: Record) -> Iterator[tuple[Field, str]]:
    """Yield the fields of names of an entry, each with the list that BibTeX reads in it.

    `{Roe, A; Poe, B}` → `Roe, A; Poe, B`; `{{Roe; Poe}}` → `{Roe; Poe}`, which is one name
    """
    for field in record.fields:
        if field.name.lower() in _WRITTEN_NAME_FIELDS:
            yield field, expressions.content(field.raw, record.defined)


def _plain_address(inner: str) -> str:
    if not _WRITTEN.search(inner):
        return inner
    from readinglist.formats.bibtex import addresses  # noqa: PLC0415 - nearly all addresses are plain

    return addresses.plain(inner)


def resolved(raw: str, macros: Mapping[str, str]) -> str:
    """Return a BibTeX expression with its macros resolved.

    `macros` are values by lower-case name. An expression without macros is returned as it is. `jan # " 5" → {January 5}`
    with `{"jan": "January"}`
    """
    return expressions.enclosed(expressions.content(raw, macros)) if expressions.names_of_macros(raw) else raw


def retag(record: Record, tags: Sequence[str]) -> Record:
    """Return a record whose keywords are exactly these tags.

    Keywords that are kept keep their source and their separator.
    """
    # One semicolon fewer than keywords: all are separated by it. A comma is the default.
    field = record.field("keywords")
    known = record.defined
    inner = expressions.content(field.raw, known) if field else ""
    written = _keywords(inner)
    forms = {latex.decode(item).casefold(): item for item in reversed(written)}
    separator = "; " if re.sub(r"\{[^{}]*\}", "", inner).count(";") >= max(1, len(written) - 1) else ", "
    items = [forms.get(tag.casefold(), latex.encode(tag)) for tag in tags]
    return edit(record, {"keywords": f"{{{separator.join(items)}}}" if items else None})


def encode(name: str, plain: str) -> str:
    r"""Return plain text as the BibTeX expression of a field.

    Special characters are escaped, capitals of titles protected.
    `title`, `The DNA & I → {The {DNA} \& I}`; `month`, `March → mar`; `doi`, `10.1/a_b → {10.1/a_b}`
    """
    low, squeezed = name.lower(), text.squeeze(plain)
    if low == "month" and dates.month_number(squeezed) and (squeezed.isdecimal() or squeezed.strip(".").isalpha()):
        return dates.MONTH_MACROS[dates.month_number(squeezed) - 1]
    if low in _LITERAL:
        return f"{{{_verbatim(squeezed)}}}"
    if low in biblatex.NAME_FIELDS:
        return f"{{{_encoded_names(squeezed)}}}"
    coded = latex.encode(squeezed)
    return f"{{{_protected(squeezed, coded) if low in biblatex.TITLE_FIELDS else coded}}}"


def encode_names(written: Sequence[str]) -> str:
    """Return several names as the expression of a name field.

    Braces keep the name of a body together: `["Doe, Ann", "{Smith and Sons}"]` → `{Doe, Ann and {Smith and Sons}}`
    """
    return f"{{{' and '.join(_encoded_names(text.squeeze(name)) for name in written)}}}"


def _encoded_names(written: str) -> str:
    if not expressions.is_balanced(written):
        return latex.encode(written)
    return "".join(part if part in "{}" else latex.encode(part) for part in re.split(r"([{}])", written))


def _verbatim(value: str) -> str:
    # The percent encoding of the braces (RFC 3986, 2.1), as such fields are mostly addresses.
    if expressions.is_balanced(value):
        return value
    return value.replace("{", "%7B").replace("}", "%7D")


def _protected(plain: str, coded: str) -> str:
    """Put words in braces whose capitals a style must not lower.

    None, if the whole title is in capitals.
    """
    if plain.isupper():
        return coded
    return " ".join(_protected_word(word) for word in coded.split(" "))


def _protected_word(word: str) -> str:
    bare = word.strip(".,:;!?()\"'“”‘’")
    if not bare or len(bare) > _LONGEST_WORD or "\\" in bare or "{" in bare or not _CAPITAL_INSIDE.search(bare):
        return word
    return word.replace(bare, f"{{{bare}}}", 1)
