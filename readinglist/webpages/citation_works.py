"""What a CITATION.cff says, as facts: the software itself, or the work that its authors ask to be cited instead.

The Citation File Format 1.2.0, with the types of its references.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import cff
from readinglist.webpages import bylines
from readinglist.webpages.facts import Facts, facts, normal, pages
from readinglist.webpages.plain import date, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

_ABSTRACT = 10_000  # characters; a guess, above the longest abstracts


def work(values: object, url: str, *, with_preferred: bool = True) -> Facts | None:
    """Return the facts of a file that is read; None for one without a title.

    `url` is the address of the repository. With `with_preferred`, the `preferred-citation` counts: that is what the
    authors ask to be cited.
    """
    if not isinstance(values, dict):
        return None
    preferred = values.get("preferred-citation")
    if with_preferred and isinstance(preferred, dict) and _plain_value(preferred, "title"):
        if _plain_value(preferred, "type").lower() in cff.OF_SOFTWARE:
            return _software({**values, **preferred, "type": "software"}, url)
        return _reference(preferred, url)
    return _software(values, url) if _plain_value(values, "title") else None


def version(tag: str) -> str:
    """Return a version without its `v`.

    `v1.2 → 1.2`.
    """
    return re.sub(r"\A[vV](?=[0-9])", "", tag)


def _software(values: Mapping[str, object], url: str) -> Facts:
    kind = "dataset" if _plain_value(values, "type") == "dataset" else "software"
    return facts(
        kind,
        [
            ("title", _plain_value(values, "title")),
            ("version", version(_plain_value(values, "version"))),
            ("date", date(_plain_value(values, "date-released")) or _reference_date(values)),
            ("doi", _doi(values)),
            ("rights", _plain_value(values, "license")),
            ("howpublished", "GitHub"),
            ("url", url),
            ("abstract", plain(_plain_value(values, "abstract", _ABSTRACT), _ABSTRACT)),
        ],
        _people(values.get("authors")),
    )


def _reference(values: Mapping[str, object], url: str) -> Facts:
    """Return the facts of a work that is no software."""
    kind = cff.TYPES.get(_plain_value(values, "type").lower(), "")
    held = _plain_value(values, "journal")
    book = _plain_value(values, "collection-title") or _name_of(values, "conference")
    if not kind:
        kind = "article" if held else "inproceedings" if book else "online"
    house = _name_of(values, "institution") or _name_of(values, "publisher")
    known = facts(
        kind,
        [
            ("title", _plain_value(values, "title")),
            ("journaltitle", held),
            ("booktitle", book or held if kind == "inproceedings" else ""),
            ("volume", _plain_value(values, "volume")),
            ("number", _plain_value(values, "issue") or _plain_value(values, "number")),
            ("pages", pages(_plain_value(values, "start"), _plain_value(values, "end"))),
            ("type", _degree(_plain_value(values, "thesis-type")) if kind == "thesis" else ""),
            ("edition", _plain_value(values, "edition")),
            ("institution", house if kind in ("thesis", "report") else ""),
            ("publisher", _name_of(values, "publisher")),
            ("date", _reference_date(values)),
            ("isbn", _plain_value(values, "isbn")),
            ("issn", _plain_value(values, "issn")),
            ("doi", _doi(values)),
            ("arxiv", _arxiv(values)),
            ("url", _plain_value(values, "url") if not _doi(values) else url),
            ("abstract", plain(_plain_value(values, "abstract", _ABSTRACT), _ABSTRACT)),
        ],
        _people(values.get("authors")),
    )
    return Facts(known.type, {"url": url, **known.fields}, known.authors, _people(values.get("editors")))


def _degree(written: str) -> str:
    return next((name for word, name in cff.DEGREES.items() if word in written.lower()), written or "phdthesis")


def _reference_date(values: Mapping[str, object]) -> str:
    """Return `date-published`, or else year and month."""
    month = _plain_value(values, "month")
    written = f"{_plain_value(values, 'year')}-{month:0>2}" if month.isdecimal() else _plain_value(values, "year")
    return date(_plain_value(values, "date-published")) or date(written)


def _plain_value(values: Mapping[str, object], name: str, most: int = 1000) -> str:
    value = values.get(name)
    if isinstance(value, list):
        return ", ".join(plain(item, most) for item in value if isinstance(item, str))
    return plain(value, most) if isinstance(value, str) else ""


def _name_of(values: Mapping[str, object], name: str) -> str:
    """Return the name of a body, which may be an object or a text."""
    value = values.get(name)
    return _plain_value(value, "name") if isinstance(value, dict) else _plain_value(values, name)


def _doi(values: Mapping[str, object]) -> str:
    """Return the DOI of a work, by `doi` or `identifiers`."""
    if found := normal("doi", _plain_value(values, "doi")):
        return found
    dois = (normal("doi", value) for kind, value in _identifiers(values) if kind == "doi")
    return next(filter(None, dois), "")


def _arxiv(values: Mapping[str, object]) -> str:
    written = [value for _, value in _identifiers(values)] + [_plain_value(values, "url")]
    return next((found for one in written if "arxiv" in one.lower() and (found := normal("arxiv", one))), "")


def _identifiers(values: Mapping[str, object]) -> list[tuple[str, str]]:
    listed = values.get("identifiers")
    entries = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    return [(_plain_value(item, "type"), _plain_value(item, "value")) for item in entries]


def _people(listed: object) -> list[str]:
    """Return names as source.

    One with a `name` is a body; the others have family and given names, and particles.
    """
    names = []
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, str):
            names += bylines.typed([item])
        elif isinstance(item, dict) and _plain_value(item, "family-names"):
            family = f"{_plain_value(item, 'name-particle')} {_plain_value(item, 'family-names')}".strip()
            names.append(bylines.person(family, _plain_value(item, "given-names"), _plain_value(item, "name-suffix")))
        elif isinstance(item, dict):
            names.append(
                bylines.body(
                    _plain_value(item, "name") or _plain_value(item, "alias") or _plain_value(item, "given-names")
                )
            )
    return [name for name in dict.fromkeys(names) if name]
