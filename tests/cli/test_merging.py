"""`duplicates` and `merge`, as a user calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Stocked

TWINS = r"""
@string{nips = "Advances in {NIPS}"}
@inproceedings{vaswani2017attention, author = {Vaswani, Ashish and Shazeer, Noam}, title = {Attention Is All You Need},
  booktitle = nips, year = 2017, month = jun, doi = {10.1000/nips.1}, keywords = {attention, transformer}}
@inproceedings{vas17, author = {Vaswani, A. and Shazeer, N.}, title = {Attention is all you need.}, booktitle = {Adv. in NIPS}, year = 2017,
  pages = {5998--6008}, doi = {10.1000/other.1}, url = {https://example.org/attention}, keywords = {Attention; seq2seq}}
@online{preprint17, author = {Vaswani, Ashish}, title = {Attention Is All You Need}, date = {2017-06-12},
  eprint = {1706.03762}, eprinttype = {arxiv}}
@incollection{part, title = {A part}, crossref = {vas17}}
@book{third, author = {Third, A.}, title = {A third}, year = 2020}
"""


@pytest.fixture
def twins(stocked: Stocked) -> Callable[..., Ran]:
    def fill(run: Callable[..., Ran], _folder: Path) -> None:
        assert run("import", "-", "--on-duplicate", "new", input=TWINS).code == 0

    return stocked("twins", fill)


def test_duplicates_shows_pairs_with_reasons_and_versions_apart(rl: Callable[..., Ran]) -> None:
    text = TWINS.replace("doi = {10.1000/other.1}, ", "")
    rl("import", "-", "--on-duplicate", "new", input=text)
    found = rl("duplicates", "--json").json
    assert [(pair["first"], pair["second"], pair["kind"]) for pair in found if pair["kind"] == "same"] == [
        ("vaswani2017attention", "vas17", "same")
    ]
    assert "same title, same year, same first author" in found[0]["reason"]
    ran = rl("duplicates")
    assert "preprint17 version-of vaswani2017attention" in ran.out
    assert "merge KEEP OTHER" in ran.err
    linked = rl("duplicates", "--link")
    assert "preprint17 version-of vas17" in linked.out
    assert "version-of" not in rl("duplicates").out
    assert rl("show", "preprint17", "--json").json[0]["links"][0]["relation"] == "version-of"
    rl("undo")
    assert "version-of" in rl("duplicates").out


def test_a_library_without_twins_says_so(shelf: Callable[..., Ran]) -> None:
    assert shelf("duplicates").err == "no two sources are similar.\n"
    assert shelf("duplicates", "--json").out == "[]\n"
    assert shelf("merge", "--all").err == "no two sources are so similar.\n"


def test_merge_loses_nothing_that_hangs_on_either(twins: Callable[..., Ran]) -> None:
    twins("note", "vaswani2017attention", "mine")
    twins("note", "vas17", "theirs", "--quote", "all you need", "--page", "1")
    twins("rename", "vas17", "vas17b")
    twins("link", "vas17b", "cites", "third")
    twins("link", "third", "reviews", "vas17b")
    twins("link", "vas17b", "related", "vaswani2017attention")
    twins("queue", "third", "--via", "vas17b")
    twins("done", "vas17b")
    before = twins("export", "--format", "json", "--private").out
    ran = twins("merge", "vaswani2017attention", "vas17b")
    assert ran.code == 0
    assert ran.lines[0] == "vaswani2017attention ← vas17b"
    assert "  booktitle: Advances in NIPS, not Adv. in NIPS" in ran.lines
    assert "  author: Vaswani, Ashish and Shazeer, Noam, not Vaswani, A. and Shazeer, N." in ran.lines
    (merged,) = twins("show", "vas17", "--json").json
    assert merged["key"] == "vaswani2017attention"
    assert merged["aliases"] == ["vas17b", "vas17"]
    assert [note["text"] for note in merged["notes"]] == ["mine", "theirs"]
    assert merged["tags"] == ["attention", "transformer", "seq2seq"]
    assert merged["identifiers"] == {"doi": "10.1000/nips.1", "url": "https://example.org/attention"}
    assert "10.1000/other.1" in twins("show", "vas17").out
    assert twins("list", "doi:10.1000/other.1", "--keys-only").lines == ["vaswani2017attention"]
    assert {(x["relation"], x["key"], x["direction"]) for x in merged["links"]} == {
        ("cites", "third", "out"), ("reviews", "third", "in"),
    }  # fmt: skip
    assert merged["status"] == "read"
    assert twins("show", "third", "--json").json[0]["via"] == "vaswani2017attention"
    out = twins("export", "--keys", "part").out
    assert "crossref = {vaswani2017attention}" in out
    assert "booktitle = nips" in out
    assert "pages = {5998--6008}" in out
    assert "month = jun" in out
    assert twins("undo").code == 0
    assert twins("export", "--format", "json", "--private").out == before


def test_merge_takes_what_it_is_told(twins: Callable[..., Ran]) -> None:
    twins("merge", "vaswani2017attention", "preprint17", "--take", "date=preprint17", "--take", "type=preprint17")
    (merged,) = twins("show", "preprint17", "--json").json
    assert (merged["type"], merged["date"]) == ("online", "2017-06-12")
    twins("undo")
    twins("merge", "vas17", "vaswani2017attention", "--prefer", "longer")
    out = twins("export", "--keys", "vas17").out
    assert "author = {Vaswani, Ashish and Shazeer, Noam}" in out
    assert "doi = {10.1000/other.1}" in out
    assert "doi_2 = {10.1000/nips.1}" in out
    twins("undo")
    dry = twins("merge", "vas17", "vaswani2017attention", "--prefer", "other", "--dry-run")
    assert dry.lines[0] == "would be vas17 ← vaswani2017attention"
    assert twins("show", "vas17", "--json").json[0]["key"] == "vas17"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["vas17", "vas17"], 2),
        (["vas17"], 2),
        (["vas17", "nobody"], 3),
        (["vas17", "third", "--take", "pages=part"], 2),
        (["vas17", "third", "--take", "pages"], 2),
        (["vas17", "third", "--take", "titel=third"], 2),
        (["--all", "vas17", "third"], 2),
    ],
)
def test_what_cannot_be_merged_is_refused(twins: Callable[..., Ran], arguments: list[str], code: int) -> None:
    before = twins("export").out
    assert twins("merge", *arguments).code == code
    assert twins("export").out == before


def test_merge_all_makes_one_of_each_group(rl: Callable[..., Ran]) -> None:
    entry = "@article{{{key}, author = {{Chen, Ada}}, title = {{Sparse Routing}}, year = 2020{more}}}\n"
    text = "".join(entry.format(key=key, more=more) for key, more in (("a", ""), ("b", ", volume = 3"), ("c", "")))
    rl("import", "-", "--on-duplicate", "new", input=text)
    assert rl("merge", "--all", "--dry-run").lines == ["would be b ← a", "would be b ← c"]
    assert rl("merge", "--all").lines == ["b ← a", "b ← c"]
    assert rl("list", "--keys-only").lines == ["b"]
    assert rl("show", "c", "--json").json[0]["aliases"] == ["a", "c"]
    rl("undo")
    assert rl("list", "--keys-only").lines == ["a", "b", "c"]
