"""A draft becomes the record that reading its own source gives, however plain its values are."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from readinglist.formats.bibtex import builder
from readinglist.formats.draft import Draft
from readinglist.model.names import Name

NAMES = ("title", "subtitle", "journaltitle", "date", "pages", "doi", "url", "file", "month", "note", "abstract", "keywords", "author",
         "volume", "own-name", "eprint", "ids", "publisher")  # fmt: skip
TEXT = st.text("aB9 éßÀ\u0041\u0300李\u00a0\t&%#_$^~\\{}\"'`<>()[]-–:;,.*=+@/|!?", min_size=1, max_size=30) | st.sampled_from(
    ["The DNA of foxes", "an iPhone", "A Study of Foxes", "1--10", "e10–12", "2004-06%", "1723~", "May", "5", "B2B", "(NASA)", "a <i>b</i>",
     "x -- y", "ALL IN CAPITALS", "https://example.org/a_b?c=d&e={f}", "Doe and Roe", "a, b; c", "don't ``quote''"]
)  # fmt: skip
NAME = st.builds(
    Name, TEXT, TEXT | st.just(""), st.sampled_from(["", "van", "de la"]), st.sampled_from(["", "Jr."])
) | st.builds(lambda body: Name(literal=body), TEXT)


@given(st.sampled_from(NAMES), TEXT)
@example("title", "B\u00c9b")
@example("title", f"{'a' * 250}B")
def test_the_field_of_a_plain_text_is_the_one_of_its_source(name: str, text: str) -> None:
    assert builder.made_of_plain(name, text) == builder.made(name, builder.encode(name, text))


@given(st.dictionaries(st.sampled_from(NAMES[:12]), TEXT), st.lists(NAME, max_size=3), st.lists(TEXT, max_size=3))
def test_a_draft_is_what_is_read_of_its_source(values: dict[str, str], people: list[Name], tags: list[str]) -> None:
    draft = Draft("form", "book")
    for name, value in values.items():
        draft.put(name, value)
    for one in people:
        draft.name("author", one)
        draft.name("editor", one)
    draft.tag(tags)
    made = draft.record()
    assert made == builder.build("", "book", [(field.name, field.raw) for field in made.fields])
