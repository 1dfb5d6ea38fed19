"""Who may ask the room, and what a browser may do with its answers.

A server on this machine alone is still asked by every page that the browser shows: by its forms, by its scripts, and under a name of another
site that leads here (DNS rebinding). So each request is held against the room's own address, a token that only its reader was given, and, where
it changes something, against the page that it comes from. Content Security Policy level 3, Fetch Metadata, RFC 6265bis.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse

from readinglist.web.errors import NotFromHere

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from readinglist.web.entrance import Secrets

CSRF = "csrf"  # the field of forms, and with `X-` the header of scripts
_TOKEN = "t"  # noqa: S105 - the name of the part of the address, and no secret
_SAFE = ("GET", "HEAD")
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def policy(**more: str) -> str:
    """Return the content policy of a page, with sources besides those that all have: `policy(worker_src="'self'")`."""
    added = {name.replace("_", "-"): value for name, value in more.items()}
    whole = {
        name: " ".join(filter(None, (_POLICY.get(name), added.get(name))))
        if _POLICY.get(name) != "'none'"
        else added.get(name, "'none'")
        for name in (*_POLICY, *added)
    }
    return "; ".join(f"{name} {value}" for name, value in whole.items())


_HEADERS = {
    "content-security-policy": policy(),
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guarded:
    """The room behind its checks: host, token, and for what changes something the page that it comes from; with the headers of every answer."""

    def __init__(
        self, app: ASGIApp, secrets: Secrets, port: int, refused: Callable[[NotFromHere, int], Response]
    ) -> None:
        self._app, self._secrets, self._port, self._refused = app, secrets, port, refused
        self._once = secrets.once
        self._hosts = tuple(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))
        self._origins = tuple(f"http://{host}" for host in self._hosts)
        # A browser has one set of cookies for all ports of a host.
        self._cookie = f"readinglist_{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request of HTTP, and no other."""
        if scope["type"] != "http":
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._answer(scope) or self._app
        await answer(scope, receive, with_headers)

    def _answer(self, scope: Scope) -> Response | None:
        """Return the answer to what may not pass, and to an address with the token; None for what may."""
        headers = Headers(scope=scope)
        if headers.get("host") not in self._hosts or len(headers.getlist("host")) > 1:
            return self._refused(NotFromHere("the room is at its own address only, which `serve` printed"), 400)
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = dict(query).get(_TOKEN)
        if given is not None and scope["method"] in _SAFE and self._opens(given):
            return self._let_in(scope, [(name, value) for name, value in query if name != _TOKEN])
        if not any(self._is(one, self._secrets.token) for one in self._held(headers)):
            return self._refused(NotFromHere("open the whole address that `serve` printed, with its token"), 403)
        return self._elsewhere(scope, headers)

    def _elsewhere(self, scope: Scope, headers: Headers) -> Response | None:
        """Return the answer to what a page of somebody else's asks."""
        site = headers.get("sec-fetch-site")
        if scope["method"] in _SAFE:
            is_own = site in (None, "same-origin", "none") or headers.get("sec-fetch-mode") == "navigate"
        else:
            origin = headers.get("origin")
            is_own = (site == "same-origin") if site else origin in self._origins
            is_own = is_own and origin in (None, *self._origins)
        return None if is_own else self._refused(NotFromHere("this was asked by a page that is not of the room"), 403)

    def _let_in(self, scope: Scope, query: list[tuple[str, str]]) -> Response:
        # An address of one slash and one name, so that it never leads to another host; as it was sent, as keys are encoded in it.
        path = scope["raw_path"].decode("ascii", "replace").lstrip("/")
        to = f"/{path}" + (f"?{urlencode(query)}" if query else "")
        answer = RedirectResponse(to, 303)
        answer.set_cookie(self._cookie, self._secrets.token, httponly=True, samesite="strict", path="/")
        return answer

    def _opens(self, given: str) -> bool:
        if self._once and self._is(given, self._once):
            self._once = ""
            return True
        return self._is(given, self._secrets.token)

    def _held(self, headers: Headers) -> list[str]:
        """Return what cookies of the room's name hold. Other programs of this machine set others, of which some are no cookies by the RFC."""
        sent = [one.strip().partition("=") for line in headers.getlist("cookie") for one in line.split(";")]
        return [value.strip('"') for name, _, value in sent if name == self._cookie]

    @staticmethod
    def _is(given: str, expected: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())


def check_form(given: str, secrets: Secrets) -> None:
    """Raise NotFromHere unless a form carries what the room's own pages have."""
    if not hmac.compare_digest(given.encode("utf-8", "replace"), secrets.csrf.encode()):
        raise NotFromHere("the form is from an earlier start of the room; load the page again")
