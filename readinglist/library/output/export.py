"""Exporting: which sources, in which order, in which format.

A file is written whole or not at all.
"""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from readinglist.formats import WRITTEN, bibtex, by_name, written_to
from readinglist.library.open import reading
from readinglist.library.output import cited_names, file_fields, inherit, leaving
from readinglist.model import biblatex, query
from readinglist.model.key_folding import folded_key
from readinglist.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from readinglist.library.location import Location
    from readinglist.library.output.leaving import LeavingFields
    from readinglist.model.attachment import AttachedFile
    from readinglist.store import Reader

FORMATS = WRITTEN
_AS_THEY_COME = ("added", "cited")
# In these an entry can be found in the text of a file, and be given back as it came.
LISTED = ("bibtex", "biblatex")


class ExportOptions(NamedTuple):
    """Which sources to export, and how.

    Those of a query, or those behind keys, or all.

    `cited` are keys as documents write them, former ones too: only these sources are exported, under these names, and
    with `everything` the rest of the library too. A name that no source has is passed over. `leaving` says which fields leave
    in a bibliography. `sort` is one of `leaving.SORTS`; without it, sources come in the order of adding, those behind keys in that of
    the keys, and cited ones by key. `in_lines` writes JSON one source a line. `files` are the values of a field `file`, by key (`file_fields`).
    """

    wanted: str = ""
    keys: tuple[str, ...] = ()
    cited: tuple[str, ...] | None = None
    everything: bool = False
    format: str = "bibtex"
    ascii_only: bool = False
    private: bool = False
    inherited: bool = False
    verbatim: bool = False
    in_lines: bool = False
    leaving: LeavingFields = leaving.DEFAULT
    sort: str = ""
    files: Mapping[str, str] = MappingProxyType({})


def export(library: Location, choice: ExportOptions = ExportOptions()) -> Iterator[str]:  # noqa: B008 - a choice never changes
    """Yield the text of an export, piece by piece.

    For BibTeX and BibLaTeX, the preambles of the files that the sources came from go first; the parents that a source inherits from come along, after their children; with
    `inherited`, and in CSL-JSON, their fields are written into the children instead. Private notes, status and reasons appear only in
    `json`, and only with `private`. With `verbatim`, what was not edited since it was imported comes as it came, to the
    byte, with the macros, preambles and comments of its file, in their order. Raises QueryError, NoSuchSource, UnknownFormat.
    """
    module = by_name(choice.format)
    with reading(library) as opened:
        if module.WHOLE:
            found = _whole(opened, choice)
            if choice.files and getattr(module, "FILES", False):
                found = (file_fields.added(record, choice.files) for record in found)
            yield from module.dump(found, private=choice.private, in_lines=choice.in_lines)
        elif choice.verbatim:
            whole = not (choice.wanted or choice.keys or choice.cited is not None)
            yield from _verbatim(opened, _chosen(opened, choice), whole=whole)
        else:
            ids = _chosen(opened, choice)
            yield from bibtex.preambles(opened.preamble_texts(ids)) if module.INHERITS else ()
            yield from module.dump(_entries(opened, ids, choice), ascii_only=choice.ascii_only)


def files_of(library: Location, choice: ExportOptions) -> list[AttachedFile]:
    """Return the files of the sources that are exported. Raises as `export`."""
    with reading(library) as opened:
        return opened.attached(_chosen(opened, choice))


def format_for(target: Path | None, documents: Sequence[Path], names: Sequence[str] = FORMATS) -> str:
    """Return the format that the suffix of a file says, or else the dialect that documents read; BibTeX where neither says it."""
    by_suffix = written_to(target, names) if target else ""
    if not documents or by_suffix not in ("", bibtex.NAME):
        return by_suffix or bibtex.NAME
    from readinglist.manuscripts.dialect import dialect  # noqa: PLC0415 - most exports are of no document

    return dialect(documents) or bibtex.NAME


def is_file_of_a_format(path: Path) -> bool:
    """Whether the name of a file says in which format it is."""
    return bool(written_to(path, FORMATS))


def is_whole(form: str) -> bool:
    """Whether a format has a place for what the reader says of a source, and not only for entries."""
    return bool(by_name(form).WHOLE)


def names_files(form: str) -> bool:
    """Whether a format has a place for the files of sources."""
    return form in LISTED or bool(getattr(by_name(form), "FILES", False))


def is_lossy(form: str) -> bool:
    """Whether a format has no place for some fields."""
    return bool(getattr(by_name(form), "LOSSY", False))


def differences(library: Location, choice: ExportOptions, text: str) -> list[str]:
    """Return a line for each way in which the text of an export, read back, differs from the library."""
    module = by_name(choice.format)
    with reading(library) as opened:
        if module.WHOLE:
            found = _whole(opened, choice)
            return list(module.differences(found, text, private=choice.private, in_lines=choice.in_lines))
        entries = _entries(opened, _chosen(opened, choice), choice)
        return list(module.differences(entries, text))


def lost(library: Location, choice: ExportOptions) -> dict[str, int]:
    """Return what a format has no place for: names of fields, with the number of sources that have them; empty where it carries all."""
    module = by_name(choice.format)
    if not getattr(module, "LOSSY", False):
        return {}
    from readinglist.formats import losses  # noqa: PLC0415 - the usual formats carry all

    with reading(library) as opened:
        entries = _entries(opened, _chosen(opened, choice), choice)
        return dict(Counter(name for record in entries for name in losses.of(record, module)).most_common())


