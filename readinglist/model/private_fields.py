"""The fields in which programs and readers keep what is theirs, and no part of a citation.

Names are those of JabRef's, BibDesk's, Mendeley's, CiteULike's, Better BibTeX's and Papers' own documentation and exports.
"""

from __future__ import annotations

# What a program notes of an entry by itself: who has it, and when it was made or changed.
BOOKKEEPING = frozenset(
    "timestamp creationdate modificationdate date-added date-modified owner posted-at bibsource biburl added-at "
    "interhash intrahash username dateadded datemodified uuid".split()
)
# Where files lie.
PATHS = frozenset("file pdf localfile local-url local_file attachments bdsk-file".split())
# What a reader thinks of it, and how far the reading is.
OPINIONS = frozenset(
    "readstatus ranking priority printed qualityassured relevance rating read comment groups groupsearch keywordsprinted "
    "mendeley-groups mendeley-tags citeulike-article-id citeulike-linkout review reviewer marked starred flag".split()
)
_NAMES = BOOKKEEPING | PATHS | OPINIONS
_BEGINNINGS = ("comment-", "bdsk-", "mendeley-", "citeulike-", "x-", "__", "papers-", "zotero-", "jabref-")


def is_private(name: str) -> bool:
    """Whether a field, by its name in any case, is a program's or a reader's own.

    `comment-jane`, `Bdsk-File-2`, `readstatus` are.
    """
    low = name.lower()
    return low in _NAMES or low.startswith(_BEGINNINGS)
