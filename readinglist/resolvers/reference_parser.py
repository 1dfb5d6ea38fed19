"""Parsing one reference of a bibliography in words.

It may be in one of the usual styles, in that of DIN 1505 or of GB/T 7714.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from readinglist.model import identifiers, identifiers_in_text, schemes
from readinglist.model.names import Name
from readinglist.network.wire import Reference
from readinglist.resolvers import build
from readinglist.resolvers.people import body, is_body, person, whole
from readinglist.resolvers.reference_list import LABEL
from readinglist.util.text import clean

_LABEL = re.compile(rf"\A\s*{LABEL}")
_LEFT_OVER = re.compile(
    r"\s*(?:\(?(?:available|retrieved|accessed|last accessed|abgerufen)\b[^.;]{0,60}(?:from|at|on)?:?|\[online\]\.?|\bdoi:|\burl:?)"
    r"\s*\Z",
    re.IGNORECASE,
)
# Bounds in the patterns below keep the search linear; they are guesses at the longest words of each kind.
# Years of printed works: 1500 to 2099.
_YEAR = r"(?:1[5-9]|20)\d\d"
_IN_BRACKETS = re.compile(rf"\(\s*(?:[^()]{{0,30}}[\s,])?(?P<year>{_YEAR})[a-z]?(?:,[^()]{{0,30}})?\s*\)[.,:]?")
_BETWEEN = re.compile(rf"(?<=[.,])\s+(?P<year>{_YEAR})[a-z]?[.:]\s")
_ANYWHERE = re.compile(rf"(?<![\d/:–-])(?P<year>{_YEAR})[a-z]?(?![\d/–-])")
_QUOTED = re.compile(
    r"[“\"„«](?P<title>[^”\"“»]{6,400})[”\"“»]|(?<![A-Za-z])[‘'](?P<single>[^’']{10,400})[’'](?=[,.\s]|\Z)"
)
_INITIALS = r"(?:[A-Z]\.?[\s-]?){1,4}"
# Names in the Vancouver style: the family name, then initials without full stops: `Smith JA, Roe B.`.
_VANCOUVER = re.compile(
    r"\A(?P<names>(?:[^\W\d_][\w'’-]+(?:\s[\w'’-]+){0,2}\s[A-Z]{1,4},\s)*[^\W\d_][\w'’-]+(?:\s[\w'’-]+){0,2}\s[A-Z]{1,4}"
    r"(?:,\s(?:et al|others))?)\.\s"
)
# The end of a sentence, but not the full stop of an initial, of `Jr.`, `vol.` and `no.`.
_SENTENCE = re.compile(r"(?<=[\w)\]”’])(?<![\s.(][A-Z])(?<!\A[A-Z])(?<!\bJr)(?<!\bvol)(?<!\bno)[.?!](?:\s+|\Z)")
# A full stop behind which no name continues, neither another initial nor the next in the list.
_STOP = re.compile(r"\.\s+(?=[^\W\d_]|\d)(?!(?:[A-Z]\.|et\.? al|(?:and|und|&)\s|[^\W\d_][\w’'-]+,\s[A-Z]\.))")
# Names as DIN 1505 has them, with a colon behind: `Müller, J.; Weiß, K.: Titel. In: Zeitschrift 17 (1905), …`.
_DIN_NAME = r"[^\W\d_][\w'’-]*(?: [\w'’-]+){0,2}, [^\W\d_][\w.'’ -]{0,40}"
_DIN = re.compile(
    rf"\A(?P<names>{_DIN_NAME}(?:(?:;|,? und) {_DIN_NAME}){{0,50}}(?:,? u\. ?a\.)?)(?: \(Hrsg\.\))?(?<! In): (?=\S)"
)
_DIN_JOURNAL = re.compile(r"\A\W*In: (?P<journal>[^.,(\d]{3,120}?) (?P<volume>\d{1,4}) ?\(")
# GB/T 7714: `张三, 李四. 题名[J]. 刊名, 2019, 42(3): 1-20.`
_GB = re.compile(r"\s?\[(?P<kind>[JMCDRPSNG]|DB|EB|CP)(?:/OL)?\][.．。,，]?\s*")
_GB_STOP = re.compile(r"[.．。](?=\s|[^\W\d_a-zA-Z])\s*")
_GB_TYPES = {
    "J": "article", "M": "book", "C": "inproceedings", "D": "thesis", "R": "report", "P": "patent", "N": "article",
    "EB": "online", "DB": "dataset", "CP": "software",
}  # fmt: skip
_GB_JOURNAL = re.compile(rf"\A(?P<journal>[^,，]{{1,100}})[,，]\s*{_YEAR}(?:\s*[,，]\s*(?P<volume>\d{{1,4}}))?")
_IN_BOOK = re.compile(r"\A\W*In:?\s+(?:Proc\.\s)?(?P<book>[^.,(]{6,200})", re.IGNORECASE)
_JOURNAL = re.compile(
    rf"\A\W*(?P<journal>[^\W\d_][^,;()\d]{{1,90}}?)[.,;]?\s+(?:{_YEAR}[^;\d]{{0,12}};\s*)?(?:vol(?:ume|\.)?\s*)?(?P<volume>\d{{1,4}})\b",
    re.IGNORECASE,
)
_PAGES = re.compile(r"(?:\b(?:pp?|S)\.?\s*|:\s*|,\s*)(?P<pages>[A-Z]?\d{1,6}\s*(?:-{1,2}|–)\s*[A-Z]?\d{1,6})\b")
_ET_AL = re.compile(r",?\s*\b(?:et\.?\s+al\.?|and others|u\.\s?a\.?|等)\W*\Z", re.IGNORECASE)
# Guesses that hold for the references of the tests; they also bound the time of the patterns.
_LONGEST = 300  # characters of authors or a title
_ALL = 5000  # characters of a reference


class _Parts(NamedTuple):
    """The words of a reference, by part."""

    authors: str = ""
    title: str = ""
    rest: str = ""
    kind: str = ""


def parsed_reference(line: str) -> Reference:
    """Return the parts of a reference.

    Where no title is found, it is the whole line.
    `Doe, J. (2020). On citation keys. Journal of Keys, 3, 1-12.` → an article with author, title, date, journal, volume and
    pages
    """
    raw = clean(line[:_ALL])
    alone = identifiers.recognise(raw)
    values, words = (schemes.as_fields(*alone), "") if alone else _identified(_LABEL.sub("", raw))
    year, between = _dated(words)
    parts = _split_parts(words, between)
    title = parts.title or ("" if values else words.strip(" .,") or raw)
    values |= {"title": title[:_LONGEST], "date": year}
    entry_type, where = _publication(parts, values)
    names = _parse_names(parts.authors) if title else []
    return Reference(build.record(entry_type, {**where, **values}, {"author": names}), raw)


def _identified(text: str) -> tuple[dict[str, str], str]:
    """Return the identifiers of a reference by field, and its words without them."""
    found, rest = identifiers_in_text.taken_out(text)
    values: dict[str, str] = {}
    for scheme, value in found:
        values = schemes.as_fields(scheme, value) | values
    if "doi" in values or "eprint" in values:
        values.pop("url", None)
    return values, " ".join(_LEFT_OVER.sub("", rest).split())


def _dated(words: str) -> tuple[str, re.Match[str] | None]:
    """Return the year, and its place if it is between authors and title."""
    between = _IN_BRACKETS.search(words) or _BETWEEN.search(words)
    if between:
        return between["year"], between
    years = [found["year"] for found in _ANYWHERE.finditer(words)]
    return (years[-1] if years else ""), None


def _by_standard(words: str) -> _Parts | None:
    """Return the parts of a reference by GB/T 7714 or DIN 1505.

    None for others.
    """
    if (mark := _GB.search(words)) and (stop := _GB_STOP.search(words, 0, mark.start())):
        title, kind = words[stop.end() : mark.start()], _GB_TYPES.get(mark["kind"], "misc")
        return _Parts(_gb_names(words[: stop.start()]), title.strip(), words[mark.end() :], kind)
    if (din := _DIN.match(words)) and not _QUOTED.match(words[din.end() :]):
        return _Parts(din["names"], *_sentence(words[din.end() :]))
    return None


def _split_parts(words: str, between: re.Match[str] | None) -> _Parts:
    if standard := _by_standard(words):
        return standard
    if quoted := _QUOTED.search(words):
        title = (quoted["title"] or quoted["single"]).strip(" ,.")
        before = _IN_BRACKETS.sub("", words[: quoted.start()])
        return _Parts(before, title, words[quoted.end() :])
    if vancouver := _VANCOUVER.match(words):
        return _Parts(vancouver["names"], *_sentence(words[vancouver.end() :]))
    if between and between.start() < _LONGEST and _is_before_title(words, between):
        return _Parts(words[: between.start()], *_sentence(words[between.end() :]))
    for end in _STOP.finditer(words[:_LONGEST]):
        if _parse_names(words[: end.start()]):
            title, after = _sentence(words[end.end() :])
            return _Parts(words[: end.start()], title, after) if " " in title else _Parts("", "", words)
    return _Parts("", "", words)


def _gb_names(written: str) -> str:
    """Return the names of GB/T 7714 separated by semicolons.

    `张三, Smith J → 张三; Smith, J.`
    """
    parts = [part.strip() for part in re.split("[,，、;；]", written)]
    turned = [re.fullmatch(r"([^\W\d_][\w'’ -]*) ([A-Z]{1,3})\.?", part) for part in parts]
    return "; ".join(f"{one[1]}, {_dotted(one[2])}" if one else part for one, part in zip(turned, parts, strict=True))


def _is_before_title(words: str, between: re.Match[str]) -> bool:
    """Whether a year is behind the authors, and not behind a journal."""
    return len(words) - between.end() > 8 and bool(_parse_names(words[: between.start()]))  # noqa: PLR2004 - the shortest title


def _sentence(words: str) -> tuple[str, str]:
    """Return the first sentence without its full stop, and the rest.

    `On keys. Journal 3.` → `("On keys", "Journal 3.")`
    """
    words = words.strip()
    end = _SENTENCE.search(words)
    if not end:
        return words.strip(" ,."), ""
    mark = end[0].strip() if end[0].strip() in "?!" else ""
    return words[: end.start()].strip(" ,.") + mark, words[end.end() :]


def _publication(parts: _Parts, values: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return the entry type, and the fields of what the work appeared in."""
    found: dict[str, str] = {}
    rest = parts.rest
    if pages := _PAGES.search(rest):
        found["pages"] = build.pages(pages["pages"])
    if parts.kind:
        return parts.kind, {**found, **_journal(_GB_JOURNAL.match(rest) if parts.kind == "article" else None)}
    if journal := _DIN_JOURNAL.match(rest):
        return "article", {**found, **_journal(journal)}
    if book := _IN_BOOK.match(rest):
        return "inproceedings", {**found, "booktitle": book["book"].strip()}
    if (journal := _JOURNAL.match(rest)) and not re.fullmatch(_YEAR, journal["volume"]):
        return "article", {**found, "journaltitle": journal["journal"].strip(" .,"), "volume": journal["volume"]}
    if "isbn" in values:
        return "book", {}
    return "online" if "eprint" in values or "url" in values else "misc", {}


