"""The query language: what parses to which tree, what is refused and where, and the way back to text."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from readinglist.errors import UsageError
from readinglist.model import biblatex
from readinglist.model.errors import QueryError, UnknownField
from readinglist.model.query import FIELDS, ORDERED, And, Between, Exists, Has, Node, Not, Or, Word, describe, parse
from tests.work import assert_linear

TREES: dict[str, Node] = {
    "attention": Word("attention"),
    '"exact words"': Word("exact words", phrase=True),
    r'"say \"yes\" \\ no"': Word(r'say "yes" \ no', phrase=True),
    "tag:moe": Has("tag", "moe"),
    'tag:"machine learning"': Has("tag", "machine learning", phrase=True),
    "tag:moe author:liang": And((Has("tag", "moe"), Has("author", "liang"))),
    "a AND b": And((Word("a"), Word("b"))),
    "a b OR c": Or((And((Word("a"), Word("b"))), Word("c"))),
    "a (b OR c)": And((Word("a"), Or((Word("b"), Word("c"))))),
    "a or b and not c": And(
        (Word("a"), Word("or", phrase=True), Word("b"), Word("and", phrase=True), Word("not", phrase=True), Word("c"))
    ),
    "tag=moe": Has("tag", "moe"),
    'tag="machine learning"': Has("tag", "machine learning", phrase=True),
    "tag!=moe": Not(Has("tag", "moe")),
    "-tag=moe": Not(Has("tag", "moe")),
    "doi=*": Exists("doi"),
    "doi!=*": Not(Exists("doi")),
    "not tag:x": Not(Has("tag", "x")),
    "not (a OR b)": Not(Or((Word("a"), Word("b")))),
    "tag:x and year=2020": And((Has("tag", "x"), Has("year", "2020"))),
    "tag:x or tag:y": Or((Has("tag", "x"), Has("tag", "y"))),
    "tag:x or b": Or((Has("tag", "x"), Word("b"))),
    "tag:x and not tag:y": And((Has("tag", "x"), Not(Has("tag", "y")))),
    "year>=2020": Between("year", "2020", ""),
    "year:>=2020": Between("year", "2020", ""),
    "year<=2020": Between("year", "", "2020"),
    "year>2020": And((Between("year", "2020", ""), Not(Has("year", "2020")))),
    "year:<2020": And((Between("year", "", "2020"), Not(Has("year", "2020")))),
    "date>2020-05": And((Between("date", "2020-05", ""), Not(Has("date", "2020-05")))),
    "year:2020-2023": Between("year", "2020", "2023"),
    "year=2020–2023": Between("year", "2020", "2023"),
    "date:2020-2023": Between("date", "2020", "2023"),
    "date:2020-05": Has("date", "2020-05"),
    'author:"van der Berg"': Has("author", "van der Berg", phrase=True),
    "citekey:doe2020": Has("key", "doe2020"),
    "label:moe": Has("tag", "moe"),
    "collection=moe": Has("tag", "moe"),
    "publication:nature": Has("venue", "nature"),
    "itemType:book": Has("type", "book"),
    "E=mc2": Word("E=mc2"),
    "p<0.05": Word("p<0.05"),
    '"year > 2020"': Word("year > 2020", phrase=True),
    'title:">5"': Has("title", ">5", phrase=True),
    "title:==5": Has("title", "=5", phrase=True),
    "url:https://x.org/?a=b": Has("url", "https://x.org/?a=b"),
    "https://x.org/?a=b": Word("https://x.org/?a=b"),
    "-tag:read": Not(Has("tag", "read")),
    '-"exact words"': Not(Word("exact words", phrase=True)),
    "-(a OR b)": Not(Or((Word("a"), Word("b")))),
    "NOT c": Not(Word("c")),
    "NOT(a OR b)": Not(Or((Word("a"), Word("b")))),
    "NOT NOT a": Word("a"),
    "NOT -a": Word("a"),
    "-(-a)": Word("a"),
    "((a))": Word("a"),
    '"OR"': Word("OR", phrase=True),
    "--OR": Word("OR", phrase=True),
    "-NOT": Not(Word("NOT", phrase=True)),
    "--ORB": Word("ORB"),
    "doi:*": Exists("doi"),
    'title:"*"': Has("title", "*", phrase=True),
    "year:2023": Has("year", "2023"),
    "year:-44": Has("year", "-44"),
    "-year:2023": Not(Has("year", "2023")),
    "year:2023..2025": Between("year", "2023", "2025"),
    "added:2026-11..": Between("added", "2026-11", ""),
    "date:..2020-02-29": Between("date", "", "2020-02-29"),
    "date:2023-05..2023": Between("date", "2023-05", "2023"),
    "year:..": Exists("year"),
    "title:wait...": Has("title", "wait..."),
    'title:"a..b"': Has("title", "a..b", phrase=True),
    "url:http://x.org/../y": Has("url", "http://x.org/../y"),
    "doi:10.1000/x(y)z": Has("doi", "10.1000/x(y)z"),
    "(doi:10.1000/x(y)z)": Has("doi", "10.1000/x(y)z"),
    "http://x.org/a:b": Word("http://x.org/a:b"),
    "https://doi.org/10.1/x": Word("https://doi.org/10.1/x"),
    "url:https://x.org/a": Has("url", "https://x.org/a"),
    "10:30": Word("10:30"),
    "10.1000/182": Word("10.1000/182"),
    "well-known": Word("well-known"),
    "a\u3000b\n": And((Word("a"), Word("b"))),
    "TAGS:moe": Has("tag", "moe"),
    "keywords:moe": Has("tag", "moe"),
    "journal:nature": Has("venue", "nature"),
    "address:paris": Has("location", "paris"),
    "publisher:nature": Has("publisher", "nature"),
    "links:supports": Has("links", "supports"),
    "!tag:read": Not(Has("tag", "read")),
    "!(a OR b)": Not(Or((Word("a"), Word("b")))),
    "a !b": And((Word("a"), Not(Word("b")))),
    "-!a": Word("a"),
    "a && b": And((Word("a"), Word("b"))),
    "a & b": And((Word("a"), Word("b"))),
    "tag:a || tag:b": Or((Has("tag", "a"), Has("tag", "b"))),
    "tag:a | (b)": Or((Has("tag", "a"), Word("b"))),
    "AT&T": Word("AT&T"),
    "--|": Word("|", phrase=True),
    "“exact words”": Word("exact words", phrase=True),
    "author:“Epoch AI” x": And((Has("author", "Epoch AI", phrase=True), Word("x"))),
    "author:„Epoch AI“": Has("author", "Epoch AI", phrase=True),
    "author:«Epoch AI»": Has("author", "Epoch AI", phrase=True),
    "tag:'moe'": Has("tag", "moe", phrase=True),
    "title:'tis": Has("title", "'tis", phrase=True),
    "“open": Word("“open", phrase=True),
    "tag：moe": Has("tag", "moe"),
    "deep*": Word("deep"),
    "title:deep*": Has("title", "deep"),
    "url:http://x.org/*": Has("url", "http://x.org/*"),
    "*": Exists("key"),
    "-tag:**": Not(Exists("tag")),
    "year:2023-": Between("year", "2023", ""),
    "year:2023+": Between("year", "2023", ""),
    "year:2023--2024": Between("year", "2023", "2024"),
    "year:2023...2024": Between("year", "2023", "2024"),
    "has:note": Exists("note"),
    "-has:DOI": Not(Exists("doi")),
    "is:queued": Has("status", "queued"),
    "by:doe": Has("author", "doe"),
    "all:latent": Has("any", "latent"),
}

# What is refused, at which column, and a part of the sentence.
REFUSED = {
    "x status:reed": (3, "'reed' is no status; there are inbox, queued"),
    "x links:suports": (3, "'suports' is no relation; there are cites"),
    'a "b': (3, "quotation mark is not closed"),
    'tag:"b': (5, "quotation mark is not closed"),
    '""': (1, "missing"),
    '" "': (1, "missing"),
    "(a": (1, "bracket is not closed"),
    "a)": (2, "was not opened"),
    "a ()": (4, "missing"),
    "f(x y)": (2, "bracket is not closed"),
    "a OR": (5, "missing"),
    "OR a": (1, "missing"),
    "a AND OR b": (7, "missing"),
    "a NOT": (6, "missing"),
    "NOT": (4, "missing"),
    "a - b": (3, "missing"),
    "tag:": (1, "tag: needs a value"),
    "tag: moe": (1, "needs a value"),
    'tag:""': (1, "needs a value"),
    "x year:abc..": (3, "'abc' is no year"),
    "year:2023-05": (1, "date:2024-05"),
    "year:2025..2023": (1, "ends before it begins"),
    "added:2026-11..2026-10": (1, "ends before it begins"),
    "date:2024-13": (1, "is no date"),
    "added:today": (1, "'today' is no date; write 2024"),
    "date:2023-02-29": (1, "is no date"),
    "date:202": (1, "is no date"),
    "year:٢٠٢٣": (1, "is no year"),
    "title:a..b": (1, "title has no span"),
    "volume:1..3": (1, "volume has no span"),
    "year > 2020": (6, "> stands alone"),
    "x =": (3, "= stands alone"),
    "year >2020": (6, "> stands alone"),
    "tag= moe": (1, "tag= needs a value"),
    "x title>5": (3, "title cannot be compared by >"),
    "tag:>moe": (1, "tag cannot be compared by >"),
    "year>abc": (1, "'abc' is no year"),
    "year>=2020..2021": (1, "is no year"),
    "year:2023-2020": (1, "ends before it begins"),
    "! a": (1, "missing"),
    "x tag:-moe": (3, "write -tag:moe"),
    "tag:!moe": (1, "write -tag:moe"),
    "tag:moe,mla": (1, "write tag:moe tag:mla for both"),
    "tag:moe|mla": (1, "with OR between them"),
    "tag:(moe OR mla)": (5, "write (tag:a OR tag:b)"),
    "moe sort:year": (5, "--sort year"),
    "limit:5": (1, "--limit 20"),
    "year:202*": (1, "is no year"),
}


@pytest.mark.parametrize("text", TREES)
def test_a_query_becomes_its_tree(text: str) -> None:
    assert parse(text) == TREES[text]


@pytest.mark.parametrize("text", TREES)
def test_a_tree_becomes_a_query_that_means_the_same(text: str) -> None:
    assert parse(describe(TREES[text])) == TREES[text]


def test_the_example_of_the_manual_reads_as_it_says() -> None:
    wanted = 'tag:moe year:2023..2025 -tag:read "exact words" (a OR b) NOT c doi:*'
    node = parse(wanted)
    assert isinstance(node, And)
    assert [type(part) for part in node.parts] == [Has, Between, Not, Word, Or, Not, Exists]
    assert describe(node) == 'tag:moe year:2023..2025 -tag:read "exact words" (a OR b) -c doi:*'


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u3000"])
def test_an_empty_query_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize("text", REFUSED)
def test_a_mistake_is_refused_with_its_column_and_a_sentence(text: str) -> None:
    column, what = REFUSED[text]
    with pytest.raises(QueryError) as refused:
        parse(text)
    assert f"column {column}: " in str(refused.value)
    assert what in str(refused.value)


@pytest.mark.parametrize("text", ["autor:x", "x (C:y)", "-colour:red"])
def test_an_unknown_field_is_refused_and_the_known_ones_are_named(text: str) -> None:
    with pytest.raises(UnknownField, match="author, editor"):
        parse(text)


def test_a_slip_in_a_name_is_told_from_what_was_meant() -> None:
    with pytest.raises(UnknownField, match=r"unknown field 'autor'; did you mean author\? Known are key"):
        parse("autor:x")


@pytest.mark.parametrize("field", [*FIELDS, *sorted(biblatex.KNOWN_FIELDS)])
def test_every_known_field_can_be_asked_for_by_one_name(field: str) -> None:
    if field.isascii() and field.replace("_", "").replace("-", "").isalpha():
        node = parse(f"{field}:*")
        assert isinstance(node, Exists)
        assert parse(describe(node)) == node


def test_only_ordered_fields_have_spans() -> None:
    assert all(isinstance(parse(f"{field}:2020..2021"), Between) for field in ORDERED)
    for field in set(FIELDS) - set(ORDERED) - biblatex.VERBATIM_FIELDS:
        with pytest.raises(QueryError):
            parse(f"{field}:2020..2021")


def test_brackets_may_be_nested_a_hundred_deep_and_no_deeper() -> None:
    node = parse("(a OR -(b " * 50 + "c" + "))" * 50)
    assert node is not None
    assert parse(describe(node)) == node
    for text in ("(" * 101 + "a" + ")" * 101, "(" * 100_000, "-(" * 100_000):
        with pytest.raises(QueryError, match="deeper than 100"):
            parse(text)


@pytest.mark.parametrize("piece", ["(a)", "a ", "-", '"a" ', "NOT ", "a OR ", "tag:a(b)c ", "a-"])
def test_a_long_query_takes_work_in_proportion_to_its_length(piece: str) -> None:
    def read(query: str) -> None:
        with contextlib.suppress(QueryError):
            parse(query)

    assert_linear(read, lambda times: piece * times + "a", 200)


PIECES = [
    "a",
    "-",
    " ",
    "=",
    ">",
    "!",
    "&&",
    "|",
    "“",
    "”",
    "'",
    "has:",
    "year",
    "and ",
    " or",
    "not ",
    "(",
    ")",
    '"',
    "\\",
    ":",
    "*",
    "..",
    "OR",
    "AND",
    "NOT",
    "tag:",
    "year:",
    "2023",
    "doi:",
    "x..y",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=25).map("".join)))
@example('"\\')
@example("-)")
@example("--OR")
@example("a -AND")
@example("\x1c")
@example("\ud800:x")
def test_any_text_parses_or_is_refused_in_a_sentence_and_what_parses_can_be_written(text: str) -> None:
    try:
        node = parse(text)
    except UsageError:
        return
    assert node is None or parse(describe(node)) == node
