"""The writing commands, as a user calls them: each does what it says, refuses what cannot be, and can be undone."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from readinglist.library.location import Location
    from tests.conftest import Ran


def test_tag_adds_removes_and_keeps_the_keywords_in_step(shelf: Callable[..., Ran]) -> None:
    ran = shelf("tag", "vaswani", "jiang", "+classic", "-attention", "-nothere")
    assert ran.lines == ["vaswani2017attention: transformer/base, classic", "jiang2024mixtral: moe, classic"]
    assert "keywords = {transformer/base, classic}" in shelf("show", "vaswani", "--bibtex").out
    shelf("tag", "--where", "tag:classic", "--remove", "classic", "--add", "x", "--add", "y/z")
    assert shelf("list", "tag:y", "--keys-only").lines == ["vaswani2017attention", "jiang2024mixtral"]
    shelf("tag", "yu2023", "-x")
    assert shelf("show", "yu2023", "--json").json[0]["tags"] == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["+x"], 2),
        (["vaswani"], 2),
        (["nobody", "+x"], 3),
        (["vaswani", "+a,b"], 2),
        (["vaswani", "+"], 2),
        (["--where", "foo:x", "+a"], 2),
    ],
)
def test_tag_refuses_what_cannot_be(shelf: Callable[..., Ran], arguments: list[str], code: int) -> None:
    assert shelf("tag", *arguments).code == code


def test_set_checks_values_and_changes_a_field_under_the_name_it_has(shelf: Callable[..., Ran]) -> None:
    ran = shelf("set", "mueller2020", "journaltitle=Nature & Co", "date=2021-02-03")
    assert ran.lines == [
        "journal: Zeitschrift für Modelle → Nature & Co",
        "year: 2020 → –",
        "month: may → –",
        "date: – → 2021-02-03",
    ]
    assert r"  journal = {Nature \& Co}," in shelf("show", "mueller2020", "--bibtex").out
    for bad in (
        "date=2021-13-01",
        "date=2021-02-30",
        "doi=nope",
        "month=Juneember",
        "title=",
        "title",
        "a b=c",
        "key=x",
        "tags=x",
    ):
        assert shelf("set", "mueller2020", bad).code == 2, bad
    assert shelf("set", "mueller2020", "entrytype=report").lines == ["entrytype: article → report"]
    assert shelf("set", "nobody", "title=x").code == 3


def test_unset_says_what_was_not_there(shelf: Callable[..., Ran]) -> None:
    ran = shelf("unset", "mueller2020", "journaltitle", "pages")
    assert (ran.code, ran.lines) == (0, ["journal: Zeitschrift für Modelle → –"])
    assert "mueller2020 has no pages." in ran.err


def test_notes_are_written_changed_and_removed(shelf: Callable[..., Ran]) -> None:
    assert shelf("note", "mu", "first").out == "mueller2020 note 1\n"
    assert shelf("note", "mu", "-", input="from stdin\n").out == "mueller2020 note 2\n"
    assert shelf("note", "mu", "--quote", "said so", "--page", "3-5").out == "mueller2020 note 3\n"
    assert shelf("note", "mu", "--edit", "1", "--public", "--locator", "section 2").code == 0
    assert shelf("note", "mu", "--edit", "3", "with thought").code == 0
    assert shelf("note", "mu", "--remove", "2").code == 0
    assert shelf("show", "mu", "--json").json[0]["notes"] == [
        {"id": 1, "text": "first", "quote": "", "locator": "section 2", "public": True},
        {"id": 3, "text": "with thought", "quote": "said so", "locator": "pages 3-5", "public": False},
    ]
    assert shelf("note", "mu", "--edit", "9", "x").code == 3
    assert shelf("note", "mu", "--remove", "2").code == 3
    assert shelf("note", "mu", "x", "--page", "1", "--locator", "section 1").code == 2
    assert shelf("note", "mu", "").code == 2
    assert shelf("note", "mu").code == 2


def test_private_notes_and_reasons_leave_the_library_only_when_asked_for(shelf: Callable[..., Ran]) -> None:
    shelf("note", "mu", "my secret")
    shelf("note", "mu", "for all to see", "--public")
    shelf("queue", "mu", "--why", "a secret reason", "--via", "vaswani")
    for form in ("bibtex", "biblatex", "json"):
        out = shelf("export", "--format", form).out
        assert "secret" not in out
        assert "queued" not in out
    assert "for all to see" in shelf("export", "--format", "json").out
    private = shelf("export", "--format", "json", "--private").out
    assert "my secret" in private
    assert "a secret reason" in private
    assert shelf("export", "--private").code == 2


def test_links_show_at_both_ends_and_several_may_join_two_sources(shelf: Callable[..., Ran]) -> None:
    assert shelf("link", "mu", "supports", "vaswani").out == "mueller2020 supports vaswani2017attention\n"
    shelf("link", "mu", "cites", "vaswani")
    shelf("link", "mu", "cites", "vaswani")
    assert shelf("show", "vaswani", "--json").json[0]["links"] == [
        {"relation": "supports", "key": "mueller2020", "direction": "in"},
        {"relation": "cites", "key": "mueller2020", "direction": "in"},
    ]
    assert shelf("link", "mu", "likes", "vaswani").code == 2
    assert shelf("link", "mu", "cites", "mu").code == 2
    assert shelf("link", "mu", "cites", "nobody").code == 3
    assert shelf("unlink", "mu", "qualifies", "vaswani").code == 3
    assert shelf("unlink", "mu", "cites", "vaswani").code == 0
    assert shelf("unlink", "mu", "vaswani").code == 0
    assert shelf("show", "mu", "--json").json[0]["links"] == []


def test_a_former_key_works_wherever_a_key_is_taken_and_stays_taken(shelf: Callable[..., Ran]) -> None:
    ran = shelf("rename", "mueller2020", "mueller2020dna")
    assert (ran.code, ran.out) == (0, "mueller2020dna\n")
    for command in (
        ["show", "mueller2020"],
        ["tag", "mueller2020", "+x"],
        ["set", "mueller2020", "pages=1"],
        ["note", "mueller2020", "x"],
        ["link", "mueller2020", "cites", "yu2023"],
        ["queue", "vaswani", "--via", "mueller2020"],
        ["export", "--keys", "mueller2020"],
        ["start", "mueller2020"],
    ):
        assert shelf(*command).code == 0, command
    taken = shelf("add", "--title", "x", "--key", "mueller2020")
    assert taken.code == 4
    assert "former key of mueller2020dna" in taken.err
    assert shelf("rename", "yu2023", "Mueller2020").code == 4
    assert shelf("rename", "yu2023", "vaswani2017ATTENTION").code == 4
    assert shelf("rename", "yu2023", "has space").code == 2
    assert shelf("rename", "mueller2020dna", "mueller2020").code == 0
    assert shelf("show", "mueller2020", "--json").json[0]["aliases"] == ["mueller2020dna"]


def test_the_reading_workflow(shelf: Callable[..., Ran]) -> None:
    shelf("queue", "yu2023", "--why", "later")
    shelf("queue", "mu", "--why", "the proof", "--via", "vaswani", "--priority", "2")
    assert [source["key"] for source in shelf("queue", "--json").json] == ["mueller2020", "yu2023"]
    out = shelf("next").out
    assert "mueller2020" in out
    assert "priority 2 · the proof · via vaswani2017attention" in out
    assert shelf("start", "mu").out == "mueller2020: reading\n"
    ran = shelf("next")
    assert "yu2023" in ran.out
    assert "you are reading mueller2020" in ran.err
    assert shelf("queue").lines[0].startswith("now: mueller2020")
    assert shelf("done", "mu").out == "mueller2020: read\n"
    assert shelf("drop", "yu2023").out == "yu2023: dropped\n"
    empty = shelf("next")
    assert (empty.code, empty.out) == (0, "")
    assert shelf("queue", "--why", "nobody").code == 2
    assert shelf("queue", "mu", "--via", "mu").code == 2
    assert shelf("queue", "mu", "--via", "nobody").code == 3
    assert shelf("queue", "mu", "--priority", "99999").code == 2


def test_rm_asks_on_a_terminal_only_and_says_what_goes(shelf: Callable[..., Ran]) -> None:
    ran = shelf("rm", "mu")
    assert ran.code == 2
    assert "--yes" in ran.err
    shelf("note", "mu", "x")
    ran = shelf("rm", "mu", "mueller2020", "--yes")
    assert "mueller2020: Über die DNA der Modelle (1 note, 0 links)" in ran.err
    assert shelf("list", "--keys-only").lines == ["vaswani2017attention", "jiang2024mixtral", "yu2023"]


def test_undo_goes_back_several_steps_and_says_which(shelf: Callable[..., Ran]) -> None:
    shelf("tag", "mu", "+x")
    shelf("rename", "mu", "other")
    assert shelf("undo", "2", "--dry-run").lines == [
        "would undo 3: rename mu to other",
        "would undo 2: tag mu +x",
    ]
    assert shelf("undo", "2").lines == ["undone 3: rename mu to other", "undone 2: tag mu +x"]
    assert "(undone)" in shelf("log").lines[0]
    assert shelf("redo", "9").lines == ["done again 2: tag mu +x", "done again 3: rename mu to other"]
    assert shelf("undo", "99").code == 0
    assert shelf("list").out == ""
    assert shelf("undo").code == 3
    assert shelf("undo", "0").code == 2
    assert shelf("seed").code == 0
    assert shelf("redo").code == 3


def test_seed_twice_changes_nothing(rl: Callable[..., Ran]) -> None:
    assert "added 77 sources" in rl("seed").err
    before = rl("list", "--json").out
    assert rl("seed").err == "nothing new: all 77 exist already.\n"
    assert rl("list", "--json").out == before
    assert len(rl("log", "--json").json) == 1


def test_init_makes_a_library_once_and_says_where(rl: Callable[..., Ran], tmp_path: Path) -> None:
    assert rl("--library", "new.db", "init", "--dry-run").code == 0
    assert not tmp_path.joinpath("new.db").exists()
    made = rl("--library", "new.db", "init")
    assert (made.code, made.out) == (0, f"{tmp_path / 'new.db'}\n")
    assert made.err.startswith("created")
    assert rl("--library", "new.db", "init").err.startswith("it existed already")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let $EDITOR be a sed script."""

    def use(script: str) -> None:
        path = tmp_path / "my editor.sh"
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("EDITOR", f"'{path}' --wait")
        monkeypatch.delenv("VISUAL", raising=False)

    return use


