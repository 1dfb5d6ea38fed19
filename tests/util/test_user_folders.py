"""The user's own folders are where the platform has them."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from readinglist.util import user_folders

VARIABLES = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


@pytest.mark.parametrize("value", [None, "", " ", "/else/where", "relative", "~/x"])
def test_they_are_those_of_the_library_that_knows_every_platform(
    value: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    for kind in ("data", "config", "state", "cache"):
        ours = getattr(user_folders, kind)()
        theirs = getattr(platformdirs, f"user_{kind}_path")("readinglist", appauthor=False)
        if value in (None, "", " ", "/else/where"):
            assert ours == theirs
        else:  # the specification has a path that is not absolute ignored
            assert ours.is_relative_to(tmp_path)
            assert ours.name == "readinglist"


def test_a_user_without_a_home_has_folders_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    assert isinstance(user_folders.data(), Path)
