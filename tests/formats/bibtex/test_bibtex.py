from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from readinglist import formats
from readinglist.formats import biblatex, bibtex
from readinglist.formats.bibtex import markup, parallel, parse
from readinglist.library.imports.prepare import prepared
from readinglist.model.record import Passage, Problem, Record
from readinglist.util import encoding
from readinglist.util.text import squeeze
from tests.work import assert_linear, assert_linear_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readinglist.model.record import Item

DATA = Path(__file__).resolve().parent.parent.parent / "data"
VALID = sorted(DATA.glob("valid/*.bib"))


def read(text: str) -> list[Record]:
    return [item for item in bibtex.load(text) if isinstance(item, Record)]


def problems(text: str) -> list[Problem]:
    return [item for item in bibtex.load(text) if isinstance(item, Problem)]


def valid(name: str) -> dict[str, Record]:
    return {record.key: record for record in read(DATA.joinpath("valid", f"{name}.bib").read_text("utf-8"))}


def sources(records: Iterable[Record]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [(r.key, r.type, [(f.name, f.raw) for f in r.fields]) for r in records]


def only(text: str) -> Record:
    (record,) = read(text)
    return record


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_an_ordinary_file_comes_through_whole(path: Path) -> None:
    text = path.read_text("utf-8")
    assert problems(text) == []
    records = read(text)
    keys = re.findall(r"^@(?!string|preamble|comment)\w+[{(]([^,]+),", text, re.MULTILINE | re.IGNORECASE)
    assert [record.key for record in records] == keys
    for record in records:
        for field in record.fields:
            assert re.search(rf"\b{re.escape(field.name)}\s*=\s*{re.escape(field.raw)}\s*[,}})]", text)


@pytest.mark.parametrize("path", [*VALID, DATA / "broken" / "mixed.bib"], ids=lambda path: path.stem)
def test_the_texts_of_all_items_are_the_file_to_the_byte(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = path.read_text("utf-8")
    for size in (1_500_000, 200):
        monkeypatch.setattr(parse, "_PIECE", size)
        parts = [item.text if isinstance(item, Passage) else item.raw for item in bibtex.load(text) if _is_text(item)]
        assert "".join(parts) == text


def _is_text(item: Item) -> bool:
    return not isinstance(item, Problem) or item.broken


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_export_and_import_are_a_fixed_point(path: Path) -> None:
    for module in (bibtex, biblatex):
        once = "".join(module.dump(read(path.read_text("utf-8"))))
        again = "".join(module.dump(read(once)))
        assert again == once


def test_fields_in_the_names_of_the_dialect_go_out_byte_for_byte() -> None:
    for name in ("zotero", "scholar", "acl", "dblp", "macros"):
        records = list(valid(name).values())
        assert sources(read("".join(bibtex.dump(records)))) == sources(records)


def test_a_zotero_entry_is_understood() -> None:
    record = valid("zotero")["okafor_sparse_2023"]
    assert record.title == "Sparse Routing in Large Language Models: A Field Study"
    assert [(c.given, c.prefix, c.family, c.literal) for c in record.contributors] == [
        ("Chidi", "", "Okafor", ""),
        ("Anneke", "van der", "Meer", ""),
        ("", "", "", "Routing Working Group"),
    ]
    assert record.plain("abstract") == "We report 95% confidence & a cost of $3.20 per token. Markup stays."
    assert record.tags == ("Computer Science - Machine Learning", "routing", "mixture of experts")
    assert record.date == "2023-03"
    assert record.plain("url") == "https://example.org/articles/12/3?format=full&lang=en#sec2"
    assert ("doi", "10.1000/jfs.2023.12.3") in [(i.scheme, i.value) for i in record.identifiers]


def test_a_jabref_entry_is_understood() -> None:
    records = valid("jabref")
    assert list(records) == ["Weiss2019", "Rossi2021", "Workshop2021"]
    assert records["Weiss2019"].type == "Article"
    assert records["Weiss2019"].byline == "Weiß & Łukasiewicz"
    assert records["Rossi2021"].title.startswith("A = B and a")


def test_names_of_the_acl_anthology_and_dblp_are_split_over_lines() -> None:
    acl = valid("acl")["nguyen-etal-2022-small"]
    assert [c.family for c in acl.contributors] == ["Nguyen", "García", "Sørensen", "Chen"]
    assert acl.contributors[-1].role == "editor"
    dblp = valid("dblp")["DBLP:conf/test/KowalskaDR20"]
    assert [(c.given, c.family) for c in dblp.contributors][:2] == [("Ewa", "Kowalska"), ("Pierre", "Dupont")]
    assert dblp.identifiers[0].value == "10.1000/978-3-0_1"


def test_macros_are_resolved_in_the_plain_copy_and_kept_in_the_source() -> None:
    records = valid("macros")
    journal = records["bo2001"].field("journaltitle")
    assert journal is not None
    assert (journal.raw, journal.plain) == ("nn", "Transactions of the Institute on Neural Networks")
    assert records["bo2001"].title == "Macros in Macros"
    assert records["bo2001"].date == "2001-05-05"
    assert records["paren2002"].plain("journal") == "apj"
    out = "".join(bibtex.dump(records.values()))
    assert out.index("@string{nn = {Transactions of the Institute on Neural Networks}}") < out.index("@article{bo2001")
    assert "journal = nn," in out
    assert "journal = apj," in out


def test_of_two_definitions_of_a_macro_each_entry_keeps_its_own() -> None:
    text = "@string{j = {One}}\n@misc{a, note = j}\n@string{J = {Two}}\n@misc{b, note = j}\n"
    records = read(text)
    assert [r.plain("note") for r in records] == ["One", "Two"]
    assert [r.plain("note") for r in read("".join(bibtex.dump(records)))] == ["One", "Two"]


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title={A}}\n@book{b title={B}, year=2001}\n@misc{c, title={C}}\n",
        "@misc{a, title={A},\n@book{b\n  title={B}, year=2001}\n@misc{c, title={C}}\n",
        "@misc{a, title={A},\n@book{b title={B}, year=2001\n@misc{c, title={C}}\n",
        "@misc{a, title={A}\n@book{b\n\ttitle = {B},\n\tyear = 2001\n}\n\n@misc(c title={C})\n",
    ],
)
def test_a_comma_that_is_missing_behind_a_key_mixes_no_entries(text: str) -> None:
    records = {record.key: record for record in read(text)}
    assert {key: record.title for key, record in records.items()} == {"a": "A", "b": "B", "c": "C"}
    assert records["b"].date == "2001"


