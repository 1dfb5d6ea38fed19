"""Record and its parts: a whole source as a plain value.

Records are what files, services, the library and the screen give to each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as part
from typing import TYPE_CHECKING, Literal

from readinglist.model import biblatex, chronology, dates
from readinglist.model.titles import shown_title
from readinglist.model.venues import venue_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.model.attachment import Attachment, Highlight
    from readinglist.model.counterpart import Counterpart
    from readinglist.model.prepared import Prepared

QUOTE_STATES = ("found", "altered", "absent")  # of a quote that was looked for in the text of its source
STATUSES = ("inbox", "queued", "reading", "read", "dropped")
UNRESOLVED = "unresolved"
_PREPARED = 6  # parts that something may be worked out of: the type, and those in `unread.py`
MARKS = (UNRESOLVED, "retracted", "concern", "corrected")

Direction = Literal["out", "in"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entry.

    Its BibTeX source, and a plain copy.

    `raw` is the whole expression right of the equals sign to the byte, enclosing included: `{A {DNA} story}`, `"x"`,
    `2017`, `jan # "~5"`. `plain` is for search, sorting and the screen: macros resolved, LaTeX decoded, braces removed,
    runs of white space as one space, in Unicode's normal form NFC.
    """

    name: str
    raw: str
    plain: str


@dataclass(frozen=True, slots=True)
class Macro:
    """A BibTeX `@string` that a field of the source uses.

    The name is as written; the value keeps the braces inside it.
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or a body in a role.

    All parts in plain text.
    A person has the parts of a name in BibLaTeX's data model: family, given, prefix, suffix; a body has a literal name.
    """

    role: str
    family: str = ""
    given: str = ""
    prefix: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def short(self) -> str:
        """The name in a byline: `van der Berg`, or the body's whole name."""
        return self.literal or " ".join(part for part in (self.prefix, self.family) if part) or self.given

    @property
    def whole(self) -> str:
        """The name in reading order: `Vincent van Gogh`, or the body's whole name."""
        parts = (self.given, self.prefix, self.family, self.suffix, self.literal)
        return " ".join(part for part in parts if part)

    @property
    def shown(self) -> str:
        """The whole name as it is shown, `et al.` for BibTeX's `others`."""
        return "et al." if self.literal == "others" else self.whole


@dataclass(frozen=True, slots=True)
class Identifier:
    """The name of a scheme (`schemes.TABLE`) and a normalised value."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note or a quote of the reader's.

    `id` counts from 1 within its source; `locator` is such as `page 5`; `highlight` is what it was made of in a file.
    """

    id: int
    text: str
    quote: str = ""
    locator: str = ""
    public: bool = False
    created: str = ""
    highlight: Highlight | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link as seen from one source.

    With the direction `out` it means «this source – relation – key», with `in` «key – relation – this source».
    """

    relation: str
    key: str
    direction: Direction = "out"
    title: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a quote stands in the text of its source.

    `state` is one of QUOTE_STATES, and empty where there was no text or no quote to look for. `start` counts
    characters from 0, `line` counts from 1, on its page where the text has pages; `page` is a label. `sha256` is that of an attachment.
    """

    state: str = ""
    start: int = -1
    page: str = ""
    line: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a source says to a claim.

    `id` counts from 1 within the claim; `key` is the source of the evidence; `note` is the reader's; `checked` says that
    the evidence was compared with its source.
    """

    stance: str
    key: str
    quote: str = ""
    locator: str = ""
    note: str = ""
    checked: bool = False
    id: int = 0
    spot: Spot = Spot()
    created: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that a source makes, with its quote, verdict and evidence.

    `id` counts within the source, and no number is given twice: `doe2026#c3` never means another claim. `former` are names
    that it had before its source was merged.
    """

    id: int
    statement: str
    quote: str = ""
    locator: str = ""
    verdict: str = ""
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    spot: Spot = Spot()
    former: tuple[str, ...] = ()
    created: str = ""


