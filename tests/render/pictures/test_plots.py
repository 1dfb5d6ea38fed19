"""Plots: bars and dots that say their numbers in words and in a table."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from readinglist.render.pictures import plots

SPACE = "{http://www.w3.org/2000/svg}"
HOSTILE = '"><script>alert(1)</script>'


def svg(plot: plots.Plot) -> ET.Element:
    return ET.fromstring("\n".join(plot.lines))  # noqa: S314 - our own text


def test_what_was_added_and_read_is_a_bar_each_in_every_month_from_the_first_to_the_last() -> None:
    plot = plots.by_month({"2026-01": 4, "2026-04": 2}, {"2026-04": 1}, "m")
    assert plot.said == "6 added and 1 read from 2026-01 to 2026-04; most in 2026-01."
    assert plot.rows == (("2026-01", "4", "0"), ("2026-02", "0", "0"), ("2026-03", "0", "0"), ("2026-04", "2", "1"))
    drawn = svg(plot)
    bars = [bar for bar in drawn.iter(f"{SPACE}rect") if bar.get("height") != "12"]
    assert [bar.get("class") for bar in bars] == ["bar", "bar", "second"]
    assert float(bars[0].get("height", "")) == pytest.approx(2 * float(bars[1].get("height", "")), abs=0.1)
    described = drawn.find(f"{SPACE}desc")
    assert described is not None
    assert described.text == plot.said
    assert drawn.get("role") == "img"


def test_a_long_time_is_shown_by_years() -> None:
    plot = plots.by_month({"2010-03": 1, "2026-11": 5}, {}, "m")
    assert plot.title == "Added and read, by year"
    assert plot.rows[0] == ("2010", "1", "0")
    assert len(plot.rows) == 17


@pytest.mark.parametrize("counts", [{}, {"2026-11": 1}, {"2026-11": 10**9}, {"": 3}, {"not a month": 3}])
def test_little_much_and_odd_months_are_drawn(counts: dict[str, int]) -> None:
    assert svg(plots.by_month(counts, counts, "m")).tag == f"{SPACE}svg"


def test_names_are_bars_in_their_order_that_lead_somewhere_if_they_are_to() -> None:
    plot = plots.by_name("To work on", {"stubs": 12, HOSTILE: 3}, "n", link=lambda name: f"/?q={name}")
    assert plot.rows == (("stubs", "12"), (HOSTILE, "3"))
    drawn = svg(plot)
    assert [link.get("href") for link in drawn.iter(f"{SPACE}a")] == ["/?q=stubs", f"/?q={HOSTILE}"]
    figure = "".join(plots.figure(plot))
    assert "<script" not in figure
    assert '<th scope="row">stubs</th><td>12</td>' in figure


def test_of_many_names_the_first_are_drawn_and_all_are_in_the_table() -> None:
    plot = plots.by_name("Tags", {f"t{number}": 100 - number for number in range(50)}, "n")
    assert len(list(svg(plot).iter(f"{SPACE}rect"))) == 20
    assert len(plot.rows) == 50
    assert plot.said.endswith("; 30 more are in the table.")


def test_a_tag_and_year_is_a_dot_whose_area_is_its_number() -> None:
    plot = plots.by_tag_and_year({"moe": {2017: 1, 2024: 4}, "mla": {2024: 16}}, "g")
    assert plot.heads == ("Tag", "2017", "2024")
    assert plot.rows == (("moe", "1", "4"), ("mla", "", "16"))
    assert plot.said == "moe 5, 2017 to 2024; mla 16, 2024."
    sizes = [float(dot.get("r", "")) for dot in svg(plot).iter(f"{SPACE}circle")]
    assert sizes[2] == pytest.approx(2 * sizes[1], abs=0.1)


def test_many_years_are_the_last_ones_and_what_is_earlier_together() -> None:
    plot = plots.by_tag_and_year({"moe": dict.fromkeys(range(1990, 2026), 1)}, "g")
    assert plot.heads[:3] == ("Tag", "before 2010", "2010")
    assert plot.rows[0][1] == "20"
    assert svg(plots.by_tag_and_year({}, "g")).tag == f"{SPACE}svg"
