"""`serve` as it is typed: its address opens the room, and it ends when it is told to."""

from __future__ import annotations

import gc
import http.client
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from readinglist.web import entrance, serving
from readinglist.web.views import add

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from readinglist.library.location import Location
    from tests.conftest import Ran


def test_the_address_that_is_printed_opens_the_room_and_ctrl_c_ends_it(
    seeded: Callable[..., Ran], library: Location, tmp_path: Path
) -> None:
    assert seeded("config").code == 0
    command = [sys.executable, "-m", "readinglist", "--library", str(library.path), "serve", "--no-open"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout
        address = urlsplit(running.stdout.readline().strip())
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?t=[\w-]{43}", address.geturl())
        asked = http.client.HTTPConnection("127.0.0.1", address.port or 0, timeout=30)
        asked.request("GET", f"/?{address.query}")
        let_in = asked.getresponse()
        let_in.read()
        asked.request("GET", "/", headers={"Cookie": str(let_in.headers["set-cookie"]).partition(";")[0]})
        assert "77 sources" in asked.getresponse().read().decode()
        asked.close()
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert out == ""
    assert err.splitlines() == ["the library is open at this address, on this machine alone; Ctrl-C ends it."]
    assert running.returncode == 0


def test_it_ends_though_something_is_still_answered(library: Location, tmp_path: Path) -> None:
    program = f"""
import pathlib, threading, time
from readinglist.library.location import Location
from readinglist.web import server, serving
from readinglist.web.views import add
def run(*_, **__):
    print(add.SentFiles().path)
    threading.Thread(target=time.sleep, args=(600,)).start()
    raise KeyboardInterrupt
serving._PATIENCE = 0
server.run = run
serving.serve(Location(pathlib.Path({str(library.path)!r}), ""), pathlib.Path(), lambda *_: None)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], check=False, cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert not Path(ran.stdout.strip()).exists()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_files_that_were_sent_go_where_the_system_asks_for_the_end(
    library: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def run(*_: object, **__: object) -> None:
        sent = add.SentFiles()
        assert sent.path.is_relative_to(tmp_path)
        signal.raise_signal(getattr(signal, name))

    monkeypatch.setattr("readinglist.web.server.run", run)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(SystemExit):
        serving.serve(library, tmp_path, lambda *_: None)
    gc.collect()
    assert list(tmp_path.glob("readinglist-*")) == []


def test_the_browser_is_started_with_an_address_that_opens_the_room_once(
    rl: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Sequence[str]] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("readinglist.attachments.viewers.start", started.append)
    monkeypatch.setattr("readinglist.web.server.run", lambda *_, **__: None)
    ran = rl("serve")
    assert ran.code == 0
    (printed,) = re.findall(r"\?t=(\S+)", ran.out)
    assert printed not in str(started)
    assert "?t=" in str(started)


def test_where_no_program_opens_an_address_the_room_is_served_all_the_same(
    rl: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("readinglist.web.server.run", lambda *_, **__: None)
    ran = rl("serve")
    assert ran.code == 0
    assert "no browser can be opened from here" in ran.err


def test_a_port_that_is_taken_is_said(rl: Callable[..., Ran]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = rl("serve", "--no-open", "--port", str(taken.getsockname()[1]))
    assert ran.code == 1
    assert "choose another with --port" in ran.err


def test_the_address_is_told_while_the_socket_listens_and_before_the_server_is_loaded(
    library: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("readinglist.web.server", raising=False)
    monkeypatch.setitem(sys.modules, "readinglist.web.server", None)  # as if it could not be loaded
    told: list[str] = []

    def opened(address: str, _once: str) -> None:
        with socket.create_connection((entrance.HOST, urlsplit(address).port or 0), timeout=30):
            told.append(address)

    with pytest.raises(ImportError, match=r"readinglist\.web"):
        serving.serve(library, tmp_path, opened)
    assert len(told) == 1


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_no_such_port(rl: Callable[..., Ran], port: str) -> None:
    assert rl("serve", "--port", port).code == 2


def test_without_its_server_one_sentence_says_what_to_install(
    rl: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    ran = rl("serve", "--no-open")
    assert ran.code == 1
    assert ran.lines == []
    assert "pip install 'readinglist[web]'" in ran.err


def test_what_is_no_library_is_said_before_anything_is_served(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("other.db").write_text("no library", "utf-8")
    ran = rl("--library", "other.db", "serve", "--no-open")
    assert (ran.code, ran.out) == (1, "")
    assert "other.db" in ran.err
