"""A batch for pandoc: items to cite, and notes to render, all in one run; what comes back is taken apart by its marks."""

from __future__ import annotations

import json
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from readinglist import errors
from readinglist.citations import namesakes, pandoc
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
# The languages that pandoc has the words of; of each it has one or several countries.
LANGUAGES = tuple(
    "af ar bg ca cs cy da de el en es et eu fa fi fr gl he hi hr hu id is it ja km ko la lt lv mn ms nb nl nn pl pt ro ru "
    "sk sl sr sv th tr uk vi zh".split()
)
_LOCALE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?")
_FILTER = Path(__file__).with_name("batch.lua")
_AT = re.compile(r"[,;]?\s*\Z")


class CitationItem(NamedTuple):
    """One item in a citation: its key, what stands before it, and the place in it or whatever stands behind."""

    key: str
    suffix: str = ""
    prefix: str = ""
    without_author: bool = False


class Request(NamedTuple):
    """What is asked at once: items of CSL-JSON, and by a name each, citations of them and notes in Markdown."""

    items: Sequence[Mapping[str, Any]]
    citations: Mapping[str, Sequence[CitationItem]] = {}
    notes: Mapping[str, str] = {}


class Made(NamedTuple):
    """What pandoc made: the entries in the order of the style, by key, and all else by the names that were given."""

    entries: dict[str, str]
    citations: dict[str, str]
    notes: dict[str, str]


def make(batch: Request, style: Style, form: str, locale: str = "") -> Made:
    """Return a batch in a format (`text`, `markdown`, `html`, `latex`, `typst`) and style.

    Whatever stands in it comes out as text that its format shows, never as a command. Pandoc is asked once; in a long
    bibliography it is asked again for namesakes, which costs far less than to tell all names apart. Raises InvalidValue
    for an invalid locale, and whatever `pandoc.run` raises.
    """
    _check(form)
    faster = namesakes.indifferent(style)
    again = namesakes.among(batch.items)
    if batch.citations or faster == style or len(batch.items) <= namesakes.FEW or len(again) > 0.8 * len(batch.items):
        return _asked(batch, style, form, locale)
    made = _asked(batch, faster, form, locale)
    entries = _asked(Request(again), style, form, locale).entries if again else {}
    return made._replace(entries={key: entries.get(key, entry) for key, entry in made.entries.items()})


def _asked(batch: Request, style: Style, form: str, locale: str) -> Made:
    mark = f"m{secrets.token_hex(8)}"
    numbers = {str(item["id"]): f"s{number}" for number, item in enumerate(batch.items)}
    arguments = [
        "--from=markdown", f"--to={WRITERS[form]}", "--wrap=none", "--preserve-tabs", "--citeproc",
        f"--lua-filter={_FILTER}", "--csl=style.csl", "--bibliography=items.json", f"--metadata=mark={mark}",
        "--metadata=suppress-bibliography=false", "--metadata=link-citations=false",
    ]  # fmt: skip
    arguments += [f"--metadata=lang={locale_of(locale)}"] if locale else []
    items = [{**item, "id": numbers[str(item["id"])]} for item in batch.items]
    files = {"style.csl": style.csl, "items.json": json.dumps(items)}
    out = pandoc.run(arguments, _document(batch, numbers), items=len(items), files=files).decode("utf-8")
    return _sorted(_parts(out, mark), batch, numbers)


def docx(html: str) -> bytes:
    """Return a page of HTML as a Word document, whose title is not said twice. Raises NoPandoc and PandocFailed."""
    once = re.sub(r"(<title>([^<]*)</title>.*?)<h1>\2</h1>", r"\1", html, count=1, flags=re.DOTALL)
    return pandoc.run(["--from=html-native_spans", "--to=docx", "--output=-"], once)


def locale_of(written: str) -> str:
    """Return a locale as it is written in BCP 47: `de`, `de-AT`. Raises InvalidValue for one that pandoc has no words of."""
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
    """Return the batch as a document: each part a block with a name, and each text of the user's in a fence."""
    blocks = []
    for number, cluster in enumerate(batch.citations.values()):
        blocks.append(f"::: {{#c{number}}}\n[{'; '.join(_cited(one, numbers) for one in cluster)}]\n:::")
    blocks += [_fenced(f"n{number}", text) for number, text in enumerate(batch.notes.values())]
    return "\n\n".join([_nocite(numbers), *blocks, "::: {#refs}\n:::", ""])


def _nocite(numbers: Mapping[str, str]) -> str:
    """Return a head that puts every item into the bibliography: a third of the time that citing them all would take."""
    everything = ", ".join(f"@{number}" for number in numbers.values())
    return f"---\nnocite: |\n  {everything}\n..." if everything else ""


def _cited(one: CitationItem, numbers: Mapping[str, str]) -> str:
    before = f"{markdown_in_citation(one.prefix)} " if one.prefix else ""
    after = f", {markdown_in_citation(one.suffix)}" if one.suffix else ""
    return f"{before}{'-' if one.without_author else ''}@{numbers[one.key]}{after}"


def _fenced(name: str, text: str) -> str:
    """Return a text in a fence that is longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    clean = "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n"))
    return f"{fence} {{#{name} .note}}\n{clean}\n{fence}"


def _parts(out: str, mark: str) -> dict[str, str]:
    """Take what came out apart at the marks, whatever the format put around them."""
    pieces = re.split(rf"(?:<p>)?{mark}([a-z0-9]+)x(?:</p>)?[ \t]*\n?", out)
    return {name: piece.strip("\n") for name, piece in zip(pieces[1::2], pieces[2::2], strict=True)}


def _sorted(parts: dict[str, str], batch: Request, numbers: Mapping[str, str]) -> Made:
    keys = {number: key for key, number in numbers.items()}
    found: list[dict[str, str]] = []
    for letter, names in (("c", batch.citations), ("n", batch.notes)):
        found.append({name: parts.get(f"{letter}{number}", "") for number, name in enumerate(names)})
    return Made({keys[name]: part for name, part in parts.items() if name in keys}, *found)
