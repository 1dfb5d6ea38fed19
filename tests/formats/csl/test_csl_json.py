"""CSL-JSON says what BibLaTeX says, both ways, and loses nothing on the way."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readinglist.formats import bibtex
from readinglist.formats import csl as csl_json
from readinglist.formats.bibtex import write
from readinglist.formats.csl import dates, tables, types
from readinglist.formats.csl import text as _csl_text
from readinglist.model.record import Problem, Record
from tests.formats.bibtex.test_dialects import LIBRARIES, TYPED
from tests.work import assert_linear


def record(entry: str) -> Record:
    (found,) = [item for item in bibtex.load(entry) if isinstance(item, Record)]
    return found


def item(entry: str) -> dict[str, Any]:
    return csl_json.item(record(entry))


def read(value: object) -> Record:
    (found,) = csl_json.load(json.dumps([value]))
    assert isinstance(found, Record)
    return found


@given(library=LIBRARIES)
def test_nothing_of_a_record_is_lost_on_the_way_through_csl(library: list[Record]) -> None:
    text = "".join(csl_json.dump(library))
    again = list(csl_json.load(text))
    assert list(csl_json.differences(library, text)) == []
    for before, after in zip(library, again, strict=True):
        modern = write.as_written(before, write.MODERN)
        assert isinstance(after, Record)
        assert after.values() == modern.values()
        assert set(after.contributors) == set(modern.contributors)
        assert (after.type.lower(), after.identifiers) == (modern.type.lower(), modern.identifiers)
        assert (after.tags, after.date) == (modern.tags, modern.date)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3000, 3000) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)
VARIABLES = st.sampled_from(
    sorted({*tables.MORE, *tables.MORE_NAMES, *tables.DATE_OF, *tables.OLDER, "author", "custom"})
)


@given(st.dictionaries(VARIABLES, VALUES, max_size=6), st.sampled_from([*sorted(tables.TYPES), "", "nonsense"]))
def test_no_item_makes_the_reader_fail(values: dict[str, Any], kind: str) -> None:
    found = read({"id": "x", "type": kind, **values})
    assert "".join(bibtex.dump([found])).startswith("@")
    assert json.loads("".join(csl_json.dump([found])))


@pytest.mark.parametrize("kind", sorted(tables.TYPES))
def test_every_type_of_csl_comes_back_as_it_was(kind: str) -> None:
    assert csl_json.item(read({"id": "x", "type": kind, "title": "T"}))["type"] == kind


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("@article{x, journaltitle={Nature}, eprint={2501.1}}", "article-journal"),
        ("@article{x, eprint={2501.00001}, eprinttype={arxiv}}", "article"),
        ("@misc{x, eprint={2501.00001}, archiveprefix={arXiv}}", "article"),
        ("@article{x, journal={arXiv preprint arXiv:2501.00001}, eprint={2501.00001}}", "article"),
        ("@article{x, journaltitle={WIRED}, entrysubtype={magazine}}", "article-magazine"),
        ("@article{x, journaltitle={The Times}, entrysubtype={newspaper}}", "article-newspaper"),
        ("@online{x, type={Blog post}}", "post-weblog"),
        ("@online{x, url={https://e.org}}", "webpage"),
        ("@legislation{x, entrysubtype={regulation}}", "regulation"),
        ("@legislation{x}", "legislation"),
        ("@phdthesis{x, school={MIT}}", "thesis"),
        ("@techreport{x, institution={MIT}}", "report"),
        ("@inreference{x}", "entry-encyclopedia"),
        ("@inbook{x}", "chapter"),
        ("@conference{x}", "paper-conference"),
        ("@video{x}", "motion_picture"),
        ("@unpublished{x, eventtitle={A Day}}", "speech"),
        ("@unpublished{x}", "manuscript"),
        ("@misc{x, entrysubtype={interview}}", "interview"),
        ("@software{x}", "software"),
        ("@dataset{x}", "dataset"),
        ("@patent{x}", "patent"),
        ("@whatever{x}", "document"),
    ],
)
def test_types_are_told_by_what_an_entry_says(entry: str, kind: str) -> None:
    assert item(entry)["type"] == kind


def test_an_article_says_all_of_itself() -> None:
    found = item(
        r"""@article{m, author={M{\"u}ller, J{\"o}rg and {DeepSeek-AI} and others}, title={On {DNA}}, subtitle={A Story},
        journal={Zeitschrift f{\"u}r Modelle}, year=2020, month=may, volume=3, number=2, pages={12--15}, langid={german},
        doi={10.1000/xyz}, issn={1234-5678}, keywords={a, b}, urldate={2021-01-02}, url={https://e.org/a_b?c=%20}}"""
    )
    assert found == {
        "id": "m",
        "type": "article-journal",
        "title": "On DNA: A Story",
        "container-title": "Zeitschrift für Modelle",
        "author": [{"family": "Müller", "given": "Jörg"}, {"literal": "DeepSeek-AI"}, {"literal": "others"}],
        "issued": {"date-parts": [[2020, 5]]},
        "accessed": {"date-parts": [[2021, 1, 2]]},
        "volume": "3",
        "issue": "2",
        "page": "12-15",
        "DOI": "10.1000/xyz",
        "ISSN": "1234-5678",
        "URL": "https://e.org/a_b?c=%20",
        "keyword": "a, b",
        "language": "de",
    }


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("van der Berg, Jan", {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}),
        ("King, Jr., Martin Luther", {"family": "King", "given": "Martin Luther", "suffix": "Jr."}),
        ("{Bureau of Industry, and Security}", {"literal": "Bureau of Industry, and Security"}),
        (
            "family=Goethe, given=Johann, prefix=von, useprefix=false",
            {"family": "Goethe", "given": "Johann", "dropping-particle": "von"},
        ),
        ("Plato", {"family": "Plato"}),
        ("García Márquez, Gabriel", {"family": "García Márquez", "given": "Gabriel"}),
        ("others", {"literal": "others"}),
    ],
)
def test_names_keep_their_parts_both_ways(name: str, parts: dict[str, str]) -> None:
    assert item(f"@book{{x, author={{{name}}}}}")["author"] == [parts]
    assert csl_json.item(read({"id": "x", "type": "book", "author": [parts]}))["author"] == [parts]


def test_a_family_name_with_a_separator_in_it_stays_one_name() -> None:
    (person,) = read({"id": "x", "author": [{"family": "Fish and Sons, Ltd", "given": "A."}]}).contributors
    assert (person.family, person.given) == ("Fish and Sons, Ltd", "A.")


def test_people_in_other_roles_are_kept() -> None:
    roles = {name: [{"family": "Doe", "given": name}] for name in ("director", "interviewer", "container-author")}
    found = csl_json.item(read({"id": "x", "type": "chapter", "title": "T", **roles}))
    assert {name: found[name] for name in roles} == roles


@pytest.mark.parametrize(
    ("edtf", "csl"),
    [
        ("2017", {"date-parts": [[2017]]}),
        ("2017-06-12", {"date-parts": [[2017, 6, 12]]}),
        ("2017/2019", {"date-parts": [[2017], [2019]]}),
        ("2017-06/", {"date-parts": [[2017, 6], [0]]}),
        ("1999~", {"date-parts": [[1999]], "circa": True}),
        ("2017-21", {"date-parts": [[2017]], "season": 1}),
        ("-0043", {"date-parts": [[-44]]}),
        ("0000", {"date-parts": [[-1]]}),
        ("y12000", {"date-parts": [[12000]]}),
    ],
)
def test_dates_are_the_same_both_ways(edtf: str, csl: dict[str, Any]) -> None:
    assert dates.to_csl(edtf) == csl
    assert dates.from_csl(csl) == edtf


@pytest.mark.parametrize(
    ("edtf", "csl"),
    [
        ("199X", {"date-parts": [[1990], [1999]]}),
        ("2001?", {"date-parts": [[2001]], "circa": True}),
        ("../2017", {"literal": "–2017"}),
        ("2004-06-12T10:30", {"date-parts": [[2004, 6, 12]]}),
        ("in press", {"literal": "in press"}),
        ("", None),
    ],
)
def test_dates_that_csl_cannot_say_are_said_as_nearly_as_it_can(edtf: str, csl: dict[str, Any] | None) -> None:
    assert dates.to_csl(edtf) == csl


@pytest.mark.parametrize(
    ("csl", "edtf"),
    [
        ({"date-parts": [["2020", "05", 1]]}, "2020-05-01"),
        ({"date-parts": [[2020, 2, 31]]}, "2020"),
        ({"date-parts": [[2020, 5, ""]]}, "2020-05"),
        ({"date-parts": [[2020]], "season": "summer"}, "2020-22"),
        ({"raw": "May 2020"}, "May 2020"),
        ({"literal": "in press"}, "in press"),
        ({"date-parts": [["soon"]], "literal": "soon"}, "soon"),
        ({"date-parts": [[]]}, ""),
        ("2020-05-01", "2020-05-01"),
        (7, "7"),
        ([], ""),
        (None, ""),
    ],
)
def test_dates_of_other_programs_are_understood(csl: object, edtf: str) -> None:
    assert dates.from_csl(csl) == edtf


def test_a_year_that_is_no_date_is_literal_and_comes_back() -> None:
    assert item("@book{x, year={in press}}")["issued"] == {"literal": "in press"}
    assert read({"id": "x", "type": "book", "issued": {"literal": "in press"}}).plain("year") == "in press"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"\emph{E.\ coli} and {\it others}", "<i>E. coli</i> and <i>others</i>"),
        (r"H$_2$O, 10$^{th}$, $x^2$", 'H<sub>2</sub>O, 10<sup>th</sup>, <span class="nocase">x²</span>'),
        (r"\textbf{a} \textsc{b}", '<b>a</b> <span style="font-variant:small-caps;">b</span>'),
        (r"{\"U}ber {D}atabases", "Über Databases"),
        ("p < 0.05 &amp; <i>J</i>", "p < 0.05 & <i>J</i>"),
        ("{{Nested} braces}", '<span class="nocase">Nested braces</span>'),
        ("{{NASA}} and {NASA}", '<span class="nocase">NASA</span> and NASA'),
        ("<script>x</script>", "<script>x</script>"),
        (r"\unknown{x} \'{e} open {brace", r'x é open <span class="nocase">brace</span>'),
    ],
)
def test_markup_of_a_title_becomes_tags(source: str, shown: str) -> None:
    assert _csl_text.rich(source) == shown


