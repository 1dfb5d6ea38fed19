"""Tables of text: columns are told by their names in several languages, delimiters by what is there, and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from readinglist import formats
from readinglist.formats import csv
from readinglist.formats.tables import columns, delimited
from readinglist.model.record import Problem, Record
from tests.formats.samples import sample
from tests.work import assert_linear

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran


def read(text: str, said: str = "") -> list[Record]:
    return [item for item in csv.load(text, columns=said) if isinstance(item, Record)]


def problems(text: str, said: str = "") -> list[Problem]:
    return [item for item in csv.load(text, columns=said) if isinstance(item, Problem)]


def cells(text: str) -> list[list[str]]:
    return [row.cells for row in delimited.rows(text)]


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        ("Title,Author,Year,Journal", ["title", "author", "year", "journaltitle"]),
        ("TITEL;VERFASSER;ERSCHEINUNGSJAHR;VERLAG", ["title", "author", "year", columns.PUBLISHER]),
        ("Titre;Auteur(s);Année;Éditeur;Mots-clés", ["title", "author", "year", columns.PUBLISHER, "tags"]),
        ("Título;Autores;Año;Editorial;Palabras clave", ["title", "author", "year", columns.PUBLISHER, "tags"]),
        ("Titolo;Autore;Anno;Editore;Pagine", ["title", "author", "year", columns.PUBLISHER, "pages"]),
        ("title\tauthors\tpublication_year\tDOI", ["title", "author", "year", "doi"]),
        ("Titel;Herausgeber:innen;Ort;Auflage;Übersetzer/in", ["title", "editor", "location", "edition", "translator"]),
        ("Title,Date Added,Read,Priority,Shelf", ["title", "added", "status", "priority", ""]),
        ("title,howpublished,langid", ["title", "howpublished", "langid"]),
    ],
)
def test_columns_are_told_by_their_names(row: str, fields: list[str]) -> None:
    assert [one.field for one in columns.guess(cells(row)[0])] == fields


def test_what_columns_are_taken_for_is_said_first() -> None:
    (said,) = problems("Titel;Regal\nA;3\n", "")
    assert said.message == "columns: Titel → title, Regal → csv-regal; --columns changes it"
    assert not said.broken


def test_the_user_says_what_a_column_is_and_leaves_others_out() -> None:
    text = "Werk;Wer;Regal;Laune\nFüchse;Eva Müller;A 3;gut\n"
    (found,) = read(text, "Werk=title, Wer=author,Regal=library,Laune=")
    assert (found.title, found.contributors[0].family, found.plain("library")) == ("Füchse", "Müller", "A 3")
    assert len(found.fields) == 3
    assert "Laune → –" in problems(text, "Laune=,Werk=title")[0].message


def test_a_column_that_the_user_names_and_is_not_there_is_said() -> None:
    said = [one.message for one in problems("Title,Author\nA,B C\n", "Titel=title")]
    assert said[1] == "--columns names titel, which is no column of it"


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
@pytest.mark.parametrize("begin", ["", "\ufeff", "\n", "\ufeff\n\n"])
def test_the_delimiter_is_told_by_the_first_row(between: str, begin: str) -> None:
    text = begin + between.join(("Title", "Author", "Year")) + "\n" + between.join(("A", '"Doe, Jane"', "2020")) + "\n"
    assert csv.sniff(text)
    (found,) = read(text)
    assert (found.title, found.contributors[0].family, found.year) == ("A", "Doe", 2020)


def test_a_first_line_for_excel_names_the_delimiter() -> None:
    assert cells("sep=;\na;b,c\n") == [["a", "b,c"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('a,"b ""c"" d",e', [["a", 'b "c" d', "e"]]),
        ('a,"b\nc",d\ne', [["a", "b\nc", "d"], ["e"]]),
        ('a, "b,c" ,d', [["a", "b,c", "d"]]),
        ('a,"b "c" d",e', [["a", 'b "c" d', "e"]]),
        ('a,5" disk,b', [["a", '5" disk', "b"]]),
        ('a,"never ended\nb,c\n', [["a", '"never ended'], ["b", "c"]]),
        ('a,"=""123""",="456"\n', [["a", "123", "456"]]),
        ("a,,\n\n\n,,\nb\n", [["a", "", ""], ["b"]]),
        ('""', []),
        ("", []),
    ],
)
def test_cells_are_read_as_programs_write_them(text: str, found: list[list[str]]) -> None:
    assert cells(text) == found


