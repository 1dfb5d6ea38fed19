"""Reading at a million sources: each command against `list --limit 20`, in processor time.

It takes some ten minutes and fifteen gigabytes of disk, and leaves nothing behind. The library is made by SQL out of one of
10,000 sources, each of which is there a hundred times, with other keys, titles and identifiers.
"""

from __future__ import annotations

import itertools
import random
import shutil
import sqlite3
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from _measure import READINGLIST, head, run

from readinglist.store.sqlite import database, fulltext_index

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT, TIMES, ROUNDS = 10_000, 100, 5
SYLLABLES = "ba ke li mo nu ra si to ve wi da fe go hu ja lo me ni po ru".split()
WORDS = ["".join(syllables) for n in (2, 3, 4) for syllables in itertools.product(SYLLABLES, repeat=n)][:20_000]
FAMILIES = [word.capitalize() for word in WORDS[5000:9000]]
# Columns that name a row of another table, or the own; and those that are given a suffix in every copy.
NUMBERS = ("id", "source_id", "via_id", "target_id", "claim_id")
NAMES = {
    "source": ("key", "key_folded", "title", "title_folded", "fingerprint"),
    "alias": ("key", "key_folded"),
    "identifier": ("value",),
}
TABLES = ("source", "alias", "field", "macro", "contributor", "identifier", "tag", "note", "link", "origin", "mark")


def commands() -> dict[str, list[str]]:
    """Return the commands that are measured; the words are common, less common and rare ones of titles and names."""
    common, usual, rare = WORDS[3], WORDS[100], WORDS[8000]
    name = FAMILIES[60]
    queries = [
        f"author:{name}", f"title:{usual}", f"title:{rare}", "venue:journal", f"note:{usual}", f"abstract:{usual}", "doi:10.1000/b7",
        "year:2001", "year>2024", "type:book", "status:read", f"tag:{WORDS[40]}", "key:n77", "added:2026", f"publisher:{FAMILIES[9]}",
        "-tag:*", usual, f"author:{name} year:2001..2003", f"title:{usual} -status:read",
    ]  # fmt: skip
    sorts = "added author changed date key priority status title type venue year".split()
    asked = {f"list {query} --limit 20": ["list", *query.split(), "--limit", "20"] for query in queries}
    asked |= {f"list --sort {sort} --limit 20": ["list", "--sort", sort, "--limit", "20"] for sort in sorts}
    asked["list status:inbox --sort title"] = ["list", "status:inbox", "--sort", "title", "--limit", "20"]
    asked |= {
        f"list --count {query}": ["list", "--count", query] for query in ("year:2001", "status:inbox", "type:book")
    }
    asked |= {
        f"search, {what} word": ["search", word]
        for what, word in (("rare", rare), ("usual", usual), ("common", common))
    }
    asked |= {"search, two words": ["search", usual, common], "tags": ["tags"], "next": ["next"], "queue": ["queue"]}
    return asked


def main() -> None:
    head(f"Reading at {COUNT * TIMES:,} sources (limit: 3 × `list --limit 20`, in processor time)")
    folder = Path(tempfile.mkdtemp(prefix="readinglist-bench-"))
    try:
        library = folder / "library.db"
        key = _make(library)
        program = [READINGLIST, "--library", str(library)]
        wrong = key[:-1] + "qq"  # a mistyped key is refused, with the keys near it
        measured = {"list --limit 20": ["list", "--limit", "20"], **commands(), "show": ["show", key]}
        times: dict[str, list[float]] = {name: [] for name in (*measured, "show, a mistyped key")}
        for _ in range(ROUNDS):
            for name, arguments in measured.items():
                times[name].append(run([*program, *arguments]).processor)
            times["show, a mistyped key"].append(run([*program, "show", wrong], fails=True).processor)
    finally:
        shutil.rmtree(folder)
    base = statistics.median(times["list --limit 20"])
    for name, values in times.items():
        print(f"  {name:<44} {statistics.median(values) / base:6.2f}", flush=True)


def _make(library: Path) -> str:
    """Make the library, and return a key of it."""
    bib = library.with_name("refs.bib")
    bib.write_text("".join(_entries()), "utf-8")
    program = [READINGLIST, "--library", str(library)]
    run([*program, "import", str(bib)])
    run([*program, "note", "n7", f"A note on {WORDS[100]} and {WORDS[300]}"])
    run([*program, "queue", "n7"])
    run([*program, "done", "n8"])
    connection = sqlite3.connect(library)
    database.prepare(connection)
    connection.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; DELETE FROM passage; PRAGMA cache_size = -500000"
    )
    made = "SELECT sql, name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    indexes = connection.execute(made).fetchall()
    for _, name in indexes:
        connection.execute(f"DROP INDEX {name}")
    for table in TABLES:
        _multiply(connection, table)
    for statement, _ in indexes:
        connection.execute(statement)
    fulltext_index.rebuild(connection)
    connection.execute("INSERT INTO fulltext (fulltext) VALUES ('optimize')")
    connection.commit()
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    print(f"  the library has {library.stat().st_size / 1e9:.1f} GB", flush=True)
    return "n777"


def _multiply(connection: sqlite3.Connection, table: str) -> None:
    columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
    step = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
    values = [_value(table, column, step) for column in columns]
    connection.execute(
        f"WITH RECURSIVE copy(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM copy WHERE k < {TIMES - 1})"
        f" INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM copy CROSS JOIN {table} WHERE {table}.id <= {step}"
    )


def _value(table: str, column: str, step: int) -> str:
    if column in NUMBERS:
        return f"{column} + {step if column == 'id' else COUNT} * k"
    if column == "uid":
        return "lower(hex(randomblob(16)))"
    return f"{column} || 'x' || k" if column in NAMES.get(table, ()) else column


def _entries() -> Iterator[str]:
    """Yield entries whose words are as frequent as those of a language: the second half as often as the first, and so on."""
    chance = random.Random(20250120)

    def some(words: list[str], count: int) -> list[str]:
        return [words[int(len(words) ** chance.random()) - 1] for _ in range(count)]

    for number in range(COUNT):
        authors = " and ".join(
            f"{family}, {chance.choice(SYLLABLES).capitalize()}a" for family in some(FAMILIES, 1 + number % 5)
        )
        kind = "book" if number % 9 == 0 else "article"
        yield (
            f"@{kind}{{n{number},\n  author = {{{authors}}},\n  title = {{{' '.join(some(WORDS, 9)).capitalize()} {number}}},\n"
            f"  journal = {{Journal of {' '.join(some(WORDS, 2)).title()}}},\n  publisher = {{{some(FAMILIES, 1)[0]} Press}},\n"
            f"  year = {{{1990 + number % 36}}},\n  volume = {{{number % 60}}},\n  pages = {{{number % 900}--{number % 900 + 12}}},\n"
            f"  doi = {{10.1000/b{number}}},\n  keywords = {{{', '.join(some(WORDS[:400], 2))}}},\n"
            f"  abstract = {{{' '.join(some(WORDS, 90)).capitalize()}.}}\n}}\n\n"
        )


if __name__ == "__main__":
    main()