@given(
    st.lists(st.one_of(TYPED, st.sampled_from(["<i>", "</i>", "<b>x</b>", "&lt;", "<", "{", "\\"])), max_size=6).map(
        " ".join
    )
)
def test_any_text_of_csl_becomes_balanced_latex(text: str) -> None:
    raw = _csl_text.latex(text, "")
    assert raw.count("{") == raw.count("}")
    assert bibtex.build("x", "book", [("title", f"{{{raw}}}")]).fields


def test_a_preprint_says_its_archive() -> None:
    found = item("@online{x, title={T}, eprint={2501.12948}, eprinttype={arxiv}}")
    assert (found["number"], found["publisher"], found["URL"]) == (
        "arXiv:2501.12948",
        "arXiv",
        "https://arxiv.org/abs/2501.12948",
    )
    assert ("arxiv", "2501.12948") in [(i.scheme, i.value) for i in read(found).identifiers]


def test_a_volume_of_a_larger_work_is_told_from_the_work() -> None:
    whole = item("@book{x, maintitle={Works}, title={Letters}, volume=2}")
    assert (whole["title"], whole["volume-title"], whole["volume"]) == ("Works", "Letters", "2")
    part = item("@inbook{x, title={Chapter}, booktitle={Letters}, maintitle={Works}}")
    assert (part["container-title"], part["volume-title"]) == ("Works", "Letters")


