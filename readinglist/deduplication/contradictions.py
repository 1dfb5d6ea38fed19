"""What two records say that cannot both be true of one work.

Every answer is a list of short texts for messages, such as `volume 1, not 2`, the first record's value first; an empty one says that nothing contradicts.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import zip_longest
from typing import TYPE_CHECKING

from readinglist.model import biblatex, identifiers, languages, private_fields, schemes
from readinglist.model.editions import edition_of
from readinglist.model.names import other_parts, split_names
from readinglist.model.publication import PREPRINT, stage
from readinglist.util import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from readinglist.model.record import Contributor, Field, Record

_CLASSES = {
    **dict.fromkeys(("book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings"), "book"),
    **dict.fromkeys(("reference", "mvreference", "booklet", "manual"), "book"),
    **dict.fromkeys(biblatex.PARTS, "chapter"),
    **dict.fromkeys(("inproceedings", "conference"), "conference paper"),
    **dict.fromkeys(("article", "suppperiodical", "review"), "article"),
    **dict.fromkeys(("report", "techreport"), "report"),
    **{
        name: name
        for name in ("dataset", "software", "patent", "periodical", "legislation", "jurisdiction", "standard")
    },
    **dict.fromkeys(("video", "movie"), "film"),
    **dict.fromkeys(("audio", "music", "performance"), "recording"),
    "phdthesis": "thesis of a doctor",
    "mastersthesis": "thesis of a master",
}
_THESIS = "thesis"  # of a degree that is not said
# Which of these are one thing where an identifier is the same: a paper of a volume is typed in all three ways.
_PAPERS = ("chapter", "conference paper", "article")
# The last of a preprint names no other work.
_NUMBERS = ("volume", "number", "issue", "edition", "chapter", "part", "articleno", "version")
_PLACES = frozenset(("location", "venue", "origlocation"))
_TITLES = frozenset("journaltitle shortjournal series institution publisher organization school".split()) | {
    name for name in biblatex.TITLE_FIELDS if name not in ("title", "subtitle")
}
# Fields that say nothing of which work it is: they differ from one export of it to the next.
_NO_IDENTITY = frozenset(
    "title subtitle abstract keywords annotation urldate language langid langidopts hyphenation options "
    "shorttitle shorthand sorttitle sortkey sortname sortyear presort label pagetotal numpages issn eissn rights copyright "
    "eprinttype eprintclass pages execute gender extra pagination bookpagination mrnumber "
    "mrclass zbl zblnumber adsnote adsurl affiliation contents urn nationality".split()
).union(_NUMBERS, biblatex.ISSUED, biblatex.KEY_FIELDS, biblatex.NAME_FIELDS, schemes.FIELDS)
_OF_ANY_WORK = frozenset("title subtitle abstract keywords annotation urldate language langid".split()).union(
    biblatex.ISSUED
)
# Little words that a title of a journal or a publisher may have or not.
_LITTLE = frozenset("the of and for on in de la le des du der die das et und y e".split())
_COLUMNS = 30  # of a value in a message
_SYMBOLS = frozenset("+#*=<>²³$@")


def of_one_identifier(one: Record, other: Record) -> list[str]:
    """Return what speaks against one work where a DOI, an arXiv or a PubMed number is the same."""
    found = [*_types(one, other, coarse=True), *_versions(one, other), *_other_identifiers(one, other)]
    found += [*_numbers(one, other), *_first_pages(one, other), *_languages(one, other)]
    found += _texts(one, other, ("booktitle",))
    found += _initials(one, other)
    return found


def of_one_title(one: Record, other: Record) -> list[str]:
    """Return what speaks against one work where only title, year and first author, or the address, are the same."""
    found = [*_types(one, other, coarse=False), *_versions(one, other), *_other_identifiers(one, other)]
    found += [*_symbols(one, other), *_numbers(one, other), *_first_pages(one, other), *_dates(one, other)]
    found += [*_languages(one, other), *_people(one, other)]
    found += _texts(one, other, [name for name in _names(one) if name not in _NO_IDENTITY])
    return list(dict.fromkeys((*found, *_pages_of_the_web(one, other))))


def of_everything(one: Record, other: Record) -> list[str]:
    """Return each difference that carries meaning, as between two entries of one file.

    A field that only one of them has is such a difference. Case, white space, kinds of dashes and quotes, the dialect and
    the order of fields, and what programs note for themselves carry none.
    """
    found = [] if _plain_type(one) == _plain_type(other) else [_other("type", one.type, other.type)]
    mine, theirs = said(one), said(other)
    for name in dict.fromkeys((*mine, *theirs)):
        here, there = mine.get(name, ""), theirs.get(name, "")
        if here != there:
            found.append(
                _other(name, shown(one, name), shown(other, name)) if here and there else f"only one has {name}"
            )
    return found


def _other(what: str, here: str, there: str) -> str:
    return f"{what} {text.fit(here, _COLUMNS)}, not {text.fit(there, _COLUMNS)}"


def shown(record: Record, name: str) -> str:
    """Return the value of a field, by its BibLaTeX name, for a message."""
    people = [person for person in record.contributors if person.role == name]
    if people:
        return f"{_listed(people)} {_beside_names(record.field(name))}".strip()
    return record.plain(name) or (record.date or record.plain("year") if name == "date" else "")


def _plain_type(record: Record) -> str:
    return biblatex.biblatex_type(record.type.lower())


def _names(record: Record) -> list[str]:
    names = dict.fromkeys(biblatex.canonical(field.name) for field in record.fields)
    return [name for name in names if not private_fields.is_private(name)]


def said(record: Record) -> dict[str, str]:
    """Return what a record says, by BibLaTeX names, in a form in which two are compared."""
    found: dict[str, str] = {}
    apart = private_fields.BOOKKEEPING.union(biblatex.ISSUED, (person.role for person in record.contributors))
    for field in record.fields:
        name = biblatex.canonical(field.name)
        if name not in apart:
            value = identifiers.normal(name, field.plain) if name in schemes.TABLE else ""
            found[name] = found.get(name, "") + (value or _normal(field.plain))
    if any(field.name.lower() in biblatex.ISSUED for field in record.fields):
        found["date"] = record.date or "".join(_normal(record.plain(name)) for name in biblatex.ISSUED)
    for person in record.contributors:
        found[person.role] = f"{found.get(person.role, '')}{_normal(person.whole)}; "
    for role in {person.role for person in record.contributors}:
        found[role] += _normal(_beside_names(record.field(role)))
    if _class(record).startswith(_THESIS):
        found.setdefault("type", biblatex.TYPED.get(record.type.lower(), ""))
    return {name: value for name, value in found.items() if value}


def _beside_names(field: Field | None) -> str:
    """Return what a list of names in BibLaTeX's extended format says beside the names: `(id=roe1, gender=sf)`."""
    if field is None or "=" not in field.raw:
        return ""
    parts = [other_parts(name) for name in split_names(field.plain)]
    said = ["; ".join(f"{part}={value}" for part, value in sorted(one.items())) for one in parts]
    return f"({', '.join(said)})" if any(said) else ""


