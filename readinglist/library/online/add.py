"""Adding by identifier.

Asked for after the library was, kept as a stub where there is no network.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist import errors, resolvers
from readinglist.formats import bibtex
from readinglist.library.edit import fields
from readinglist.library.errors import DuplicateSource
from readinglist.library.imports import add as imports
from readinglist.library.imports import extras
from readinglist.library.imports.extras import NO_EXTRAS, Extras
from readinglist.library.imports.match import duplicate_of
from readinglist.library.imports.read import Input
from readinglist.library.online import pasted, stubs
from readinglist.library.online.pasted import WordsLookup
from readinglist.library.online.session import asking, each, saved_page
from readinglist.library.open import reading
from readinglist.library.settings import DEFAULT, Access
from readinglist.model import identifiers, identifiers_in_text, provenance, schemes
from readinglist.network.errors import NoNetwork, NothingSaid, NotShown, Offline, RefusedAddress
from readinglist.util.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from readinglist.library.imports.add import OnDuplicate, Report
    from readinglist.library.location import Location
    from readinglist.library.online.session import Asker
    from readinglist.model.record import Record

_NAMED = 2  # works that a sentence about many names


class IdentifierLookup(NamedTuple):
    """A source that is asked for by its identifier.

    A DOI may have come in the `address` of a page; `saved` is the page at that address, as a browser saved it.
    """

    scheme: str
    value: str
    address: str = ""
    saved: bytes = b""

    def __str__(self) -> str:
        """The identifier as a message names it."""
        return schemes.shown(self.scheme, self.value)

    @property
    def stub(self) -> Record:
        """A source of which this is all that is known."""
        return stubs.of(self.scheme, self.value, now(), self.address)

    def asked(self, asker: Asker) -> Record:
        """Return what is known of it.

        An address is tried as a page where no service knows its DOI.
        """
        if self.saved:
            return asker.saved(self.saved, self.address or self.value)
        return asker.fetch("url", self.address) if self.address else asker.fetch(self.scheme, self.value)


class Given(NamedTuple):
    """What a user says of the one source that is asked for: it counts for more than what a service says."""

    type: str = ""
    assignments: tuple[tuple[str, str], ...] = ()
    authors: tuple[str, ...] = ()


NOTHING = Given()
_OF_CROSSREF = "doi"
_PAGE = "url"


def recognise(text: str) -> IdentifierLookup | None:
    """Return the identifier that was pasted, alone or in a sentence, an arXiv number with its version; None for none.

    Raises InvalidValue for one that is wrong, as by its check digit, and for a text that names several works.
    """
    if found := identifiers.recognise(text):
        return _lookup(*found, text, identifiers.page(text))
    if named := _named(text):
        return named
    if wrong := identifiers.mistake(text):
        raise errors.InvalidValue("WHAT", text, wrong)
    return None


def listed(text: str) -> list[IdentifierLookup | WordsLookup]:
    """Return the identifiers and references of a list, one each line or item; none where one of them is something else.

    Raises InvalidValue for an identifier that is wrong.
    """
    lines = resolvers.parted_references(text)
    found = [one for line in lines if (one := recognise(line) or pasted.recognise(line))]
    return found if len(found) == len(lines) else []


def identified(scheme: str, text: str) -> IdentifierLookup:
    """Return the identifier that is given as one of a scheme. Raises InvalidValue for an invalid one."""
    ((_, value), *_) = fields.identified(scheme, text)
    found = identifiers.recognise(text) if scheme == "url" else None
    return _lookup(*(found or (scheme, identifiers.normal(scheme, value))), text, identifiers.page(text))


def saved(content: bytes, url: str = "") -> IdentifierLookup:
    """Return the page that a browser saved, at the address that is given or that it says it is from.

    Raises InvalidValue where there is none.
    """
    address = identifiers.page(url or resolvers.saved_from(content))
    if not address:
        raise errors.InvalidValue(
            "--url", url, "give the address of the saved page, as the page itself does not say it"
        )
    scheme, value = identifiers.recognise(address) or ("url", address)
    versioned = schemes.versioned(scheme, value, address)
    return IdentifierLookup(scheme, versioned, address if versioned != address else "", content)


def _lookup(scheme: str, value: str, text: str, address: str) -> IdentifierLookup:
    return IdentifierLookup(scheme, schemes.versioned(scheme, value, text), address if scheme == "doi" else "")


def _named(text: str) -> IdentifierLookup | None:
    """Return the identifier in a sentence, a reference or a link; that of a book does not name its parts."""
    if not re.search(r"\s|\]\(|\\\w+\{", text.strip()):
        return None
    found = identifiers_in_text.named(text)
    if not found:
        return None
    scheme, value, address = found[0]
    if schemes.of_parts(scheme) and re.search(r"\bIn:?\s", text):
        return None
    several = [one for other, one, _ in found if other == scheme]
    if len(several) > 1 and scheme in schemes.OF_WORKS:
        shown = " and ".join(schemes.shown(scheme, one) for one in several[:2])
        raise errors.InvalidValue("WHAT", text, f"it names several works, {shown}; give one of them")
    return _lookup(scheme, value, text, address)


def add(
    library: Location,
    items: Sequence[Input | IdentifierLookup | WordsLookup],
    given_to_all: Extras = NO_EXTRAS,
    *,
    given: Given = NOTHING,
    agree: Callable[[resolvers.BestMatch], bool] = lambda _match: False,
    on_duplicate: OnDuplicate = "fail",
    access: Access = DEFAULT,
    dry_run: bool = False,
    keep_records: bool = False,
) -> Report:
    """Add sources by identifier or reference, and files, in one operation.

    `given` is said of the one that is asked for; `agree` is asked whether a reference means a work that is not certain.

    What the library has is a duplicate before anybody is asked. Where there is no network, or `access` says not to use
    it, a stub is added, and the report says so. Raises NoRecord, UncertainMatch, NetworkError and what `imports.add.add`
    raises; then nothing is changed.
    """
    meant = pasted.matched(library, [item for item in items if isinstance(item, WordsLookup)], access, agree)
    items = _once([_found_for(item, meant) for item in items])
    wanted = [item for item in items if isinstance(item, IdentifierLookup)]
    typed = fields.typed(given.assignments, given.authors)
    extras.check(given_to_all)
    known = in_library(library, wanted, on_duplicate)
    missing = [item for item in wanted if not (on_duplicate == "skip" and item in known)]
    found, said = _ask_services(library, missing, access, is_titled="title" in typed.changes)
    records = {item: found.get(item) or item.stub for item in wanted}
    report = imports.add(
        library,
        [_source(item, records, given, typed) for item in items],
        given_to_all,
        on_duplicate=on_duplicate,
        dry_run=dry_run,
        keep_records=keep_records,
    )
    report.said += [*typed.warnings, *(one.said for one in meant.values()), *said]
    return report


def _found_for(
    item: Input | IdentifierLookup | WordsLookup, meant: dict[WordsLookup, pasted.Matched]
) -> Input | IdentifierLookup:
    """Return what was found for a reference; its words, where nobody could be asked."""
    if not isinstance(item, WordsLookup):
        return item
    doi = meant[item].doi
    return IdentifierLookup(_OF_CROSSREF, doi) if doi else Input(str(item), [item.stub])


def _once(items: Sequence[Input | IdentifierLookup]) -> list[Input | IdentifierLookup]:
    """Return what is to be added without an identifier that was pasted twice, in whatever forms."""
    first: dict[tuple[str, str] | int, Input | IdentifierLookup] = {}
    for number, item in enumerate(items):
        first.setdefault((item.scheme, item.value) if isinstance(item, IdentifierLookup) else number, item)
    return list(first.values())


def _source(
    item: Input | IdentifierLookup, records: dict[IdentifierLookup, Record], given: Given, typed: fields.Typed
) -> Input:
    if isinstance(item, Input):
        return item
    return Input(str(item), [with_given(records[item], given, typed)])


def with_given(record: Record, given: Given, typed: fields.Typed) -> Record:
    """Return a record with what the user says of it in the place of what was found. Raises InvalidValue."""
    kind = typed.type or (fields.checked_type(given.type) if given.type else record.type)
    edited = bibtex.edit(replace(record, type=kind), fields.with_one_date(record, typed.changes))
    return provenance.noted(record, edited, provenance.USER, now(), also=typed.changes)


def in_library(
    library: Location, wanted: Sequence[IdentifierLookup], on_duplicate: OnDuplicate
) -> set[IdentifierLookup]:
    """Return what the library has already.

    Raises DuplicateSource where that is to fail.
    """
    known = set()
    with reading(library) as opened:
        for item in wanted:
            stub = item.stub
            key, reason = duplicate_of(opened, stub)
            if key and on_duplicate == "fail":
                raise DuplicateSource(str(item), key, reason)
            if key:
                known.add(item)
    return known


def _ask_services(
    library: Location, wanted: Sequence[IdentifierLookup], access: Access, *, is_titled: bool = False
) -> tuple[dict[IdentifierLookup, Record], list[str]]:
    """Return what the services have, and a sentence for those that could not be asked for, one for each reason.

    A file of which nothing is known is no stub where the user gives its title.
    """
    found: dict[IdentifierLookup, Record] = {}
    said: dict[IdentifierLookup, errors.ReadinglistError | None] = {}
    if not wanted:
        return found, []
    try:
        with asking(library, access) as asker:
            for item, answer in each(wanted, lambda item: item.asked(asker)):
                if not isinstance(answer, errors.ReadinglistError):
                    found[item] = answer
                elif isinstance(answer, NothingSaid) and is_titled:
                    found[item] = replace(item.stub, marks=())
                elif not is_kept(item, answer):
                    raise answer
                else:
                    said[item] = answer
    except (Offline, NoNetwork) as error:
        why = None if access.offline else error
        for item in (one for one in wanted if one.saved and one not in found):
            try:
                found[item] = saved_page(item.saved, item.address or item.value)
            except NothingSaid as nothing:
                said[item] = nothing
        said |= {item: why for item in wanted if item not in found and item not in said}
    return found, _kept({item: said[item] for item in wanted if item in said})  # in the order given, not of the answers


def is_kept(item: IdentifierLookup, failure: errors.ReadinglistError) -> bool:
    """Whether a stub is kept of what could not be asked.

    Not where it is known that there is nothing, or something else, and not of an address that is local by itself: a public
    one may be led astray by the network.
    """
    if isinstance(failure, RefusedAddress):
        return not _is_local(item.address or item.value if item.address or item.scheme == _PAGE else "")
    return isinstance(failure, errors.NetworkError) and not isinstance(failure, NotShown)


def _is_local(url: str) -> bool:
    from readinglist.network import guard  # noqa: PLC0415 - it has been loaded, as somebody was asked

    try:
        guard.refuse_literal(guard.checked(url)) if url else None
    except RefusedAddress:
        return True
    return False


def _kept(said: Mapping[IdentifierLookup, errors.ReadinglistError | None]) -> list[str]:
    """Return a sentence for each reason for which works are kept as stubs: ten thousand of them are one line."""
    by_reason: dict[tuple[str, bool], list[str]] = {}
    for item, failure in said.items():
        nothing = isinstance(failure, NothingSaid)
        reason = str(failure.reason) if isinstance(failure, NothingSaid) else str(failure or "").rstrip(".")
        by_reason.setdefault((reason, nothing), []).append(str(item))
    return [_sentence(items, reason, nothing=nothing) for (reason, nothing), items in by_reason.items()]


def _sentence(items: Sequence[str], reason: str, *, nothing: bool) -> str:
    why = f": {reason}" if reason else ""
    if len(items) == 1:
        then = "`readinglist set` gives it a title" if nothing else "`readinglist resolve --all` completes it"
        return f"{items[0]} is kept as a stub{why}; {then}."
    named = ", ".join(items[:_NAMED]) + (f" and {len(items) - _NAMED} more" if len(items) > _NAMED else "")
    then = "`readinglist set` gives them titles" if nothing else "`readinglist resolve --all` completes them"
    return f"{len(items)} works are kept as stubs ({named}){why}; {then}."
