"""Where the words and numbers of a text begin and end."""

from __future__ import annotations

import pytest

from readinglist.fulltext.quotes import SearchableText


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        ("He is unable to fly.", "able to fly", "unable"),
        ("It is legally so.", "It is legal", "legally"),
        ("It cost 56 million.", "It cost 5", "56"),
        ("It cost 5.6 million.", "6 million", "5.6"),
        ("It cost 5,000 dollars.", "It cost 5", "5,000"),
        ("At -5 degrees.", "5 degrees", "-5 degrees"),
        ("A non-binding rule.", "binding rule", "non-binding"),
        ("We can't fly.", "We can", "can't"),
        ("We don’t know.", "We don", "don't"),
    ],
)
def test_a_quote_that_begins_or_ends_within_a_word_is_altered(text: str, quote: str, words: str) -> None:
    found = SearchableText(text).find(quote)
    assert (found.state, found.differences[0][1]) == ("altered", words)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("A well-known rule.", "known rule"),
        ("On l’intelligence artificielle.", "intelligence artificielle"),
        ("It cost 5. Then 6 came.", "6 came"),
        ("In 2010–2015 it grew.", "2015 it grew"),
        ("แบบจำลองภาษาขนาดใหญ่", "ภาษาขนาด"),
        ("深度求索在2023年成立。", "求索在2023"),
        ("It is 5% of all.", "It is 5"),
        ("“The model’s cost”", "The model’s"),
    ],
)
def test_a_quote_begins_and_ends_with_whole_words(text: str, quote: str) -> None:
    assert SearchableText(text).find(quote).state == "found"