def _normal(value: str) -> str:
    """`A  “B”–C. → a "b"-c`: case and typography do not count, accents and signs do."""
    if not value.isascii():
        value = unicodedata.normalize("NFKC", value).translate(_TYPOGRAPHY)
    return re.sub("-{2,}", "-", text.squeeze(value)).casefold().removesuffix(".")


_TYPOGRAPHY = {ord(mark): plain for marks, plain in (("‐‑‒–—−", "-"), ("’‘ʼ`", "'"), ("“”„«»", '"')) for mark in marks}


def _class(record: Record) -> str:
    """Return to what class of works a type belongs; empty for one that says little."""
    low = record.type.lower()
    if low == "thesis":
        degree = record.plain("type")
        return _CLASSES[biblatex.bibtex_type(low, degree)] if degree else _THESIS
    return _CLASSES.get(low, "")


def _types(one: Record, other: Record, *, coarse: bool) -> Iterator[str]:
    """Yield other types. One that says little, such as misc, may be any where an identifier is the same, or no more is said.

    The type of a stub is a guess.
    """
    mine, theirs = _class(one), _class(other)
    guessed = one.unresolved or other.unresolved or _stage(one) == _stage(other) == PREPRINT
    if guessed or (coarse and mine in _PAPERS and theirs in _PAPERS):
        return
    if _THESIS in (mine, theirs) and mine[:6] == theirs[:6]:
        return
    unsaid = (not mine and (coarse or _says_no_more(one))) or (not theirs and (coarse or _says_no_more(other)))
    if mine != theirs and not unsaid:
        yield _other("type", one.type, other.type)


