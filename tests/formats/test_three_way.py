"""Two changed bibliographies merged with the one from which both came, and git doing so with the program."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.formats import bibtex
from readinglist.formats.bibtex.three_way import Clash, merge
from readinglist.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

GIT = shutil.which("git")
BASE = """% the library of two
@string{jml = "Journal of ML"}

@article{doe2020,
  author  = {Doe, Jane},
  title   = {On {Keys}},
  journal = jml,
  year    = 2020,
}

@book{roe, title = {B}, keywords = {one, two}}

@misc{poe,
  title = {P}
}
% the end
"""
NEW = "\n@misc{%s, title = {New %s}}\n"


def changed(*pairs: tuple[str, str], end: str = "") -> str:
    """Return the file with some texts in the places of others, and more at its end."""
    text = BASE
    for old, new in pairs:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text + end


@pytest.mark.parametrize("side", [0, 1])
def test_what_only_one_side_changed_is_its_text_to_the_byte(side: int) -> None:
    other = changed(("= 2020,\n", "= 2021,\n"), ("% the end", "% the very end"), end=NEW % ("new", 1)).replace(
        "\n\n@book", "\n\n\n@book"
    )
    assert merge(BASE, *((other, BASE) if side else (BASE, other))) == (other, [])


def test_both_may_add_entries_at_the_end_and_ours_come_first() -> None:
    found = merge(BASE, BASE + NEW % ("a", 1) + NEW % ("b", 2), BASE + NEW % ("c", 3))
    assert not found.clashes
    assert [one.key for one in bibtex.load(found.text) if isinstance(one, Record)] == [
        "doe2020",
        "roe",
        "poe",
        "a",
        "b",
        "c",
    ]


def test_different_fields_of_an_entry_are_merged_in_their_places() -> None:
    ours = changed(("{On {Keys}}", "{On {Locks}}"))
    theirs = changed(("= 2020,\n", "= 2021,\n  doi     = {10.1000/x},\n"))
    expected = changed(("{On {Keys}}", "{On {Locks}}"), ("= 2020,\n", "= 2021,\n  doi = {10.1000/x},\n"))
    assert merge(BASE, ours, theirs) == (expected, [])


def test_a_field_that_both_changed_otherwise_stands_twice_between_the_marks_of_git() -> None:
    ours, theirs = changed(("{B}", "{BB}")), changed(("{B}", "{BBB}"), ("one, two", "one, two, three"))
    found = merge(BASE, ours, theirs)
    assert found.clashes == [Clash("roe", "title", "{BB}", "{BBB}")]
    both = [f"@book{{roe, title = {{{title}}}, keywords = {{one, two, three}}}}" for title in ("BB", "BBB")]
    assert f"\n<<<<<<< ours\n{both[0]}\n=======\n{both[1]}\n>>>>>>> theirs\n" in found.text


def test_keywords_are_a_set_of_which_each_side_adds_and_removes() -> None:
    found = merge(BASE, changed(("one, two", "one, two, ours")), changed(("one, two", "two, theirs")))
    assert not found.clashes
    assert "keywords = {two, ours, theirs}" in found.text


def test_a_key_that_one_side_changed_is_followed_by_what_the_other_changed() -> None:
    found = merge(BASE, changed(("{doe2020,", "{doe2021,")), changed(("= 2020,\n", "= 2021,\n")))
    assert not found.clashes
    assert "@article{doe2021,\n  author  = {Doe, Jane}" in found.text
    assert "year    = 2021," in found.text
    assert "doe2020" not in found.text


def test_an_entry_that_names_its_former_key_is_followed_though_it_says_more() -> None:
    renamed = changed(("@misc{poe,\n  title = {P}", "@misc{poe2001,\n  title = {Another}, ids = {poe}"))
    found = merge(BASE, renamed, changed(("{P}\n", "{P},\n  year = 1999\n")))
    assert not found.clashes
    assert "@misc{poe2001,\n  title = {Another}, ids = {poe}" in found.text
    assert "year = 1999" in found.text


def test_what_is_removed_here_and_changed_there_is_a_conflict_and_what_is_only_removed_goes() -> None:
    without = changed(("@misc{poe,\n  title = {P}\n}\n", ""))
    assert "@misc" not in merge(BASE, without, BASE).text
    assert "@misc" not in merge(BASE, BASE, without).text
    found = merge(BASE, without, changed(("{P}", "{PP}")))
    assert found.clashes == [Clash("poe", "", "", "@misc{poe,\n  title = {PP}\n}")]
    assert "<<<<<<< ours\n=======\n@misc{poe,\n  title = {PP}\n}\n>>>>>>> theirs" in found.text


def test_values_that_are_only_enclosed_in_another_way_do_not_clash() -> None:
    assert not merge(BASE, changed(("{B}", '"BB"')), changed(("{B}", "{BB}"))).clashes


def test_comments_and_macros_of_both_stay_and_a_macro_defined_otherwise_is_a_conflict() -> None:
    ours = changed(("% the library of two", "% the library of two\n% ours"))
    theirs = changed(('@string{jml = "Journal of ML"}', '@string{jml = "Journal of ML"}\n@string{nat = "Nature"}'))
    found = merge(BASE, ours, theirs)
    assert not found.clashes
    assert found.text == changed(
        (
            '% the library of two\n@string{jml = "Journal of ML"}\n',
            '% the library of two\n% ours\n@string{jml = "Journal of ML"}\n@string{nat = "Nature"}\n',
        )
    )
    again = merge(BASE, changed(('"Journal of ML"', '"J. of ML"')), changed(('"Journal of ML"', '"J ML"')))
    assert [one.key for one in again.clashes] == ["@string jml"]


def test_broken_entries_and_ones_without_a_key_stay_where_they_are() -> None:
    broken = BASE + "@broken{x, title = \n@misc{, title = {No key}}\n"
    found = merge(broken, broken.replace("{B}", "{BB}"), broken + NEW % ("a", 1))
    assert not found.clashes
    assert found.text == broken.replace("{B}", "{BB}") + NEW % ("a", 1)


FIELDS = ("title", "year", "doi", "note")
ENTRIES = st.dictionaries(
    st.sampled_from("abcdef"), st.dictionaries(st.sampled_from(FIELDS), st.sampled_from("12"), min_size=1), max_size=5
)


def written(entries: dict[str, dict[str, str]]) -> str:
    return "".join(
        f"@misc{{k{key},\n" + "".join(f"  {name} = {{{key}{value}}},\n" for name, value in values.items()) + "}\n\n"
        for key, values in entries.items()
    )


@given(ENTRIES, ENTRIES, ENTRIES)
def test_the_verdict_on_every_entry_is_that_of_its_fields(
    base: dict[str, dict[str, str]], ours: dict[str, dict[str, str]], theirs: dict[str, dict[str, str]]
) -> None:
    found = merge(written(base), written(ours), written(theirs))
    clashing = set()
    expected: dict[str, dict[str, str]] = {}
    for key in {*base, *ours, *theirs}:
        b, o, t = base.get(key), ours.get(key), theirs.get(key)
        one = o if t in (o, b) else t if b == o else None
        if o == t or b in (o, t):
            expected |= {key: one} if one else {}
        elif o is None or t is None:
            clashing.add(key)
        else:
            for name in {*o, *t, *(b or {})}:
                three = [(side or {}).get(name) for side in (b, o, t)]
                if three[1] != three[2] and three[0] not in three[1:]:
                    clashing.add(key)
                value = three[1] if three[1] == three[2] or three[0] == three[2] else three[2]
                expected.setdefault(key, {}).update({name: value} if value else {})
    assert {one.key.removeprefix("k") for one in found.clashes} == clashing
    read = {
        one.key[1:]: {f.name: f.plain[1:] for f in one.fields}
        for one in bibtex.load(found.text)
        if isinstance(one, Record)
    }
    for key in {*base, *ours, *theirs} - clashing:
        assert read.get(key, {}) == expected.get(key, {})


@pytest.mark.skipif(GIT is None, reason="git is not installed")
@pytest.mark.parametrize(("theirs", "code"), [("{BB}", 0), ("{CC}", 1)])
def test_git_merges_with_the_program_and_marks_what_clashes(
    rl: Callable[..., Ran], tmp_path: Path, theirs: str, code: int
) -> None:
    assert rl("--version").code == 0
    folder = tmp_path / "paper"
    folder.mkdir()

    def git(*words: str) -> int:
        assert GIT
        return subprocess.run([GIT, "-C", str(folder), *words], check=False, capture_output=True).returncode

    git("init", "-q", "-b", "main")
    for name, value in (("email", "a@example.org"), ("name", "A")):
        git("config", f"user.{name}", value)
    git("config", "merge.readinglist.driver", f"{sys.executable} -m readinglist merge-driver %O %A %B %P")
    (folder / ".gitattributes").write_text("*.bib merge=readinglist\n")
    refs = folder / "refs.bib"

    def commit(text: str) -> None:
        refs.write_text(text, "utf-8")
        git("add", "-A")
        git("commit", "-q", "-m", "refs")

    commit(BASE)
    git("checkout", "-q", "-b", "theirs")
    commit(changed(("{B}", theirs), end=NEW % ("t", 1)))
    git("checkout", "-q", "main")
    commit(changed(("{B}", "{BB}"), end=NEW % ("o", 2)))
    assert git("merge", "-q", "--no-edit", "theirs") == code
    text = refs.read_text("utf-8")
    assert {"{BB}", theirs, "{New 1}", "{New 2}"} <= {
        piece for piece in ("{BB}", "{CC}", "{New 1}", "{New 2}") if piece in text
    }
    assert ("<<<<<<< ours" in text) == bool(code)


META = "@misc{a, title = {A}}\n\n@comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n}\n"


def test_groups_of_jabref_that_both_added_stand_in_the_one_comment_each_below_its_own() -> None:
    ours, theirs = (META.replace(";\n}", f";\n1 {name};\n2 {name}{name};\n}}") for name in "xy")
    merged = merge(META, ours, theirs + "\n@Comment{jabref-meta: saveActions:enabled;}\n")
    assert merged.text.startswith(META.replace(";\n}", ";\n1 x;\n2 xx;\n1 y;\n2 yy;\n}"))
    assert merged.text.endswith("}\n@Comment{jabref-meta: saveActions:enabled;}\n")
    assert not merged.clashes


def test_a_comment_of_several_lines_that_one_side_adds_stays_whole() -> None:
    merged = merge("% c\n@misc{a,t={A}}\n", "% d\n@misc{a,t={A}}\n", "% c\n@comment{new:\n x\n}\n@misc{a,t={A}}\n")
    assert merged.text == "% d\n@comment{new:\n x\n}\n@misc{a,t={A}}\n"


def test_a_macro_that_one_side_defines_otherwise_is_no_conflict_with_a_new_one() -> None:
    base, entry = '@string{x = "X"}\n', "@misc{a, t = x}\n"
    merged = merge(base + entry, base + '@string{z = "Z"}\n' + entry, '@string{x = "Y"}\n' + entry)
    assert not merged.clashes
    assert {*merged.text.splitlines()} == {'@string{x = "Y"}', '@string{z = "Z"}', entry.strip()}


@pytest.mark.parametrize(("standing", "set_in"), [("2000", "{2000}"), ('"x y"', "{x y}"), ("{2000}", "2000")])
def test_a_value_that_one_side_only_encloses_otherwise_follows_the_other(standing: str, set_in: str) -> None:
    entry = "@misc{a,\n  year = %s,\n  title = {T}\n}\n"
    merged = merge(entry % standing, (entry % set_in).replace("{T}", "{U}"), entry % "1999")
    assert not merged.clashes
    assert "year = 1999" in merged.text


def test_the_name_of_a_macro_in_braces_is_another_value() -> None:
    entry = "@misc{a,\n  month = %s,\n  title = {T}\n}\n"
    assert merge(entry % "jan", (entry % "{jan}").replace("{T}", "{U}"), entry % "feb").clashes


def test_fields_of_one_name_get_no_other_name() -> None:
    entry = "@misc{a,\n  title = {A},\n  title = {B},\n}\n"
    merged = merge(entry, entry.replace("{A}", "{C}"), entry.replace("{B}", "{D}"))
    assert [one.name for one in merged.clashes] == [""]
    assert "title_2" not in merged.text


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        (
            "@misc{a,t={ü}}\n",
            "@misc{a,t={ü},y=1}\n",
            "@misc{a,t={ü},n={ö}}\n",
            "@misc{a,t={ü},y=1, n = {ö}}\n".encode("latin-1"),
        ),
        (
            "@misc{a,t={ü}}\n",
            "@misc{a,t={ü},y=1}\n",
            "@misc{a,t={ü}}\n@misc{b,t={€}}\n",
            "@misc{a,t={ü},y=1}\n@misc{b,t={€}}\n".encode(),
        ),
        (
            "@misc{a,t={x\ny}}\n",
            "@misc{a,t={x\r\ny},y=1}\r\n",
            "@misc{a,t={x\nz}}\n@misc{b,\n}\n",
            b"@misc{a,t={x\r\nz},y=1}\r\n@misc{b,\r\n}\r\n",
        ),
        ("@misc{a,t={x\ny}}\n", "@misc{a,t={x\ny},y=1}\n", "@misc{a,t={x\r\nz}}\r\n", b"@misc{a,t={x\nz},y=1}\n"),
        ("@misc{a,t={A}}\n", "\ufeff@misc{a,t={A},y=1}\n", "@misc{a,t={B}}\n", "\ufeff@misc{a,t={B},y=1}\n".encode()),
    ],
)
def test_encoding_mark_and_line_ends_are_ours(
    rl: Callable[..., Ran], tmp_path: Path, base: str, ours: str, theirs: str, expected: bytes
) -> None:
    for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        (tmp_path / name).write_bytes(text.encode("latin-1" if "ü" in text and "€" not in text else "utf-8"))
    ran = rl("merge-driver", "base", "ours", "theirs", "my refs.bib")
    assert (ran.code, ran.err) == (0, "")
    assert (tmp_path / "ours").read_bytes() == expected
