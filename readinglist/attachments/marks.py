"""What readers marked in a PDF, as highlights: which words, what was written on them, and who answered."""

from __future__ import annotations

import json
import re
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from readinglist.fulltext.marked import joined
from readinglist.fulltext.words import skeleton
from readinglist.model.attachment import Highlight
from readinglist.util import text as plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Piece = dict[str, Any]
    Place = tuple[int, int]  # its page, and its number there

ON_WORDS = ("highlight", "underline", "squiggly", "strike-out")
_WRITTEN = ("text", "free text", "caret")
_LONGEST_NAME = 200
# ISO 32000-1, 7.9.4, and what programs make of it: without the last apostrophe, with `Z00'00'`, without a zone, cut off.
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([-+Zz])(?:(\d\d)'?(\d\d)?'?)?)?\s*")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def of(pieces: Sequence[Piece], sha256: str, has: Callable[[str], bool] = lambda _: False) -> list[Highlight]:
    """Return annotations, as the reader of PDFs gives them, as highlights: each with its replies, the parts of a group as one."""
    threads = _threads(pieces)
    names: dict[str, int] = {}
    found = []
    for first, others in threads:
        made = _highlight(first, others, sha256, has)
        count = names[made.mark] = names.get(made.mark, 0) + 1
        found.append(made if count == 1 else made._replace(mark=f"{made.mark} {count}"))  # of one that was copied
    return found


def _threads(pieces: Sequence[Piece]) -> list[tuple[Piece, list[Piece]]]:
    """Return what stands for itself, each with what belongs to it or answers it."""
    by_place = {(piece["page"], piece["number"]): piece for piece in pieces}
    threads: dict[Place, tuple[Piece, list[Piece]]] = {}
    roots: dict[Place, Piece] = {}
    for piece in pieces:
        root = _root(piece, by_place, roots)
        if root["state"] or root["hidden"] or piece["state"]:
            continue  # a state of a review, such as `Accepted`, or what its maker took out of sight
        _, others = threads.setdefault((root["page"], root["number"]), (root, []))
        if piece is not root:
            others.append(piece)
    return list(threads.values())


def _root(piece: Piece, by_place: Mapping[Place, Piece], roots: dict[Place, Piece]) -> Piece:
    """Return what a piece belongs to or answers in the end, and note it in `roots` for all on the way, as a thread may be long."""
    way: dict[Place, Piece] = {}
    place = (piece["page"], piece["number"])
    while place not in roots and place not in way:
        way[place] = piece
        piece = by_place.get((piece["page"], piece["to"]), piece)
        place = (piece["page"], piece["number"])
    root = roots.get(place, piece)
    roots.update(dict.fromkeys(way, root))
    return root


def _highlight(first: Piece, others: Sequence[Piece], sha256: str, has: Callable[[str], bool]) -> Highlight:
    group = [first, *(piece for piece in others if piece["reply"] == "Group")]
    replies = [piece for piece in others if piece["reply"] != "Group"]
    kinds = {piece["kind"] for piece in group}
    on_words = next((piece for piece in group if piece["words"]), first)
    quote = joined(on_words["words"], has)
    comment = "\n\n".join(filter(None, (_comment(piece, quote) for piece in group)))
    kind = "replacement" if {"caret", "strike-out"} <= kinds else on_words["kind"]
    written = [_in_words(kind, quote, comment), *map(_reply, replies), _tags(first)]
    boxes = tuple(tuple(box) for box in on_words["boxes"])
    return Highlight(
        file=sha256,
        mark=_name(first, quote, comment),
        page=first["page"],
        boxes=boxes,
        colour=first["colour"],
        author=_author(first),
        quote=quote,
        text="\n\n".join(filter(None, written)),
        at=max((date(piece["at"]) for piece in (first, *others)), default=""),
        kind=kind,
    )


def date(written: str) -> str:
    """Return a date of a PDF as ISO 8601, in UTC where its zone is known; empty for what is none.

    `D:20170312203202+01'00'` → `2017-03-12T19:32:02Z`, `D:20170312` → `2017-03-12`
    """
    from datetime import UTC, datetime, timedelta  # noqa: PLC0415 - few need it

    found = _DATE.fullmatch(written)
    if not found:
        return ""
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    with suppress(ValueError, OverflowError):
        moment = datetime(year, month or 1, day or 1, hour, minute, second, tzinfo=UTC)
        if not found[4]:
            return moment.strftime("%Y-%m-%d")
        if not found[7]:
            return moment.strftime("%Y-%m-%dT%H:%M:%S")
        away = timedelta(hours=int(found[8] or 0), minutes=int(found[9] or 0))
        return (moment + away if found[7] == "-" else moment - away).strftime("%Y-%m-%dT%H:%M:%SZ")
    return ""


def _comment(piece: Piece, quote: str) -> str:
    """Return what was written on a mark; some programs write the marked words there, which is no comment."""
    written = _clean(piece["text"])
    return "" if quote and skeleton(written) == skeleton(quote) else written


def _clean(written: str) -> str:
    return _CONTROLS.sub("", written.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _in_words(kind: str, quote: str, comment: str) -> str:
    """Return what the note on a mark says: what its kind means, and what was written on it."""
    if kind == "replacement":
        return f"To be replaced by: {comment}" if comment else "Struck out."
    if kind == "caret" and comment:
        return f"To be inserted: {comment}"
    if kind in ON_WORDS and not quote:
        return "\n\n".join(filter(None, (f"Marked ({kind}), but there are no words at this place.", comment)))
    if kind == "strike-out":
        return "\n\n".join(filter(None, ("Struck out.", comment)))
    return comment or ("" if quote else f"Marked ({kind}), without words.")


def _reply(piece: Piece) -> str:
    written = _clean(piece["text"])
    author = _author(piece)
    return f"{author}: {written}" if author and written else written


def _author(piece: Piece) -> str:
    return plain.squeeze(_CONTROLS.sub("", piece["zotero author"] or piece["author"]))[:_LONGEST_NAME]


def _tags(piece: Piece) -> str:
    """Return the tags that Zotero gave a mark, a JSON array of names, or of objects with a name, in words."""
    try:
        found = json.loads(piece["zotero tags"] or "[]")
    except (ValueError, RecursionError):
        return ""
    names = [each.get("name", each.get("tag", "")) if isinstance(each, dict) else each for each in _listed(found)]
    kept = [_clean(name) for name in names if isinstance(name, str) and name.strip()]
    return f"Tags: {', '.join(kept)}." if kept else ""


def _listed(found: object) -> Iterable[Any]:
    return found if isinstance(found, list) else ()


def _name(piece: Piece, quote: str, comment: str) -> str:
    """Return the name of a mark within its file: its own, or one made of its page, kind, place and words."""
    own = str(piece["name"] or (f"Zotero-{piece['zotero']}" if piece["zotero"] else ""))
    if own.strip():
        return _CONTROLS.sub("", own)[:_LONGEST_NAME]
    box = ",".join(str(round(value)) for value in _around(piece["boxes"]))
    words = zlib.crc32(f"{quote}\n{comment}".encode("utf-8", "replace"))
    return f"{UNNAMED}{piece['page']} {piece['kind']} {box} {words:08x}"


UNNAMED = "at "  # begins the name of a mark that has none of its own


def _around(boxes: Sequence[Sequence[float]]) -> Iterator[float]:
    for corner, choose in enumerate((min, min, max, max)):
        yield choose(box[corner] for box in boxes)
