"""What `add` does with a folder of papers: all of them with progress, or by a manifest that is written first and done afterwards."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from readinglist.cli.shared import papers as naming
from readinglist.cli.shared import terminal
from readinglist.cli.shared.papers import AddedFiles
from readinglist.cli.shared.progress import count
from readinglist.library.files import folders, manifest, shelf
from readinglist.library.online import paper_plans, papers
from readinglist.util.text import counted

if TYPE_CHECKING:
    from pathlib import Path

    from readinglist.cli.shared.papers import Said
    from readinglist.library.files.manifest import Planned
    from readinglist.library.location import Location
    from readinglist.library.online.papers import Verdict
    from readinglist.util.errors import UnreadableFile

_EVERY = 25  # files after which a manifest is written, so that what was found out is not lost


def add(library: Location, folder: Path, said: Said, written: Path | None) -> tuple[AddedFiles, int]:
    """Add the papers of a folder; return what came of them, and how many there are. Raises what a manifest that is wrong raises."""
    unread: list[UnreadableFile] = []
    paths = list(folders.pdfs(folder, shelf.of(library).folder, unread))
    if written is None:
        added = _keep(library, paths, said, folder)
        _tell_counts(added, len(paths), said)
        added.failed.extend(unread)
        return added, len(paths) + len(unread)
    known = manifest.read(written) if written.exists() else {}
    missing = [path for path in paths if _below(path, folder) not in known]
    if missing:
        _plan(library, folder, missing, known, written, said)
        return AddedFiles([], [*unread]), len(unread)
    plans = {folder / name: plan for name, plan in known.items()}
    doing = [path for path, plan in plans.items() if plan.action != manifest.SKIP]
    judged = said._replace(judge=lambda paper, asker: paper_plans.carried_out(paper, plans[paper.path], asker))
    added = _keep(library, doing, judged, folder)
    _tell_counts(added, len(doing), said)
    return added, len(doing)


def _keep(library: Location, paths: list[Path], said: Said, folder: Path) -> AddedFiles:
    with count("papers") as progress:
        return naming.keep(
            library,
            papers.look_at(library, paths, asked_for=said.judge is not None),
            said,
            f"add {folder}",
            _decided,
            lambda done: progress(done, len(paths)),
        )


def _decided(verdict: Verdict, said: Said) -> Verdict:
    """Return what becomes of a file of a folder: nobody is asked, and one whose identifier leads to another title becomes a stub."""
    if verdict.action != "unlike":
        return verdict
    if said.yes:
        return verdict._replace(action="attach" if verdict.key else "add")
    stub = papers.stub(verdict.paper.clues)
    return verdict._replace(action="stub", record=stub, key="", why="", error=papers.unlike(verdict))


def _plan(
    library: Location, folder: Path, missing: list[Path], known: dict[str, Planned], written: Path, said: Said
) -> None:
    """Find out what files are, and write it into a manifest; nothing else is done."""
    fresh: dict[str, Planned] = {}
    if not said.dry_run:
        manifest.write(written, known)  # before the work, as it may be that nobody may write there
    try:
        with count("papers") as progress:
            verdicts = papers.identify(library, papers.look_at(library, missing), said.access)
            for done, verdict in enumerate(verdicts, 1):
                fresh[_below(verdict.paper.path, folder)] = paper_plans.planned(verdict)
                progress(done, len(missing))
                if done % _EVERY == 0 and not said.dry_run:
                    manifest.write(written, known | fresh)
    finally:
        if not said.dry_run:
            manifest.write(written, known | fresh)
    if said.dry_run:
        terminal.put(line.rstrip("\n") for line in manifest.lines(fresh.items()))
    else:
        terminal.say(
            f"{counted(len(fresh), 'file')} written into {written}; change what is wrong there, and run this again."
        )


def _below(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _tell_counts(added: AddedFiles, whole: int, said: Said) -> None:
    """Say how many files became what."""
    counts: Counter[str] = Counter()
    for one in added.kept:
        is_new = one.outcome is not None and one.outcome.action == "added"
        counts["held" if one.held else "attached" if not is_new else one.verdict.action] += 1
    would = "would be: " if said.dry_run else ""
    terminal.say(
        f"{would}{counted(whole, 'file')}: added {counts['add']}, attached {counts['attached']}, stubs {counts['stub']},"
        f" there already {counts['held']}, left out {len(added.failed)}"
    )