def test_fields_that_csl_has_no_place_for_go_along_and_come_back() -> None:
    text = "".join(csl_json.dump([record("@report{x, title={T}, titleaddon={Second}, isrn={A 1}, institution={I}}")]))
    assert json.loads(text)[0]["custom"]["biblatex"]["fields"] == {
        "title": "T",
        "titleaddon": "Second",
        "isrn": "A 1",
    }
    (again,) = csl_json.load(text)
    assert isinstance(again, Record)
    assert (again.plain("titleaddon"), again.plain("isrn")) == ("Second", "A 1")


def test_what_another_program_edited_counts_before_what_went_along() -> None:
    (edited,) = json.loads("".join(csl_json.dump([record("@book{x, title={The Big {DNA} Story of Us}, isrn={A 1}}")])))
    edited["title"] = "A small story"
    again = read(edited)
    assert (again.title, again.plain("isrn")) == ("A small story", "A 1")


def test_what_went_along_cannot_break_an_entry() -> None:
    custom = {"biblatex": {"type": "book}", "fields": {"a b": "x", "note": "{{unbalanced", "isrn": 7}}}
    found = read({"id": "x", "type": "book", "title": "T", "custom": custom})
    assert [item for item in bibtex.load("".join(bibtex.dump([found]))) if isinstance(item, Problem)] == []


