"""The identifiers in running text, as references have them."""

from __future__ import annotations

import re

from readinglist.model import identifiers, schemes

# In the order in which they are looked for: what was found is taken out before the next, so that an address that holds
# a DOI is not an address too.
_PATTERNS = {
    "doi": r"(?:https?://(?:dx\.|www\.)?doi\.org/|\bdoi\s*[:.]?\s*)?(?P<value>\b10\.\d{4,9}(?:\.\d+)*/[^\s\"”]+)",
    "arxiv": (
        r"(?:\barxiv\s+(?:e-?)?preprint[,:]?\s+)?(?:(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|\barxiv\s*[:.]?\s*|"
        r"\bcorr,?\s+abs/)(?P<value>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z-]{2,})?/\d{7})(?:v\d+)?(?:\.pdf)?(?:\s*\[[a-z.-]+\])?"
    ),
    "pmcid": r"\b(?:pmcid:?\s*)?(?P<value>pmc\d{3,9})\b",
    "pmid": r"\bpmid:?\s*(?P<value>\d{1,9})\b",
    "isbn": r"\bisbn(?:-1[03])?:?\s*(?P<value>[\dX][\dX\s‐–-]{8,20}[\dX])",
    "url": r"<?(?P<value>https?://[^\s<>\"”]+)>?",
}


def taken_out(text: str) -> tuple[list[tuple[str, str]], str]:
    """Return the identifiers in a text, and the words around them.

    Each is a scheme and a normalised value; a DOI that arXiv gave is the arXiv number in it.
    `Doe, J. On Keys. doi:10.1000/182` → `[("doi", "10.1000/182")], "Doe, J. On Keys.  "`
    """
    found: list[tuple[str, str]] = []
    for scheme, pattern in _PATTERNS.items():
        for written in re.finditer(pattern, text, re.IGNORECASE):
            value = identifiers.normal(scheme, schemes.without_tail(written["value"]))
            number = schemes.of_arxiv(value) if scheme == "doi" else ""
            found += [("arxiv", number)] if number else [(scheme, value)] if value else []
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    return found, text