def test_broken_entries_are_mended_or_reported_and_nothing_is_lost() -> None:
    text = DATA.joinpath("broken", "mixed.bib").read_text("utf-8")
    titles = {record.key: record.title for record in read(text)}
    assert titles == {
        "newline": "A type on a line of its own",
        "comma": "A comma is missing",
        "remark": "A comment inside",
        "backslash": "A value that ends in a backslash",
        "": "An equals sign",
        "twice": "First",
        "leading": "Leading commas",
        "mail": "An at sign begins a line",
        "hyphen": "A hyphen in the type",
        "open": "Never closed",
        "runaway": "A quotation mark is missing",
        "last": "The last",
    }
    assert sum(record.key == "" for record in read(text)) == 2
    fields = {record.key: {f.name: f.plain for f in record.fields} for record in read(text)}
    assert fields["comma"] == {"title": "A comma is missing", "year": "2001", "note": "still here"}
    assert fields["twice"] == {"title": "First", "title_2": "Second", "year": "2001"}
    assert fields["backslash"]["file"] == "C:\\dir\\"
    assert fields["open"]["year"] == "2004"
    assert fields["runaway"]["author"] == "Ada Chen"
    broken = [(p.line, p.raw.split("\n", 1)[0]) for p in problems(text) if p.broken]
    assert broken == [(text[: text.index("@article{nothing")].count("\n") + 1, "@article{nothing")]
    said = {p.line for p in problems(text) if not p.broken}
    for piece in ("@misc{comma", "@article{\n", "@misc{twice", "@misc{equals", "@misc{open"):
        assert text[: text.index(piece)].count("\n") + 1 in said


@given(st.text(alphabet=st.sampled_from('@{}(),="#%\\ \nab1misc~'), max_size=200))
def test_no_text_makes_the_reader_fail_or_lose_the_entry_after_it(garbage: str) -> None:
    text = f"{garbage}\n\n@misc{{after, title = {{It stands}}}}\n"
    if any(line.count("%") for line in garbage.splitlines()[-1:]):
        text = text.replace("\n\n@misc{after", "\n\n\n@misc{after")
    assert "after" in [record.key for record in read(text)] or any("after" in p.raw for p in problems(text))


