"""A wheel that is installed without the checkout seeds, lists and exports."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel made from a source distribution, as a package index gets it."""
    pytest.importorskip("hatchling", reason="hatchling builds the wheel; `make test` installs it")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


def test_a_wheel_carries_migrations_and_seeds_inside_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "db/schema.sql",
        "db/migrations/0001_first.sql",
        "seeds/deepseek.bib",
        "seeds/claims.toml",
        "styles/apa.csl",
        "styles/README.md",
        "citations/batch.lua",
        "render/documents/templates/bibliography.html",
        "web/static/vendor/pdfjs-6.5.438/pdf.worker.min.mjs",
        "py.typed",
    ):
        assert f"readinglist/{name}" in names
    assert not any(name.startswith(("tests/", "db/", "seeds/", "styles/")) for name in names)


def test_a_wheel_puts_a_manual_page_of_every_command_where_man_looks(wheel: Path) -> None:
    names = {name.partition(".data/data/")[2] for name in zipfile.ZipFile(wheel).namelist() if ".data/data/" in name}
    assert names == {f"share/man/man1/{path.name}" for path in ROOT.glob("docs/man/*.1")}
    assert {"share/man/man1/rl.1", "share/man/man1/readinglist.1", "share/man/man1/rl-add.1"} <= names


def test_a_wheel_names_the_licence_of_everything_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        lines = archive.read(name).decode("utf-8").splitlines()
    texts = {line.removeprefix("License-File: ") for line in lines if line.startswith("License-File: ")}
    vendored = ROOT.joinpath("readinglist", "web", "static", "vendor").rglob("LICENSE*")
    assert texts == {"LICENSE", "styles/LICENSE", *(path.relative_to(ROOT).as_posix() for path in vendored)}


def test_an_installed_wheel_seeds_lists_and_exports(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)

    def run(*arguments: str) -> str:
        script = f"import sys; sys.path.insert(0, {str(site)!r}); import readinglist.cli as c; c.main(sys.argv[1:])"
        command = [sys.executable, "-c", script, "--library", "library.db", *arguments]
        ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    run("seed")
    assert len(run("list", "--keys-only").split()) == 77
    assert "@inproceedings{vaswani2017attention" in run("export")
    located = f"import sys; sys.path.insert(0, {str(site)!r}); from readinglist.util import package_data; print(package_data.folder('seeds'))"
    ran = subprocess.run([sys.executable, "-c", located], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == str(site / "readinglist" / "seeds")