def _says_no_more(record: Record) -> bool:
    """Whether a record says nothing of where a work appeared, and in what form."""
    return all(name in _OF_ANY_WORK or name in biblatex.NAME_FIELDS for name in _names(record))


def _versions(one: Record, other: Record) -> Iterator[str]:
    stages = [_stage(record) for record in (one, other)]
    if (PREPRINT in stages) and all(stages) and stages[0] != stages[1]:
        yield "one is a preprint"


def _stage(record: Record) -> int:
    return stage(record.type, record.venue, [(i.scheme, i.value) for i in record.identifiers])


def _other_identifiers(one: Record, other: Record) -> Iterator[str]:
    """Yield the schemes of which both have a value and none in common; a DOI of arXiv's may stand beside another."""
    for scheme in schemes.TELLING:
        mine, theirs = (
            {i.value for i in r.identifiers if i.scheme == scheme and not schemes.of_arxiv(i.value)}
            for r in (one, other)
        )
        if mine and theirs and not mine & theirs:
            yield _other(schemes.label(scheme), min(mine), min(theirs))
    of_scheme = any(schemes.TABLE[i.scheme].field == "eprint" for i in (*one.identifiers, *other.identifiers))
    if not of_scheme and _archive(one) == _archive(other):
        yield from _texts(one, other, ("eprint",))


def _archive(record: Record) -> str:
    return record.plain("eprinttype").casefold()


def _pages_of_the_web(one: Record, other: Record) -> Iterator[str]:
    """Yield other addresses of what may be a page, and not a paper that has several addresses."""
    mine, theirs = (
        {re.sub(r"(?i)\A[a-z]+://(?:www\.)?|/?(?:#.*)?\Z", "", i.value) for i in r.identifiers if i.scheme == "url"}
        for r in (one, other)
    )
    if mine and theirs and not mine & theirs and not _class(one):
        yield _other("url", min(mine), min(theirs))


def _symbols(one: Record, other: Record) -> Iterator[str]:
    """Yield a difference in signs that a title is not the same without: `C`, `C++`."""
    mine, theirs = ([c for c in record.title if c in _SYMBOLS] for record in (one, other))
    if mine != theirs:
        yield _other("title", one.title, other.title)


def _numbers(one: Record, other: Record) -> Iterator[str]:
    for name in _NUMBERS if _stage(one) != PREPRINT else _NUMBERS[:-1]:
        mine, theirs = one.plain(name), other.plain(name)
        if mine and theirs and _number(name, mine) != _number(name, theirs):
            yield _other(name, mine, theirs)


def _number(name: str, value: str) -> str:
    """`Vol. 03 → 3`, `Second → 2` for an edition; `US1` stays."""
    plain = edition_of(value) if name == "edition" else value
    bare = re.sub(r"(?i)\A(?:vol(?:ume)?|no|nr|number|issue|band|bd|heft|chapter|chap|ch)\b\.?\s*", "", _normal(plain))
    return re.sub(r"(?<![0-9a-z.])0+(?=[0-9])", "", bare).replace(" ", "")


def _first_pages(one: Record, other: Record) -> Iterator[str]:
    mine, theirs = (_first_page(record.plain("pages")) for record in (one, other))
    if mine and theirs and mine != theirs:
        yield _other("pages", one.plain("pages"), other.plain("pages"))


def _first_page(pages: str) -> str:
    """`pp. 12--15 → 12`, `e123 → e123`, `12:1-12:9 → 12:1`."""
    found = re.search(r"[^\s,;–—-]*[0-9][^\s,;–—-]*|\b[ivxlc]+\b", _normal(pages).removeprefix("pp."))
    return found[0].lstrip("0") if found else ""


def _dates(one: Record, other: Record) -> Iterator[str]:
    common = min(len(one.date), len(other.date))
    if one.date[:common] != other.date[:common]:
        yield _other("date", one.date, other.date)