def keys(text: str) -> list[str]:
    return [record.key for record in read(text)]


def test_a_per_cent_sign_in_an_entry_hides_no_entry_behind_it_on_its_line() -> None:
    text = "@misc{a, title = {50% of}} @misc{b, url = {http://e.org/%20x}} @misc{c, title = {C}\n"
    assert keys(text) == ["a", "b", "c"]
    assert keys("% @misc{off, title = {A}} @misc{off2, title = {B}}\n@misc{on, title = {C}}") == ["on"]


@pytest.mark.parametrize(
    ("lost", "line", "message"),
    [
        ("@Article,\n  author = {Sarda},\n  title = {No brace}\n", 3, "does not open"),
        ("@articleSmith99,\n  author = {Smith}\n}\n", 3, "does not open"),
        ("@in}proceedings{smith,\n  author = {Smith}\n}\n", 3, "does not open"),
        ("@{{{article{smith,\n  author = {Smith}\n}\n", 3, "does not open"),
        ("@InProc\n", 3, "does not open"),
        ("  title = {Behind the brace},\n  year = 1994)\n", 3, "title and what follows belong to no entry"),
        (",\n  year = 1994\n}\n", 3, "year and what follows belong to no entry"),
    ],
)
def test_what_was_meant_as_an_entry_and_cannot_be_read_is_never_passed_over(lost: str, line: int, message: str) -> None:
    text = f"@misc(one, author = {{A}})\n\n{lost}\n@misc{{two, title = {{T}}}}\n"
    assert keys(text) == ["one", "two"]
    (problem,) = problems(text)
    assert (problem.line, problem.broken) == (line, True)
    assert message in problem.message
    assert problem.raw == lost.strip()


@pytest.mark.parametrize(
    "comment",
    [
        "Book{smith,\n  title = {An entry without its at sign is commented out},\n}\n",
        "% @book{smith,\n  title = {Commented on its first line},\n}\n",
        "% title = {old},\n",
        "Bob, bob@example.org (at home), x = 1\n",
        "@comment{ title = {x} }\n",
        "a = b, as they say\n",
    ],
)
def test_a_comment_between_entries_is_none_of_our_business(comment: str) -> None:
    text = f"@misc{{one, title = {{T}}}}\n{comment}@misc{{two, title = {{T}}}}\n"
    assert keys(text) == ["one", "two"]
    assert problems(text) == []


def test_a_macro_or_preamble_that_does_not_end_is_told_and_hides_nothing() -> None:
    text = '@string{a = "open}\n@string{b = "B"}\n@preamble{ "open"\n@misc{k, title = a # b}\n'
    assert [(p.line, p.broken) for p in problems(text)] == [(1, False), (3, False)]
    assert only(text).title == "openB"