def test_variables_without_a_field_keep_their_names_and_values() -> None:
    given_ = {
        "medium": "CD",
        "archive": "A & B",
        "categories": ["a", "b"],
        "custom": {"mine": 1},
        "collection-number": "7",
    }
    found = csl_json.item(read({"id": "x", "type": "report", "title": "T", "number": "1", **given_}))
    assert {name: found.get(name) for name in given_ if name != "custom"} == {
        name: value for name, value in given_.items() if name != "custom"
    }


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ({"id": "doe2020"}, "doe2020"),
        ({"id": 12}, "12"),
        ({"id": "http://zotero.org/users/1/items/ABC"}, ""),
        ({"id": "http://zotero.org/1", "citation-key": "doe2020"}, "doe2020"),
        ({"id": "a b", "note": "Citation Key: doe2021\nOther: x"}, "doe2021"),
    ],
)
def test_the_key_is_what_an_item_is_cited_by(value: dict[str, Any], key: str) -> None:
    assert read({"title": "T", **value}).key == key


def test_a_broken_item_is_reported_with_its_line_and_the_others_are_taken() -> None:
    text = '[\n{"id": "a", "title": "A"},\n{"id": "b", "title": },\n{"id": "c", "title": "C"},\n7\n]\n'
    found = list(csl_json.load(text))
    assert [item.key for item in found if isinstance(item, Record)] == ["a", "c"]
    assert [(item.line, item.broken) for item in found if isinstance(item, Problem)] == [(3, True), (5, True)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("[]", 0),
        ('{"id": "a", "title": "A"}', 1),
        ('\ufeff [{"id": "a", "title": "A"}', 2),
        ('{"items": [{"id": "a", "title": "A"}]}', 1),
        ('{"references": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]}', 2),
        ('[{"x": 1}]', 1),
        ("[" * 100_000, 2),
    ],
)
def test_whatever_json_is_given_comes_to_an_end(text: str, count: int) -> None:
    assert len(list(csl_json.load(text))) == count


def test_our_own_json_is_named_as_what_it_is() -> None:
    (found,) = csl_json.load('[{"key": "a", "fields": {}, "contributors": []}]')
    assert isinstance(found, Problem)
    assert "readinglist's own JSON" in found.message


def test_a_difference_is_named() -> None:
    first, second = record("@book{a, title={A}}"), record("@book{b, title={B}}")
    text = "".join(csl_json.dump([first, record("@book{c, title={C}}")]))
    assert list(csl_json.differences([first, second], text)) == [
        "b: is not in the file",
        "c: is in the file, and should not be",
    ]
    assert list(csl_json.differences([record("@report{a, title={B}}")], text))[:2] == [
        "a: title differs",
        "a: type differs",
    ]


def test_letters_are_escaped_where_ascii_is_asked_for() -> None:
    text = "".join(csl_json.dump([record("@book{x, title={Über}}")], ascii_only=True))
    assert text.isascii()
    assert json.loads(text)[0]["title"] == "Über"


