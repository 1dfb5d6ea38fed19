"""The words of MODS for types, roles and numbers."""

from __future__ import annotations

# What genres say, in the words of MARC's list, of bibutils and of people.
GENRES: dict[str, str] = {
    "article": "article", "journal article": "article", "newspaper article": "article", "magazine article": "article", "book": "book",
    "monograph": "book", "conference publication": "proceedings", "proceedings": "proceedings", "book chapter": "incollection",
    "conference paper": "inproceedings", "collection": "collection", "thesis": "thesis", "ph.d. thesis": "thesis",
    "masters thesis": "thesis", "doctoral thesis": "thesis", "dissertation": "thesis", "report": "report",
    "technical report": "report", "patent": "patent", "web page": "online", "web site": "online", "electronic": "online",
    "dataset": "dataset", "software": "software", "computer program": "software", "legal case and case notes": "jurisdiction",
    "legislation": "legislation", "letter": "letter", "unpublished": "unpublished", "manuscript": "unpublished",
    "standard or specification": "standard", "standard": "standard", "review": "review", "booklet": "booklet", "pamphlet": "booklet",
    "manual": "manual", "periodical": "periodical", "academic journal": "periodical", "magazine": "periodical",
    "newspaper": "periodical", "music": "music", "motion picture": "movie", "videorecording": "video", "sound": "audio",
    "encyclopedia": "reference", "dictionary": "reference", "art original": "artwork",
}  # fmt: skip
RESOURCES = {
    "software, multimedia": "software", "moving image": "video", "sound recording": "audio", "still image": "image",
    "sound recording-musical": "music", "sound recording-nonmusical": "audio",
}  # fmt: skip
SUBTYPES = {
    "magazine article": "magazine",
    "magazine": "magazine",
    "newspaper article": "newspaper",
    "newspaper": "newspaper",
}
# Relator terms and codes of MARC (id.loc.gov/vocabulary/relators).
ROLES: dict[str, str] = {
    "author": "author", "aut": "author", "creator": "author", "cre": "author", "editor": "editor", "edt": "editor", "ed": "editor",
    "compiler": "editor", "com": "editor", "translator": "translator", "trl": "translator", "degree grantor": "institution",
    "dgg": "institution", "organizer of meeting": "organization", "orm": "organization", "author of introduction": "introduction",
    "aui": "introduction", "annotator": "annotator", "ann": "annotator", "commentator": "commentator", "inventor": "author", "inv": "author",
    "director": "author", "drt": "author", "patent holder": "holder", "pth": "holder", "assignee": "holder",
}  # fmt: skip
NUMBERS = {
    "volume": "volume",
    "issue": "number",
    "number": "number",
    "chapter": "chapter",
    "part": "part",
    "article": "eid",
    "report number": "number",
}
