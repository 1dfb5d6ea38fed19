"""The identifiers in running text, as references have them."""

from __future__ import annotations

import re

from readinglist.model import identifiers, pasted, schemes

# In the order in which they are looked for: what was found is taken out before the next, so that an address that holds
# a DOI is not an address too.
_PATTERNS = {
    "doi": rf"(?:https?://(?:dx\.|www\.)?doi\.org/|\bdoi\s*[:.]?\s*)?(?P<value>\b10\.\d{{4,9}}(?:\.\d+)*/(?:(?!{pasted.LINK})[^\s\"”|])+)",
    "arxiv": (
        r"(?:\barxiv\s+(?:e-?)?preprint[,:]?\s+(?:arxiv\s*[:.]?\s*)?|(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|"
        r"\barxiv\s*[:.]?\s*|\bcorr,?\s+abs/)(?P<value>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z-]{2,})?/\d{7})(?:v\d+)?(?:\.pdf)?(?:\s*\[[a-z.-]+\])?"
    ),
    "pmcid": r"\b(?:pmcid:?\s*)?(?P<value>pmc\d{3,9})\b",
    "pmid": r"\bpmid:?\s*(?P<value>\d{1,9})\b",
    "isbn": r"\bisbn(?:-1[03])?:?\s*(?P<value>[\dX][\dX\s‐–-]{8,20}[\dX])",
    "url": rf"<?(?P<value>https?://(?:(?!{pasted.LINK})[^\s<>\"”|])+)>?",
}


def taken_out(text: str) -> tuple[list[tuple[str, str]], str]:
    """Return the identifiers in a text, and the words around them.

    Each is a scheme and a normalised value; a DOI that arXiv gave is the arXiv number in it.
    `Doe, J. On Keys. doi:10.1000/182` → `[("doi", "10.1000/182")], "Doe, J. On Keys.  "`
    """
    found: list[tuple[str, str]] = []
    for scheme, pattern in _PATTERNS.items():
        for written in re.finditer(pattern, text, re.IGNORECASE):
            value = identifiers.normal(scheme, pasted.without_tail(written["value"]))
            number = schemes.of_arxiv(value) if scheme == "doi" else ""
            found += [("arxiv", number)] if number else [(scheme, value)] if value else []
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    return found, text


def named(text: str) -> list[tuple[str, str, str]]:
    """Return the identifiers that a sentence, a reference or a link names, those of works first, each once.

    Each is scheme, normalised value, and the address in which it stood, empty for none.
    `see [On Keys](https://doi.org/10.1000/182), PMID: 12` → `[("doi", "10.1000/182", ""), ("pmid", "12", "")]`
    """
    found, _ = taken_out(pasted.without_escapes(pasted.without_unseen(text)))
    known = [_in_address(value) if scheme == "url" else (scheme, value, "") for scheme, value in found]
    return sorted(dict.fromkeys(known), key=lambda one: schemes.ASKED.index(one[0]))


def _in_address(url: str) -> tuple[str, str, str]:
    scheme, value = identifiers.recognise(url) or ("url", url)
    return scheme, value, identifiers.page(url) if scheme != "url" else ""
