"""Small writes at 1,000 sources: against a list of twenty, and against the same in papis, pubs and cobib where they are installed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import _entries
from _measure import READINGLIST, head, in_turn, peer, row, run

COUNT = 1_000


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="readinglist-bench-"))
    bib = folder / "refs.bib"
    bib.write_text(_entries.text(COUNT), "utf-8")
    program = [READINGLIST, "--library", str(folder / "library.db")]
    run([*program, "import", str(bib)])
    first, second = (entry.split("{")[1].split(",")[0] for entry in _entries.entries(2))
    run([*program, "claim", first, "It is so."])
    commands = {
        "list --limit 20": ["list", "--limit", "20"],
        "tag": ["tag", first, "+bench"],
        "note": ["note", first, "a note"],
        "link": ["link", first, "cites", second],
        "set": ["set", first, "volume=30"],
        "queue": ["queue", first],
        "start": ["start", first],
        "done": ["done", first],
        "claim": ["claim", first, "It is so."],
        "evidence": ["evidence", f"{first}#c1", "supports", second],
        "add --title": ["add", "--title", "On Benchmarks", "--on-duplicate", "new"],
    }
    times = in_turn({name: [*program, *words] for name, words in commands.items()}, rounds=9)
    head(f"Small writes at {COUNT:,} sources (limit: 1.8 × a list of twenty)")
    for name, seconds in times.items():
        row(name, seconds, times["list --limit 20"], "list --limit 20")
    head("The same in others (limit: half of the best)")
    for name in ("papis", "pubs", "cobib"):
        if not peer(name):
            print(f"  {name} is not installed: no comparison (see benchmarks/README.md)")
            continue
        env = {"HOME": str(folder / name), "XDG_CONFIG_HOME": str(folder / name), "XDG_DATA_HOME": str(folder / name)}
        env["XDG_CACHE_HOME"] = str(folder / name / "cache")
        words = PEERS[name](str(peer(name)), folder / name, bib, first, env)
        seconds = in_turn({name: words}, 5, env)[name]
        row(f"{name} tags one source", seconds, times["tag"], "readinglist tag")
    shutil.rmtree(folder)


def _papis(program: str, home: Path, _bib: Path, _key: str, env: dict[str, str]) -> list[str]:
    """Papis's own folders, written as YAML, since its import takes many minutes."""
    documents = _entries.papis_folders(home, COUNT)
    words = [program, "-l", str(documents)]
    run([*words, "list", "--all"], env)
    return [*words, "tag", "--append", "bench", "ref:ref0"]


def _pubs(program: str, home: Path, bib: Path, key: str, env: dict[str, str]) -> list[str]:
    home.mkdir()
    run([program, "init", "-p", str(home / "pubs")], env)
    run([program, "import", str(bib)], env)
    return [program, "tag", key, "+bench"]


def _cobib(program: str, home: Path, bib: Path, key: str, env: dict[str, str]) -> list[str]:
    home.mkdir()
    run([program, "init"], env)
    run([program, "add", "--bibtex", str(bib)], env)
    return [program, "modify", "--add", "tags:bench", "--selection", "--", key]


PEERS = {"papis": _papis, "pubs": _pubs, "cobib": _cobib}

if __name__ == "__main__":
    main()
