"""Browsing: what is found while a query is typed, page by page, and how it is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from readinglist import Library, store
from readinglist.formats import bibtex
from readinglist.library import browse, lookup
from readinglist.model import query
from readinglist.model.errors import QueryError, UnknownField
from readinglist.model.record import Mark
from readinglist.store.sqlite import counting
from tests import statements

if TYPE_CHECKING:
    from readinglist.library.location import Location
    from readinglist.model.list_pages import Facet
    from readinglist.model.record import Record

TAGS = (("moe",), ("moe/routing", "to read"), ("mole",), ())
TYPES = ("article", "techreport", "report", "phdthesis")
STATUS = ("inbox", "queued", "reading", "read")


def record(number: int) -> Record:
    fields = [("title", f"{{Number {number} of Attention at Abbeys}}"), ("author", "{Roe, Ann}")]
    fields += [("year", str(1990 + number))] if number % 10 else []
    built = bibtex.build(f"k{number:02}", TYPES[number % 4], fields)
    marks = (Mark("unresolved", "", ""),) if number % 20 == 0 else ()
    tagged = bibtex.retag(built, TAGS[number % 4])
    return replace(tagged, status=STATUS[number % 4], marks=marks)


@pytest.fixture
def forty(library: Location) -> Location:
    """Forty sources of four kinds in turn; every tenth is without a year, and two are stubs."""
    with store.operation(library.path, "add") as opened:
        opened.add([record(number) for number in range(40)])
    return library


def keys(library: Location, typed: str, **how: object) -> list[str]:
    return [source.key for source in browse.page(library, typed, limit=50, **how).sources]  # type: ignore[arg-type]


def listed(library: Location, wanted: str) -> list[str]:
    return [source.key for source in lookup.summaries(library, wanted)]


def values(library: Location, typed: str, name: str) -> dict[str, int]:
    return {value.name: value.number for value in facet(library, typed, name).values}


def facet(library: Location, typed: str, name: str) -> Facet:
    return next(one for one in browse.facets(library, typed, seconds=60) if one.name == name)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("at", "attention"),
        ("a", "attention"),
        ("roe ab", "roe abbeys"),
        ("tag:mo", "tag:moe OR tag:mole"),
        ("tag:mo ", "tag:mo"),
        ("tag:moe", "tag:moe"),
        ("status:re", "status:read OR status:reading"),
        ("status:q", "status:queued"),
        ("is:st", "is:stub"),
        ("type:art", "type:article"),
        ("type:rep", "type:report"),
        ("type:phdth", "type:phdthesis"),
        ("type:tech", "type:report"),
        ("year:200", "year:2000..2009"),
        ("date:199", "date:1990..1999"),
        ("-tag:mo", "-tag:mo"),
        ("roe -tag:mo", "roe -tag:mo"),
        ("(roe tag:moe)", "roe tag:moe"),
        ("tag:moe OR tag:mol", "tag:moe OR tag:mole"),
        ("at ", "at"),
        ("year:2001", "year:2001"),
        ("", ""),
    ],
)
def test_the_last_term_typed_is_a_beginning_until_a_space_follows(forty: Location, typed: str, wanted: str) -> None:
    found = listed(forty, wanted)
    if typed == "type:tech":
        found = [key for key in found if int(key[1:]) % 4 == 1]
    if typed == "type:phdth":
        found = [key for key in found if int(key[1:]) % 4 == 3]
    assert keys(forty, typed) == found


@pytest.mark.parametrize(
    "typed", ['"no end', "tag:", "status:nothing", "(a", "year:x", "nofield:x", "year>", "date:2024-99"]
)
def test_a_wrong_query_is_refused_as_ever(forty: Location, typed: str) -> None:
    with pytest.raises((QueryError, UnknownField)):
        browse.page(forty, typed)
    with pytest.raises((QueryError, UnknownField)):
        browse.facets(forty, typed)


@pytest.mark.parametrize("typed", ["", "roe", "roe ", "-tag:mole ", "status:read ", "*bbe*"])
@pytest.mark.parametrize("sort", ["", "title", "year", "added", "status", "publisher"])
@pytest.mark.parametrize("reverse", [False, True])
def test_pages_one_after_the_other_are_the_whole_list(forty: Location, typed: str, sort: str, *, reverse: bool) -> None:
    whole = [source.key for source in lookup.summaries(forty, typed, sort=sort, reverse=reverse)]
    found, start, more = [], 0, True
    while more:
        page = browse.page(forty, typed, sort=sort, reverse=reverse, start=start, limit=7)
        assert (page.start, page.whole) == (start, len(whole))
        found += [source.key for source in page.sources]
        start, more = start + 7, page.more
    assert found == whole


def test_a_page_behind_the_end_is_empty_and_says_how_many_there_are(forty: Location) -> None:
    page = browse.page(forty, "roe", start=100)
    assert (page.sources, page.more, page.whole) == ([], False, 40)
    assert browse.page(forty, "", start=-5).start == 0


def test_a_library_that_is_not_there_yet_is_an_empty_page(new_library: Location) -> None:
    page = browse.page(new_library, "a")
    assert (page.sources, page.more, page.whole) == ([], False, 0)
    assert all(facet.counted for facet in browse.facets(new_library, ""))
    assert not new_library.path.exists()


def test_what_takes_too_long_to_count_is_said_to_be_more(forty: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_INSTRUCTIONS", 1)
    monkeypatch.setattr(browse, "_PATIENCE", 0)
    page = browse.page(forty, "roe", start=5, limit=5)
    assert (len(page.sources), page.more, page.whole, page.at_least) == (5, True, None, 11)
    assert browse.page(forty, "k01").whole == 1  # the last page needs no counting
    assert [one.counted for one in browse.facets(forty, "roe", seconds=0)] == [False] * 8
    assert [one.counted for one in browse.facets(forty, "", seconds=0)] == [False] * 8
    assert [one.counted for one in browse.facets(forty, "roe", seconds=60)] == [True] * 8  # and nothing is left behind


@pytest.mark.parametrize("typed", ["", "roe", "at", "tag:moe ", "status:read OR status:inbox ", "*bbe*", "k0"])
def test_each_value_of_a_facet_counts_what_its_query_finds(forty: Location, typed: str) -> None:
    library = Library(forty.path)
    library.claim("k01", "It is so.")
    library.evidence("k01#c1", "supports", "k02")
    library.evidence("k01#c1", "supports", "k02", note="again")
    library.evidence("k01#c1", "contradicts", "k03")
    found = browse.facets(forty, typed, seconds=60)
    shown = [value for one in found for value in one.values]
    assert all(value.number == len(keys(forty, value.query)) for value in shown if not value.chosen)
    assert all(value.number == len(keys(forty, typed)) for value in shown if value.chosen)
    assert {one.name for one in found if one.values} >= {"tag", "status", "type", "file"}


def test_what_was_found_may_be_few_or_nearly_all(forty: Location) -> None:
    assert values(forty, "key:k01 ", "status") == {"queued": 1}
    assert values(forty, "-key:k01 ", "status") == {"inbox": 10, "queued": 9, "reading": 10, "read": 10}


def test_a_tag_counts_those_below_it(forty: Location) -> None:
    assert values(forty, "", "tag") == {"moe": 20, "mole": 10, "moe/routing": 10, "to read": 10}
    assert [value.term for value in facet(forty, "", "tag").values][-1] == 'tag:"to read"'


def test_only_the_thirty_most_tags_are_told_and_how_many_more_there_are(library: Location) -> None:
    with store.operation(library.path, "add") as opened:
        opened.add([bibtex.retag(bibtex.build(f"k{n}", "misc", []), [f"t{n}", "all"]) for n in range(40)])
    found = facet(library, "", "tag")
    assert (len(found.values), found.more, found.values[0].name) == (30, 11, "all")


def test_types_are_counted_by_what_they_mean(forty: Location) -> None:
    assert values(forty, "", "type") == {"report": 20, "article": 10, "thesis": 10}


def test_years_are_counted_and_decades_where_there_are_many(forty: Location) -> None:
    assert values(forty, "year:2001..2003 ", "year") == {"2003": 1, "2002": 1, "2001": 1}
    assert values(forty, "", "year") == {"2020–2029": 9, "2010–2019": 9, "2000–2009": 9, "1990–1999": 9, "no year": 4}


def test_a_decade_before_christ_is_asked_for_too(library: Location) -> None:
    with store.operation(library.path, "add") as opened:
        opened.add([bibtex.build(f"k{n}", "misc", [("date", f"{-n:05}")]) for n in range(1, 40)])
    for value in facet(library, "", "year").values:
        assert value.number == len(listed(library, value.query))


def test_stubs_and_files_are_counted(forty: Location) -> None:
    assert values(forty, "", "stub") == {"stub": 2}
    assert values(forty, "", "file") == {"without a file": 40}
    assert facet(forty, "", "retracted").values == ()


def test_a_value_is_taken_into_a_query_and_out_of_it(forty: Location) -> None:
    chosen = {value.name: value for value in facet(forty, "roe status:read tag:mole", "status").values}
    assert chosen == {}
    value = facet(forty, "roe status:read ", "status").values[0]
    assert (value.chosen, value.query) == (True, "roe ")
    value = facet(forty, "status:read ", "status").values[0]
    assert (value.chosen, value.query) == (True, "")
    value = facet(forty, "abbeys OR attention", "status").values[0]
    assert (value.chosen, value.query) == (False, "(abbeys OR attention) status:inbox ")


@pytest.mark.parametrize(
    "name",
    [
        "moe",
        "to read",
        "C++",
        'say "yes"',
        "a/b",
        "(x",
        "x)",
        "-x",
        "*x",
        "x..y",
        "a:b",
        "“x”",
        "a|b",
        "<script>",
        "x*",
        "OR",
        "١",
    ],
)
def test_the_term_for_a_value_reads_as_that_value(name: str) -> None:
    node = query.parse(browse.term("tag", name))
    assert node in (query.Has("tag", name), query.Has("tag", name, phrase=True))


def test_a_deep_line_of_tags_takes_no_more_work_than_its_letters() -> None:
    deep = "/".join("a" * 2000)
    assert counting.above([deep, "a", "a/a/a"]) == {"a", "a/a/a"}


def test_a_page_and_facets_take_a_fixed_number_of_statements(forty: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = statements.watch(monkeypatch)
    counts = []
    for limit in (1, 10, 30):
        sent.clear()
        browse.page(forty, "roe", limit=limit)
        browse.facets(forty, f"key:k0 OR year:..{1990 + limit} ", seconds=60)
        counts.append(len(sent))
    assert len(set(counts)) == 1
