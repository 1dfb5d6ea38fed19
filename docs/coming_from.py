"""Prints docs/coming-from.md, what people type who come from other programs, from the table of habits: `make docs`."""

from __future__ import annotations

import sys

from readinglist.cli import habits

HEAD = """# Coming from another program

What people type who come from papis, cobib, pubs, Zotero, JabRef or the shell, and what it is here. This page is made of the
program's own table by `make docs`; a test fails when it is out of date.

## The same under another name

Type what you are used to: it works.

| you type | it is |
|---|---|
"""
VERBS = """
Verbs behind a command work too: `tag add KEY x`, `untag KEY x`, `tags list`, `note add KEY TEXT`, `note show KEY`,
`note rm KEY N`, `queue add KEY`, `claim list`, `claim rm CLAIM`, `evidence rm CLAIM N`, `export bibtex`, `config list`. So do `help COMMAND`, `COMMAND help`, `version` and `-v`.

## Another thing here

The program answers with what to type instead.

| you type | type |
|---|---|
"""


def page() -> str:
    """Return the page."""
    same = "".join(f"| `{name}` | `{' '.join(words)}` |\n" for name, words in sorted(habits.SAME.items()))
    other = "".join(f"| `{name}` | {sentence} |\n" for name, sentence in sorted(habits.ELSEWHERE.items()))
    return HEAD + same + VERBS + other


if __name__ == "__main__":
    sys.stdout.write(page())
