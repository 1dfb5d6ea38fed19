"""Completion, in the real shells: what is typed, a tab, and the words that the shell then has."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest

from readinglist.library.location import Location
from tests.conftest import program, seed

if TYPE_CHECKING:
    from collections.abc import Iterator

if sys.platform == "win32":
    pytest.skip("the shells and their terminals are those of POSIX", allow_module_level=True)

from tests.typed import TAB, Terminal

ROOT = Path(__file__).parents[2]
SHELLS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
# As the help of `completion` says.
SETUP = {
    "bash": 'eval "$(rl completion bash)"',
    "zsh": 'eval "$(rl completion zsh)"',
    "fish": "rl completion fish | source",
}
_FIRST, _LAST = "\x01", "\x05"  # Ctrl-A and Ctrl-E: to the ends of the line
# What is typed before a tab, and the last word that the shell then has; the tab may stand in the middle.
PLAIN = {
    "rl sea": "search",
    "readinglist sea": "search",
    "rl list --rev": "--reverse",
    "rl show vas": "vaswani2017attention",
    "rl show odd:": "odd:2020",
    "rl tag vas +mo": "+moe",
    "rl tag vas -ml": "-mla",
    "rl tag vas --add ml": "mla",
    "rl set vas pubst": "pubstate=",
    "rl set vas langu\tngerm": "language=ngerman",
    "rl set vas type=inproc": "type=inproceedings",
    "rl set vas crossref=dai": "crossref=dai2024deepseekmoe",
    "rl unset vas journalsub": "journalsubtitle",
    "rl add --set langid=ngerm": "langid=ngerman",
    "rl add --link follows-up:dai": "follows-up:dai2024deepseekmoe",
    "rl list status=dro": "status=dropped",
    "rl list statu\tdro": "status:dropped",
    "rl list tag:ml": "tag:mla",
    "rl list -status:dro": "-status:dropped",
    "rl list --type mvb": "mvbook",
    "rl list --status dro": "dropped",
    "rl list tag:moe year:2024 key:dai": "key:dai2024deepseekmoe",
    "rl link vas follo": "follows-up",
    "rl unlink vas vas": "vaswani2017attention",
    "rl cite vas --style chicago-auth": "chicago-author-date",
    "rl export --format bibl": "biblatex",
    "rl export --keys vaswani2017attention,dai": "vaswani2017attention,dai2024deepseekmoe",
    "rl export --only author,langido": "author,langidopts",
    "rl trace howdeepseek#c9": "howdeepseek#c9",
    "rl evidence howdeepseek#c9 qual": "qualifies",
    "rl gaps --only unch": "unchecked",
    "rl check --fail-on unr": "unread",
    "rl help sea": "search",
    "rl ls tag:ml": "tag:mla",
    "rl nosuchcommand vas": "vas",
}  # fmt: skip
# Tags may hold nearly anything: what a shell would run, take apart, or replace.
HOSTILE = {
    "+zza": "+zza$(touch made)",
    "+zzb": "+zzb`touch made`",
    "+zzc": "+zzc&&touch made",
    "+zzd": "+zzd'single",
    "+zze": '+zze"double',
    "+zzf": "+zzf & touch made",
    "+zzg": "+zzg*[a-z]?!x",
    "+zzh": "+zzh|>made<",
    "+zzi": "+zzi:colon:=",
    "+zzj": "+zzj(a)=b",
    "+zzk": "+zzk#~^%",
    "+zzl": "+zzl疯狂的幻方",
    "+zzm": "+zzm two words",
    "+zzn": "+zzn%s%d",
}
BIB = """@misc{odd:2020, title = {$(touch made) `touch made`; "touch", made: a \\\\n 疯狂的幻方}, year = 2020}"""


class Typist:
    """Somebody at a shell, with the program on the path and a library."""

    def __init__(self, shell: str, folder: Path, library: Path) -> None:
        self.folder, self._shell, self.env = folder / shell, shell, environment(folder, library)
        self.folder.mkdir()

    def __enter__(self) -> Self:
        self._terminal = Terminal(SHELLS[self._shell], self.folder, self.env, columns=120)
        self._terminal.type(f"{SETUP[self._shell]}; echo '@''@'\r")
        self._terminal.until("@@")
        return self

    def __exit__(self, *_: object) -> None:
        self._terminal.__exit__()

    def words(self, typed: str) -> list[str]:
        """Type something and a tab, and return the words of the line, which is printed rather than run."""
        self._terminal.type(f"{typed}{TAB}{_FIRST}printf '<<%s>>' {_LAST}; echo '@''@'\r")
        shown = self._terminal.until("@@")
        first = typed.partition(" ")[0]
        return (first + shown.rpartition(f"<<{first}")[2]).removesuffix(">>").split(">><<")

    def shown(self, typed: str, wanted: str) -> str:
        """Type something and tabs until a text is shown, and return what was shown up to it."""
        self._terminal.type(typed + TAB + TAB)
        shown = self._terminal.until(wanted)
        self._terminal.type("\x03")
        return shown


def environment(folder: Path, library: Path) -> dict[str, str]:
    binaries = folder / "bin"
    binaries.mkdir(exist_ok=True)
    for name in ("rl", "readinglist"):
        script = binaries / name
        script.write_text(
            f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n"
            "from readinglist.__main__ import main\nmain()\n",
            "utf-8",
        )
        script.chmod(0o755)
    kept = {name: os.environ[name] for name in ("LANG", "PYTHONPYCACHEPREFIX") if name in os.environ}
    return {
        **kept, "PATH": f"{binaries}:{os.environ['PATH']}", "HOME": str(folder), "LC_ALL": "C.UTF-8", "TERM": "xterm",
        "READINGLIST_LIBRARY": str(library),
    }  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the seed collection, and with names that a shell must not run."""
    folder = tmp_path_factory.mktemp("completed")
    with pytest.MonkeyPatch.context() as patch:
        run = program(Location.at(folder / "library.db"), folder, patch)
        seed(run, folder)
        assert run("import", "-", input=BIB).code == 0
        assert run("tag", "vas", *HOSTILE.values()).code == 0
    return folder / "library.db"


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(name, marks=pytest.mark.skipif(not shutil.which(name), reason=f"{name} is not installed"))
        for name in SHELLS
    ],
)
def typist(request: pytest.FixtureRequest, library: Path) -> Iterator[Typist]:
    with Typist(request.param, library.parent, library) as typist:
        yield typist


