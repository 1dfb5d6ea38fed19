"""Holds plain text: what is equal when folded, safe on a terminal, and how wide it stands there."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.util.text import (
    fit,
    fold,
    listed,
    pad,
    printable,
    printable_block,
    segment,
    squeeze,
    unsegment,
    width,
    wrap,
)

MIXED = st.one_of(
    st.text(),
    st.lists(st.sampled_from(["深", "学", "か\u3099", "한", "ab", " ", "é", "e\u0301", "🙂", "❤\ufe0f", "👩\u200d💻", "👍🏽", "，", "「", "\n"])).map("".join),
)  # fmt: skip


@pytest.mark.parametrize(("text", "squeezed"), [("  a\n\t b  ", "a b"), ("a\u00a0 b", "a b"), ("", "")])
def test_white_space_is_squeezed(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Müller", "muller"),
        ("MU\u0308LLER", "muller"),
        ("Erdős,  Pál", "erdos, pal"),
        ("Øst Łódź Straße Æon", "ost lodz strasse aeon"),
        ("Þór Đặng œuvre", "thor dang oeuvre"),
        ("ISTANBUL İstanbul ısı", "istanbul istanbul isi"),
        ("Ελληνικά", "ελληνικα"),
        ("don’t “quote” 1–2", 'don\'t "quote" 1-2'),
        ("ﬁne ² ㎒", "fine 2 mhz"),
        ("data\u00adbase", "database"),
        ("深度学习", "深度学习"),
        ("한국어", "한국어"),
        ("ガラス", "ガラス"),
        ("ｶﾞﾗｽ", "ガラス"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_folding_takes_off_accents_and_case(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(MIXED)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folding_knows_no_form_of_unicode(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_the_fast_way_to_fold_is_the_same_as_the_slow_one(text: str) -> None:
    assert fold(text) == fold(text + " é").removesuffix("e").rstrip()


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain text", "plain text"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]0;title\x07shown", "shown"),
        ("\x1b]8;;http://a.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]unclosed", "unclosed"),
        ("\x1b", ""),
        ("a\x00b\x07c\x7fd\x85e", "abcd e"),
        ("a\nb\tc\r\nd\re", "a b c d e"),
        ("a\u2028b", "a b"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("a\u2066b\u2069c\u200fd\ufeffe\u200bf", "abcdef"),
        ("a\ud800b", "a\ufffdb"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u00a0b", "a\u00a0b"),
        ("", ""),
    ],
)
def test_what_is_printed_does_nothing_to_a_terminal(text: str, safe: str) -> None:
    assert printable(text) == safe


def test_a_block_keeps_its_lines() -> None:
    assert printable_block("a\r\nb\n\n\tc\x1b[2Jd\u2028e") == "a\nb\n\n cd\ne"


@given(st.text(alphabet=st.characters()))
def test_nothing_that_is_printed_is_a_control_or_a_surrogate(text: str) -> None:
    assert not {unicodedata.category(c) for c in printable(text)} & {"Cc", "Cs"}
    assert not {unicodedata.category(c) for c in printable_block(text).replace("\n", "")} & {"Cc", "Cs"}
    assert not {unicodedata.bidirectional(c) for c in printable(text)} & {"LRO", "RLO", "LRE", "RLE", "LRI", "RLI"}


@given(st.text())
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    assert printable(printable(text)) == printable(text)
    assert printable_block(printable_block(text)) == printable_block(text)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0), ("abc", 3), ("Müller", 6), ("Mu\u0308ller", 6), ("深度", 4), ("한국", 4), ("ｶﾅ", 2), ("ＡＢ", 4), ("🙂", 2),
        ("👩\u200d💻", 2), ("👨\u200d👩\u200d👧\u200d👦x", 3), ("👍🏽", 2), ("🏃🏽\u200d♀\ufe0f", 2), ("🏳\ufe0f\u200d🌈", 2), ("🏽", 2),
        ("中\u200d文", 4), ("🇩🇪", 2), ("1\ufe0f\u20e3", 2),
        ("❤", 1), ("❤\ufe0f", 2), ("⌚\ufe0f", 2), ("a\u200bb", 2), ("が", 2), ("か\u3099", 2), ("…", 1), ("\u1100\u1161\u11a8", 2),
    ],
)  # fmt: skip
def test_width_counts_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "cut"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("ab cd", 4, "ab…"),
        ("深度学习", 8, "深度学习"),
        ("深度学习", 7, "深度学…"),
        ("深度学习", 6, "深度…"),
        ("Mu\u0308ller", 3, "Mu\u0308…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("abc", -1, ""),
        ("", 0, ""),
    ],
)
def test_a_text_is_cut_to_its_columns(text: str, columns: int, cut: str) -> None:
    assert fit(text, columns) == cut


@given(MIXED, st.integers(0, 30))
def test_a_cut_text_is_never_wider_and_a_padded_one_just_as_wide(text: str, columns: int) -> None:
    assert width(fit(text, columns)) <= columns
    assert width(pad(text, columns)) == columns
    assert fit(text, columns) == text or width(text) > columns


@pytest.mark.parametrize(
    ("text", "columns", "indent", "lines"),
    [
        ("", 10, "", []),
        ("a bc  def\ng", 6, "", ["a bc", "def g"]),
        ("a bc def", 6, "  ", ["  a bc", "  def"]),
        ("see https://example.org/long now", 10, "", ["see", "https://example.org/long", "now"]),
        ("深度学习", 5, "", ["深度", "学习"]),
        ("深度，学习", 5, "", ["深", "度，", "学习"]),
        ("deep 深度 learning", 9, "", ["deep 深度", "learning"]),
        ("Müller und Söhne", 10, "", ["Müller und", "Söhne"]),
    ],
)
def test_a_text_is_wrapped_by_columns(text: str, columns: int, indent: str, lines: list[str]) -> None:
    assert wrap(text, columns, indent) == lines


@given(MIXED, st.integers(1, 30))
def test_wrapping_loses_nothing_but_white_space(text: str, columns: int) -> None:
    assert "".join("".join(wrap(text, columns)).split()) == "".join(text.split())


@given(st.text(alphabet="深度学习 ab"), st.integers(2, 30))
def test_no_line_is_wider_than_asked_but_for_a_longer_word(text: str, columns: int) -> None:
    longest = max(map(len, re.findall("[ab]+", text)), default=0)
    assert all(width(line) <= max(columns, longest) for line in wrap(text, columns))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("deep learning", ["deep learning"]),
        ("Müller", ["Müller"]),
        ("深度学习", ["深", "度", "学", "习"]),
        ("基于BERT的模型", ["基", "于", "BERT", "的", "模", "型"]),
        ("深度 学习", ["深", "度 学", "习"]),
        ("한국어", ["한", "국", "어"]),
        ("か\u3099き", ["か\u3099", "き"]),
        ("a\u200bb", ["a", "b"]),
        ("深\u200b度", ["深", "度"]),
    ],
)
def test_every_east_asian_character_is_a_word(text: str, words: list[str]) -> None:
    assert segment(text).split("\u200b") == words


@given(MIXED)
def test_unsegmenting_gives_the_text_back(text: str) -> None:
    plain = text.replace("\u200b", "")
    assert unsegment(segment(plain)) == plain
    assert segment(segment(plain)) == segment(plain)


def test_of_many_names_the_first_are_listed_each_once() -> None:
    assert listed(["a", "b", "a"]) == "a, b"
    assert listed("abcdef") == "a, b, c, d and 2 more"
    assert listed("abc", most=2) == "a, b and 1 more"
