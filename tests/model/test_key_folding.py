"""Keys are compared without regard to case and to how their accents are encoded."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.model.key_folding import folded_key, is_same_key


@given(st.text(max_size=30))
def test_every_encoding_of_a_key_is_the_same(key: str) -> None:
    forms = {folded_key(unicodedata.normalize(form, key)) for form in ("NFC", "NFD")}
    assert forms == {folded_key(key)}
    assert folded_key(folded_key(key)) == folded_key(key)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("M\u00fcller2001", "Mu\u0308ller2001", True),
        ("M\u00fcller2001", "m\u00fcller2001", False),
        ("doe2001", "Doe2001", False),
        ("doe2001", "doe2001", True),
        ("\u1ec7x", "e\u0323\u0302x", True),
    ],
)
def test_a_key_is_the_same_whichever_way_its_accents_are_encoded(one: str, other: str, *, same: bool) -> None:
    assert is_same_key(one, other) == same
    assert folded_key(one) == folded_key(other)
