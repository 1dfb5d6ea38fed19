"""The relations: names, how they read from the other end, and their CiTO terms."""

from __future__ import annotations

import pytest

from readinglist import errors
from readinglist.model import relations

# The terms of CiTO 2.8 that are used here.
CITO = {
    "cites", "extends", "supports", "qualifies", "disputes", "givesBackgroundTo", "citesForInformation", "updates",
    "reviews", "repliesTo", "usesDataFrom", "citesAsRelated",
}  # fmt: skip


@pytest.mark.parametrize("name", relations.NAMES)
def test_every_relation_has_an_inverse_and_a_term_of_cito(name: str) -> None:
    assert relations.check(name) == name
    assert relations.cito(name) in CITO
    assert (relations.inverse(name) == name) == (name in relations.SYMMETRIC)


def test_inverses_tell_relations_apart() -> None:
    assert len({relations.inverse(name) for name in relations.NAMES}) == len(relations.NAMES)


@pytest.mark.parametrize(
    ("name", "inverse"),
    [
        ("cites", "is cited by"),
        ("background", "has as background"),
        ("version-of", "has version"),
        ("supersedes", "is superseded by"),
        ("related", "related"),
        ("from-a-later-version", "from-a-later-version (from)"),
    ],
)
def test_a_relation_reads_so_from_the_other_end(name: str, inverse: str) -> None:
    assert relations.inverse(name) == inverse


def test_a_source_that_is_background_gives_background_to_the_other() -> None:
    assert relations.cito("background") == "givesBackgroundTo"


@pytest.mark.parametrize("name", ["Follows-Up", "follows up", " follows_up "])
def test_a_relation_may_be_typed_in_several_ways(name: str) -> None:
    assert relations.check(name) == "follows-up"


@pytest.mark.parametrize("name", ["", "refutes", "citing"])
def test_an_unknown_relation_is_refused_with_the_list(name: str) -> None:
    for ask in (relations.check, relations.cito):
        with pytest.raises(errors.InvalidValue, match="cites, follows-up, supports"):
            ask(name)
