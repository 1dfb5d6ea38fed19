"""Answers that are JSON, and wrong at any place: whoever asks a service gets a value or a sentence, and text that can be written."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from readinglist import errors
from readinglist.network.errors import NoRecord
from readinglist.network.wire import Response, Services
from readinglist.resolvers import cited_works, doi, isbn, reference_match, versions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PERSON = {"family": "Doe", "given": "J", "name": "J Doe", "sequence": "first"}
ADDRESS = {"URL": "https://doi.org/10.1/x", "url": "https://x.test"}
WORK = {
    "DOI": "10.1/x", "doi": "https://doi.org/10.1/x", "title": ["A Title"], "display_name": "A Title", "type": "article", "score": 9.5,
    "author": [PERSON], "authors": [PERSON], "authorships": [{"author": {"display_name": "J Doe"}}], "year": 2020, "venue": "V",
    "issued": {"date-parts": [[2020, 1, 2]]}, "publication_date": "2020-01-02", "publicationDate": "2020-01-02", "externalIds": {"DOI": "10.1/x", "ArXiv": "2001.00001"},
    "journal": {"name": "J", "pages": "1-2", "volume": "1"}, "primary_location": {"source": {"display_name": "J", "type": "journal"}},
    "biblio": {"volume": "1", "first_page": "1", "last_page": "2"}, "ids": {"openalex": "https://openalex.org/W1"}, "publicationTypes": ["JournalArticle"],
    "id": "https://openalex.org/W1", "referenced_works": ["https://openalex.org/W1", "https://openalex.org/W2"],
    "reference": [{"DOI": "10.1/y", "key": "a"}, {"unstructured": "Doe, J. (2020). A title. J, 1, 2.", "key": "b"}, {"article-title": "T", "author": "Doe", "year": "2020"}],
    "relation": {"is-preprint-of": [{"id": "10.1/z", "id-type": "doi"}]}, "updated-by": [{"DOI": "10.1/n", "type": "retraction", "updated": {"date-parts": [[2020]]}}],
    "update-to": [{"DOI": "10.1/x", "type": "retraction", "source": "publisher"}], "titles": [{"title": "A Title"}], "creators": [PERSON],
    "relatedIdentifiers": [{"relationType": "IsVersionOf", "relatedIdentifier": "10.1/z", "relatedIdentifierType": "DOI"}], "container-title": ["J"],
    "publicationYear": 2020, "types": {"resourceTypeGeneral": "Text"}, "resource": {"primary": ADDRESS}, "details": {"title": "T", "authors": [PERSON]},
    "volumeInfo": {"title": "T", "authors": ["J Doe"], "industryIdentifiers": [{"type": "ISBN_13", "identifier": "9780262033848"}]},
}  # fmt: skip
ANSWER = {
    **WORK, "message": {**WORK, "items": [WORK, WORK]}, "data": {"attributes": WORK}, "results": [WORK], "items": [WORK], "next": 1,
    "ISBN:9780262033848": WORK,
}  # fmt: skip
LISTED = {**ANSWER, "data": [{"citedPaper": WORK, "attributes": WORK}], "next": 1}
JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**30, 1e300, float("inf"), float("nan"), "", " ", "\ud800", "a\x00\x1b[31m", "\u202e", "10.1/x", "x" * 5000, "9" * 400,
    "<i>", "{", "\\input{a}", [], {}, [[]], [None], [[[[1]]]], [{}], {"a": {}}, {"date-parts": [[None]]}, {"date-parts": [["x", {}]]}, {"name": {}}, [1, "a", None, {}],
)  # fmt: skip
ASKED: dict[str, Callable[[Any, Services], object]] = {
    "a DOI": lambda get, services: doi.fetch("10.1/x", get, services),
    "a DOI of DataCite": lambda get, services: doi.fetch("10.5281/x", get, services),
    "an ISBN": lambda get, services: isbn.fetch("9780262033848", get, services),
    "references": lambda get, services: cited_works.references("doi", "10.1/x", get, services),
    "references of a preprint": lambda get, services: cited_works.references("arxiv", "2001.00001", get, services),
    "a published version": lambda get, services: versions.published("arxiv", "2001.00001", get, services),
    "a published version of a DOI": lambda get, services: versions.published("doi", "10.1/x", get, services),
    "notices": lambda get, services: versions.updates("10.1/x", get, services),
    "a match": lambda get, services: reference_match.best_match("Doe, J. (2020). A Title. J, 1, 2.", get, services),
}


def _spoilt(value: Any, chance: random.Random, rate: float) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return a value in which some parts are another kind of thing."""
    if chance.random() < rate:
        return chance.choice(JUNK)
    if isinstance(value, dict):
        return {name: _spoilt(inner, chance, rate) for name, inner in value.items() if chance.random() > rate / 2}
    return [_spoilt(inner, chance, rate) for inner in value] if isinstance(value, list) else value


@pytest.mark.property
@pytest.mark.parametrize("what", ASKED)
def test_an_answer_that_is_wrong_anywhere_comes_to_a_value_or_to_a_sentence(what: str) -> None:
    for seed in range(120):
        chance = random.Random(seed)  # noqa: S311 - no secret

        def get(
            url: str, *, headers: Mapping[str, str] | None = None, accept: str = "*/*", chance: random.Random = chance
        ) -> Response:
            del headers, accept
            whole = _spoilt(chance.choice((ANSWER, LISTED)), chance, chance.choice((0.02, 0.1, 0.3)))
            return Response(
                url, chance.choice((200, 200, 200, 404)), {}, json.dumps(whole).encode(), "application/json"
            )

        try:
            found = ASKED[what](get, Services())
        except (NoRecord, errors.NetworkError) as error:
            found = str(error)
        repr(found).encode()
        for text in _texts(found):
            text.encode()
            assert not {"\x00", "\x1b", "\u202e"} & set(text), (seed, text[:50])


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in _texts(inner)]
    slots = getattr(value, "__slots__", ())
    return [text for name in slots for text in _texts(getattr(value, name, None))]
