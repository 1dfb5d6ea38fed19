"""A small file of each format that is read, with several records."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "data" / "formats"
FILES = {path.stem: path for path in sorted(FOLDER.iterdir())}


def sample(name: str) -> str:
    """Return the sample of a format."""
    return FILES[name].read_text("utf-8")
