from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.formats import bibtex
from readinglist.model.record import Note, Record
from readinglist.model.views import CLOSE, OPEN
from readinglist.store import derived
from readinglist.store.sqlite import database, fulltext_index, search, write
from readinglist.util import notices, text
from tests.work import assert_linear

if TYPE_CHECKING:
    from readinglist.library.location import Location

# Letters of many scripts, with marks and without, and signs.
ALPHABET = "aZ9øØłßẞæœıİéễñāčžͅαΆςΣяЙёґאבّعربहिन्दีกำ한글か\u3099がﾞﾊﾞａＡ①ﬁ½²ʼ’-_'.深度𝐱"


@pytest.fixture
def filled(library: Location, attention: Record, mixtral: Record, muller: Record) -> Location:
    quoted = replace(attention, notes=(Note(1, "rotary later", "we propose a new simple network", "page 1"),))
    with write.operation(library.path, "add") as opened:
        opened.add([quoted, mixtral, muller])
    return library


def find(library: Location, wanted: str) -> list[str]:
    with database.reading(library.path) as connection:
        return [hit.key for hit in search.search(connection, wanted, 20)]


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        ("attention", ["vaswani2017attention"]),
        ("ATTEN", ["vaswani2017attention"]),
        ('"all you need"', ["vaswani2017attention"]),
        ('"you all need"', []),
        ("vaswani", ["vaswani2017attention"]),
        ("Ashish Vaswani", ["vaswani2017attention"]),
        ("muller", ["mueller2020"]),
        ("MÜLLER", ["mueller2020"]),
        ("jorg", ["mueller2020"]),
        ("深度", ["mueller2020"]),
        ("索", ["mueller2020"]),
        ("度求索", ["mueller2020"]),
        ("求度", []),
        ("simple network", ["vaswani2017attention"]),
        ("rotary", ["vaswani2017attention"]),
        ("moe", ["jiang2024mixtral"]),
        ("mixtral2024", []),
        ("jiang2024", ["jiang2024mixtral"]),
        ("neural information", ["vaswani2017attention"]),
        ("nothing of the kind", []),
        ("", []),
        ("***", []),
    ],
)
def test_search_finds_words_by_their_beginning_and_phrases_as_they_are(
    filled: Location, wanted: str, keys: list[str]
) -> None:
    assert find(filled, wanted) == keys


def test_the_snippet_marks_the_passage_that_matched(filled: Location) -> None:
    with database.reading(filled.path) as connection:
        snippet = search.search(connection, "simple", 5)[0].snippet
        chinese = search.search(connection, "深度", 5)[0].snippet
    assert f"new {OPEN}simple{CLOSE} network" in snippet
    assert "\u200b" not in chinese
    assert "求索" in chinese


def test_the_index_follows_every_change(filled: Location) -> None:
    with write.operation(filled.path, "edit") as opened:
        old = opened.record(2)
        opened.save([(2, old, replace(old, notes=(Note(1, "sparse gating"),)))])
    assert find(filled, "gating") == ["jiang2024mixtral"]
    with write.operation(filled.path, "rm") as opened:
        opened.remove([2])
    assert find(filled, "gating") == []
    with database.reading(filled.path) as connection:
        assert fulltext_index.stale(connection) == 0


def test_of_very_many_hits_the_newest_are_ranked_and_that_is_said(
    filled: Location, muller: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "RANKED", 3)
    with write.operation(filled.path, "add") as opened:
        opened.add([replace(muller, key=f"k{n}", aliases=(f"many{n} words",)) for n in range(5)])
    assert find(filled, "words") == ["k2", "k3", "k4"]
    assert [sentence[:9] for sentence in notices.told()] == ["more than"]
    assert find(filled, "word") == ["k2", "k3", "k4"]
    assert notices.told()
    assert find(filled, "many1 words") == ["k1"]
    assert notices.told() == []


