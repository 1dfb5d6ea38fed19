"""The one door for every file that is written: whole or not at all, beside its place first, never through a link."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote

from readinglist.util.errors import FileExists, UnreadableFile, UnwritableFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_GROUP = stat.S_IRWXG
# What a file is called until it is complete. Nobody can guess the part between the two, so nobody can put a link there.
_PREFIX, _SUFFIX = ".readinglist-", ".tmp"
_RANDOM = 8  # bytes
_PIECE = 1 << 20  # bytes that are copied at once
_PRIVATE = 0o600  # for the user alone: a library, a copy of one, a secret
_PRIVATE_FOLDER = 0o700
_OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OWN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write a file in UTF-8, whole or not at all.

    An old file is kept until the new one is complete, and its rights and owner stay. A device or a pipe is written into;
    a link stays, and what it leads to is written. Raises UnwritableFile, and the errors of the pieces; neither leaves
    anything behind.
    """
    _write(path, (piece.encode("utf-8", "surrogatepass") for piece in pieces))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, as `write_whole`. Raises UnwritableFile."""
    _write(path, [content])


def keep_private(path: Path, content: bytes) -> None:
    """Write a file of the program's own under a name that others can foresee, for the user alone, as is a folder made for it.

    A link that stands there is replaced itself. Raises UnwritableFile.
    """
    with _said(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
        with _replacing(path) as (_, file):
            file.write(content)


def keep_for_now(path: Path, content: bytes, *, tidy: bool = True) -> None:
    """Write a file that can be had again, as `keep_private`, without waiting for the disk. Raises UnwritableFile.

    Without `tidy`, the caller has removed the stray files of the folder, which is read for that: of one with many files, once is enough.
    """
    with _said(path), _beside(path, tidy=tidy) as (name, file):
        file.write(content)
        file.flush()
        name.replace(path)


def read(path: Path) -> bytes:
    """Return what a file holds. Raises UnreadableFile."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path, error.strerror or str(error)) from error


def read_own(path: Path, most: int, *, secret: bool = False) -> bytes:
    """Return what a file of the program's own holds, which somebody else may have put there.

    Raises UnreadableFile for one that is no file, such as a link or a pipe that never ends, for one that is longer, and for
    a secret that is not the user's, or not the user's alone.
    """
    try:
        with open(os.open(path, _OWN), "rb") as file:  # noqa: PTH123 - opened so that no link is followed, and no pipe waited for
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode) or found.st_size > most:
                raise UnreadableFile(path, f"it is no file of at most {most:,} bytes")
            if secret and not _is_private(found):
                raise UnreadableFile(path, "others can read it, or have put it there")
            return file.read(most)
    except OSError as error:
        raise UnreadableFile(path, error.strerror or str(error)) from error


def _is_private(found: os.stat_result) -> bool:
    """Whether a file is the user's, and nobody else's; Windows keeps that otherwise."""
    return os.name == "nt" or (found.st_uid == os.geteuid() and not found.st_mode & _OF_OTHERS)


def path_of_address(written: str) -> str:
    """Return the path in the address of a file, `file://localhost/a%20b.pdf → /a b.pdf`; empty for anything else (RFC 8089)."""
    found = re.match(r"(?i)file:(?://(?:localhost)?(?=/))?", written)
    return unquote(written[found.end() :]) if found else ""


def is_file(path: str | Path) -> bool:
    """Whether there is a file; what can be no name of one, as it is too long or holds a NUL, is none."""
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def ends(path: Path) -> bool:
    """Whether what is at a path can be read to an end without waiting: no pipe, no device. Raises OSError."""
    mode = path.stat().st_mode
    return not (stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode))


def create(path: Path, content: bytes = b"", mode: int = _PRIVATE) -> None:
    """Make a new file, complete from its first moment. Raises FileExists, also for a link, and UnwritableFile."""
    with _said(path), _beside(path) as (name, file):
        name.chmod(mode)
        file.write(content)
        _keep(file)
        try:
            _link(name, path, content, mode)
        except FileExistsError as error:
            raise FileExists(path) from error
    _sync_folder(path.parent)


