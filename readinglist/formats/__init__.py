"""A registry of the formats, each a module of this folder.

A format has `NAME`, `SUFFIXES`, `sniff(text)`, which says whether a text begins like a file of it, `dump(records, ascii_only=)`
and `differences(records, text)` if it is written, and `load(text, parallel=)` if it is read. `INHERITS` says that an entry may inherit
fields from its parent. One that is `LOSSY` has no place for some fields, which `losses.of` names. A format that is `WHOLE` is given all that the library has of a source, not the entry alone, and
`dump(records, private=)` decides what of it is written. A format with `listed(text)` can be synchronised with documents. One that heeds
`WISHES` takes them: `load(text, wishes=)`; a table, with `COLUMNS`, what the user says of its columns: `load(text, columns=)`.
"""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, NamedTuple

from readinglist.util.encoding import Decoded, decoded
from readinglist.util.errors import UnknownFormat

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import ModuleType

__all__ = ["NAMES", "WRITTEN", "Decoded", "by_content", "by_name", "by_suffix", "decoded", "written_to"]


class Known(NamedTuple):
    """A format of the registry: its module, the suffixes of its files, and whether it is read and written."""

    module: str
    suffixes: tuple[str, ...] = ()
    reads: bool = True
    writes: bool = True


# Each format by its name, its module loaded when it is asked for. A later one is more particular: it is asked first
# whether a text is in it, and writes the files of a suffix that an earlier one has too.
_KNOWN = {
    "bibtex": Known("bibtex", (".bib",)),
    "biblatex": Known("biblatex", (".biblatex",)),
    "csl-json": Known("csl", (".json", ".csljson")),
    "endnote-xml": Known("endnote_xml", writes=False),
    "nbib": Known("nbib", (".nbib",), writes=False),
    "isi": Known("isi", (".isi", ".ciw"), writes=False),
    "enw": Known("enw", (".enw", ".refer", ".ref")),
    "ris": Known("ris", (".ris",)),
    "pubmed-xml": Known("pubmed_xml", writes=False),
    "mods": Known("mods", (".mods",)),
    "marc-xml": Known("marc_xml", (".marcxml",), writes=False),
    "word-xml": Known("word_xml", writes=False),
    "csl-yaml": Known("csl_yaml", (".yaml", ".yml")),
    "hayagriva": Known("hayagriva"),
    "cff": Known("cff", (".cff",), writes=False),
    "zotero-rdf": Known("zotero_rdf", (".rdf",)),
    "zotero-json": Known("zotero_json", writes=False),
    "datacite": Known("datacite", writes=False),
    "coins": Known("coins", writes=False),
    "biblioscape": Known("biblioscape", writes=False),
    "copac": Known("copac", writes=False),
    "ovid": Known("ovid", writes=False),
    "redif": Known("redif", (".redif",), writes=False),
    "nep": Known("nep", writes=False),
    "bookmarks": Known("lists.bookmarks", writes=False),
    "pocket": Known("lists.pocket", writes=False),
    "instapaper": Known("lists.instapaper", writes=False),
    "raindrop": Known("lists.raindrop", writes=False),
    "readwise": Known("lists.readwise", writes=False),
    "linkding": Known("lists.linkding", writes=False),
    "karakeep": Known("lists.karakeep", writes=False),
    "csv": Known("csv", (".csv", ".tsv", ".tab"), writes=False),
    "json": Known("json", (".json",)),
    "json-ld": Known("json_ld", (".jsonld",)),
}
# How most files begin that are read, and none of another format: they need not ask all modules.
_ENTRY = re.compile(r"\s*+@\s*+[A-Za-z]++\s*+[{(]")
NAMES = tuple(_KNOWN)
WRITTEN = tuple(name for name, known in _KNOWN.items() if known.writes)


def by_name(name: str) -> ModuleType:
    """Return the module of a format. Raises UnknownFormat."""
    if name.lower() not in _KNOWN:
        raise UnknownFormat(name, NAMES)
    return importlib.import_module(f"readinglist.formats.{_KNOWN[name.lower()].module}")


def by_content(text: str, path: Path) -> ModuleType:
    """Return the module of a format by text or suffix.

    Raises UnknownFormat.
    """
    bare = text.removeprefix("\ufeff")
    if _ENTRY.match(bare):
        return by_name("bibtex")
    readable = [by_name(name) for name, known in _KNOWN.items() if known.reads]
    return next((module for module in reversed(readable) if module.sniff(bare)), None) or by_suffix(path)


def by_suffix(path: Path) -> ModuleType:
    """Return the module that reads files of a suffix.

    Raises UnknownFormat.
    """
    readable = {name: known.suffixes for name, known in _KNOWN.items() if known.reads}
    for name, suffixes in readable.items():
        if path.suffix.lower() in suffixes:
            return by_name(name)
    raise UnknownFormat(path, tuple(dict.fromkeys(suffix for suffixes in readable.values() for suffix in suffixes)))


def written_to(path: Path, names: Iterable[str] = WRITTEN) -> str:
    """Return the name of the format for a written file.

    It is known by its suffix.
    `names` are the formats to choose from; empty for none. `refs.bib → bibtex`
    """
    return next((name for name in reversed([*names]) if path.suffix.lower() in _KNOWN[name].suffixes), "")
