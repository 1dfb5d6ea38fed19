"""What resolvers are given and give: an answer from the network, the function that gets one, the services, a reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from readinglist import errors
from readinglist.util.encoding import declared

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from readinglist.model.record import Identifier, Record


class Response(NamedTuple):
    """An answer: `url` is where it came from after all redirects, the names of `headers` are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes
    media_type: str = ""
    charset: str = ""

    @property
    def text(self) -> str:
        """The content as text, in the encoding that the server declares."""
        return declared(self.content, self.charset)


class Get(Protocol):
    """The one way to the network.

    Returns what a server answers below status 500, so that a 404 is the caller's to judge; 429 and 5xx have been tried
    again by then. Raises NetworkError: NoNetwork, ServiceFailed, RefusedAddress, TooLarge, BadAnswer. May be called by
    several threads at once.
    """

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None, accept: str = "*/*") -> Response:
        """Return the answer of an address (http or https)."""


class Resolve(Protocol):
    """How a page's resolver has the identifiers resolved that it finds."""

    def __call__(self, scheme: str, value: str) -> Record:
        """Return the whole record of an identifier. Raises NoRecord and NetworkError."""


class Options(NamedTuple):
    """How the network is asked."""

    email: str = ""  # told to the services, which then serve better
    cache: Path | None = None  # a folder of its own, made when needed
    rate: float = 0  # requests per second to one host; 0 for what each service asks for
    allow_local: bool = False  # let addresses of the local network through
    timeout: float = 20  # seconds that a server may be silent
    limit: int = 20_000_000  # bytes of one answer
    fresh: bool = False  # ask again even where the cache says that it still knows


class Services(NamedTuple):
    """The base addresses of the services, without a slash at the end."""

    crossref: str = "https://api.crossref.org"
    datacite: str = "https://api.datacite.org"
    doi: str = "https://doi.org"
    arxiv: str = "https://export.arxiv.org"
    openlibrary: str = "https://openlibrary.org"
    googlebooks: str = "https://www.googleapis.com/books/v1"
    ncbi: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    openalex: str = "https://api.openalex.org"
    semanticscholar: str = "https://api.semanticscholar.org/graph/v1"

    @classmethod
    def of(cls, bases: Mapping[str, str]) -> Services:
        """Return the services with some base addresses set. Raises InvalidValue for an unknown name or address."""
        for name, base in bases.items():
            if name not in cls._fields:
                raise errors.InvalidValue("services", name, f"known services are {', '.join(cls._fields)}")
            if not base.lower().startswith(("http://", "https://")):
                raise errors.InvalidValue(f"services.{name}", base, "an address begins with http:// or https://")
        return cls(**{name: base.rstrip("/") for name, base in bases.items()})


class Reference(NamedTuple):
    """A work that a source cites: what is known of it as a record without a key, and the words it was read from."""

    record: Record
    raw: str = ""

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """The identifiers of the work, empty where none is known."""
        return self.record.identifiers


_RETRACTIONS = frozenset(("retraction", "partial-retraction", "withdrawal", "removal"))


class Update(NamedTuple):
    """A notice that changes a published work: kind (`retraction`, `correction`…), the notice's DOI, its date, who says so."""

    kind: str
    doi: str
    date: str = ""
    source: str = ""

    @property
    def retracts(self) -> bool:
        """Whether the work should not be relied on any more, or not on all of it."""
        return self.kind in _RETRACTIONS