def test_rows_have_the_lines_where_they_begin() -> None:
    assert [row.line for row in delimited.rows('\n\na,b\n"c\nd",e\n\nf,g\n')] == [3, 4, 7]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Doe, Jane; Roe, Max", ["Doe", "Roe"]),
        ("Jane Doe and Max Roe", ["Doe", "Roe"]),
        ("Jane Doe und Max Roe", ["Doe", "Roe"]),
        ("Doe, Jane\nRoe, Max", ["Doe", "Roe"]),
        ("Doe, Jane", ["Doe"]),
        ("Doe, Jane and Roe, Max", ["Doe", "Roe"]),
    ],
)
def test_people_are_never_told_apart_by_a_comma_alone(written: str, names: list[str]) -> None:
    (found,) = read(f'Title;Author\nA;"{written}"\n')
    assert [one.family for one in found.contributors] == names


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2020", "2020"),
        ("2020-05-13", "2020-05-13"),
        ("13.5.2020", "2020-05-13"),
        ("13/05/2020", "2020-05-13"),
        ("5/13/2020", "2020-05-13"),
        ("5/6/2020", "2020"),
        ("6.5.2020", "2020-05-06"),
        ("May 2020", "2020-05"),
    ],
)
def test_dates_are_read_as_they_are_written_and_never_guessed(written: str, date: str) -> None:
    (found,) = read(f"Title;Date\nA;{written}\n")
    assert found.plain("date") == date
    assert found.plain("csv-date") == (written if written == "5/6/2020" else "")


def test_a_table_of_goodreads_has_its_shelves_and_what_was_read() -> None:
    text = (
        "Book Id,Title,Author,Author l-f,ISBN,ISBN13,My Rating,Publisher,Number of Pages,Year Published,Date Added,Bookshelves,Exclusive Shelf,My Review\n"
        '7,Foxes,Jane Doe,"Doe, Jane","=""0306406152""","=""9780306406157""",5,A Press,120,2019,2023/05/01,beasts,to-read,\n'
    )
    (found,) = read(text)
    assert (found.type, found.plain("isbn"), found.plain("publisher")) == ("book", "9780306406157", "A Press")
    assert (found.status, found.tags, found.plain("pagetotal")) == ("queued", ("beasts",), "120")
    assert found.added == "2023-05-01T00:00:00Z"


def test_a_year_and_a_day_of_it_are_one_date() -> None:
    (found,) = read("Title;Year;Date\nA;2020;2020-05-13\n")
    assert (found.plain("date"), found.plain("csv-date")) == ("2020-05-13", "")
    (other,) = read("Title;Year;Date\nA;2019;2020-05-13\n")
    assert (other.plain("date"), other.plain("csv-date")) == ("2019", "2020-05-13")


@pytest.mark.parametrize(
    ("row", "cell", "kind"),
    [
        ("Journal", "J. of Foxes", "article"),
        ("Book title", "A Book", "incollection"),
        ("ISBN", "978-0-306-40615-7", "book"),
        ("URL", "https://example.org/a", "online"),
        ("DOI", "10.1000/fox", "article"),
        ("Note", "x", "misc"),
        ("Item Type", "bookSection", "incollection"),
        ("Typ", "Buchkapitel", "incollection"),
        ("Type", "Livre", "book"),
        ("Type", "proceedings", "proceedings"),
        ("Type", "Zine", "misc"),
    ],
)
def test_the_type_is_told_by_a_column_or_by_what_a_row_has(row: str, cell: str, kind: str) -> None:
    (found,) = read(f"Title;{row}\nA;{cell}\n")
    assert found.type == kind
    assert cell in {field.plain for field in found.fields} | {note.text for note in found.notes} or found.type == kind


