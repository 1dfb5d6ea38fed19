"""What was marked in files: a note that was made of a mark, and what a command made of the marks of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model import colours
from readinglist.util import text
from readinglist.util.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readinglist.model.brought import Brought
    from readinglist.model.record import Note

_SHOWN = 72  # columns of the words of a note, so that its line stays one in most terminals


def of(note: Note) -> str:
    """Return where a note stands and how it was marked: `page 114, yellow highlight`."""
    mark = note.highlight
    how = " ".join(filter(None, (colours.name(mark.colour), mark.kind or "highlight"))) if mark else ""
    return ", ".join(filter(None, (note.locator, how)))


def lines(key: str, found: Brought) -> Iterator[str]:
    """Yield a line for each note that is new or was changed."""
    for word, notes in (("", found.added), ("changed: ", found.changed)):
        for note in notes:
            yield f"{word}{key} note {note.id}: {of(note)}: {_words(note)}".replace(": :", ":")


def _words(note: Note) -> str:
    quote = f"“{text.fit(text.squeeze(note.quote), _SHOWN)}”" if note.quote else ""
    comment = text.fit(text.squeeze(note.text), _SHOWN) if note.text else ""
    return " – ".join(filter(None, (quote, comment)))


def warnings(key: str, found: Brought) -> Iterator[str]:
    """Yield a sentence for each note that was changed here as well as in the file, and for each whose mark is gone."""
    for note, part in found.kept:
        yield (
            f"the {part} of note {note.id} of {key} was changed here and in the file; it stays as it is here. The file"
            f" has: {text.fit(text.squeeze(_of_file(note, part)), _SHOWN) or 'nothing'}"
        )
    for note in found.gone:
        yield (
            f"what note {note.id} of {key} was made of is no longer marked in the file; the note stays, and"
            f" `readinglist note {key} --remove {note.id}` takes it away."
        )


def _of_file(note: Note, part: str) -> str:
    mark = note.highlight
    if mark is None:
        return ""
    return {"quote": mark.quote, "text": mark.text}.get(part, "another page")


def summary(found: Sequence[Brought]) -> str:
    """Return how many marks are new, were changed, and are as they were."""
    counts = {
        "new": sum(len(one.added) for one in found),
        "changed": sum(len(one.changed) for one in found),
        "as before": sum(one.unchanged for one in found),
        "removed here": sum(one.removed for one in found),
    }
    if not any(counts.values()):
        return "nothing is marked." if not any(one.gone for one in found) else ""
    said = [f"{count} {how}" for how, count in counts.items() if count or how != "removed here"]
    return f"{counted(sum(counts.values()), 'mark')}: {', '.join(said)}."
