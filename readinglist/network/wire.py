"""What resolvers receive and return: answers, services, references, updates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from readinglist import errors
from readinglist.util.encoding import declared
from readinglist.util.text import is_web_address

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from readinglist.model.record import Identifier, Record


class Response(NamedTuple):
    """An answer of a server.

    `url` is where it came from after all redirects; the names of `headers` are in lower case.
    """

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
    """The function by which resolvers ask the network.

    It returns answers with a status below 500, so that the caller decides what a 404 means; after 429 and 5xx it has asked
    again. Raises NetworkError: NoNetwork, ServiceFailed, RefusedAddress, TooLarge, BadAnswer. May be called by
    several threads at once.
    """

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None, accept: str = "*/*") -> Response:
        """Return the answer of an address (http or https)."""


class Resolve(Protocol):
    """The function by which the resolver of pages resolves an identifier."""

    def __call__(self, scheme: str, value: str) -> Record:
        """Return the whole record of an identifier.

        Raises NoRecord and NetworkError.
        """


class Options(NamedTuple):
    """The settings of the network."""

    email: str = ""  # sent to the services, some of which then answer faster or more often
    cache: Path | None = None  # a folder of its own, made when needed
    rate: float = 0  # requests per second to one host; 0 for what each service asks for
    allow_local: bool = False  # allow addresses of the local network
    timeout: float = 20  # seconds that a server may be silent; a guess
    limit: int = 20_000_000  # bytes of one answer; a guess: more than any page, and no harm to memory
    fresh: bool = False  # ask again even where the cache has a fresh answer


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
    archive: str = "https://archive.org"

    @classmethod
    def of(cls, bases: Mapping[str, str]) -> Services:
        """Return the services with some base addresses set.

        Raises InvalidValue for an unknown name or address.
        """
        for name, base in bases.items():
            if name not in cls._fields:
                raise errors.InvalidValue("services", name, f"known services are {', '.join(cls._fields)}")
            if not is_web_address(base):
                raise errors.InvalidValue(f"services.{name}", base, "an address begins with http:// or https://")
        return cls(**{name: base.rstrip("/") for name, base in bases.items()})


class Reference(NamedTuple):
    """A work that a source cites.

    What is known of it is a record without a key; `raw` is the text from which it was read.
    """

    record: Record
    raw: str = ""

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """The identifiers of the work, empty where none is known."""
        return self.record.identifiers


_RETRACTIONS = frozenset(("retraction", "partial-retraction", "withdrawal", "removal"))


class BestMatch(NamedTuple):
    """The work that a reference in words most likely means.

    `score` is Crossref's, `likeness` how much of the one is in the other, from 0 to 1.
    """

    doi: str
    title: str
    author: str = ""
    year: str = ""
    score: float = 0.0
    likeness: float = 0.0

    def __str__(self) -> str:
        """The work as a message names it."""
        who = ", ".join(part for part in (self.author, self.year) if part)
        return f"“{self.title}”{f' ({who})' if who else ''}, doi {self.doi}"

    @property
    def standing(self) -> str:
        """How sure it is: Crossref's score, and the likeness."""
        return f"Crossref's score {self.score:.1f}, {self.likeness:.0%} alike"


class Update(NamedTuple):
    """A notice that changes a published work.

    The kind is such as `retraction` or `correction`; `doi` and `date` are those of the notice; `source` is who reports it.
    """

    kind: str
    doi: str
    date: str = ""
    source: str = ""

    @property
    def retracts(self) -> bool:
        """Whether the work, or a part of it, is retracted."""
        return self.kind in _RETRACTIONS
