"""A pasted bibliography, from a page or a PDF, split into its references."""

from __future__ import annotations

import re

from readinglist.model import identifiers

# `-`, `[12]`, `[Doe20]`, `(12)`, `12.`: twenty characters in brackets, as more are words of a reference.
LABEL = r"(?:[-*•]\s+|\[[^\]\s]{1,20}\]\s*|\(\d{1,3}\)\s+|\d{1,3}[.)]\s+)"
_LABELLED = re.compile(rf"\s*{LABEL}")
_INDENTED = re.compile(r"(?:\t| {2,})\s*\S")
_HEADING = re.compile(
    r"\W*(?:\d{1,2}\.?\s+)?(?:references(?: cited)?|reference list|bibliography|works cited|literature(?: cited)?|sources|"
    r"literatur(?:verzeichnis)?|quellen(?:verzeichnis)?|bibliographie|références|bibliografía|referencias|参考文献|參考文獻|参考資料)\W*",
    re.IGNORECASE,
)
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-\Z")
_LONGEST = 5000  # characters of a reference; a guess: more than a hundred authors have


def parted(text: str) -> list[str]:
    """Return the references of a text, without its heading.

    Each is a line, unless labels or indents show that a line continues one: the lines `[1] Doe, J. On`, `Keys. 2020.`,
    `[2] Roe, A.` → `["[1] Doe, J. On Keys. 2020.", "[2] Roe, A."]`
    """
    lines = [line.rstrip() for line in text.splitlines() if not _HEADING.fullmatch(line)]
    has_labels = sum(bool(_LABELLED.match(line)) for line in lines) > 1
    found: list[str] = []
    may_continue = False
    for line in lines:
        if may_continue and _continues(found[-1], line, has_labels=has_labels):
            found[-1] = _join_lines(found[-1], line.strip())
        elif line:
            found.append(line)
        may_continue = bool(line)
    return found


def _continues(before: str, line: str, *, has_labels: bool) -> bool:
    """Whether a line continues the reference before it."""
    if not line or _LABELLED.match(line) or len(before) > _LONGEST:
        return False
    if _INDENTED.match(line) and not _INDENTED.match(before):
        return True
    is_identifier = bool(identifiers.recognise(line))
    return has_labels and bool(_LABELLED.match(before)) and not (is_identifier and "10." in before)


def _join_lines(before: str, line: str) -> str:
    """Return two lines as one.

    `cita-`, `tion keys` → `citation keys`.

    An address that was broken is joined without a space.
    """
    if _BROKEN_WORD.search(before) and line[:1].islower():
        return before[:-1] + line
    is_cut = before.endswith(("/", "-")) and "://" in before.rpartition(" ")[2]
    return f"{before}{'' if is_cut else ' '}{line}"
