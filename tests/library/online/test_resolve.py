from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from readinglist.library import lookup
from readinglist.library.edit import sources
from readinglist.library.imports import add
from readinglist.library.imports.read import Input
from readinglist.library.location import Location
from readinglist.library.online import resolve, stubs
from readinglist.library.online.session import each
from readinglist.network import pace
from readinglist.network.errors import NoRecord, ServiceFailed
from tests.services import Services, Time, work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANY = 100


@pytest.fixture
def server() -> Iterator[Services]:
    services = Services()
    yield services
    services.close()


@pytest.fixture
def waiting(tmp_path: Path, server: Services, monkeypatch: pytest.MonkeyPatch) -> Location:
    """A library of many stubs, which the server knows, and a clock that does not sleep."""
    monkeypatch.setattr(pace, "Clock", lambda: Time().clock())
    library = Location.at(tmp_path / "library.db")._replace(folder=tmp_path)
    server.is_configured_in(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    records = [stubs.of("doi", f"10.1000/k{number}", "2026-01-01") for number in range(MANY)]
    add.add(library, [Input("stubs", records)])
    return library


def _resolve(library: Location) -> subprocess.Popen[bytes]:
    folder = library.path.parent
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    environment.pop("READINGLIST_OFFLINE", None)
    command = [sys.executable, "-m", "readinglist", "--library", str(library.path), "resolve", "--all"]
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def test_who_is_killed_goes_on_where_it_stopped_and_nothing_is_fetched_twice(
    waiting: Location, server: Services
) -> None:
    halfway = threading.Event()

    def answer(path: str) -> tuple[int, str, bytes]:
        if server.asked.total() > MANY // 2:
            halfway.set()
        doi = path.removeprefix("/crossref/works/")
        return server.json(work(doi, title=[f"Work {doi[9:]}"]))

    server.otherwise = answer
    first = _resolve(waiting)
    assert halfway.wait(60)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    done = MANY - len(list(lookup.summaries(waiting, "is:stub")))
    assert 0 <= done < MANY
    second = _resolve(waiting)
    _, said = second.communicate()
    assert second.returncode == 0, said
    assert list(lookup.summaries(waiting, "is:stub")) == []
    assert lookup.count(waiting) == MANY
    twice = [path for path, times in server.asked.items() if times > 1]
    assert len(twice) <= 8, "only what was under way may be asked for again"
    assert all(source.title.startswith("Work ") for source in lookup.summaries(waiting))


def test_only_a_few_are_under_way_however_many_there_are() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    answers = each(endless(), lambda number: number + 1, workers=4)
    for item, answer in answers:
        assert answer == item + 1
        assert taken - item <= 40
        if item > 200:
            break
    answers.close()  # type: ignore[attr-defined]


def test_an_error_of_ours_stands_in_the_place_of_an_answer() -> None:
    def ask(number: int) -> int:
        if number == 2:
            raise NoRecord("two", ("nobody",))
        return number

    answers = dict(each([1, 2, 3], ask))
    assert (answers[1], answers[3]) == (1, 3)
    assert isinstance(answers[2], NoRecord)


def test_who_interrupts_keeps_what_was_fetched(
    waiting: Location, server: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(waiting.path.parent / "cache"))
    monkeypatch.delenv("READINGLIST_OFFLINE", raising=False)
    server.otherwise = lambda path: server.json(work(path.removeprefix("/crossref/works/"), title=[path]))

    def interrupt(done: int, _all: int) -> None:
        if done == 30:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(resolve.resolve(waiting, progress=interrupt))
    assert MANY - len(list(lookup.summaries(waiting, "is:stub"))) == 29


def test_nobody_else_is_asked_where_the_network_seems_to_be_gone(
    waiting: Location, server: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(waiting.path.parent / "cache"))
    monkeypatch.delenv("READINGLIST_OFFLINE", raising=False)
    server.otherwise = lambda _path: (503, "text/plain", b"")
    with pytest.raises(ServiceFailed):
        list(resolve.resolve(waiting))
    assert len({path for path in server.asked if path.startswith("/crossref/")}) < MANY // 2
    assert len(list(lookup.summaries(waiting, "is:stub"))) == MANY


def test_a_stub_that_is_gone_meanwhile_is_let_be(
    waiting: Location, server: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(waiting.path.parent / "cache"))
    monkeypatch.delenv("READINGLIST_OFFLINE", raising=False)
    server.otherwise = lambda path: server.json(work(path.removeprefix("/crossref/works/"), title=[path]))
    keys = [source.key for source in lookup.summaries(waiting)]

    def remove(done: int, _all: int) -> None:
        if done == 1:
            sources.remove(waiting, keys[:20])

    actions = Counter(outcome.action for outcome in resolve.resolve(waiting, progress=remove))
    assert actions["resolved"] == MANY - 20
    assert lookup.count(waiting) == MANY - 20
