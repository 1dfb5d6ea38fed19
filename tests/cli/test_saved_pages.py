"""Pages that a browser saved: read from the file, with the address that is given or that they say they are from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran
    from tests.services import Services

ADDRESS = "https://news.example/2024/05/06/keys"
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>On Keys</title>{}
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2024-05-06T07:00:00Z"></head></html>"""
CHROME = f"<!-- saved from url=(0036){ADDRESS} -->\n"
SINGLE_FILE = f"<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: Mon Nov 30 2026\n-->"


@pytest.fixture
def page(tmp_path: Path) -> Callable[..., str]:
    """Write a page, with some more in its head and something before it."""

    def write(head: str = "", before: str = "") -> str:
        tmp_path.joinpath("page.html").write_text(before + PAGE.format(head), encoding="utf-8")
        return "page.html"

    return write


@pytest.mark.parametrize("network", [[], ["--offline"]])
def test_a_saved_page_is_read_without_asking_for_it(
    rl: Callable[..., Ran], services: Services, page: Callable[..., str], network: list[str]
) -> None:
    ran = rl("add", "--html", page(), "--url", f"{ADDRESS}?utm_source=x", "-t", "saved", *network)
    assert (ran.code, ran.out, ran.err) == (0, "doe2024keys\n", "")
    (source,) = rl("list", "--json").json
    assert (source["title"], source["date"], source["fields"]["url"]) == ("On Keys", "2024-05-06", ADDRESS)
    assert (source["unresolved"], source["tags"], services.asked.total()) == (False, ["saved"], 0)


@pytest.mark.parametrize(
    ("head", "before"), [("", CHROME), ("", SINGLE_FILE), (f'<link rel="canonical" href="{ADDRESS}">', "")]
)
def test_a_saved_page_may_say_where_it_is_from(
    rl: Callable[..., Ran], page: Callable[..., str], head: str, before: str
) -> None:
    assert rl("add", "--html", page(head, before)).out == "doe2024keys\n"
    assert rl("list", "--json").json[0]["fields"]["url"] == ADDRESS


def test_a_saved_page_may_come_from_stdin(rl: Callable[..., Ran]) -> None:
    assert rl("add", "--html", "-", "--url", ADDRESS, input=PAGE).out == "doe2024keys\n"


def test_the_doi_of_a_saved_page_is_asked_for(
    rl: Callable[..., Ran], services: Services, page: Callable[..., str]
) -> None:
    services.work("10.1000/keys")
    name = page('<meta name="citation_doi" content="10.1000/keys">')
    assert rl("add", "--html", name, "--url", ADDRESS).out == "doe2020keys\n"
    assert rl("list", "--json").json[0]["fields"]["volume"] == "7"


def test_a_saved_page_of_a_publisher_is_read_where_nobody_knows_its_doi(
    rl: Callable[..., Ran], page: Callable[..., str]
) -> None:
    ran = rl("add", "--html", page(), "--url", "https://dl.publisher.example/doi/10.1000/nobody")
    assert ran.out == "doe2024keys\n"
    assert rl("list", "--json").json[0]["fields"]["url"] == "https://dl.publisher.example/doi/10.1000/nobody"


def test_a_saved_page_without_an_address_is_refused(rl: Callable[..., Ran], page: Callable[..., str]) -> None:
    ran = rl("add", "--html", page())
    assert (ran.code, ran.out, "--url" in ran.err) == (2, "", True)
    assert rl("add", ADDRESS, "--html", page()).code == 2
    assert rl("add", "--html", "none.html", "--url", ADDRESS).code == 6


@pytest.mark.parametrize("network", [[], ["--offline"]])
def test_a_wall_that_was_saved_is_no_source_and_a_page_without_a_title_a_stub(
    rl: Callable[..., Ran], network: list[str]
) -> None:
    ran = rl("add", "--html", "-", "--url", ADDRESS, *network, input="<title>Just a moment...</title>")
    assert (ran.code, ran.out) == (5, "")
    ran = rl("add", "--html", "-", "--url", ADDRESS, *network, input="<p>x")
    assert (ran.code, "is kept as a stub" in ran.err) == (0, True)
    assert rl("list", "--json").json[0]["unresolved"]
