"""Letters beyond those of English in keys: without accents, as a language writes them, or as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.citekeys import patterns, spelling
from readinglist.formats import bibtex


def made(pattern: str, author: str, language: str = "", **fields: str) -> str:
    pairs = {"author": author, "langid": language, **fields}
    return patterns.make(pattern, bibtex.build("", "misc", [(n, f"{{{v}}}") for n, v in pairs.items() if v]))


@pytest.mark.parametrize(
    ("author", "language", "key"),
    [
        ("Müller, J.", "german", "Mueller"), ("Müller, J.", "de-AT", "Mueller"), ("Müller, J.", "", "Muller"),
        ("Müller, J.", "french", "Muller"), ("Straße, A.", "ngerman", "Strasse"), ("ÄÖÜ, A.", "german", "AEOEUE"),
        ("Ångström, A.", "swedish", "Aangstroem"), ("Østergård, K.", "danish", "Oestergaard"),
        ("Þórðarson, A.", "icelandic", "Thordarson"), ("Щукин, И.", "russian", "Shchukin"), ("Щукин, И.", "", "Shchukin"),
        ("Толстой, Л.", "", "Tolstoy"), ("Щерев, Г.", "bulgarian", "Shterev"), ("Їжак, О.", "", "Yizhak"),
        ("Григоренко, П.", "ukrainian", "Hryhorenko"), ("Ђорђевић, Н.", "", "Djordjevic"),
        ("Παπαδόπουλος, Γ.", "", "Papadopoulos"), ("于丽丽", "chinese", "于丽丽"), ("García, G.", "spanish", "Garcia"),
    ],
)  # fmt: skip
def test_letters_are_written_as_the_language_writes_them(author: str, language: str, key: str) -> None:
    assert made("[auth:language]", author, language) == key


@pytest.mark.parametrize(
    ("pattern", "author", "key"),
    [
        ("[auth:german:lower]", "Müller, J.", "mueller"),
        ("[auth:unicode]", "Müller-Łoś, J.", "MüllerŁoś"),
        ("[auth]", "Толстой, Л.", "Толстой"),
        ("[auth]", "Παπαδόπουλος, Γ.", "Παπαδόπουλος"),
        ("[auth]", "Müller, J.", "Muller"),
        ("[authors:german]", "Böll, H. and Grün, M.", "BoellGruen"),
    ],
)
def test_the_user_says_how_letters_are_written(pattern: str, author: str, key: str) -> None:
    assert made(pattern, author) == key


@pytest.mark.parametrize(
    ("pattern", "author", "title", "key"),
    [
        ("[auth:ascii]", "于丽丽", "T", "YuLiLi"),
        ("[auth:ascii]", "김철수", "T", "GimCheolSu"),
        ("[auth:ascii]", "Müller, J.", "T", "Mueller"),
        ("[title:ascii:lower]", "A. Bee", "Über 深度", "uebershendu"),
    ],
)
def test_all_letters_may_be_romanised(pattern: str, author: str, title: str, key: str) -> None:
    pytest.importorskip("anyascii", reason="the extra `keys` is not installed")
    assert made(pattern, author, "german", title=title) == key


@given(st.text(max_size=30), st.sampled_from(sorted(spelling.STYLES - {"ascii"})))
def test_any_name_is_letters_and_digits(name: str, style: str) -> None:
    spelled = spelling.speller(style, bibtex.build("", "misc", []))(name)
    assert spelled == "" or spelled.isalnum()
