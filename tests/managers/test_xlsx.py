"""Spreadsheets of Excel: what their cells show is read to limits, formulas are not, and sheets that are no tables are said."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest

from readinglist import managers
from readinglist.managers import citavi, xlsx
from readinglist.model.record import Problem, Record
from readinglist.model.wishes import NO_WISHES, Wishes
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BOOK = f'<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{{}}</sheets></workbook>'
STYLES = (
    f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="170" formatCode="d\\.m\\.yyyy"/><numFmt numFmtId="171" formatCode="0 &quot;days&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>'
)


def text(value: str) -> str:
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def row(*values: str) -> str:
    return f"<row>{''.join(map(text, values))}</row>"


def sheet(*rows: str) -> str:
    return f"<worksheet {MAIN}><sheetData>{''.join(rows)}</sheetData></worksheet>"


def book(path: Path, *sheets: str, strings: str = "", **more: str) -> Path:
    names = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(sheets) + 1))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", more.get("book", BOOK.format(names)))
        archive.writestr("xl/styles.xml", STYLES)
        if strings:
            archive.writestr("xl/sharedStrings.xml", strings)
        for number, content in enumerate(sheets, 1):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", content)
    return path


def read(path: Path, wishes: Wishes = NO_WISHES) -> list[Record]:
    return [item for item in xlsx.load(path, wishes) if isinstance(item, Record)]


def said(path: Path, wishes: Wishes = NO_WISHES) -> list[str]:
    return [item.message for item in xlsx.load(path, wishes) if isinstance(item, Problem)]


def test_a_spreadsheet_is_told_from_other_archives(tmp_path: Path) -> None:
    path = book(tmp_path / "a.bin", sheet(row("Title", "Author"), row("A", "Doe, Jane")))
    module = managers.of(path)
    assert module is not None
    assert module.NAME == "xlsx"
    assert not citavi.is_one(path)
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 and no archive")
    assert not xlsx.is_one(tmp_path / "b.xlsx")


def test_a_row_is_a_source_and_columns_are_told_and_shown(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", sheet(row("Titel", "Autor", "Regal"), row("Füchse", "Eva Müller", "A 3")))
    (found,) = read(path)
    assert (found.title, found.contributors[0].family, found.plain("xlsx-regal")) == ("Füchse", "Müller", "A 3")
    assert said(path) == ["columns: Titel → title, Autor → author, Regal → xlsx-regal; --columns changes it"]
    (other,) = read(path, Wishes(columns="Regal=library"))
    assert other.plain("library") == "A 3"


def test_shared_texts_are_read_without_how_they_are_read_aloud(tmp_path: Path) -> None:
    strings = (
        f"<sst {MAIN}><si><t>Title</t></si><si><t>Author</t></si><si><r><t>Of </t></r><r><t>Foxes</t></r>"
        "<rPh><t>aloud</t></rPh></si></sst>"
    )
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    cells += '<row r="5"><c r="A5" t="s"><v>2</v></c><c r="B5" t="s"><v>99</v></c></row>'
    (found,) = read(book(tmp_path / "a.xlsx", sheet(cells), strings=strings))
    assert (found.title, found.line) == ("Of Foxes", 5)


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ('<c s="1"><v>43964</v></c>', "2020-05-13"),
        ('<c s="2"><v>43964.5</v></c>', "2020-05-13"),
        ("<c><v>2020</v></c>", "2020"),
        ('<c s="3"><v>2020</v></c>', "2020"),
        ('<c t="d"><v>2020-05-13</v></c>', "2020-05-13"),
    ],
)
def test_numbers_that_are_shown_as_dates_are_dates(tmp_path: Path, cell: str, date: str) -> None:
    (found,) = read(book(tmp_path / "a.xlsx", sheet(row("Title", "Date"), f"<row>{text('A')}{cell}</row>")))
    assert found.plain("date")[:10] == date


def test_formulas_are_never_evaluated_and_errors_are_empty(tmp_path: Path) -> None:
    cells = f'<row>{text("A")}<c><f>1+1</f><v>7</v></c><c t="str"><f>HYPERLINK("x")</f><v>shown</v></c><c t="e"><v>#REF!</v></c></row>'
    (found,) = read(book(tmp_path / "a.xlsx", sheet(row("Title", "Volume", "Series", "Number"), cells)))
    assert [found.plain(name) for name in ("volume", "series", "number")] == ["7", "shown", ""]


def test_long_numbers_are_whole(tmp_path: Path) -> None:
    cells = f"<row>{text('A')}<c><v>9.7803064061570005E12</v></c><c><v>9780306406157</v></c></row>"
    (found,) = read(book(tmp_path / "a.xlsx", sheet(row("Title", "Nothing", "ISBN"), cells)))
    assert found.plain("isbn") == "9780306406157"


def test_every_sheet_that_is_a_table_is_read_and_others_are_said(tmp_path: Path) -> None:
    one = sheet(row("Title", "Author"), row("A", "B C"))
    path = book(tmp_path / "a.xlsx", one, sheet(row("Costs", "May"), row("1", "2")), sheet(), one.replace("A<", "D<"))
    assert [found.title for found in read(path)] == ["A", "D"]
    assert "the sheet “S2” was left out, as its first row names no columns" in said(path)
    assert said(path)[0].startswith("sheet “S1”: columns: ")


def test_empty_rows_and_far_columns_cost_nothing(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>A</t></is></c><c r="XFD1048576"><v>1</v></c></row>'
    (found,) = read(book(tmp_path / "a.xlsx", sheet(row("Title", "Author"), "<row></row>" * 1000, far)))
    assert found.title == "A"


@pytest.mark.parametrize(
    "content",
    [
        "<worksheet",
        '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet>&b;</worksheet>',
    ],
)
def test_a_sheet_that_is_no_xml_or_has_entities_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(UnreadableFile):
        list(xlsx.load(book(tmp_path / "a.xlsx", content), NO_WISHES))


def test_a_spreadsheet_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", BOOK.format('<sheet name="S1" r:id="r1"/>'))
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 101_000_000)
    with pytest.raises(UnreadableFile, match="longer than"):
        list(xlsx.load(path, NO_WISHES))


def test_a_damaged_spreadsheet_is_said_in_a_sentence(tmp_path: Path, rl: Callable[..., Ran]) -> None:
    whole = book(tmp_path / "a.xlsx", sheet(row("Title", "Author"), row("A", "B C"))).read_bytes()
    for place in range(30, len(whole), 150):
        damaged = tmp_path / "b.xlsx"
        damaged.write_bytes(whole[:place] + b"\xff\x00\xff" + whole[place + 3 :])
        assert rl("import", str(damaged), "--dry-run").code in (0, 6)
