"""Merging what stands between the entries of two changed bibliographies: lines, and definitions and comments in braces."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def joined(ours: str, theirs: str, base: str = "") -> str:
    """Return two texts between entries as one: ours, without what they removed, and with what they added where it stands there.

    What is in braces, such as a `@comment` with the groups of JabRef, is one piece; where both changed it, its lines are joined so.
    """
    return _merged(*([*_pieces(text)] for text in (ours, theirs, base)))


def _merged(ours: list[str], theirs: list[str], base: list[str]) -> str:
    there, were = ({piece.strip() for piece in one} for one in (theirs, base))
    added, changed = _added(ours, theirs, were)
    old = {_head(piece): piece for piece in base if _is_block(piece)}
    places = {piece.strip(): place for place, piece in enumerate(ours)}
    out = _lead(ours) or (_lead(theirs) if not ours else [])
    waiting = added.get("", [])
    for place, piece in enumerate(ours[len(_lead(ours)) :], len(_lead(ours))):
        name, other = piece.strip(), changed.get(_head(piece), "")
        is_ours_alone = bool(name) and not other and name not in there and name not in were
        if not is_ours_alone:  # ours come first where both added something
            out += waiting
            waiting = []
        if other and name not in there:
            out.append(_within(piece, other, old.get(_head(piece), "")))
        elif is_ours_alone or not name or name in there:
            out.append(piece)
        if places[name] == place:
            waiting = waiting + added.get(name, [])
    return _with_ends([*out, *waiting])


def _added(ours: list[str], theirs: list[str], were: set[str]) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return what only they have, by the piece of ours behind which it stands there; and, by their first lines, their pieces in braces that ours has too."""
    kept = {piece.strip() for piece in ours}
    blocks = {_head(piece): piece.strip() for piece in ours if _is_block(piece)}
    added: dict[str, list[str]] = {}
    changed: dict[str, str] = {}
    last = ""
    for piece in theirs:
        name = piece.strip()
        if name in kept:
            last = name or last
        elif _is_block(piece) and _head(piece) in blocks:
            changed[_head(piece)], last = piece, blocks[_head(piece)]
        elif name and name not in were:
            added.setdefault(last, []).append(piece)
    return added, changed


def _lead(pieces: list[str]) -> list[str]:
    """Return the blank lines at the beginning."""
    return [*itertools.takewhile(lambda piece: not piece.strip(), pieces)]


def _within(ours: str, theirs: str, base: str) -> str:
    """Return two changed pieces in braces as one; their first and last lines stay ours."""
    bodies = [one.rstrip().split("\n") for one in (ours, theirs, base)]
    end = ours[len(ours.rstrip()) :]
    inner = _merged(*([f"{line}\n" for line in lines[1:-1]] for lines in bodies))
    return f"{bodies[0][0]}\n{inner}{bodies[0][-1]}{end}"


def _pieces(text: str) -> Iterator[str]:
    """Yield the lines of a text, and as one piece those from a line with an `@` on to where its braces close."""
    piece, depth = "", 0
    for line in text.splitlines(keepends=True):
        if piece or line.lstrip().startswith("@"):
            piece += line
            opened = next((one for one in piece if one in "{("), "{")
            depth += line.count(opened) - line.count("}" if opened == "{" else ")")
            if depth > 0:
                continue
            yield piece
            piece, depth = "", 0
        else:
            yield line
    if piece:
        yield piece


def _is_block(piece: str) -> bool:
    return "\n" in piece.strip()


def _head(piece: str) -> str:
    return piece.strip().partition("\n")[0].lower()


def _with_ends(pieces: Sequence[str]) -> str:
    """Return pieces as one text, in which each but the last ends its line."""
    return "".join(
        piece if piece.endswith("\n") or place == len(pieces) - 1 else f"{piece}\n"
        for place, piece in enumerate(pieces)
    )
