"""The resolver of ISBNs: Open Library, else Google Books."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from readinglist import errors
from readinglist.model import identifiers, languages
from readinglist.model.editions import edition_of
from readinglist.network.ask import asked_json
from readinglist.network.errors import NoRecord
from readinglist.network.json import iso, items, text, texts, under
from readinglist.resolvers import build, people

if TYPE_CHECKING:
    from readinglist.model.names import Name
    from readinglist.model.record import Record
    from readinglist.network.json import Json
    from readinglist.network.wire import Get, Services

NAME = "isbn"
SCHEMES = ("isbn",)
# What catalogues write in the place of an author.
_UNREAL = ("", "unknown", "anonymous", "various", "n/a")


def matches(text: str) -> str | None:
    """Return the ISBN that a text is, with thirteen digits.

    None for none.
    """
    found = identifiers.recognise(text)
    return found[1] if found and found[0] == "isbn" else None


def fetch(identifier: str, get: Get, services: Services) -> Record:
    """Return the record of a book.

    Raises NoRecord, or NetworkError where a service that may have it gave no answer.
    """
    failure: errors.NetworkError | None = None
    for origin, way in (("openlibrary", _of_openlibrary), ("googlebooks", _of_googlebooks)):
        try:
            if (record := way(identifier, get, services)) and record.title:
                return replace(record, origin=origin)
        except errors.NetworkError as error:
            failure = failure or error
    raise failure or NoRecord(f"the ISBN {identifier}", ("Open Library", "Google Books"))


def _of_openlibrary(identifier: str, get: Get, services: Services) -> Record | None:
    """Return a book by its edition at Open Library.

    Its authors may be only with the work, which a second request returns.
    """
    edition = under(_openlibrary(identifier, "details", get, services), "details")
    if not isinstance(edition, dict) or not text(edition.get("title")):
        return None
    names = [people.whole(name) for name in texts(edition.get("authors"))]
    more = {} if any(map(any, names)) else _openlibrary(identifier, "data", get, services)
    names = names if any(map(any, names)) else [people.whole(name) for name in texts(more.get("authors"))]
    values = {
        **build.titles(text(edition.get("title")), text(edition.get("subtitle"), more.get("subtitle"))),
        "series": text(edition.get("series")),
        "edition": edition_of(text(edition.get("edition_name"))),
        "publisher": text(edition.get("publishers")),
        "location": text(edition.get("publish_places")),
        "date": iso(text(edition.get("publish_date"))),
        "pagetotal": _number(edition.get("number_of_pages")),
        "language": languages.language(
            text([under(one, "key") for one in items(edition.get("languages"))]).rpartition("/")[2]
        ),
    }
    return _book(identifier, values, names)


def _openlibrary(identifier: str, command: str, get: Get, services: Services) -> Json:
    url = f"{services.openlibrary}/api/books?bibkeys=ISBN:{identifier}&format=json&jscmd={command}"
    found = under(asked_json(get, url), f"ISBN:{identifier}")
    return found if isinstance(found, dict) else {}


def _of_googlebooks(identifier: str, get: Get, services: Services) -> Record | None:
    found = asked_json(get, f"{services.googlebooks}/volumes?q={quote(f'isbn:{identifier}')}")
    volumes = [under(one, "volumeInfo") for one in items(found.get("items"))]
    volume = next((one for one in volumes if isinstance(one, dict) and _is_of(one, identifier)), None)
    if not volume or not text(volume.get("title")):
        return None
    values = {
        **build.titles(text(volume.get("title")), text(volume.get("subtitle"))),
        "publisher": text(volume.get("publisher")),
        "date": iso(text(volume.get("publishedDate"))),
        "pagetotal": _number(volume.get("pageCount")),
        "language": languages.language(text(volume.get("language"))),
        "abstract": text(volume.get("description")),
    }
    return _book(identifier, values, [people.whole(name) for name in texts(volume.get("authors"))])


def _is_of(volume: Json, identifier: str) -> bool:
    """Whether a volume has an ISBN, and is not only similar."""
    numbers = [text(one.get("identifier")) for one in items(volume.get("industryIdentifiers"))]
    return any(build.identifier("isbn", number) == identifier for number in numbers)


def _book(identifier: str, values: dict[str, str], names: list[Name]) -> Record:
    known = [name for name in names if " ".join(name).strip().lower() not in _UNREAL]
    return build.record("book", {**values, "isbn": identifier}, {"author": known})


def _number(value: object) -> str:
    return text(value).lstrip("0")
