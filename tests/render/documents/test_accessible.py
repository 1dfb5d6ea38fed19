"""Pages in a real browser, examined by axe-core: what a screen reader, a keyboard and weak eyes need is there."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.citations.test_batch import needs_pandoc

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

AXE = Path(__file__).parents[3] / "build/browser/node_modules/axe-core/axe.min.js"
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    not (BROWSER and AXE.is_file()),
    reason="needs Chromium, and axe-core: npm install --prefix build/browser axe-core",
)
_RUN = """<script>axe.run(document, {resultTypes: ["violations"]}).then(found => {
const all = document.createElement("pre"); all.id = "found"; all.textContent = JSON.stringify(found);
document.body.appendChild(all); });</script>"""


def violations(page: str, folder: Path, *, width: int, dark: bool) -> list[str]:
    """Return what axe-core finds wrong with a page: the rule, and the first place."""
    path = folder / "page.html"
    script = AXE.read_text("utf-8").replace("</script", "<\\/script")
    path.write_text(page.replace("</body>", f"<script>{script}</script>{_RUN}</body>"), "utf-8")
    ran = subprocess.run(
        [
            str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
            f"--window-size={width},900", f"--blink-settings=preferredColorScheme={0 if dark else 1}",
            "--virtual-time-budget=60000", "--dump-dom", path.as_uri(),
        ],
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(
        html.unescape(re.findall(r'<pre id="found">(.*?)</pre>', ran.stdout, re.DOTALL)[0])
    )
    assert found["passes"]  # it did look
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


@needs_pandoc
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "command",
    [
        ["bibliography", "--annotated", "--claims", "--verdicts", "--group-by", "tag", "--format", "html"],
        ["bibliography", "tag:moe", "--claims", "--group-by", "claim", "--format", "html"],
        ["matrix", "howdeepseek", "--verdicts", "--format", "html"],
        ["graph", "howdeepseek", "--format", "html"],
        ["packet", "howdeepseek", "--notes"],
    ],
)
def test_axe_finds_nothing_wrong_with_a_page(
    command: list[str], seeded: Callable[..., Ran], tmp_path: Path, *, dark: bool
) -> None:
    page = seeded(*command).out
    assert violations(page, tmp_path, width=390 if dark else 1400, dark=dark) == []


def test_axe_does_find_what_is_wrong(tmp_path: Path) -> None:
    found = violations('<html><body><p style="color:#ccc">pale</p></body></html>', tmp_path, width=800, dark=False)
    assert {one.partition(":")[0] for one in found} >= {"html-has-lang", "color-contrast", "landmark-one-main"}
