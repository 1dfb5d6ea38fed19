"""Records built from the whole model go through every dialect."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.formats import biblatex, bibtex
from readinglist.model import biblatex as datamodel
from readinglist.model.record import Problem, Record

if TYPE_CHECKING:
    from types import ModuleType

DIALECTS = (bibtex, biblatex)
MACROS = {"acm": "{ACM} Press", "tods": "Transactions on {D}atabase Systems", "nips": "Advances in N{\\'e}ural"}

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Co", "Z")), min_size=1, max_size=9)
TYPED = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
SOURCE = st.lists(
    st.sampled_from(
        [
            *r"plain {DNA} {{GPT-4}} $x^{2}_i$ M{\"u}ller na\"{\i}ve 50\% R\&D a_b ~ -- ``q'' <i>J</i> &amp; Łódź 深度".split(),
            *r"\url{https://e.org/a_b?c=%20d&e=~f#g} @ # % , = ( ) \textsuperscript{2} \LaTeX{} {\ss} 'til O'Neil".split(),
            r"\emph{E.\ coli}",
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
EXPRESSIONS = st.one_of(
    SOURCE.map(lambda text: f"{{{text}}}"),
    SOURCE.filter(lambda text: not re.search(r'(?<!\{\\)"', text)).map(lambda text: f'"{text}"'),
    st.integers(0, 3000).map(str),
    st.sampled_from(sorted(MACROS)),
    st.tuples(st.sampled_from(sorted(MACROS)), SOURCE).map(lambda pair: f"{pair[0]} # {{ {pair[1]}}}"),
    st.just("undefinedmacro"),
)
FAMILY = st.sampled_from(
    ["Müller", "de la Cruz", "van der Meer", "O'Neil", "García Márquez", "深度", "{\\L}ukasiewicz", "d'Arc"]
)
GIVEN = st.sampled_from(["Ada", "J. R. R.", "Jean-Luc", "Wei", "{\\'E}ric", "Å."])
PERSON = st.one_of(
    st.tuples(FAMILY, GIVEN).map(", ".join),
    st.tuples(FAMILY, st.sampled_from(["Jr.", "III"]), GIVEN).map(", ".join),
    st.tuples(GIVEN, FAMILY).map(" ".join),
    st.sampled_from(["{DeepSeek-AI}", "{Bureau of Industry and Security}", "others"]),
)
PEOPLE = st.lists(PERSON, min_size=1, max_size=4).map(lambda people: f"{{{' and '.join(people)}}}")
DATES = st.sampled_from(
    "2017 2017-06 2017-06-12 2017/2019 2017-06/ ../2017 1999~ 2001? -0044 2017-21 199X 2004-06-12T10:30".split()
)
LITERAL = st.sampled_from(
    ["https://e.org/a_b?x=%20&y=~z#f", "10.1000/a_b<1>%25", "2405.04434v2", "C:/a b/c_d.pdf:PDF", "math/0309136"]
)
YEARS = st.sampled_from(["1999", "{2017}", "{in press}", '"1987"', "{c. 1850}"])
MONTHS = st.sampled_from(["jan", "{March}", '"7"', "{Spring}", 'feb # "~5"'])


def expression(name: str) -> st.SearchStrategy[str]:
    """Return BibTeX source of the kind that a field holds."""
    low = name.lower()
    if low in datamodel.NAME_FIELDS:
        return PEOPLE
    if low in datamodel.DATE_FIELDS:
        return DATES.map(lambda date: f"{{{date}}}")
    if low in datamodel.VERBATIM_FIELDS:
        return LITERAL.map(lambda value: f"{{{value}}}")
    if low in datamodel.KEY_FIELDS:
        return st.sampled_from(["{parent}", "{parent, other}"])
    if low in ("year", "month"):
        return YEARS if low == "year" else MONTHS
    return st.one_of(EXPRESSIONS, TYPED.map(lambda typed: bibtex.encode(name, typed)))


NAMES = st.one_of(
    st.sampled_from(sorted(datamodel.KNOWN_FIELDS)),
    st.sampled_from(["Title", "AUTHOR", "x-own", "bdsk:url", "my_field", "title+an"]),
)
KEYS = st.from_regex(r"[A-Za-zäé深][A-Za-z0-9:._/+é深-]{0,20}", fullmatch=True)
TYPES = st.sampled_from([*sorted(datamodel.BIBTEX_TYPES | datamodel.BIBLATEX_TYPES), "Article", "BOOK", "owntype"])


@st.composite
def records(draw: st.DrawFn) -> Record:
    names = draw(st.lists(NAMES, max_size=8, unique_by=datamodel.canonical))
    pairs = [(name, draw(expression(name))) for name in names]
    return bibtex.build(draw(KEYS), draw(TYPES), pairs, MACROS)


LIBRARIES = st.lists(records(), min_size=1, max_size=4, unique_by=lambda record: record.key.casefold())


def written(module: ModuleType, library: list[Record]) -> str:
    return "".join(module.dump(library))


def read(module: ModuleType, text: str) -> list[Record]:
    items = list(module.load(text))
    assert [item for item in items if isinstance(item, Problem) and "no definition" not in item.message] == []
    return [item for item in items if isinstance(item, Record)]


@pytest.mark.parametrize("module", DIALECTS, ids=lambda module: module.NAME)
@given(library=LIBRARIES)
def test_nothing_of_a_record_is_lost_in_a_dialect(module: ModuleType, library: list[Record]) -> None:
    text = written(module, library)
    again = read(module, text)
    assert [record.key for record in again] == [record.key for record in library]
    for before, after in zip(library, again, strict=True):
        assert set(before.contributors) == set(after.contributors)
        assert before.identifiers == after.identifiers
        assert before.tags == after.tags
        assert before.date == after.date
        for field in before.fields:
            if field.name.lower() not in ("date", "year", "month"):
                found = after.field(field.name)
                assert found is not None
                assert (found.raw, found.plain) == (field.raw, field.plain)
    assert written(module, again) == text
    assert list(module.differences(library, text)) == []


@given(library=LIBRARIES)
def test_a_way_through_both_dialects_loses_nothing(library: list[Record]) -> None:
    there = read(biblatex, written(biblatex, read(bibtex, written(bibtex, library))))
    for before, after in zip(library, there, strict=True):
        assert before.key == after.key
        assert set(before.contributors) == set(after.contributors)
        assert (before.identifiers, before.tags, before.date) == (after.identifiers, after.tags, after.date)
        for field in before.fields:
            if field.name.lower() not in ("date", "year", "month", "institution", "school", "type"):
                assert after.plain(field.name) == field.plain


@given(library=LIBRARIES)
def test_ascii_says_the_same(library: list[Record]) -> None:
    again = read(bibtex, "".join(bibtex.dump(library, ascii_only=True)))
    for before, after in zip(library, again, strict=True):
        assert after.date == before.date
        for field in before.fields:
            assert field.name.lower() == "date" or after.plain(field.name) == field.plain


@pytest.mark.parametrize(
    ("fields", "written_as"),
    [
        ([("year", "2001"), ("date", "{2001-05}")], ["year = 2001", "month = may"]),
        ([("date", "{2001-05-03}"), ("year", "{2001}")], ["month = may", "day = {3}", "year = {2001}"]),
        ([("year", "2001"), ("month", "may"), ("date", "{2001-05}")], ["year = 2001", "month = may"]),
        (
            [("year", "2001"), ("month", "jun"), ("date", "{2001-05}")],
            ["year = 2001", "month = jun", "date = {2001-05}"],
        ),
        ([("year", "2000"), ("date", "{2001-05}")], ["year = 2000", "date = {2001-05}"]),
        ([("date", "{2017}"), ("month", "jan")], ["date = {2017}", "year = {2017}", "month = jan"]),
    ],
)
def test_a_year_and_a_date_that_says_more_are_one_date(fields: list[tuple[str, str]], written_as: list[str]) -> None:
    text = written(bibtex, [bibtex.build("k", "article", fields)])
    assert [line.strip().rstrip(",") for line in text.splitlines()[1:-1] if line != "}"] == written_as


def test_a_field_goes_out_once_under_the_name_of_the_dialect() -> None:
    record = bibtex.build(
        "k",
        "article",
        [("journaltitle", "{J}"), ("journal", "{J}"), ("annotation", "{A}"), ("date", "{2017-06-12}"), ("location", "{Bonn}"),
         ("address", "{Wien}")],
    )  # fmt: skip
    (classic,) = read(bibtex, written(bibtex, [record]))
    assert [field.name for field in classic.fields] == [
        "journal",
        "annote",
        "year",
        "month",
        "day",
        "location",
        "address",
    ]
    (modern,) = read(biblatex, written(biblatex, [record]))
    assert [field.name for field in modern.fields] == ["journaltitle", "annotation", "date", "location", "address"]


def test_ascii_writes_what_macros_say_and_leaves_their_names() -> None:
    text = '@string{zür = {Zürich}}\n@misc{k, address = zür, note = zür # "é", journal = nié}\n'
    out = "".join(bibtex.dump(read(bibtex, text), ascii_only=True))
    assert '@string{zür = {Z{\\"u}rich}}' in out
    assert "address = zür,\n  note = zür # {{\\'e}},\n  journal = nié,\n" in out


@pytest.mark.parametrize(
    ("written", "out"),
    [
        ("pages = 12-15", "pages = {12-15}"),
        ("pages = 12--15", "pages = {12--15}"),
        ("year = 1983a", "year = {1983a}"),
        ("volume = 3.2", "volume = {3.2}"),
        ("doi = 10.1000/xyz", "doi = {10.1000/xyz}"),
        ("journal = 'Acm", "journal = {'Acm}"),
        ("isbn = 978-3-16-148410-0", "isbn = {978-3-16-148410-0}"),
        ("month = 5 # may", "month = 5 # may"),
        ('month = may # 5a # "x"', "month = may # {5a} # {x}"),
        ("journal = undefined", "journal = undefined"),
        ("year = 1999", "year = 1999"),
    ],
)
def test_a_bare_value_that_no_bibtex_takes_gets_braces(written: str, out: str) -> None:
    (record,) = read(bibtex, f"@article{{a, {written}}}")
    for module in DIALECTS:
        text = "".join(module.dump([record]))
        assert out.partition(" = ")[2] in text
        assert list(module.differences([record], text)) == []
    assert f"  {out},\n" in "".join(bibtex.dump([record]))


@pytest.mark.parametrize(
    ("written", "classic"),
    [
        ("family=Gogh, prefix=van, given=Vincent, useprefix=true", "van Gogh, Vincent"),
        ("given=Vincent, family=Gogh, prefix={van}", "van Gogh, Vincent"),
        ("useprefix=true, family=Gogh, prefix=van", "van Gogh"),
        ("family=King, suffix=Jr, given=Martin Luther", "King, Jr, Martin Luther"),
        ("family=de la Cruz, given=Juan", "{de la Cruz}, Juan"),
        ("family={World Health Organization}", "{World Health Organization}"),
        ("family={Smith, Jones and Co}, given={A}", "{Smith, Jones and Co}, A"),
        ("given=Plato", "Plato"),
        (r"family={G{\"o}del}, given={Kurt}, given-i={K}", r"G{\"o}del, Kurt"),
        ("Roe, Ann and family=Doe, given=Bea", "Roe, Ann and Doe, Bea"),
    ],
)
def test_classic_bibtex_gets_names_in_its_form(written: str, classic: str) -> None:
    (record,) = read(bibtex, f"@book{{a, author = {{{written}}}, title = {{E = mc}}}}")
    text = "".join(bibtex.dump([record]))
    assert f"  author = {{{classic}}},\n" in text
    assert list(bibtex.differences([record], text)) == []
    assert f"  author = {{{written}}},\n" in "".join(biblatex.dump([record]))
    (again,) = read(bibtex, text)
    assert again.byline == record.byline