@pytest.mark.parametrize("typed", PLAIN)
def test_a_tab_completes_what_is_typed(typist: Typist, typed: str) -> None:
    assert typist.words(typed)[-1] == PLAIN[typed]


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_a_shell_would_run_is_completed_as_a_word(typist: Typist, typed: str) -> None:
    assert typist.words(f"rl tag vas {typed}") == ["rl", "tag", "vas", HOSTILE[typed]]
    assert list(typist.folder.iterdir()) == []


def test_a_line_that_would_run_something_is_not_run_by_completing_it(typist: Typist) -> None:
    typist.words("rl note vas '$(touch made)' --pag")
    typist.words('rl note "vas;touch made" --pag')
    assert list(typist.folder.iterdir()) == []


def test_titles_are_shown_beside_keys(typist: Typist) -> None:
    if typist._shell == "bash":
        pytest.skip("bash shows no descriptions")
    assert "Efficient Mixture-of" in typist.shown("rl show deepseek2024", "DeepSeek-V3 Technical Report")


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_fish_shows_the_whole_title_of_a_key(library: Path) -> None:
    script = "rl completion fish | source; complete -C 'rl show odd'"
    ran = subprocess.run(
        ["fish", "--no-config", "-c", script], env=environment(library.parent, library), cwd=library.parent,
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert ran.stderr == ""
    key, _, title = ran.stdout.strip().partition("\t")
    assert key == "odd:2020"
    assert title.startswith('$(touch made) `touch made`; "touch", made: a')
    assert not library.parent.joinpath("made").exists()


def asked(library: Path, words: str) -> subprocess.CompletedProcess[str]:
    """Ask as the script of bash does, and say on stderr how many calls of functions were made."""
    script = (
        "import sys\n"
        "calls = 0\n"
        "def count(frame, event, _):\n"
        "    global calls\n"
        "    calls += event == 'call'\n"
        "sys.setprofile(count)\n"
        "from readinglist.cli import main\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    sys.setprofile(None)\n"
        "    print(calls, file=sys.stderr)\n"
    )
    name, _, typed = words.partition(" ")
    completing = {"_READINGLIST_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    arguments = typed.split() if name == "run" else []
    env = environment(library.parent, library) | ({} if name == "run" else completing)
    return subprocess.run(
        [sys.executable, "-c", script, *arguments], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )


COSTED = [
    "rl show va", "rl show ", "rl tag vas +", "rl tag va", "rl link vas foll", "rl list ", "rl list tag:", "rl set vas langid=",
    "rl trace howdeepseek#", "rl se", "rl show --", "rl done va", "rl queue va", "rl rm va", "rl search --",
    "rl claim va",
]  # fmt: skip


@pytest.mark.parametrize("words", COSTED)
def test_completing_costs_less_than_a_list_of_twenty(library: Path, words: str) -> None:
    def calls(typed: str) -> int:
        return min(int(asked(library, typed).stderr.split()[0]) for _ in range(2))  # the first may have to compile

    assert calls(words) < calls("run list --limit 20")


def test_a_library_that_cannot_be_read_completes_nothing_and_says_nothing(tmp_path: Path) -> None:
    tmp_path.joinpath("library.db").write_text("no library", "utf-8")
    ran = asked(tmp_path / "library.db", "rl show va")
    assert ran.stdout.strip() == ""
    assert "rl:" not in ran.stderr


def test_a_key_that_would_control_the_terminal_is_not_completed(library: Path, tmp_path: Path) -> None:
    copy = tmp_path / "library.db"
    shutil.copyfile(library, copy)
    with sqlite3.connect(copy) as connection:
        for number, key in enumerate(("vas\x1b[2Jx", "vas\nplain,made", "vas\ty", "vas\u202ez")):
            connection.execute("UPDATE source SET key = ?, key_folded = ? WHERE id = ?", (key, key, 30 + number))
    connection.close()
    assert [line.partition(",")[2] for line in asked(copy, "rl show vas").stdout.split()] == ["vaswani2017attention"]
