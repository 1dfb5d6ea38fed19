"""The types and variables of CSL for those of BibLaTeX, and back.

CSL 1.0.2, appendices III and IV; BibLaTeX manual, 2.1 and 2.2.
"""

from __future__ import annotations

from readinglist.model import biblatex, schemes

# BibLaTeX type → CSL type. Other types are `document`; an `entrysubtype` that names a CSL type counts before this table.
TYPE_OF = {
    "article": "article-journal", "suppperiodical": "article-journal", "periodical": "periodical",
    "book": "book", "mvbook": "book", "collection": "book", "mvcollection": "book", "proceedings": "book",
    "mvproceedings": "book", "reference": "book", "mvreference": "book", "manual": "book", "commentary": "book",
    "booklet": "pamphlet", "inbook": "chapter", "incollection": "chapter", "bookinbook": "chapter",
    "suppbook": "chapter", "suppcollection": "chapter", "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference", "report": "report", "thesis": "thesis", "unpublished": "manuscript",
    "online": "webpage", "dataset": "dataset", "software": "software", "patent": "patent", "review": "review",
    "artwork": "graphic", "image": "graphic", "audio": "song", "music": "song", "movie": "motion_picture",
    "video": "motion_picture", "performance": "performance", "standard": "standard", "letter": "personal_communication",
    "jurisdiction": "legal_case", "legislation": "legislation", "legal": "treaty", "misc": "document",
}  # fmt: skip
# Types of other packages: biblatex-software, biblatex-apa, and the styles of the ACM.
OF_PACKAGES = {
    "softwareversion": "software", "softwaremodule": "software", "codefragment": "software",
    "presentation": "speech", "legmaterial": "bill", "legadminmaterial": "regulation", "constitution": "legislation",
    "artifactsoftware": "software", "artifactdataset": "dataset", "game": "software",
}  # fmt: skip
# What people write into `entrysubtype` beside the names of CSL types.
SUBTYPES = {
    "magazine": "article-magazine", "newspaper": "article-newspaper", "journal": "article-journal",
    "preprint": "article", "blog": "post-weblog", "blogpost": "post-weblog", "blog post": "post-weblog",
    "encyclopedia": "entry-encyclopedia", "dictionary": "entry-dictionary", "forum post": "post",
    "social media": "post", "podcast": "broadcast", "case": "legal_case", "lecture": "speech", "talk": "speech",
}  # fmt: skip
# CSL type → BibLaTeX type, whichever way an item comes; where that alone does not say it, the `entrysubtype` names the
# CSL type. A `song` is any audio recording, not only of music, and a `motion_picture` any recording with pictures: so they
# are BibLaTeX's general types, `audio` and `video`, and not `music` and `movie`. Of a `broadcast`, on the radio, on
# television or a podcast, only the sound is certain.
ENTRY_OF = {
    "article": "online", "article-journal": "article", "article-magazine": "article", "article-newspaper": "article",
    "bill": "legislation", "book": "book", "broadcast": "audio", "chapter": "incollection", "classic": "book",
    "collection": "misc", "dataset": "dataset", "document": "misc", "entry": "inreference",
    "entry-dictionary": "inreference", "entry-encyclopedia": "inreference", "event": "misc", "figure": "image",
    "graphic": "image", "hearing": "legal", "interview": "misc", "legal_case": "jurisdiction",
    "legislation": "legislation", "manuscript": "unpublished", "map": "misc", "motion_picture": "video",
    "musical_score": "book", "pamphlet": "booklet", "paper-conference": "inproceedings", "patent": "patent",
    "performance": "performance", "periodical": "periodical", "personal_communication": "letter", "post": "online",
    "post-weblog": "online", "regulation": "legislation", "report": "report", "review": "review",
    "review-book": "review", "software": "software", "song": "audio", "speech": "unpublished",
    "standard": "standard", "thesis": "thesis", "treaty": "legal", "webpage": "online",
}  # fmt: skip
TYPES = frozenset(ENTRY_OF)
SHORT_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}

