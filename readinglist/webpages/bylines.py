"""Names of web pages as the source of a name field.

Persons become `Family, Given`, bodies stand in braces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.model import bodies, names
from readinglist.util.text import fold, is_east_asian
from readinglist.webpages import places
from readinglist.webpages.plain import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_MOST = 200  # characters of one name; a guess, above the longest names of bodies
_FRONT = re.compile(
    r"\A(?:(?:(?:written|words|text|story|posted|published|authored|reported|analysis|opinion|edited|review|article|photograph\w*)\s+)?"
    r"by\b:?|(?:von|par|por|di|door|av|af|by)\s*:|"
    r"(?:aut(?:or(?:\s*[/:*_·]?\s*inn?(?:en)?|en|[ae]s?|i|\(in\)|\(a\)|/a)|eure?(?:\(e\)|·e)?s?|h?ors?|rice)|verfasser(?:[/:*_]?in)?|"
    r"redakt(?:ion|eur(?:[/:*_]?in)?)|texte?|texto|testo|tekst|r[ée]daction|redacci[óo]n|redactie|auteurs|forfattere?|f[öo]rfattare|skribent)"
    r"\s*[:：]|作者[:：]|文[/／|])\s*(?:(?:von|par|por|di|door|av|af)\s+)?",
    re.IGNORECASE,
)
# `By` in other languages, which is also a particle of names: a given name and a family name stand behind it.
_BY = re.compile(
    r"\A(?:(?:(?i:geschrieben|verfasst|erstellt|ein\s+\w+|eine\s+\w+|kommentar|interview|analyse|text|bericht|veröffentlicht)\s+)?(?:[Vv]on|VON)|"
    r"(?:(?i:publié|écrit|rédigé|propos recueillis|article|texte)\s+)?(?:[Pp]ar|PAR)|"
    r"(?:(?i:escrito|publicado|redactado|texto)\s+)?(?:[Pp]or|POR)|(?:(?i:scritto|pubblicato|a cura)\s+)?di|"
    r"(?:(?i:geschreven|gepubliceerd)\s+)?[Dd]oor|(?:(?i:skrivet|skrevet|tekst)\s+)?a[vf])"
    r"\s+(?=[^\W\d_a-zß-ÿ][\w.'’-]*\s+[^\W\d_]\S)"
)
_TITLE = re.compile(r"\A(?:(?:dr|prof|professor|mr|mrs|ms|sir|dame|rev|hon)\.?\s+)+(?=\S+\s+\S)", re.IGNORECASE)
_DEGREE = re.compile(
    r",?\s*\b(?:ph\.?\s?d\.?|m\.?d\.?|j\.?d\.?|m\.?sc\.?|b\.?sc\.?|mba|mph|dphil|frs|esq\.?|m\.?a\.?|r\.?n\.?)(?=\Z|,)",
    re.IGNORECASE,
)
# What somebody is, behind the name: `Senior Reporter`, `Professor of Law`, `Head of Research`.
_JOB = re.compile(
    r"(?:[\w.&'’-]+\s+){0,4}(?:reporter|correspondent|editor|writer|columnist|journalist|contributor|producer|analyst|fellow|professor|"
    r"lecturer|researcher|scientist|economist|engineer|director|president|chairman|officer|manager|intern|student|critic|blogger|"
    r"photographer|founder|co-founder|redakteur(?:in)?|reporterin|korrespondent(?:in)?|journalist(?:in|e|a)|r[ée]dact(?:eur|rice)|"
    r"redactora?|periodista|giornalista)(?:\s+(?:of|for|at|in|on|emeritus|emerita|für|bei|de|del|di)\b.*)?|ceo|cto|cfo|"
    r"head\s+of\b.*|editor-in-chief|\w+-at-large",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"(?:senior|junior|staff|chief|associate|assistant|deputy|managing|executive|contributing|guest|freelance)\s",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\.|[A-Z]\w*[A-Z]|Esq|mba|ph")
_SUFFIX = re.compile(r"(.+?),?\s+(jr\.?|sr\.?|ii|iii|iv)\Z", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?:)?//\S*|www\.\S+|\S+(?:@|\[at\]|\(at\))\S+\.\S+|(?<!\S)@\w+|\(\s*@?\w*\s*\)|\{\{.*", re.IGNORECASE
)
_NOBODY = frozenset(
    "admin administrator webmaster editor user guest root anonymous unknown n/a na none null undefined author authors "
    "wordpress default contributor nobody test various staff editors view all posts redaktion redaction rédaction redacción redazione redactie "
    "redakcja online-redaktion newsdesk".split()
) | {
    "various authors",
    "site admin",
    "super user",
    "posted by",
    "view all posts",
    "no author",
    "unknown author",
    "die redaktion",
    "la rédaction",
    "la redacción",
}
_BODY = re.compile(
    rf"\bthe\s+\w|\b(?:{bodies.WORDS}|staff|newsroom|editors|editorial|institut\w*|universit\w*|agency|corp|company|"
    r"laborator\w*|labs?|news|reuters|afp|initiative|academy|services|alliance|federation|administration|government|congress|"
    r"library|museum|fund|bank|research|magazine|journal|times|community|contributors)\b|associated press|"
    r"研究院|研究所|大学|委员会|中心|公司|编辑部|新闻|报社|社$|网$|部$",
    re.IGNORECASE,
)
_ONE_WORD_BODY = re.compile(r"(?=.*[a-z])[A-Z]\w*[A-Z]\w*|\w+-(?:AI|ML|Lab)|\w+AI|[A-Z]{3,}|\w+\.(?:com|org|net|ai|io)")
_AND = re.compile(r"\s*(?:;|\||•|·|、|，)\s*|,?\s+(?:and|und|et|with)\s+", re.IGNORECASE)
_AND_ELSEWHERE = re.compile(r"\s+(?:y|och|og)\s+(?=[^\W\d_a-z]\S*\s)")
_AMPERSAND = re.compile(r",?\s+&\s+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,4}")
_INITIALS_LAST = re.compile(r"([^\W\d_][^\W\d_]+(?:-[^\W\d_]+)?)\s+((?:[A-Z]\.?-?){1,3})")
_PLACE = re.compile(r"(\S+\s+\S.*?)\s+in\s+[A-Z]\w+(?:\s[A-Z]\w+)*\Z")
_PARTICLES = frozenset("Ó Ní Mac Nic St. Santa Ibn Abu De Del Della Dos Van Von Ter Den Le La".split())
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))


def typed(written: Iterable[str], *, sites: Collection[str] = ()) -> list[str]:
    """Return names as source, each once.

    `Family, Given`, bodies in braces.

    One text may hold several names. Left out are addresses, handles, words such as `admin`, and the name of the site
    (`sites` are its names, and its host), which a page often gives where it names no author.

    `["By Ann Lee and Bo Li"]` → `["Lee, Ann", "Li, Bo"]`, `["Reuters"]` → `["{Reuters}"]`
    """
    own = {fold(site) for site in sites}
    labels = {label for site in own if "." in site for label in site.split(".")[:-1]}
    found = {one(name): fold(_name_alone(name)) for text in written for name in split(text)}
    return [
        name for name, bare in found.items() if name and bare not in own and not (name[0] == "{" and bare in labels)
    ]


def body(written: str) -> str:
    """Return the name of a body as source.

    Whole, in braces.

    Empty for none.
    """
    bare = plain(written, _MOST).translate({ord("{"): None, ord("}"): None}).strip(" ,;")
    return f"{{{bare}}}" if bare and not _ADDRESS.fullmatch(bare) else ""


def one(written: str) -> str:
    """Return one name as source.

    Empty for what is no name.
    """
    bare = _name_alone(written)
    if (
        not bare
        or bare.casefold() in _NOBODY
        or (_RANK.match(bare) and _JOB.fullmatch(bare))
        or not any(c.isalpha() for c in bare)
    ):
        return ""
    if _is_body(bare):
        return body(bare)
    return _person_source(bare)


def person(family: str, given: str, suffix: str = "") -> str:
    """Return a name as source, from its parts."""
    parts = [_name_alone(part) for part in (family, suffix, given)]
    if not parts[0]:
        return one(parts[2])
    if not parts[2]:
        return parts[0]
    return ", ".join(part for part in parts if part)


def split(written: str) -> list[str]:
    """Return the names in one text.

    It is split at `and`, at semicolons, and at commas that are not inside one name:
    `Ann Lee, Bob Lind and Cy Poe` → `["Ann Lee", "Bob Lind", "Cy Poe"]`, `Lee, Ann` → `["Lee, Ann"]`
    """
    # A meta tag may hold all names of a large collaboration.
    text = plain(written, 20_000)
    bare = _without_by(text)
    whole = places.left_out(bare if bare == text else _AND_ELSEWHERE.sub("; ", bare), given_first=bare != text)
    parts = [whole] if _is_whole_body(whole) else [n for part in _AND.split(whole) for n in _at_ampersands(part)]
    return [name for part in parts if part.strip(" ,") for name in _at_commas(part)]


def _without_by(written: str) -> str:
    """Return a byline without what stands before the names.

    `Von Ann Lee → Ann Lee`, but `von Hayek` and `von der Leyen` are names.
    """
    bare = _FRONT.sub("", written.strip())
    found = _BY.match(bare)
    return bare[found.end() :] if found else bare


def _is_whole_body(whole: str) -> bool:
    """Whether an `and` stands inside the name of a body.

    For instance `Bureau of Industry and Security`.
    """
    first = whole.partition(" and ")[0].split(",")
    return bool(_BODY.search(",".join(_without_jobs(first)))) and ";" not in whole


def _without_jobs(pieces: list[str]) -> list[str]:
    """Return the first of what stands between commas, and of the rest what is no job: `Jane Doe`, `Staff Writer`."""
    return [pieces[0], *(piece for piece in pieces[1:] if not _JOB.fullmatch(piece.strip()))]


def _at_ampersands(part: str) -> list[str]:
    """Split `Ann Lee & Bo Li` but not `Lee & Sons`."""
    pieces = _AMPERSAND.split(part)
    return pieces if all(re.search(r"\S[\s,]+\S", piece) for piece in pieces) else [part]


def _at_commas(part: str) -> list[str]:
    """Split `Ann Lee, Bob Lind`, but not `Lee, Ann` nor `Lee, Ann, Jr.`.

    The parts of a list have two words each, and are no initials.
    """
    pieces = [piece for piece in (p.strip() for p in _without_degrees(part).split(",")) if piece]
    if _is_body(pieces[0] if pieces else "") and any(" and " in piece for piece in pieces[1:]):
        return [part]
    if len(pieces) > 1 and " " in pieces[0]:
        pieces = _without_jobs(pieces)
        if len(pieces) == 1:
            return pieces
    if len(pieces) > 1 and " " in pieces[0] and any(_is_body(piece) for piece in pieces[1:]):
        return [part] if _is_body(pieces[0]) else pieces[:1]
    if len(pieces) > 1 and " " in pieces[0] and all(" " not in piece and piece.islower() for piece in pieces[1:]):
        return pieces[:1]
    listed = len(pieces) > 1 and all(" " in piece and not _is_initials(piece) for piece in pieces)
    return pieces if listed else [part]


def _without_degrees(written: str) -> str:
    """Return names without degrees, which have full stops or more than one capital: `Jack Ma` and `Ma, Jack` have none."""
    return _DEGREE.sub(lambda found: "" if found.start() and _CAPITALS.search(found[0]) else found[0], written)


def _is_initials(piece: str) -> bool:
    """Whether a piece is the initials of a given name, in capitals: `J. R.`, but not `Bo Li`."""
    return bool(_INITIALS.fullmatch(piece)) and piece == piece.upper()


def _name_alone(written: str) -> str:
    """Return a name alone: without `By`, handles, addresses, titles, degrees.

    `By Dr. Ann Lee, PhD → Ann Lee`
    """
    bare = _ADDRESS.sub(" ", _FRONT.sub("", plain(written, _MOST)).strip())
    bare = _TITLE.sub("", " ".join(bare.replace("{", "").replace("}", "").replace("\\", "").replace("~", " ").split()))
    bare = _PLACE.sub(r"\1", _without_degrees(bare))
    return bare.strip(' ,;:|*/–—-·"“”')


def _is_body(bare: str) -> bool:
    if " " not in bare:
        return bool(_ONE_WORD_BODY.fullmatch(bare) or _BODY.fullmatch(bare))
    return bool(_BODY.search(bare) or _AMPERSAND.search(bare)) and " " in bare.partition(",")[0]


def _person_source(bare: str) -> str:
    if "," not in bare and is_east_asian(bare):
        family, _, given = bare.partition(" ")
        return f"{family}, {given}" if given and is_east_asian(given) and "(" not in bare else body(bare)
    if found := _INITIALS_LAST.fullmatch(bare):
        return f"{found[1]}, {found[2]}"
    parts = [part.strip() for part in bare.split(",")]
    if len(parts) == 3 and parts[2].lower() in _SUFFIXES:  # noqa: PLR2004 - `Family, Given, Jr.`
        bare = f"{parts[0]}, {parts[2]}, {parts[1]}"
    found = _SUFFIX.fullmatch(bare)
    if found and "," not in found[1]:
        name = names.parse_name(found[1])
        return names.format_name(name._replace(suffix=found[2]))
    return names.format_name(_with_particle(names.parse_name(bare)))


def _with_particle(name: names.Name) -> names.Name:
    """Return a name with a capitalised particle in its family name.

    For instance `Van Halen`.
    """
    given, _, last = name.given.rpartition(" ")
    return name._replace(given=given, family=f"{last} {name.family}") if given and last in _PARTICLES else name
