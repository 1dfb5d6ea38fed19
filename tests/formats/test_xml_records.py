"""Files of XML, record by record: what is sound is kept, wherever a fault lies."""

from __future__ import annotations

import pytest

from readinglist.formats import xml_records as xml
from readinglist.model.record import Problem
from tests.work import assert_linear

WHOLE = '<?xml version="1.0"?>\n<set>\n<r>one</r>\n<r>two</r>\n<r>three</r>\n</set>\n'


def read(text: str, *names: str) -> list[tuple[str, int] | Problem]:
    return [
        one if isinstance(one, Problem) else (xml.said(one[0]), one[1])
        for one in xml.elements(text, *(names or ("r",)))
    ]


def test_each_element_has_its_line() -> None:
    assert read(WHOLE) == [("one", 3), ("two", 4), ("three", 5)]


@pytest.mark.parametrize(
    "broken", ["<r>two & more</r>", "<r>two</q></r>", "<r>two", "<r>two</x>", "<r a=>two</r>", "<r>&nbsp;two</r>"]
)
def test_behind_a_record_that_is_no_xml_the_others_are_read(broken: str) -> None:
    found = read(WHOLE.replace("<r>two</r>", broken))
    sound = [one for one in found if not isinstance(one, Problem)]
    (problem,) = (one for one in found if isinstance(one, Problem))
    assert sound == [("one", 3), ("three", 5)]
    assert (problem.line, problem.broken, problem.raw.startswith(broken)) == (4, True, True)
    assert problem.message.startswith("it is no XML (")


@pytest.mark.parametrize("junk", ["& junk", "<x>", "</x>", "<!-- <r>no</r> -->", "<![CDATA[<r>no</r>]]>"])
def test_what_lies_between_records_loses_none(junk: str) -> None:
    found = read(WHOLE.replace("<r>two", f"{junk}\n<r>two"))
    assert [one for one in found if not isinstance(one, Problem)] == [("one", 3), ("two", 5), ("three", 6)]


def test_of_elements_in_each_other_the_innermost_are_given() -> None:
    assert read("<a><r><d><r>one</r></d></r><r>two</r></a>") == [("one", 1), ("two", 1)]


def test_a_prefix_without_a_namespace_does_no_harm() -> None:
    assert read('<z:r>\n<r xlink:href="a">one</r></z:r>') == [("one", 2)]
    assert read('<z:s xmlns:z="urn:z">\n<z:r>one</z:r></z:s>') == [("one", 2)]


def test_elements_of_several_names_come_in_their_order() -> None:
    assert read("<a><r>one</r><s>two</s><r>three</r></a>", "r", "s") == [("one", 1), ("two", 1), ("three", 1)]


@pytest.mark.parametrize("cut", range(len(WHOLE)))
def test_of_a_file_that_was_cut_all_that_was_whole_is_kept(cut: int) -> None:
    ends = [place for place in range(cut + 1) if WHOLE[:place].endswith("</r>")]
    found = read(WHOLE[:cut])
    assert len([one for one in found if not isinstance(one, Problem)]) == len(ends)


def test_a_file_whose_records_lie_in_no_xml_is_said_to_be_none() -> None:
    found = read("<a b><r>one</r><r>two</r><r>three</r></a>")
    raw = [one.raw for one in found if isinstance(one, Problem)]
    assert raw == ["<r>one</r>", "<r>two</r><r>three</r></a>"]


@pytest.mark.parametrize(
    "piece", ["<r>&</r>\n", "<r>one</r>\n", "<r>\n", "</r>", "<!--", "<![CDATA[", "<r", "<z:", "& "]
)
def test_a_long_file_is_read_in_proportion_to_its_length(piece: str) -> None:
    assert_linear(lambda text: list(xml.elements(text, "r")), lambda count: f"<a>{piece * count}", 1000)


@pytest.mark.parametrize("root", ["modsCollection", "mods"])
def test_a_file_that_declares_entities_is_told_and_said(root: str) -> None:
    text = f'<?xml version="1.0"?>\n<!DOCTYPE {root} [\n  <!ENTITY a "b">\n]>\n<{root}><titleInfo/></{root}>'
    assert xml.root_of(text) == root
    (problem,) = xml.elements(text, "mods")
    assert isinstance(problem, Problem)
    assert "entities" in problem.message


def test_what_stands_in_a_declaration_of_a_type_hides_no_record() -> None:
    text = "<!DOCTYPE mods [ <!ELEMENT mods ANY> ]>\n<mods><titleInfo/></mods>"
    assert xml.root_of(text) == "mods"
    assert not any(isinstance(one, Problem) for one in xml.elements(text, "mods"))
