"""HTML entities and JATS tags that publishers leave in titles and abstracts.

They are removed from the plain copy of a field, and kept in its source.
"""

from __future__ import annotations

import re

# Seven decimal or six hexadecimal digits are enough for U+10FFFF; the longest name of HTML has 31 letters.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(
    r"</?(?:jats:)?(?:p|i|b|em|strong|sub|sup|sc|tt|u|span|br|italic|bold|title|sec|inf|scp|monospace|underline"
    r"|overline|named-content|xref|inline-formula|list|list-item|styled-content|roman|sans-serif)(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"</?(?:jats:)?(?:p|br|sec|title|list|list-item)\b", re.IGNORECASE)


def plain(text: str) -> str:
    """Return a text without its entities and tags.

    A lone `&` or `<` is kept.
    `<i>E. coli</i> &amp; H<sub>2</sub>O, p < 0.05 → E. coli & H2O, p < 0.05`
    """
    if "&" in text and _ENTITY.search(text):
        from readinglist.util.html import unescaped  # noqa: PLC0415 - its table of entities is large, and seldom needed

        text = _ENTITY.sub(lambda found: unescaped(found[0]), text)
    if "<" in text:
        text = _TAG.sub(lambda found: " " if _BREAKS.match(found[0]) else "", text)
    return " ".join(text.split())
