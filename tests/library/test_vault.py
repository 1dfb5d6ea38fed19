"""A vault of Markdown notes: what the program owns in it, what the user does, and what comes back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Stocked


def fill(run: Callable[..., Ran], _folder: Path) -> None:
    run(
        "add",
        "--title",
        "On Keys: <b>and</b> [[locks]]",
        "--author",
        "Doe, Jane",
        "--key",
        "doe2020",
        "--tag",
        "keys, open doors",
    )
    run("add", "--title", "Other", "--key", "roe")
    run("note", "doe2020", "the first note")
    run("note", "doe2020", "--quote", "quoted words", "--locator", "page 5", "on the quote", "--force", "--public")
    run("claim", "roe", "Keys open doors")
    run("evidence", "roe#c1", "supports", "doe2020", "--note", "my secret doubt")


@pytest.fixture
def vault(stocked: Stocked, tmp_path: Path) -> tuple[Callable[..., Ran], Path]:
    run = stocked("a small vault", fill)
    assert run("vault", str(tmp_path / "v")).code == 0
    return run, tmp_path / "v"


def sync(vault: tuple[Callable[..., Ran], Path], *more: str) -> dict[str, object]:
    ran = vault[0]("vault", str(vault[1]), "--json", *more)
    assert ran.code == 0, ran.err
    return dict(json.loads(ran.out))


def texts(run: Callable[..., Ran], key: str = "doe2020") -> list[str]:
    return [note["text"] for note in run("show", key, "--json").json[0]["notes"]]


def test_a_note_has_properties_regions_and_notes_and_a_second_run_changes_nothing(
    vault: tuple[Callable[..., Ran], Path],
) -> None:
    text = (vault[1] / "doe2020.md").read_text("utf-8")
    assert text.startswith('---\nrl-key: "doe2020"\ntitle: "On Keys: and [[locks]]"\nauthors:\n  - "Jane Doe"\n')
    assert 'tags:\n  - "keys"\n  - "open-doors"\n' in text
    assert "> quoted words\n> — page 5\n\non the quote\n" in text
    assert "- supports [[roe|roe]] c1: Keys open doors — my secret doubt\n" in text
    assert "\nthe first note\n<!-- rl:end-note -->\n" in text
    before = {path.name: path.read_bytes() for path in vault[1].iterdir()}
    assert sync(vault) == {"created": [], "updated": [], "unchanged": 2, "notes": 0, "said": []}
    assert {path.name: path.read_bytes() for path in vault[1].iterdir()} == before


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_what_is_the_users_stays_to_the_byte(vault: tuple[Callable[..., Ran], Path], ends: str) -> None:
    run, folder = vault
    path = folder / "doe2020.md"
    text = path.read_text("utf-8")
    text = text.replace("---\nrl-key", "---\nmine:\n  - a\n  # comment\nrl-key").replace(
        "# On Keys", "My words  \n\n# My heading"
    )
    text = text.replace("<!-- rl:begin links -->", "between\t\n<!-- rl:begin links -->").replace("\n", ends)
    path.write_bytes(text.encode())
    run("set", "doe2020", "title=On Locks")
    assert sync(vault)["updated"] == ["doe2020"]
    after = path.read_bytes().decode()
    for own in ("mine:\n  - a\n  # comment\n", "My words  \n\n# My heading", "between\t\n<!-- rl:begin links -->"):
        assert own.replace("\n", ends) in after
    assert 'title: "On Locks"' in after
    assert "*On Locks*" in after
    assert ends == "\n" or "\n" not in after.replace("\r\n", "")
    assert sync(vault)["unchanged"] == 2


def write(path: Path, words: str) -> None:
    path.write_text(path.read_text("utf-8").replace("## Notes\n", f"## Notes\n\n{words}\n", 1), "utf-8")


def test_what_is_written_below_notes_becomes_a_note_that_can_be_undone(vault: tuple[Callable[..., Ran], Path]) -> None:
    run, folder = vault
    write(folder / "doe2020.md", "A thought\n\n- with a list\n  - of two")
    write(folder / "roe.md", "Another")
    assert sync(vault)["notes"] == 2
    assert texts(run) == ["the first note", "on the quote", "A thought\n\n- with a list\n  - of two"]
    assert not run("show", "doe2020", "--json").json[0]["notes"][2]["public"]
    assert sync(vault)["unchanged"] == 2
    assert run("undo").code == 0
    assert texts(run, "roe") == []
    assert sync(vault)["notes"] == 0
    assert "Another" not in (folder / "roe.md").read_text("utf-8")


def test_a_note_follows_the_side_that_changed_it(vault: tuple[Callable[..., Ran], Path]) -> None:
    run, folder = vault
    path = folder / "doe2020.md"
    path.write_text(path.read_text("utf-8").replace("the first note", "the first note, edited"), "utf-8")
    sync(vault)
    assert texts(run)[0] == "the first note, edited"
    run("note", "doe2020", "--edit", "1", "edited here")
    sync(vault)
    assert "\nedited here\n<!-- rl:end-note -->" in path.read_text("utf-8")


def test_a_note_that_both_sides_changed_is_kept_twice_and_named(vault: tuple[Callable[..., Ran], Path]) -> None:
    run, folder = vault
    path = folder / "doe2020.md"
    path.write_text(path.read_text("utf-8").replace("the first note", "there"), "utf-8")
    run("note", "doe2020", "--edit", "1", "here")
    done = sync(vault)
    assert "both are kept" in str(done["said"])
    assert texts(run) == ["here", "on the quote", "there"]
    text = path.read_text("utf-8")
    assert text.count("\nhere\n") == text.count("\nthere\n") == 1
    assert sync(vault)["unchanged"] == 2


def test_a_note_that_was_emptied_or_deleted_there_stays_in_the_library(vault: tuple[Callable[..., Ran], Path]) -> None:
    run, folder = vault
    path = folder / "doe2020.md"
    path.write_text(path.read_text("utf-8").replace("the first note", ""), "utf-8")
    assert "is empty there" in str(sync(vault)["said"])
    assert texts(run)[0] == "the first note"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<!-- rl:end quotes -->", ""),
        ("<!-- rl:begin quotes -->", "<!-- rl:begin quotes -->\n<!-- rl:begin quotes -->"),
        ("<!-- rl:end-note -->", ""),
        ("## Notes", "## Notes\n\n## Notes"),
        ("<!-- rl:end links -->\n", "<!-- rl:end links -->\n<!-- rl:end links -->\n"),
    ],
)
def test_a_note_with_damaged_marks_is_left_alone_and_named(
    vault: tuple[Callable[..., Ran], Path], old: str, new: str
) -> None:
    run, folder = vault
    path = folder / "doe2020.md"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    before = path.read_bytes()
    run("set", "doe2020", "title=Another")
    done = sync(vault)
    assert "doe2020.md" in str(done["said"])
    assert path.read_bytes() == before
    assert [one.name for one in folder.iterdir() if one.name.startswith("doe2020")] == ["doe2020.md"]


def test_a_note_is_known_by_its_property_wherever_it_is_and_by_former_keys(
    vault: tuple[Callable[..., Ran], Path],
) -> None:
    run, folder = vault
    (folder / "papers").mkdir()
    (folder / "doe2020.md").rename(folder / "papers" / "Keys and locks.md")
    run("rename", "doe2020", "doe2021")
    assert sync(vault)["created"] == []
    assert 'rl-key: "doe2021"' in (folder / "papers" / "Keys and locks.md").read_text("utf-8")
    assert "[[Keys and locks|doe2021]]" in (folder / "roe.md").read_text("utf-8")


def test_tags_of_the_note_stay_and_those_of_the_library_come_and_go(vault: tuple[Callable[..., Ran], Path]) -> None:
    run, folder = vault
    path = folder / "doe2020.md"
    path.write_text(path.read_text("utf-8").replace('  - "keys"\n', '  - "keys"\n  - own\n'), "utf-8")
    run("tag", "doe2020", "+new", "-keys")
    sync(vault)
    assert 'tags:\n  - "open-doors"\n  - "new"\n  - "own"\n' in path.read_text("utf-8")


def test_text_that_looks_like_a_mark_is_none(vault: tuple[Callable[..., Ran], Path]) -> None:
    run, _folder = vault
    run("note", "doe2020", "a\n<!-- rl:end-note -->\n<!-- rl:begin quotes -->\nb")
    run("note", "doe2020", "--quote", "<!-- rl:end quotes -->", "--force")
    for _ in range(2):
        assert sync(vault)["said"] == []
    assert texts(run)[2] == "a\n<!-- rl:end-note -->\n<!-- rl:begin quotes -->\nb"
    assert sync(vault)["unchanged"] == 2


def test_private_words_stay_out_of_a_public_vault(vault: tuple[Callable[..., Ran], Path], tmp_path: Path) -> None:
    run, _ = vault
    assert run("vault", str(tmp_path / "public"), "--public").code == 0
    text = "".join(path.read_text("utf-8") for path in (tmp_path / "public").iterdir())
    assert "quoted words" in text
    assert "the first note" not in text
    assert "my secret doubt" not in text
    assert "status:" not in text


def test_files_of_the_users_own_are_neither_read_as_notes_nor_replaced(vault: tuple[Callable[..., Ran], Path]) -> None:
    run, folder = vault
    (folder / "new.md").write_text("mine")
    run("add", "--title", "New", "--key", "new")
    assert sync(vault)["created"] == ["new"]
    assert (folder / "new.md").read_text() == "mine"
    assert (folder / "new 2.md").exists()


def test_a_dry_run_writes_nothing(vault: tuple[Callable[..., Ran], Path]) -> None:
    run, folder = vault
    write(folder / "doe2020.md", "A thought")
    before = (folder / "doe2020.md").read_bytes()
    assert sync(vault, "--dry-run")["notes"] == 1
    assert (folder / "doe2020.md").read_bytes() == before
    assert len(texts(run)) == 2


@pytest.mark.parametrize(
    "line",
    ["# mine", "dc:title: x", "? complex", "later: yes", "<% today %>", "desc: |-\n  a\n\n  title: no", '"rl": 1'],
)
@pytest.mark.parametrize("name", ["rl-key", "title", "tags"])
def test_a_property_of_the_users_stays_where_it_stands(
    vault: tuple[Callable[..., Ran], Path], line: str, name: str
) -> None:
    path = vault[1] / "doe2020.md"
    head, _, rest = path.read_text("utf-8").partition(f"\n{name}:")
    own, _, behind = rest.partition("\n")
    path.write_text(f"{head}\n{line}\n{name}:{own}\n{behind}", "utf-8")
    written = path.read_bytes()
    assert sync(vault)["unchanged"] == 2
    items = "".join(f"{one}\n" for one in behind.split("\n") if one.startswith("  - ")) if name == "tags" else ""
    path.write_text(f"{head}\n{name}:{own}\n{items}{line}\n{behind.removeprefix(items)}", "utf-8")
    assert sync(vault)["unchanged"] == 2
    assert path.read_bytes() != written


@pytest.mark.parametrize(
    "tags",
    [
        "tags: [new, other tag]",
        "tags: [new,\n  other tag]",
        "tags:\n  [new,\n   other tag]",
        "tags: ['new', \"other tag\"] # both",
        "tags:\n- new\n- other tag # why",
        "tags: new, other tag",
        "'tags':\n    - new\n    - >-\n      other tag",
    ],
)
def test_tags_are_read_in_every_form_of_yaml(vault: tuple[Callable[..., Ran], Path], tags: str) -> None:
    path = vault[1] / "doe2020.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace('tags:\n  - "keys"\n  - "open-doors"', tags), "utf-8")
    sync(vault)
    assert 'tags:\n  - "keys"\n  - "open-doors"\n  - "new"\n  - "other tag"\n---\n' in path.read_text("utf-8")


@pytest.mark.parametrize(
    "fence", ["```bash\n# comment\n## Notes\n## more\nls\n```", "  ~~~~\n# c\n~~~\n## d\n~~~~", "````\n```\n# x\n````"]
)
def test_headings_in_code_end_no_note(vault: tuple[Callable[..., Ran], Path], fence: str) -> None:
    path = vault[1] / "doe2020.md"
    path.write_text(path.read_text("utf-8").replace("## Notes\n", f"## Notes\n\n{fence}\n\nbehind\n", 1), "utf-8")
    assert sync(vault)["said"] == []
    assert f"{fence}\n\nbehind" in texts(vault[0])
    assert sync(vault)["unchanged"] == 2


def test_a_note_of_the_library_may_have_any_heading(vault: tuple[Callable[..., Ran], Path]) -> None:
    vault[0]("note", "doe2020", "## Notes\n\n```\nopen code")
    vault[0]("note", "doe2020", "--quote", "words", "-p", "3", "--force", "```\n## Notes")
    vault[0]("note", "doe2020", "the last")
    before = texts(vault[0])
    assert sync(vault)["said"] == sync(vault)["said"] == []
    assert sync(vault)["unchanged"] == 2
    assert texts(vault[0]) == before


def test_what_is_written_at_the_end_of_the_file_is_a_note_at_once(vault: tuple[Callable[..., Ran], Path]) -> None:
    path = vault[1] / "doe2020.md"
    path.write_text(path.read_text("utf-8") + "\n    indented, at the very end\n\n", "utf-8")
    assert sync(vault)["notes"] == 1
    assert texts(vault[0])[-1] == "    indented, at the very end"
    assert sync(vault)["unchanged"] == 2


@pytest.mark.parametrize(
    ("old", "new"), [(b"\n---\n", b"\n"), (b"\n---\n", b"\n...\n"), (b"# On Keys", b"# On Schl\xfcssel")]
)
def test_a_note_that_cannot_be_read_gets_no_second_one_beside_it(
    vault: tuple[Callable[..., Ran], Path], old: bytes, new: bytes
) -> None:
    path = vault[1] / "doe2020.md"
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    written = path.read_bytes()
    assert str(path) in str(sync(vault)["said"])
    assert path.read_bytes() == written
    assert len([*vault[1].iterdir()]) == 2


@pytest.mark.parametrize("form", ["'doe2020'", "doe2020", "doe2020 # the key", '"doe\\u0032020"'])
def test_the_key_is_read_in_every_form_of_yaml_behind_a_mark_of_byte_order_too(
    vault: tuple[Callable[..., Ran], Path], form: str
) -> None:
    path = vault[1] / "doe2020.md"
    path.write_text("\ufeff" + path.read_text("utf-8").replace('"doe2020"', form, 1), "utf-8")
    sync(vault)
    assert path.read_text("utf-8").startswith('\ufeff---\nrl-key: "doe2020"\n')
    assert len([*vault[1].iterdir()]) == 2


def test_line_ends_of_both_kinds_stay(vault: tuple[Callable[..., Ran], Path]) -> None:
    path = vault[1] / "doe2020.md"
    path.write_bytes(
        path.read_bytes().replace(b"## Notes\n", b"pasted\r\ntwice\r\nnot\n\n## Notes\r\n", 1) + b"more\r\n"
    )
    sync(vault)
    assert b"pasted\r\ntwice\r\nnot\n\n## Notes\r\n" in path.read_bytes()
    assert texts(vault[0])[-1] == "more"
    assert sync(vault)["unchanged"] == 2


def test_an_older_file_that_comes_back_brings_no_note_twice(vault: tuple[Callable[..., Ran], Path]) -> None:
    path = vault[1] / "doe2020.md"
    path.write_text(path.read_text("utf-8") + "once\n", "utf-8")
    older = path.read_bytes()
    sync(vault)
    newer = path.read_bytes()
    path.write_bytes(older)
    assert sync(vault)["notes"] == 0
    assert texts(vault[0]).count("once") == 1
    assert path.read_bytes() == newer
