"""Writing files so that they appear whole or not at all, and rewriting several, all or none."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from readinglist.util.errors import FileChanged, UnreadableFile, UnwritableFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class Rewrite(NamedTuple):
    """A file that is brought from one content to another."""

    path: Path
    before: bytes
    after: bytes


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write a file in UTF-8 so that it appears whole or not at all, and an old one stays until then.

    Raises UnwritableFile where the folder cannot take it; errors of the pieces pass, and leave nothing behind.
    """
    _replace(path, (piece.encode("utf-8", "surrogatepass") for piece in pieces))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file so that it appears whole or not at all, and an old one stays until then. Raises UnwritableFile."""
    _replace(path, [content])


@contextlib.contextmanager
def rewriting(rewrites: Sequence[Rewrite]) -> Iterator[None]:
    """Rewrite files, all or none, and take it back where the block that follows fails.

    Raises FileChanged where a file does not hold what it is to be brought from, UnreadableFile and UnwritableFile.
    """
    done: list[Rewrite] = []
    try:
        for rewrite in rewrites:
            _check(rewrite)
            _replace(rewrite.path, [rewrite.after])
            done.append(rewrite)
        yield
    except BaseException:
        for rewrite in reversed(done):
            _replace(rewrite.path, [rewrite.before])
        raise


def _check(rewrite: Rewrite) -> None:
    if not rewrite.path.exists() or read(rewrite.path) != rewrite.before:
        raise FileChanged(rewrite.path)


def read(path: Path) -> bytes:
    """Return what a file holds. Raises UnreadableFile."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path, error.strerror or str(error)) from error


def back_up(path: Path) -> Path:
    """Copy a file beside itself, as `paper.tex.bak`, `paper.tex.bak2` and so on, and return where. Raises UnwritableFile."""
    number = 1
    while (target := path.with_name(f"{path.name}.bak{'' if number == 1 else number}")).exists():
        number += 1
    _replace(target, [read(path)])
    return target


def check_writable(path: Path) -> None:
    """Raise UnwritableFile for a file that is there and read-only: to replace it would get round that."""
    with contextlib.suppress(FileNotFoundError):
        if not (path.stat().st_mode & _WRITABLE and os.access(path, os.W_OK)):
            raise UnwritableFile(path, "it is read-only")


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    check_writable(path)
    import tempfile  # noqa: PLC0415 - reading commands load this module too, and write no file

    target = path.resolve() if path.is_symlink() else path
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise UnwritableFile(path, error.strerror or str(error)) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            _allow_as_usual(target, descriptor)
            file.writelines(pieces)
            file.flush()
            os.fsync(descriptor)
        Path(name).replace(target)
    except OSError as error:
        raise UnwritableFile(path, error.strerror or str(error)) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()


def _allow_as_usual(target: Path, descriptor: int) -> None:
    """Give a temporary file the rights of the file that it replaces, or those of any new file."""
    mask = os.umask(0)
    os.umask(mask)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask
    with contextlib.suppress(OSError):
        os.chmod(descriptor, mode)
