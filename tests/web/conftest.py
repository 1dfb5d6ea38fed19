"""What the tests of the room share: a client on a library, and a real browser in front of a real server."""

from __future__ import annotations

import contextlib
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from readinglist.library import maintenance
from readinglist.web import entrance, server
from readinglist.web.answers import Room
from readinglist.web.entrance import Secrets
from tests.web.client import Client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from readinglist.library.location import Location
    from tests.conftest import Ran

AXE = Path(__file__).parents[2] / "build/browser/node_modules/axe-core/axe.min.js"


@pytest.fixture
def client(seeded: Callable[..., Ran], library: Location, tmp_path: Path) -> Client:
    """A browser that has entered the room of the seed collection."""
    assert seeded("config").code == 0
    return Client.of(library, tmp_path)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs a browser: pip install playwright")
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("needs Chromium: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found)
        yield started
        started.close()


class Visit:
    """A room that is served, and a page of a browser in it. What the browser complains of fails the test when it is over."""

    def __init__(self, browser: Browser, library: Location, folder: Path, *, read_only: bool = False) -> None:
        self._browser, self._stack = browser, contextlib.ExitStack()
        self.troubles: list[str] = []
        listening = self._stack.enter_context(entrance.bound(0))
        opened = Room(
            library, folder, Secrets.fresh(), maintenance.watch(library).version, read_only=read_only, offline=True
        )
        running = server.of(opened, listening)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()

        def stop() -> None:
            running.should_exit = True
            thread.join()

        self._stack.callback(stop)
        self.entrance = entrance.address(opened.secrets.token, listening)
        self.origin = self.entrance.partition("/?")[0]

    def page(self, at: str = "", *, width: int = 1400, dark: bool = False, script: bool = True) -> Page:
        """Return a page in a context of its own, which has entered, and is at an address."""
        context = self._browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", lambda asked: self._check(asked.url))
        self._stack.callback(context.close)
        page.goto(self.entrance)
        if at:
            page.goto(self.origin + at)
        return page

    def _check(self, address: str) -> None:
        if not address.startswith((self.origin, "data:", "blob:")):
            self.troubles.append(f"asked {address}")

    def close(self) -> None:
        """Close the pages, then the room."""
        self._stack.close()


@pytest.fixture
def visit(browser: Browser, library: Location, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Serves the test's library, and gives pages in it."""
    visits: list[Visit] = []

    def begin(*, read_only: bool = False) -> Visit:
        visits.append(Visit(browser, library, tmp_path, read_only=read_only))
        return visits[-1]

    yield begin
    for one in visits:
        one.close()
    assert [trouble for one in visits for trouble in one.troubles] == []


def violations(page: Page) -> list[Any]:
    """Return what axe-core finds wrong with a page: the rule, and the first places."""
    if not AXE.is_file():
        pytest.skip("needs axe-core: npm install --prefix build/browser axe-core")
    found = page.evaluate(AXE.read_text("utf-8") + ";axe.run(document, {resultTypes: ['violations']})")
    return [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found["violations"]]