HOSTILE = (
    "@comment{", "@preamble{", "@misc{a, t = {", "\n@misc{a, title={", '\n@misc{a,\n t="x {\n', "@misc{a, ", "a @b(c ", "@\n",
    "@x", "\n@x", "{", '"', "#", "}", "= ", "@string{a=", "% @misc{", "@misc(k, t={x}) ", "@misc{k, a={b}, a={c}} ",
)  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_broken_text_takes_work_in_proportion_to_its_length(unit: str) -> None:
    assert_linear_in(lambda text: list(bibtex.load(text)), unit)
    assert list(bibtex.load(unit * (6000 // len(unit))))


@pytest.mark.parametrize("before", ["@misc{", "a @b(", "@misc{a, t={\n@b{", "@misc{a", "@", "@misc{a, t"])
def test_a_run_of_spaces_takes_work_in_proportion_to_its_length(before: str) -> None:
    assert_linear(lambda text: list(bibtex.load(text)), lambda times: f"{before}{' ' * times}=x", 500)


def test_a_long_value_in_chunks_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "_PIECE", 1000)
    value = "word " * 100_000
    chunks = [f"@misc{{k, abstract = {{{value}", *([value] * 3), "}}\n@misc{l, title = {T}}\n"]
    assert [record.key for record in bibtex.load(iter(chunks)) if isinstance(record, Record)] == ["k", "l"]


PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Co", "Zl", "Zp")), max_size=60)


@given(st.sampled_from(["title", "note", "booktitle", "publisher", "howpublished"]), PLAIN)
def test_what_a_person_types_is_what_the_plain_copy_says(name: str, typed: str) -> None:
    assume(markup.plain(typed) == squeeze(typed))  # tags and entities of HTML are read as such, whoever writes them
    raw = bibtex.encode(name, typed)
    record = bibtex.build("k", "misc", [(name, raw)])
    assert record.plain(name) == unicodedata.normalize("NFC", squeeze(typed))
    for module in (bibtex, biblatex):
        for ascii_only in (False, True):
            written = "".join(module.dump([record], ascii_only=ascii_only))
            (again,) = read(written)
            assert [item for item in bibtex.load(written) if isinstance(item, Problem)] == []
            if not ascii_only:
                assert again.plain(name) == record.plain(name)


@pytest.mark.parametrize(
    ("name", "typed", "raw"),
    [
        ("title", "Attention in DNA & GPT-4", r"{Attention in {DNA} \& {GPT-4}}"),
        ("title", "ALL CAPITALS HERE", "{ALL CAPITALS HERE}"),
        ("title", "DeepSeek-V3: a report", "{{DeepSeek-V3}: a report}"),
        ("publisher", "DNA & Sons", r"{DNA \& Sons}"),
        ("url", "https://e.org/a_b?x=%20&y=~z#f", "{https://e.org/a_b?x=%20&y=~z#f}"),
        ("url", "https://e.org/{", "{https://e.org/%7B}"),
        ("author", "{Bureau of Industry & Security}", r"{{Bureau of Industry \& Security}}"),
        ("month", "3", "mar"),
        ("month", "September", "sep"),
        ("year", "2024", "{2024}"),
        ("note", "50% of a_b {x} ~", r"{50\% of a\_b {\textbraceleft}x{\textbraceright} {\textasciitilde}}"),
    ],
)
def test_plain_text_is_encoded_once(name: str, typed: str, raw: str) -> None:
    assert bibtex.encode(name, typed) == raw


def test_a_biblatex_entry_is_written_in_the_names_of_classic_bibtex() -> None:
    record = only(
        "@report{k, author = {A}, title = {T}, institution = {I}, location = {L}, date = {2024-03-05}, journaltitle = {J},"
        " annotation = {N}, eprinttype = {arxiv}, type = {Working Paper}}"
    )
    out = "".join(bibtex.dump([record]))
    assert out.startswith("@techreport{k,")
    for line in (
        "year = {2024}",
        "month = mar",
        "address = {L}",
        "journal = {J}",
        "annote = {N}",
        "archiveprefix = {arxiv}",
    ):
        assert f"  {line},\n" in out
    thesis = "".join(bibtex.dump([only("@thesis{k, type = {mathesis}, institution = {U}, date = {2020}}")]))
    assert thesis.startswith("@mastersthesis{k,")
    assert "school = {U}" in thesis


def test_a_classic_entry_is_written_in_the_names_of_biblatex() -> None:
    out = "".join(
        biblatex.dump([only("@phdthesis{k, school = {U}, year = 2020, month = feb, address = {L}, annote = {N}}")])
    )
    assert out.startswith("@thesis{k,")
    for line in ("institution = {U}", "date = {2020-02}", "location = {L}", "annotation = {N}", "type = {phdthesis}"):
        assert f"  {line},\n" in out
    kept = "".join(biblatex.dump([only("@misc{k, year = {in press}, month = {Spring}}")]))
    assert "year = {in press}" in kept
    assert "month = {Spring}" in kept


def test_an_edit_keeps_the_place_and_name_of_a_field_and_the_rest_to_the_byte() -> None:
    record = only('@article{k, Author = "A", journal = {J}, year = 1999 }')
    edited = bibtex.edit(record, {"journaltitle": "{New}", "year": None, "pages": "{1}"})
    assert [(f.name, f.raw) for f in edited.fields] == [("Author", '"A"'), ("journal", "{New}"), ("pages", "{1}")]


def test_a_record_without_a_key_is_not_written() -> None:
    with pytest.raises(ValueError, match="without a key"):
        list(bibtex.dump([Record("", "misc")]))


def test_lines_are_counted_over_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "_PIECE", 300)
    text = "".join(f"@misc{{k{n},\n  title = {{T {n}}}\n}}\n\n" for n in range(100)) + "@article{broken\n  nothing\n"
    assert [record.line for record in read(text)] == [4 * n + 1 for n in range(100)]
    assert [problem.line for problem in problems(text)] == [401]
    passages = [item for item in bibtex.load(text) if isinstance(item, Passage)]
    assert [passage.line for passage in passages][:3] == [3, 7, 11]


def test_a_text_in_chunks_reads_as_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "_PIECE", 100)
    text = "".join(path.read_text("utf-8") for path in VALID)
    whole = sources(read(text))
    for size in (7, 64, 1000):
        chunks = (text[start : start + size] for start in range(0, len(text), size))
        assert sources(item for item in bibtex.load(chunks) if isinstance(item, Record)) == whole


