"""Finds pandoc and runs it.

It is on PATH or in the extra `citations`; it runs once for a whole batch, without a shell and without the network.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from readinglist.citations.errors import NoPandoc, OldPandoc, PandocFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

OLDEST = (2, 17)
_PER_ITEM = 0.2  # seconds; the slowest style takes a fifth of that
_AT_LEAST = 60.0  # seconds; a guess, long enough for pandoc to start on a slow or busy machine
_FAILED = re.compile(r"\A(?:pandoc\S*: |\[\w+\] )+")


def find() -> tuple[Path, tuple[int, ...]]:
    """Return where the newest pandoc is, and its version.

    Raises NoPandoc and OldPandoc.
    """
    found = [(path, version) for path in _candidates() if (version := _version(path))]
    if not found:
        raise NoPandoc
    path, version = max(found, key=lambda pair: pair[1])
    if version < OLDEST:
        raise OldPandoc(path, dotted(version), dotted(OLDEST))
    return path, version


def run(arguments: list[str], text: str, *, items: int = 0, files: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return what pandoc makes of a text on its stdin.

    `files` are written into an empty folder in which it runs, and which is also its data folder, so that no setting of
    the user's changes the output. Raises NoPandoc, OldPandoc and PandocFailed.
    """
    path, _ = find()
    with tempfile.TemporaryDirectory(prefix="readinglist-") as folder:
        for name, content in (files or {}).items():
            Path(folder, name).write_bytes(content if isinstance(content, bytes) else content.encode())
        # --sandbox: pandoc reads no file but those given, whatever a document names.
        command = [str(path), "--sandbox", "--data-dir", folder, *arguments]
        try:
            ran = subprocess.run(  # noqa: S603 - a list of arguments, of which none is a text of the user's
                command,
                input=text.encode("utf-8", "replace"),
                capture_output=True,
                check=False,
                cwd=folder,
                timeout=max(_AT_LEAST, items * _PER_ITEM),
                env={**os.environ, "LC_ALL": "C.UTF-8"},
            )
        except subprocess.TimeoutExpired as error:
            raise PandocFailed(f"it took longer than {error.timeout:.0f} seconds") from error
        except OSError as error:
            raise PandocFailed((error.strerror or str(error)).lower()) from error
    if ran.returncode:
        raise PandocFailed(_reason(ran.stderr.decode("utf-8", "replace")))
    return ran.stdout


def _candidates() -> list[Path]:
    on_path = shutil.which("pandoc")
    spec = importlib.util.find_spec("pypandoc")
    wheels = [
        Path(folder, "files", name)
        for folder in (spec and spec.submodule_search_locations) or ()
        for name in ("pandoc", "pandoc.exe")
    ]
    return [Path(path) for path in [on_path, *wheels] if path and Path(path).is_file()]


def _version(path: Path) -> tuple[int, ...]:
    """Return the version of a pandoc.

    Empty where it does not run.
    """
    try:
        ran = subprocess.run([path, "--version"], capture_output=True, check=False, timeout=30)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ()
    found = re.match(rb"pandoc(?:\.exe)? (\d+(?:\.\d+)*)", ran.stdout)
    return tuple(int(part) for part in found[1].split(b".")) if found else ()


def dotted(version: tuple[int, ...]) -> str:
    """Return a version as text: `3.1.2`."""
    return ".".join(map(str, version))


def _reason(stderr: str) -> str:
    """Return the first complaint of pandoc, on one line."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip() and not line.startswith("[INFO]")]
    return _FAILED.sub("", " ".join(lines[:2]))[:300].rstrip(".") or "it gave no reason"
