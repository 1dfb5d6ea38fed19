"""Values within values, counted without going down them."""

from __future__ import annotations

import json

import pytest

from readinglist.util import nesting


def test_levels_are_what_lies_in_each_other() -> None:
    assert list(nesting.levels({"a": [1, {}], "b": 2})) == [[{"a": [1, {}], "b": 2}], [[1, {}], 2], [1, {}]]


@pytest.mark.parametrize(("depth", "deeper"), [(0, False), (3, False), (40, False), (60, True), (900, True)])
def test_what_is_deeper_than_any_file_is_known(depth: int, *, deeper: bool) -> None:
    assert nesting.is_deeper(json.loads("[" * depth + "1" + "]" * depth)) is deeper
    assert nesting.is_deeper(json.loads('{"a":' * depth + "1" + "}" * depth)) is deeper
