"""References in words: the work that Crossref finds for one, or what its words say where nobody can be asked."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readinglist import errors, resolvers
from readinglist.library.errors import UncertainMatch
from readinglist.library.online import stubs
from readinglist.library.online.session import asking, each
from readinglist.model import provenance
from readinglist.network.errors import NoNetwork, NoRecord, Offline
from readinglist.util.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from readinglist.library.location import Location
    from readinglist.library.settings import Access
    from readinglist.model.record import Record

BestMatch = resolvers.BestMatch
# The likeness from which a match is taken without a question. A guess: what the tests call the same work is above it, what
# they call another below.
CERTAIN = 0.9
_LONGEST = 3000  # characters of a reference
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_FEWEST, _WITH_YEAR = 5, 4  # words of a reference. A guess


class WordsLookup(NamedTuple):
    """A reference in words."""

    text: str

    def __str__(self) -> str:
        """The beginning of the reference, as a message names it."""
        most = 60
        return self.text if len(self.text) <= most else f"{self.text[: most - 1].rstrip()}…"

    @property
    def stub(self) -> Record:
        """A source of which only the words are known."""
        record = replace(resolvers.parse_reference(self.text).record, origin=provenance.STUB)
        return stubs.unresolved(record, now())


class Matched(NamedTuple):
    """What was found for a reference: the DOI of a work, or none where nobody could be asked; and a sentence on it."""

    doi: str
    said: str


def recognise(text: str) -> WordsLookup | None:
    """Return a text that reads like a reference; None for others.

    A reference has five words or more, or four and a year, and is no name of a file and no entry.
    """
    plain = " ".join(text.split())
    words = re.findall(r"[^\W\d_]{2,}", plain)
    enough = len(words) >= _FEWEST or (len(words) >= _WITH_YEAR and bool(_YEAR.search(plain)))
    is_entry = re.match(r"\s*(?:[@{<%]|\[\s*[\[{\"]|[A-Z][A-Z0-9]\s{2}-)", text)
    is_file = re.search(r"\.[a-z]{2,5}\Z", plain) and not _YEAR.search(plain)
    return WordsLookup(plain) if enough and not is_entry and not is_file and len(plain) <= _LONGEST else None


def matched(
    library: Location, wanted: Sequence[WordsLookup], access: Access, agree: Callable[[resolvers.BestMatch], bool]
) -> dict[WordsLookup, Matched]:
    """Return what Crossref finds for references.

    A match that is not certain is taken where `agree` says yes. Raises UncertainMatch where it does not, and NoRecord
    where there is none.
    """
    found: dict[WordsLookup, Matched] = {}
    if not wanted:
        return found
    try:
        with asking(library, access) as asker:
            answers = dict(each(wanted, lambda item: asker.best_match(item.text)))
    except (Offline, NoNetwork) as error:
        answers = dict.fromkeys(wanted, error)
    for item in wanted:
        found[item] = _judged(item, answers[item], agree)
    return found


def _judged(
    item: WordsLookup,
    answer: resolvers.BestMatch | errors.ReadinglistError | None,
    agree: Callable[[resolvers.BestMatch], bool],
) -> Matched:
    if isinstance(answer, errors.NetworkError):
        why = "" if isinstance(answer, Offline) else f": {str(answer).rstrip('.')}"
        return Matched(
            "", f"{item} is kept as a stub of what its words say{why}; `readinglist resolve --all` completes it."
        )
    if isinstance(answer, errors.ReadinglistError):
        raise answer
    if answer is None:
        raise NoRecord(f"“{item}”", ("Crossref",))
    if answer.likeness < CERTAIN and not agree(answer):
        advice = f"`readinglist add {answer.doi}` adds it, and --yes takes the best match"
        raise UncertainMatch(str(answer), answer.standing, advice)
    return Matched(answer.doi, f"{item} is {answer} ({answer.standing}).")
