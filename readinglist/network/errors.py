"""Errors about the network and what it answers."""

from __future__ import annotations

from readinglist.errors import NetworkError, NotFound


class NoRecord(NotFound):
    """No service has a record of the identifier."""

    def __init__(self, what: str, services: tuple[str, ...]) -> None:
        *first, last = services
        who = f"{', '.join(first)} and {last} have" if first else f"{last} has"
        super().__init__(f"{who} no record of {what}; check it, or add the source by its fields.")


class NoNetwork(NetworkError):
    """A host could not be reached, or did not answer in time."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(f"{host} could not be reached: {reason}; try again when the network is there.")


class Offline(NetworkError):
    """The user forbade the use of the network.

    `why` says by which setting.
    """

    def __init__(self, why: str) -> None:
        super().__init__(f"the network is not used, because {why}.")


class ServiceFailed(NetworkError):
    """A host answered all requests with a status of failure."""

    def __init__(self, host: str, status: int) -> None:
        self.status = status
        why = "is asked too often" if status == 429 else "failed"  # noqa: PLR2004 - Too Many Requests
        super().__init__(f"{host} {why} (HTTP status {status}); try again later.")


class NotThere(NetworkError):
    """A host answered that there is nothing at an address, or nothing for a program."""

    def __init__(self, url: str, status: int) -> None:
        why = "there is nothing there" if status in (404, 410) else "it does not let programs in"
        super().__init__(f"{url} was not loaded: {why} (HTTP status {status}).")


class RefusedAddress(NetworkError):
    """An address with another scheme than http, or of the local network."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url} is not asked: {reason}.")


class TooLarge(NetworkError):
    """An answer that is longer than the limit, which is in bytes."""

    def __init__(self, url: str, limit: int) -> None:
        super().__init__(f"{url} has more than {limit // 1_000_000} MB, which is more than is read of a page.")


class BadAnswer(NetworkError):
    """An answer that is broken, or not what was asked for."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url} gave an answer that cannot be used: {reason}.")


class NotShown(BadAnswer):
    """An answer in the place of the work, such as a test for browsers; asking again gives the same."""


class NothingSaid(NetworkError):
    """A page or a file of which no more is known than its address; `reason` says why."""

    def __init__(self, url: str, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{url} says nothing of the work: {reason}; `readinglist set` gives the source its title.")
