"""What CSL 1.0.2 calls the entry types and fields of BibLaTeX, both ways."""

from __future__ import annotations

TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage".split()
)

# BibLaTeX type → CSL type. What is not here is a document; an `entrysubtype` that names a CSL type goes before.
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
# What people write into `entrysubtype` beside the names of CSL types.
SUBTYPES = {
    "magazine": "article-magazine", "newspaper": "article-newspaper", "journal": "article-journal",
    "preprint": "article", "blog": "post-weblog", "blogpost": "post-weblog", "blog post": "post-weblog",
    "encyclopedia": "entry-encyclopedia", "dictionary": "entry-dictionary", "forum post": "post",
    "social media": "post", "podcast": "broadcast", "case": "legal_case", "lecture": "speech", "talk": "speech",
}  # fmt: skip
# CSL type → BibLaTeX type; where that alone does not say it, the `entrysubtype` names the CSL type.
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
    "review-book": "review", "software": "software", "song": "music", "speech": "unpublished",
    "standard": "standard", "thesis": "thesis", "treaty": "legal", "webpage": "online",
}  # fmt: skip
SHORT_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}

PERIODICAL = frozenset(("article", "suppperiodical", "periodical", "review"))
PARTS = frozenset("inbook incollection bookinbook suppbook suppcollection inproceedings inreference".split())
WHOLES = frozenset("book collection proceedings reference mvbook mvcollection mvproceedings mvreference manual".split())
# Where `number` counts within a series.
IN_SERIES = PARTS | WHOLES
PREPRINTS = frozenset(("article", "online", "misc", "unpublished"))

# BibLaTeX field → CSL variable, for what is said in one word both ways.
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
# Older names of variables, which are still met.
OLDER = {
    "event": "event-title", "shortTitle": "title-short", "journalAbbreviation": "container-title-short",
    "title_short": "title-short", "issn": "ISSN", "isbn": "ISBN", "doi": "DOI", "url": "URL",
}  # fmt: skip

DATES = {"date": "issued", "urldate": "accessed", "eventdate": "event-date", "origdate": "original-date"}
DATE_OF = {variable: field for field, variable in DATES.items()}
MORE_DATES = frozenset(("available-date", "submitted"))

NAMES = {"author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author"}
NAMES_OF = {variable: field for field, variable in NAMES.items()}
# What an editor of another kind is called: `editortype`, `editoratype` and so on say it.
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

# What begins the name of a field that holds any other variable, as JSON.
OTHER = "csl-"

# Whose `publisher` is called otherwise in BibLaTeX.
PUBLISHERS = ("publisher", "institution", "organization", "howpublished")
PUBLISHER_OF = {
    "thesis": "institution", "report": "institution", "online": "organization", "manual": "organization",
    "standard": "organization", "jurisdiction": "institution", "legislation": "organization", "legal": "organization",
}  # fmt: skip
AUTHORITIES = frozenset(("jurisdiction", "legislation"))

# Words that BibLaTeX has in every language, as an English style prints them.
GENRES = {
    "phdthesis": "PhD thesis", "mathesis": "Master’s thesis", "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis", "techreport": "Technical report", "resreport": "Research report",
    "software": "Computer software", "datacd": "CD-ROM", "audiocd": "Audio CD", "patent": "Patent",
    "patentus": "U.S. patent", "patenteu": "European patent", "patentde": "German patent", "patentuk": "British patent",
    "patentfr": "French patent", "patreq": "Patent request", "patrequs": "U.S. patent request",
    "patreqeu": "European patent request",
}  # fmt: skip
STATES = {
    "inpress": "in press", "inpreparation": "in preparation", "submitted": "submitted", "forthcoming": "forthcoming",
    "prepublished": "advance online publication",
}  # fmt: skip

# `langid` and `language` → BCP 47. A code that somebody wrote in its place is left as it is.
LANGUAGES = {
    "english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB",
    "canadian": "en-CA", "australian": "en-AU", "newzealand": "en-NZ", "german": "de", "ngerman": "de-DE",
    "austrian": "de-AT", "naustrian": "de-AT", "swissgerman": "de-CH", "nswissgerman": "de-CH", "french": "fr",
    "acadian": "fr-CA", "canadien": "fr-CA", "spanish": "es", "mexican": "es-MX", "italian": "it", "dutch": "nl",
    "portuguese": "pt", "brazilian": "pt-BR", "brazil": "pt-BR", "russian": "ru", "polish": "pl", "czech": "cs",
    "slovak": "sk", "slovene": "sl", "slovenian": "sl", "croatian": "hr", "serbian": "sr", "hungarian": "hu",
    "finnish": "fi", "swedish": "sv", "danish": "da", "norsk": "nb", "norwegian": "nb", "nynorsk": "nn",
    "icelandic": "is", "greek": "el", "turkish": "tr", "latin": "la", "hebrew": "he", "arabic": "ar", "persian": "fa",
    "chinese": "zh", "japanese": "ja", "korean": "ko", "catalan": "ca", "basque": "eu", "galician": "gl",
    "romanian": "ro", "bulgarian": "bg", "ukrainian": "uk", "estonian": "et", "latvian": "lv", "lithuanian": "lt",
    "vietnamese": "vi", "thai": "th", "hindi": "hi", "indonesian": "id", "welsh": "cy", "irish": "ga",
}  # fmt: skip
LANGIDS = {code: name for name, code in reversed(LANGUAGES.items())}

ARCHIVES = {
    "arxiv": ("arXiv", "https://arxiv.org/abs/"),
    "pubmed": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/"),
    "jstor": ("JSTOR", "https://www.jstor.org/stable/"),
    "hdl": ("", "https://hdl.handle.net/"),
    "googlebooks": ("", "https://books.google.com/books?id="),
}
