"""COinS: what is hidden in a page is in its records."""

from __future__ import annotations

import pytest

from readinglist.formats import coins
from readinglist.model.record import Problem, Record
from tests.formats.samples import sample
from tests.work import assert_linear


def read(text: str) -> list[Record]:
    return [item for item in coins.load(text) if isinstance(item, Record)]


def of(query: str) -> Record:
    (record,) = read(f'<html><span class="Z3988" title="{query}"></span>')
    return record


def test_an_article_in_a_page_is_read() -> None:
    article = read(sample("coins"))[0]
    assert (article.type, article.line) == ("article", 5)
    assert article.values() == {
        "author": "van Doe, Jane and Roe, Ann and Fox and Fur Group",
        "title": "Of foxes & fur",
        "journaltitle": "Journal of Foxes",
        "shortjournal": "J. Fox.",
        "volume": "12",
        "number": "3",
        "pages": "105–109",
        "date": "2020-21",
        "issn": "0021-9606",
        "doi": "10.1000/fox",
        "coins-coden": "JFOX",
    }


def test_a_chapter_in_a_page_is_read() -> None:
    chapter = read(sample("coins"))[1]
    assert (chapter.type, chapter.line) == ("incollection", 8)
    assert chapter.values() == {
        "author": "Poe, Ede",
        "title": "Of wolves",
        "booktitle": "The Book of Wolves",
        "publisher": "A Press",
        "location": "Rome",
        "pagetotal": "250",
        "date": "1999-05",
        "isbn": "9780306406157",
        "url": "https://example.org/wolf",
        "coins-rfr-id": "info:sid/example.org:catalogue",
    }


@pytest.mark.parametrize(
    ("query", "kind", "wanted"),
    [
        ("rft_val_fmt=info:ofi/fmt:kev:mtx:dissertation&rft.title=Of+foxes&rft.inst=A+University&rft.degree=PhD", "thesis", {"title": "Of foxes", "institution": "A University", "type": "PhD"}),
        ("rft_val_fmt=info:ofi/fmt:kev:mtx:dc&rft.type=webpage&rft.title=A+page&rft.creator=Doe&rft.source=A+Site&rft.identifier=https://a.org", "online", {"title": "A page", "author": "Doe", "organization": "A Site", "url": "https://a.org"}),
        ("rft_val_fmt=info:ofi/fmt:kev:mtx:journal&rft.genre=journal&rft.jtitle=Foxes", "periodical", {"title": "Foxes"}),
        ("rft_val_fmt=info:ofi/fmt:kev:mtx:journal&rft.title=Foxes&rft.atitle=Of+fur", "article", {"title": "Of fur", "journaltitle": "Foxes"}),
        ("rft_val_fmt=info:ofi/fmt:kev:mtx:book&rft.genre=dream&rft.btitle=Of+fur&rft.date=soon", "book", {"title": "Of fur", "coins-genre": "dream", "coins-date": "soon"}),
        ("rft.genre=article&rft.aulast=Doe&rft.auinit=J&rft_id=info:pmid/27433151", "article", {"author": "Doe, J", "pmid": "27433151"}),
    ],
)  # fmt: skip
def test_what_the_keys_mean(query: str, kind: str, wanted: dict[str, str]) -> None:
    record = of(query.replace("&", "&amp;"))
    assert (record.type, record.values()) == (kind, wanted)


def test_a_page_without_hidden_references_is_none_of_this_format() -> None:
    assert not coins.sniff("<html><p>Z39.88</p></html>")
    assert coins.sniff('<html xmlns="http://www.w3.org/1999/xhtml"><span class="Z3988" title=""/></html>')
    assert read('<html><script>"<span class=Z3988 title=rft.au=a>"</script></html>') == []
    (problem,) = coins.load('<html>\n<span class="Z3988" title="a"></span>')
    assert isinstance(problem, Problem)
    assert problem.line == 2


@pytest.mark.parametrize(
    "piece", ["<span class=Z3988 title=rft>", "Z3988", "&amp;rft.au=a", "rft.a=1&", "%", "<span ", "'"]
)
def test_a_long_page_is_read_in_proportion_to_its_length(piece: str) -> None:
    assert_linear(
        lambda text: list(coins.load(text)),
        lambda count: f'<html><span class="Z3988" title="rft.au=b{piece * count}',
        100,
    )
    assert_linear(lambda text: list(coins.load(text)), lambda count: f"<html>{piece * count}", 100)
