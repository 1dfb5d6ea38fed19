"""The port of the store: what a library can be asked and told, in its own words.

Sources are handed about by numbers that only the store gives out. Whatever is asked or told of many sources is one call, which an
engine answers in a fixed number of statements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from readinglist.model.biblatex import INHERITING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from readinglist.claims.dependencies import Web
    from readinglist.model.attachment import AttachedFile, FileText, PageHit
    from readinglist.model.beside import Beside, Leftovers
    from readinglist.model.query import Node
    from readinglist.model.record import Problem, Record
    from readinglist.model.views import Ailment, Hit, Logged, Named, Outline, SourceText, Summary, Waiting
    from readinglist.util.rewriting import Rewrite


class Keys(Protocol):
    """What can be asked about keys."""

    def holder(self, key: str) -> int | None:
        """Return the id of the source that has a key, or had it before; None where it is free."""

    def key_of(self, number: int) -> str:
        """Return the key of the source with an id."""

    def find(self, key: str) -> int:
        """Return the id for a key, an alias, or a beginning of just one source's keys.

        Raises NoSuchSource, with the nearest keys, or AmbiguousKey.
        """

    def find_all(self, keys: Sequence[str]) -> list[int]:
        """Return the id for each of these keys, as `find` does; the first that means no source, or several, is what is raised."""

    def keys_of(self, ids: Iterable[int]) -> dict[int, str]:
        """Return the keys of sources by their ids; those that are gone are left out."""

    def beginning_with(self, prefix: str) -> dict[int, str]:
        """Return the keys, by id, of the sources whose key or alias begins so."""

    def near(self, key: str) -> tuple[str, ...]:
        """Return up to three keys that hold the word typed, share its beginning, or are written much like it."""

    def keys(self, prefix: str = "", limit: int | None = None) -> list[tuple[str, str]]:
        """Return key and title of the sources whose key begins so, for completion; aliases are left out."""

    def keys_in_use(self, names: Iterable[str]) -> dict[str, int]:
        """Return which of these folded keys are held, as key or alias, and by which source."""

    def counterparts(self, named: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Return the sources by what they are called in other libraries: the name of a library, and the name there."""

    def renamed(self, ids: Sequence[int]) -> set[int]:
        """Return those of the sources that had another key before."""


class Sources(Protocol):
    """What can be asked about sources."""

    def select(
        self, node: Node | None = None, *, sort: str = "", reverse: bool = False, limit: int | None = None
    ) -> list[int]:
        """Return the ids of the sources that a query finds, in the order of adding or sorted by a field.

        Raises UnknownField for a field that nothing can be sorted by.
        """

    def ordered(self, ids: Sequence[int], sort: str) -> list[int]:
        """Return ids of sources in the order of a field, as `select` sorts; those that are gone are left out."""

    def summaries(
        self,
        node: Node | None = None,
        *,
        sort: str = "",
        reverse: bool = False,
        start: int = 0,
        limit: int | None = None,
        only: Collection[str] | None = None,
    ) -> Iterator[Summary]:
        """Yield what a list shows of the sources that a query finds, all of it or `only` some parts; the rest is as in `select`.

        With `start`, that many are left out at the beginning.
        """

    def queue(self) -> list[Summary]:
        """Return what is being read and what is queued, in the order in which to read it."""

    def waiting(self) -> list[Waiting]:
        """Return what is being read and what is queued, in the order in which it came there: priorities do not count."""

    def records(self, ids: Sequence[int]) -> Iterator[Record]:
        """Yield whole records in the order of the ids, page by page."""

    def record(self, number: int) -> Record:
        """Return one whole record."""

    def entries(self, ids: Sequence[int]) -> Iterator[Record]:
        """Yield records with key, type, fields, macros and origin only, which is all that an entry in a file needs."""

    def candidates(
        self, identifiers: Iterable[tuple[str, str]], fingerprints: Iterable[str]
    ) -> dict[tuple[str, str], list[int]]:
        """Return the ids of sources that share an identifier or a fingerprint, by what they share.

        A fingerprint stands in the answer under the scheme `fingerprint`.
        """

    def outlines(self) -> list[Outline]:
        """Return what the likeness of sources is judged by, in the order of adding."""

    def linked_pairs(self) -> set[frozenset[str]]:
        """Return the pairs of keys of sources that are linked."""

    def titled(self, beginning: str) -> list[tuple[str, str, int | None]]:
        """Return key, title and year of the sources whose folded title begins so."""

    def present(self, ids: Sequence[int]) -> set[int]:
        """Return which of these sources are there."""

    def marked(self, name: str, ids: Sequence[int]) -> set[int]:
        """Return which of these sources carry a mark.

        Those that are gone do not.
        """

    def pointing_at(self, key: str) -> list[int]:
        """Return the ids of the sources that link to a source, were queued because of it, or have it as evidence."""

    def tags(self, beginning: str = "") -> list[tuple[str, int]]:
        """Return the tags that begin so, in their commonest spelling, with the number of sources that carry each, by name."""

    def values(self, kind: str) -> list[str]:
        """Return `tag`s, `type`s, or, of what was added last, `person`s by family name or `venue`s, each once, in order."""

    def parent_keys(self, fields: Sequence[str] = INHERITING) -> list[tuple[int, str]]:
        """Return (id of the child, key that it names) for every `crossref` and `xdata`, or other fields; each may name several."""

    def count(self, node: Node | None = None) -> int:
        """Return the number of sources, or of those that a query finds."""

    def count_within(self, node: Node | None, seconds: float) -> int | None:
        """Return the number of sources that a query finds; None where it takes longer to count them."""

    def facets(self, node: Node | None, seconds: float) -> dict[str, list[tuple[str, int]] | None]:
        """Return how many of the sources that a query finds have each value of some properties.

        They are `status`, `type` (in small letters), `year`, `tag`, `mark`, `stance` as evidence, having a `file`, and `all`; None for
        one that takes longer to count than some seconds. A tag counts where a source has one below it. What has no value has an empty one.
        """

    def search(self, words: str, limit: int) -> list[Hit]:
        """Return the sources that hold every word and every "phrase", best first, with a snippet."""