def _journal(found: re.Match[str] | None) -> dict[str, str]:
    return {"journaltitle": found["journal"].strip(), "volume": found["volume"] or ""} if found else {}


def _parse_names(written: str) -> list[Name]:
    """Return the names of a list in any usual style.

    Empty for no list of names.
    """
    text = re.sub(r"\((?:eds?|hrsg)\.?\)|\beds?\.", "", written, flags=re.IGNORECASE).strip(" ,.:;")
    if is_body(text):
        return [body(text)]
    more = bool(_ET_AL.search(text))
    text = re.sub(r",?\s+(?:and|und|et|y|&)\s+", "; " if ";" in text else ", ", _ET_AL.sub("", text)).strip(" ,;")
    if not text or len(text) > 4000 or re.search(r"\d|[?!]", text):  # noqa: PLR2004 - a hundred names
        return []
    names = [whole(part) for part in text.split(";")] if ";" in text else _by_commas(text)
    if not all(_is_name(name) for name in names):
        return []
    return [*names, Name(literal="others")] if more else names


def _is_name(name: Name) -> bool:
    written = " ".join(part for part in name if part)
    return bool(written) and len(written.split()) <= 6 and not re.fullmatch(rf"{_INITIALS}|.*\\bet al\\b.*", written)  # noqa: PLR2004 - words of a name


