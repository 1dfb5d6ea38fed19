"""EndNote's tagged format and its ancestor, refer: lines that begin with a percent sign and a letter.

A record begins with `%0`, its type, in EndNote's files; in those of refer after a blank line, without a type. The meanings are those of
EndNote's export and of refer(1).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.formats import draft, tagged
from readinglist.formats.draft import Draft
from readinglist.formats.tagged import Chunk, TagBag, TagFormat
from readinglist.model import biblatex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from readinglist.model.record import Item, Record

NAME = "enw"
SUFFIXES = (".enw", ".refer", ".ref")
INHERITS = False
WHOLE = False
LOSSY = True
_FORM = TagFormat(
    pattern=re.compile(r"(?P<tag>%[0-9A-Za-z@!$&#^<>\[\]()*+?~=])(?:[ \t](?P<value>.*))?\s*$"),
    begins=frozenset(("%0",)),
    blank=True,
    any_begins=True,
    in_lines=frozenset(("%K",)),
)
_BEGINS = re.compile(r"\s*%[0A-Z](?:[ \t]\S|\s*$)", re.MULTILINE)
TYPES: dict[str, str] = {
    "journal article": "article", "electronic article": "article", "magazine article": "article", "newspaper article": "article",
    "book": "book", "electronic book": "book", "classical work": "book", "serial": "book", "edited book": "collection",
    "book section": "incollection", "electronic book section": "incollection", "conference paper": "inproceedings",
    "conference proceedings": "inproceedings", "thesis": "thesis", "report": "report", "government document": "report", "standard": "standard",
    "web page": "online", "blog": "online", "online multimedia": "online", "online database": "dataset", "dataset": "dataset",
    "aggregated database": "dataset", "computer program": "software", "patent": "patent", "case": "jurisdiction", "statute": "legislation",
    "bill": "legislation", "legal rule or regulation": "legislation", "hearing": "legislation", "unpublished work": "unpublished",
    "manuscript": "unpublished", "personal communication": "letter", "film or broadcast": "movie", "audiovisual material": "video",
    "artwork": "artwork", "chart or table": "artwork", "figure": "artwork", "music": "music", "dictionary": "inreference",
    "encyclopedia": "inreference", "pamphlet": "booklet", "generic": "misc", "map": "misc", "grant": "misc", "ancient text": "misc",
}  # fmt: skip
_ROLES = {"%A": "author", "%E": "editor", "%Y": "translator", "%?": "translator", "%Q": "author"}
_PLAIN = {
    "%!": "shorttitle", "%V": "volume", "%6": "volumes", "%7": "edition", "%9": "type", "%C": "location", "%G": "language",
    "%&": "chapter",
}  # fmt: skip


def sniff(text: str) -> bool:
    """Whether a text begins with a tag of such a file."""
    return bool(_BEGINS.match(text.removeprefix("\ufeff")[:2000]))


def load(text: str | Iterable[str], *, parallel: object = None) -> Iterator[Item]:  # noqa: ARG001 - one signature for all
    """Return the records of a file, and a problem for what is in none. Never raises."""
    return tagged.items(text, _FORM, _record)


def _record(chunk: Chunk) -> Record:
    tags = TagBag(chunk.tags)
    entry = Draft(NAME, _type(tags), chunk.line, chunk.raw)
    for one in [one for one in tags.left if one.tag in _ROLES]:
        for written in one.value.split(";") if one.value.count(",") > 1 else [one.value]:
            entry.person(_ROLES[one.tag], written)
    tags.take("%0", *_ROLES)
    for title in tags.take("%T"):
        entry.join("title", title, ": ")
    _containers(tags, entry)
    entry.put("date", _date(tags))
    for tag, name in _PLAIN.items():
        entry.put(name, tags.first(tag))
    entry.put("number", tags.first("%N"))
    entry.put("pages", draft.pages(tags.first("%P")))
    _identifiers(tags, entry)
    for value in tags.take("%>"):
        if not entry.file(value):
            entry.keep("%>", value)
    for words in tags.take("%K"):
        entry.tag(re.split(r"[;\n]", words) if re.search(r"[;\n]", words) else words.split(","))
    for abstract in tags.take("%X"):
        entry.join("abstract", abstract, " ")
    for note in tags.take("%Z", "%O"):
        entry.join("note", note, "; ")
    tags.keep_left(entry)
    return entry.record()


def _type(tags: TagBag) -> str:
    """Return the type that a record names, or, in refer's files, that its tags say."""
    if named := tags.seen("%0"):
        return TYPES.get(named[0].lower(), "misc")
    if tags.has("%J"):
        return "article"
    if tags.has("%B"):
        return "incollection"
    if tags.has("%R"):
        return "report"
    return "book" if tags.has("%I") else "misc"


