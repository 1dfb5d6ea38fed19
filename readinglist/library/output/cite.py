"""Citing: sources as a style prints them, in the text and in the bibliography, by the citation processor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist import errors
from readinglist.citations import batch, styles
from readinglist.formats import csl
from readinglist.library.errors import NothingMatches
from readinglist.library.open import reading
from readinglist.library.output import inherit, leaving
from readinglist.model import query
from readinglist.model.key_folding import folded_key
from readinglist.model.record import UNRESOLVED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readinglist.library.location import Location
    from readinglist.store import Reader

FORMATS = tuple(batch.WRITERS)
DEFAULT_STYLE = styles.DEFAULT
# As in pandoc's citations: `see @doe2020, pp. 3-5`, where `see`, the @ and the place may be missing.
_WANTED = re.compile(r"(?:(?P<prefix>.*?)\s*(?P<bare>-?)@)?(?P<key>[^\s,@]+)\s*(?:,\s*(?P<suffix>.*))?", re.DOTALL)

# A field and a value, or an operator between words; what cannot be read as a query then is said, not looked for as a key.
_ASKS = re.compile(r"(?:^|[\s(-])[A-Za-z][A-Za-z_-]*(?::|[<>!]?=|[<>])\S|(?:^|\s)(?:AND|OR|NOT|and|or|not)\s")


class Formatted(NamedTuple):
    """Citations in a style.

    One in the text of all sources that were asked for, and their entries in its order; `stubs` are the keys of those of which
    nobody was asked yet.
    """

    style: str
    format: str
    locale: str
    citation: str
    entries: list[tuple[str, str]]
    stubs: tuple[str, ...] = ()


def cite(
    library: Location,
    wanted: Sequence[str],
    style: str = DEFAULT_STYLE,
    form: str = "text",
    locale: str = "",
    *,
    where: str = "",
) -> Formatted:
    """Return sources as a style prints them.

    Each is asked for by its key, with words before and a place behind it. `where` is what was typed as one text: where it
    asks for fields, and names no key, it is a query, and what it finds is cited.

    Raises NoSuchSource, AmbiguousKey, InvalidValue, UnknownStyle, BadStyle, NoPandoc and PandocFailed; NothingMatches,
    QueryError and UnknownField of a query.
    """
    found, locale = styles.find(style), batch.locale_of(locale) if locale else ""
    with reading(library) as opened:
        if _is_query(opened, wanted, where):
            numbers = opened.select(query.parse(where))
            parts = [batch.CitationItem("") for _ in numbers]
        else:
            parts = [_parsed(part) for text in wanted for part in text.strip(" []").split(";")]
            numbers = opened.find_all([part.key for part in parts])
        entries = {record.key: record for record in inherit.entries(opened, list(dict.fromkeys(numbers)))}
        keys = dict(zip(dict.fromkeys(numbers), entries, strict=True))
        stubs = tuple(keys[number] for number in sorted(opened.marked(UNRESOLVED, list(keys))))
    if not numbers:
        from readinglist.library import nothing_found  # noqa: PLC0415 - most queries find something

        raise NothingMatches(nothing_found.reasons(library, where))
    cluster = [part._replace(key=keys[number]) for part, number in zip(parts, numbers, strict=True)]
    is_english = found.is_english(locale)
    items = [csl.item(leaving.left(record), is_english=is_english) for record in entries.values()]
    asked = batch.Request(items, {"all": cluster})
    made = batch.make(asked, found, form, locale)
    return Formatted(found.name, form, locale, made.citations["all"], list(made.entries.items()), stubs)


def _is_query(opened: Reader, wanted: Sequence[str], where: str) -> bool:
    """Whether words ask for fields of sources, and none is a key: words alone are keys, perhaps mistyped."""
    found = (_WANTED.fullmatch(word.strip()) for word in wanted)
    if not where or "@" in where or opened.keys_in_use([folded_key(one["key"]) for one in found if one]):
        return False
    node = query.parse(where) if _ASKS.search(where) else None
    return node is not None and not isinstance(node, query.Word)


def languages() -> tuple[str, ...]:
    """Return the languages in which there are words for citations."""
    return batch.LANGUAGES


def style_titles() -> tuple[tuple[str, str], ...]:
    """Return name and title of each style that is shipped."""
    return styles.titles()


def _parsed(text: str) -> batch.CitationItem:
    """Return what is asked for as pandoc would read it.

    Raises InvalidValue.
    """
    found = _WANTED.fullmatch(text.strip())
    if not found:
        raise errors.InvalidValue("KEY", text, "write a key, or as in pandoc: 'see @doe2020, p. 5'")
    return batch.CitationItem(
        found["key"], found["suffix"] or "", found["prefix"] or "", without_author=bool(found["bare"])
    )
