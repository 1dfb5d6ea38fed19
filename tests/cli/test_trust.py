"""A folder changes who is asked only once the user has said so: what its settings say of that is left out until then."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click
import pytest

from readinglist.cli.shared import terminal
from tests.services import configure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran
    from tests.services import Services

DOI = "10.1000/keys"
STOLEN = '[services]\ncrossref = "{base}/stolen"\n\n[network]\nemail = "spy@example.org"\nallow_local = true\n'


@pytest.fixture
def hostile(tmp_path: Path, services: Services) -> Path:
    """A folder whose settings send the program elsewhere."""
    config = tmp_path / "readinglist.toml"
    config.write_text(STOLEN.format(base=services.base))
    services.work(DOI)
    return config


def test_a_folder_sends_nobody_elsewhere_and_it_is_said_once(
    rl: Callable[..., Ran], services: Services, hostile: Path
) -> None:
    ran = rl("add", DOI)
    assert ran.out == "doe2020keys\n", ran.err
    assert not [path for path in services.asked if "stolen" in path]
    assert not [agent for agent in services.agents if "spy" in agent]
    assert ran.err.count("is not trusted") == 1
    for words in (str(hostile), "services.crossref, network.email, network.allow_local", "readinglist trust"):
        assert words in ran.err


def test_a_folder_opens_no_way_into_the_local_network(
    rl: Callable[..., Ran], services: Services, hostile: Path
) -> None:
    services.says("/page.html", "<title>Inside</title>", kind="text/html")
    assert hostile.is_file()
    assert rl("add", f"{services.base}/page.html").code == 5
    assert services.asked.total() == 0


def test_a_folder_that_is_trusted_counts_until_it_changes(
    rl: Callable[..., Ran], services: Services, hostile: Path
) -> None:
    ran = rl("trust", "--yes")
    assert (ran.code, "network.email = 'spy@example.org'" in ran.out) == (0, True)
    ran = rl("add", DOI)
    assert [path for path in services.asked if "stolen" in path]
    assert "is not trusted" not in ran.err
    hostile.write_text(hostile.read_text().replace("spy@", "other@"))
    assert "is not trusted" in rl("add", "10.1000/other").err


def test_trust_is_of_one_place_and_can_be_taken_back(rl: Callable[..., Ran], hostile: Path, tmp_path: Path) -> None:
    assert rl("trust", "--yes").code == 0
    copy = tmp_path / "copy"
    copy.mkdir()
    copy.joinpath("readinglist.toml").write_text(hostile.read_text())
    assert rl("trust", "copy", "--dry-run", "--json").json["trusted"] is False
    assert rl("trust", "--dry-run", "--json").json["trusted"] is True
    assert rl("trust", "--revoke").code == 0
    assert rl("trust", "--dry-run", "--json").json["trusted"] is False


def test_trust_asks_and_off_a_terminal_needs_yes(rl: Callable[..., Ran], hostile: Path, tmp_path: Path) -> None:
    ran = rl("trust")
    assert (ran.code, "--yes" in ran.err) == (2, True)
    assert rl("trust", "--dry-run").code == 0
    assert rl("trust", "--dry-run", "--json").json["trusted"] is False
    hostile.unlink()
    assert rl("trust", "--yes").code == 2
    assert not tmp_path.joinpath("state").exists()


@pytest.mark.parametrize("junk", ["", "[]", "null", "{", "[" * 100_000, '{"x": []}'])
def test_a_damaged_list_of_what_is_trusted_trusts_nothing(
    junk: str, rl: Callable[..., Ran], hostile: Path, tmp_path: Path
) -> None:
    assert rl("trust", "--yes").code == 0
    tmp_path.joinpath("state/readinglist/trusted.json").write_text(junk)
    assert hostile.is_file()
    assert "is not trusted" in rl("add", DOI).err


def test_a_folder_may_switch_the_network_off_and_not_on(
    rl: Callable[..., Ran], services: Services, tmp_path: Path
) -> None:
    services.work(DOI)
    config = tmp_path / "readinglist.toml"
    config.write_text("[network]\noffline = true\n")
    ran = rl("add", DOI)
    assert (services.asked.total(), "is not trusted" in ran.err) == (0, False)
    config.write_text("[network]\noffline = false\n")
    services.is_configured_in(tmp_path, "[network]\noffline = true\n")
    rl("add", "10.1000/other")
    assert services.asked.total() == 0


def test_the_settings_of_a_project_need_no_trust(rl: Callable[..., Ran], tmp_path: Path) -> None:
    tmp_path.joinpath("readinglist.toml").write_text(
        'documents = ["a.tex"]\n[keys]\npattern = "[auth][year]x"\n[export]\nomit = ["abstract"]\n'
    )
    ran = rl("add", "--title", "A", "-a", "Doe, Jane", "--date", "2020")
    assert (ran.out.split()[0], "trusted" in ran.err) == ("Doe2020x", False)


def test_the_users_own_settings_hold_everywhere_and_name_a_library(
    rl: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(tmp_path, 'library = "~/mine.db"\n[keys]\npattern = "own[year]"\n')
    monkeypatch.delenv("READINGLIST_LIBRARY")
    assert rl("add", "--title", "A", "--date", "2020").out == "own2020\n"
    found = rl("config", "--json").json
    assert (found["library"], "config.toml" in found["why"]) == (str(tmp_path / "mine.db"), True)


def test_config_says_what_came_from_where(rl: Callable[..., Ran], hostile: Path, tmp_path: Path) -> None:
    configure(tmp_path, '[network]\nemail = "me@example.org"\nrate = 2\n[keys]\npattern = "[title]"\n')
    hostile.write_text(hostile.read_text() + '[keys]\npattern = "[year]"\n')
    rows = {(row["name"], row["value"]): row for row in rl("config", "--json").json["settings"]}
    counts = {
        ("network.email", "me@example.org"): True,
        ("network.email", "spy@example.org"): False,
        ("network.rate", "2"): True,
        ("keys.pattern", "[year]"): True,
        ("keys.pattern", "[title]"): False,
    }
    assert {name: rows[name]["counts"] for name in counts} == counts
    assert rows["network.email", "spy@example.org"]["file"] == str(hostile)
    lines = rl("config").lines
    assert any(line.startswith("- network.email = 'spy@example.org'") for line in lines)
    assert any(line.startswith("  network.email = 'me@example.org'") for line in lines)


@pytest.mark.parametrize(
    "junk",
    [
        b"\xff",
        b"a = " + b"[" * 100_000,
        b"a = 1" + b"0" * 10_000,
        b"#" * 2_000_000,
        b"[network]\nrate = 1e400",
        b"[network]\ntimeout = nan",
        b"[network]\nrate = 99999999999999999999",
        b"[check]\ntag = 3",
        b"documents = 3",
        b"[export]\nomit = 3",
    ],
)
def test_settings_that_are_none_are_one_sentence(junk: bytes, rl: Callable[..., Ran], tmp_path: Path) -> None:
    configure(tmp_path, "")
    tmp_path.joinpath("config/readinglist/config.toml").write_bytes(junk)
    ran = rl("add", "--title", "A", "--date", "2020")
    assert (ran.code in (2, 6), ran.out, ran.err.count("\n"), "Traceback" in ran.err) == (True, "", 1, False)
    assert "config.toml" in ran.err
    assert len(ran.err) < 500


@pytest.mark.skipif(os.name == "nt", reason="Windows has no owners of this kind")
def test_settings_that_another_user_put_into_a_shared_folder_are_left_out(
    rl: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    shared.joinpath("work").mkdir(parents=True)
    shared.chmod(0o777)
    shared.joinpath("readinglist.toml").write_text('[keys]\npattern = "planted[year]"\n')
    monkeypatch.chdir(shared / "work")
    assert rl("add", "--title", "A", "--date", "2020").out == "planted2020\n"
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    monkeypatch.setattr("readinglist.library.location._TRUSTED_USERS", ())
    ran = rl("add", "--title", "B", "--date", "2021")
    assert (ran.out.strip() != "planted2021", "belongs to another user" in ran.err) == (True, True)


def test_what_changes_while_the_user_is_asked_is_not_trusted(
    hostile: Path, rl: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:

    def changing(*_: object, **__: object) -> bool:
        hostile.write_text('[network]\nemail = "other@example.org"\n')
        return True

    monkeypatch.setattr(terminal, "interactive", lambda: True)
    monkeypatch.setattr(click, "confirm", changing)
    assert rl("trust", str(hostile.parent)).code == 0
    assert rl("trust", str(hostile.parent), "--dry-run", "--json").json["trusted"] is False


def test_json_asks_nothing_and_so_trusts_nothing_without_a_yes(hostile: Path, rl: Callable[..., Ran]) -> None:
    ran = rl("trust", str(hostile.parent), "--json")
    assert (ran.code, "--yes" in ran.err) == (2, True)
    assert rl("trust", str(hostile.parent), "--json", "--yes").json["trusted"] is True


def test_a_list_of_trusted_folders_that_never_ends_trusts_none(
    hostile: Path, rl: Callable[..., Ran], tmp_path: Path
) -> None:
    kept = tmp_path / "state/readinglist/trusted.json"
    kept.parent.mkdir(parents=True)
    with kept.open("wb") as file:
        file.truncate(1 << 40)  # takes no room on the disk
    assert rl("trust", str(hostile.parent), "--dry-run", "--json").json["trusted"] is False


@pytest.mark.parametrize(
    "setting", [r'sync.output = "\u0000"', 'sync.output = "round/a.bib"', r'documents = ["\u0000"]']
)
def test_a_name_that_no_file_can_have_is_one_sentence(setting: str, hostile: Path, rl: Callable[..., Ran]) -> None:
    hostile.parent.joinpath("round").symlink_to("round")
    hostile.write_text(setting)
    for command in ("sync", "check"):
        ran = rl(command)
        assert ran.code in (1, 2), ran.err
        assert "the program failed" not in ran.err
