"""The text of a page of HTML.

Its tags are removed, and its blocks are put on lines of their own.
"""

from __future__ import annotations

import re

from readinglist.util.html import tokens

# Elements whose content a browser does not show as text of the page.
_SILENT = frozenset(
    "script style noscript template title iframe object svg math select textarea noembed noframes".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead tr ul".split()
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBER = re.compile(r"\s*[0-9]{1,3}(?:\s*[,–-]\s*[0-9]{1,3})*\s*")
_VOID = frozenset("br hr".split())


def stripped(page: str) -> str:
    """Return the text of a page.

    What is not shown, such as scripts, is left out.
    """
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in "".join(_pieces(page)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _pieces(page: str) -> list[str]:
    """Return the text between the tags, with the breaks of blocks.

    Line breaks in the text itself become spaces, as a browser shows them.
    """
    pieces: list[str] = []
    silent: dict[str, None] = {}  # what is open of what is not shown, the outermost of each name, in order
    is_raised = False
    for token in tokens(page, xml=True):
        name = token.name.removeprefix("/")
        if token.name in _SILENT:
            silent.setdefault(name)
        elif token.name != name and name in silent:
            _close(silent, name)
        if silent:
            continue
        if not name:
            text = token.text.replace("\r", " ").replace("\n", " ")
            # A raised number stays one, so that it is told from the word before it; `[1]` tells itself.
            is_raised = is_raised and "[" not in text
            pieces.append(text.translate(_RAISED) if is_raised and _NUMBER.fullmatch(text) else text)
        elif name == "sup":
            is_raised = token.name == name
        elif name in _BLOCKS and not (token.name != name and name in _VOID):
            pieces.append("\n\n" if name == "p" else "\n")
    return pieces


def _close(silent: dict[str, None], name: str) -> None:
    """Close an element whose content is not shown.

    One inside it that was never closed ends with it.
    """
    while silent.popitem()[0] != name:
        pass
