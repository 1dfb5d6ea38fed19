"""The stage of publication of a work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PREPRINT = 1
# The DOI prefixes of archives of preprints, such as 48550 of arXiv and 1101 of bioRxiv.
_PREPRINT_DOI = re.compile(r"10\.(?:48550|1101|21203|31234|31219|31222|26434|2139|20944|22541|36227)/")
_PREPRINT_VENUE = re.compile(
    r"\b(?:arxiv|corr|bio ?rxiv|med ?rxiv|chem ?rxiv|psy ?arxiv|ssrn|preprints?|research square)\b", re.IGNORECASE
)
_OFTEN_PREPRINTS = frozenset(("online", "misc", "unpublished", "report", "techreport"))
# The stage by entry type; a type from which it does not follow is not here.
_STAGES = {
    "unpublished": 2, "report": 2, "techreport": 2, "thesis": 3, "phdthesis": 3, "mastersthesis": 3,
    "inproceedings": 4, "conference": 4, "incollection": 4, "inbook": 4, "article": 5, "book": 6,
}  # fmt: skip


def stage(entry_type: str, venue: str, identifiers: Iterable[tuple[str, str]]) -> int:
    """Return the stage of a work: the higher, the later.

    1 is a preprint, 2 a report, 3 a thesis, 4 a conference paper or chapter, 5 an article, 6 a book, 0 is unknown.
    """
    values = set(identifiers)
    dois = [value for scheme, value in values if scheme == "doi"]
    if any(_PREPRINT_DOI.match(doi) for doi in dois) or _PREPRINT_VENUE.search(venue):
        return PREPRINT
    on_arxiv = any(scheme == "arxiv" for scheme, _ in values)
    if on_arxiv and not dois and (entry_type.lower() in _OFTEN_PREPRINTS or not venue):
        return PREPRINT
    return _STAGES.get(entry_type.lower(), 0)
