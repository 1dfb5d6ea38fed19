"""What an error says in the room: where its sentence names a command or an option, the place in the room that does the same."""

from __future__ import annotations

import re

_TICK = "tick “Keep the quote though the text has it otherwise”"

# What is said to somebody at the command line, and what to a reader of the room; what names no place here is left out or as it is.
_PLACES = tuple(
    (re.compile(said), here)
    for said, here in (
        (r"`readinglist list` shows the keys", "the Library lists the keys"),
        (r"`readinglist log` shows what was (?:un)?done", "the Log shows what was done"),
        (r"`readinglist tags` lists them", "the Library lists them beside its sources"),
        (r"; `readinglist (?:show|claims|attachments) [^`]*` (?:numbers|lists) (?:them|it|its \w+)", ""),
        (r"use --force to keep it, marked as not found", _TICK),
        (r"use --force to keep it so", _TICK),
        (r"^(\w+): '' is not valid; ", r"the \1 is missing; "),
        (r"; `--remove N` takes one away", "; Remove takes one away"),
        (r"take the field away with `[^`]*`", "take the field away with Remove"),
        (r"no source has the key '';", "no key was given;"),
        (r"`readinglist rename` changes the key", "Rename, below the fields, changes the key"),
        (r"`readinglist tag` changes tags", "tags are changed at the head of the source"),
        (
            r"`readinglist queue`, `start`, `done` and `drop` change the status",
            "the head of the source changes the status",
        ),
        (r"`readinglist queue` changes why and via", "the Queue changes them"),
        (r"`readinglist queue --priority` changes it", "the order in the Queue changes it"),
        (r"`readinglist list` takes --sort year as an option", "the order is chosen beside the search"),
        (r"`readinglist list` takes --limit 20 as an option", "More shows what follows"),
        (
            r"`readinglist (?:text|attach) (?:KEY|\S+) FILE` (?:attaches one|attaches a file)",
            "attach a file to the source",
        ),
        (r"`readinglist set \S+ url=ADDRESS` gives it an address", "give it an address among its fields"),
        (r"`readinglist claims? [^`]*` (?:lists|makes) claims", "the Claims of the source list them"),
        (r"`readinglist add` adds a source", "Add adds a source"),
        (
            r"--on-duplicate skip, update or new says what to do instead",
            "look at it again, and choose to merge or to keep both",
        ),
        (
            r"say --yes to write them too, or --keep-files to leave documents as they are",
            "`readinglist undo --yes` writes them too, `readinglist undo --keep-files` leaves documents as they are",
        ),
        (
            r"what was pasted has no format that readinglist reads; it reads .*",
            "nothing of this was recognised; paste an identifier, an address, a reference, or entries of a bibliography.",
        ),
    )
)


def here(sentence: str) -> str:
    """Return the sentence of an error for a reader of the room: `…; the Library lists the keys.`; the first letter of a plain word is large."""
    for said, instead in _PLACES:
        sentence = said.sub(instead, sentence)
    first = sentence.partition(" ")[0]
    return sentence[:1].upper() + sentence[1:] if first in _FIRST else sentence


# Words of the program with which a sentence begins; a key, which may be the first word too, is left as it is.
_FIRST = frozenset(("a", "it", "no", "nothing", "operation", "query", "the", "there", "this", "unknown", "what"))
