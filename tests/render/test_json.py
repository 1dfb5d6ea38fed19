"""Arrays and lines of JSON, which are written value by value."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from readinglist.render import json as contract

NAMES = st.text(max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4) | st.tuples(inner, inner),
    max_leaves=20,
)


@given(st.lists(VALUES, max_size=4))
def test_an_array_is_written_value_by_value_as_a_whole_one_is(values: list[object]) -> None:
    assert "\n".join(contract.array(values)) == contract.dumps(values)


@given(st.lists(VALUES, max_size=4))
def test_a_line_holds_a_value(values: list[object]) -> None:
    lines = list(contract.lines(values))
    assert not any("\n" in line for line in lines)
    assert [json.loads(line) for line in lines] == json.loads(json.dumps(values))
