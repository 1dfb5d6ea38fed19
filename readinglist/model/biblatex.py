"""The BibLaTeX data model, and the names of classic BibTeX.

Entry types and fields are those of the BibLaTeX manual, 2.1 and 2.2.
"""

from __future__ import annotations

import functools
import re

from readinglist.model import schemes

BIBTEX_TYPES = frozenset(
    "article book booklet conference inbook incollection inproceedings manual mastersthesis misc phdthesis proceedings "
    "techreport unpublished".split()
)
BIBLATEX_TYPES = frozenset(
    "article book mvbook inbook bookinbook suppbook booklet collection mvcollection incollection suppcollection "
    "dataset manual misc online patent periodical suppperiodical proceedings mvproceedings inproceedings reference "
    "mvreference inreference report set software thesis unpublished xdata artwork audio bibnote commentary image "
    "jurisdiction legislation legal letter movie music performance review standard video "
    "customa customb customc customd custome customf".split()
)
# Parts of a whole, and the wholes (manual, appendix B); what stands in a periodical, or is one.
PARTS = frozenset("inbook bookinbook suppbook incollection suppcollection inproceedings conference inreference".split())
WHOLES = frozenset("book collection proceedings reference mvbook mvcollection mvproceedings mvreference".split())
PERIODICALS = frozenset("article suppperiodical periodical review".split())

# Types of other packages and styles: biblatex-software, biblatex-apa, and those of the ACM; no style of classic BibTeX has them.
OF_PACKAGES = frozenset(
    "softwareversion softwaremodule codefragment presentation legmaterial legadminmaterial constitution artifactsoftware "
    "artifactdataset game webpage".split()
)
_TO_BIBTEX = {
    "report": "techreport", "collection": "book", "mvcollection": "book", "mvbook": "book", "reference": "book",
    "mvreference": "book", "suppcollection": "incollection", "inreference": "incollection", "bookinbook": "inbook",
    "suppbook": "inbook", "mvproceedings": "proceedings", "suppperiodical": "article", "review": "article",
}  # fmt: skip
_TO_BIBLATEX = {
    "techreport": "report", "phdthesis": "thesis", "mastersthesis": "thesis", "conference": "inproceedings",
    "electronic": "online", "www": "online", "webpage": "online",
}  # fmt: skip

# BibLaTeX name → what classic BibTeX calls it.
_CLASSIC = {
    "journaltitle": "journal",
    "location": "address",
    "annotation": "annote",
    "eprinttype": "archiveprefix",
    "eprintclass": "primaryclass",
    "sortkey": "key",
}
_MODERN = {old: new for new, old in _CLASSIC.items()}
# Types that say in classic BibTeX what BibLaTeX says in the field `type`.
TYPED = {"techreport": "techreport", "phdthesis": "phdthesis", "mastersthesis": "mathesis"}
# Words in the `type` of a thesis below a doctorate, in several languages; the letters of M.A. only as a word of their own.
_LOWER_DEGREE = (
    r"(?i)master|magist|magíst|maestr|mestrado|diplom|licen[ct]|laurea|bachelor|mathesis|bathesis|\bm\.? ?(?:a|sc|s|phil|eng|ed|res)\b"
    r"|\bb\.? ?(?:a|sc|s|eng)\b"
)
_DOCTOR = r"(?i)ph\.? ?d|doctor|doktor"
_THESES = frozenset(("thesis", "phdthesis", "mastersthesis"))
_OF_THESES = {"institution": "school"}
# Names that have another form in the other dialect.
MODERN_NAMES = frozenset((*_CLASSIC, *_OF_THESES))
CLASSIC_NAMES = frozenset((*_MODERN, *_OF_THESES.values()))
_SYNONYMS = {**_CLASSIC, **_OF_THESES, "keywords": "keyword"}
_CANONICAL = {old: new for new, old in _SYNONYMS.items()}
_BOTH_NAMES = {new: (new, old) for new, old in _SYNONYMS.items()}

