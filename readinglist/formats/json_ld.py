"""JSON-LD: sources as works in the words of schema.org, and their relations in those of CiTO (https://www.w3.org/TR/json-ld11/).

A field that schema.org has no property for is an `additionalProperty` by the name of BibLaTeX.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from readinglist.formats import json_arrays
from readinglist.formats.draft import Draft, whole
from readinglist.model import biblatex, relations
from readinglist.model.names import Name
from readinglist.model.record import Problem
from readinglist.util.text import in_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Contributor, Item, Record

NAME = "json-ld"
SUFFIXES = (".jsonld",)
INHERITS = False
WHOLE = True  # relations are written too
LOSSY = True
_CONTEXT = {
    "@vocab": "https://schema.org/",
    "cito": "http://purl.org/spar/cito/",
    "biblatex": "https://ctan.org/pkg/biblatex#",
}
_OWN = "biblatex:"
# The types of schema.org; what is none of these is a CreativeWork.
_TYPES = {
    "article": "ScholarlyArticle", "inproceedings": "ScholarlyArticle", "book": "Book", "mvbook": "Book", "collection": "Book", "incollection": "Chapter",
    "inbook": "Chapter", "thesis": "Thesis", "report": "Report", "online": "WebPage", "dataset": "Dataset", "software": "SoftwareApplication",
    "movie": "Movie", "video": "VideoObject", "audio": "AudioObject", "artwork": "VisualArtwork", "legislation": "Legislation", "patent": "CreativeWork",
}  # fmt: skip
_PLAIN = {
    "title": "name", "abstract": "abstract", "date": "datePublished", "url": "url", "isbn": "isbn", "issn": "issn", "pages": "pagination",
    "volume": "volumeNumber", "number": "issueNumber", "edition": "bookEdition", "version": "version", "language": "inLanguage",
    "pagetotal": "numberOfPages", "shorttitle": "alternateName", "urldate": "lastReviewed", "doi": "doi",
}  # fmt: skip
_ROLES = {"author": "author", "editor": "editor", "translator": "translator"}
_NAMED = {"publisher": "publisher", "institution": "sourceOrganization", "organization": "provider"}
_PARTS = {"journaltitle": "Periodical", "booktitle": "Book"}
_FIELD_OF = {property_: name for name, property_ in _PLAIN.items()}
_LOOKS = re.compile(r'\s*\{\s*"@context"\s*:')
_GRAPH = re.compile(r'"@graph"\s*:\s*(?=\[)')
_NAME = re.compile(r"[A-Za-z][\w+.:-]*")


def sniff(text: str) -> bool:
    """Whether a text begins as `dump` writes it: with a context, and a graph behind it."""
    return bool(_LOOKS.match(text) and "https://schema.org/" in text[:2000] and _GRAPH.search(text[:4000]))


def dump(
    records: Iterable[Record],
    *,
    ascii_only: bool = False,  # noqa: ARG001 - JSON has letters of all scripts
    private: bool = False,  # noqa: ARG001 - nothing of the reader's is in it
    in_lines: bool = False,  # noqa: ARG001 - a graph is one value
) -> Iterator[str]:
    """Yield a graph of works, one string for each."""
    first = True
    for record in records:
        work = in_json(json.dumps(_work(record), ensure_ascii=False))
        yield (f'{{"@context": {json.dumps(_CONTEXT)},\n"@graph": [\n' if first else ",\n") + work
        first = False
    if not first:
        yield "\n]}\n"


def differences(
    records: Iterable[Record],
    text: str,
    *,
    private: bool = False,  # noqa: ARG001 - one signature for all
    in_lines: bool = False,  # noqa: ARG001 - as above
) -> Iterator[str]:
    """Yield a line for each source that is not in a text that `dump` wrote, and each that is there and was not written."""
    from readinglist.formats import losses  # noqa: PLC0415 - only `--verify` reads back what it wrote

    return losses.differences(records, load(text))


def _work(source: Record) -> dict[str, Any]:
    record = whole(source)
    value: dict[str, Any] = {"@type": _TYPES.get(record.type, "CreativeWork"), "@id": f"#{source.key}"}
    more = [_property("entrytype", record.type)]
    done = {"keywords"}
    for role, property_ in _ROLES.items():
        if people := [one for one in record.contributors if one.role == role]:
            value[property_] = [_person(one) for one in people]
            done.add(role)
    for name, plain in record.values().items():
        if name not in done and not _put(value, name, plain):
            more.append(_property(name, [_person(one) for one in record.contributors if one.role == name] or plain))
    if record.tags:
        value["keywords"] = [*record.tags]
    for link in source.links:
        if link.direction == "out":
            value.setdefault(f"cito:{relations.cito(link.relation)}", []).append({"@id": f"#{link.key}"})
    return value | {"additionalProperty": more}


def _put(value: dict[str, Any], name: str, plain: str) -> bool:
    """Give a work what a field says, if there is a property for it; say whether there is."""
    if name in _PLAIN:
        value[_PLAIN[name]] = plain
    elif name in _NAMED:
        value[_NAMED[name]] = {"@type": "Organization", "name": plain}
    elif name in _PARTS and "isPartOf" not in value:
        value["isPartOf"] = {"@type": _PARTS[name], "name": plain}
    else:
        return False
    return True


def _property(name: str, value: str | list[dict[str, str]]) -> dict[str, object]:
    return {"@type": "PropertyValue", "propertyID": f"{_OWN}{name}", "value": value}


def _person(one: Contributor) -> dict[str, str]:
    if one.literal:
        return {"@type": "Organization", "name": one.literal}
    parts = {
        "familyName": one.family,
        "givenName": one.given,
        "biblatex:prefix": one.prefix,
        "honorificSuffix": one.suffix,
    }
    return {"@type": "Person", "name": one.whole, **{name: part for name, part in parts.items() if part}}


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Yield the works of a graph, and a problem for each that is none. Never raises."""
    written = (text if isinstance(text, str) else "".join(text)).removeprefix("\ufeff")
    graph = _GRAPH.search(written)
    wanted = "a work has a type, `@type`"
    for found in json_arrays.objects(written, wanted, graph.end() if graph else 0):
        if isinstance(found, Problem):
            yield found
        elif "@type" not in found.value:
            yield Problem(found.line, wanted, found.raw)
        else:
            yield _record(found.value, found.line, found.raw)


