"""Citation keys: what a record is called, which keys are free, and which are legal."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist import citekeys
from readinglist.citekeys import patterns
from readinglist.citekeys.errors import InvalidKey
from readinglist.formats import bibtex
from readinglist.model.record import Contributor, Field, Record

# author, year, title → key
KEYS = [
    ("Vaswani, Ashish and Shazeer, Noam", "2017", "Attention Is All You Need", "vaswani2017attention"),
    ("Vincent van Gogh", "1888", "Letters to {Theo}", "vangogh1888letters"),
    (r"G{\"o}del, Kurt", "1931", r"{\"U}ber formal unentscheidbare S{\"a}tze", "godel1931uber"),
    ("Ørsted, Hans and others", "1820", "Experimenta", "orsted1820experimenta"),
    ("García-Molina, Héctor", "1987", "Sagas", "garciamolina1987sagas"),
    ("O'Neil, Cathy", "2016", "Weapons of Math Destruction", "oneil2016weapons"),
    ("Jean d'Alembert", "1743", "Traité de dynamique", "dalembert1743traite"),
    ("{DeepSeek-AI}", "2024", "DeepSeek-V3 Technical Report", "deepseek2024deepseek"),
    ("Aristotle", "-0349", "On the Heavens", "aristotle350heavens"),
    ("Knuth, Donald", "", "The Art of Computer Programming", "knuthart"),
    ("Smith, A.", "2020", "The On and Of", "smith2020the"),
    ("Smith, A.", "2020", "", "smith2020"),
    ("Smith, A.", "2020", "--- ! ---", "smith2020"),
    ("Smith, A.", "2020", "What's New?", "smith2020whats"),
    ("Smith, A.", "2020", "A State-of-the-Art Survey", "smith2020state"),
    ("Smith, A.", "2020", "3D Printing of $x^2$", "smith20203d"),
    ("Smith, A.", "2020", "U.S. Export Controls", "smith2020export"),
    ("Smith, A.", "2020", "CORPUS Studies of US Law", "smith2020corpus"),
    ("Müller, Jörg", "2001", "Die Würde des Menschen", "muller2001wurde"),
    ("", "", "How DeepSeek, a Little-Known Chinese Startup", "howdeepseek"),
    ("", "2025", "AI Chips: A Primer", "2025aichips"),
    ("", "", "", "source"),
    ("王小明", "2020", "深度学习方法综述", "王小明2020深度学习"),
    ("山田, 太郎", "2019", "プログラミング入門", "山田2019プログラ"),
    ("김, 철수", "2021", "한국어 처리", "김2021한국어"),
    ("Толстой, Лев", "1869", "Мир и война", "толстой1869мир"),
    ("محفوظ, نجيب", "1956", "بين القصرين", "محفوظ1956بين"),
]

BODIES = {
    "DeepSeek-AI": "deepseek",
    "U.S. Department of Commerce, Bureau of Industry and Security": "bis",
    "Epoch AI": "epoch",
    "NVIDIA Corporation": "nvidia",
    "OpenAI": "openai",
    "Congressional Research Service": "crs",
    "U.S. Government Accountability Office": "gao",
    "US Senate": "senate",
    "CORPUS Foundation": "corpus",
    "Associated Press": "associated",
    "Acme, Inc.": "acme",
    "Free Software Foundation, Inc.": "fsf",
    "Google LLC": "google",
    "AT&T": "att",
    "University of California, Berkeley": "berkeley",
    "The Alan Turing Institute": "ati",
    "the alliance of free readers": "alliance",
    "Association for Computing Machinery (ACM)": "acm",
    "OpenAI (San Francisco)": "openai",
    "于丽丽 (Yu Lili)": "yu",
    "国务院（State Council）": "state",
    "中国科学院": "中国科学院",
    "U.S. House Select Committee on the Strategic Competition Between the United States and the Chinese": "house",
    "U.S.": "u",
    "---": "source",
}


@pytest.mark.parametrize(("author", "year", "title", "key"), KEYS)
def test_a_key_is_made_of_author_year_and_title(author: str, year: str, title: str, key: str) -> None:
    fields = {"author": author, "date": year, "title": title}
    record = bibtex.build("", "book", [(name, f"{{{value}}}") for name, value in fields.items() if value])
    assert citekeys.base(record) == key
    assert citekeys.is_legal(citekeys.base(record))


@pytest.mark.parametrize("name", BODIES)
def test_a_body_has_a_short_name(name: str) -> None:
    assert citekeys.base(bibtex.build("", "report", [("author", f"{{{{{name}}}}}")])) == BODIES[name]


def test_an_editor_stands_for_an_author_who_is_missing() -> None:
    pairs = [("title", "{Proceedings}"), ("editor", "{Wallach, Hanna}"), ("year", "2019")]
    assert citekeys.base(bibtex.build("", "proceedings", pairs)) == "wallach2019proceedings"
    assert citekeys.base(bibtex.build("", "book", [*pairs, ("author", "{Ng, Ann}")])) == "ng2019proceedings"


def test_a_translator_gives_no_key() -> None:
    pairs = [("title", "{The Odyssey of Homer}"), ("translator", "{Wilson, Emily}")]
    assert citekeys.base(bibtex.build("", "book", pairs)) == "odysseyhomer"


def test_and_others_is_nobody() -> None:
    record = bibtex.build("", "book", [("author", "others and Ng, Ann"), ("title", "{Sets}")])
    assert citekeys.base(record).endswith("sets")
    assert citekeys.base(bibtex.build("", "book", [("author", "{others}"), ("title", "{Big Sets}")])) == "bigsets"


@given(st.text(), st.text(), st.text(), st.text(max_size=300))
def test_every_key_that_is_made_is_legal(family: str, literal: str, year: str, title: str) -> None:
    people = (Contributor("author", family=family), Contributor("author", literal=literal))
    fields = (Field("title", "", title), Field("year", "", year))
    for contributors in (people, people[1:], ()):
        assert citekeys.is_legal(citekeys.base(Record("", "misc", fields, contributors=contributors)))


def test_a_very_long_title_gives_a_key_with_room_for_a_suffix() -> None:
    record = Record("", "misc", (Field("title", "", "x" * 1000),))
    assert citekeys.is_legal(citekeys.base(record) + "a" * 20)


def test_suffixes_go_from_a_to_z_and_on_to_aa() -> None:
    taken: set[str] = set()
    for _ in range(54):
        taken.add(citekeys.free("ng2020", taken.__contains__))
    assert {"ng2020", "ng2020a", "ng2020z", "ng2020aa", "ng2020az", "ng2020ba"} <= taken
    assert len(taken) == 54


@given(st.text(min_size=1, max_size=3), st.sets(st.text("ab", max_size=4)))
def test_a_free_key_is_not_taken_begins_as_wanted_and_is_always_the_same(wanted: str, suffixes: set[str]) -> None:
    taken = {wanted + suffix for suffix in suffixes}
    key = citekeys.free(wanted, taken.__contains__)
    assert key not in taken
    assert key.startswith(wanted)
    assert set(key[len(wanted) :]) <= set(string.ascii_lowercase)
    assert key == citekeys.free(wanted, taken.__contains__)


@pytest.mark.parametrize("key", ["vaswani2017attention", "DBLP:conf/nips/VaswaniSPUJGKP17", "a", "王2020", "x+y.z_1-2"])
def test_keys_of_other_programs_are_legal(key: str) -> None:
    assert citekeys.is_legal(key)
    assert citekeys.check(key) == key


@pytest.mark.parametrize(
    "key",
    ["", "a b", "a\tb", "a\u00a0b", "a\x00", "\u202ea", "-a", "@a", "x" * 201, *(f"a{c}b" for c in "{}\"#%'(),=~\\")],
)
def test_keys_that_bibtex_or_the_shell_would_not_take_are_refused(key: str) -> None:
    assert not citekeys.is_legal(key)
    with pytest.raises(InvalidKey):
        citekeys.check(key)


def test_thousands_of_sources_of_one_name_get_keys_in_order_without_asking_for_each() -> None:
    taken: set[str] = set()
    asked: list[str] = []

    def is_taken(key: str) -> bool:
        asked.append(key)
        return key in taken

    for _ in range(2000):
        taken.add(citekeys.free("ng2020", is_taken))
    assert taken == {"ng2020" + citekeys._suffix(number) for number in range(2000)}
    assert len(asked) < 2000 * 60


@pytest.mark.parametrize(
    ("date", "key"),
    [("-0043", "caesar44war"), ("0000", "caesar1war"), ("0044", "caesar44war"), ("-0099", "caesar100war")],
)
def test_a_year_before_christ_is_the_one_that_people_write(date: str, key: str) -> None:
    fields = {"author": "Caesar", "date": date, "title": "War"}
    record = bibtex.build("", "book", [(name, f"{{{value}}}") for name, value in fields.items()])
    assert citekeys.base(record) == key
    assert patterns.make("[auth:lower][year][title:lower]", record) == key