def test_edit_changes_what_was_edited_and_nothing_else(
    shelf: Callable[..., Ran], editor: Callable[[str], None]
) -> None:
    editor("sed -i 's/2020-05/2021-06-07/; s/{DNA}/{RNA}/' \"$2\"")
    assert shelf("edit", "mu").out == "mueller2020\n"
    out = shelf("show", "mu", "--bibtex").out
    assert 'title = {{\\"U}ber die {RNA} der Modelle},' in out
    assert 'journal = {Zeitschrift f{\\"u}r Modelle},' in out
    assert "year = {2021},\n  month = jun," in out


def test_edit_may_change_the_key_and_the_old_one_works(
    shelf: Callable[..., Ran], editor: Callable[[str], None]
) -> None:
    editor("sed -i 's/mueller2020/renamed/' \"$2\"")
    assert shelf("edit", "mu").out == "renamed\n"
    assert shelf("show", "mueller2020", "--json").json[0]["key"] == "renamed"


def test_edit_with_nothing_changed_says_so(shelf: Callable[..., Ran], editor: Callable[[str], None]) -> None:
    editor("true")
    assert shelf("edit", "mu").err == "nothing was changed.\n"


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("echo '@article{broken' > \"$2\"", 2),
        ("sed -i '$d' \"$2\"; echo '@misc{second,}' >> \"$2\"", 2),
        ("sed -i 's/mueller2020/yu2023/' \"$2\"", 4),
    ],
)
def test_a_mistake_in_the_editor_loses_nothing(
    shelf: Callable[..., Ran], editor: Callable[[str], None], script: str, code: int
) -> None:
    before = shelf("list", "--json").out
    editor(script)
    ran = shelf("edit", "mu")
    assert ran.code == code
    assert "Your text is kept in" in ran.err
    assert shelf("list", "--json").out == before


