"""Holds the one table of languages: codes to names and back."""

from __future__ import annotations

import pytest

from readinglist.model import languages


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("nb", "norwegian"), ("nob", "norwegian"), ("no", "norwegian"), ("nn", "nynorsk"), ("en-US", "english"),
        ("pt_BR", "portuguese"), ("ger", "german"), ("DE", "german"), ("is", "icelandic"), ("sl", "slovene"),
        ("german", "german"), ("xx", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_code_becomes_the_name_of_its_language(code: str, name: str) -> None:
    assert languages.language(code) == name


@pytest.mark.parametrize("tag", ["en", "en-US", "de-AT", "nb", "nn", "pt-BR", "ga"])
def test_a_tag_comes_back_by_the_name_that_it_gets(tag: str) -> None:
    assert languages.tag(languages.langid(tag)) == tag


def test_two_names_may_have_one_tag_and_what_is_no_name_stays() -> None:
    assert languages.tag("norsk") == languages.tag("Norwegian") == "nb"
    assert languages.tag("sr-Latn") == "sr-Latn"
    assert languages.langid("sr-Latn") == ""
