"""How far a work has come on its way to being published."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PREPRINT_DOI = re.compile(r"10\.(?:48550|1101|21203|31234|31219|31222|26434|2139|20944|22541|36227)/")
_PREPRINT_VENUE = re.compile(
    r"\b(?:arxiv|corr|bio ?rxiv|med ?rxiv|chem ?rxiv|psy ?arxiv|ssrn|preprints?|research square)\b", re.IGNORECASE
)
_LOOSE = frozenset(("online", "misc", "unpublished", "report", "techreport"))
# How far a work has come, by entry type; types that say nothing of it are not here.
_STAGES = {
    "unpublished": 2, "report": 2, "techreport": 2, "thesis": 3, "phdthesis": 3, "mastersthesis": 3,
    "inproceedings": 4, "conference": 4, "incollection": 4, "inbook": 4, "article": 5, "book": 6,
}  # fmt: skip


def stage(entry_type: str, venue: str, identifiers: Iterable[tuple[str, str]]) -> int:
    """Return how far a work has come: 1 a preprint, 2 a report, 3 a thesis, 4 a paper, 5 an article, 6 a book; else 0."""
    values = set(identifiers)
    dois = [value for scheme, value in values if scheme == "doi"]
    if any(_PREPRINT_DOI.match(doi) for doi in dois) or _PREPRINT_VENUE.search(venue):
        return 1
    on_arxiv = any(scheme == "arxiv" for scheme, _ in values)
    if on_arxiv and not dois and (entry_type.lower() in _LOOSE or not venue):
        return 1
    return _STAGES.get(entry_type.lower(), 0)
