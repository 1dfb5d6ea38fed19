"""What is looked for inside words, in one source after the other, which takes time in proportion to the library."""

from __future__ import annotations

from readinglist.errors import quoted
from readinglist.store.sqlite import fulltext_index, page_index
from readinglist.util import notices

# Conditions on `source s`, by field: `folded` and `low` are the parameters of the part.
FIELDS = {
    "author": "s.id IN (SELECT c.source_id FROM contributor c WHERE c.role = 'author' AND instr(c.folded, {folded}))",
    "abstract": (
        "s.id IN (SELECT f.source_id FROM field f WHERE lower(f.name) = 'abstract' AND instr(fold(f.plain), {folded}))"
    ),
    "claim": (
        "s.id IN (SELECT c.source_id FROM claim c"
        " WHERE instr(fold(c.statement || ' ' || c.quote || ' ' || c.verdict || ' ' || c.note), {folded}))"
    ),
    "editor": "s.id IN (SELECT c.source_id FROM contributor c WHERE c.role = 'editor' AND instr(c.folded, {folded}))",
    "key": "instr(fold(s.key), {folded})",
    "note": "s.id IN (SELECT n.source_id FROM note n WHERE instr(fold(n.text), {folded}))",
    "person": "s.id IN (SELECT c.source_id FROM contributor c WHERE instr(c.folded, {folded}))",
    "quote": (
        "s.id IN (SELECT n.source_id FROM note n WHERE instr(fold(n.quote), {folded})"
        " UNION SELECT c.source_id FROM claim c WHERE instr(fold(c.quote), {folded})"
        " UNION SELECT e.source_id FROM evidence e WHERE instr(fold(e.quote), {folded}))"
    ),
    "tag": "s.id IN (SELECT t.source_id FROM tag t WHERE instr(t.folded, {folded}))",
    "text": page_index.sources("p.id IN (SELECT q.id FROM attachment_page q WHERE instr(fold(q.text), {folded}))"),
    "title": "instr(s.title_folded, {folded})",
    "type": "instr(lower(s.type), {low})",
    "venue": "instr(fold(s.venue), {folded})",
    "via": "s.via_id IN (SELECT v.id FROM source v WHERE instr(fold(v.key), {folded}))",
    "why": "instr(fold(s.why), {folded})",
}
_IDENTIFIER = (
    "s.id IN (SELECT i.source_id FROM identifier i WHERE i.scheme = {scheme} AND instr(lower(i.value), {low}))"
)
_FIELD = "s.id IN (SELECT f.source_id FROM field f WHERE lower(f.name) IN ({names}) AND instr(fold(f.plain), {folded}))"


def condition(field: str, *, folded: str, low: str, names: str, scheme: str) -> str:
    """Return the condition that a field has a part, whose parameters are given: folded, and in small letters."""
    if field == "any":
        return f"s.id IN (SELECT rowid FROM fulltext WHERE {anywhere(folded)})"
    known = FIELDS.get(field) or (_IDENTIFIER if scheme else _FIELD)
    return known.format(folded=folded, low=low, names=names, scheme=scheme)


def anywhere(holder: str) -> str:
    """Return the condition that a row of the full-text index has a part in any column that needs no field to be named."""
    return f"({' OR '.join(f'instr(fulltext.{column}, {holder})' for column in fulltext_index.WEIGHTS)})"


def tell_cost(part: str) -> None:
    """Tell the user what it costs to look inside words."""
    notices.tell(
        f"{quoted(part)} is looked for inside words, in one source after the other: that takes some seconds for a million."
    )
