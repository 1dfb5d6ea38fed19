"""HTML entities and JATS tags that publishers leave in titles and abstracts: off in the plain copy, kept in the source."""

from __future__ import annotations

import re

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(
    r"</?(?:jats:)?(?:p|i|b|em|strong|sub|sup|sc|tt|u|span|br|italic|bold|title|sec|inf|scp|monospace|underline"
    r"|overline|named-content|xref|inline-formula|list|list-item|styled-content|roman|sans-serif)(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"</?(?:jats:)?(?:p|br|sec|title|list|list-item)\b", re.IGNORECASE)


def plain(text: str) -> str:
    """Return a text without its entities and tags; a lone `&` or `<` stays."""
    if "&" in text and _ENTITY.search(text):
        from readinglist.util.html import unescaped  # noqa: PLC0415 - its table of entities is large, and seldom needed

        text = _ENTITY.sub(lambda found: unescaped(found[0]), text)
    if "<" in text:
        text = _TAG.sub(lambda found: " " if _BREAKS.match(found[0]) else "", text)
    return " ".join(text.split())
