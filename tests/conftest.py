"""What tests share: a library file of their own, and the program run as a user runs it."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from readinglist.cli import main
from readinglist.library.location import Location
from tests.services import Services

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# A busy machine is no mistake of the code: how long an example takes is for benchmarks/ to say.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


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


@pytest.fixture
def library(tmp_path: Path) -> Location:
    return Location.at(tmp_path / "library.db")


@pytest.fixture
def rl(library: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run `readinglist` with arguments on the test's own library; `input` is what stdin holds."""
    monkeypatch.setenv("READINGLIST_LIBRARY", str(library.path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("READINGLIST_OFFLINE", "1")
    monkeypatch.chdir(tmp_path)

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
    tmp_path.joinpath("readinglist.toml").write_text(server.settings())
    monkeypatch.delenv("READINGLIST_OFFLINE")
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    yield server
    server.close()
