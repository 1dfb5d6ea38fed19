"""The addresses of the room's views: written here and nowhere else.

Keys may hold slashes, dots and whatever else files have; as a part of a path they are encoded twice (RFC 3986), so that neither a browser nor a
server takes them for steps between folders.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

_PLAIN = ":@!$'()*,;=~+"


def name(key: str) -> str:
    """Return a key or the name of a claim as one part of a path: `DBLP:conf/x` → `DBLP:conf%252Fx`."""
    once = quote(key, safe=_PLAIN)
    if set(once) == {"."}:
        once = once.replace(".", "%2E")
    return quote(once, safe=_PLAIN)


def source(key: str) -> str:
    """Return the address of a source."""
    return f"/s/{name(key)}"


def claim(full_name: str) -> str:
    """Return the address of a claim by its name, `doe2026#c3`."""
    return f"/claims/{name(full_name)}"


def library(query: str = "", **more: object) -> str:
    """Return the address of the list of what a query finds."""
    given = {"q": query, **more}
    kept = {part: str(value) for part, value in given.items() if value not in ("", None, 0, False)}
    return f"/?{urlencode(kept)}" if kept else "/"


def reader(key: str, quote: str = "") -> str:
    """Return the address of what is read of a source, at a quote: `note-3`, `claim-2`, `evidence-2-1`."""
    return f"{source(key)}/read" + (f"?{urlencode({'quote': quote})}" if quote else "")


def page(key: str, attachment: int, label: str) -> str:
    """Return the address of a page of what is read of a source; an attachment of 0 is the text that was given by itself."""
    given = f"?attachment={attachment}" if attachment else ""
    return f"{source(key)}/read{given}" + (f"#page={quote(label)}" if label else "")


def claims(query: str = "") -> str:
    """Return the address of the claims of a source, or of those that a query finds."""
    return "/claims" + (f"?{urlencode({'q': query})}" if query else "")


def claims_of(key: str) -> str:
    """Return the address of what a source comes from, and of what falls with it."""
    return f"/claims/{name(key)}"


def matrix(of: str = "") -> str:
    """Return the address of the matrix of an article."""
    return "/matrix" + (f"?{urlencode({'of': of})}" if of else "")


def graph(of: str = "") -> str:
    """Return the address of the graph around a source or a claim."""
    return "/graph" + (f"?{urlencode({'of': of})}" if of else "")
