from __future__ import annotations

from readinglist.model import crossref
from readinglist.model.record import Field, Record


def record(key: str, kind: str, **fields: str) -> Record:
    return Record(key, kind, tuple(Field(name, f"{{{value}}}", value) for name, value in fields.items()))


def resolve(child: Record, *parents: Record) -> dict[str, str]:
    by_key = {parent.key.casefold(): parent for parent in parents}
    return {name: raw[1:-1] for name, raw in crossref.resolved(child, by_key)}


BOOK = record(
    "Book20", "proceedings", title="The Book", subtitle="Its End", editor="E", year="2020", keywords="k", isbn="1"
)


def test_a_part_gets_the_title_of_its_book_as_book_title() -> None:
    child = record("a", "inproceedings", title="Part", crossref="book20", author="A")
    assert resolve(child, BOOK) == {
        "title": "Part", "author": "A", "booktitle": "The Book", "booksubtitle": "Its End", "editor": "E", "year": "2020",
        "isbn": "1", "keywords": "k",
    }  # fmt: skip


def test_what_the_entry_says_itself_counts_in_either_dialect() -> None:
    child = record("a", "inproceedings", booktitle="Own", crossref="Book20", location="Here")
    assert resolve(child, record("Book20", "proceedings", title="The Book", address="There"))["booktitle"] == "Own"
    assert "address" not in resolve(child, record("Book20", "proceedings", address="There"))


def test_a_set_of_common_fields_comes_before_a_parent_and_may_have_its_own() -> None:
    child = record("a", "article", title="T", xdata="one, two", crossref="issue")
    one = record("one", "xdata", publisher="P1", xdata="three")
    two = record("two", "xdata", publisher="P2", series="S")
    three = record("three", "xdata", location="L")
    issue = record("issue", "periodical", title="Journal", publisher="P3")
    assert resolve(child, one, two, three, issue) == {
        "title": "T", "publisher": "P2", "location": "L", "series": "S", "journaltitle": "Journal",
    }  # fmt: skip


def test_a_parent_that_is_not_there_stays_named() -> None:
    assert resolve(record("a", "misc", title="T", crossref="gone")) == {"title": "T", "crossref": "gone"}


def test_a_circle_is_followed_once() -> None:
    one, two = record("one", "book", crossref="two", title="1"), record("two", "book", crossref="one", year="2")
    assert resolve(one, one, two) == {"title": "1", "year": "2"}


def test_parents_that_each_have_two_parents_are_each_read_once() -> None:
    generations = [[record(f"{side}{n}", "xdata", xdata=f"l{n + 1},r{n + 1}") for side in "lr"] for n in range(40)]
    last = [record(f"{side}40", "xdata", note="n") for side in "lr"]
    child, *others = [one for pair in [*generations, last] for one in pair]
    assert resolve(child, *others)["note"] == "n"
