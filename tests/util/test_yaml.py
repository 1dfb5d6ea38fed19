"""YAML: texts, lists and dictionaries, and never more than was written."""

from __future__ import annotations

import itertools

import pytest
import yaml as pyyaml

from readinglist.util import yaml


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("a: b", {"a": "b"}),
        ("a: b # c\n# d\ne: 'f # g'", {"a": "b", "e": "f # g"}),
        (
            "a:\n  b: c\n  d:\n    - e\n    - f: g\n      h: i\nj: k",
            {"a": {"b": "c", "d": ["e", {"f": "g", "h": "i"}]}, "j": "k"},
        ),
        ("a:\n- b\n- c", {"a": ["b", "c"]}),
        ("a: [b, 'c, d', \"e\"]\nf: {g: h, i: 'j'}", {"a": ["b", "c, d", "e"], "f": {"g": "h", "i": "j"}}),
        ("a: [b,\n  c]", {"a": ["b", "c"]}),
        ('a: "b\\e[31m\\0\\x7f"', {"a": "b[31m"}),
        ('a: "b\\n\\u00e9\\"c"', {"a": 'b\né"c'}),
        ("a: 'it''s\n  here'", {"a": "it's here"}),
        ("a: >-\n  b\n  c\n\nd: |\n  e\n  f", {"a": "b c", "d": "e\nf"}),
        ("a: one\n  two\nb: c", {"a": "one two", "b": "c"}),
        ("---\na: b\n...\nc: d", {"a": "b"}),
        ("a: https://x.org/b#c", {"a": "https://x.org/b#c"}),
        ("a: &anchor b", {"a": "b"}),
        ("a: 1.10\nb: 2023-04-01\nc: yes\nd: 'null'", {"a": "1.10", "b": "2023-04-01", "c": "yes", "d": "null"}),
        ("a: null\nb: ~\nc:", {"a": "", "b": "", "c": ""}),
        ("a: !!python/object/apply:os.system [b]", {"a": ["b"]}),
        ("a: b\na: c\n? [d]\n: e", {"a": "b"}),
        ("- - a\n  - b", [["a", "b"]]),
        ("", ""),
    ],
)
def test_values_are_texts_lists_and_dictionaries(source: str, value: object) -> None:
    assert yaml.load(source) == value


@pytest.mark.parametrize(
    "source",
    [
        "a: 'b", "a\nb", "a:\n  b: c\n d: e", "just text", "a: \ud800", 'a: "\\UFFFFFFFF"', "%YAML 1.99999999999\n---\na: b",
        "  - " * 50 + "a", "[" * 100_000, "{a: " * 50, "- - " * 40_000, "a: " + "b" * 200_000,
    ],
)  # fmt: skip
def test_what_is_no_yaml_or_is_too_much_of_it_is_broken(source: str) -> None:
    with pytest.raises(yaml.BrokenError):
        yaml.load(source)


def test_an_alias_is_broken_so_that_no_small_file_becomes_a_large_one() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in itertools.pairwise("abcdefgh")
    )
    with pytest.raises(yaml.BrokenError, match="alias"):
        yaml.load(bomb)


def test_a_file_reads_alike_without_the_library_in_c(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "a: 1.10\nb: >-\n  c\n  d\ne: ~\nf: {g: 'h', i: [j]}"
    fast = yaml.load(source)
    monkeypatch.delattr(pyyaml, "CSafeLoader", raising=False)
    assert yaml.load(source) == fast == {"a": "1.10", "b": "c d", "e": "", "f": {"g": "h", "i": ["j"]}}


def test_what_anchors_name_is_given_again_as_far_as_is_allowed() -> None:
    source = "a: &one {b: c}\nd: *one\ne: [*one, *one]"
    assert yaml.load(source, copies=9) == {"a": {"b": "c"}, "d": {"b": "c"}, "e": [{"b": "c"}, {"b": "c"}]}
    with pytest.raises(yaml.BrokenError, match="alias"):
        yaml.load(source, copies=8)
    with pytest.raises(yaml.BrokenError, match="alias of nothing"):
        yaml.load("a: &a [*a]", copies=9)


def test_copies_of_copies_count_as_much_as_they_bring() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in itertools.pairwise("abcdefghij")
    )
    with pytest.raises(yaml.BrokenError, match="brings too much"):
        yaml.load(bomb, copies=1000)


def test_mappings_know_their_lines_and_what_is_said_twice() -> None:
    found = yaml.load("# a comment\na:\n\n  b: c\nd: [e,\n {f: g}]\na: h\n? [i]\n: j\n")
    assert isinstance(found, yaml.YamlMapping)
    assert (found.line, found.again) == (2, [("a", "h"), ("", "j")])
    inner, listed = found["a"], found["d"]
    assert isinstance(inner, yaml.YamlMapping)
    assert isinstance(listed, list)
    assert (inner.line, listed[1].line) == (2, 6)


def test_a_fault_has_its_line() -> None:
    with pytest.raises(yaml.BrokenError) as broken:
        yaml.load("a: b\nc: [d\ne: f\n")
    assert broken.value.line in (2, 3)
