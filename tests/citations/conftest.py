"""Pandocs for tests: none, one that is made up, and the real one where it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist.citations import pandoc

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Put a pandoc in the place of all others that does what a line of shell says."""

    def put(script: str) -> Path:
        path = tmp_path / "pandoc"
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)
        monkeypatch.setattr(pandoc, "_candidates", lambda: [path])
        return path

    return put