def test_a_status_a_priority_and_tags_come_along() -> None:
    text = "Title;Gelesen;Priorität;Tags;Ordner\nA;ja;hoch;x, y;Thesis/One\nB;halb;9;x;\n"
    first, second = read(text)
    assert (first.status, first.priority, first.tags) == ("read", 3, ("x", "y", "Thesis/One"))
    assert (second.status, second.plain("csv-gelesen"), second.plain("csv-prioritat")) == ("", "halb", "9")


def test_a_table_of_zotero_has_no_citation_keys_in_its_key() -> None:
    text = 'Key,Item Type,Publication Year,Author,Title\nABCD2345,journalArticle,2020,"Doe, Jane; Roe, M.",A\n'
    (found,) = read(text)
    assert (found.key, found.plain("csv-key"), found.type) == ("", "ABCD2345", "article")


def test_a_key_of_the_table_is_kept() -> None:
    assert read("Citekey,Title\ndoe2020,A\n")[0].key == "doe2020"


def test_cells_beyond_the_columns_are_kept_and_short_rows_are_read() -> None:
    first, second = read("Title,Author\nA,B C,more,and more\nB\n")
    assert first.plain("csv-more") == "more; and more"
    assert second.title == "B"


def test_a_row_that_is_no_work_is_set_aside_with_its_line() -> None:
    (_, said) = problems("Title,Author,Pages\nA,B C,1\n,,5\n")
    assert (said.line, said.broken, said.raw) == (3, True, ",,5\n")


def test_formulas_are_text() -> None:
    (found,) = read('Title,Author,Url\n"=1+1",@SUM(A1),=HYPERLINK("https://example.org")\n')
    assert found.title == "=1+1"


def test_a_table_with_a_million_columns_is_read_to_a_limit_and_said() -> None:
    text = "Title,Author" + ",x" * 100_000 + "\nA,B C" + ",1" * 100_000 + "\n"
    items = list(csv.load(text))
    assert any("only the first" in item.message for item in items if isinstance(item, Problem))
    (found,) = [item for item in items if isinstance(item, Record)]
    assert found.title == "A"


def test_a_huge_cell_is_read() -> None:
    (found,) = read("Title,Abstract\nA," + "long " * 100_000 + "\n")
    assert len(found.plain("abstract")) > 400_000


@pytest.mark.parametrize("piece", ['"', '"a', '""', ",", '",', '"\n', " ", '" ', ";\n", '="', "a,\n"])
def test_rows_are_read_in_proportion_to_their_length(piece: str) -> None:
    assert_linear(lambda text: list(csv.load(text)), lambda count: "Title,Author\n" + piece * count, 300)


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\nhere is the list",
        "a,b\n1,2\n",
        "title\nA\n",
        "<a>title,author</a>",
        '{"title": 1, "author": 2}',
        "@misc{a, title, author}",
    ],
)
def test_what_is_no_table_of_works_is_not_taken_for_one(text: str) -> None:
    assert not csv.sniff(text)


@pytest.mark.parametrize("name", ["pocket", "instapaper", "raindrop", "readwise"])
def test_tables_that_programs_write_can_be_read_as_any_table(name: str) -> None:
    assert not csv.sniff(sample(name))
    assert len(read(sample(name))) >= 2


def test_columns_are_said_on_the_command_line(rl: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("Werk,Wer,Egal\nFüchse,Eva Müller,1\n", "utf-8")
    assert rl("import", str(path), "--from", "csv", "--columns", "Werk=title,Wer=author,Egal=").code == 0
    (found,) = rl("list", "--json").json
    assert (found["title"], found["fields"].get("csv-egal")) == ("Füchse", None)


def test_a_file_named_csv_is_a_table_also_where_nothing_tells_it() -> None:
    assert formats.by_content("a,b\n1,2\n", Path("x.CSV")).NAME == "csv"