def copy_new(original: Path, path: Path) -> bool:
    """Copy a file to a new name, for the user alone, complete from its first moment; say whether the name was still free.

    The folder is made where it is missing. Raises UnreadableFile and UnwritableFile.
    """
    with _said(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
        with _beside(path) as (name, file):
            file.writelines(_pieces(original))
            _keep(file)
            try:
                path.hardlink_to(name)
            except FileExistsError:
                return False
            except OSError:  # a disk that knows no second names; its folder is the user's own
                if os.path.lexists(path):
                    return False
                name.rename(path)
    _sync_folder(path.parent)
    return True


def copy_into(original: Path, path: Path) -> None:
    """Copy what a file holds into another that is there. Raises UnreadableFile and UnwritableFile."""
    with _said(path), path.open("wb") as file:
        file.writelines(_pieces(original))


def _pieces(path: Path) -> Iterator[bytes]:
    """Yield what a file holds piece by piece. Raises UnreadableFile."""
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
    except OSError as error:
        raise UnreadableFile(path, error.strerror or str(error)) from error


def _link(name: Path, path: Path, content: bytes, mode: int) -> None:
    """Give a file a second name; where the disk knows no such names, make another of that content."""
    try:
        path.hardlink_to(name)
    except FileExistsError:
        raise
    except OSError:
        with open(os.open(path, _NEW, mode), "wb") as file:  # noqa: PTH123 - made by these flags
            file.write(content)


@contextlib.contextmanager
def copying(target: Path, original: Path) -> Iterator[Path]:
    """Give an empty file beside a target, to be filled by its name, which takes the target's place at the end.

    Its rights are the user's alone, and never more than those of the original. Raises UnwritableFile.
    """
    with _said(target), _replacing(target) as (name, _):
        yield name
        name.chmod(_PRIVATE & _mode(original, _PRIVATE))


def back_up(path: Path) -> Path:
    """Copy a file beside itself, with its rights, and return where. Raises UnreadableFile and UnwritableFile.

    `paper.tex → paper.tex.bak`, or `paper.tex.bak2` where that is there, and so on.
    """
    target = free_name(path, ".bak")
    create(target, read(path), _mode(path, _PRIVATE))
    return target


def free_name(path: Path, suffix: str) -> Path:
    """Return a name beside a file that nothing has yet: `paper.tex.bak`, `paper.tex.bak2`."""
    number = 1
    while os.path.lexists(target := path.with_name(f"{path.name}{suffix}{'' if number == 1 else number}")):
        number += 1
    return target


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths name one file, which need not be there: links and other spellings of a folder count."""
    with contextlib.suppress(OSError):
        return one.samefile(other)
    mine, theirs = (Path(os.path.realpath(path)) for path in (one, other))
    with contextlib.suppress(OSError):
        return mine.name.casefold() == theirs.name.casefold() and mine.parent.samefile(theirs.parent)
    return mine == theirs


def check_writable(path: Path) -> None:
    """Raise UnwritableFile for a file that is read-only.

    To replace it would need only the right to write in its folder.
    """
    with contextlib.suppress(FileNotFoundError):
        if not (path.stat().st_mode & _WRITABLE and os.access(path, os.W_OK)):
            raise UnwritableFile(path, "it is read-only")


def remove_stray(folder: Path) -> None:
    """Remove the incomplete files that killed programs left in a folder; those that one still writes are locked."""
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            if is_temporary(entry.name) and entry.is_file(follow_symlinks=False):
                _remove_unlocked(Path(entry.path))


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    with _said(path):
        check_writable(path)
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        standing = target.stat() if target.exists() else None
        if standing and not stat.S_ISREG(standing.st_mode):
            _pour(target, pieces)
            return
        with _replacing(target) as (name, file):
            file.writelines(pieces)
            _allow(name, standing)


def _pour(target: Path, pieces: Iterable[bytes]) -> None:
    """Write into a device or a pipe, which stays what it is; a folder takes nothing."""
    with open(os.open(target, os.O_WRONLY | getattr(os, "O_NOCTTY", 0)), "wb") as file:  # noqa: PTH123 - never makes one
        file.writelines(pieces)


@contextlib.contextmanager
def _said(path: Path) -> Iterator[None]:
    """Turn an error of the system into UnwritableFile."""
    try:
        yield
    except OSError as error:
        raise UnwritableFile(path, error.strerror or str(error)) from error


@contextlib.contextmanager
def _replacing(target: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """Open a new file beside a target, as `_beside`; where nothing fails, it is on the disk and has the target's name."""
    with _beside(target) as (name, file):
        yield name, file
        _keep(file)
        name.replace(target)
    _sync_folder(target.parent)


@contextlib.contextmanager
def _beside(target: Path, *, tidy: bool = True) -> Iterator[tuple[Path, IO[bytes]]]:
    """Open a new file in the folder of a target, for the user alone; it is gone afterwards unless it was renamed."""
    if tidy:
        remove_stray(target.parent)
    name, file = _new(target.parent)
    try:
        with file:
            yield name, file
    finally:
        with contextlib.suppress(OSError):
            name.unlink()


def _new(folder: Path) -> tuple[Path, IO[bytes]]:
    while True:
        name = folder / f"{_PREFIX}{os.urandom(_RANDOM).hex()}{_SUFFIX}"
        descriptor = os.open(name, _NEW, _PRIVATE)
        _lock(descriptor)
        if os.fstat(descriptor).st_nlink:  # another program may have taken it for a stray before it was locked
            return name, open(descriptor, "wb")  # noqa: PTH123 - the caller closes it
        os.close(descriptor)


def is_temporary(name: str) -> bool:
    """Whether a file is called as `_new` calls them; another that only looks so is somebody's own."""
    between = name.removeprefix(_PREFIX).removesuffix(_SUFFIX)
    return (
        name == f"{_PREFIX}{between}{_SUFFIX}" and len(between) == 2 * _RANDOM and not between.strip("0123456789abcdef")
    )


def _lock(descriptor: int) -> bool:
    """Lock a file against removal as a stray, until it is closed; say whether it was free.

    Where the system has no such locks, nothing is stray.
    """
    try:
        import fcntl  # noqa: PLC0415 - Windows has none

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True


def _remove_unlocked(name: Path) -> None:
    with contextlib.suppress(OSError):
        descriptor = os.open(name, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        try:
            if _lock(descriptor):
                name.unlink()
        finally:
            os.close(descriptor)


def _allow(name: Path, standing: os.stat_result | None) -> None:
    """Give a file that is complete the owner and rights of the one that it replaces, or those of any new file.

    Where the group cannot be kept, another group gets no rights.
    """
    if standing is None:
        name.chmod(0o666 & ~_mask())
        return
    rights = standing.st_mode & 0o777
    with contextlib.suppress(OSError, AttributeError):
        os.chown(name, standing.st_uid, standing.st_gid)
    if name.stat().st_gid != standing.st_gid:
        rights &= ~_GROUP
    name.chmod(rights)


def _mask() -> int:
    """Return the user's mask of rights, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _mode(path: Path, otherwise: int) -> int:
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return otherwise


def _keep(file: IO[bytes]) -> None:
    """Bring a file to the disk before it takes its place. Windows renames no open file; elsewhere it stays locked."""
    file.flush()
    os.fsync(file.fileno())
    if os.name == "nt":
        file.close()


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk too, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
