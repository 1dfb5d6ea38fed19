"""What a list has of a saved page or document, and the record that it becomes.

An address that is that of a work with an identifier has its fields, and makes a stub, which `resolve` completes; no network is asked.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from readinglist.formats.draft import Draft
from readinglist.model import identifiers_in_urls, schemes
from readinglist.model.attachment import Highlight
from readinglist.model.counterpart import Counterpart
from readinglist.model.record import UNRESOLVED, Mark, Note, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

QUEUED, READ = "queued", "read"
FAVOURITE = "favourite"  # the tag of what was given a star or a heart
_WEB = re.compile(r"(?:https?|ftp)://\S+", re.IGNORECASE)
# Seconds since 1970 have ten digits; some programs count in thousandths, millionths or billionths of them.
_FINER = ((10**17, 10**9), (10**14, 10**6), (10**11, 10**3), (0, 1))
_STAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d{1,9})?\s*(Z|UTC|[+-]\d\d:?\d\d)?)?", re.IGNORECASE
)
_MARK = 16  # letters of a name that is made of what a note says; as good as never two alike


@dataclass(slots=True)
class SavedQuote:
    """A passage that a reader marked in a saved document, with what was written to it."""

    quote: str = ""
    text: str = ""
    locator: str = ""
    created: str = ""
    colour: str = ""
    mark: str = ""
    tags: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SavedPage:
    """A saved page or document.

    `name` is what the program calls it for ever, by default its address; `comment` is what its reader wrote to it, `abstract` what it says of itself.
    """

    line: int
    url: str = ""
    title: str = ""
    name: str = ""
    kind: str = "online"
    author: str = ""
    tags: list[str] = field(default_factory=list)
    added: str = ""
    status: str = ""
    comment: str = ""
    abstract: str = ""
    quotes: list[SavedQuote] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    raw: str = ""

    def join(self, other: SavedPage) -> None:
        """Take what the same page has in another place of its list."""
        self.title = self.title or other.title
        self.author = self.author or other.author
        self.tags += other.tags
        self.added = min(filter(None, (self.added, other.added)), default="")
        self.status = self.status or other.status
        if other.comment not in self.comment:
            self.comment = "\n\n".join(filter(None, (self.comment, other.comment)))
        self.abstract = self.abstract or other.abstract
        self.quotes += other.quotes
        self.kept |= {name: value for name, value in other.kept.items() if name not in self.kept}


def records(form: str, found: Iterable[SavedPage | Problem]) -> Iterator[Item]:
    """Yield the records of a list, each page once, and its problems, in the order of their lines."""
    pages: dict[str, SavedPage] = {}
    problems = []
    for one in found:
        if isinstance(one, Problem):
            problems.append(one)
        elif not (one.url or one.title or one.quotes or one.comment):
            problems.append(Problem(one.line, "it has neither an address nor a title", one.raw))
        elif (name := one.name or one.url or one.title) in pages:
            pages[name].join(one)
        else:
            pages[name] = one
    made = (_record(form, name, page) for name, page in pages.items())
    items: list[Record | Problem] = [*made, *problems]
    yield from sorted(items, key=lambda one: one.line)


def moment(written: object) -> str:
    """Return a moment in UTC as ISO 8601, from seconds since 1970 or finer, or a date; empty where it is none.

    `1400000000` → `2014-05-13T16:53:20Z`, `2023-05-01 10:00:00+02:00` → `2023-05-01T08:00:00Z`
    """
    plain = str(written).strip()
    if re.fullmatch(r"\d{9,19}(?:\.\d{1,9})?", plain):
        whole = int(plain.partition(".")[0])
        return _iso(whole // next(parts for least, parts in _FINER if whole >= least))
    found = _STAMP.fullmatch(plain)
    if not found:
        return ""
    day, minutes, seconds, zone = (part or "" for part in found.groups())
    zone = "+00:00" if zone.upper() in ("", "Z", "UTC") else zone
    try:
        stamp = datetime.fromisoformat(f"{day}T{minutes or '00:00'}{seconds or ':00'}{zone}")
        return stamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return ""


def _iso(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return ""


def folders(names: Iterable[str]) -> str:
    """Return folders within each other as a tag: `("Reading", "AI/ML")` → `Reading/AI-ML`."""
    return "/".join(plain for name in names if (plain := " ".join(name.replace("/", "-").replace(",", " ").split())))


def colour_of(written: str) -> str:
    """Return a colour as `#rrggbb`, where it is written so; empty else."""
    return written.lower() if re.fullmatch(r"#[0-9a-fA-F]{6}", written) else ""


def _record(form: str, name: str, page: SavedPage) -> Record:
    entry = Draft(form, page.kind, page.line, page.raw)
    is_stub = _identify(entry, page.url)
    title = "" if page.title.strip() == page.url else page.title
    entry.put("title", title)
    if page.author:
        for one in re.split(r"\s*;\s*|\s+and\s+|\n", page.author):
            entry.person("author", one)
    entry.put("abstract", page.abstract)
    for field_, value in page.kept.items():
        entry.keep(field_, value)
    entry.tag(tag.replace(",", " ") for tags in (page.tags, *(one.tags for one in page.quotes)) for tag in tags)
    return replace(
        entry.record(),
        notes=tuple(_notes(form, name, page)),
        status=page.status,
        added=page.added,
        marks=(Mark(UNRESOLVED),) if is_stub or ("url" in entry.values and not title) else (),
        counterparts=(Counterpart(form, name),),
    )


def _identify(entry: Draft, url: str) -> bool:
    """Give an entry its address and what that tells; say whether it has an identifier of a work."""
    if not _WEB.fullmatch(url):
        entry.keep("address", url)
        return False
    entry.put("url", url)
    if numbered := identifiers_in_urls.numbered(url):
        entry.kind = numbered[0]
        return entry.put("number", numbered[1])
    found = identifiers_in_urls.inside(url)
    if not found or not entry.put_identifier(*found):
        return False
    entry.kind = schemes.TABLE[found[0]].type
    return True


def _notes(form: str, name: str, page: SavedPage) -> Iterator[Note]:
    quotes = [SavedQuote(text=page.comment, created=page.added, mark="comment")] if page.comment.strip() else []
    quotes += [one for one in page.quotes if one.quote.strip() or one.text.strip()]
    for number, one in enumerate(quotes, 1):
        quote, text = one.quote.strip(), one.text.strip()
        mark = one.mark or hashlib.sha256((quote or text).encode("utf-8", "replace")).hexdigest()[:_MARK]
        yield Note(
            id=number,
            text=text,
            quote=quote,
            locator=one.locator,
            created=one.created,
            highlight=Highlight(
                file=form,
                mark=f"{name} {mark}",
                colour=one.colour,
                quote=quote,
                text=text,
                at=one.created,
                kind="highlight" if quote else "note",
            ),
        )