def test_a_record_without_a_key_is_refused() -> None:
    with pytest.raises(ValueError, match="without a key"):
        list(csl_json.dump([bibtex.build("", "book", [("title", "{T}")])]))


def test_a_preprint_is_known_by_its_journal_too() -> None:
    assert types.is_preprint(record("@article{x, journal={arXiv:2501.00001}, eprint={2501.00001}}").plain)
    assert not types.is_preprint(record("@article{x, journal={Nature}}").plain)


def test_a_file_full_of_broken_items_is_given_up_and_kept() -> None:
    assert_linear(lambda text: list(csl_json.load(text)), lambda times: "[\n" + '{"id": },\n' * times + "]", 200)
    found = list(csl_json.load("[\n" + '{"id": },\n' * 200_000 + "]"))
    assert len(found) == 101
    last = found[-1]
    assert isinstance(last, Problem)
    assert last.line == 102
    assert last.raw.count("id") == 199_900


def test_lines_are_counted_once_however_many_items_there_are() -> None:
    text = "[\n" + ",\n".join(f'{{"id": "k{n}",\n"title": "T"}}' for n in range(2000)) + "\n]"
    assert [record.line for record in csl_json.load(text) if isinstance(record, Record)][-1] == 4000


def test_characters_and_numbers_that_nobody_can_keep_do_no_harm() -> None:
    text = (
        r'[{"id": "a", "title": "x\ud800y\u0000z \ud83c\udf0d", "volume": '
        + "9" * 5000
        + r', "issue": 1.5, "medium": NaN,'
        r' "author": [{"family": "\udfff"}], "issued": {"date-parts": [[Infinity, 1e999]]}, "accessed": {"date-parts": [[1e999]]}}]'
    )
    (found,) = csl_json.load(text)
    assert isinstance(found, Record)
    assert found.title == "x?yz 🌍"
    assert (found.plain("volume"), found.plain("number")) == ("9" * 5000, "")
    assert "".join(bibtex.dump([found])).encode("utf-8")


def _record(items: list[dict[str, Any]]) -> Record:
    (found,) = csl_json.load(json.dumps(items))
    assert isinstance(found, Record)
    return found


@pytest.mark.parametrize(
    ("written", "kind"), [("podcast", "broadcast"), ("totally-unknown", "document"), ("50% & more", "document")]
)
def test_a_type_that_csl_does_not_know_is_kept_in_words(written: str, kind: str) -> None:
    record = _record([{"id": "a", "type": written, "title": "Odd"}])
    assert (record.type, record.plain("entrysubtype")) == ("misc", written)
    (item,) = json.loads("".join(csl_json.dump([record])))
    assert item["type"] == kind
    assert _record([item]).fields == record.fields


@pytest.mark.parametrize("name", ["custom", "title", "author", "issued", "whatever"])
@pytest.mark.parametrize(("begin", "end"), [("[", "]"), ('{"a":', "}")])
def test_an_item_that_is_nested_deeply_is_broken_and_the_others_are_read(name: str, begin: str, end: str) -> None:
    for depth in (60, 900):
        deep = f'{{"id": "a", "type": "book", "{name}": {begin * depth}1{end * depth}}}'
        first, second = csl_json.load(f'[{deep}, {{"id": "b", "type": "book", "title": "B"}}]')
        assert isinstance(first, Problem)
        assert "nested" in first.message
        assert isinstance(second, Record)


@pytest.mark.parametrize(
    "value", ["[" * 900 + "]" * 900, "[" * 100_000, "9" * 9000, "NaN", "1e999", "[NaN, Infinity]", "[1,"]
)
def test_a_field_that_only_looks_like_a_variable_of_csl_leaves_the_export_sound(value: str) -> None:
    (record,) = bibtex.load(f"@misc{{a, title = {{T}}, csl-foo = {{{value}}}}}")
    assert isinstance(record, Record)
    text = "".join(csl_json.dump([record]))

    def refused(constant: str) -> None:
        raise ValueError(constant)

    (item,) = json.loads(text, parse_constant=refused)
    assert item["title"] == "T"
