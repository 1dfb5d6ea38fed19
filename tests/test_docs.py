"""The documents say what is: commands, versions, links and schema."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

import readinglist
from readinglist.cli import SECTIONS

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("seeds/*.md"), *ROOT.glob("benchmarks/*.md")]
)
MANUAL = sorted(ROOT.glob("docs/man/*.1"))
COMMANDS = {name for section in SECTIONS.values() for name in section}


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "commands.py"))["page"]()
    assert ROOT.joinpath("docs", "commands.md").read_text("utf-8") == page, "run: make docs"


def test_the_manual_pages_are_what_the_commands_say() -> None:
    pages = runpy.run_path(str(ROOT / "docs" / "man.py"))["pages"]()
    assert {path.name: path.read_text("utf-8") for path in ROOT.glob("docs/man/*")} == pages, "run: make docs"
    assert set(pages) == {"rl.1", "readinglist.1", *(f"rl-{name}.1" for name in COMMANDS)}


@pytest.mark.parametrize("page", MANUAL, ids=lambda page: page.name)
def test_a_manual_page_holds_no_sign_that_roff_would_change(page: Path) -> None:
    for line in page.read_text("ascii").splitlines():
        if not line.startswith("."):
            # A hyphen is \\- so that what is typed can be copied; a dot or quotation mark would begin a request.
            assert not re.search(r"(?<!\\)-|^'", line), line
        else:
            assert re.match(r"\.(?:\\\"|(?:TH|SH|SS|PP|TP|RS|RE|EX|EE|br)\b)", line), line


@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc is not installed")
def test_mandoc_finds_no_mistake_in_the_manual_pages() -> None:
    ran = subprocess.run(
        ["mandoc", "-Tlint", "-Wwarning", *map(str, MANUAL)], capture_output=True, text=True, check=False
    )
    assert ran.stdout + ran.stderr == ""


@pytest.mark.skipif(not shutil.which("man"), reason="man is not installed")
@pytest.mark.parametrize("name", ["rl", "rl-check", "rl-gaps", "rl-tags", "rl-claim"])
def test_man_sets_a_page_within_80_columns_without_a_warning(name: str) -> None:
    command = ["man", "--warnings", "-l", f"docs/man/{name}.1"]
    wide = {**os.environ, "MANWIDTH": "80", "MAN_KEEP_FORMATTING": "", "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, env=wide, text=True, encoding="utf-8", check=True)
    assert ran.stderr == ""
    lines = ran.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert "NAME" in lines
    names = "rl, readinglist" if name == "rl" else name
    assert f" {names} - " in " ".join(ran.stdout.split())


def test_the_page_of_habits_is_what_the_program_answers() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "coming_from.py"))["page"]()
    assert ROOT.joinpath("docs", "coming-from.md").read_text("utf-8") == page, "run: make docs"


def test_the_page_of_what_is_read_and_written_is_that_of_the_registries() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "interchange.py"))["page"]()
    assert ROOT.joinpath("docs", "interchange.md").read_text("utf-8") == page, "run: make docs"


def test_the_pictures_show_what_the_program_prints() -> None:
    pictures = runpy.run_path(str(ROOT / "docs" / "pictures.py"))
    for name in pictures["PICTURES"]:
        kept = ROOT.joinpath("docs", "pictures", f"{name}.svg").read_text("utf-8")
        assert kept == pictures["drawn"](name), "run: make docs"


def test_every_command_in_the_readme_exists() -> None:
    readme = ROOT.joinpath("README.md").read_text("utf-8")
    named = set(
        re.findall(r"(?:^ *|[`|;&] ?|run |\()(?:rl|readinglist) (?:--library \S+ )?([a-z]+)\b", readme, re.MULTILINE)
    )
    assert named - COMMANDS == set()
    assert len(named) > 15


def test_the_changelogs_top_version_is_the_packages() -> None:
    versions = re.findall(r"^## \[(\d[^\]]*)\]", ROOT.joinpath("CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert versions[0] == readinglist.__version__


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8")):
        assert page.parent.joinpath(target).exists(), f"{page} links to {target}"


def test_every_decision_names_a_test_that_exists() -> None:
    decisions = sorted(ROOT.glob("docs/decisions/0*.md"))
    assert decisions
    for page in decisions:
        kept = page.read_text("utf-8").partition("**Kept by**")[2]
        paths = re.findall(r"`((?:tests|benchmarks)/[^`]*)`", kept)
        assert paths, f"{page} names no test"
        for path in paths:
            assert ROOT.joinpath(path).exists(), f"{page} names {path}"


def test_every_promise_of_safety_names_tests_that_exist() -> None:
    promises = (
        ROOT.joinpath("docs", "security.md").read_text("utf-8").partition("| promise | test |")[2].partition("\n## ")[0]
    )
    rows = [row for row in promises.splitlines() if row.startswith("| ") and not row.endswith("| test |")]
    assert len(rows) > 10
    for row in rows:
        paths = re.findall(r"`(tests/[^`]*)`", row)
        assert paths, row
        assert all(ROOT.joinpath(path).exists() for path in paths), row


def test_every_decision_is_listed() -> None:
    listed = ROOT.joinpath("docs", "decisions", "README.md").read_text("utf-8")
    for page in ROOT.glob("docs/decisions/0*.md"):
        assert page.name in listed


def test_every_test_that_the_round_trip_names_exists() -> None:
    named = set(re.findall(r"`(test_[a-z0-9_]+)`", ROOT.joinpath("docs", "round-trip.md").read_text("utf-8")))
    written = "".join(path.read_text("utf-8") for path in ROOT.glob("tests/**/test_*.py"))
    assert named
    assert {name for name in named if f"def {name}(" not in written} == set()


def test_every_row_of_the_sources_names_a_test_that_exists() -> None:
    page = ROOT.joinpath("docs", "sources.md").read_text("utf-8")
    written = "".join(path.read_text("utf-8") for path in ROOT.glob("tests/**/test_*.py"))
    named = set(re.findall(r"`(test_[a-z0-9_]+)`", page))
    assert {name for name in named if f"def {name}(" not in written} == set()
    rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| what you type")]
    assert len(rows) > 40
    services = tomllib.loads(ROOT.joinpath("tests", "data", "expected", "services.toml").read_text("utf-8"))
    assert {name for name in services if f"`{name}`" not in page} == set()
    assert [row for row in rows if "`test_" not in row and "| held by |" not in row] == []
