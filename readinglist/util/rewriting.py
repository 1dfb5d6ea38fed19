"""Rewriting documents with a library, all of both or nothing, wherever the program is killed.

Before the first document is replaced, an intent is written: what the documents held, what they are to hold, and a receipt by
which the library can tell whether it kept the change. When the change is kept, or fails, or at the next start, the intent
is carried out or taken back. An intent without this machine's seal is not believed.
"""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from readinglist.errors import ReadinglistError
from readinglist.util import files, notices, vouching
from readinglist.util.errors import FileChanged, UnwritableFile

if TYPE_CHECKING:
    from collections.abc import Iterable


_MOST = 200_000_000  # bytes of an intent; a guess, beyond any documents that somebody writes


class Rewrite(NamedTuple):
    """A file whose content changes from `before` to `after`."""

    path: Path
    before: bytes
    after: bytes


class Receipt(NamedTuple):
    """What a library holds once it has kept a change: an operation in a state, with a document sealed so."""

    operation: int
    state: str
    seal: str


class Intent(NamedTuple):
    """Documents that are being rewritten with a library."""

    receipt: Receipt
    rewrites: tuple[Rewrite, ...]


def sealed(rewrite: Rewrite) -> str:
    """Return this machine's seal on a rewriting, as it is kept in a library."""
    return vouching.seal(b"rewriting", *_parts(rewrite))


def is_own(rewrite: Rewrite, seal: str) -> bool:
    """Whether this machine rewrote a document so: then it may take it back."""
    return vouching.is_sealed(seal, b"rewriting", *_parts(rewrite))


def check(intent: Intent) -> None:
    """Raise FileChanged where a file does not hold what it held before, and UnreadableFile.

    Nothing has begun then, and nothing is to be settled.
    """
    for rewrite in intent.rewrites:
        _check(rewrite)


def joined(rewrites: Iterable[Rewrite]) -> tuple[Rewrite, ...]:
    """Return one rewriting for each file, from what its first begins with to what its last leaves.

    Where one does not begin with what the one before it left, the file was changed between them: it stands for itself, so that it is found.
    """
    found: dict[Path, list[Rewrite]] = {}
    for rewrite in rewrites:
        of_file = found.setdefault(rewrite.path, [])
        follows = bool(of_file) and of_file[-1].after == rewrite.before
        of_file.append(of_file.pop()._replace(after=rewrite.after) if follows else rewrite)
    return tuple(itertools.chain.from_iterable(found.values()))


def rewrite(place: Path, intent: Intent) -> None:
    """Rewrite documents; whatever comes of it, the intent stays at its place until it is settled.

    Raises FileChanged where a file does not hold what it held before, UnreadableFile and UnwritableFile.
    """
    _begin(place, intent)
    for one in intent.rewrites:
        _check(one)
        files.write_bytes(one.path, one.after)


def pending(place: Path) -> Intent | None:
    """Return the intent at a place, if this machine wrote it there."""
    try:
        kept = json.loads(files.read_own(place, _MOST))
        body = str(kept["intent"]).encode()
        if not vouching.is_sealed(str(kept["seal"]), b"intent", _name(place), body):
            return None
        found = json.loads(body)
        return Intent(Receipt(*found["receipt"]), tuple(map(_from_text, found["documents"])))
    except Exception:  # noqa: BLE001 - whoever wrote that, it is no intent
        return None


def settle(intent: Intent, *, is_kept: bool) -> list[Path]:
    """Bring documents to where the library is; return those that were written.

    One that holds neither what it held before nor what it was to hold is somebody's work, and stays, which is told.
    """
    written = []
    for rewrite in intent.rewrites:
        wrong, right = (rewrite.before, rewrite.after) if is_kept else (rewrite.after, rewrite.before)
        try:
            stands = files.read(rewrite.path)
            if stands == wrong:
                files.write_bytes(rewrite.path, right)
                written.append(rewrite.path)
            elif stands != right:
                notices.tell(f"{rewrite.path} was changed since a rewriting of it was cut off; it stays as it is.")
        except ReadinglistError as error:
            notices.tell(f"{rewrite.path} is not as the library says: {error}")
    return written


def forget(place: Path) -> None:
    """Remove the intent at a place."""
    with contextlib.suppress(OSError):
        place.unlink()


def _begin(place: Path, intent: Intent) -> None:
    body = json.dumps({"receipt": intent.receipt, "documents": [_as_text(rewrite) for rewrite in intent.rewrites]})
    seal = vouching.seal(b"intent", _name(place), body.encode())
    whole = json.dumps({"intent": body, "seal": seal}).encode()
    if len(whole) > _MOST:
        raise UnwritableFile(place, "the documents are too long to be rewritten together")
    files.keep_private(place, whole)


def _name(place: Path) -> bytes:
    return str(place).encode("utf-8", "surrogateescape")


def _parts(rewrite: Rewrite) -> tuple[bytes, bytes, bytes]:
    return str(rewrite.path).encode("utf-8", "surrogateescape"), rewrite.before, rewrite.after


def _as_text(rewrite: Rewrite) -> list[str]:
    return [base64.b64encode(part).decode() for part in _parts(rewrite)]


def _from_text(parts: list[str]) -> Rewrite:
    path, before, after = map(base64.b64decode, parts)
    return Rewrite(Path(path.decode("utf-8", "surrogateescape")), before, after)


def _check(rewrite: Rewrite) -> None:
    if not rewrite.path.exists() or files.read(rewrite.path) != rewrite.before:
        raise FileChanged(rewrite.path)