class Claims(Protocol):
    """What can be asked about claims and their evidence."""

    def find_named(self, name: str) -> Named:
        """Return what a key or the name of a claim stands for: `doe2026`, `doe2026#c3`, `doe#c3`, `formerly2025#c3`.

        A name that a claim had before sources were merged counts before one that only looks like it. Raises NoSuchSource,
        AmbiguousKey, NoSuchClaim.
        """

    def named(self, wanted: str) -> Named | None:
        """Return what a word names.

        None where it is a query.

        Raises as `resolve` does.
        """

    def find_claim(self, name: str) -> tuple[int, int]:
        """Return the id of the source, and the number, of a claim. Raises NotAClaim for the name of a source."""

    def claim_names(self, prefix: str, limit: int) -> list[tuple[str, str]]:
        """Return name and statement of the claims whose name begins so, for completion."""

    def last_claim_number(self, keys: Iterable[str]) -> int:
        """Return the highest number that a claim under one of these keys ever had; 0 for none."""

    def web(self) -> Web:
        """Return the web of sources, links, claims and evidence, in the order of adding, in five statements."""

    def sources_with_claims(self) -> set[int]:
        """Return the ids of the sources that state a claim."""

    def sources_argued_by(self, number: int) -> list[int]:
        """Return the ids of the sources to whose claims a source is evidence."""


class Files(Protocol):
    """What can be asked about the files that sources came from, and about their texts."""

    def passages(self, ids: Sequence[int]) -> Iterator[tuple[int | None, str]]:
        """Yield (source, text) of the files that these sources came from, in order; no source for what is between entries."""

    def texts_of_entries(self, ids: Sequence[int]) -> dict[int, list[str]]:
        """Return the entries, to the byte, of files that these sources came from; none of a source that came otherwise."""

    def macro_texts(self) -> list[str]:
        """Return what stands between the entries of files, where it defines macros, in the order in which it came."""

    def lone_texts(self) -> list[str]:
        """Return the texts of files from which no source came, in the order in which they came."""

    def bare_values(self, since: int = 0) -> list[int]:
        """Return the sources, from a number on, that have a value with a macro in it."""

    def preamble_texts(self, ids: Sequence[int]) -> list[str]:
        """Return what stands between the entries of the files that these sources came from, where a preamble is in it.

        What defines a macro comes too, in the order of the files.
        """

    def broken(self) -> list[tuple[int, str, int, str, str]]:
        """Return the pieces set aside.

        Id, file, line, what is wrong, raw text.
        """

    def text_of(self, number: int) -> SourceText | None:
        """Return the text of a source.

        None where there is none.
        """

    def texts_of(self, ids: Sequence[int]) -> Iterator[list[SourceText]]:
        """Yield the texts of sources in the order of the ids, one source at a time: the one given by itself, and those in files."""


class Attachments(Protocol):
    """What can be asked about the files of sources, and about what was read in them."""

    def attached(self, ids: Sequence[int] | None = None) -> list[AttachedFile]:
        """Return the attachments of sources, or of all, in the order of the sources and of each one's attachments."""

    def attached_as(self, hashes: Iterable[str]) -> list[tuple[int, AttachedFile]]:
        """Return the attachments that hold what has one of these SHA-256s, each with the id of its source."""

    def paths_taken(self) -> set[str]:
        """Return the paths of all attachments that are kept in the library's folder of files."""

    def has_read(self, hashes: Iterable[str]) -> set[str]:
        """Return of which contents, by SHA-256, the library knows the text, or knows that it has none."""

    def once_kept(self, hashes: Iterable[str]) -> set[str]:
        """Return which contents, by SHA-256, the library knows as those of a file of a source, of now or of before."""

    def search_pages(self, words: str, limit: int) -> list[PageHit]:
        """Return the pages of texts that hold every word and every "phrase", best first, those of one source side by side, without snippets."""

    def with_snippets(self, words: str, hits: Sequence[PageHit]) -> list[PageHit]:
        """Return pages that were found by words, each with the passage that matches."""

    def facts_of(self, sha256: str) -> str:
        """Return what a file says of itself beside its text, as JSON; `{}` where it was not read."""

    def read_in(self, sha256: str) -> FileText | None:
        """Return what was read in a file.

        None where it was not read.
        """