@given(st.text(alphabet=ALPHABET, max_size=12))
def test_a_word_is_found_however_its_letters_are_typed(word: str) -> None:
    word = unicodedata.normalize("NFKC", word)  # marks in another order than Unicode's are not kept by `upper`
    with database.reading(None) as connection:
        connection.execute(
            "INSERT INTO fulltext (rowid, title) VALUES (1, ?)", (derived.as_searched(f"xyz{word}abcde"),)
        )
        # In capitals, a letter with an iota below is two, and a mark of kana behind it would be on the second.
        capitals = word.lower() if {"\u3099", "\u309a"} & set(word) else word.upper()
        for typed in (word, capitals, text.fold(word), unicodedata.normalize("NFD", word)):
            expression = fulltext_index.words(f"xyz{typed}abc")
            sql = "SELECT rowid FROM fulltext WHERE fulltext MATCH ?"
            assert connection.execute(sql, (fulltext_index.within(["title"], expression),)).fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("words", "value", "passage"),
    [
        ("two", "One two three", "One [two] three"),
        ('"two three"', "One two three", "One [two three]"),
        ("thre one", "One two three", "[One] two [three]"),
        ("ostergaard", "Jens Østergaard", "Jens [Østergaard]"),
        ("strasse", "Die Straße", "Die [Straße]"),
        ("深度", "基于深度的", "基于[深度]的"),
        ("twelve", "a b c d e f g h i j k twelve m n o p q r s t", "…i j k [twelve] m n o p q r s t"),
        ("b", "a b c d e f g h i j k l m n", "a [b] c d e f g h i j k l…"),
        ("x y", "x a a a a a a a a a a a a a a a a a y x a", "…a a a a a a a a a [y] [x] a"),
        ('"a a a a a a a a a a a a a a"', "x" + " a" * 14 + " z", "x [" + "a " * 13 + "a]…"),
    ],
)
def test_a_passage_has_the_most_of_what_was_searched(words: str, value: str, passage: str) -> None:
    asked = [search._as_wanted(a or b, whole=bool(a)) for a, b in search._TERM.findall(words)]
    assert search._passage(value, asked)[1].replace(OPEN, "[").replace(CLOSE, "]") == passage


@pytest.mark.parametrize("piece", ["a ", "a b ", "深", "'", "ø "])
def test_a_passage_of_a_long_text_takes_work_in_proportion_to_it(piece: str) -> None:
    asked = [search._Wanted((word,), whole=False, inside=False) for word in "ab深o"]
    assert_linear(lambda value: search._passage(value, asked), lambda times: piece * times, 200)


@given(st.text(alphabet=st.sampled_from("ab \"*()-:^{}+AND OR NOT NEAR\x00\u200b深\\'")))
def test_nothing_that_is_typed_is_syntax_of_the_index(wanted: str) -> None:
    with database.reading(None) as connection:
        search.search(connection, wanted, 5)


def test_what_is_indexed_as_it_is_added_is_what_the_tables_say(library: Location) -> None:
    entries = r"""
    @string{ml = {Machine Learning}}
    @article{Doe2020Deep, author={{\O}re, Jo and others}, editor={Roe, Jane}, translator={Łu, X}, title={The {B}ERT–Model: 深度},
      journal=ml, note={N}, annote={A}, abstract={$x$ {\'e}t{\'e}}, keywords={a/b, c}, doi={10.1/x}, publisher={P Q}, pages={1--2}}
    @Book{b, title={T}, maintitle={M}, series={S}, booktitle={B}, year={2020}, month=jan, Abstract={One}, URL={https://x.org}}
    @misc{c, howpublished={\url{https://example.org}}}
    """
    with write.operation(library.path, "add") as opened:
        opened.add([item for item in bibtex.load(entries) if isinstance(item, Record)])
        before = opened.connection.execute("SELECT rowid, * FROM fulltext").fetchall()
        opened.reindex()
        assert opened.connection.execute("SELECT rowid, * FROM fulltext").fetchall() == before
        assert len(before) == 3
