"""An entry while a foreign format is read: plain values by the names of BibLaTeX, and people as they were written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from readinglist.formats import latex
from readinglist.formats.bibtex import builder, expressions
from readinglist.formats.bibtex.builder import MadeField
from readinglist.formats.bibtex.write import MODERN, fields_as_written
from readinglist.model import biblatex, bodies, dates, dates_in_words, identifiers, schemes
from readinglist.model.names import Name, format_name, parse_name
from readinglist.model.record import Field, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from readinglist.model.record import Contributor, Record

# The field for who published, by the type, where BibLaTeX has another one than `publisher` for it.
PUBLISHERS = {"thesis": "institution", "report": "institution", "online": "organization", "software": "organization"}
_SUFFIX = re.compile(r"(?:jr|sr|i{2,3}|iv|vi{0,3})\.?", re.IGNORECASE)
_OTHERS = re.compile(r"\[?\s*(?:et\.? ?al\.?|others|and others)\s*\]?\.?", re.IGNORECASE)
_DASHES = re.compile(r"\s*(?:--?-?|[‐‑‒–—−])\s*")
_INTERNAL, _WEB = re.compile(r"(?i)internal-pdf:/{0,2}"), re.compile(r"(?i)(?:https?|ftp)://")
_NO_NAME = re.compile(r"[^a-z0-9]+")
_ANY_KEY = re.compile(r"[^\s,{}=\"#%~\\'()]+")
_KEY = re.compile(r"(?=\S{0,80}[A-Za-z])[^\s,{}=\"#%~\\'()]{2,80}")


class Draft:
    """The fields of an entry under way.

    Of two values for one field the first counts, unless they are joined; another is kept under the name of the format and the field,
    `ris-title`, so that nothing is lost.
    """

    def __init__(self, form: str, kind: str = "misc", line: int = 0, raw: str = "") -> None:
        self.form = form
        self.kind, self.line, self.raw, self.key = kind, line, raw, ""
        self.values: dict[str, str] = {}
        self.people: dict[str, list[Name]] = {}
        self.keywords: list[str] = []
        self._marked: dict[str, tuple[str, str]] = {}  # by the name of a field: its plain value, and its source
        self._kept: dict[str, dict[str, None]] = {}

    def put(self, name: str, value: str) -> bool:
        """Give a field a value, unless it has one or there is none; say whether it has it now."""
        plain = " ".join(value.split()) if name != "abstract" else value.strip()
        if not plain:
            return False
        if self.values.setdefault(name, plain) != plain:
            self.keep(name, plain)
        return self.values[name] == plain

    def put_marked(self, name: str, markup: str) -> bool:
        """Give a field a value with the mark-up of HTML, JATS or MathML, as `put`: `The <i>E. coli</i> genome`."""
        from readinglist.formats.latex import titles_and_abstracts  # noqa: PLC0415 - few formats have mark-up

        plain = titles_and_abstracts.plain(markup)
        if not self.put(name, plain):
            return False
        if self.values[name] != markup:
            self._marked.setdefault(name, (self.values[name], titles_and_abstracts.coded(name, markup)))
        return True

    def put_source(self, name: str, source: str, plain: str = "") -> None:
        r"""Give a field a value as BibTeX has it between braces, unless it has one: `\emph{Vulpes} in {Rome}`; `plain` is it in plain text."""
        if name not in self.values and expressions.is_balanced(source):
            self.values[name] = plain or source
            self._marked[name] = (self.values[name], f"{{{source}}}")
        else:
            self.put(name, plain or source)

    def put_braced(self, name: str, text: str) -> bool:
        """Give a field a value in which braces protect what is in them, as in BibTeX, as `put`: `The {DNA} story`."""
        if not expressions.is_balanced(text):
            return self.put(name, text)
        if not self.put(name, text.replace("{", "").replace("}", "")):
            return False
        if "{" in text:
            coded = "".join(part if part in "{}" else latex.encode(part) for part in re.split(r"([{}])", text))
            self._marked.setdefault(name, (self.values[name], f"{{{coded}}}"))
        return True

    def keep(self, name: str, value: str) -> None:
        """Keep a value that no field is for under the name of the format and its own: `ris-an`."""
        low = _NO_NAME.sub("-", name.lower()).strip("-") or "more"
        if plain := " ".join(value.split()):
            self._kept.setdefault(f"{self.form}-{low}", {})[plain] = None

    def identify(self, scheme: str, value: str) -> None:
        """Keep an identifier, and what is none as a value that no field is for."""
        try:
            found = schemes.as_fields(scheme, identifiers.normalise(scheme, value)) if value else {}
        except ValueError:
            self.keep(scheme, value)
        else:
            for name, part in found.items():
                self.put(name, part)

    def join(self, name: str, value: str, between: str) -> None:
        """Give a field a value, behind one that it has, unless it has just that."""
        plain = " ".join(value.split())
        standing = self.values.get(name, "")
        if plain and plain not in standing.split(between):
            self.values[name] = f"{standing}{between}{plain}" if standing else plain

    def file(self, written: str) -> bool:
        """Name a file by its path, or by its address, as EndNote's `internal-pdf://`, in a field as JabRef writes it; say whether it is one."""
        path = _INTERNAL.sub("", written.strip())
        if not path or _WEB.match(path):
            return False
        self.join("file", re.sub(r"[\\:;]", lambda found: "\\" + found[0], path), ";")
        return True

    def put_identifier(self, scheme: str, value: str) -> bool:
        """Keep an identifier, in its one form; say whether it is one."""
        try:
            found = identifiers.normalise(scheme, value)
        except ValueError:
            return False
        return all(self.put(name, part) for name, part in schemes.as_fields(scheme, found).items())

    def person(self, role: str, written: str) -> None:
        """Add a person or a body as it was written: `Doe, Jane, Jr.`, `Jane Doe`, `World Bank Group`."""
        if name := person(written):
            self.people.setdefault(role, []).append(name)

    def name(self, role: str, name: Name) -> None:
        """Add a person or a body whose name is in its parts, unless it is empty."""
        if any(name):
            self.people.setdefault(role, []).append(name)

    def said(self) -> str:
        """Return all that it says so far, as one text."""
        names = [" ".join(name) for people in self.people.values() for name in people]
        kept = [value for values in self._kept.values() for value in values]
        return " ".join((self.key, *self.values.values(), *names, *self.keywords, *kept))

    def tag(self, words: Iterable[str]) -> None:
        """Add keywords, each once."""
        known = {word.casefold() for word in self.keywords}
        for word in words:
            plain = " ".join(word.split()).strip(",;")
            if plain and plain.casefold() not in known:
                known.add(plain.casefold())
                self.keywords.append(plain)

    def headings(self, words: Iterable[str], mended: dict[str, str]) -> None:
        """Add the headings of a list of subjects as keywords, without the commas in them; `mended` gets those that had one."""
        for word in words:
            plain = " ".join(re.sub(r"[,;]", " ", word).split())
            if plain != " ".join(word.split()):
                mended[word] = plain
            self.tag([plain])

    def name_key(self, written: str, *, certain: bool = False) -> bool:
        """Take a text for the citation key where it looks like one, with a letter in it; say whether it does.

        With `certain` it is one, if BibTeX can have it.
        """
        if self.key or not (_ANY_KEY if certain else _KEY).fullmatch(written):
            return False
        self.key = written
        return True

    def record(self) -> Record:
        """Return the entry as a record, its fields in the order of `model.biblatex`."""
        fields = {role: self._list_of(role, names) for role, names in self.people.items()}
        kept = {name: "; ".join(values) for name, values in self._kept.items()}
        for name, value in [*self.values.items(), *kept.items()]:
            plain, marked = self._marked.get(name, ("", ""))
            fields[name] = builder.made(name, marked) if marked and plain == value else _made(name, value)
        if self.keywords:
            separator = "; " if any("," in word for word in self.keywords) else ", "
            joined = separator.join(word.replace(";", ",") for word in self.keywords)
            fields["keywords"] = builder.made_of_plain("keywords", joined)
        ordered = [fields[name] for name in sorted(fields, key=biblatex.place)]
        return builder.of_fields(self.key, self.kind, ordered, line=self.line, raw=self.raw)

    def _list_of(self, role: str, names: list[Name]) -> MadeField:
        """Return a field of names, each of which is worked out once."""
        each = [builder.made_of_person(role, _written(name)) for name in names]
        if role not in biblatex.NAME_FIELDS or not all(each):
            return builder.made(role, f"{{{' and '.join(map(_written, names))}}}")
        known = [one for one in each if one]
        joined = " and ".join([one.field.plain for one in known])
        return MadeField(Field(role, f"{{{joined}}}", joined), tuple([one.people[0] for one in known]))