def test_pieces_read_in_other_processes_come_in_order_with_their_macros(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "_PIECE", 2000)
    text = "@string{j = {One}}\n" + "".join(f"@misc{{k{n}, note = j, title = {{T}}}}\n" for n in range(300))
    text += "@string{j = {Two}}\n" + "".join(f"@misc{{l{n}, note = j, title = {{T}}}}\n" for n in range(300))
    alone = list(bibtex.load(text))
    monkeypatch.setattr(parallel, "workers", lambda: 2)
    apart = list(bibtex.load(text, parallel=prepared))
    assert apart == alone
    assert all(item.known_beforehand() == prepared(item) for item in apart if isinstance(item, Record))
    assert {r.plain("note") for r in alone if isinstance(r, Record)} == {"One", "Two"}


@pytest.mark.parametrize(
    ("data", "text", "notice"),
    [
        ("é".encode(), "é", ""),
        (b"\xef\xbb\xbf@misc", "@misc", ""),
        ("é".encode("cp1252"), "é", "Windows-1252"),
        (b"\x81\xe9", "\x81é", "Latin-1"),
        ("@misc é".encode("utf-16"), "@misc é", "UTF-16"),
        ("@misc{key".encode("utf-16-le"), "@misc{key", "UTF-16"),
        ("@misc{key".encode("utf-16-be"), "@misc{key", "UTF-16"),
        (b"a\r\nb\rc\x00", "a\nb\nc", ""),
        (b"", "", ""),
    ],
)
def test_bytes_are_decoded_as_what_they_are(
    data: bytes, text: str, notice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for block in (1 << 20, 1, 3):
        monkeypatch.setattr(encoding, "BLOCK", block) if data[:2] not in (b"\xff\xfe", b"@\x00", b"\x00@") else None
        found = formats.decoded(io.BytesIO(data))
        assert "".join(found.chunks) == text
        assert notice in found.notice
        assert bool(found.notice) == bool(notice)


@pytest.mark.parametrize("data", [b"%PDF-1.5", b"PK\x03\x04zip", b"\x1f\x8bgz", bytes(range(32)) * 10])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="it is"):
        formats.decoded(io.BytesIO(data))


def test_writing_loads_no_parser() -> None:
    script = "import sys, readinglist.formats.bibtex; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"bibtexparser", "pylatexenc"} & {name.split(".")[0] for name in ran.stdout.split()}


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        (r"{A \{ b}", "A { b"),
        (r"{A \} b}", "A } b"),
        (r"{lonely \{}", "lonely {"),
        (r"{lonely \}}", "lonely }"),
        (r'"open \{ x"', "open { x"),
        (r'"close \} x"', "close } x"),
        ("{in $\\{x: y$ and\n more \\{ text}", "in {x: y and more { text"),
    ],
)
@pytest.mark.parametrize(
    "form", ["@article{{a,\n  title = {0},\n  year = 2000\n}}", "@article{{a, title={0}, year=2000}}"]
)
def test_braces_meant_as_characters_lose_nothing(form: str, title: str, plain: str) -> None:
    before = "@misc{before, title = {B}, note = {x}}\n"
    text = f"{before}{form.format(title)}\n@misc{{after, title = {{A}}, note = {{y}}}}\n"
    items = list(bibtex.load(text))
    assert [item for item in items if isinstance(item, Problem)] == []
    records = [item for item in items if isinstance(item, Record)]
    assert [record.key for record in records] == ["before", "a", "after"]
    assert (records[1].title, records[1].date) == (plain, "2000")
    assert records[1].raw == form.format(title)
    out = "".join(bibtex.dump(records))
    assert list(bibtex.differences(records, out)) == []


def test_balanced_escapes_stay_to_the_byte() -> None:
    (record,) = read(r"@misc{a, title = {Set \{a, b\} and line \\{x} more}}")
    assert record.fields[0].raw == r"{Set \{a, b\} and line \\{x} more}"
