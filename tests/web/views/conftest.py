"""What the tests of the reader share: a library with things to read, made once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from readinglist.library.location import Location
from tests.conftest import program
from tests.web import documents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


@pytest.fixture(scope="session")
def stocked_shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library and its files (`documents.stock`)."""
    folder = tmp_path_factory.mktemp("shelf")
    with pytest.MonkeyPatch.context() as patch:
        run = program(Location.at(folder / "library.db"), folder, patch)
        documents.stock(run, folder)
        assert run("config").code == 0
    return folder


@pytest.fixture
def shelf(stocked_shelf: Path, library: Location, rl: Callable[..., Ran], tmp_path: Path) -> Location:  # noqa: ARG001 - `rl` is the program on it
    """The test's library, filled with things to read."""
    for path in stocked_shelf.iterdir():
        if path.is_file():
            shutil.copyfile(path, tmp_path / path.name)
    shutil.copytree(stocked_shelf / "library.db.files", tmp_path / "library.db.files")
    return library