def _record(value: dict[str, Any], line: int, raw: str) -> Record:
    more = _properties(value)
    kinds = {name: kind for kind, name in reversed(_TYPES.items())}
    entry = Draft("json-ld", _text(more.pop("entrytype", "")) or kinds.get(_text(value["@type"]), "misc"), line, raw)
    entry.name_key(_text(value.get("@id")).removeprefix("#"), certain=True)
    for role, property_ in _ROLES.items():
        for one in _list(value.get(property_)):
            entry.name(role, _name(one))
    for property_, plain in value.items():
        if property_ in _FIELD_OF:
            entry.put(_FIELD_OF[property_], _text(plain))
    for name, property_ in _NAMED.items():
        entry.put(name, _named(value.get(property_)))
    if isinstance(part := value.get("isPartOf"), dict):
        entry.put("journaltitle" if part.get("@type") == "Periodical" else "booktitle", _named(part))
    for name, given in more.items():
        entry.put(name, _text(given))
        for one in given if isinstance(given, list) and name in biblatex.NAME_FIELDS else ():
            entry.name(name, _name(one))
    entry.tag(map(_text, _list(value.get("keywords"))))
    return entry.record()


def _properties(value: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that schema.org has no property for, by their names."""
    named = [
        (_text(one.get("propertyID")), one) for one in _list(value.get("additionalProperty")) if isinstance(one, dict)
    ]
    return {name: one.get("value") for said, one in named if _NAME.fullmatch(name := said.removeprefix(_OWN))}


def _name(one: Any) -> Name:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(one, dict):
        return Name(literal=_bare(one))
    if one.get("@type") != "Person":
        return Name(literal=_bare(one.get("name")))
    names = ("familyName", "givenName", "biblatex:prefix", "honorificSuffix")
    found = Name(*(_bare(one.get(name)) for name in names))
    return found if any(found) else Name(literal=_bare(one.get("name")))


def _bare(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return _text(value).replace("{", "").replace("}", "")


def _named(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _list(value: Any) -> list[Any]:  # noqa: ANN401 - whatever JSON holds
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return value if isinstance(value, str) else ""
