"""Writing entries in either dialect, with the macros that they use.

Each field goes out once, under the name of the dialect (`journal` or `journaltitle`), and a date as year, month and day or as
`date`; twice only where the two say different things, so that nothing is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.formats import latex
from readinglist.formats.bibtex import builder, dates, expressions
from readinglist.model import biblatex, names, provenance
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from readinglist.model.record import Record

Pairs = list[tuple[str, str]]
_OPENING = ("{", '"')


class Dialect(NamedTuple):
    """A dialect: its entry types, its fields, names it changes."""

    type_of: Callable[[Record], str]
    arrange: Callable[[Record, Pairs], Pairs]
    foreign: frozenset[str]
    rewrites_names: bool


def dump(records: Iterable[Record], dialect: Dialect, *, ascii_only: bool) -> Iterator[str]:
    """Yield one string for each entry and each macro.

    A macro is defined before its first use.
    """
    macros: dict[str, str] = {}
    for record in records:
        if not record.key:
            raise ValueError(f"a record without a key cannot be written: {record.title!r}")
        pairs = _pairs(record, dialect)
        if record.macros:
            pairs = [(name, _with_macros(raw, record, macros)) for name, raw in pairs]
            used = {name.lower() for _, raw in pairs for name in expressions.names_of_macros(raw)}
            yield from _definitions(record, used, macros, ascii_only=ascii_only)
        if ascii_only:
            pairs = [(name, _ascii(name, raw)) for name, raw in pairs]
        body = "".join([f"  {name if name.isprintable() else text.printable(name)} = {raw},\n" for name, raw in pairs])
        yield f"@{text.printable(dialect.type_of(record))}{{{text.printable(record.key)},\n{body}}}\n\n"


def as_written(record: Record, dialect: Dialect) -> Record:
    """Return an entry as a dialect writes it, read again."""
    return builder.build(record.key, dialect.type_of(record), _pairs(record, dialect), record.defined)


def fields_as_written(record: Record, dialect: Dialect) -> Record:
    """Return an entry as `as_written` does, without what is derived from its fields."""
    return builder.entry(record.key, dialect.type_of(record), _pairs(record, dialect), record.defined, record.fields)


def _pairs(record: Record, dialect: Dialect) -> Pairs:
    pairs = [(f.name, f.raw if f.raw[:1] in _OPENING else _readable(f.raw, record)) for f in record.fields]
    if dialect.rewrites_names and any("=" in raw for _, raw in pairs):
        pairs = [(name, _with_classic_names(name, raw, record)) for name, raw in pairs]
    if dialect.foreign.isdisjoint([name.lower() for name, _ in pairs]):
        return pairs
    return dialect.arrange(record, pairs)


def _readable(raw: str, record: Record) -> str:
    """Return an expression as every BibTeX reads it: what is no number and no name of a macro gets braces.

    `12-15 → {12-15}`, `1983a → {1983a}`, `jan # 5a → jan # {5a}`
    """
    if raw.isascii() and raw.isdigit():
        return raw
    known = record.defined
    parts = expressions.tokens(raw) or ()
    if all(part.literal or expressions.is_macro(part.text) for part in parts):
        return raw
    return " # ".join(
        part.text
        if expressions.is_macro(part.text) and not part.literal
        else expressions.enclosed(part.text if part.literal else known.get(part.text.lower(), part.text))
        for part in parts
    )


def _with_classic_names(name: str, raw: str, record: Record) -> str:
    """Return names in the form that classic BibTeX reads: `{family=Gogh, prefix=van, given=Vincent} → {van Gogh, Vincent}`."""
    if name.lower() not in biblatex.NAME_FIELDS or "=" not in raw:
        return raw
    inner = expressions.content(raw, record.defined)
    written = names.split_names(inner)
    classic = [names.in_classic_form(one) for one in written]
    return raw if classic == written else expressions.enclosed(" and ".join(classic))


def _with_macros(raw: str, record: Record, defined: dict[str, str]) -> str:
    """Return an expression with its macros, or resolved where it must be.

    It must where the file has another value for a macro of that name.
    """
    values = record.defined
    for name in expressions.names_of_macros(raw):
        low = name.lower()
        if low in values and defined.get(low, values[low]) != values[low]:
            return expressions.enclosed(expressions.content(raw, values))
    return raw


def _definitions(record: Record, used: set[str], defined: dict[str, str], *, ascii_only: bool) -> Iterator[str]:
    """Yield the macros that an entry as it is written uses, and that were not defined before it."""
    for macro in record.macros:
        if macro.name.lower() in used and macro.name.lower() not in defined:
            defined[macro.name.lower()] = macro.value
            value = latex.encode_accents(macro.value) if ascii_only else macro.value
            yield f"@string{{{macro.name} = {expressions.enclosed(value)}}}\n\n"


def _ascii(name: str, raw: str) -> str:
    if raw.isascii() or name.lower() in biblatex.VERBATIM_FIELDS:
        return raw
    if all(macro.isascii() for macro in expressions.names_of_macros(raw)):
        return latex.encode_accents(raw)
    parts = expressions.tokens(raw) or ()  # the name of a macro has no other form
    return " # ".join(f"{{{latex.encode_accents(part.text)}}}" if part.literal else part.text for part in parts)


def _classic_type(record: Record) -> str:
    """Return the type for classic BibTeX; one that it does not know goes out again where it came from a file of entries.

    Its styles print it as they do `misc`, and some know `patent`, `online` and others, but none those of other packages.
    """
    classic = biblatex.bibtex_type(record.type, record.plain("type"))
    came = provenance.is_file(record.origin) and not record.origin.endswith((".json", ".csljson"))
    stays = came and classic == "misc" and record.type.lower() not in biblatex.OF_PACKAGES
    return record.type if stays else classic


def _modern_type(record: Record) -> str:
    return biblatex.biblatex_type(record.type)


def _classic(record: Record, pairs: Pairs) -> Pairs:
    """Give each field its classic name, and a date as year, month and day.

    A field whose classic name is there with another value stays, and so does a date of which these cannot say all.
    """
    values = record.values()
    parts = _parts_of_date(record, pairs)
    arranged: Pairs = []
    for name, raw in pairs:
        classic = biblatex.bibtex_name(name, record.type)
        if name.lower() == "date":
            arranged += parts
        elif classic.lower() == name.lower() or classic.lower() not in values:
            arranged.append((classic, raw))
        elif values[classic.lower()] != values[name.lower()]:
            arranged.append((name, raw))
    return arranged


def _parts_of_date(record: Record, pairs: Pairs) -> Pairs:
    """Return the fields that stand for the field `date`, itself included where they do not say all of it."""
    written = next(((name, raw) for name, raw in pairs if name.lower() == "date"), None)
    if written is None:
        return []
    present = {name.lower() for name, _ in pairs}
    made = dates.classic(record, written[1])
    same_year = "year" not in present or expressions.content(made[0][1], {}) == record.plain("year")
    made = [pair for pair in made if pair[0] not in present] if same_year else []
    return made if dates.says_all(record, made) else [written, *made]


def _modern(record: Record, pairs: Pairs) -> Pairs:
    """Give each field its BibLaTeX name, unless that is there.

    Year, month and day become the date where that can say what they do.
    """
    values = record.values()
    arranged = list(dates.modern(pairs, values))
    kind = record.type.lower()
    if kind in biblatex.TYPED and "type" not in values:
        arranged.append(("type", f"{{{biblatex.TYPED[kind]}}}"))
    return list(_renamed(record, arranged, values))


def _renamed(record: Record, pairs: Pairs, values: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the fields under their BibLaTeX names.

    A classic name with the same value as the BibLaTeX one beside it is left out.
    """
    for name, raw in pairs:
        modern = biblatex.biblatex_name(name, record.type)
        if modern == name or modern.lower() not in values:
            yield modern, raw
        elif values[modern.lower()] != values[name.lower()]:
            yield name, raw


CLASSIC = Dialect(
    _classic_type,
    _classic,
    biblatex.MODERN_NAMES | {"date"},
    rewrites_names=True,
)
MODERN = Dialect(
    _modern_type,
    _modern,
    biblatex.CLASSIC_NAMES.union(biblatex.DATE_FIELDS, ("year", "type", "institution")),
    rewrites_names=False,
)
