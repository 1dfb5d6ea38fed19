"""One run of pandoc for many citations, entries and notes.

All go in as one Markdown document, and a random mark between its parts tells where each begins in the output. Citations
are written in pandoc's citation syntax (manual, «Citation syntax»): `[see @s0, p. 3; -@s1]`.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist import errors
from readinglist.citations import east_asian, namesakes, pandoc
from readinglist.citations.errors import OldPandoc
from readinglist.util.escape import markdown_in_citation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readinglist.citations.styles import Style

# The name of a format, and what pandoc calls it.
WRITERS = {
    "text": "plain",
    "markdown": "commonmark+strikeout+pipe_tables",
    "html": "html",
    "latex": "latex",
    "typst": "typst",
}
_FIRST_WITH = {"typst": (3, 1, 2)}
# The languages for which pandoc has the terms of CSL locales, each for one or several countries.
LANGUAGES = tuple(
    "af ar bg ca cs cy da de el en es et eu fa fi fr gl he hi hr hu id is it ja km ko la lt lv mn ms nb nl nn pl pt ro ru "
    "sk sl sr sv th tr uk vi zh".split()
)
_LOCALE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?")
_FILTER = Path(__file__).with_name("batch.lua")
_AT = re.compile(r"[,;]?\s*\Z")


class CitationItem(NamedTuple):
    """One source in a citation.

    Its key, the words before it (`prefix`), and its locator or other words after it (`suffix`).
    """

    key: str
    suffix: str = ""
    prefix: str = ""
    without_author: bool = False


class Request(NamedTuple):
    """What one run of pandoc is to make.

    Items of CSL-JSON, and, each by a name, citations of these items and notes in Markdown.
    """

    items: Sequence[Mapping[str, Any]]
    citations: Mapping[str, Sequence[CitationItem]] = {}
    notes: Mapping[str, str] = {}


class Made(NamedTuple):
    """What one run of pandoc has made.

    The entries by key, in the order of the style; citations and notes by the names of the request.
    """

    entries: dict[str, str]
    citations: dict[str, str]
    notes: dict[str, str]


def make(batch: Request, style: Style, form: str, locale: str = "") -> Made:
    """Return a request rendered in a format and a style.

    The formats are `text`, `markdown`, `html`, `latex` and `typst`. Text of the request is shown as it is, and never
    run as a command of the format. Pandoc runs once; for a long bibliography it runs again for namesakes, which takes
    far less time than comparing all names. Raises InvalidValue for an invalid locale, and whatever `pandoc.run` raises.
    """
    _check(form)
    faster = namesakes.indifferent(style)
    again = namesakes.among(batch.items)
    # Where more than four fifths would run again, one whole run is about as fast; the share is a guess.
    if batch.citations or faster == style or len(batch.items) <= namesakes.FEW or len(again) > 0.8 * len(batch.items):
        return _run_pandoc(batch, style, form, locale)
    made = _run_pandoc(batch, faster, form, locale)
    entries = _run_pandoc(Request(again), style, form, locale).entries if again else {}
    return made._replace(entries={key: entries.get(key, entry) for key, entry in made.entries.items()})


def _run_pandoc(batch: Request, style: Style, form: str, locale: str) -> Made:
    # Random, so that no text of the user's can hold it and end a part early.
    mark = f"m{os.urandom(8).hex()}"
    # Keys may hold characters that end a citation key in pandoc's syntax; numbers never do.
    numbers = {str(item["id"]): f"s{number}" for number, item in enumerate(batch.items)}
    arguments = [
        "--from=markdown", f"--to={WRITERS[form]}", "--wrap=none", "--preserve-tabs", "--citeproc",
        f"--lua-filter={_FILTER}", "--csl=style.csl", "--bibliography=items.json", f"--metadata=mark={mark}",
        "--metadata=suppress-bibliography=false", "--metadata=link-citations=false",
    ]  # fmt: skip
    arguments += [f"--metadata=lang={locale_of(locale)}"] if locale else []
    items = [{**item, "id": numbers[str(item["id"])]} for item in batch.items]
    files = {"style.csl": east_asian.with_marked_stops(style, items).csl, "items.json": json.dumps(items)}
    made = pandoc.run(arguments, _document(batch, numbers), items=len(items), files=files).decode("utf-8")
    out = east_asian.with_stops(made)
    return _by_name(_split_at_marks(out, mark), batch, numbers)


def locale_of(written: str) -> str:
    """Return a locale as a language tag (BCP 47).

    `DE` → `de`; `de_at` → `de-AT`. Raises InvalidValue for a language that pandoc has no terms for.
    """
    found = _LOCALE.fullmatch(written.strip())
    if not found or found[1].lower() not in LANGUAGES:
        hint = f"write a language, or language and country as in de-DE; there are {', '.join(LANGUAGES)}"
        raise errors.InvalidValue("--locale", written, hint)
    return f"{found[1].lower()}-{found[2].upper()}" if found[2] else found[1].lower()


def _check(form: str) -> None:
    path, version = pandoc.find()
    oldest = _FIRST_WITH.get(form, ())
    if version < oldest:
        raise OldPandoc(path, pandoc.dotted(version), f"{pandoc.dotted(oldest)} for {form}")


def _document(batch: Request, numbers: Mapping[str, str]) -> str:
    """Return the request as one Markdown document.

    Each part is a block with a name, and each text of the user's is in a fence, so that pandoc reads no commands in it.
    """
    blocks = []
    for number, cluster in enumerate(batch.citations.values()):
        blocks.append(f"::: {{#c{number}}}\n[{'; '.join(_citation_item(one, numbers) for one in cluster)}]\n:::")
    blocks += [_fenced(f"n{number}", text) for number, text in enumerate(batch.notes.values())]
    return "\n\n".join([_nocite(numbers), *blocks, "::: {#refs}\n:::", ""])


def _nocite(numbers: Mapping[str, str]) -> str:
    """Return metadata that puts every item into the bibliography.

    It takes a third of the time that citing them all would take.
    """
    everything = ", ".join(f"@{number}" for number in numbers.values())
    return f"---\nnocite: |\n  {everything}\n..." if everything else ""


def _citation_item(one: CitationItem, numbers: Mapping[str, str]) -> str:
    before = f"{markdown_in_citation(one.prefix)} " if one.prefix else ""
    after = f", {markdown_in_citation(one.suffix)}" if one.suffix else ""
    return f"{before}{'-' if one.without_author else ''}@{numbers[one.key]}{after}"


def _fenced(name: str, text: str) -> str:
    """Return a text in a fence longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    clean = "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n"))
    return f"{fence} {{#{name} .note}}\n{clean}\n{fence}"


def _split_at_marks(out: str, mark: str) -> dict[str, str]:
    """Return the parts of pandoc's output, by name.

    It is split at the marks, whatever the format puts around them.
    """
    pieces = re.split(rf"(?:<p>)?{mark}([a-z0-9]+)x(?:</p>)?[ \t]*\n?", out)
    return {name: piece.strip("\n") for name, piece in zip(pieces[1::2], pieces[2::2], strict=True)}


def _by_name(parts: dict[str, str], batch: Request, numbers: Mapping[str, str]) -> Made:
    keys = {number: key for key, number in numbers.items()}
    found: list[dict[str, str]] = []
    for letter, names in (("c", batch.citations), ("n", batch.notes)):
        found.append({name: parts.get(f"{letter}{number}", "") for number, name in enumerate(names)})
    return Made({keys[name]: part for name, part in parts.items() if name in keys}, *found)
