"""Entries that patterns split: bibtexparser, which splits the others, is what they are compared with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry
from hypothesis import example, given
from hypothesis import strategies as st

from readinglist.formats import bibtex
from readinglist.formats.bibtex import parse, splitting
from readinglist.formats.bibtex.splitting import PlainEntry, Unsplit
from readinglist.model.record import Record
from tests.work import assert_linear

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).resolve().parent.parent.parent / "data"
FILES = sorted([*DATA.glob("valid/*.bib"), *DATA.glob("broken/*.bib")])

Split = tuple[str, str, tuple[tuple[str, str], ...], str]  # type, key, fields, text

PLAIN = {
    "one field": "@misc{a, title = {T}}",
    "a comma at the end": "@misc{a,\n  title = {T},\n}",
    "space where it is allowed": "  @Misc {\n a\n ,\n title\n=\n{T}\n,\n}",
    "quotation marks": '@misc{a, title = "T", note = "an {\\"a} and {b {c}}, and @x"}',
    "braces in braces": "@misc{a, title = {a {b {c {d {e {f}}}}}}}",
    "accents": "@misc{a, author = {M{\\\"u}ller and \\'Eve and \\o{} \\\\ x}}",
    "digits and macros": "@misc{a, year = 2001, month = jan, pages = 1-2}",
    "joined parts": '@misc{a, month = jan # "~5" # {x} # 3}',
    "a sign in a value": "@misc{a, note = {mail me @ home, a@b{c}}}",
    "names of fields with signs": "@misc{a, date-added = {x}, a:b+c.d = {y}, título = {z}}",
    "keys with signs": "@misc{Müller:2001/a#1)b%c@d, title = {T}}",
    "a value that is empty": '@misc{a, title = {}, note = ""}',
    "text between entries": "words\n@misc{a, title = {T}}\nmore = words {\n@misc{b, title = {T}}",
}
NOT_PLAIN = {
    "no fields": "@misc{a}",
    "no fields after the comma": "@misc{a,}",
    "parentheses": "@misc(a, title = {T})",
    "no key": "@misc{, title = {T}}",
    "a parenthesis in the key": "@misc{a@x(b), title = {T}}",
    "a field for a key": "@misc{title = {T}}",
    "a comma that is missing": "@misc{a, title = {T} year = 2001}",
    "two commas": "@misc{a, title = {T},, year = 2001}",
    "a field without a value": "@misc{a, title, year = 2001}",
    "a comment in an entry": "@misc{a, % title = {S},\n title = {T}}",
    "one field twice": "@misc{a, title = {T}, Title = {S}}",
    "a brace that is left open": "@misc{a, title = {T}",
    "a quotation mark that is left open": '@misc{a, title = "T}',
    "a brace in quotation marks that is left open": '@misc{a, title = "{T"}',
    "a quotation mark in braces in quotation marks": '@misc{a, title = "{"}T"}',
    "an escaped quotation mark in quotation marks": '@misc{a, title = "a \\" b"}',
    "an escaped brace": "@misc{a, title = {a \\{ b \\} c}}",
    "two backslashes before a brace": "@misc{a, title = {a \\\\{b}}}",
    "a backslash at the end": "@misc{a, file = {C:\\dir\\}}",
    "braces too deep": "@misc{a, title = {{{{{{{T}}}}}}}}",
    "an entry in a value": "@misc{a, abstract = {one\n@user{x}}, year = 2001}",
    "words before an entry": "words @misc{a, title = {T}}",
    "a comment": "@comment{a, title = {T}}",
    "what begins as a comment": "@commentary{a, title = {T}}",
    "a macro": "@String{a, title = {T}}",
    "a backslash at the end of a macro": "@misc{a, title = x\\, year = 2001}",
    "a hyphen in the type": "@in-proceedings{a, title = {T}}",
}
_WORDS = (
    '@misc{ a, title = { } {T} "T" " , = # % @ \\ \\" {\\"u} \\{ \\\\ ( ) year 2001 jan @string{ @comment{ @x( \n \n@misc{b, '
    "{{{{ }}}} },\n }\n ,\n {a,b} @b \t \r \x0b é ’"
).split(" ")
TEXTS = st.lists(st.sampled_from([*_WORDS, " ", " = {T},\n", "\n@book{k, title = {T}}\n"]), max_size=30).map("".join)
TORN = st.builds(
    lambda text, place, words, other: f"{text[:place]}{words}{text[place:]}\n{other}",
    st.sampled_from([*PLAIN.values(), *NOT_PLAIN.values()]),
    st.integers(0, 60),
    TEXTS,
    st.sampled_from([*PLAIN.values()]),
)


def by_patterns(text: str) -> list[Split]:
    return [
        (one.type.lower(), one.key, tuple(one.fields), text[one.start : one.end])
        for one in splitting.split(text)
        if isinstance(one, PlainEntry)
    ]


def split(text: str) -> object:
    return list(splitting.split(text))


def by_bibtexparser(text: str) -> list[Split]:
    blocks = [parse._undoubled(block) for block in parse_string(text, parse_stack=[]).blocks]
    return [
        (b.entry_type, b.key, tuple((str(f.key), str(f.value)) for f in b.fields), b.raw or "")
        for b in blocks
        if isinstance(b, Entry) and parse._is_clean(b)
    ]


def assert_both_agree(text: str) -> None:
    """Hold that bibtexparser finds all that the patterns find, in this order, and finds it whole and clean."""
    others = iter(by_bibtexparser(text))
    for entry in by_patterns(text):
        assert entry in others


def read(text: str) -> list[object]:
    return [(item, item.raw if isinstance(item, Record) else "") for item in bibtex.load(text)]


def read_without_patterns(text: str) -> list[object]:
    def nothing(whole: str) -> Iterator[Unsplit]:
        yield Unsplit(0, len(whole))

    with mock.patch.object(splitting, "split", nothing):
        return read(text)


@pytest.mark.parametrize("name", PLAIN)
def test_an_entry_as_nearly_all_are_written_is_split_by_patterns(name: str) -> None:
    text = PLAIN[name]
    assert by_patterns(text) == by_bibtexparser(text) != []


@pytest.mark.parametrize("name", NOT_PLAIN)
def test_what_patterns_could_get_wrong_is_left_to_others(name: str) -> None:
    assert by_patterns(NOT_PLAIN[name]) == []


@pytest.mark.parametrize("text", [*PLAIN.values(), *NOT_PLAIN.values()])
def test_beside_other_entries_all_are_read_as_they_would_be_without_patterns(text: str) -> None:
    whole = f"% words\n@misc{{z, title = {{T}}}}\n{text}\n@misc{{y, year = 2001}} @misc{{x, year = 2002}}"
    assert_both_agree(whole)
    assert read(whole) == read_without_patterns(whole)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_read_as_it_would_be_without_patterns(path: Path) -> None:
    text = path.read_text("utf-8", "replace")
    assert_both_agree(text)
    assert read(text) == read_without_patterns(text)


@given(TEXTS | TORN)
@example('@misc{a, title = "{"}"\n@misc{b, title = {T}}\n"}')
@example("@misc{a, title = {T}}@misc{b, title = {T}}")
@example("@misc(a, title = {)}\n@misc{b, title = {T}}")
def test_whatever_patterns_take_bibtexparser_reads_alike(text: str) -> None:
    assert_both_agree(text)
    assert read(text) == read_without_patterns(text)


@pytest.mark.parametrize(
    "piece",
    [
        "@misc{a, title = {",
        "\n@misc{a, title = {",
        "\n@misc{a, title = {{{{",
        '\n@misc{a, title = "',
        '\n@misc{a, title = "{',
        "\n@misc{a, t = 1 # ",
        "\n@misc{a, t = {x}, ",
        "\n  ",
        "\n@",
        "\n@misc",
        "@misc{a, ",
        '{\\"',
        "\\",
    ],
)
def test_splitting_takes_time_in_proportion_to_the_text_whatever_it_holds(piece: str) -> None:
    for before in ("", "@misc{a, title = {", '@misc{a, title = "', "@misc{a, ", "@misc{"):
        assert_linear(split, lambda times, start=before: start + piece * times, 400 // len(piece))  # type: ignore[misc]
