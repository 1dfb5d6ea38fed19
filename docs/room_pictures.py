"""Takes the pictures of the room that the README shows, on the seed collection: `make pictures`. Needs Chromium and Playwright."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WIDTH, HEIGHT = 1280, 800
# Each picture: its address, what is waited for, what is clicked, and whether it is dark.
PICTURES = {
    "room-library": ("/?q=deepseek", "#preview h2", "[data-preview] >> nth=2", False),
    "room-reader": ("/s/howdeepseek/read?attachment=1&quote=claim-3", "main", "", False),
    "room-claims": ("/claims?q=howdeepseek", "main h1", "", False),
    "room-matrix": ("/matrix?of=howdeepseek", "main table", "", True),
}


def main() -> None:
    """Take the pictures into docs/pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or sys.exit("Chromium is not installed")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        for command in (["seed"], ["attach", "howdeepseek", str(ROOT / "seeds" / "article.pdf")]):
            subprocess.run(_program(home, *command), check=True, capture_output=True)  # noqa: S603 - our own program
        served = _program(home, "serve", "--no-open")
        serving = subprocess.Popen(served, stdout=subprocess.PIPE, text=True)  # noqa: S603 - as above
        try:
            assert serving.stdout
            entrance = serving.stdout.readline().strip()
            browser = playwright.chromium.launch(executable_path=chromium)
            for name, (address, seen, pressed, dark) in PICTURES.items():
                scheme = "dark" if dark else "light"
                page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme)
                page.goto(entrance)
                page.goto(entrance.partition("/?")[0] + address, wait_until="networkidle")
                if pressed:
                    page.locator(pressed).focus()
                page.locator(seen).first.wait_for()
                page.wait_for_timeout(1500)
                page.screenshot(path=HERE / "pictures" / f"{name}.png")
                page.close()
            browser.close()
        finally:
            serving.terminate()
            serving.wait()


def _program(home: Path, *arguments: str) -> list[str]:
    os.environ["HOME"] = str(home)
    return [sys.executable, "-m", "readinglist", "--library", str(home / "library.db"), *arguments]


if __name__ == "__main__":
    main()
