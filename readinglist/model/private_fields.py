"""The fields in which programs and readers keep what is theirs, and no part of a citation.

Names are those of JabRef's, BibDesk's, Mendeley's, CiteULike's, Papers', BibSonomy's and Better BibTeX's exports.
"""

from __future__ import annotations

import re

from readinglist.model import biblatex

# What a program notes of an entry by itself: who has it, and when it was made or changed.
BOOKKEEPING = frozenset(
    "timestamp creationdate modificationdate date-added date-modified date_added date_modified dateadded datemodified added "
    "added-at modified owner posted-at bibsource biburl interhash intrahash username uuid".split()
)
# Where files lie.
_PATHS = frozenset(
    "file pdf ps localfile local-url local_file local-file attachment attachments fulltext files path folder "
    "fileannotations".split()
)
# What a reader thinks of it, how far the reading is, and in which of a program's lists it is.
_OPINIONS = frozenset(
    "readstatus ranking priority printed qualityassured relevance rating read comment comments groups groupsearch "
    "keywordsprinted review reviewer marked markedentry starred flag flagged label-color color favorite favourite status "
    "collection collections folders privnote".split()
)
_NAMES = BOOKKEEPING | _PATHS | _OPINIONS
_BEGINNINGS = (
    "comment-", "bdsk-", "mendeley-", "citeulike-", "papers2-", "papers3-", "zotero-", "jabref-", "__", "x-", "local-", "private",
    "papis-", "cobib-", "csv-", "xlsx-", "readwise-", "bookmarks-",
)  # fmt: skip
# The state of reading as Zotero's add-on writes it into the annotation: `Read_Status: Unread`.
_STATUS = r"(?:\s*Read[\s\\_]*Status(?:[\s\\_]*Date)?\s*:\s*\S+\s*)+"
_LOCAL = r"(?i)\s*(?:file:|[a-z]:[\\/]|~[\\/]|\\\\|/(?:home|users|media|mnt|tmp|var|volumes|root|private)/)"
# The addresses of programs on one's own machine, as Papers and DEVONthink write them.
_PROGRAM = (
    r"(?:papers[23]?|zotero|mendeley|bookends|x-devonthink-item|evernote|obsidian|skim|readcube|docear|citavi)://"
)
_LOCAL_PATH = rf"(?i)\s*(?:file:/|{_PROGRAM}|[a-z]:[\\/](?!/)|~[\\/]|\\\\|/(?:home|users|media|mnt|tmp|var|volumes|root|private)/)"
_WITH_ADDRESSES = frozenset(("url", "urlraw", "howpublished", "link"))
_TWICE = re.compile(r"_[0-9]+\Z")  # behind the name of a field that an entry has twice


def is_private(name: str, plain: str = "") -> bool:
    """Whether a field, by its name in any case and its plain value, is a program's or a reader's own.

    `comment-jane`, `Bdsk-File-2`, `readstatus` are, a value that is the path of a file, and an `annotation` that is a status.
    """
    low = _TWICE.sub("", name.lower())
    if low in _NAMES or low.startswith(_BEGINNINGS):
        return True
    if low in ("annotation", "annote"):
        return bool(re.fullmatch(_STATUS, plain))
    if low in _WITH_ADDRESSES and re.match(_LOCAL, plain):
        return True
    if ("/" not in plain and "\\" not in plain) or low in biblatex.TITLE_FIELDS or low in biblatex.NAME_FIELDS:
        return False
    return bool(re.match(_LOCAL_PATH, plain))
