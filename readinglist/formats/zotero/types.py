"""The types of Zotero's items, and those of BibLaTeX."""

from __future__ import annotations

# Zotero's type → the type of BibLaTeX, and the `entrysubtype` by which it is told from others of that type. That is the name of a
# type of CSL where there is one, so that one work is the same by whichever way it comes.
TYPES: dict[str, tuple[str, str]] = {
    "artwork": ("artwork", ""),
    "audioRecording": ("audio", ""),
    "bill": ("legislation", "bill"),
    "blogPost": ("online", "post-weblog"),
    "book": ("book", ""),
    "bookSection": ("incollection", ""),
    "case": ("jurisdiction", ""),
    "computerProgram": ("software", ""),
    "conferencePaper": ("inproceedings", ""),
    "dataset": ("dataset", ""),
    "dictionaryEntry": ("inreference", "entry-dictionary"),
    "document": ("misc", ""),
    "email": ("letter", "email"),
    "encyclopediaArticle": ("inreference", ""),
    "film": ("movie", ""),
    "forumPost": ("online", "post"),
    "hearing": ("jurisdiction", "hearing"),
    "instantMessage": ("misc", "personal_communication"),
    "interview": ("misc", "interview"),
    "journalArticle": ("article", ""),
    "letter": ("letter", ""),
    "magazineArticle": ("article", "magazine"),
    "manuscript": ("unpublished", ""),
    "map": ("misc", "map"),
    "newspaperArticle": ("article", "newspaper"),
    "patent": ("patent", ""),
    "podcast": ("audio", "podcast"),
    "preprint": ("online", "preprint"),
    "presentation": ("unpublished", "speech"),
    "radioBroadcast": ("audio", "broadcast"),
    "report": ("report", ""),
    "standard": ("standard", ""),
    "statute": ("legislation", ""),
    "thesis": ("thesis", ""),
    "tvBroadcast": ("video", "broadcast"),
    "videoRecording": ("video", ""),
    "webpage": ("online", ""),
}
# What are no works: they belong to one, or stand by themselves.
NOTE, ATTACHMENT, ANNOTATION = "note", "attachment", "annotation"
PIECES = frozenset((NOTE, ATTACHMENT, ANNOTATION))
BY_LOW = {name.lower(): name for name in TYPES}

# What the fields of some types are called, by the name that they have in common (Zotero's base fields).
_BASES = {
    "publicationTitle": "bookTitle proceedingsTitle websiteTitle blogTitle forumTitle programTitle dictionaryTitle "
    "encyclopediaTitle sessionTitle",
    "publisher": "institution university label company repository distributor network studio",
    "number": "reportNumber patentNumber billNumber docketNumber documentNumber episodeNumber publicLawNumber archiveID identifier",
    "type": "thesisType reportType manuscriptType letterType websiteType postType mapType presentationType genre",
    "title": "caseName subject nameOfAct",
    "date": "dateDecided dateEnacted issueDate",
    "volume": "codeVolume reporterVolume",
    "pages": "codePages firstPage",
    "authority": "court legislativeBody issuingAuthority organization",
    "medium": "artworkMedium interviewMedium audioFileType audioRecordingFormat videoRecordingFormat format",
    "status": "legalStatus",
    "place": "repositoryLocation",
    "originalDate": "priorityDate",
    "versionNumber": "version",
}
BASES = {name: base for base, names in _BASES.items() for name in names.split()}
_OTHERS = (
    "DOI ISBN ISSN PMID PMCID abstractNote accessDate applicationNumber archive archiveLocation artworkSize assignee callNumber "
    "citationKey code codeNumber committee conferenceName country edition eventPlace extra filingDate history issue "
    "journalAbbreviation language libraryCatalog meetingName numPages numberOfVolumes originalPlace originalPublisher partNumber "
    "partTitle priorityNumbers programmingLanguage references reporter rights runningTime scale section series seriesNumber "
    "seriesText seriesTitle session shortTitle system url volumeTitle"
)
FIELDS = frozenset((*_BASES, *BASES, *_OTHERS.split()))


def base(name: str) -> str:
    """Return the name that a field has in all types: `bookTitle → publicationTitle`."""
    return BASES.get(name, name)
