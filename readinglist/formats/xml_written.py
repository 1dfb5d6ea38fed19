"""Writes texts and elements as XML 1.0."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

# What XML 1.0 has no form for (2.2).
_BAD = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value: str) -> str:
    """Return a text within an element: `R&D → R&amp;D`; a character that XML cannot have is one that stands for it."""
    return escape(_BAD.sub("\ufffd", value))


def element(name: str, inside: str, **attributes: str) -> str:
    """Return an element around what is XML already, its attributes plain; empty where there is nothing in it."""
    said = "".join(f" {key}={quoteattr(_BAD.sub(chr(0xFFFD), value))}" for key, value in attributes.items() if value)
    return f"<{name}{said}>{inside}</{name}>" if inside else ""


def said(name: str, value: str, **attributes: str) -> str:
    """Return an element with a text in it; empty for none."""
    return element(name, text(value), **attributes)
