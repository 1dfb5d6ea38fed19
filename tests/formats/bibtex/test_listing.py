"""What a .bib lists, without a parser."""

from __future__ import annotations

from readinglist.formats.bibtex import listed

BIB = """% a comment
@string{nips = {Advances}}

@article{doe2020,
  title = {On @misc{inside, words}},
}
@misc(roe2021,
  note = "in parentheses")

  @Book { poe:1999/x ,
  abstract = {
@article{not2000,
  title = {an example}}
  },
}
@preamble{"x"}
@comment{old, gone}
mail@example{org, x}
"""


def test_each_entry_is_listed_with_its_key_and_line() -> None:
    found = list(listed(BIB))
    assert [(entry.key, entry.line) for entry in found] == [("doe2020", 4), ("roe2021", 7), ("poe:1999/x", 10)]


def test_the_text_of_an_entry_is_the_whole_of_it() -> None:
    first = next(iter(listed(BIB)))
    assert first.raw == "@article{doe2020,\n  title = {On @misc{inside, words}},\n}"


def test_an_entry_that_never_closes_does_not_hide_the_next() -> None:
    assert [entry.key for entry in listed("@misc{a,\n title = {x\n\n@misc{b,\n title = {y}\n}\n")] == ["a", "b"]


def test_what_has_no_key_is_not_listed() -> None:
    assert list(listed("@article{\n title = {x}\n}\n@misc{}\n")) == []
