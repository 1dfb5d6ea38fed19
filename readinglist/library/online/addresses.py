"""Whether the addresses of sources still lead somewhere."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from readinglist.errors import NetworkError, ReadinglistError
from readinglist.library.online.session import asking, each
from readinglist.library.open import reading
from readinglist.library.selection import Wish, chosen
from readinglist.library.settings import DEFAULT, Access
from readinglist.model import schemes
from readinglist.model.views import CheckedAddress
from readinglist.network.errors import NoNetwork, TooLarge
from readinglist.util.text import is_web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from readinglist.library.location import Location
    from readinglist.library.online.session import Asker
    from readinglist.model.record import Record
    from readinglist.network.wire import Response

ALIVE, MOVED, DEAD, UNKNOWN = "alive", "moved", "dead", "unknown"
_NO_HOST, _NO_NETWORK = "its host has no address any more", "there is no network"
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


def check(
    library: Location,
    wish: Wish = Wish(),  # noqa: B008 - it never changes
    *,
    access: Access = DEFAULT,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[CheckedAddress]:
    """Ask every address of the sources that are meant, and return what became of each, in the order of the sources.

    Raises QueryError, and Offline where the network is not to be used.
    """
    with reading(library) as opened:
        ids, _ = chosen(opened, wish)
        asked = list(dict.fromkeys(one for record in opened.records(ids) for one in _addresses(record)))
    found: dict[CheckedAddress, CheckedAddress] = {}
    with asking(library, access, fresh=True) as asker:
        for count, (one, answer) in enumerate(each(asked, lambda one: _asked(asker, one.address)), 1):
            progress(count, len(asked))
            found[one] = _judged(one, answer)
        if any(one.reason == _NO_HOST for one in found.values()) and not _answers(asker):
            found = {one: _unless_known(judged) for one, judged in found.items()}
    return [found[one] for one in asked]


def _unless_known(judged: CheckedAddress) -> CheckedAddress:
    """Return what is said of an address without a network, where names of hosts are not found."""
    return judged._replace(state=UNKNOWN, reason=_NO_NETWORK) if judged.reason == _NO_HOST else judged


def _answers(asker: Asker) -> bool:
    """Whether there is a network at all: a host that was always there, the archive, has an address."""
    try:
        asker.get(asker.services.archive)
    except NoNetwork as error:
        return "looked up" not in str(error)
    except ReadinglistError:
        return True
    return True


def _addresses(record: Record) -> Iterator[CheckedAddress]:
    """Yield the addresses of a source: its page, that of its DOI, and those from which its files came."""
    archived = {one.url: one.archived for one in record.attachments if one.url}
    latest = next((one.archived for one in reversed(record.attachments) if one.archived), "")
    given = [schemes.address(one.scheme, one.value) for one in record.identifiers if one.scheme in ("url", "doi")]
    for address in dict.fromkeys((*given, *archived)):
        if is_web_address(address):
            yield CheckedAddress(record.key, address, UNKNOWN, archived=archived.get(address) or latest)


def _asked(asker: Asker, address: str) -> Response | None:
    """Return the answer of an address; None for one that is longer than a page, and so is there."""
    try:
        return asker.get(address)
    except TooLarge:
        return None


def _judged(one: CheckedAddress, answer: Response | ReadinglistError | None) -> CheckedAddress:
    if answer is None:
        return one._replace(state=ALIVE)
    if isinstance(answer, NoNetwork) and "looked up" in str(answer):
        return one._replace(state=DEAD, reason=_NO_HOST)
    if isinstance(answer, NetworkError):
        return one._replace(state=UNKNOWN, reason=_without_address(str(answer), one.address))
    if isinstance(answer, ReadinglistError):
        raise answer
    if answer.status in _GONE:
        return one._replace(state=DEAD, reason=f"HTTP status {answer.status}")
    if answer.status >= HTTPStatus.BAD_REQUEST:
        return one._replace(state=UNKNOWN, reason=f"it does not let programs in (HTTP status {answer.status})")
    is_identifier = one.address.startswith("https://doi.org/")
    moved = not is_identifier and _place(answer.url) != _place(one.address)
    return one._replace(state=MOVED, to=answer.url) if moved else one._replace(state=ALIVE)


def _without_address(sentence: str, address: str) -> str:
    """Return a sentence about an address that stands before it already."""
    return sentence.removeprefix(f"{address} ").rstrip(".")


def _place(url: str) -> tuple[str, str, str]:
    """Return what of an address says where it leads: host and path, without what differs for no reason."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query
