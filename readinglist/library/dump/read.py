"""Reading a dump: its sources, and what belongs to none. Everything is read and checked before anything is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readinglist.library.dump import form, parts
from readinglist.library.dump.checked import Checked
from readinglist.library.dump.write import BROKEN, ENTRIES, FORM, HEAD, NUMBERS, READ, STAMPS
from readinglist.library.errors import NotADump, UnreadableDump
from readinglist.model.attachment import FileText, PageText
from readinglist.model.key_folding import folded_key
from readinglist.util import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from readinglist.library.dump.parts import Dumped

_MOST = 64_000_000  # bytes of one file
_OF_SOURCES = (parts.NOTES, parts.CLAIMS, parts.EVIDENCE, parts.FILES)


class Dump(NamedTuple):
    """What is in a dump: its sources in the order of adding; `files` are stretches with the key of a source, or None; the rest is as in `Leftovers`."""

    sources: list[Dumped]
    files: list[list[tuple[str | None, str]]]
    broken: list[tuple[str, int, str, str, str]]
    last_numbers: dict[str, int]
    read: dict[str, tuple[FileText, str]]


def read(folder: Path, progress: Callable[[int, int], None] = lambda _done, _whole: None) -> Dump:
    """Return what is in a dump. Raises NotADump, and UnreadableDump with the file and line."""
    if not (folder / HEAD).is_file():
        raise NotADump(folder)
    head = _json(folder / HEAD, folder)
    if head.number("form") != FORM:
        head.fail(f"it is of form {head.number('form')}, and this program reads form {FORM}; use a newer one")
    numbers = {name: int(last) for name, last in _lines(folder / NUMBERS) if last.isdecimal()}
    return Dump(_sources(folder, progress), _files(folder), _broken(folder), numbers, _read(folder))


def _sources(folder: Path, progress: Callable[[int, int], None]) -> list[Dumped]:
    stamps: dict[str, str] = {}  # in the order of adding
    for key, changed in _lines(folder / STAMPS):
        stamps[key] = max(changed, stamps.get(key, ""))
    places = {key: place for place, key in enumerate(stamps)}
    heads = {path.stem: path for path in _paths(folder / parts.SOURCES, ".json")}
    names = _of_aliases(folder, heads)
    belonging: dict[str, dict[str, dict[str, Path]]] = {}
    for kind, name, uid, path in _belonging(folder):
        belonging.setdefault(_owner(folder, names, name, path), {}).setdefault(kind, {})[uid] = path
    found = []
    for done, (name, path) in enumerate(heads.items(), 1):
        own = {
            kind: {uid: _any(one, folder) for uid, one in held.items()}
            for kind, held in belonging.get(name, {}).items()
        }
        one = _json(path, folder)
        found.append(_checked(parts.of_files(one, own, stamps.get(one.text("key"), "")), one))
        progress(done, len(heads))
    _check_names(found)
    return sorted(found, key=lambda one: (one.record.added, places.get(one.record.key, len(places)), one.record.key))


def _belonging(folder: Path) -> Iterator[tuple[str, str, str, Path]]:
    """Yield what hangs on sources: in which folder, by the name of which source, its own name, and its path."""
    for kind in _OF_SOURCES:
        for inner in sorted(one for one in _listed(folder / kind) if one.is_dir() and not one.is_symlink()):
            for path in _paths(inner, ".md" if kind == parts.NOTES else ".json"):
                yield kind, inner.name, path.stem, path
    for path in _paths(folder / parts.TEXTS, ".md"):
        yield parts.TEXTS, path.stem, "", path


def _of_aliases(folder: Path, heads: dict[str, Path]) -> dict[str, str]:
    """Return the names of sources' files by the names that they have, or would have by a key that they had before."""
    names = {name: name for name in heads}
    for name, path in heads.items():
        for alias in _json(path, folder).words("aliases"):
            names.setdefault(form.file_name(alias), name)
    return names


def _owner(folder: Path, names: dict[str, str], name: str, path: Path) -> str:
    if name not in names:
        reason = f"there is no {parts.SOURCES}/{name}.json to which it belongs; restore that, or delete this"
        raise UnreadableDump(path.relative_to(folder).as_posix(), reason)
    return names[name]


def _checked(one: Dumped, head: Checked) -> Dumped:
    record = one.record
    if not record.key or not record.key.isprintable() or any(c.isspace() for c in record.key):
        head.fail("its key is none")
    if form.file_name(record.key) != head.file.rpartition("/")[2].removesuffix(".json"):
        head.fail(
            f"it has the key {record.key}, and a file of that name is expected to be {form.file_name(record.key)}.json"
        )
    return one


def _check_names(found: list[Dumped]) -> None:
    """Raise UnreadableDump where two sources have one name, as where a file was copied."""
    for name_of in (lambda one: one.beside.uid, lambda one: folded_key(one.record.key)):
        met: dict[str, str] = {}
        for one in found:
            if (other := met.setdefault(name_of(one), one.file)) != one.file:
                raise UnreadableDump(one.file, f"it is the same source as {other}; delete one of the two")


def _files(folder: Path) -> list[list[tuple[str | None, str]]]:
    found = []
    for path in _paths(folder / ENTRIES, ".json"):
        one = _json(path, folder)
        rows = one.rows("stretches", least=2, most=2)
        found.append(
            [
                (None if key is None else one.of_text("stretches", key), one.of_text("stretches", text))
                for key, text in rows
            ]
        )
    return found


def _broken(folder: Path) -> list[tuple[str, int, str, str, str]]:
    pieces = sorted(
        (_json(path, folder) for path in _paths(folder / BROKEN, ".json")), key=lambda one: one.number("place")
    )
    return [
        (one.text("file"), one.number("line"), one.text("message"), one.text("raw"), one.text("added"))
        for one in pieces
    ]


def _read(folder: Path) -> dict[str, tuple[FileText, str]]:
    found = {}
    for path in _paths(folder / READ, ".json"):
        one = _json(path, folder)
        pages = tuple(PageText(*row) for row in one.texts("pages", 2))
        texts = {name: one.text(name) for name in FileText._fields if name != "pages"}
        found[path.stem] = FileText(pages=pages, **texts), one.text("at")
    return found


def _any(path: Path, folder: Path) -> Checked:
    if path.suffix == ".json":
        return _json(path, folder)
    name = path.relative_to(folder).as_posix()
    return Checked(name, *form.read_with_head(_text(path), name))


def _json(path: Path, folder: Path) -> Checked:
    name = path.relative_to(folder).as_posix()
    return Checked(name, form.read(_text(path), name))


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the pairs in a file of lines; of the lines that git joined from two sides, both."""
    for line in _text(path).split("\n") if path.is_file() else ():
        name, found, value = line.partition("\t")
        if found:
            yield name, value


def _text(path: Path) -> str:
    try:
        return files.read_own(path, _MOST).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise UnreadableDump(path, f"it is no UTF-8 from byte {error.start} on") from error


def _paths(folder: Path, suffix: str) -> list[Path]:
    """Return the files of a folder with a suffix, in the order of their names."""
    return sorted(path for path in _listed(folder) if path.suffix == suffix and path.is_file())


def _listed(folder: Path) -> list[Path]:
    return [*folder.iterdir()] if folder.is_dir() and not folder.is_symlink() else []
