"""Quotes have addresses in the room: each leads to the page of the source that has the words."""

from __future__ import annotations

from readinglist.model.record import Evidence
from readinglist.render.room import reader


def test_a_quote_is_addressed_by_what_has_it_in_the_source_that_it_is_from() -> None:
    assert reader.of_note("doe2024", 3) == "/s/doe2024/read?quote=note-3"
    assert reader.of_claim("doe2024", 2) == "/s/doe2024/read?quote=claim-2"
    piece = Evidence("supports", "doe2024", "words", id=1)
    assert reader.of_evidence("roe2025#c1", piece) == "/s/doe2024/read?quote=roe2025%23c1-1"
    assert reader.of_page("doe2024", "iv 5") == "/s/doe2024/read#page=iv%205"
