"""What a word of a query finds: words that begin so, in whatever letters, and inside words where stars say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

ENTRIES = r"""
@article{Oestergaard2019Graphs, author={{\O}stergaard, Jens and Roe, Jane}, editor={Łukasiewicz, Jan},
  title={Graph-Based Learning: the Na{\"\i}ve Stra{\ss}e}, journal={Nature}, publisher={Springer Nature}, year={2019},
  doi={10.1000/abc.42}, url={https://www.example.org/papers/7}, note={Reprinted}, volume={12}}
@book{b2, author={Doe, John and {The Graph Group} and Kim, 민준}, title={Cryptography in C++ and C\#}, series={Lecture Notes},
  publisher={De Gruyter}, year={2020}, isbn={978-0-306-40615-7}, abstract={Self-attention is {\LaTeX} maths: $x^2$.}}
@inproceedings{c3, author={Müller, Jörg}, title={基于BERT的深度模型}, booktitle={Proceedings of Graphs}, year={2023},
  translator={Haddad, Nour}, keywords={graph/neural, C++}, eprint={2401.04088}, eprinttype={arxiv}}
@misc{d4, title={がくと deep_learning ﬁne}, year={1998}, file={:papers/secret graph.pdf:PDF}}
"""


@pytest.fixture
def shelf(rl: Callable[..., Ran]) -> Callable[..., Ran]:
    assert rl("import", "-", input=ENTRIES).code == 0
    assert rl("note", "b2", "I doubt the Øresund bound").code == 0
    assert rl("queue", "b2", "--why", "named by a reviewer", "--via", "c3").code == 0
    return rl


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("title:graph", "Oestergaard2019Graphs"), ("title:GRAPH", "Oestergaard2019Graphs"), ("title:crypto", "b2"),
        ("title:raph", ""), ("title:graph-based", "Oestergaard2019Graphs"), ("title:graph*", "Oestergaard2019Graphs"),
        ('title:"graph based lear"', "Oestergaard2019Graphs"), ('title:"learning graph"', ""),
        ("title:naive", "Oestergaard2019Graphs"), ("title:naïve", "Oestergaard2019Graphs"), ("title:strasse", "Oestergaard2019Graphs"),
        ("title:straße", "Oestergaard2019Graphs"), ("title:fine", "d4"), ("title:ﬁn", "d4"), ("title:learning", "Oestergaard2019Graphs d4"),
        ("title:C++", "b2"), ("title:C#", "b2"), ("title:C", "b2"), ("title:deep_learning", "d4"), ("-title:graph", "b2 c3 d4"),
        ("title:深度", "c3"), ("title:度模", "c3"), ("title:度深", ""), ("title:bert", "c3"), ("title:が", "d4"), ("title:か", ""),
        ("author:ostergaard", "Oestergaard2019Graphs"), ("author:Østerg", "Oestergaard2019Graphs"), ("author:gaard", ""),
        ('author:"jens ostergaard"', "Oestergaard2019Graphs"), ('author:"ostergaard jane"', ""), ("author:lukasiewicz", ""),
        ("editor:lukas", "Oestergaard2019Graphs"), ("person:łukas", "Oestergaard2019Graphs"), ("person:haddad", "c3"),
        ("author:haddad", ""), ("translator:haddad", "c3"), ("author:graph", "b2"), ("author:muller", "c3"), ("author:민", "b2"),
        ("venue:nature", "Oestergaard2019Graphs"), ("journaltitle:nat", "Oestergaard2019Graphs"), ("venue:ature", ""),
        ("booktitle:graphs", "c3"), ("publisher:nature", "Oestergaard2019Graphs"), ("publisher:nature year:2020", ""),
        ("publisher:gruyter", "b2"), ("volume:12", "Oestergaard2019Graphs"), ("volume:1", "Oestergaard2019Graphs"), ("volume:12 number:12", ""), ("title:th", "Oestergaard2019Graphs"), ("title:thestr", ""),
        ("title:the", "Oestergaard2019Graphs"), ("the", "Oestergaard2019Graphs b2"), ("th", ""), ("thestr", ""), ("title:in", "b2"), ("series:notes", "b2"), ("file:secret", "d4"),
        ("note:oresund", "b2"), ("note:reprinted", ""), ("note:sund", ""), ("abstract:attention", "b2"), ("abstract:latex", "b2"),
        ("abstract:self-att", "b2"), ("key:2019", "Oestergaard2019Graphs"), ("key:graphs", "Oestergaard2019Graphs"),
        ("key:2019gr", "Oestergaard2019Graphs"), ("key:raphs", ""), ("why:reviewer", "b2"), ("why:view", ""), ("via:c3", "b2"),
        ("doi:10.1000", "Oestergaard2019Graphs"), ("doi:10.1000/ABC.42", "Oestergaard2019Graphs"), ("doi:abc", ""),
        ("doi:https://doi.org/10.1000/abc.42", "Oestergaard2019Graphs"), ("isbn:978-0-306", "b2"), ("isbn:9780306", "b2"),
        ("url:example.org", "Oestergaard2019Graphs"), ("url:https://www.example", "Oestergaard2019Graphs"), ("url:papers", ""),
        ("arxiv:2401", "c3"), ("tag:graph", "c3"), ("tag:gra", ""), ("tag:C++", "c3"), ("tag:neural", ""),
        ("graph", "Oestergaard2019Graphs b2 c3"), ("ostergaard", "Oestergaard2019Graphs"), ("springer", ""), ("2019", ""),
        ("oresund", "b2"), ("graph learning", "Oestergaard2019Graphs"), ("crypto OR bert", "b2 c3"), ('"graph"', "Oestergaard2019Graphs b2 c3"),
        ("year>2019", "b2 c3"), ("-year:2019", "b2 c3 d4"), ("date:1998..2019", "Oestergaard2019Graphs d4"), ("any:graphs", "c3"),
        ("title:*", "Oestergaard2019Graphs b2 c3 d4"), ("publisher:*", "Oestergaard2019Graphs b2"), ("-editor:*", "b2 c3 d4"),
        ("doi:*", "Oestergaard2019Graphs"), ("tag:* OR note:*", "b2 c3"),
    ],
)  # fmt: skip
def test_a_word_finds_words_that_begin_so(query: str, keys: str, shelf: Callable[..., Ran]) -> None:
    ran = shelf("list", "--keys-only", query)
    assert (ran.code, ran.out.split(), "inside" in ran.err) == (0, keys.split(), False), ran.err
    assert shelf("list", "--count", query).out == f"{len(keys.split())}\n"


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("title:*graph*", "Oestergaard2019Graphs b2"), ("title:*raph", "Oestergaard2019Graphs b2"), ("author:*gaard*", "Oestergaard2019Graphs"),
        ("*ograph*", "b2"), ("*RAPH* crypto", "b2"), ("NOT *graph*", "d4"), ("-*graph*", "d4"), ("*度模*", "c3"), ("doi:*abc*", "Oestergaard2019Graphs"),
        ("url:*papers*", "Oestergaard2019Graphs"), ("publisher:*ring*", "Oestergaard2019Graphs"), ("note:*sund*", "b2"), ("abstract:*tention*", "b2"),
        ("key:*aphs*", "Oestergaard2019Graphs"), ("tag:*eural*", "c3"), ("venue:*atur*", "Oestergaard2019Graphs"), ("why:*view*", "b2"),
        ("via:*3*", "b2"), ("type:*book*", "b2"), ("editor:*kasi*", "Oestergaard2019Graphs"), ("person:*adda*", "c3"), ("title:++", "b2"),
    ],
)  # fmt: skip
def test_between_stars_a_part_of_a_word_is_found_and_its_cost_is_said(
    query: str, keys: str, shelf: Callable[..., Ran]
) -> None:
    ran = shelf("list", "--keys-only", query)
    assert (ran.code, ran.out.split()) == (0, keys.split())
    assert ran.err.count("is looked for inside words") == 1
    assert shelf("list", query, "--json").err.count("inside words") == 1


def test_stars_in_quotation_marks_are_stars(shelf: Callable[..., Ran]) -> None:
    assert shelf("list", "--keys-only", 'title:"*graph*"').out == ""


def test_search_finds_words_in_whatever_letters_and_inside_words(shelf: Callable[..., Ran]) -> None:
    for words, keys in {
        "ostergaard": ["Oestergaard2019Graphs"], "strasse": ["Oestergaard2019Graphs"], "*ograph*": ["b2"],
        "*graph* doe": ["b2"], "2019": [], "springer": [], "*": [],
    }.items():  # fmt: skip
        assert shelf("search", *words.split(), "--keys-only").lines == keys, words
    assert "Jens Østergaard" in shelf("search", "ostergaard").out
    assert "looked for inside words" in shelf("search", "*ograph*").err


def test_a_query_of_too_many_words_is_refused_in_a_sentence(shelf: Callable[..., Ran]) -> None:
    assert shelf("list", *["graph"] * 1000).code == 0
    assert shelf("list", "--count", " OR ".join(f"doi:10.1000/{n}" for n in range(1000))).out == "0\n"
    for query in ("graph " * 1001, "title:a OR " * 20_000 + "b", "(a b) " * 900):
        ran = shelf("list", query)
        assert (ran.code, ran.out) == (2, "")
        assert "at most 1,000 words" in ran.err
        assert len(ran.err) < 300
    ran = shelf("search", *["graph"] * 1001)
    assert (ran.code, "at most 1,000 words" in ran.err) == (2, True)
