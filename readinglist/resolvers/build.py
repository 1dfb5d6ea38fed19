"""From the values of a service to a record.

Its fields have one order, each is encoded once, and empty ones are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import bibtex
from readinglist.formats.latex import titles_and_abstracts
from readinglist.model import biblatex, dates, identifiers
from readinglist.resolvers.people import coded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from readinglist.model.names import Name
    from readinglist.model.record import Record

_FORMATTED = frozenset("title subtitle booktitle booksubtitle maintitle".split())
_DASHES = re.compile(r"\s*(?:-{1,3}|[‐‑‒–—−])\s*")
_PAGES = re.compile(r"[A-Za-z]{0,4}\.?\d+[A-Za-z]?(?:\.\w{1,6})?")
# What services write for no pages: `n/a`, `none`, `0`, `-`, `n/a-n/a`.
_NO_PAGES = re.compile(r"(?i)(?:n/?a|no|nil|none|null|tba|-|–|0|\?)?(?:[-–—](?:n/?a|no|nil|0|\?)?)?")


def record(
    entry_type: str,
    values: Mapping[str, str],
    people: Mapping[str, Iterable[Name]] | None = None,
    *,
    tex: bool = False,
) -> Record:
    """Return a record, without a key, from the values of a service.

    With `tex`, titles and abstract are LaTeX, as on arXiv.
    """
    raw = {role: coded(names) for role, names in (people or {}).items()}
    raw |= {name: _expression(name, value, tex=tex) for name, value in values.items()}
    named = sorted((pair for pair in raw.items() if pair[1]), key=lambda pair: biblatex.place(pair[0]))
    return bibtex.build("", entry_type, named)


def _expression(name: str, value: str, *, tex: bool) -> str:
    if name == "abstract":
        return titles_and_abstracts.abstract(value, tex=tex)
    if name in _FORMATTED:
        return titles_and_abstracts.coded(name, value, tex=tex)
    if name == "pages":
        return pages_field(value)
    plain = value if name == "url" else titles_and_abstracts.plain(value)
    return bibtex.encode(name, plain) if plain else ""


def with_fields(found: Record, **values: str) -> Record:
    """Return a record with some fields set, all in order."""
    pairs = {field.name: field.raw for field in found.fields}
    pairs |= {name: _expression(name, value, tex=False) for name, value in values.items()}
    return ordered(found.type, pairs)


def ordered(entry_type: str, raw: Mapping[str, str]) -> Record:
    """Return a record of BibTeX expressions, in order.

    Empty ones are left out.
    """
    named = sorted((pair for pair in raw.items() if pair[1]), key=lambda pair: biblatex.place(pair[0]))
    return bibtex.build("", entry_type, named)


def titles(title: str, subtitle: str = "") -> dict[str, str]:
    """Return title and subtitle.

    A subtitle that is in the title is left out.
    `On Keys`, `: A Study` → `{"title": "On Keys", "subtitle": "A Study"}`
    """
    title, subtitle = title.strip(), subtitle.strip().lstrip(":–— ").strip()
    if not subtitle or _words_of(subtitle) in _words_of(title):
        return {"title": title}
    return {"title": title.rstrip(" :"), "subtitle": subtitle} if title else {"title": subtitle}


def _words_of(written: str) -> str:
    return re.sub(r"\W+", " ", titles_and_abstracts.plain(written).casefold()).strip()


def pages(written: str) -> str:
    """Return pages as BibLaTeX has them.

    Empty for what means none.
    `pp. 633-638 → 633--638`, `12-12 → 12`, `n/a →` empty
    """
    plain = titles_and_abstracts.plain(written).removeprefix("pp.").removeprefix("p.").strip()
    if _NO_PAGES.fullmatch(plain):
        return ""
    ranges = [_page_range(part.strip()) for part in re.split(r"[,;]", plain) if part.strip()]
    return ", ".join(ranges)


def pages_field(written: str) -> str:
    """Return the expression of a pages field; empty for none."""
    found = pages(written)
    return bibtex.encode("pages", found).replace("-{}-", "--") if found else ""


def _page_range(written: str) -> str:
    ends = _DASHES.split(written)
    if len(ends) != 2 or not all(_PAGES.fullmatch(end) for end in ends):  # noqa: PLR2004 - from and to
        return written
    first, last = ends
    return first if first == last else f"{first}--{last}"


def whole_ranges(written: str) -> str:
    """Return pages with the last one in full.

    `1234-45 → 1234--1245`.
    """
    return ", ".join(map(_range_in_full, pages(written).split(", ")))


def _range_in_full(part: str) -> str:
    found = re.fullmatch(r"([A-Za-z]*)(\d+)--(\d+)", part)
    if not found or len(found[3]) >= len(found[2]):
        return part
    return f"{found[1]}{found[2]}--{found[1]}{found[2][: -len(found[3])]}{found[3]}"


def identifier(scheme: str, *written: str) -> str:
    """Return the first valid identifier of a scheme, normalised.

    Empty for none.
    """
    return next(filter(None, (identifiers.normal(scheme, one) for one in written)), "")


def span(start: str, end: str) -> str:
    """Return a date or a range in EDTF.

    `2017`, `2018` → `2017/2018`.

    Empty for none.
    """
    both = f"{start}/{end}" if start and end and start != end else start or end
    return both if dates.is_valid(both) else start
