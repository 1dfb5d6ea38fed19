"""How quotes compare with the texts of their sources."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from readinglist.render.terminal import style
from readinglist.render.terminal.lines import continued, hanging
from readinglist.util import text
from readinglist.util.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readinglist.fulltext.quotes import Found, Verified

_QUOTE = 72  # columns of a quote, so that it fits beside its indent on a terminal of 80


IN_COLUMNS = (
    "it is laid out in columns, and quotes are looked for in one column after the other; a text that goes on in one "
    "column (pdftotext without -layout) is surer"
)


def warnings(found: Sequence[Verified]) -> Iterator[str]:
    """Yield a line for each source whose text is laid out in columns."""
    for source in dict.fromkeys(one.source for one in found if one.in_columns):
        yield f"{text.printable(source)}: warning: look at its text: {IN_COLUMNS}."


def lines(found: Sequence[Verified], columns: int | None = None, *, everything: bool) -> Iterator[str]:
    """Yield lines for each quote that does not match its text.

    Also for each that is in another place than its locator names; with `everything`, for all.
    """
    for one in found:
        if everything or one.fails or one.elsewhere:
            yield from _quote_lines(one, columns)


def _quote_lines(one: Verified, columns: int | None) -> Iterator[str]:
    name = text.printable(one.where if "#" in one.where else f"{one.source} {one.where}")
    first, *more = continued(f"{name}: {_result(one)}", columns)
    yield style.key(name) + first.removeprefix(name) if first.startswith(name) else first
    yield from more
    yield text.printable(f"    “{text.fit(text.squeeze(one.quote), min(_QUOTE, (columns or _QUOTE) - 6))}”")
    if one.found and one.fails:
        yield from hanging("  ", one.found.near, columns)


def _result(one: Verified) -> str:
    if one.found is None:
        return "no text to compare with"
    if one.fails:
        return one.found.state
    aside = f", not {text.printable(one.locator)}" if one.elsewhere else ""
    word = "on" if one.found.page else "in"
    return f"found {word} {one.found.place}{_of_file(one.found)}{aside}"


def _of_file(found: Found) -> str:
    """Return which attachment of the source has a quote, by its number and name; nothing for a text that was given by itself."""
    text_of = found.text
    return (
        f" of attachment {text_of.attachment} ({text.printable(text_of.name)})"
        if text_of and text_of.attachment
        else ""
    )


def summary(found: Sequence[Verified]) -> str:
    """Return the number of quotes, and of those that match."""
    counts = Counter("without a text" if one.found is None else one.found.state for one in found)
    counts["found, but elsewhere"] = sum(one.elsewhere for one in found)
    counts["found"] -= counts["found, but elsewhere"]
    kinds = ("found", "found, but elsewhere", "altered", "absent", "without a text")
    total = counted(len(found), "quote")
    return (
        f"{total}: {', '.join(f'{counts[kind]} {kind}' for kind in kinds if counts[kind])}." if found else "no quotes."
    )
