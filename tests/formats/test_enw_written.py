"""EndNote's tags as they are written: what comes back is what was written, and what is lost is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.formats import bibtex, enw, losses
from readinglist.model.record import Record

FIELDS = ("title", "volume", "number", "location", "edition", "language", "note", "abstract", "shorttitle", "publisher")
TEXT = st.text(alphabet="aB é%-&", min_size=1, max_size=20).filter(str.strip)


def record(kind: str, **fields: str) -> Record:
    return bibtex.build("key2020", kind, [(name, bibtex.encode(name, value)) for name, value in fields.items()])


def again(one: Record) -> Record:
    (found,) = (item for item in enw.load("".join(enw.dump([one]))) if isinstance(item, Record))
    return found


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("article", {"author": "Doe, Jane and van Gogh, Jr., Vincent and {World Weather Group}", "title": "Of Foxes", "journaltitle": "Journal of Foxes", "date": "2020-05-17", "pages": "105–109", "volume": "12", "number": "3", "doi": "10.1000/fox", "issn": "0021-9606", "url": "https://example.org/fox", "abstract": "Some words.", "note": "Read.", "keywords": "foxes, fur"}),
        ("book", {"author": "Roe, Ann", "editor": "Poe, Ede", "translator": "Low, Li", "title": "Of Wolves", "series": "Beasts", "publisher": "A Press", "location": "Rome", "date": "1999", "isbn": "9780306406157", "edition": "2"}),
        ("incollection", {"author": "Roe, Ann", "title": "Of Wolves", "booktitle": "The Book", "publisher": "A Press", "date": "1999-05"}),
        ("thesis", {"author": "Roe, Ann", "title": "Of Wolves", "institution": "A University", "type": "PhD thesis", "date": "1999"}),
        ("online", {"title": "A page", "organization": "A Site", "url": "https://example.org", "date": "2020"}),
    ],
)  # fmt: skip
def test_what_has_a_tag_comes_back(kind: str, fields: dict[str, str]) -> None:
    assert losses.of(record(kind, **fields), enw) == []


def test_what_has_no_tag_is_named() -> None:
    lost = losses.of(record("article", title="Of Foxes", eid="e7", annotation="own words"), enw)
    assert sorted(lost) == ["annotation", "eid"]


@pytest.mark.property
@given(st.dictionaries(st.sampled_from(FIELDS), TEXT), st.sampled_from(["article", "book", "report", "misc"]))
def test_what_was_written_and_read_is_written_alike(fields: dict[str, str], kind: str) -> None:
    once = again(record(kind, **fields))
    assert again(once).fields == once.fields


def test_a_record_without_a_key_is_not_written() -> None:
    with pytest.raises(ValueError, match="without a key"):
        list(enw.dump([bibtex.build("", "book", [("title", "{a}")])]))