def test_an_editor_that_fails_changes_nothing(
    shelf: Callable[..., Ran], editor: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    editor("exit 3")
    assert shelf("edit", "mu").code == 1
    monkeypatch.setenv("EDITOR", "/no/such/editor")
    ran = shelf("edit", "mu")
    assert ran.code == 1
    assert "did not start" in ran.err


def test_a_note_is_written_in_the_editor(shelf: Callable[..., Ran], editor: Callable[[str], None]) -> None:
    editor("printf ' and more' >> \"$2\"")
    assert shelf("note", "mu").out == "mueller2020 note 1\n"
    shelf("note", "mu", "--edit", "1")
    assert shelf("show", "mu", "--json").json[0]["notes"][0]["text"] == "and more and more"
    editor("true")
    assert shelf("note", "mu").code == 2


def test_a_piece_that_was_kept_aside_is_mended_in_the_editor(
    rl: Callable[..., Ran], editor: Callable[[str], None]
) -> None:
    broken = "@article{bad\n  this is no field\n"
    assert rl("import", "-", input=f"@misc{{good, title = {{Good}}}}\n\n{broken}").code == 6
    assert "`readinglist edit --broken 1` mends it" in rl("doctor").out
    editor("true")
    assert rl("edit", "--broken", "1").code == 2
    assert rl("edit", "--broken", "2").code == 3
    assert rl("edit").code == 2
    assert rl("edit", "good", "--broken", "1").code == 2
    editor("sed -i 's/bad/bad,/; s/this is no field/title = {Mended}}/' \"$2\"")
    assert rl("edit", "--broken", "1").out == "bad\n"
    assert rl("show", "bad", "--json").json[0]["title"] == "Mended"
    assert "broken" not in {finding["kind"] for finding in rl("doctor", "--json").json}
    rl("undo")
    assert [finding["kind"] for finding in rl("doctor", "--json").json] == ["broken"]
    assert rl("list", "--keys-only").lines == ["good"]


def test_verbatim_gives_back_what_was_broken_too_until_it_is_mended(
    rl: Callable[..., Ran], editor: Callable[[str], None]
) -> None:
    text = "@misc{one, title = {One}}\n\n@Article,\n  title = {Open}\n}\n\n@misc{two, title = {Two}}\n"
    assert rl("import", "-", input=text).code == 6
    assert rl("export", "--verbatim").out == text
    editor("sed -i 's/@Article,/@misc{open,/' \"$2\"")
    assert rl("edit", "--broken", "1").out == "open\n"
    assert "@Article," not in rl("export", "--verbatim").out
    rl("undo")
    assert rl("export", "--verbatim").out == text


def test_edit_keeps_what_another_command_changed_while_the_editor_was_open(
    shelf: Callable[..., Ran], editor: Callable[[str], None], library: Location
) -> None:
    rl = f"'{sys.executable}' -m readinglist --library '{library.path}'"
    editor(
        f"{rl} set mueller2020 publisher=Late && {rl} tag mueller2020 +between && sed -i 's/{{DNA}}/{{RNA}}/' \"$2\""
    )
    assert shelf("edit", "mu").out == "mueller2020\n"
    (source,) = shelf("show", "mu", "--json").json
    assert "RNA" in source["title"]
    assert (source["fields"]["publisher"], "between" in source["tags"]) == ("Late", True)


def test_edit_refuses_what_collides_and_keeps_the_text(
    shelf: Callable[..., Ran], editor: Callable[[str], None], library: Location
) -> None:
    rl = f"'{sys.executable}' -m readinglist --library '{library.path}'"
    editor(f"{rl} set mueller2020 title=Theirs && sed -i 's/{{DNA}}/{{RNA}}/' \"$2\"")
    ran = shelf("edit", "mu")
    assert (ran.code, ran.out) == (4, "")
    assert "mueller2020: title is {Theirs} in the library by now, and" in ran.err
    assert "RNA" in Path(ran.err.split("kept in ")[1].split(".bib")[0] + ".bib").read_text("utf-8")
    assert shelf("show", "mu", "--json").json[0]["title"] == "Theirs"


def test_edit_takes_several_sources_in_one_operation(shelf: Callable[..., Ran], editor: Callable[[str], None]) -> None:
    editor("sed -i 's/^  title = {/  title = {New /' \"$2\"")
    assert shelf("edit", "mueller2020", "jiang2024mixtral", "mueller2020").lines == ["mueller2020", "jiang2024mixtral"]
    titles = [source["title"] for source in shelf("show", "mueller2020", "jiang2024mixtral", "--json").json]
    assert all(title.startswith("New ") for title in titles)
    shelf("undo")
    assert not any(source["title"].startswith("New ") for source in shelf("list", "--json").json)
