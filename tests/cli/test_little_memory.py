"""Files that need more memory than there is: one sentence, and a library as it was."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Self

import pytest

from readinglist import cli
from readinglist.formats.bibtex import parallel
from readinglist.library.imports.prepare import prepared

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SENTENCE = "there is not enough memory for this; give it less at a time."


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit the address space")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.bib", "@article{a, title = {" + "x " * 10_000_000 + "}}"),
        ("a.json", '[{"id": "a", "type": "book", "title": "' + "x" * 30_000_000 + '"}]'),
    ],
)
def test_a_file_that_needs_more_memory_than_there_is_is_one_sentence(name: str, text: str, tmp_path: Path) -> None:
    most = 220_000_000  # bytes: enough to begin
    tmp_path.joinpath(name).write_text(text)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))

    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    ran = subprocess.run(
        [sys.executable, "-m", "readinglist", "--library", "l.db", "import", name],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, preexec_fn=limited,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.count("\n") == 1
    assert SENTENCE in ran.stderr


def test_what_filled_the_memory_is_let_go_before_it_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    error = MemoryError()

    def full(*_: object, **__: object) -> None:
        try:
            int("")
        except ValueError:
            raise error  # noqa: B904 - its context is what is looked at

    monkeypatch.setattr(cli.program, "main", full)
    with pytest.raises(SystemExit) as stop:
        cli.main([])
    assert (stop.value.code, SENTENCE in capsys.readouterr().err) == (1, True)
    assert (error.__traceback__, error.__context__) == (None, None)


def test_a_process_that_the_system_ended_for_want_of_memory_is_the_same_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Ended:
        def __init__(self, *_: object, **__: object) -> None:
            pass

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def submit(self, *_: object) -> Iterable[str]:
            raise BrokenProcessPool

        def shutdown(self, **_: object) -> None:
            pass

    monkeypatch.setattr(parallel, "ProcessPoolExecutor", Ended)
    with pytest.raises(MemoryError):
        list(parallel.load(["@misc{a, title = {b}}"], lambda *_: [], prepared))