WHOLES = biblatex.WHOLES | {"manual"}
# Where `number` counts within a series.
IN_SERIES = biblatex.PARTS | WHOLES
PREPRINTS = frozenset(("article", "online", "misc", "unpublished"))

# BibLaTeX field → CSL variable, where one is exactly the other.
VARIABLES = {
    "abstract": "abstract", "annotation": "annote", "doi": "DOI", "edition": "edition", "eventtitle": "event-title",
    "venue": "event-place", "isbn": "ISBN", "issn": "ISSN", "library": "call-number", "location": "publisher-place",
    "note": "note", "origlocation": "original-publisher-place", "origpublisher": "original-publisher",
    "origtitle": "original-title", "pages": "page", "pagetotal": "number-of-pages", "part": "part-number",
    "pmcid": "PMCID", "pmid": "PMID", "chapter": "chapter-number", "series": "collection-title",
    "shortjournal": "container-title-short", "shorttitle": "title-short", "url": "URL", "version": "version",
    "volume": "volume", "volumes": "number-of-volumes", "keywords": "keyword",
}  # fmt: skip
FIELD_OF = {variable: field for field, variable in VARIABLES.items()}
# Older names of variables, which files still have.
OLDER = {
    "event": "event-title", "shortTitle": "title-short", "journalAbbreviation": "container-title-short",
    "title_short": "title-short", "issn": "ISSN", "isbn": "ISBN", "doi": "DOI", "url": "URL",
}  # fmt: skip

DATES = {"date": "issued", "urldate": "accessed", "eventdate": "event-date", "origdate": "original-date"}
DATE_OF = {variable: field for field, variable in DATES.items()}
MORE_DATES = frozenset(("available-date", "submitted"))

NAMES = {"author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author"}
NAMES_OF = {variable: field for field, variable in NAMES.items()}
# Fields of editors, with the field that says of what kind they are.
EDITORS = (("editor", "editortype"), ("editora", "editoratype"), ("editorb", "editorbtype"), ("editorc", "editorctype"))
ROLES = frozenset(("compiler", "director", "organizer"))
MORE_NAMES = frozenset(
    "chair collection-editor compiler composer contributor curator director editor-translator editorial-director "
    "executive-producer guest host illustrator interviewer narrator organizer original-author performer producer "
    "recipient reviewed-author script-writer series-creator".split()
)
# Variables without a BibLaTeX field: they are kept under their own names.
MORE = frozenset(
    "archive archive_collection archive_location archive-place authority citation-label collection-number "
    "container-title division dimensions event-place first-reference-note-number genre issue jurisdiction language "
    "license locator medium number number-of-volumes original-publisher part-title printing-number publisher references "
    "reviewed-genre reviewed-title scale section source status supplement-number title volume-title volume-title-short "
    "year-suffix".split()
) | frozenset(FIELD_OF)

# Variables whose line breaks mean something.
IN_LINES = frozenset(("note", "annote", "abstract"))
# Where programs put what CSL has no variable for, and what this one puts there.
CUSTOM, OWN = "custom", "biblatex"
# What begins the name of a field that holds any other variable, as JSON.
OTHER = "csl-"

# The fields of BibLaTeX for CSL's `publisher`.
PUBLISHERS = ("publisher", "institution", "organization", "howpublished")
PUBLISHER_OF = {
    "thesis": "institution", "report": "institution", "online": "organization", "manual": "organization",
    "standard": "organization", "jurisdiction": "institution", "legislation": "organization", "legal": "organization",
}  # fmt: skip
AUTHORITIES = frozenset(("jurisdiction", "legislation"))

# What `eprinttype` names (BibLaTeX manual, 3.14.7) → how it is shown, and what stands before `eprint` in an address.
ARCHIVES = {
    **{
        scheme.archive[0]: (scheme.archive[1], scheme.address)
        for scheme in schemes.TABLE.values()
        if any(scheme.archive)
    },
    "jstor": ("JSTOR", "https://www.jstor.org/stable/"),
    "hdl": ("", "https://hdl.handle.net/"),
    "googlebooks": ("", "https://books.google.com/books?id="),
}
ARCHIVES[""] = ARCHIVES["arxiv"]  # whose number an `eprint` is that names no archive
