"""What `import` does with entries that the library, or the file, has already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

DISTINCT = """@book{vol1, title={Collected Papers}, author={Roe, Ann}, year=1990, volume=1, publisher={P}}
@book{vol2, title={Collected Papers}, author={Roe, Ann}, year=1990, volume=2, publisher={P}}
@incollection{in1, title={Introduction}, author={Roe, Ann}, booktitle={Handbook of Frogs}, year=1991, pages={1--4}}
@incollection{in2, title={Introduction}, author={Roe, Ann}, booktitle={Handbook of Toads}, year=1991, pages={1--9}}
@online{ab1, title={About us}, url={https://a.example/about}, year=2020}
@online{ab2, title={About us}, url={https://b.example/about}, year=2020}
@patent{pa1, title={Widget}, author={Roe, Ann}, number={US1}, year=2003}
@patent{pa2, title={Widget}, author={Roe, Ann}, number={US2}, year=2003}
@misc{un1, author={Roe, Ann}, howpublished={x}, year=1999}
@misc{un2, author={Roe, Ann}, howpublished={y}, year=1999}
@book{me, author={Alpha, A.}, title={Methods}, publisher={P}, year=2013, isbn={9788578110796}, doi={10.1017/CBO1.004}}
@article{fi, author={Beta, B.}, title={Fitting}, journal={J}, year=1963, doi={10.1017/CBO1.004}}
@book{fl, author={Gamma, C.}, title={Flight}, publisher={Q}, year=2004, isbn={9788578110796}}
"""


@pytest.mark.parametrize("policy", ["skip", "update"])
def test_works_that_differ_in_anything_are_all_added_with_their_values(rl: Callable[..., Ran], policy: str) -> None:
    ran = rl("import", "-", "--on-duplicate", policy, input=DISTINCT)
    assert (ran.code, "read 13: added 13, skipped 0, updated 0" in ran.err) == (0, True)
    assert "vol2 was added, and is similar to vol1 (same title, year and first author; volume 2, not 1)" in ran.err
    volumes = {one["key"]: one["fields"].get("volume") for one in rl("list", "--json").json}
    assert (volumes["vol1"], volumes["vol2"]) == ("1", "2")


def test_what_is_named_as_similar_is_listed_and_never_merged_by_the_score(rl: Callable[..., Ran]) -> None:
    rl("import", "-", input=DISTINCT)
    listed = {(pair["first"], pair["second"]): pair for pair in rl("duplicates", "--json").json}
    assert listed["vol1", "vol2"]["kind"] == "similar"
    assert "volume 1, not 2" in listed["vol1", "vol2"]["reason"]
    assert {("in1", "in2"), ("ab1", "ab2"), ("pa1", "pa2"), ("me", "fi")} <= set(listed)
    assert rl("merge", "--all", "--above", "0.5").err == "no two sources are so similar.\n"
    assert "vol1 ~ vol2" in rl("duplicates").out


TWICE = """@article{waves1, author={Able, N.}, title={Waves at a boundary}, journal={J. One}, year=1962, doi={10.1000/abc}}
@article{waves2, author={Able, N.}, title={Waves at a Boundary}, journal={J. One}, year=1962, doi={10.1000/ABC}}
"""


def test_an_entry_that_stands_twice_in_a_file_is_one_source_with_both_keys(
    rl: Callable[..., Ran], tmp_path: Path
) -> None:
    tmp_path.joinpath("refs.bib").write_text(TWICE, "utf-8")
    tmp_path.joinpath("paper.tex").write_text("\\cite{waves1} \\cite{waves2} \\bibliography{out}\n", "utf-8")
    ran = rl("import", "refs.bib")
    assert ran.err.splitlines() == [
        "refs.bib:2: waves2 is waves1 (same DOI, same title); its key is now an alias",
        "read 2: added 1, skipped 1, updated 0, broken 0",
    ]
    assert rl("show", "waves2", "--json").json[0]["aliases"] == ["waves2"]
    assert rl("check", "paper.tex").code == 0
    assert rl("sync", "paper.tex", "--output", "out.bib").code == 0
    written = tmp_path.joinpath("out.bib").read_text("utf-8")
    assert "{waves1," in written
    assert "{waves2," in written


HAVE = "@article{a1, title={On frogs}, author={Roe, Ann}, year=2001, journal={J}, doi={10.1000/f}, keywords={x}}\n"
MORE = """@string{jx = "Journal of X"}
@article{b1, title={On Frogs}, author={Roe, A.}, year=2002, month=jan, pages={1--9}, note=jx, keywords={x, y}, doi={10.1000/f}}
"""


def test_a_skipped_entry_fills_what_is_missing_and_what_differs_is_said(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("a.bib").write_text(HAVE, "utf-8")
    tmp_path.joinpath("b.bib").write_text(MORE, "utf-8")
    rl("import", "a.bib")
    ran = rl("import", "b.bib", "--json")
    assert ran.json == [
        {
            "action": "skipped", "key": "a1", "given": "b1", "file": "b.bib", "line": 2, "reason": "same DOI, same title",
            "alias": True, "taken_by": None, "filled": ["pages", "note", "keywords"],
            "differences": [
                {"field": "date", "kept": "2001", "given": "2002-01"},
                {"field": "author", "kept": "Ann Roe", "given": "A. Roe"},
            ],
        }
    ]  # fmt: skip
    assert ran.err.splitlines()[0] == (
        "b.bib:2: b1 is a1 (same DOI, same title); its key is now an alias; filled in: pages, note, keywords;"
        " date stays 2001, not 2002-01; author stays Ann Roe, not A. Roe"
    )
    (source,) = rl("show", "b1", "--json", "--origins").json
    assert (source["key"], source["date"], source["tags"], source["fields"]["note"]) == (
        "a1", "2001", ["x", "y"], "Journal of X",
    )  # fmt: skip
    origins = {one["field"]: one["agent"] for one in source["origins"]}
    assert (origins["date"], origins["pages"]) == ("file a.bib", "file b.bib")
    assert (
        rl("import", "b.bib")
        .err.splitlines()[0]
        .startswith("b.bib:2: b1 is a1 (same DOI, same title); date stays 2001")
    )


def test_an_updated_source_takes_the_values_of_the_entry_and_keeps_the_macro_of_its_month(
    rl: Callable[..., Ran],
) -> None:
    rl("import", "-", input=HAVE)
    assert "updated 1" in rl("import", "-", "--on-duplicate", "update", input=MORE).err
    (source,) = rl("show", "b1", "--json").json
    assert (source["key"], source["date"], source["fields"]["author"]) == ("a1", "2002-01", "Roe, A.")
    assert "month = jan" in rl("show", "a1", "--bibtex").out


def test_an_entry_that_the_reader_changed_here_is_known_again_and_stays_as_it_was_changed(
    rl: Callable[..., Ran],
) -> None:
    rl("import", "-", input=HAVE)
    rl("set", "a1", "volume=9", "title=On toads", "year=1999")
    rl("unset", "a1", "doi", "journal")
    before = rl("show", "a1", "--json").out
    assert rl("import", "-", input=HAVE).err == "read 1: added 0, skipped 1, updated 0, broken 0\n"
    assert rl("show", "a1", "--json").out == before


def test_a_key_that_means_another_source_does_not_become_an_alias(rl: Callable[..., Ran]) -> None:
    rl("import", "-", input=HAVE + "@book{b1, title={Another}}\n")
    ran = rl("import", "-", input=MORE)
    assert "b1 is a1 (same DOI, same title); its key still means b1, another source; filled in" in ran.err
    assert rl("show", "b1", "--json").json[0]["title"] == "Another"


def test_a_parent_may_be_named_by_the_key_that_a_duplicate_of_it_had(rl: Callable[..., Ran]) -> None:
    book = "@proceedings{%s, title={Proc of Frogs}, year=2001, editor={Ed, A}}\n"
    rl("import", "-", input=book % "p1" + book % "p2")
    rl("import", "-", input="@inproceedings{c1, title={On frogs}, author={Roe, A}, crossref={p2}}\n")
    assert "crossref = {p1}" in rl("export").out
    rl("undo")
    assert rl("list", "--keys-only").lines == ["p1"]


def test_keys_that_are_made_anew_leave_those_of_the_file_as_aliases(rl: Callable[..., Ran]) -> None:
    rl("import", "-", "--keys", "generate", input=HAVE)
    assert rl("show", "a1", "--json").json[0]["key"] == "roe2001frogs"


def test_a_stub_is_completed_by_the_entry_of_its_work(rl: Callable[..., Ran]) -> None:
    rl("add", "--offline", "10.1000/f")
    ran = rl("import", "-", input=HAVE)
    assert "a1 is doi10.1000-f (same DOI); its key is now an alias; filled in: title" in ran.err
    (source,) = rl("show", "a1", "--json").json
    assert (source["title"], source["unresolved"]) == ("On frogs", False)


def test_a_file_of_the_same_name_in_another_folder_corrects_nothing(rl: Callable[..., Ran], tmp_path: Path) -> None:
    def volume(number: int) -> str:
        return f"@book{{knuth, author = {{Knuth, Donald}}, title = {{The Art}}, volume = {number}, year = 1968}}\n"

    refs = tmp_path / "refs.bib"
    refs.write_text(volume(1))
    rl("import", "refs.bib")
    refs.write_text(volume(2))
    rl("import", "refs.bib")
    assert [source["key"] for source in rl("list", "--json").json] == ["knuth", "knutha"]
    refs.write_text("@misc{other, title = {Other}}\n" + volume(1))
    rl("import", "refs.bib")
    refs.write_text("@misc{other, title = {Other}}\n" + volume(3))
    assert "knuth is knuth (same key and title); volume stays 1, not 3" in rl("import", "refs.bib").err


def test_papers_of_two_volumes_with_one_title_are_told_apart_by_what_they_inherit(rl: Callable[..., Ran]) -> None:
    def volume(key: str, year: int, title: str = "Proceedings of Frogs") -> str:
        paper = f"@inproceedings{{{key}1, author={{Doe, Jane}}, title={{On Frogs}}, crossref={{{key}}}}}\n"
        return f"{paper}@proceedings{{{key}, title={{{title}}}, year={year}, editor={{Poe, Ed}}}}\n"

    rl("import", "-", input=volume("a", 2001))
    assert "b1 was added, and is similar to a1 (same title, year and first author; date 2002, not 2001)" in (
        rl("import", "-", input=volume("b", 2002)).err
    )
    assert "booktitle Proceedings of Newts, not Proceedings of Frogs" in (
        rl("import", "-", input=volume("c", 2001, "Proceedings of Newts")).err
    )
    assert "d1 is a1 (same title, year and first author)" in rl("import", "-", input=volume("d", 2001)).err
    assert rl("merge", "--all").err == "no two sources are so similar.\n"
    assert "a1 ~ b1" in rl("duplicates").out


def test_an_entry_that_may_be_either_of_two_volumes_is_neither(rl: Callable[..., Ran]) -> None:
    book = "@book{%s, author={Doe, Jane}, title={Collected Papers}, year=2001%s}\n"
    rl("import", "-", input=book % ("v1", ", volume=1") + book % ("v2", ", volume=2"))
    ran = rl("import", "-", input=book % ("v", ""))
    assert (
        "v was added, and is similar to v1 (same title, year and first author; other sources may be it too)" in ran.err
    )
    merged = rl("merge", "--all")
    assert (merged.code, merged.out) == (0, "")
    assert merged.err == (
        "v, v1, v2 are not merged, as not all are one (v1 and v2: volume 1, not 2); "
        "`merge KEEP OTHER` merges those that you name.\n"
    )
    assert rl("merge", "v1", "v").code == 0
    assert rl("list", "--keys-only").lines == ["v1", "v2"]


def test_an_entry_of_a_work_that_is_kept_twice_is_the_first_of_the_two(rl: Callable[..., Ran]) -> None:
    book = "@book{%s, author={Doe, Jane}, title={Collected Papers}, year=2001%s}\n"
    rl("import", "-", "--on-duplicate", "new", input=book % ("a", ", publisher={P}") + book % ("b", ""))
    assert "c is a (same title" in rl("import", "-", input=book % ("c", ", volume=1")).err


def test_parts_of_a_work_with_one_doi_are_not_merged(rl: Callable[..., Ran]) -> None:
    part = "@article{%s, author={Doe, Jane}, title={On the growth of frogs in ponds. Part %s}, year=2001, doi={10.1000/x}}\n"
    assert "added 2" in rl("import", "-", input=part % ("a", "A") + part % ("b", "B")).err
    assert "a ~ b  (same DOI 10.1000/x; other title)" in rl("duplicates").out
    assert rl("merge", "--all").err == "no two sources are so similar.\n"


def test_what_a_skipped_entry_inherits_fills_a_source_that_inherits_nothing(rl: Callable[..., Ran]) -> None:
    paper = "@inproceedings{%s, author={Doe, Jane}, title={On the Frogs of Cold Ponds}, doi={10.1000/x}%s}\n"
    volume = "@string{acm = {ACM Press}}\n@proceedings{%s, title={Proc. of Frogs}, year=2001, publisher=acm}\n"
    rl("import", "-", input=paper % ("a", ""))
    ran = rl("import", "-", input=volume % "p" + paper % ("b", ", crossref={p}"))
    assert "b is a (same DOI, same title); its key is now an alias; filled in: booktitle, date, publisher" in ran.err
    (fields,) = [one["fields"] for one in rl("list", "--json").json if one["key"] == "a"]
    assert (fields["booktitle"], fields["year"], fields["publisher"]) == ("Proc. of Frogs", "2001", "ACM Press")
    assert "macro" not in rl("doctor").out
    inheriting = volume % "q" + paper.replace("10.1000/x", "10.1000/y").replace("Cold", "Warm") % (
        "c",
        ", crossref={q}",
    )
    rl("import", "-", input=inheriting)
    ran = rl("import", "-", input=inheriting.replace("{c,", "{d,").replace("{q,", "{r,").replace("{q}", "{r}"))
    assert "d is c (same DOI, same title); its key is now an alias\n" in ran.err


def test_the_same_entry_of_another_volume_or_with_another_macro_is_another_work(rl: Callable[..., Ran]) -> None:
    paper = "@inproceedings{ch, author={Doe, Jane}, title={Introduction}, crossref={bk}}\n"
    volume = "@proceedings{bk, title={%s}, year=2001}\n"
    rl("import", "-", input=paper + volume % "Frogs")
    ran = rl("import", "-", input=paper + volume % "Toads")
    assert "cha was added, and is similar to ch" in ran.err
    assert "crossref = {bka}" in rl("export", "--keys", "cha").out
    assert "skipped 2" in rl("import", "-", input=paper + volume % "Frogs").err
    ran = rl("import", "-", input=paper.replace("inproceedings", "incollection") + volume % "Newts")
    assert "chb was added, and is similar to ch" in ran.err
    article = "@string{j = {%s}}\n@article{ar, author={Doe, Jane}, title={Editorial}, journal=j, year=2001}\n"
    rl("import", "-", input=article % "Nature")
    ran = rl("import", "-", input=article % "Science")
    assert "ara was added, and is similar to ar" in ran.err
    assert "skipped 1" in rl("import", "-", input=article % "Nature").err


def test_a_file_that_shares_few_entries_with_another_of_its_name_corrects_nothing(
    rl: Callable[..., Ran], tmp_path: Path
) -> None:
    refs = tmp_path / "refs.bib"
    shared = "@misc{shared, title = {A Page}, year = 2001}\n@misc{%s, title = {Page %s}, year = 2001}\n"
    volume = "@article{ed, title = {Editorial}, journal = {J}, volume = %d, year = 2001}\n"
    refs.write_text(shared % ("one", "one") + volume % 1)
    rl("import", "refs.bib")
    refs.write_text(shared % ("two", "two") + volume % 2)
    assert "eda was added, and is similar to ed" in rl("import", "refs.bib").err


def test_of_several_files_each_child_keeps_the_parent_of_its_own_file(rl: Callable[..., Ran], tmp_path: Path) -> None:
    chapter = "@incollection{%s, author={Doe, Jane}, title={Chapter %s}, crossref={bk}}\n"
    book = "@book{bk, title={%s}, year=2001, editor={Poe, Ed}}\n"
    tmp_path.joinpath("a.bib").write_text(chapter % ("ch", "A") + book % "Frogs")
    tmp_path.joinpath("b.bib").write_text(chapter % ("ch", "B") + book % "Toads")
    tmp_path.joinpath("c.bib").write_text(chapter % ("cc", "C"))
    assert "added 5" in rl("import", "a.bib", "b.bib", "c.bib").err
    parents = {one["key"]: one["fields"].get("crossref") for one in rl("list", "--json").json}
    assert parents == {"ch": "bk", "bk": None, "cha": "bka", "bka": None, "cc": "bk"}
    assert "read 5: added 0, skipped 5" in rl("import", "b.bib", "a.bib", "c.bib").err
    assert "read 2: added 0, skipped 2" in rl("import", "b.bib").err
    assert {one["key"]: one["fields"].get("crossref") for one in rl("list", "--json").json} == parents
    tmp_path.joinpath("d.bib").write_text(chapter % ("dd", "D"))
    tmp_path.joinpath("e.bib").write_text(book % "Newts")
    rl("import", "d.bib", "e.bib")
    assert rl("show", "dd", "--json").json[0]["fields"]["crossref"] == "bkb"