@dataclass(frozen=True, slots=True)
class Bearing:
    """Evidence as seen from its source, with the claim."""

    claim: str
    statement: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a field's value: the agent, and when.

    The agent is `user`, a file as `file refs.bib`, or a service. `base` is the plain value that was last fetched, where
    the field has another value now. The entry type is the field `entrytype`.
    """

    field: str
    agent: str
    at: str = ""
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One of MARKS, with its time and details.

    Marks are what the program notes about a source.
    """

    name: str
    detail: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A source as a plain value.

    `type` and `fields` are verbatim; `contributors`, `identifiers` and `tags` are derived from them
    (`formats.bibtex.build`). `pinned` says that the key was given, by hand or by a file, and not generated. Times are
    ISO 8601 in UTC; `line` is where a file had the entry, and `raw` how, to the byte. `origin` is the agent that gave its
    values, `origins` has the fields from other agents; `fetched` is when a service was last asked (`provenance.py`).
    `text` is the name of the file from which the library has the source's text; the text itself does not travel.
    `inherited_date` is the sortable date that a source without one has from its parents in the library. `prepared` is what was
    worked out of the parts in `prepared_of`, and holds as long as these are its parts (`known_beforehand`). `unread`
    makes the parts of a record that has none yet, when they are first asked for (`unread.py`).
    """

    key: str
    type: str
    fields: tuple[Field, ...] = ()
    macros: tuple[Macro, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    claims: tuple[Claim, ...] = ()
    bears: tuple[Bearing, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    text: str = ""
    status: str = ""
    via: str = ""
    why: str = ""
    priority: int = 0
    added: str = ""
    changed: str = ""
    pinned: bool = False
    origin: str = ""
    fetched: str = ""
    origins: tuple[Origin, ...] = ()
    marks: tuple[Mark, ...] = ()
    counterparts: tuple[Counterpart, ...] = ()
    line: int = 0
    raw: str = part(default="", compare=False, repr=False)
    inherited_date: str = part(default="", compare=False)
    prepared: Prepared | None = part(default=None, compare=False, repr=False)
    prepared_of: dict[str, object] | None = part(default=None, compare=False, repr=False)
    unread: Callable[[Record, str], object] | None = part(default=None, init=False, compare=False, repr=False)
    _by_name: dict[str, Field] | None = part(default=None, init=False, compare=False, repr=False)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """Make a part that nobody asked for so far."""
            if self.unread is None:
                raise AttributeError(name)
            return self.unread(self, name)

    def known_beforehand(self) -> Prepared | None:
        """Return what was worked out of its parts beforehand; None where nothing was, or other parts have taken their places."""
        if self.prepared is None or self.unread:
            return self.prepared
        parts = self.prepared_of or {}
        unchanged = len(parts) == _PREPARED and all(getattr(self, name) is part for name, part in parts.items())
        return self.prepared if unchanged else None

    def field(self, name: str) -> Field | None:
        """Return the first field of a BibLaTeX name, in either dialect; None for none."""
        known = self._by_name
        if known is None:
            known = {field.name.lower(): field for field in reversed(self.fields)}
            object.__setattr__(self, "_by_name", known)  # what follows from the fields, kept when it is first asked for
        for candidate in biblatex.names_for(name):
            if candidate in known:
                return known[candidate]
        return None

    def plain(self, name: str) -> str:
        """Return the plain value of a field by its BibLaTeX name; empty where there is none."""
        field = self.field(name)
        return field.plain if field else ""

    def values(self) -> dict[str, str]:
        """Return the plain values by lower-case name as written.

        Of two fields with one name the first counts.
        """
        return {field.name.lower(): field.plain for field in reversed(self.fields)}

    @property
    def defined(self) -> dict[str, str]:
        """The values of its macros, by their names in lower case."""
        return {macro.name.lower(): macro.value for macro in self.macros}

    @property
    def unresolved(self) -> bool:
        """Whether it is a stub: no service was asked yet."""
        return any(mark.name == UNRESOLVED for mark in self.marks)

    @property
    def title(self) -> str:
        """The plain title, with a subtitle after a colon; of a whole without one, what its parts call it."""
        known = self.known_beforehand()
        return known.columns.title if known else shown_title(self.type, self.values())

    @property
    def date(self) -> str:
        """The date as sortable ISO 8601, as far as it is known.

        For instance `2017-06-12`, `2017`, or empty.
        """
        return date_of(self.values()) or self.inherited_date

    @property
    def year(self) -> int | None:
        """The year of the date, negative before the common era."""
        return dates.year_of(self.date)

    @property
    def venue(self) -> str:
        """Where it appeared: the journal, book, body or site."""
        return venue_of(self.values())

    @property
    def byline(self) -> str:
        """The short names of the authors, or else of the editors.

        `Doe`, `Doe & Roe`, `Doe et al.`
        """
        for role in ("author", "editor"):
            names = [c.short for c in self.contributors if c.role == role]
            if names:
                return _byline(names)
        return ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A piece of an input that could not be read as it is.

    `line` is 1-based. `broken` says that an entry was not read at all: `raw` then holds it verbatim. Otherwise it is a
    notice: something was repaired, or kept in another way, and `message` says how.
    """

    line: int
    message: str
    raw: str = ""
    broken: bool = True


def claim_name(key: str, number: int) -> str:
    """Return the name of a claim in all commands.

    `doe2026`, 3 → `doe2026#c3`.
    """
    return f"{key}#c{number}"


def date_of(values: dict[str, str]) -> str:
    """Return the sortable date; `values` are as for `title_of`."""
    return chronology.sortable(*(values.get(name, "") for name in biblatex.ISSUED))


def _byline(names: list[str]) -> str:
    # From three names on `et al.`, as APA does it in a text.
    others = names[-1] == "others"
    known = names[:-1] if others else names
    if not known:
        return ""
    if others or len(known) > 2:  # noqa: PLR2004
        return f"{known[0]} et al."
    return " & ".join(known)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text between the entries of a file.

    Comments, `@string`s, white space.
    """

    line: int
    text: str


Item = Record | Problem | Passage
