"""Documents of the Federal Register of the United States, from its API."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.network.json import parsed
from readinglist.webpages import bylines
from readinglist.webpages.facts import Facts, facts, normal, pages
from readinglist.webpages.plain import date, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readinglist.network.wire import Get

HOSTS = ("federalregister.gov", "govinfo.gov")
_API = "https://www.federalregister.gov/api/v1/documents"
_NUMBER = re.compile(
    r"federalregister\.gov/(?:documents/[0-9]{4}/[0-9]{2}/[0-9]{2}|d|a|api/v1/documents)/((?:[A-Z][0-9]-|E)?[0-9]{1,4}-[0-9]{2,6})"
    r"|govinfo\.gov/(?:content/pkg|app/details)/FR-[0-9-]{10}/(?:pdf/|html/|xml/)?((?:[A-Z][0-9]-|E)?[0-9]{1,4}-[0-9]{2,6})",
    re.IGNORECASE,
)
_CITATION = re.compile(r"([0-9]{1,3}) FR ([0-9]{1,6})")
_SUBTYPES = {"Rule": "regulation", "Proposed Rule": "proposed rule", "Notice": "notice"}
_FOUND = 200
_SMALL = frozenset(("of", "and", "the", "for", "on", "in", "to"))


def of(url: str, get: Get) -> Facts | None:
    """Return the facts of a document by its address.

    None for others.
    The address may be that of GovInfo's copy too.
    """
    found = _NUMBER.search(url)
    if not found:
        return None
    answer = get(f"{_API}/{found[1] or found[2]}.json", accept="application/json")
    if answer.status != _FOUND:
        return None
    values = parsed(answer)
    return _document(values) if _plain_value(values, "title") else None


def _document(values: Mapping[str, object]) -> Facts:
    """Return a document as an article of the Federal Register.

    It is cited by volume and page, as lawyers cite it.
    """
    cited = _CITATION.search(_plain_value(values, "citation"))
    kind = _plain_value(values, "type")
    return facts(
        "article",
        [
            ("title", _plain_value(values, "title")),
            ("journaltitle", "Federal Register"),
            ("entrysubtype", _SUBTYPES.get(kind) or _presidential(values) or kind.lower()),
            ("volume", _plain_value(values, "volume") or (cited[1] if cited else "")),
            (
                "pages",
                pages(
                    _plain_value(values, "start_page") or (cited[2] if cited else ""), _plain_value(values, "end_page")
                ),
            ),
            ("date", date(_plain_value(values, "publication_date"))),
            ("note", "; ".join(_numbers(values))),
            ("url", normal("url", _plain_value(values, "html_url"))),
            ("language", "english"),
            ("abstract", plain(_plain_value(values, "abstract", 10_000), 10_000)),
        ],
        _agencies(values),
    )


def _plain_value(values: Mapping[str, object], name: str, most: int = 1000) -> str:
    value = values.get(name)
    return plain(str(value), most) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _presidential(values: Mapping[str, object]) -> str:
    """Return the kind of a presidential document: `executive order`, `proclamation`."""
    return _plain_value(values, "subtype").lower() or (
        "presidential document" if values.get("type") == "Presidential Document" else ""
    )


def _numbers(values: Mapping[str, object]) -> list[str]:
    """Return the numbers of a document, its order and its rulemaking (RIN)."""
    found = [f"FR Doc. {number}"] if (number := _plain_value(values, "document_number")) else []
    if order := _plain_value(values, "executive_order_number"):
        found.append(f"Executive Order {order}")
    listed = values.get("regulation_id_numbers")
    rins = [plain(rin) for rin in listed if isinstance(rin, str)] if isinstance(listed, list) else []
    return found + [f"RIN {rin}" for rin in rins]


def _agencies(values: Mapping[str, object]) -> list[str]:
    """Return the president, or the agencies.

    An agency below a department is named with it: `Department, Bureau`.
    """
    if values.get("type") == "Presidential Document":
        president = values.get("president")
        name = president.get("name") if isinstance(president, dict) else ""
        return bylines.typed([name]) if isinstance(name, str) and name else ["{Executive Office of the President}"]
    listed = values.get("agencies")
    agencies = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    by_id = {number: item for item in agencies if isinstance(number := item.get("id"), int)}
    parents = [item.get("parent_id") for item in agencies]
    named = [_named(item, by_id) for item in agencies if not item.get("id") or item.get("id") not in parents]
    return [bylines.body(name) for name in dict.fromkeys(named) if name]


def _named(agency: Mapping[str, object], by_id: Mapping[int, Mapping[str, object]]) -> str:
    number = agency.get("parent_id")
    parent = by_id.get(number) if isinstance(number, int) else None
    names = [_own_name(item) for item in (parent, agency) if item]
    whole = ", ".join(name for name in names if name)
    return f"U.S. {whole}" if whole and not whole.startswith(("U.S.", "United States", "Executive Office")) else whole


def _own_name(agency: Mapping[str, object]) -> str:
    """Return the name of an agency as usually written."""
    raw = _plain_value(agency, "raw_name") or _plain_value(agency, "name")
    if not raw.isupper():
        return raw
    words = raw.lower().split()
    return " ".join(word if n and word in _SMALL else word.capitalize() for n, word in enumerate(words))
