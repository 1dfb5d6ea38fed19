"""Holds names to BibTeX's rules, as `format.name$` applies them, and to what people write besides."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from readinglist.model.names import Name, format_name, parse_name, split_names

WRITTEN = st.lists(
    st.sampled_from([
        "Ada", "van", "de la", "Gogh", "{", "}", ",", " ", "~", " and ", "=", "family", "given", "prefix=", '"', "\n",
        r"{\'e}", r"{\"U}", "\\", "-", "é", "他", "others", "{Bureau of X}",
    ]),
    max_size=9,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("Knuth, Donald E.", ["Knuth, Donald E."]),
        ("A B and C D", ["A B", "C D"]),
        ("A B AND C D", ["A B", "C D"]),
        ("A B\n  and\tC D", ["A B", "C D"]),
        ("A B and others", ["A B", "others"]),
        ("A and and B", ["A", "B"]),
        ("and A and", ["A"]),
        ("A and {} and B", ["A", "B"]),
        ("Anderson, Sandy and Brandt, Land", ["Anderson, Sandy", "Brandt, Land"]),
        ("{Barnes and Noble} and Smith, J.", ["{Barnes and Noble}", "Smith, J."]),
        (r"{A \{ and B} and C", [r"{A \{ and B} and C"]),
        ("A} and B", ["A}", "B"]),
        ("{A and B", ["{A and B"]),
        ("A~and~B", ["A~and~B"]),
    ],
)
def test_a_list_is_split_at_and_outside_braces(text: str, names: list[str]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", Name()),
        ("Plato", Name("Plato")),
        ("aristotle", Name("aristotle")),
        ("Donald E. Knuth", Name("Knuth", "Donald E.")),
        ("Donald~E.  Knuth", Name("Knuth", "Donald E.")),
        ("Vincent van Gogh", Name("Gogh", "Vincent", "van")),
        ("Charles Louis Xavier Joseph de la Vallée Poussin", Name("Vallée Poussin", "Charles Louis Xavier Joseph", "de la")),
        ("AA bb CC dd EE", Name("EE", "AA", "bb CC dd")),
        ("AA bb", Name("bb", "AA")),
        ("jean de la fontaine", Name("fontaine", "", "jean de la")),
        ("Jean-Paul Sartre", Name("Sartre", "Jean-Paul")),
        ("Knuth, Donald E.", Name("Knuth", "Donald E.")),
        ("van Gogh, Vincent", Name("Gogh", "Vincent", "van")),
        ("van der Berg, Jr., Jan", Name("Berg", "Jan", "van der", "Jr.")),
        ("CC dd, AA", Name("CC dd", "AA")),
        ("bb, AA", Name("bb", "AA")),
        ("bb CC dd EE, AA", Name("EE", "AA", "bb CC dd")),
        ("Crammer,, Koby", Name("Crammer", "Koby")),
        ("Smith, John,", Name("Smith", "John")),
        (", Madonna", Name("Madonna")),
        ("Last, a, b, First", Name("Last", "First", "", "a, b")),
        ("Smith,\n  John  Q.", Name("Smith", "John Q.")),
        ("deepseek-ai", Name("deepseek-ai")),
        ("李 明", Name("明", "李")),
        ("Élise du Châtelet", Name("Châtelet", "Élise", "du")),
        ("others", Name(literal="others")),
    ],
)  # fmt: skip
def test_a_name_is_taken_apart_as_bibtex_does(text: str, name: Name) -> None:
    assert parse_name(text) == name


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        (r"Eduard {\v{C}}ech Smith", ""),
        (r"Eduard {\v{c}}ech Smith", r"{\v{c}}ech"),
        (r"Ann {\'e}lite Smith", r"{\'e}lite"),
        (r"Ann {\'E}lite Smith", ""),
        (r"Ann {\o}stlig Smith", r"{\o}stlig"),
        (r"Ann {\O}stlig Smith", ""),
        (r"Ann {\ss} Smith", r"{\ss}"),
        (r"Ann {\AE}on Smith", ""),
        (r"Ann \'Emile Smith", ""),
        (r"Ann \'emile Smith", r"\'emile"),
        (r"Ann {v}Berg Smith", ""),
        (r"Ann {V}berg Smith", r"{V}berg"),
        (r"Ann {von} Smith", ""),
        (r"Ann 1b Smith", "1b"),
        (r"Ann 1B Smith", ""),
        (r"Ann {\relax Ch}arles Smith", ""),
    ],
)
def test_the_first_letter_that_tex_prints_says_what_is_a_von(text: str, prefix: str) -> None:
    assert parse_name(text).prefix == prefix


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("{Bureau of Industry and Security}", "Bureau of Industry and Security"),
        ("{ NASA }", "NASA"),
        ("{{DeepSeek}-AI, Inc.}", "{DeepSeek}-AI, Inc."),
        ("{ACM},", "ACM"),
    ],
)
def test_a_name_in_one_pair_of_braces_is_literal(text: str, literal: str) -> None:
    assert parse_name(text) == Name(literal=literal)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{Barnes} {Noble}", Name("{Noble}", "{Barnes}")),
        ("{Barnes and Noble}, Inc.", Name("{Barnes and Noble}", "Inc.")),
        (r"{\"U}nver", Name(r"{\"U}nver")),
        ("{von Neumann}, John", Name("{von Neumann}", "John")),
    ],
)
def test_braces_around_a_part_stay_with_it(text: str, name: Name) -> None:
    assert parse_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("family=Gogh, given=Vincent, prefix=van", Name("Gogh", "Vincent", "van")),
        ("given=Vincent, given-i=V, family=Gogh, prefix=van, useprefix=true", Name("Gogh", "Vincent", "van")),
        ("Family = King, Given = Martin Luther, Suffix = Jr.", Name("King", "Martin Luther", "", "Jr.")),
        ("family=de la Cruz, given=Ana", Name("de la Cruz", "Ana")),
        ('"family={Foo, Inc}", given=B', Name("{Foo, Inc}", "B")),
        ("family=Smith, given=Hans, Hermann", Name("Smith", "Hans, Hermann")),
    ],
)
def test_names_in_the_form_of_biblatex_are_read(text: str, name: Name) -> None:
    assert parse_name(text) == name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (Name("Berg", "Jan", "van der", "Jr."), "van der Berg, Jr., Jan"),
        (Name("Knuth", "Donald E."), "Knuth, Donald E."),
        (Name("Plato"), "Plato"),
        (Name(literal="Barnes and Noble"), "{Barnes and Noble}"),
        (Name(literal="others"), "others"),
        (Name("van Gogh", "Vincent"), "family=van Gogh, given=Vincent"),
    ],
)
def test_a_name_is_written_in_the_plainest_form_that_reads_back(name: Name, text: str) -> None:
    assert format_name(name) == text
    assert parse_name(text) == name


@given(WRITTEN)
@example("a} b{ c, d")
@example("{X},")
@example("family={X}")
@example(',prefix="')
@example("~given=a")
@example("prefix=,~")
@example('prefix="~')
def test_every_name_that_was_read_is_written_and_read_back_the_same(text: str) -> None:
    name = parse_name(text)
    assert parse_name(format_name(name)) == name


@given(WRITTEN)
def test_no_letter_of_a_name_is_lost(text: str) -> None:
    if "=" not in text:
        kept = "".join(parse_name(text))
        assert sorted(c for c in kept if c.isalpha()) == sorted(c for c in text if c.isalpha())


@given(WRITTEN)
def test_no_letter_of_a_list_is_lost_but_its_ands(text: str) -> None:
    kept = "".join(split_names(text))
    assert {c for c in text if c.isalpha()} - set("and") <= set(kept)


@given(st.lists(st.sampled_from(["Knuth, Donald", "{A and B}", "Vincent van Gogh", "others"]), max_size=5))
def test_a_list_that_was_joined_splits_into_its_names(names: list[str]) -> None:
    assert split_names(" and ".join(names)) == names
