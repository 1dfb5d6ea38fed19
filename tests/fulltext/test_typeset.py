"""Quotes from documents of known text, set by LaTeX in columns with footnotes: each is found on its printed page, and nothing else is."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from readinglist.attachments import contents, reading
from readinglist.fulltext import quotes
from readinglist.model.attachment import READ
from readinglist.model.views import SourceText
from tests import typeset

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.latex,
    pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs pdflatex"),
]


@pytest.mark.parametrize("layout", typeset.LAYOUTS)
def test_quotes_are_found_on_their_printed_pages_and_no_others_are(layout: str, tmp_path: Path) -> None:
    document = typeset.typeset(tmp_path, layout, count=300)
    with reading.TextReader() as reader:
        read = reader.read(document.path, contents.of(document.path))
    assert read.state == READ
    assert [page.label for page in read.pages][:2] == ["i", "ii"]
    text = "\f".join(page.text for page in read.pages)
    assert not set(text) & set("\x02\ufffe\r\x1b\x1c\x1d\x1e\x1f")
    texts = quotes.Texts([SourceText("text.pdf", "", text, tuple(page.label for page in read.pages))])

    def found(words: str) -> quotes.Found:
        there = texts.find(words)
        assert there is not None
        return there

    known = [(quote, found(quote.words)) for quote in document.quotes(100)]
    missed = [(quote, there) for quote, there in known if (there.state, there.page) != ("found", quote.page)]
    assert len(missed) <= 1, missed
    other = [typeset.altered(quote, seed) for seed, quote in enumerate(document.quotes(30, seed=2))]
    other += [" ".join(line.split()[:12]) for line in typeset.sentences(30, seed=9)]
    assert [words for words in other if found(words).state == "found"] == []