def without_commas(mended: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a notice that says which headings became tags without a comma, the first of them by their words."""
    if mended:
        name, instead = next(iter(mended.items()))
        others = f", and {len(mended) - 1} more likewise" if len(mended) > 1 else ""
        yield Problem(0, f"the tag “{name}” is “{instead}” here, as a tag holds no comma{others}", broken=False)


@lru_cache(16_384)  # most people wrote more than one of the works of a file
def _written(name: Name) -> str:
    """Return a name as it stands in a list of names."""
    return builder.encode_names([format_name(name)])[1:-1]


def whole(record: Record) -> Record:
    """Return a record in the names of BibLaTeX with all that is derived from its fields, to be written in a format without them."""
    modern = fields_as_written(record, MODERN)
    pairs = [(field.name, field.raw) for field in modern.fields]
    return builder.build(record.key, modern.type, pairs, modern.defined)


def written(person: Contributor) -> str:
    """Return a name as `person` reads it: `van Gogh, Vincent, Jr.`, a body with a comma behind it."""
    if person.literal:
        return "et al." if person.literal == "others" else f"{person.literal},"
    family = f"{person.prefix} {person.family}".strip()
    return ", ".join(part for part in (family, person.given, person.suffix) if part)


def person(written: str) -> Name | None:
    """Return the name in a text: `Family, Given, Suffix`, `Given Family`, or a body: `Epoch AI,`. None for none."""
    squeezed = " ".join(written.split()).strip(" ;")
    plain = squeezed.strip(", ")
    if not plain or _OTHERS.fullmatch(plain):
        return Name(literal="others") if plain else None
    # EndNote asks for a comma behind the name of a body; braces and `and` would be more than a name in BibTeX.
    if (
        squeezed.endswith(",")
        or re.search(r"[{}]|\band\b", plain, re.IGNORECASE)
        or bodies.IN_NAMES.search(plain.partition(",")[0])
    ):
        return Name(literal=plain.replace("{", "").replace("}", ""))
    return _of_person(plain)


def name_of(family: str, given: str = "", suffix: str = "", prefix: str = "") -> Name:
    """Return the name of a person in its parts; of one with the signs of BibTeX's names in it, as a whole."""
    parts = [" ".join(part.replace("{", "").replace("}", "").split()) for part in (family, given, prefix, suffix)]
    if not parts[0]:
        return body(parts[1])
    if not any(parts[1:]) and re.search(r",|\band\b", parts[0], re.IGNORECASE):
        return body(parts[0])
    if parts[1] and not re.search(r",|\band\b", f"{parts[0]} {parts[1]}", re.IGNORECASE) and not parts[2]:
        return parse_name(f"{parts[0]}, {parts[1]}")._replace(suffix=parts[3])
    return Name(*parts)


def body(written: str) -> Name:
    """Return the name of a body: `World Weather Group`."""
    return Name(literal=" ".join(written.replace("{", "").replace("}", "").split()).strip(" ,;"))


def _of_person(plain: str) -> Name:
    parts = [part.strip() for part in plain.split(",")]
    if len(parts) == 1:
        return parse_name(plain)
    if len(parts) > 3:  # noqa: PLR2004 - family, given, suffix
        return Name(literal=plain)
    family, given, suffix = [*parts, ""][:3]
    if _SUFFIX.fullmatch(given) and suffix:
        given, suffix = suffix, given
    found = parse_name(f"{family}, {given}") if given else Name(family)
    return found._replace(suffix=suffix) if suffix else found


def date_of(text: str) -> str:
    """Return a date in ISO 8601 as far as it is known: `2014/03/00/Spring`, `2014//`, `1948/07//`, `March 2014`, `2014 Mar-Apr`.

    Empty where there is none.
    """
    plain = text.strip()
    if dates.is_valid(plain):
        return plain
    if dates.is_valid(certain := dates_in_words.edtf(plain)):
        return certain
    parts = [part.strip() for part in plain.split("/")]
    if parts[0].isdecimal() and len(parts[0]) == 4:  # noqa: PLR2004 - a year
        return _iso(parts[0], *[*parts[1:3], "", ""][:2])
    year = re.search(r"(?<!\d)\d{4}(?!\d)", plain)
    if not year:
        return ""
    rest = (plain[: year.start()] + " " + plain[year.end() :]).replace(",", " ")
    words = [word for word in re.split(r"[\s./-]+", rest) if word]
    month = next((word for word in words if word.isalpha() and dates.month_number(word)), "")
    day = next((word for word in words if word.isdecimal() and len(word) <= 2), "") if month else ""  # noqa: PLR2004
    return _iso(year[0], month, day)


def _iso(year: str, month: str, day: str) -> str:
    number = dates.month_number(month) if month.strip("0") else 0
    if not number:
        return year
    whole = f"{year}-{number:02}-{int(day):02}" if day.isdecimal() and len(day) < 3 and int(day) else ""  # noqa: PLR2004
    return whole if whole and dates.is_valid(whole) else f"{year}-{number:02}"


def pages(first: str, last: str = "") -> str:
    """Return pages as BibLaTeX writes them: `193`, `194` → `193--194`; `193-4` → `193--194`."""
    given = "--".join(part for part in (first.strip(), last.strip()) if part)
    parts = [part for part in _DASHES.split(given) if part]
    if len(parts) != 2:  # noqa: PLR2004 - the first and the last
        return given if len(parts) > 1 else "".join(parts)
    start, end = parts
    if start.isdecimal() and end.isdecimal() and len(end) < len(start):
        end = start[: len(start) - len(end)] + end
    return start if start == end else f"{start}--{end}"


def _made(name: str, value: str) -> MadeField:
    """Return the field of a plain value."""
    if name in biblatex.DATE_FIELDS and ("~" in value or "%" in value) and dates.is_valid(value):
        return builder.made(name, f"{{{value}}}")  # with the signs of EDTF as they are
    if name == "pages":
        return builder.made(name, f"{{{builder.encode('pages', value.replace('--', '–'))[1:-1].replace('–', '--')}}}")
    return builder.made_of_plain(name, value)


def last_of(values: Sequence[str]) -> str:
    """Return the last value, empty where there is none."""
    return values[-1] if values else ""