def _by_commas(text: str) -> list[Name]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    initials = [bool(re.fullmatch(_INITIALS, part)) for part in parts]
    if any(initials):
        return _with_initials(parts, initials)
    if all(re.fullmatch(r"\S+(?:\s\S+)?\s[A-Z]{1,4}", part) for part in parts):
        return [person(*_family_first(part)) for part in parts]
    if len(parts) > 1 and " " not in parts[0]:
        return [person(parts[0], parts[1]), *map(whole, parts[2:])]
    return [whole(part) for part in parts]


def _with_initials(parts: list[str], initials: list[bool]) -> list[Name]:
    """Return names with initials behind a comma.

    `Vaswani, A., Shazeer, N.`.
    """
    names: list[Name] = []
    place = 0
    while place < len(parts):
        has_initials = place + 1 < len(parts) and initials[place + 1]
        names.append(person(parts[place], _dotted(parts[place + 1])) if has_initials else whole(parts[place]))
        place += 1 + has_initials
    return names


def _family_first(part: str) -> tuple[str, str]:
    family, _, letters = part.rpartition(" ")
    return family, _dotted(letters)


def _dotted(letters: str) -> str:
    """Return initials with full stops.

    `AN → A. N.`, `A.N. → A. N.`.
    """
    return " ".join(f"{letter}." for letter in re.findall(r"[A-Z]", letters)) if "-" not in letters else letters
