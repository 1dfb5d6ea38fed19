"""A collection as one page: it asks nothing of anybody, runs nothing of the user's, and has nothing private."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Stocked

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
HOSTILE = "On <img src=x onerror=document.title='owned'> </script><script>document.title='owned'</script> keys"


def fill(run: Callable[..., Ran], _folder: Path) -> None:
    run("add", "--title", HOSTILE, "--author", "Doe, Jane", "--key", "doe", "--tag", "keys")
    run("add", "--title", "Locks & doors", "--author", "Roe, Ann", "--key", "roe")
    run("queue", "roe", "--why", "a private reason")
    run("note", "roe", "my private note")
    run("note", "roe", "my public note <b>", "--public", "--quote", "quoted words", "--locator", "page 9", "--force")
    run("claim", "doe", "Keys open doors", "--verdict", "my verdict")
    run("evidence", "doe#c1", "supports", "roe", "--note", "my doubt", "--quote", "doors open", "--force")
    run("link", "doe", "cites", "roe")


@pytest.fixture
def run(stocked: Stocked) -> Callable[..., Ran]:
    return stocked("a page", fill)


def data(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return {one["key"]: one for one in json.loads(found[1])["sources"]}


def test_it_has_each_source_with_its_notes_claims_evidence_and_links(run: Callable[..., Ran]) -> None:
    found = data(run("page").out)
    assert found["roe"]["title"] == "Locks & doors"
    assert found["roe"]["notes"] == [{"text": "my public note <b>", "quote": "quoted words", "locator": "page 9"}]
    (claim,) = found["doe"]["claims"]
    assert (claim["name"], claim["statement"], claim["evidence"][0]["stance"]) == (
        "doe#c1",
        "Keys open doors",
        "supports",
    )
    assert found["roe"]["bears"][0]["claim"] == "doe#c1"
    assert {(one["words"], one["key"]) for one in found["doe"]["links"]} >= {("cites", "roe")}
    assert found["roe"]["bib"].startswith("@misc{roe,")
    assert "Roe" in found["roe"]["reference"]


def test_characters_that_turn_or_hide_what_is_read_are_not_shown(rl: Callable[..., Ran]) -> None:
    turned = "a\u202etxt.exe\u2066 \x1b[31mred\x9b end\u200b"
    rl("add", "--title", turned, "--author", turned, "--key", "turned")
    rl("note", "turned", turned, "--public")
    rl("claim", "turned", turned)
    found = data(rl("page").out)["turned"]
    del found["bib"]
    shown = json.dumps(found, ensure_ascii=False)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b\x9b]", shown)
    assert "atxt.exe" in shown


def test_a_query_chooses_the_sources(run: Callable[..., Ran]) -> None:
    assert set(data(run("page", "tag:keys").out)) == {"doe"}
    assert data(run("page", "tag:none").out) == {}


def test_private_words_are_not_in_it_and_verdicts_only_if_asked_for(run: Callable[..., Ran]) -> None:
    page = run("page").out
    for private in ("my private note", "a private reason", "my verdict", "my doubt", "queued"):
        assert private not in page
    assert "my verdict" in run("page", "--verdicts").out


def test_only_its_own_script_and_style_may_run_and_nothing_is_fetched(run: Callable[..., Ran]) -> None:
    page = run("page").out
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    allowed = html.unescape(policy)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    for kind, text in (("script-src", script), ("style-src", style)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in allowed
    assert allowed.startswith("default-src 'none';")
    assert page.count("<script") == 2
    assert "innerHTML" not in script
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def browsed(folder: Path, at: str) -> str:
    """Return what a browser makes of the page at an address within it."""
    address = f"{folder.joinpath('page.html').as_uri()}#{at}"
    options = [
        "--headless",
        "--no-sandbox",
        f"--user-data-dir={folder / 'profile'}",
        "--virtual-time-budget=2000",
        "--dump-dom",
    ]
    ran = subprocess.run([str(CHROMIUM), *options, address], capture_output=True, text=True, check=True, timeout=120)
    return ran.stdout


needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@needs_browser
@pytest.mark.parametrize(
    ("view", "shown"),
    [
        ("claims", ("Keys open doors", "doe#c1", "+ supports")),
        ("matrix", ("Matrix of claims and sources", 'aria-label="roe supports: Keys open doors"', "+?")),
        ("overview", ('<desc id="tags-words">keys 1.</desc>', '<desc id="stances-words">supports 1.</desc>')),
        (
            "graph",
            ('class="source"', 'class="claim"', "cites roe", "roe supports doe#c1 (not checked yet)", "In words"),
        ),
        ("graph&of=roe", ("What is near ", 'class="source root"')),
        ("graph&of=roe&kinds=cites", ("doe cites roe",)),
    ],
)
def test_claims_matrix_and_overview_are_views_of_their_own(
    run: Callable[..., Ran], tmp_path: Path, view: str, shown: tuple[str, ...]
) -> None:
    assert run("page", "--output", "page.html").code == 0
    page = browsed(tmp_path, f"view={view}")
    assert [one for one in shown if one not in page] == []
    assert "<img" not in page
    assert "<title>owned" not in page


@needs_browser
def test_the_name_of_a_source_or_claim_is_an_address_as_on_the_other_pages(
    run: Callable[..., Ran], tmp_path: Path
) -> None:
    assert run("page", "--output", "page.html").code == 0
    for at in ("doe", "doe%23c1", "doe#c1", "source=doe"):
        assert '<p class="statement">Keys open doors' in browsed(tmp_path, at), at
    assert "There is no source other on this page." in browsed(tmp_path, "other")


@needs_browser
def test_of_many_sources_two_hundred_are_in_the_page_and_more_brings_the_next(
    rl: Callable[..., Ran], tmp_path: Path
) -> None:
    entries = "".join(f"@book{{b{n}, title = {{Book {n}}}, year = {{{1900 + n % 100}}}}}\n" for n in range(450))
    tmp_path.joinpath("refs.bib").write_text(entries, "utf-8")
    rl("import", "refs.bib")
    assert rl("page", "--output", "page.html").code == 0
    page = browsed(tmp_path, "q=book")
    assert "450 sources of 450" in page
    assert page.count("data-place=") == 200
    assert "More: 201 to 400 of 450" in page


@needs_browser
def test_a_browser_shows_a_source_and_runs_nothing_of_its_title(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run("page", "--output", "page.html", "--title", "Mine").code == 0
    page = browsed(tmp_path, "source=doe&q=keys")
    assert "<title>Mine</title>" in page
    shown = re.search(r'<main id="view">(.*?)</main>', page, re.DOTALL)
    assert shown
    assert "Keys open doors" in shown[1]
    assert "&lt;img src=x" in shown[1]
    assert "1 source of 2" in page
