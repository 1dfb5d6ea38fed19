"""What tests share: a library file of their own, and the program run as a user runs it."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sys
import tempfile
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import pytest
from hypothesis import HealthCheck, settings

from readinglist.cli import main
from readinglist.library.location import Location
from readinglist.network import pace
from readinglist.util import notices
from tests.services import Services, Time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# A busy machine is no mistake of the code: how long an example takes is for benchmarks/ to say.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that try many examples, so that none is forgotten."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("property")


class Ran(NamedTuple):
    """What one run of the program did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


# Fills a library with the program, which it is given with a folder to work in.
Make: TypeAlias = "Callable[[Callable[..., Ran], Path], object]"
Stocked: TypeAlias = "Callable[[str, Make], Callable[..., Ran]]"


@pytest.fixture(autouse=True)
def _nothing_told() -> None:
    """Begin without the notices of another test, which no command showed there."""
    notices.told()


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Libraries:
    return Libraries(tmp_path_factory.mktemp("libraries"))


class Libraries:
    """Location files that many tests begin with: each is made once, by the program itself, and copied from then on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def copy(self, name: str, library: Location, make: Make) -> None:
        """Let a library be as `make` leaves one that is empty."""
        folder = self._folder / name
        if not folder.exists():
            folder.mkdir()
            with pytest.MonkeyPatch.context() as patch:
                run = program(Location.at(folder / "library.db"), folder, patch)
                assert run("init").code == 0
                make(run, folder)
        shutil.copyfile(folder / "library.db", library.path)


@pytest.fixture
def new_library(tmp_path: Path) -> Location:
    """A library whose file is not there yet."""
    return Location.at(tmp_path / "library.db")


@pytest.fixture
def library(new_library: Location, libraries: Libraries) -> Location:
    """An empty library."""
    libraries.copy("empty", new_library, lambda _run, _folder: None)
    return new_library


@pytest.fixture
def rl(library: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run `readinglist` with arguments on the test's own library; `input` is what stdin holds."""
    return program(library, tmp_path, monkeypatch)


@pytest.fixture
def stocked(rl: Callable[..., Ran], library: Location, libraries: Libraries) -> Stocked:
    """Let the test's library be as a function fills one, and return the program; each name is filled once."""

    def stocked(name: str, make: Make) -> Callable[..., Ran]:
        libraries.copy(name, library, make)
        return rl

    return stocked


def seed(run: Callable[..., Ran], _folder: Path) -> None:
    """Fill a library with the seed collection."""
    assert run("seed").code == 0


@pytest.fixture
def seeded(stocked: Stocked) -> Callable[..., Ran]:
    """The program on the seed collection."""
    return stocked("seeded", seed)


def program(library: Location, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Return the program as it runs on a library in a folder, with nothing of the user's around it."""
    monkeypatch.setenv("READINGLIST_LIBRARY", str(library.path))
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setenv("READINGLIST_OFFLINE", "1")
    monkeypatch.chdir(folder)

    def run(*arguments: str, input: str | bytes = "") -> Ran:  # noqa: A002
        given = input.encode() if isinstance(input, str) else input
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        code: Any = 0
        with monkeypatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "utf-8"))
            try:
                main(arguments)
            except SystemExit as stop:
                code = stop.code or 0
        return Ran(code, _text(out), _text(err))

    return run


def _text(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


@pytest.fixture
def services(rl: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:  # noqa: ARG001
    """A server that speaks for the services, which the program on the test's library then asks."""
    server = Services()
    monkeypatch.setattr(pace, "Clock", lambda: Time().clock())
    server.is_configured_in(tmp_path)
    monkeypatch.delenv("READINGLIST_OFFLINE")
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    yield server
    server.close()
