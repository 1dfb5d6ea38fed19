"""Which files a pattern in `readinglist.toml` names, and how little is looked at for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist.library import document_patterns

if TYPE_CHECKING:
    from pathlib import Path

FILES = [
    "a.tex", "b.md", "chapters/1.tex", "chapters/2/x.tex", "chapters/2/y/z.tex", ".hidden/a.tex", ".git/a.tex", ".a.tex",
    "node_modules/p/a.tex", "src/node_modules/a.tex", "venv/a.tex", "lib/site-packages/a.tex", "[x].tex",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        path = tmp_path / "work" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    return tmp_path / "work"


def named(folder: Path, pattern: str) -> list[str]:
    found = document_patterns.found(folder, pattern)
    assert not found.is_cut
    return [path.relative_to(folder).as_posix() for path in found.paths]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.tex", ".a.tex [x].tex a.tex"),
        ("./*.tex", ".a.tex [x].tex a.tex"),
        ("?.*", "a.tex b.md"),
        ("[ab].*", "a.tex b.md"),
        ("[[]x].tex", "[x].tex"),
        ("chapters/*.tex", "chapters/1.tex"),
        ("*/*.tex", "chapters/1.tex"),
        ("chapters/**/*.tex", "chapters/1.tex chapters/2/x.tex chapters/2/y/z.tex"),
        ("**/**/z.tex", "chapters/2/y/z.tex"),
        ("**/*.md", "b.md"),
        ("**/y/*", "chapters/2/y/z.tex"),
        ("**", ""),
        ("ch**/*.tex", "chapters/1.tex"),
        (".hidden/*.tex", ".hidden/a.tex"),
        (".h*/*.tex", ".hidden/a.tex"),
        ("node_modules/*/a.tex", "node_modules/p/a.tex"),
        ("no/*.tex", ""),
    ],
)
def test_a_pattern_names_the_documents_that_people_mean(folder: Path, pattern: str, expected: str) -> None:
    assert named(folder, pattern) == expected.split()


def test_hidden_folders_and_those_of_programs_hold_no_documents(folder: Path) -> None:
    found = named(folder, "**/*.tex")
    assert [name for name in found if "node_modules" in name or ".git" in name or "venv" in name] == []
    assert {"a.tex", "chapters/2/y/z.tex"} <= set(found)


def test_no_link_is_followed_that_leads_out_or_back(folder: Path) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "secret.tex").write_text("")
    links = {
        "out": outside,
        "up": folder.parent,
        "loop": folder,
        "chapters/loop": folder / "chapters",
        "root": folder.parents[1],
    }
    for name, target in links.items():
        (folder / name).symlink_to(target)
    (folder / "file.tex").symlink_to(outside / "secret.tex")
    (folder / "inner.tex").symlink_to(folder / "a.tex")
    (folder / "dead.tex").symlink_to(folder / "nowhere")
    (folder / "self.tex").symlink_to("self.tex")
    for pattern in ("**/*.tex", "*/*/*/*/*/*.tex", "out/*.tex", "*/secret.tex", "up/*/*.tex", "loop/up/outside/*.tex"):
        assert not [name for name in named(folder, pattern) if "secret" in name or "file" in name or "loop" in name]
    assert "inner.tex" in named(folder, "*.tex")
    assert named(folder, "loop/*.md") == ["loop/b.md"], "a link that is named, and stays inside, is followed"


def test_a_search_without_end_is_ended_and_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_patterns, "_MOST_SEEN", 10)
    assert document_patterns.found(folder, "**/*.tex").is_cut
    monkeypatch.setattr(document_patterns, "_MOST_SEEN", 10_000)
    monkeypatch.setattr(document_patterns, "_MOST_DOCUMENTS", 2)
    found = document_patterns.found(folder, "**/*.tex")
    assert (found.is_cut, len(found.paths)) == (True, 2)


def test_stars_upon_stars_look_at_each_folder_once_for_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path.joinpath(*["d"] * 40)
    deep.mkdir(parents=True)
    monkeypatch.setattr(document_patterns, "_MOST_SEEN", 41 * 21)
    assert not document_patterns.found(tmp_path, "**/" * 20 + "x").is_cut


@pytest.mark.parametrize("pattern", ["../*.tex", "/etc/*", "a/../*", "*\0", "*" * 5000, "*/" * 500, "[" * 90_000])
def test_a_pattern_that_is_none_is_refused(pattern: str) -> None:
    assert document_patterns.problem(pattern)
