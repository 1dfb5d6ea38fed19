"""The words of Hayagriva for types, fields and roles."""

from __future__ import annotations

TYPES: dict[str, str] = {
    "article": "article", "chapter": "inbook", "entry": "inreference", "anthos": "incollection", "report": "report", "thesis": "thesis",
    "web": "online", "scene": "video", "artwork": "artwork", "patent": "patent", "case": "jurisdiction", "newspaper": "periodical",
    "legislation": "legislation", "manuscript": "unpublished", "original": "unpublished", "post": "online", "tweet": "online",
    "misc": "misc", "periodical": "periodical", "proceedings": "proceedings", "book": "book", "blog": "online",
    "reference": "reference", "conference": "proceedings", "anthology": "collection", "repository": "online", "thread": "online",
    "video": "video", "audio": "audio", "exhibition": "misc", "performance": "performance",
}  # fmt: skip
PLAIN = {
    "volume": "volume", "issue": "number", "edition": "edition", "chapter": "chapter", "volume-total": "volumes", "page-total": "pagetotal",
    "location": "location", "abstract": "abstract", "note": "note", "call-number": "library",
}  # fmt: skip
ROLES = {
    "translator": "translator", "afterword": "afterword", "foreword": "foreword", "introduction": "introduction",
    "annotator": "annotator", "commentator": "commentator", "holder": "holder",
}  # fmt: skip
MORE_ROLES = ("editora", "editorb", "editorc")
