"""What JabRef, BibDesk and Mendeley keep in a .bib: groups are tags, and what was read, is pressing or was written to it comes along."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from readinglist.library.imports.bib_programs import groups_of
from readinglist.library.imports.read import read
from readinglist.model.record import Problem, Record
from readinglist.model.wishes import NO_WISHES, Wishes
from tests.work import assert_linear

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

JABREF = r"""@Article{doe2020,
  author        = {Doe, Jane},
  title         = {Of Foxes},
  year          = {2020},
  keywords      = {fur},
  groups        = {Chapter 1, Gone},
  priority      = {prio1},
  readstatus    = {skimmed},
  ranking       = {rank4},
  comment       = {Of all.},
  comment-jane  = {Compare {DNA}.},
  creationdate  = {2023-05-01T10:00:00},
}

@Book{roe1999,
  author = {Roe, Max},
  title  = {Of Wolves},
  year   = {1999},
}

@Comment{jabref-meta: databaseType:bibtex;}

@Comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 StaticGroup:Thesis\;0\;1\;0x8a8a8aff\;\;What it is about\;;
2 StaticGroup:Chapter 1\;0\;0\;\;\;\;;
2 KeywordGroup:On fur\;0\;keywords\;fur\;0\;0\;1\;\;\;\;;
1 ExplicitGroup:Old/er\;0\;roe1999\;;
1 SearchGroup:Recent\;0\;year>2019\;0\;0\;1\;\;\;\;;
}
"""
BIBDESK = """@article{doe2020,
	title = {Of Foxes},
	date-added = {2010-05-01 12:00:00 +0200},
	rating = {4},
	read = {1}}

@comment{BibDesk Static Groups{
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<array>
	<dict><key>group name</key><string>Thesis</string><key>keys</key><string>doe2020,roe1999</string></dict>
</array>
</plist>
}}
"""


def items(text: str, wishes: Wishes = NO_WISHES) -> list[object]:
    return list(read("a.bib", io.BytesIO(text.encode()), wishes)[0].items)


def records(text: str, wishes: Wishes = NO_WISHES) -> list[Record]:
    return [item for item in items(text, wishes) if isinstance(item, Record)]


def test_groups_of_jabref_are_tags_with_those_around_them() -> None:
    doe, roe = records(JABREF)
    assert doe.tags == ("fur", "Thesis/Chapter 1", "skimmed")
    assert roe.tags == ("Old-er",)


def test_groups_are_left_out_where_that_is_wished() -> None:
    doe, roe = records(JABREF, Wishes(collections=False))
    assert (doe.tags, roe.tags) == (("fur", "skimmed"), ())


def test_what_was_read_is_pressing_or_was_written_to_an_entry_comes_along_and_the_fields_stay() -> None:
    doe, roe = records(JABREF)
    assert (doe.status, doe.priority) == ("read", 3)
    assert doe.added == "2023-05-01T10:00:00Z"
    assert [(note.text, note.public) for note in doe.notes] == [("Of all.", False), ("Compare DNA.", False)]
    assert [doe.plain(name) for name in ("groups", "ranking", "readstatus", "comment-jane")] == [
        "Chapter 1, Gone",
        "rank4",
        "skimmed",
        "Compare DNA.",
    ]
    assert (roe.status, roe.priority, roe.notes) == ("", 0, ())


def test_groups_that_are_queries_are_said() -> None:
    (said,) = [item.message for item in items(JABREF) if isinstance(item, Problem)]
    assert said == "2 groups are queries, and left out: Thesis/On fur, Recent"


@pytest.mark.parametrize(
    ("line", "name", "path"),
    [
        (r"1 StaticGroup:A\\\;B\;0\;1\;\;\;\;;", "A;B", "A;B"),
        (r"1 StaticGroup:A, B\;0\;1\;\;\;\;;", "A, B", "A B"),
        ("1 StaticGroup:A lo\nng name\\;0\\;1\\;\\;\\;\\;;", "A long name", "A long name"),
        ("1 StaticGroup:Öl\\;0\\;1\\;\\;\\;\\;;", "Öl", "Öl"),
        ("7 StaticGroup:Deep\\;0\\;1\\;\\;\\;\\;;", "Deep", "Deep"),
    ],
)
def test_names_of_groups_are_read_with_all_their_signs(line: str, name: str, path: str) -> None:
    found = groups_of(f"@Comment{{jabref-meta: grouping:\n0 AllEntriesGroup:;\n{line}\n}}\n")
    assert dict(found.paths) == {name: [path]}


def test_an_entry_of_bibdesk_has_its_groups_and_what_was_read() -> None:
    (doe,) = records(BIBDESK)
    assert (doe.tags, doe.status, doe.added) == (("Thesis",), "read", "2010-05-01T10:00:00Z")
    assert doe.plain("rating") == "4"


@pytest.mark.parametrize(
    "plist",
    [
        "<plist><array><dict></array></plist>",
        '<!DOCTYPE plist [<!ENTITY a "b">]><plist><string>&a;</string></plist>',
        "<plist><string>x</string></plist>",
        "<plist>" + "<array>" * 500 + "</plist>",
    ],
)
def test_groups_of_bibdesk_that_cannot_be_read_do_no_harm(plist: str) -> None:
    text = f"@comment{{BibDesk Static Groups{{\n<?xml version='1.0'?>\n{plist}\n}}}}\n"
    assert not groups_of(text).by_key


def test_an_entry_of_mendeley_has_its_tags_and_folders() -> None:
    (doe,) = records(
        "@article{a,\ntitle = {A},\nkeywords = {x},\nmendeley-tags = {x,Y z},\nmendeley-groups = {Thesis/One,Two}\n}\n"
    )
    assert doe.tags == ("x", "Y z", "Thesis/One", "Two")


def test_an_entry_of_no_program_is_as_it_was() -> None:
    text = "@article{a, title = {A}, keywords = {x}, note = {groups = {B}}}\n"
    (found,) = records(text)
    assert (found.tags, found.status, found.raw) == (("x",), "", text.strip())


def test_groups_are_read_in_proportion_to_their_number() -> None:
    line = "1 StaticGroup:A\\;0\\;1\\;\\;\\;\\;;\n"
    assert_linear(groups_of, lambda count: "@Comment{jabref-meta: grouping:\n" + line * count + "}\n", 300)
    assert_linear(groups_of, lambda count: "@Comment{jabref-meta: grouping:\n" * count, 300)
    assert_linear(groups_of, lambda count: "@comment{BibDesk Static Groups{\n<?xml" * count, 300)


def test_notes_of_jabref_never_leave_and_its_own_fields_go_back(rl: Callable[..., Ran]) -> None:
    assert rl("import", "-", input=JABREF).code == 0
    (found,) = rl("show", "doe2020", "--json").json
    assert (found["status"], found["priority"], [note["public"] for note in found["notes"]]) == (
        "read",
        3,
        [False, False],
    )
    assert "Compare" not in rl("export", "--format", "bibtex").out
    assert "comment-jane" in rl("export", "--format", "bibtex", "--omit", "none").out
