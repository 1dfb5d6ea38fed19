"""From the entries of Hayagriva to records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.formats import draft, yaml_records
from readinglist.formats.draft import Draft
from readinglist.formats.hayagriva.tables import MORE_ROLES, PLAIN, ROLES, TYPES
from readinglist.formats.yaml_records import said
from readinglist.model import biblatex, languages, schemes
from readinglist.model.names import Name
from readinglist.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from readinglist.model.record import Item, Record

NAME = "hayagriva"
# What an article is, by the type of its parent; without one it is in a periodical.
_ARTICLES = {
    "proceedings": "inproceedings", "conference": "inproceedings", "blog": "online", "web": "online", "repository": "online",
    "thread": "online", "anthology": "incollection", "book": "incollection", "reference": "inreference",
}  # fmt: skip
# Of a parent, what is said of its part.
_OF_PARENT = ("volume", "issue", "volume-total", "page-total", "location", "edition")


def load(text: str | Iterable[str]) -> Iterator[Item]:
    """Yield the records of a file, and a problem for what is no YAML or no entry. Never raises."""
    for found in yaml_records.named(yaml_records.whole(text)):
        if isinstance(found, Problem):
            yield found
        elif isinstance(found.value, dict):
            yield _record(found.name, HayagrivaEntry(found.value), found.line)
        else:
            yield Problem(found.line, "an entry of Hayagriva is a mapping", f"{found.name}: {said(found.value)}"[:2000])


class HayagrivaEntry(yaml_records.YamlValues):
    """An entry or a parent, of which nothing was taken yet."""

    def __init__(self, values: Mapping[str, object]) -> None:
        super().__init__(values)
        kind = self.left.get("type", "")
        self.kind = str(self.take("type")).strip().lower() if isinstance(kind, str) else ""

    def text(self, name: str) -> str:
        """Return a value as text: that of a name, a formattable string or an address."""
        value = self.left.get(name, "")
        if isinstance(value, str):
            return str(self.take(name))
        found = value.get("value", value.get("name", "")) if isinstance(value, dict) else ""
        if isinstance(value, dict) and isinstance(found, str) and found:
            self.left[name] = {other: more for other, more in value.items() if other not in ("value", "name")}
            return found
        return ""

    def parents(self) -> list[HayagrivaEntry]:
        """Return what it appeared in."""
        value = self.take("parent")
        listed = value if isinstance(value, list) else [value]
        return [HayagrivaEntry(one) for one in listed if isinstance(one, dict)]


def _record(key: str, own: HayagrivaEntry, line: int) -> Record:
    parents = own.parents()
    entry = Draft(NAME, _kind(own, parents), line)
    if not entry.name_key(key, certain=True):
        entry.keep("key", key)
    if own.kind not in TYPES or own.kind == "exhibition":
        entry.put("entrysubtype", own.kind)
    if parents and parents[0].kind == "newspaper":
        entry.put("entrysubtype", "newspaper")
    for role in ("author", "editor"):
        _people(role, own.take(role), entry)
    _affiliated(own, entry)
    _title("title", own, entry)
    _fields(own, entry)
    for place, parent in enumerate(parents):
        _parent(parent, entry, own.kind, is_first=not place)
    own.keep_left(entry)
    return entry.record()


def _kind(own: HayagrivaEntry, parents: list[HayagrivaEntry]) -> str:
    if own.kind == "article" and parents:
        return _ARTICLES.get(parents[0].kind, "article")
    if own.kind == "chapter" and "author" in own.left:
        return "incollection"
    if own.kind == "book" and "author" not in own.left and "editor" in own.left:
        return "collection"
    return TYPES.get(own.kind, "misc")


def _people(role: str, value: object, entry: Draft) -> None:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one.strip():
            entry.name(role, _name(one))
        elif isinstance(one, dict):
            parts = [said(one.get(part, "")) for part in ("name", "given-name", "suffix", "prefix")]
            entry.name(role, draft.name_of(*parts) if any(parts[1:]) else draft.body(parts[0]))
            entry.keep(f"{role}-alias", said(one.get("alias", "")))


def _name(written: str) -> Name:
    """Return a name: `Family, Given`; without a comma it is all one, as that of a body is."""
    found = draft.person(written) if "," in written else None
    return found or (draft.body(written) if " " in written.strip() else Name(written.strip()))


def _affiliated(own: HayagrivaEntry, entry: Draft) -> None:
    """Take the people of other roles; those that no field is left for are kept."""
    value = own.take("affiliated")
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict):
            continue
        role, names = said(one.get("role", "")).lower(), one.get("names", "")
        field = ROLES.get(role, "")
        if role == "director" and "editor" not in entry.people:
            field = "editor"
        if not field:
            field = next((name for name in MORE_ROLES if name not in entry.people), "")
        if not field:
            entry.keep(role, said(names))
            continue
        _people(field, names, entry)
        entry.put(f"{field}type", role if field not in ROLES.values() else "")


def _title(field: str, own: HayagrivaEntry, entry: Draft) -> None:
    value = own.left.get("title", "")
    main = own.text("title")
    if not isinstance(value, dict):
        entry.put_braced(field, main)
        return
    is_verbatim = said(value.get("verbatim", "")).lower() == "true"
    entry.put_braced(field, f"{{{main}}}" if is_verbatim and "{" not in main else main)
    rest = own.take("title")
    more = rest if isinstance(rest, dict) else {}
    short = {"title": "shorttitle", "journaltitle": "shortjournal"}.get(field)
    for name, one in more.items():
        text = said(one.get("value", one) if isinstance(one, dict) else one)
        if name == "short" and short:
            entry.put(short, text)
        elif name != "verbatim":
            entry.keep(f"title-{name}", text)


def _fields(own: HayagrivaEntry, entry: Draft) -> None:
    for name, field in PLAIN.items():
        entry.put(field, own.text(name))
    _date(own, entry)
    entry.put("pages", draft.pages(own.text("page-range")))
    _url(own, entry)
    house = draft.PUBLISHERS.get(entry.kind, "publisher")
    _publisher(house if entry.kind not in ("online", "software") else "publisher", own, entry)
    entry.put("institution" if house == "institution" else "organization", own.text("organization"))
    if entry.kind in ("thesis", "report"):
        entry.put("type", own.text("genre"))
    if code := own.text("language"):
        entry.put("language", languages.language(code) or code)
    _serial(own, entry)


def _publisher(field: str, own: HayagrivaEntry, entry: Draft) -> None:
    value = own.left.get("publisher", "")
    entry.put(field, own.text("publisher"))
    if isinstance(value, dict) and isinstance(place := value.get("location"), str):
        entry.put("location", place)
        own.take("publisher")


def _date(own: HayagrivaEntry, entry: Draft) -> None:
    written = own.text("date")
    date = f"{written.strip()[1:]}~" if written.strip().startswith("~") else written
    if not entry.put("date", draft.date_of(date)):
        entry.keep("date", written)


def _url(own: HayagrivaEntry, entry: Draft) -> None:
    value = own.left.get("url", "")
    entry.put("url", own.text("url"))
    if isinstance(value, dict) and isinstance(visited := value.get("date"), str):
        entry.put("urldate", draft.date_of(visited))
        own.take("url")


def _serial(own: HayagrivaEntry, entry: Draft, within: str = "") -> None:
    value = own.take("serial-number")
    numbers = value if isinstance(value, dict) else {"serial": value}
    for scheme, value_ in numbers.items():
        number = said(value_)
        if scheme == "issn":
            entry.join("issn", number, ", ")
        elif scheme in schemes.TABLE:
            entry.identify(scheme, number)
        elif scheme == "serial" and not within and "number" not in entry.values:
            entry.put("eid" if entry.kind == "article" else "number", number)
        elif scheme == "serial" and not within:
            entry.put("eid", number)
        else:
            entry.keep(f"{within}{scheme}", number)


def _parent(parent: HayagrivaEntry, entry: Draft, kind: str, *, is_first: bool) -> None:
    """Take what an entry appeared in: its container, and what that says of the entry; of further parents nothing has a field."""
    within = f"parent-{parent.kind}-" if parent.kind else "parent-"
    grandparents = parent.parents()
    if is_first:
        _container(parent, entry, kind)
        for name in _OF_PARENT:
            if PLAIN[name] not in entry.values:
                entry.put(PLAIN[name], parent.text(name))
        _publisher("publisher", parent, entry)
        if "date" not in entry.values:
            _date(parent, entry)
        _people("editor" if "editor" not in entry.people else "editora", parent.take("editor"), entry)
        if entry.kind in biblatex.PARTS:
            _people("bookauthor", parent.take("author"), entry)
        _serial(parent, entry, within)
    elif parent.kind == "conference" and "eventtitle" not in entry.values:
        _event(parent, entry)
    parent.keep_left(entry, within)
    for one in grandparents:
        if is_first and entry.kind in biblatex.PARTS | biblatex.WHOLES and "series" not in entry.values:
            _title("series", one, entry)
        _parent(one, entry, kind, is_first=False)


def _container(parent: HayagrivaEntry, entry: Draft, kind: str) -> None:
    if parent.kind == "repository" and parent.left.get("title", "") == "arXiv":
        number = entry.values.get("number", "")
        if entry.put_identifier("arxiv", number):
            del entry.values["number"]
            parent.take("title")
            return
    if parent.kind == "conference":
        _event(parent, entry)
    elif container := biblatex.container(entry.kind):
        _title(container, parent, entry)
    elif entry.kind == "online":
        _title("organization" if "organization" not in entry.values else "titleaddon", parent, entry)
    elif kind == parent.kind == "book" or kind in ("video", "audio", "scene"):
        _title("maintitle", parent, entry)
    else:
        _title("series", parent, entry)


def _event(parent: HayagrivaEntry, entry: Draft) -> None:
    _title("eventtitle", parent, entry)
    entry.put("venue", parent.text("location"))