def _languages(one: Record, other: Record) -> Iterator[str]:
    mine, theirs = (_language(record) for record in (one, other))
    if mine and theirs and mine != theirs:
        yield _other("language", mine, theirs)


def _language(record: Record) -> str:
    """Return the code of the language, whatever the country: `british → en`, `ger → de`."""
    name = record.plain("langid") or record.plain("language") or record.plain("hyphenation")
    return languages.tag(languages.language(name.split(",")[0]) or name).split("-")[0].lower()


def _initials(one: Record, other: Record) -> Iterator[str]:
    for mine, theirs in zip(*(_of_role(record, "author")[:1] for record in (one, other)), strict=False):
        one_family = _family(mine) == _family(theirs) and mine.given and theirs.given
        if one_family and text.letters(mine.given)[:1] != text.letters(theirs.given)[:1]:
            yield _other("given name", mine.whole, theirs.whole)


def _of_role(record: Record, role: str) -> list[Contributor]:
    return [person for person in record.contributors if person.role == role]


def _people(one: Record, other: Record) -> Iterator[str]:
    for role in dict.fromkeys(person.role for person in one.contributors):
        mine, theirs = _of_role(one, role), _of_role(other, role)
        if theirs and not _are_one_list(mine, theirs):
            yield _other(role, _listed(mine), _listed(theirs))


def _listed(people: list[Contributor]) -> str:
    return ", ".join(person.shown for person in people)


def _are_one_list(mine: list[Contributor], theirs: list[Contributor]) -> bool:
    """Whether two lists may name the same people, one of them perhaps not all: `Doe, J. and others`."""
    for here, there in zip_longest(mine, theirs):
        if (here or there).literal == "others" or (there or here).literal == "others":
            return True
        if here is None or there is None or not _are_one_person(here, there):
            return False
    return True


def _are_one_person(one: Contributor, other: Contributor) -> bool:
    if not (one.family and other.family):
        return text.letters(one.whole) == text.letters(other.whole)
    elder, younger = text.letters(one.suffix), text.letters(other.suffix)
    same_suffix = not (elder and younger) or elder[:2] == younger[:2]
    return same_suffix and _family(one) == _family(other) and _may_be_one_given(one.given, other.given)


def _family(person: Contributor) -> str:
    """`Müller`, `Mueller` and `Muller` are one."""
    return re.sub("(?<=[aou])e", "", text.letters(person.prefix + person.family))


def _may_be_one_given(one: str, other: str) -> bool:
    """`Anna`, `A.` and `Anna Maria` may be one; `Anna` and `Anne` are two."""
    for mine, theirs in zip(re.split(r"[\s.-]+", text.fold(one)), re.split(r"[\s.-]+", text.fold(other)), strict=False):
        if mine and theirs and mine != theirs and not (len(mine) == 1 or len(theirs) == 1):
            return False
        if mine[:1] != theirs[:1]:
            return not (mine and theirs)
    return True


def _texts(one: Record, other: Record, names: list[str] | tuple[str, ...]) -> Iterator[str]:
    for name in names:
        mine, theirs = one.plain(name), other.plain(name)
        if mine and theirs and not _agreement(name)(mine, theirs):
            yield _other(name, mine, theirs)


def _agreement(name: str) -> Callable[[str, str], bool]:
    if name in _TITLES:
        return _may_be_one_title
    return _may_be_one_place if name in _PLACES else lambda mine, theirs: _normal(mine) == _normal(theirs)


def _may_be_one_place(one: str, other: str) -> bool:
    """`Cambridge, MA` and `Cambridge` may be one."""
    return text.fold(one.split(",", maxsplit=1)[0]) == text.fold(other.split(",", maxsplit=1)[0])


def _may_be_one_title(one: str, other: str) -> bool:
    """Whether one of two names of a journal, a book or a publisher is the other or abbreviates it: `J. Phys.`."""
    if text.letters(one) == text.letters(other):
        return True
    mine, theirs = (
        [word for word in re.findall(r"\w+", text.fold(value)) if word not in _LITTLE] for value in (one, other)
    )
    return len(mine) == len(theirs) and all(
        a.startswith(b) or b.startswith(a) for a, b in zip(mine, theirs, strict=True)
    )