def _containers(tags: TagBag, entry: Draft) -> None:
    kind = entry.kind
    if kind in biblatex.PERIODICALS:
        entry.put("journaltitle", tags.first("%J", "%B"))
    elif kind in biblatex.PARTS:
        entry.put("booktitle", tags.first("%B", "%J"))
    entry.put(draft.PUBLISHERS.get(kind, "publisher"), tags.first("%I"))
    entry.put("series", tags.first("%S", "%B") if kind not in biblatex.PARTS else tags.first("%S"))


def _date(tags: TagBag) -> str:
    """Return the date: the year of %D, with the day of %8 where that is one of that year."""
    year, day = tags.first("%D"), tags.first("%8")
    whole = draft.date_of(day) or draft.date_of(f"{day} {year}")
    plain = draft.date_of(year) or year
    return whole if whole and whole.startswith(plain[:4]) else plain


def _identifiers(tags: TagBag, entry: Draft) -> None:
    for value in tags.take("%R"):
        if not (value.lower().startswith(("10.", "doi", "http")) and entry.put_identifier("doi", value)):
            entry.put("number", value)
    for value in tags.take("%@"):
        if re.fullmatch(r"\d{4}-?\d{3}[\dXx]", value):
            entry.put("issn", value)
        elif not entry.put_identifier("isbn", value):
            entry.put("isbn", value)
    for value in tags.take("%U"):
        entry.put("url", value)
    for value in tags.take("%F", "%M"):
        if not entry.name_key(value):
            entry.keep("m", value)


# What is written for each type: the first word that means it.
_WORDS = {kind: word.title() for word, kind in reversed(TYPES.items())} | {
    "proceedings": "Conference Proceedings", "inbook": "Book Section", "misc": "Generic", "image": "Artwork", "manual": "Book",
}  # fmt: skip
_WRITTEN_ROLES = {"author": "%A", "editor": "%E", "translator": "%Y"}
_TAGS = {
    "title": "%T", "journaltitle": "%J", "booktitle": "%B", "series": "%S", "volume": "%V", "number": "%N", "location": "%C",
    "edition": "%7", "type": "%9", "language": "%G", "chapter": "%&", "shorttitle": "%!", "volumes": "%6", "issn": "%@",
    "isbn": "%@", "doi": "%R", "url": "%U", "abstract": "%X", "note": "%Z",
}  # fmt: skip


def dump(records: Iterable[Record], *, ascii_only: bool = False) -> Iterator[str]:  # noqa: ARG001 - it is UTF-8
    """Yield records in the tags of EndNote, one string for each.

    What they have no tag for is left out (`formats.losses` names it). Raises ValueError for a record without a key.
    """
    for record in records:
        if not record.key:
            raise ValueError(f"a record without a key cannot be written: {record.title!r}")
        lines = [f"{tag} {value}" for tag, value in _lines(draft.whole(record)) if value]
        yield "\n".join(lines) + "\n\n"


def _lines(record: Record) -> Iterator[tuple[str, str]]:
    yield "%0", _WORDS.get(record.type.lower(), "Generic")
    for one in record.contributors:
        yield _WRITTEN_ROLES.get(one.role, "%A"), draft.written(one) if one.role in _WRITTEN_ROLES else ""
    for name, tag in _TAGS.items():
        yield tag, record.plain(name)
    yield "%I", record.plain(draft.PUBLISHERS.get(record.type, "publisher"))
    yield "%P", record.plain("pages").replace("--", "-").replace("–", "-")
    date = record.plain("date") or record.date
    yield "%D", date[:4] if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", date) else date
    yield "%8", date if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", date) else ""
    yield "%K", "\n".join(record.tags)
    yield "%F", record.key


def differences(records: Iterable[Record], text: str) -> Iterator[str]:
    """Yield a line for each record that a text lacks, and for each that it has beside them."""
    from readinglist.formats import losses  # noqa: PLC0415 - only who verifies needs it

    return losses.differences(records, load(text))
