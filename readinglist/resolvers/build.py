"""From what a service says to a record: fields in a steady order, each encoded once, and empty ones left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import bibtex
from readinglist.model import biblatex, dates, identifiers
from readinglist.resolvers import people as _people
from readinglist.resolvers import titles_and_abstracts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from readinglist.model.names import Name
    from readinglist.model.record import Record

_FORMATTED = frozenset("title subtitle booktitle booksubtitle maintitle".split())
_DASHES = re.compile(r"\s*(?:-{1,3}|[‐‑‒–—−])\s*")
_PAGES = re.compile(r"[A-Za-z]{0,4}\.?\d+[A-Za-z]?(?:\.\w{1,6})?")
_NO_PAGES = re.compile(r"(?i)(?:n/?a|no|nil|none|null|tba|-|–|0|\?)?(?:[-–—](?:n/?a|no|nil|0|\?)?)?")


def record(
    entry_type: str,
    values: Mapping[str, str],
    people: Mapping[str, Iterable[Name]] | None = None,
    *,
    tex: bool = False,
) -> Record:
    """Return a record, without a key, from values as a service says them.

    With `tex`, titles and abstract are LaTeX already, as on arXiv.
    """
    raw = {role: _people.coded(names) for role, names in (people or {}).items()}
    raw |= {name: _coded(name, value, tex=tex) for name, value in values.items()}
    named = sorted((pair for pair in raw.items() if pair[1]), key=lambda pair: biblatex.place(pair[0]))
    return bibtex.build("", entry_type, named)


def _coded(name: str, value: str, *, tex: bool) -> str:
    if name == "abstract":
        return titles_and_abstracts.abstract(value, tex=tex)
    if name in _FORMATTED:
        return titles_and_abstracts.coded(name, value, tex=tex)
    if name == "pages":
        return pages_field(value)
    plain = value if name == "url" else titles_and_abstracts.plain(value)
    return bibtex.encode(name, plain) if plain else ""


def with_fields(found: Record, **values: str) -> Record:
    """Return a record with some fields set, all in their steady order."""
    pairs = {field.name: field.raw for field in found.fields}
    pairs |= {name: _coded(name, value, tex=False) for name, value in values.items()}
    return ordered(found.type, pairs)


def ordered(entry_type: str, raw: Mapping[str, str]) -> Record:
    """Return a record of fields as BibTeX expressions, in their steady order; empty ones are left out."""
    named = sorted((pair for pair in raw.items() if pair[1]), key=lambda pair: biblatex.place(pair[0]))
    return bibtex.build("", entry_type, named)


def titles(title: str, subtitle: str = "") -> dict[str, str]:
    """Return title and subtitle; one that the title says already is left out."""
    title, subtitle = title.strip(), subtitle.strip().lstrip(":–— ").strip()
    if not subtitle or _said(subtitle) in _said(title):
        return {"title": title}
    return {"title": title.rstrip(" :"), "subtitle": subtitle} if title else {"title": subtitle}


def _said(written: str) -> str:
    return re.sub(r"\W+", " ", titles_and_abstracts.plain(written).casefold()).strip()


def pages(written: str) -> str:
    """Return pages as BibLaTeX takes them, `633--638`; empty for what says only that there are none."""
    plain = titles_and_abstracts.plain(written).removeprefix("pp.").removeprefix("p.").strip()
    if _NO_PAGES.fullmatch(plain):
        return ""
    ranges = [_range(part.strip()) for part in re.split(r"[,;]", plain) if part.strip()]
    return ", ".join(ranges)


def pages_field(written: str) -> str:
    """Return the expression of a pages field; empty for none."""
    found = pages(written)
    return bibtex.encode("pages", found).replace("-{}-", "--") if found else ""


def _range(written: str) -> str:
    ends = _DASHES.split(written)
    if len(ends) != 2 or not all(_PAGES.fullmatch(end) for end in ends):  # noqa: PLR2004 - from and to
        return written
    first, last = ends
    return first if first == last else f"{first}--{last}"


def whole_ranges(written: str) -> str:
    """Return pages of which the last leaves out what it shares with the first, whole: `1234--1245` for 1234-45."""
    return ", ".join(map(_whole, pages(written).split(", ")))


def _whole(part: str) -> str:
    found = re.fullmatch(r"([A-Za-z]*)(\d+)--(\d+)", part)
    if not found or len(found[3]) >= len(found[2]):
        return part
    return f"{found[1]}{found[2]}--{found[1]}{found[2][: -len(found[3])]}{found[3]}"


def identifier(scheme: str, *written: str) -> str:
    """Return the first of some texts that is an identifier of a scheme, normalised; empty for none."""
    return next(filter(None, (identifiers.normal(scheme, one) for one in written)), "")


def span(start: str, end: str) -> str:
    """Return a date or a range of two; empty where neither is known."""
    both = f"{start}/{end}" if start and end and start != end else start or end
    return both if dates.is_valid(both) else start
