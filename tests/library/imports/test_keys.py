"""Which key a record is kept under."""

from __future__ import annotations

import pytest

from readinglist.formats import bibtex
from readinglist.library.errors import KeyTaken
from readinglist.library.imports.keys import KeyRule, keyed
from readinglist.library.online import stubs

FIELDS = [("title", "{On Keys}"), ("author", "{Doe, Jane}"), ("year", "{2020}")]
DOE = bibtex.build("doe:on-keys", "article", FIELDS)
PATTERN = "[auth:lower][year]"


def nobody(_key: str) -> str:
    return ""


def test_a_record_keeps_its_own_key_which_then_never_changes_by_itself() -> None:
    record, notice = keyed(DOE, KeyRule(pattern=PATTERN), nobody)
    assert (record.key, record.pinned, notice) == ("doe:on-keys", True, None)


def test_a_key_in_use_gets_a_letter_and_a_notice_that_says_so() -> None:
    record, notice = keyed(DOE, KeyRule(pattern=PATTERN), {"doe:on-keys": "doe:on-keys"}.get)  # type: ignore[arg-type]
    assert record.key == "doe:on-keysa"
    assert notice
    assert notice.message == "the key doe:on-keys belongs to another source; this one is kept as doe:on-keysa"
    assert not notice.broken


def test_a_key_is_made_by_the_pattern_where_it_is_to_be_or_where_there_is_none() -> None:
    generated, _ = keyed(DOE, KeyRule("generate", pattern=PATTERN), nobody)
    keyless, _ = keyed(bibtex.build("", "article", FIELDS), KeyRule(pattern=PATTERN), nobody)
    assert (generated.key, generated.pinned) == (keyless.key, keyless.pinned) == ("doe2020", False)


def test_a_stub_without_a_title_gets_the_key_of_its_identifier() -> None:
    record, _ = keyed(stubs.of("doi", "10.1000/keys"), KeyRule(pattern=PATTERN), nobody)
    assert record.key == "doi10.1000-keys"


def test_the_key_that_the_user_names_is_taken_or_refused() -> None:
    record, _ = keyed(DOE, KeyRule(wanted="mine", pattern=PATTERN), nobody)
    assert (record.key, record.pinned) == ("mine", True)
    with pytest.raises(KeyTaken, match="is a former key of roe2021"):
        keyed(DOE, KeyRule(wanted="mine"), lambda _key: "roe2021")
