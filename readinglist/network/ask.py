"""Asking a service for its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from readinglist.network.errors import ServiceFailed
from readinglist.network.json import parsed

if TYPE_CHECKING:
    from readinglist.network.json import Json
    from readinglist.network.wire import Get, Response

_OK = 200
# The statuses by which services say that they have no such record; some answer 400 or 422 for a value that they do not take
# for an identifier. Any other status is a failure.
_NOT_THERE = frozenset((204, 400, 404, 410, 422))


def asked(get: Get, url: str, accept: str = "application/json") -> Response | None:
    """Return the answer of a service.

    None where it has no such record.
    Raises NetworkError, also where the service refuses to answer.
    """
    answer = get(url, accept=accept)
    if answer.status == _OK:
        return answer
    if answer.status in _NOT_THERE:
        return None
    raise ServiceFailed(urlsplit(answer.url).hostname or url, answer.status)


def asked_json(get: Get, url: str) -> Json:
    """Return the JSON object of an answer.

    Empty where there is none.
    Raises NetworkError.
    """
    answer = asked(get, url)
    return parsed(answer) if answer else {}
