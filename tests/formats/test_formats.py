"""The registry of formats: what each must have, how one is found, and what a new one takes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from readinglist import formats
from readinglist.library.output import export
from readinglist.util.errors import UnknownFormat

ROOT = Path(formats.__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("name", formats.NAMES)
def test_every_format_has_what_the_registry_asks_for(name: str) -> None:
    module = formats.by_name(name)
    known = formats._KNOWN[name]
    assert name == module.NAME
    assert known.suffixes == module.SUFFIXES
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in module.SUFFIXES)
    assert known.reads == hasattr(module, "load")
    assert known.writes == hasattr(module, "dump")
    assert not module.sniff("Some words, and no more.\n")
    if known.writes:
        assert {module.INHERITS, module.WHOLE} <= {True, False}
        assert "".join(module.dump([])) in ("", "[]\n")
        assert list(module.differences([], "[]")) == []
    if known.reads:
        assert list(module.load("")) == []


def test_what_can_be_listed_is_what_has_the_function_for_it() -> None:
    assert tuple(name for name in formats.WRITTEN if hasattr(formats.by_name(name), "listed")) == export.LISTED


@pytest.mark.parametrize(
    ("text", "file", "name"),
    [
        ("@misc{a}", "a.txt", "bibtex"),
        ("@misc{a}", "a.biblatex", "bibtex"),
        ("", "a.txt", "bibtex"),
        ('[{"title": "@misc{a}"}]', "a.bib", "csl-json"),
        ('[{"key": "a"}]', "a.json", "json"),
        ("words", "a.BIB", "bibtex"),
        ("words", "a.biblatex", "biblatex"),
        ("words", "a.csljson", "csl-json"),
        ("words", "a.json", "csl-json"),
        ("TY  - JOUR\nER  - ", "a.txt", "ris"),
        ("words", "a.ris", "ris"),
    ],
)
def test_a_text_is_read_in_the_format_that_it_begins_like_or_else_in_that_of_its_suffix(
    text: str, file: str, name: str
) -> None:
    assert name == formats.by_content(text, Path(file)).NAME


def test_a_text_of_no_format_is_refused_with_what_can_be_read() -> None:
    with pytest.raises(UnknownFormat, match=r"it reads \.bib, \.biblatex, \.json, \.csljson, \.nbib,"):
        formats.by_content("words", Path("a.txt"))
    with pytest.raises(UnknownFormat, match="it reads bibtex, biblatex, csl-json, "):
        formats.by_name("word")


@pytest.mark.parametrize(
    ("file", "name"),
    [("a.bib", "bibtex"), ("a.biblatex", "biblatex"), ("a.JSON", "json"), ("a.csljson", "csl-json"), ("a.txt", "")],
)
def test_a_suffix_says_in_which_format_a_file_is_written(file: str, name: str) -> None:
    assert formats.written_to(Path(file)) == name


def test_json_begins_as_it_is_written() -> None:
    assert formats.by_name("json").sniff('[\n{"key": "a", "type": "misc"}')
    assert not formats.by_name("json").sniff('[{"id": "a"}]')


@pytest.mark.parametrize(
    ("use", "own"),
    [
        ("by_name('json')", ("json",)),
        ("by_name('csl-json')", ("csl",)),
        ("written_to(Path('a.json'))", ()),
        ("list(formats.by_name('bibtex').load('@misc{a, title = {B}}'))", ("bibtex", "latex")),
        ("list(formats.by_name('csl-json').dump([]))", ("csl", "bibtex", "latex", "json_arrays")),
    ],
)
def test_a_format_loads_nothing_that_only_another_needs(use: str, own: tuple[str, ...]) -> None:
    script = (
        "import sys; from pathlib import Path; from readinglist import formats\n"
        f"{use if 'formats.' in use else f'formats.{use}'}\n"
        "print(*[name for name in sys.modules if name.startswith('readinglist.formats.')])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert {name.split(".")[2] for name in ran.stdout.split()} == set(own)


@pytest.mark.parametrize(
    ("text", "own"), [("@misc{a}", {"bibtex", "latex"}), ("% a comment\n@misc{a}", {"bibtex", "latex", "csl", "ris"})]
)
def test_who_finds_a_format_by_the_text_loads_no_parser_and_of_what_begins_as_bibtex_nothing_else(
    text: str, own: set[str]
) -> None:
    script = (
        "import sys; from pathlib import Path; from readinglist import formats\n"
        f"formats.by_content({text!r}, Path('a.bib'))\n"
        "print(*sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(ran.stdout.split())
    formats_ = {name.split(".")[2] for name in loaded if name.startswith("readinglist.formats.")}
    assert formats_ == own if text.startswith("@") else formats_ >= own
    assert not {name for name in loaded if name.startswith("readinglist.formats.csl.")}
    assert "bibtexparser" not in loaded


NEW_FORMAT = '''"""Lines of keys and titles."""

from readinglist.formats import bibtex

NAME = "lines"
SUFFIXES = (".lines",)
INHERITS = False
WHOLE = False


def sniff(text):
    return text.startswith("! ")


def load(text, *, parallel=False):
    for line in "".join(text).splitlines():
        _, key, title = line.split(" ", 2)
        yield bibtex.build(key, "misc", [("title", "{" + title + "}")])


def dump(records, *, ascii_only=False):
    for record in records:
        yield f"! {record.key} {record.title}\\n"


def differences(records, text):
    return iter(())
'''


def test_a_new_format_is_one_module_and_one_line_of_the_registry(tmp_path: Path) -> None:
    for folder in ("readinglist", "db", "seeds", "styles"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    tmp_path.joinpath("readinglist", "formats", "lines.py").write_text(NEW_FORMAT, "utf-8")
    registry = tmp_path / "readinglist" / "formats" / "__init__.py"
    before = registry.read_text("utf-8").splitlines(keepends=True)
    line = next(number for number, line in enumerate(before) if line.startswith('    "json": Known('))
    registry.write_text(
        "".join([*before[: line + 1], '    "lines": Known("lines", (".lines",)),\n', *before[line + 1 :]]), "utf-8"
    )
    tmp_path.joinpath("in.txt").write_text("! doe2020 On keys\n", "utf-8")
    tmp_path.joinpath("in.lines").write_text("! roe2021 On locks\n", "utf-8")

    def rl(*arguments: str) -> str:
        command = [sys.executable, "-m", "readinglist", "-l", "library.db", *arguments]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    assert "|lines|json-ld]" in "".join(rl("export", "--help").split())
    rl("import", "in.txt", "in.lines")
    assert rl("export", "--format", "lines", "--verify") == "! doe2020 On keys\n! roe2021 On locks\n"
    rl("export", "--output", "out.lines")
    assert tmp_path.joinpath("out.lines").read_text("utf-8") == "! doe2020 On keys\n! roe2021 On locks\n"