NAME_FIELDS = frozenset(
    "author editor editora editorb editorc translator annotator commentator introduction foreword afterword holder "
    "bookauthor shortauthor shorteditor sortname namea nameb namec".split()
)
ADDRESS_FIELDS = frozenset("doi eprint url urlraw".split())
VERBATIM_FIELDS = ADDRESS_FIELDS.union("file pdf verba verbb verbc".split())
# Fields that name other entries: those from which one inherits, first as BibLaTeX reads them; its parents; all.
INHERITING = ("xdata", "crossref")
PARENTS = (*INHERITING, "xref")
REFERRING = (*PARENTS, "related", "entryset")
KEY_FIELDS = frozenset((*REFERRING, "ids"))
DATE_FIELDS = frozenset("date urldate eventdate origdate".split())
# The fields that say when a source appeared, of which the first stands for the others.
DATE_PARTS = ("year", "month", "day")
ISSUED = ("date", *DATE_PARTS)
TITLE_FIELDS = frozenset(
    "title subtitle titleaddon booktitle booksubtitle booktitleaddon maintitle mainsubtitle maintitleaddon "
    "issuetitle issuesubtitle reprinttitle shorttitle origtitle".split()
)
KNOWN_FIELDS = frozenset(
    # BibLaTeX
    "abstract addendum annotation authortype bookauthortype bookpagination chapter edition editoratype editorbtype "
    "editorctype editortype eid entrysubtype eprintclass eprinttype eventtitle eventtitleaddon execute gender "
    "howpublished hyphenation indexsorttitle indextitle institution isan isbn ismn isrn issn issue issuetitleaddon "
    "iswc journalsubtitle journaltitle journaltitleaddon keywords label langid langidopts language library lista "
    "listb listc listd liste listf location month nameaddon nameatype namebtype namectype note number options "
    "organization origlanguage origlocation origpublisher pages pagetotal pagination part presort publisher pubstate "
    "relatedoptions relatedstring relatedtype series shorthand shorthandintro shortjournal shortseries sortkey "
    "sortshorthand sorttitle sortyear type usera userb userc userd usere userf venue version volume volumes year "
    # BibTeX
    "address annote archiveprefix day journal key keyword primaryclass school "
    # Zotero and Better BibTeX
    "copyright rights extra "
    # JabRef
    "citationkey comment creationdate groups modificationdate owner priority printed qualityassured ranking readstatus "
    "relevance timestamp "
    # Mendeley, CiteULike and BibDesk
    "arxivid citeulike-article-id day date-added date-modified mendeley-groups mendeley-tags posted-at rating read "
    "bdsk-file-1 bdsk-file-2 bdsk-file-3 bdsk-url-1 bdsk-url-2 bdsk-url-3 bdsk-url-4 "
    # ACM, DBLP, INSPIRE, ADS, MathSciNet, zbMATH, HAL and libraries
    "acmid articleno issue_date numpages bibsource biburl collaboration reportnumber slaccitation adsnote adsurl "
    "mrclass mrnumber mrreviewer zbl zblnumber hal_id hal_version lccn oclc nationality openaccess urn "
    "affiliation contents".split()
).union(NAME_FIELDS, VERBATIM_FIELDS, KEY_FIELDS, DATE_FIELDS, TITLE_FIELDS, schemes.FIELDS)

# The order of fields in an entry that is made here; what is not named comes last.
_ORDER = (
    "author editor editortype translator bookauthor title subtitle shorttitle booktitle booksubtitle maintitle eventtitle "
    "venue eventdate journaltitle journalsubtitle shortjournal series volume number issue edition chapter eid pages "
    "pagetotal type entrysubtype howpublished version organization institution publisher location date origdate urldate "
    "language issn isbn doi eprint eprinttype eprintclass pmid pmcid url rights note abstract".split()
)
_PLACES = {name: place for place, name in enumerate(_ORDER)}


def place(name: str) -> int:
    """Return the place of a field in an entry that is made here."""
    return _PLACES.get(name, len(_PLACES))


def container(entry_type: str) -> str:
    """Return the field that names in what an entry appeared.

    `article → journaltitle`, `inbook → booktitle`; empty for a work by itself.
    """
    if entry_type in PERIODICALS:
        return "" if entry_type == "periodical" else "journaltitle"
    return "booktitle" if entry_type in PARTS else ""


def canonical(name: str) -> str:
    """Return the BibLaTeX name of a field, in lower case.

    `Journal → journaltitle`.
    """
    low = name.lower()
    return _CANONICAL.get(low, low)


@functools.lru_cache(maxsize=1024)
def names_for(name: str) -> tuple[str, ...]:
    """Return the names of a field in both dialects, in lower case.

    The BibLaTeX name is first: `Journal` → `("journaltitle", "journal")`
    """
    modern = canonical(name)
    return _BOTH_NAMES.get(modern, (modern,))


def bibtex_name(name: str, entry_type: str) -> str:
    """Return the name of a field in classic BibTeX.

    It may depend on the entry type; a name with no other form stays as it is. `location → address`
    """
    low = name.lower()
    if low == "institution" and entry_type.lower() in _THESES:
        return "school"
    return _CLASSIC.get(low, name)


def biblatex_name(name: str, entry_type: str) -> str:
    """Return the name of a field in BibLaTeX.

    A name with no other form stays as it is. `address → location`
    """
    low = name.lower()
    if low == "school" and entry_type.lower() in _THESES:
        return "institution"
    return _MODERN.get(low, name)


def bibtex_type(entry_type: str, subtype: str = "") -> str:
    """Return an entry type in classic BibTeX.

    `subtype` is the value of the field `type`, which says of what degree a thesis is: `thesis`, `mathesis` →
    `mastersthesis`.
    """
    low = entry_type.lower()
    if low in BIBTEX_TYPES:
        return entry_type
    if low == "thesis":
        return "mastersthesis" if _is_below_doctor(subtype) else "phdthesis"
    if low in BIBLATEX_TYPES or low in _TO_BIBLATEX or low in OF_PACKAGES:
        return _TO_BIBTEX.get(low, "misc")
    return entry_type


def _is_below_doctor(subtype: str) -> bool:
    return bool(re.search(_LOWER_DEGREE, subtype)) and not re.search(_DOCTOR, subtype)


def biblatex_type(entry_type: str) -> str:
    """Return an entry type in BibLaTeX: `techreport → report`.

    An unknown type stays as it is.
    """
    return _TO_BIBLATEX.get(entry_type.lower(), entry_type)
