"""Asking services.

The door to the network as the settings have it, and many questions at once.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from readinglist import resolvers
from readinglist.errors import ReadinglistError
from readinglist.formats import bibtex
from readinglist.library import location, settings
from readinglist.library.open import reading
from readinglist.library.settings import DEFAULT, Access
from readinglist.network.errors import Offline
from readinglist.util.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from readinglist.library.location import Location
    from readinglist.model.record import Record

Item = TypeVar("Item")
Answer = TypeVar("Answer")
WORKERS = 8
_PAGE = 200  # sources that are read at once, while others are being asked about


class Asker(NamedTuple):
    """The services, and the way to them."""

    get: resolvers.Get
    services: resolvers.Services

    def fetch(self, scheme: str, value: str) -> Record:
        """Return the whole record of an identifier, with who gave it as its origin, and without keywords.

        Tags are the reader's words.

        Raises NoRecord and NetworkError.
        """
        return _as_fetched(resolvers.fetch(scheme, value, self.get, self.services), scheme)

    def saved(self, content: bytes, url: str) -> Record:
        """Return the record of a page that a browser saved; raises what `saved_page` raises."""
        return _as_fetched(resolvers.saved_page(content, url, self.get, self.services), "url")

    def best_match(self, text: str) -> resolvers.BestMatch | None:
        """Return the work that a reference most likely means; None for none. Raises NetworkError."""
        return resolvers.best_match(text, self.get, self.services)

    def published(self, scheme: str, value: str) -> str:
        """Return the DOI of the published version of a preprint.

        Empty where none is known. Raises NetworkError.
        """
        found = resolvers.published(scheme, value, self.get, self.services)
        return found.value if found else ""

    def updates(self, doi: str) -> list[resolvers.Update]:
        """Return the notices about a work, retractions first. Raises NetworkError."""
        return resolvers.updates(doi, self.get, self.services)

    def references(self, scheme: str, value: str) -> list[resolvers.Reference]:
        """Return the works that a source cites.

        Raises NoRecord and NetworkError.
        """
        return resolvers.references(scheme, value, self.get, self.services)


@contextlib.contextmanager
def asking(
    library: Location, access: Access = DEFAULT, *, fresh: bool = False, limit: int | None = None
) -> Iterator[Asker]:
    """Open the door to the network.

    `fresh` asks again for what was answered a short time ago. With a `limit` of bytes, answers are files, and are not kept
    for the next time.

    Raises Offline where it is not to be used.
    """
    network = settings.of(library).network
    if access.offline or network.offline:
        why = "--offline says so" if access.offline else f"{settings.OFFLINE} or readinglist.toml says so"
        raise Offline(why)
    services = resolvers.Services.of(network.services)
    options = resolvers.Options(
        email=network.email,
        cache=None if limit else location.cache(),
        rate=network.rate,
        allow_local=access.allow_local or network.allow_local,
        timeout=network.timeout,
        fresh=fresh,
        limit=limit or resolvers.Options().limit,
    )
    with resolvers.door(services, options) as get:
        yield Asker(get, services)


def saved_page(content: bytes, url: str) -> Record:
    """Return the record of a page that a browser saved, asking nobody. Raises NothingSaid and NotShown."""
    return _as_fetched(resolvers.saved_page(content, url, None, resolvers.Services()), "url")


def _as_fetched(record: Record, origin: str) -> Record:
    untagged = bibtex.edit(record, {"keywords": None}) if record.field("keywords") else record
    apart = tuple(replace(one, at=now()) for one in record.origins)
    return replace(untagged, origin=record.origin or origin, origins=apart)


class Answers(NamedTuple, Generic[Answer]):
    """What was answered about sources, by their numbers.

    Of those that failed, the key and the error.
    """

    found: dict[int, Answer]
    failed: dict[int, tuple[str, ReadinglistError]]


def ask_about(
    library: Location,
    ids: Sequence[int],
    question: Callable[[int, Record], Item | None],
    ask: Callable[[Asker, Item], Answer],
    access: Access,
    progress: Callable[[int, int], None],
    *,
    fresh: bool = False,
) -> Answers[Answer]:
    """Ask about sources, several at once, and return all answers.

    `question` gives what is to be asked about a source, None for nothing; `progress` gets how many were asked about, and
    of how many. Raises Offline where the network is not to be used.
    """
    answers: Answers[Answer] = Answers({}, {})
    with asking(library, access, fresh=fresh) as asker:
        asked = ((n, record, q) for n, record in records(library, ids) if (q := question(n, record)) is not None)
        for count, ((number, record, _), answer) in enumerate(each(asked, lambda item: ask(asker, item[2])), 1):
            progress(count, len(ids))
            if isinstance(answer, ReadinglistError):
                answers.failed[number] = (record.key, answer)
            else:
                answers.found[number] = answer
    return answers


def records(library: Location, ids: Sequence[int]) -> Iterator[tuple[int, Record]]:
    """Yield sources with their ids, page by page, as they are when their turn comes."""
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        with reading(library) as opened:
            alive = opened.present(page)
            there = [number for number in page if number in alive]
            found = list(zip(there, opened.records(there), strict=True))
        yield from found


def each(
    items: Iterable[Item], ask: Callable[[Item], Answer], workers: int = WORKERS
) -> Iterator[tuple[Item, Answer | ReadinglistError]]:
    """Yield each item with its answer, or with the error in its place, as they come; several are asked at once.

    Only a few items are taken ahead, so that their number does not matter. What is still being asked when the caller
    stops is waited for and dropped; when the user interrupts, it is left behind.
    """
    from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait  # noqa: PLC0415 - as much as the rest

    stream = iter(items)
    pool = ThreadPoolExecutor(workers)
    waiting: dict[Future[Answer], Item] = {}
    patient = True
    try:
        while True:
            for item in stream:
                waiting[pool.submit(ask, item)] = item
                if len(waiting) >= 2 * workers:
                    break
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                item, outcome = waiting.pop(future), _outcome(future)
                yield item, outcome
    except KeyboardInterrupt:
        patient = False
        raise
    finally:
        pool.shutdown(wait=patient, cancel_futures=True)


def _outcome(future: Future[Answer]) -> Answer | ReadinglistError:
    try:
        return future.result()
    except ReadinglistError as error:
        return error