class Upkeep(Protocol):
    """What can be asked about the library itself."""

    def log(self, limit: int | None = None) -> list[Logged]:
        """Return the operations, newest first."""

    def log_of(self, number: int, limit: int | None = None) -> list[Logged]:
        """Return the operations that stand and changed a source, or what hangs on it, newest first."""

    def ailments(self) -> Iterator[Ailment]:
        """Yield what is wrong with the file itself.

        Its pages, its references, its index.
        """

    def copy_to(self, target: Path) -> None:
        """Copy the library, as it is at one moment, into another file. Raises UnwritableFile."""

    def months_of_status(self, status: str, ids: Sequence[int]) -> dict[str, int]:
        """Return how many of these sources came to a status in each month (`2026-11`), the last time each, as the log knows it."""

    def beside(self, ids: Sequence[int]) -> Iterator[Beside]:
        """Yield what is kept of sources beside their records, in the order of the ids."""

    def sources_of_uids(self, uids: Iterable[str]) -> dict[str, int]:
        """Return the sources that have these names, which nothing else has on any machine."""

    def leftovers(self) -> Leftovers:
        """Return what is kept that belongs to no single source."""

    @property
    def schema(self) -> int:
        """The version of the file's schema."""


class Reader(Keys, Sources, Claims, Files, Attachments, Upkeep, Protocol):
    """A library that is open for reading."""


class Writer(Reader, Protocol):
    """A library within one operation.

    It reads what it has written.

    All is kept at the end, or nothing.
    """

    number: int
    """The number of the operation in the log, once it is over; 0 where nothing was changed."""

    now: str
    """The time of the operation, as it is stored: what is done in it reads no other clock."""

    def step(self) -> AbstractContextManager[None]:
        """Open a step of the operation.

        What it writes is kept as a whole, or taken back where it fails.
        """

    def add(self, records: Sequence[Record]) -> list[int]:
        """Add sources with all their parts; return their ids.

        Their keys must be free, links and vias known.
        """

    def save(self, changes: Iterable[tuple[int, Record, Record]]) -> int:
        """Bring sources from one record to another (id, old, new), row by row; return how many differ."""

    def remove(self, ids: Sequence[int]) -> None:
        """Remove sources with everything that hangs on them, links from elsewhere included."""

    def keep_broken(self, file: str, problems: Iterable[Problem]) -> None:
        """Keep pieces that could not be read as entries, verbatim.

        One that is kept already is not kept twice.
        """

    def forget_broken(self, number: int) -> None:
        """Delete a piece that was set aside, now that it is mended, and of its place in its file."""

    def next_file(self) -> int:
        """Return the number under which the passages of another file are kept."""

    def keep_passages(self, file: int, passages: Iterable[tuple[int | None, str]]) -> None:
        """Keep stretches of a file in order, those that are entries with the id of their source."""

    def rewrite(self, rewrites: Iterable[Rewrite]) -> None:
        """Rewrite documents when the operation ends, as a part of it."""

    def reindex(self) -> None:
        """Fill the full-text index anew, and make what else the file lacks, where that loses nothing."""

    def revert(self, number: int) -> None:
        """Take an older operation back, as a part of this one. Raises CannotRevert where later ones touched what it changed."""

    def keep_text(self, number: int, name: str, labels: str, text: str) -> None:
        """Keep the text of a source, in the place of one that it has."""

    def drop_text(self, number: int) -> None:
        """Take the text off a source."""

    def keep_read(self, sha256: str, read: FileText) -> None:
        """Keep what was read in a file, in the place of what was read in it before; no `undo` takes it back."""

    def forget_read(self, hashes: Iterable[str]) -> None:
        """Forget what was read in files."""

    def keep_beside(self, page: Sequence[tuple[int, Beside]]) -> None:
        """Give sources, and what hangs on them, the names and times that they have elsewhere."""

    def keep_leftovers(self, left: Leftovers, *, prune: bool = False) -> None:
        """Keep what belongs to no single source; with `prune`, nothing else of its kind stays. What was read in files is added to."""


class Watch(Protocol):
    """Who looks whether a library was changed: by any command, or by another file in its place."""

    def version(self) -> int:
        """Return the number of the library's state, which is higher than before where it was changed since it was last asked."""
