"""Errors about the network and what it answers."""

from __future__ import annotations

from readinglist.errors import NetworkError, NotFound


class NoRecord(NotFound):
    """Services were asked, and none has a record of the identifier."""

    def __init__(self, what: str, services: tuple[str, ...]) -> None:
        *first, last = services
        who = f"{', '.join(first)} and {last} have" if first else f"{last} has"
        super().__init__(f"{who} no record of {what}; check it, or add the source by its fields.")


class NoNetwork(NetworkError):
    """A host could not be reached, or did not answer in time."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(f"{host} could not be reached: {reason}; try again when the network is there.")


class Offline(NetworkError):
    """The user has said that the network is not to be used; `why` says where."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the network is not used, because {why}.")


class ServiceFailed(NetworkError):
    """A host answered that it cannot serve, and went on so when asked again; `status` is that of HTTP."""

    def __init__(self, host: str, status: int) -> None:
        self.status = status
        why = "is asked too often" if status == 429 else "failed"  # noqa: PLR2004 - Too Many Requests
        super().__init__(f"{host} {why} (HTTP status {status}); try again later.")


class RefusedAddress(NetworkError):
    """An address that must not be asked: of another scheme, or of the local network."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url} is not asked: {reason}.")


class TooLarge(NetworkError):
    """An answer that is longer than anything that is read; `limit` is in bytes."""

    def __init__(self, url: str, limit: int) -> None:
        super().__init__(f"{url} has more than {limit // 1_000_000} MB, which is more than is read of a page.")


class BadAnswer(NetworkError):
    """An answer that is broken, or not what was asked for."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url} gave an answer that cannot be used: {reason}.")