def unwritten(library: Location, choice: ExportOptions) -> Iterator[tuple[str, str]]:
    """Yield the key of each source with characters that `ascii_only` has to keep, for LaTeX has no form of them."""
    with reading(library) as opened:
        for record in _entries(opened, _chosen(opened, choice), choice):
            text = "".join(by_name(choice.format).dump([record], ascii_only=True))
            if not text.isascii():
                yield record.key, "".join(dict.fromkeys(character for character in text if not character.isascii()))


def _chosen(opened: Reader, choice: ExportOptions) -> list[int]:
    if choice.cited is not None and not choice.everything:
        held = opened.keys_in_use([folded_key(name) for name in choice.cited])
        ids = list(dict.fromkeys(held[folded_key(name)] for name in choice.cited if folded_key(name) in held))
        return _in_order(opened, ids, choice.sort or "key")
    if choice.keys:
        return _in_order(opened, list(dict.fromkeys(opened.find_all(choice.keys))), choice.sort)
    return opened.select(query.parse(choice.wanted), sort="" if choice.sort in _AS_THEY_COME else choice.sort)


def _in_order(opened: Reader, ids: list[int], sort: str) -> list[int]:
    if sort in ("", "cited"):
        return ids
    return opened.ordered(ids, sort)


def _whole(opened: Reader, choice: ExportOptions) -> Iterator[Record]:
    found = opened.records(_chosen(opened, choice))
    return cited_names.under_names(opened, found, choice.cited or ())


def _entries(opened: Reader, ids: list[int], choice: ExportOptions) -> Iterator[Record]:
    if choice.inherited or not by_name(choice.format).INHERITS:
        found = inherit.entries(opened, ids)
    else:
        fields = biblatex.INHERITING if choice.cited is None else biblatex.REFERRING
        found = opened.entries(_children_first(opened, ids, fields))
    names = choice.cited or ()
    if choice.files:
        found = (file_fields.added(leaving.left(record, choice.leaving), choice.files) for record in found)
        return cited_names.under_names(opened, found, names if choice.sort == "cited" else sorted(names))
    named = cited_names.under_names(opened, found, names if choice.sort == "cited" else sorted(names))
    return (leaving.left(record, choice.leaving) for record in named)


def _verbatim(opened: Reader, ids: list[int], *, whole: bool) -> Iterator[str]:
    """Yield files as they were imported, with what was edited written anew in its place, and then all that has no file.

    Files that hold only macros are first: those that the sources use, or of a whole library all.
    """
    waiting = dict(zip(ids, opened.entries(ids), strict=True))
    used = {macro.name.lower() for record in waiting.values() for macro in record.macros}
    for text in opened.lone_texts():
        if whole or not used.isdisjoint(bibtex.defined([text])):
            yield text
    renamed = opened.renamed(ids)
    for number, text in opened.passages(ids):
        record = waiting.pop(number, None) if number is not None else None
        kept = record is None or _is_untouched(record, text, renamed=number in renamed)
        yield text if kept or record is None else "".join(bibtex.dump([record])).rstrip()
    first = True
    for entry in bibtex.dump(waiting.values()):
        yield ("\n" if first else "") + entry
        first = False


def _is_untouched(record: Record, text: str, *, renamed: bool) -> bool:
    """Whether an entry still says what its text in the file said; a key that the import had to give or lengthen is no edit."""
    read = [item for item in bibtex.load(text) if isinstance(item, Record)]
    if len(read) != 1 or read[0].type != record.type or _raw(read[0]) != _raw(record):
        return False
    return read[0].key == record.key or (not renamed and folded_key(record.key).startswith(folded_key(read[0].key)))


def _raw(record: Record) -> list[tuple[str, str]]:
    return [(field.name, field.raw) for field in record.fields]


def one(records: Iterable[Record], format: str = "bibtex") -> str:  # noqa: A002
    """Return records that are at hand as the text of an export."""
    return "".join(by_name(format).dump(records))


def _children_first(opened: Reader, ids: list[int], fields: Sequence[str]) -> list[int]:
    """Return the ids with all that these fields name after those that name it, what was not asked for included."""
    links = opened.parent_keys(fields)
    if not links:
        return ids
    known = opened.keys_in_use({folded_key(key) for _, key in links})
    parents: dict[int, list[int]] = {}
    for child, key in links:
        if folded_key(key) in known and known[folded_key(key)] != child:
            parents.setdefault(child, []).append(known[folded_key(key)])
    return _sorted(ids, parents)


def _sorted(ids: list[int], parents: dict[int, list[int]]) -> list[int]:
    """Sort topologically, otherwise keeping the order.

    Whoever is a parent moves behind the last of its children.
    """
    wanted = list(ids)
    seen = set(ids)
    for number in wanted:
        for parent in parents.get(number, ()):
            if parent not in seen:
                seen.add(parent)
                wanted.append(parent)
    waiting = dict.fromkeys(wanted, 0)
    for number in wanted:
        for parent in parents.get(number, ()):
            waiting[parent] += 1
    return _released(wanted, parents, waiting)


def _released(wanted: list[int], parents: dict[int, list[int]], waiting: dict[int, int]) -> list[int]:
    """Take out who waits for no child, and release its parents.

    Members of a cycle follow as they came.
    """
    order: list[int] = []
    placed: set[int] = set()
    for number in wanted:
        ready = [number] if waiting[number] == 0 else []
        while ready:
            current = ready.pop(0)
            if current in placed:
                continue
            placed.add(current)
            order.append(current)
            for parent in parents.get(current, ()):
                waiting[parent] -= 1
                if waiting[parent] == 0:
                    ready.append(parent)
    return order + [number for number in wanted if number not in placed]
