"""Errors speak to a reader of the room of its places, and not of commands and options."""

from __future__ import annotations

import pytest

from readinglist.claims.errors import QuoteElsewhere, QuoteNotFound
from readinglist.errors import InvalidValue, ReadinglistError
from readinglist.library import errors as of_library
from readinglist.render.room import wording
from readinglist.store.errors import NoSuchSource, NothingToUndo
from readinglist.util.errors import UnknownFormat


def test_a_sentence_names_the_place_in_the_room_where_it_named_a_command() -> None:
    assert wording.here(str(NoSuchSource("none"))) == "No source has the key 'none'; the Library lists the keys."
    assert wording.here(str(NothingToUndo())) == "There is nothing to undo; the Log shows what was done."
    assert wording.here(str(of_library.NoSuchNote("doe", 7))) == "doe has no note 7."


@pytest.mark.parametrize(
    "error",
    [
        NoSuchSource(""),
        QuoteNotFound("doe", "the nearest is in line 3: “words”."),
        QuoteElsewhere("doe", "page 5", "page 7", ""),
        InvalidValue("note", "", "a note has a text or a quote; `--remove N` takes one away"),
        InvalidValue("field", "key", "`readinglist rename` changes the key"),
        InvalidValue("title", "", "give a value, or take the field away with `readinglist unset KEY title`"),
        UnknownFormat("what was pasted", (".bib", ".ris")),
    ],
)
def test_no_option_of_the_command_line_is_left(error: ReadinglistError) -> None:
    said = wording.here(str(error))
    assert "--" not in said
    assert "`" not in said
    assert "''" not in said


def test_a_sentence_that_begins_with_a_key_is_left_so() -> None:
    assert wording.here("doe2024 has no note 3.") == "doe2024 has no note 3."
    assert wording.here("the quote is gone.") == "The quote is gone."


def test_a_refused_quote_names_the_box_to_tick() -> None:
    assert "tick “Keep the quote" in wording.here(str(QuoteNotFound("doe", "it has none.")))
