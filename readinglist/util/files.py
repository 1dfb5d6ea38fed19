"""Writing files whole or not at all, and rewriting several, all or none."""

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
    """A file whose content changes from `before` to `after`."""

    path: Path
    before: bytes
    after: bytes


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write a file in UTF-8, whole or not at all.

    An old file is kept until the new one is complete. Raises UnwritableFile, and the errors of the pieces; neither leaves
    anything behind.
    """
    _replace(path, (piece.encode("utf-8", "surrogatepass") for piece in pieces))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, as `write_whole`.

    Raises UnwritableFile.
    """
    _replace(path, [content])


@contextlib.contextmanager
def rewriting(rewrites: Sequence[Rewrite]) -> Iterator[None]:
    """Rewrite files, all or none.

    Where the `with` block fails, restore them.
    Raises FileChanged where a file does not hold what it held before, UnreadableFile and UnwritableFile.
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
    """Copy a file beside itself, and return where. Raises UnwritableFile.

    `paper.tex → paper.tex.bak`, or `paper.tex.bak2` where that is there, and so on.
    """
    number = 1
    while (target := path.with_name(f"{path.name}.bak{'' if number == 1 else number}")).exists():
        number += 1
    _replace(target, [read(path)])
    return target


def check_writable(path: Path) -> None:
    """Raise UnwritableFile for a file that is read-only.

    To replace it would need only the right to write in its folder.
    """
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
    """Give a temporary file the rights of the file that it replaces.

    Where there is none, the rights of any new file.
    """
    # The mask can only be read by setting it.
    mask = os.umask(0)
    os.umask(mask)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask
    with contextlib.suppress(OSError):
        os.chmod(descriptor, mode)
