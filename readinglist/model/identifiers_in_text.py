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

# The stamp that arXiv prints at the margin of the first page: number, class and day.
_STAMP = re.compile(
    r"\barxiv:\s?(?P<value>\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[a-z-]{2})?/\d{7}(?:v\d+)?)\s{0,3}\[[a-z-]+(?:\.[a-z-]+)?\]\s{0,3}\d{1,2}\s",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"(?im)^[^\w\n]*(?:\d+\.?\s?)?(?:references(?:\scited)?|bibliography|works cited|literatur(?:verzeichnis)?|référenc(?:es|es bibliographiques)|bibliographie)[^\w\n]*$"
)
_GOES_ON = re.compile(r"[-/_]\Z")
_MOST_PRINTED = 3  # identifiers of one kind of a page that are looked at: the work's own comes first


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


def printed(page: str) -> list[tuple[str, str]]:
    """Return the identifiers that the first page of a work prints of itself, likeliest first: arXiv's stamp, then DOIs.

    What stands below a heading such as References is not looked at. A DOI that a line breaks off is given whole, then as it stands.
    """
    own = _CITED.split(_squeezed(page), maxsplit=1)[0]
    found = [("arxiv", identifiers.normal("arxiv", one["value"])) for one in _STAMP.finditer(own)][:1]
    dois = [
        ("doi", value) for written in re.finditer(_PATTERNS["doi"], own, re.IGNORECASE) for value in _whole(written)
    ]
    in_order = [
        (of_arxiv and ("arxiv", of_arxiv)) or one for one in dois if (of_arxiv := schemes.of_arxiv(one[1])) or one[1]
    ]
    return list(dict.fromkeys((*found, *in_order[: 2 * _MOST_PRINTED])))


def isbns(text: str) -> list[str]:
    """Return the ISBNs that a text names as such, the first ones, each once."""
    written = re.finditer(_PATTERNS["isbn"], _squeezed(text), re.IGNORECASE)
    found = (identifiers.normal("isbn", one["value"]) for one in written)
    return list(dict.fromkeys(filter(None, found)))[:_MOST_PRINTED]


def _squeezed(page: str) -> str:
    """Return a page without blank lines and runs of blanks, which a file may have in thousands."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in page.split("\n"))))


def _whole(written: re.Match[str]) -> list[str]:
    """Return the DOIs that may be meant where one stands at the end of a line, likeliest first.

    A hyphen is more often the DOI's than one that divides a word, a full stop more often the sentence's.
    """
    value = written["value"]
    on = re.match(r"\r?\n(\S+)", written.string[written.end() : written.end() + 100])
    forms = [value]
    if on and value.endswith("."):
        forms += [value + on[1]] if re.match(r"[0-9a-z]", on[1]) else []
    elif on and _GOES_ON.search(value):
        forms = [value + on[1], value, *([value[:-1] + on[1]] if value.endswith("-") else [])]
    return [identifiers.normal("doi", pasted.without_tail(form)) for form in forms]
