"""A library as text and back: nothing is lost, git merges what two people changed, and what cannot be read changes nothing."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from typing import TYPE_CHECKING

import pytest

from readinglist.library.dump import form
from readinglist.library.dump.load import load
from readinglist.library.dump.write import dump
from readinglist.library.errors import FolderInUse, NotADump, UnreadableDump
from readinglist.library.location import Location
from readinglist.util.errors import UnwritableFile
from tests.conftest import seed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Stocked

GIT = shutil.which("git")
BIB = r"""% a comment of the file
@string{jml = "Journal of Machine Learning"}
@article{doe2020, author = {Doe, Jane}, title = "On {Keys}", journal = jml, year = 2020, month = jan, keywords = {keys, locks}}
@book{Müller:1999, author = {M{\"u}ller, A.}, title = {Türen}, date = {1999}, keywords = {doors; {with, comma}}, doi = {10.1000/x}}
@misc{roe, title = {Third}, crossref = {Müller:1999}, title = {Third again}}
@broken{x, title = {never ends
"""


def full(run: Callable[..., Ran], folder: Path) -> None:
    """Fill a library with one of everything: a file with a broken entry, a text, an attachment, what was removed again."""
    run("add", "--title", "One", "--key", "howdeepseek")
    run("add", "--title", "Two", "--key", "yang2025how")
    (folder / "refs.bib").write_text(BIB, "utf-8")
    run("import", "refs.bib")
    run("note", "doe2020", "--locator", "page 3", "--quote", "a quote", "first\n\nsecond  \n", "--force")
    run("note", "doe2020", "gone")
    run("note", "doe2020", "--remove", "2")
    run("note", "doe2020", "last", "--public")
    run("set", "doe2020", "title=On Locks")
    run("queue", "doe2020", "--why", "asked for")
    run("rename", "roe", "poe")
    (folder / "page.txt").write_text("some words\f\nand more", "utf-8")
    run("attach", "doe2020", "page.txt", "--label", "notes")
    run("text", "Müller:1999", "page.txt")
    run("claim", "poe", "a claim")
    run("claim", "poe", "another")
    run("claim", "poe#c1", "--remove")
    run("evidence", "poe#c2", "supports", "doe2020", "--note", "why")


def with_seeds(run: Callable[..., Ran], folder: Path) -> None:
    seed(run, folder)
    full(run, folder)


@pytest.fixture
def stocked_full(stocked: Stocked) -> Callable[..., Ran]:
    return stocked("one of everything", full)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def tables(path: Path) -> dict[str, list[str]]:
    """Return the rows of every table but the log's, without the numbers by which rows name each other."""
    found = {}
    with sqlite3.connect(path) as connection:
        for (table,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fulltext%' AND name NOT LIKE '%words%'"
            " AND name NOT IN ('operation', 'change', 'rewriting', 'latecomer')"
        ).fetchall():
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            kept = [f'"{name}"' for name in names if name != "id" and not name.endswith("_id")]
            found[table] = sorted(map(repr, connection.execute(f"SELECT {', '.join(kept)} FROM {table}")))
    return found


def test_dump_and_load_give_the_same_library_and_the_same_text(
    stocked: Stocked, library: Location, tmp_path: Path
) -> None:
    assert stocked("one of everything and the seeds", with_seeds)("list", "--json").json
    dump(library, tmp_path / "one")
    other = Location(tmp_path / "other.db", "test")
    loaded = load(other, tmp_path / "one")
    dump(other, tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert tables(library.path) == tables(other.path)
    assert len(loaded.added) > 70
    assert load(other, tmp_path / "two").same == len(loaded.added)


def test_numbers_of_claims_stay_under_a_key_that_was_changed(stocked_full: Callable[..., Ran], tmp_path: Path) -> None:
    stocked_full("rename", "poe", "other")
    stocked_full("dump", "d")
    assert stocked_full("-l", "copy.db", "init").code == 0
    assert stocked_full("-l", "copy.db", "load", "d").code == 0
    assert stocked_full("-l", "copy.db", "dump", "e").code == 0
    assert files(tmp_path / "d") == files(tmp_path / "e")


def test_loading_is_one_operation_that_can_be_undone_and_done_again(
    stocked_full: Callable[..., Ran], library: Location, tmp_path: Path
) -> None:
    dump(library, tmp_path / "one")
    stocked_full("tag", "doe2020", "+later")
    stocked_full("rm", "poe", "--yes")
    before = tables(library.path)
    loaded = load(library, tmp_path / "one", force=True)
    assert (loaded.added, loaded.changed) == (["poe"], ["doe2020"])
    stocked_full("undo")
    after = tables(library.path)
    del before["claim_number"], after["claim_number"]
    assert after == before
    stocked_full("redo")
    dump(library, tmp_path / "two")
    changed = {name for name, text in files(tmp_path / "one").items() if files(tmp_path / "two").get(name) != text}
    assert changed <= {"stamps.txt"}


def test_what_was_changed_here_since_stays_unless_it_is_forced(
    stocked_full: Callable[..., Ran], library: Location, tmp_path: Path
) -> None:
    dump(library, tmp_path / "one")
    with sqlite3.connect(library.path) as connection:
        connection.execute("UPDATE source SET changed = '2099-01-01T00:00:00Z', why = 'mine' WHERE key = 'doe2020'")
    loaded = load(library, tmp_path / "one")
    assert (loaded.newer, loaded.changed) == (["doe2020"], [])
    assert load(library, tmp_path / "one", force=True).changed == ["doe2020"]
    assert stocked_full("show", "doe2020", "--json").json[0]["why"] == "asked for"


def test_what_only_the_library_has_stays_unless_it_is_pruned(
    stocked_full: Callable[..., Ran], library: Location, tmp_path: Path
) -> None:
    dump(library, tmp_path / "one")
    stocked_full("add", "--title", "Mine alone", "--key", "mine")
    assert load(library, tmp_path / "one").only_here == ["mine"]
    assert load(library, tmp_path / "one", prune=True).removed == ["mine"]
    dump(library, tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_what_is_loaded_by_force_has_its_files_in_the_order_of_the_dump(
    stocked_full: Callable[..., Ran], tmp_path: Path
) -> None:
    for name in ("second", "third"):
        (tmp_path / f"{name}.bib").write_text(
            f"@misc{{{name}, title = {{{name}}}}}\n@misc{{{name}b, title = {{B}}}}", "utf-8"
        )
        stocked_full("import", f"{name}.bib", "--on-duplicate", "new")
    stocked_full("dump", "d")
    before = files(tmp_path / "d")
    stocked_full("rm", "second", "--yes")
    stocked_full("rm", "doe2020", "--yes")
    assert stocked_full("load", "d", "--force", "--prune").code == 0
    stocked_full("dump", "d")
    changed = {name for name, text in files(tmp_path / "d").items() if before.get(name) != text}
    assert changed <= {"stamps.txt", "numbers.txt"}


def test_a_dry_run_writes_and_changes_nothing(
    stocked_full: Callable[..., Ran], library: Location, tmp_path: Path
) -> None:
    dump(library, tmp_path / "one", dry_run=True)
    assert not (tmp_path / "one").exists()
    dump(library, tmp_path / "one")
    stocked_full("tag", "doe2020", "+later")
    before = library.path.read_bytes()
    assert load(library, tmp_path / "one", force=True, dry_run=True).changed == ["doe2020"]
    assert library.path.read_bytes() == before


def test_a_second_dump_writes_only_what_changed_and_takes_away_what_is_gone(
    stocked_full: Callable[..., Ran], library: Location, tmp_path: Path
) -> None:
    dump(library, tmp_path / "one")
    (tmp_path / "one" / "README.md").write_text("mine")
    (tmp_path / "one" / "notes" / "mine.txt").write_text("mine too")
    stocked_full("note", "doe2020", "--remove", "1")
    stocked_full("tag", "doe2020", "+later")
    before = files(tmp_path / "one")
    assert dump(library, tmp_path / "one").removed == 1
    changed = {name for name, text in files(tmp_path / "one").items() if before[name] != text}
    assert changed - {"stamps.txt"} == {"sources/doe2020.json"}
    assert (tmp_path / "one" / "README.md").exists()
    assert (tmp_path / "one" / "notes" / "mine.txt").exists()


def test_a_folder_with_other_files_is_not_written_into(library: Location, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "thesis.tex").write_text("mine")
    with pytest.raises(FolderInUse):
        dump(library, tmp_path / "thesis")
    with pytest.raises(NotADump):
        load(library, tmp_path / "thesis")


def test_no_link_leads_a_dump_out_of_its_folder(
    stocked_full: Callable[..., Ran], library: Location, tmp_path: Path
) -> None:
    assert stocked_full("list")
    dump(library, tmp_path / "one")
    (tmp_path / "outside").mkdir()
    shutil.rmtree(tmp_path / "one" / "notes")
    (tmp_path / "one" / "notes").symlink_to(tmp_path / "outside")
    with pytest.raises(UnwritableFile):
        dump(library, tmp_path / "one")
    assert not any((tmp_path / "outside").iterdir())


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("sources/doe2020.json", "{", "sources/doe2020.json:1: it is no JSON"),
        ("sources/doe2020.json", "[" * 100_000, "it is no JSON"),
        ("sources/doe2020.json", "[]", "it holds no object"),
        ("sources/doe2020.json", '{"aliases": 5}', "`aliases` is no list"),
        ("sources/doe2020.json", '{\n"aliases": [\n<<<<<<< mine\n"a"\n=======\n"b"\n>>>>>>> theirs\n]}', "doe2020.json:3: git left a conflict"),
        ("notes/doe2020/0123456789abcdef0123456789abcdef.md", "no head", "it has no head"),
        ("notes/doe2020/0123456789abcdef0123456789abcdef.md", "number: x\n\ntext", ":1: its head has lines such as"),
        ("notes/doe2020/0123456789abcdef0123456789abcdef.md", "number: 1\n\ntext", "`quote` is no text"),
        ("notes/nobody/0123456789abcdef0123456789abcdef.md", "number: 1\n\ntext", "there is no sources/nobody.json"),
        ("evidence/poe/0123456789abcdef0123456789abcdef.json", '{"claim": "x", "number": 1}', "is not there"),
        ("dump.json", '{"form": 99}', "it is of form 99"),
        ("dump.json", '{"form": "\\ud800"}', "`form` is no number"),
        ("sources/copy.json", None, "it has the key doe2020"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_nothing_is_loaded(
    stocked_full: Callable[..., Ran], library: Location, tmp_path: Path, file: str, text: str | None, said: str
) -> None:
    assert stocked_full("list")
    dump(library, tmp_path / "one")
    path = tmp_path / "one" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        (tmp_path / "one" / "sources" / "doe2020.json").read_text("utf-8") if text is None else text, "utf-8"
    )
    before = library.path.read_bytes()
    with pytest.raises(UnreadableDump, match="nothing was loaded") as caught:
        load(library, tmp_path / "one")
    assert said in str(caught.value)
    assert library.path.read_bytes() == before


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("doe2020", "doe2020"), ("Doe2020", "Doe2020"), ("müller:2020", "m%C3%BCller%3A2020"), (".x", "%2Ex"), ("a/b", "a%2Fb"),
        ("..", "%2E."), ("con", "%63on"), ("LPT1.x", "%4CPT1.x"), ("a.b", "a.b"), ("%2E", "%252E"),
    ],
)  # fmt: skip
def test_a_key_is_the_name_of_a_file_on_any_system(key: str, name: str) -> None:
    assert form.file_name(key) == name


def test_very_long_keys_have_short_names_that_differ() -> None:
    names = {form.file_name("x" * 300 + end) for end in ("", "a", "b")}
    assert len(names) == 3
    assert all(len(name) <= 150 for name in names)


needs_git = pytest.mark.skipif(GIT is None, reason="git is not installed")


class Repository:
    """Two people with a library each, which they exchange by git."""

    def __init__(self, library: Location, folder: Path) -> None:
        self.folder = folder / "text"
        self.mine = library
        dump(library, self.folder)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.email", "a@example.org")
        self.git("config", "user.name", "A")
        self.commit()
        self.theirs = Location(folder / "theirs.db", "test")
        load(self.theirs, self.folder)

    def git(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        assert GIT
        command = [GIT, "-c", "core.autocrlf=false", "-C", str(self.folder), *words]
        return subprocess.run(command, check=check, capture_output=True, text=True)

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "dump")

    def merged(self) -> int:
        """Dump mine and theirs on a branch each, and merge them; return git's exit code."""
        self.git("checkout", "-q", "-b", "theirs")
        dump(self.theirs, self.folder)
        self.commit()
        self.git("checkout", "-q", "main")
        dump(self.mine, self.folder)
        self.commit()
        return self.git("merge", "-q", "--no-edit", "theirs", check=False).returncode


@pytest.fixture
def both(
    stocked_full: Callable[..., Ran], library: Location, tmp_path: Path
) -> tuple[Repository, Callable[..., Ran], Callable[..., Ran]]:
    """Return the repository, and what runs the program on my library and on theirs."""
    assert stocked_full("list")
    repository = Repository(library, tmp_path)

    def theirs(*words: str) -> Ran:
        return stocked_full("--library", str(repository.theirs.path), *words)

    return repository, stocked_full, theirs


EDITS = {
    "different sources": ((("tag", "doe2020", "+mine"), ("note", "doe2020", "mine")), (("tag", "poe", "+theirs"), ("set", "poe", "year=2001"))),
    "new sources": ((("add", "--title", "Mine", "--key", "a1"),), (("add", "--title", "Theirs", "--key", "a2"),)),
    "notes on one source": ((("note", "doe2020", "mine"),), (("note", "doe2020", "theirs"),)),
    "claims of one source": ((("claim", "poe", "mine"),), (("claim", "poe", "theirs"),)),
    "evidence on one claim": ((("evidence", "poe#c2", "qualifies", "howdeepseek"),), (("evidence", "poe#c2", "supports", "yang2025how"),)),
    "different fields of one source": ((("set", "Müller:1999", "title=Doors"),), (("set", "Müller:1999", "doi=10.1000/y"),)),
    "status and fields of one source": ((("start", "doe2020"),), (("set", "doe2020", "year=2021"),)),
    "removed and added": ((("rm", "roe", "--yes"),), (("add", "--title", "Theirs", "--key", "a2"),)),
}  # fmt: skip


@needs_git
@pytest.mark.parametrize("name", EDITS)
def test_git_merges_what_two_people_changed_and_it_is_loaded_as_one_operation(
    both: tuple[Repository, Callable[..., Ran], Callable[..., Ran]], name: str
) -> None:
    repository, mine, theirs = both
    for words in EDITS[name][0]:
        assert mine(*words).code == 0, words
    for words in EDITS[name][1]:
        assert theirs(*words).code == 0, words
    assert repository.merged() == 0, repository.git("diff").stdout
    loaded = load(repository.mine, repository.folder)
    assert loaded.added or loaded.changed
    load(repository.theirs, repository.folder, force=True, prune=True)
    dump(repository.theirs, repository.folder)
    of_theirs = files(repository.folder)
    dump(repository.mine, repository.folder)
    differing = {file for file, text in files(repository.folder).items() if of_theirs.get(file) != text}
    assert differing <= {"stamps.txt", "numbers.txt"}


@needs_git
def test_notes_and_claims_of_both_are_there_after_a_merge_each_with_a_number_of_its_own(
    both: tuple[Repository, Callable[..., Ran], Callable[..., Ran]],
) -> None:
    repository, mine, theirs = both
    mine("note", "doe2020", "mine")
    mine("claim", "poe", "mine")
    theirs("note", "doe2020", "theirs")
    theirs("claim", "poe", "theirs")
    repository.merged()
    load(repository.mine, repository.folder)
    notes = mine("show", "doe2020", "--json").json[0]["notes"]
    assert {one["text"] for one in notes} >= {"mine", "theirs"}
    assert len({one["id"] for one in notes}) == len(notes)
    claims = mine("claims", "poe", "--json").json
    assert {one["statement"] for one in claims} == {"another", "mine", "theirs"}


@needs_git
def test_a_conflict_that_git_left_is_named_with_its_file_and_line(
    both: tuple[Repository, Callable[..., Ran], Callable[..., Ran]],
) -> None:
    repository, mine, theirs = both
    mine("set", "doe2020", "title=Mine")
    theirs("set", "doe2020", "title=Theirs")
    assert repository.merged() == 1
    with pytest.raises(UnreadableDump, match=r"sources/doe2020\.json:\d+: git left a conflict here"):
        load(repository.mine, repository.folder)


@needs_git
def test_a_note_on_a_source_that_got_another_key_meanwhile_comes_to_it(
    both: tuple[Repository, Callable[..., Ran], Callable[..., Ran]],
) -> None:
    repository, mine, theirs = both
    mine("rename", "doe2020", "doe2021")
    theirs("note", "doe2020", "theirs")
    repository.merged()  # git asks whether the new note follows into the new folder
    notes = repository.folder.glob("notes/*/*.md")
    (new,) = [path for path in notes if path.read_text("utf-8").endswith("\n\ntheirs")]
    old = repository.folder / "notes" / "doe2020"
    old.mkdir(exist_ok=True)
    new.rename(old / new.name)
    load(repository.mine, repository.folder)
    assert "theirs" in {one["text"] for one in mine("show", "doe2021", "--json").json[0]["notes"]}
