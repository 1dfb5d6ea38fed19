"""Notes in Markdown as the HTML of Zotero's notes: paragraphs, headings, lists, quotes, code, and what is set off in a line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from readinglist.util.escape import html as escaped

if TYPE_CHECKING:
    from readinglist.model.record import Note

_HEADING = re.compile(r"(#{1,6}) +(.*)")
_BULLET = re.compile(r"[-*+] +(.*)")
_NUMBER = re.compile(r"\d{1,9}[.)] +(.*)")
_SET_OFF = re.compile(
    r"\*\*(?=\S)(?P<strong>[^*]+?)(?<=\S)\*\*|(?<![\w*])\*(?=\S)(?P<em>[^*]+?)(?<=\S)\*(?![\w*])|`(?P<code>[^`]+)`"
)


def html_of(note: Note) -> str:
    """Return a note: its quote with the place, and what was written."""
    parts = [_quoted(note)] if note.quote else []
    parts += map(_block, re.split(r"\n\s*\n", note.text.strip()) if note.text.strip() else [])
    return "".join(parts)


def _quoted(note: Note) -> str:
    """Return a quote as Zotero marks a passage, with the label of its page, and the place in words behind it."""
    page = note.locator.removeprefix("page ") if note.locator.startswith("page ") else ""
    data = quote(json.dumps({"pageLabel": page}), safe="")
    place = f"<p>({escaped(note.locator)})</p>" if note.locator else ""
    return f'<p><span class="highlight" data-annotation="{data}">“{escaped(note.quote)}”</span></p>{place}'


def _block(block: str) -> str:
    lines = block.split("\n")
    if len(lines) == 1 and (found := _HEADING.fullmatch(lines[0])):
        level = len(found[1])
        return f"<h{level}>{_inline(found[2])}</h{level}>"
    for pattern, name in ((_BULLET, "ul"), (_NUMBER, "ol")):
        items = [pattern.fullmatch(line) for line in lines]
        if all(items):
            return f"<{name}>{''.join(f'<li>{_inline(item[1])}</li>' for item in items if item)}</{name}>"
    if all(line.startswith(">") for line in lines):
        return f"<blockquote><p>{'<br/>'.join(_inline(line[1:].strip()) for line in lines)}</p></blockquote>"
    return f"<p>{'<br/>'.join(map(_inline, lines))}</p>"


def _inline(line: str) -> str:
    return _SET_OFF.sub(_marked, escaped(line)).replace("\\*", "*").replace("\\`", "`")


def _marked(found: re.Match[str]) -> str:
    name = found.lastgroup or ""
    return f"<{name}>{found[name]}</{name}>"
