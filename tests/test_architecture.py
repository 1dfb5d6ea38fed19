"""Holds the drawing in docs/architecture.md: which floor may import which, and where foreign libraries live."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from readinglist.library.location import Location
from tests.conftest import Libraries, seed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "readinglist"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

# What each folder may import of the package, beside itself: the table of docs/architecture.md, and the two files in the root.
DRAWN = re.findall(
    r"^\| `(\w+)/?` \| [^|]+ \| ([a-z ]*)\|$", ROOT.joinpath("docs", "architecture.md").read_text("utf-8"), re.MULTILINE
)
MAY_IMPORT: dict[str, set[str]] = {folder: set(names.split()) for folder, names in DRAWN}
MAY_IMPORT |= {"__init__": {"util", "library"}, "__main__": {"cli"}}

# The one home of each foreign library.
HOMES = {
    "click": ("cli",),
    "rich": ("cli",),
    "sqlmodel": ("store",),
    "sqlalchemy": ("store",),
    "sqlite3": ("store", "managers"),
    "bibtexparser": ("formats",),
    "pylatexenc": ("formats",),
    "yaml": ("util",),
    "htmldate": ("webpages",),
    "anyascii": ("citekeys",),
    "httpx2": ("network",),
    "httpcore2": ("network",),
    "jinja2": ("render",),
    "markupsafe": ("render",),
    "platformdirs": ("util",),
    "pypdfium2": ("attachments",),
    "rapidfuzz": ("deduplication", "fulltext"),
    "starlette": ("web",),
    "uvicorn": ("web",),
}


@cache
def tree(path: Path) -> ast.Module:
    """Return a file of the package, parsed once."""
    return ast.parse(path.read_text("utf-8"))


def part(name: str) -> str:
    """Return the folder of a module, or its own name where it lies in the root."""
    return "__init__" if name in ("readinglist", "readinglist.__version__") else name.split(".")[1]


def module(path: Path) -> str:
    """Return the dotted name of a file of the package."""
    return ".".join(("readinglist", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


NAMES = {module(path): path for path in MODULES}


@cache
def imported(path: Path) -> set[tuple[str, int]]:
    """Return every module that a file imports, with the line.

    Imports in functions and under TYPE_CHECKING count, and so do modules that stand in a string, which
    `import_module` may be given: `"readinglist.resolvers.doi"`, and all of a folder for `f"readinglist.resolvers.{name}"`.
    """
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {(alias.name, node.lineno) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add((whole if whole in NAMES else node.module or "", node.lineno))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= {(name, node.lineno) for name in NAMES if name == node.value != "readinglist"}
            if re.fullmatch(r"readinglist\.[\w.]*\.", node.value):
                found |= {(name, node.lineno) for name in NAMES if name.startswith(node.value)}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_folder_imports_only_what_its_row_of_the_table_allows(path: Path) -> None:
    own = part(module(path))
    for name, line in imported(path):
        if name.split(".")[0] == "readinglist":
            assert part(name) in MAY_IMPORT[own] | {own}, f"{path}:{line} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_foreign_libraries_have_one_home_each(path: Path) -> None:
    for name, line in imported(path):
        foreign = name.split(".")[0]
        homes = HOMES.get(foreign)
        at_home = homes is None or part(module(path)) in homes
        assert at_home, f"{path}:{line} imports {name}, whose home is {homes}"
        assert homes or foreign == "readinglist" or foreign in sys.stdlib_module_names, f"{path}:{line} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_pages_are_read_by_one_reader_of_html(path: Path) -> None:
    assert not {name for name, _ in imported(path)} & {"html.parser", "html.parser.HTMLParser"}


@pytest.mark.parametrize("path", [path for path in MODULES if part(module(path)) in ("cli", "render")], ids=str)
def test_the_json_of_the_contract_is_made_in_one_place(path: Path) -> None:
    """JSON-LD, SARIF and YAML are standards of their own."""
    made = {
        "render.json",
        "render.json_upkeep",
        "render.vault_properties",
        "render.documents.collection",
        "render.sarif",
        "render.graph.languages",
    }
    names = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    is_home = module(path).removeprefix("readinglist.") in made
    assert is_home or not names & {"dumps", "_asdict"}, f"{path} makes JSON, as render/json.py does for all"
    assert is_home or ("json" not in {name for name, _ in imported(path)}), f"{path} imports json"


def test_the_table_has_no_row_that_allows_what_nobody_imports() -> None:
    found: dict[str, set[str]] = {folder: set() for folder in MAY_IMPORT}
    for path in MODULES:
        own = part(module(path))
        found[own] |= {part(name) for name, _ in imported(path) if name.split(".")[0] == "readinglist"} - {own}
    assert found == MAY_IMPORT


def circle(after: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return what is left of a graph when everything that leads nowhere has been taken off: its circles."""
    while leaves := {name for name, others in after.items() if not others}:
        after = {name: others - leaves for name, others in after.items() if name not in leaves}
    return after


def test_no_module_comes_back_to_itself_by_its_imports() -> None:
    after = {name: {other for other, _ in imported(path)} & set(NAMES) - {name} for name, path in NAMES.items()}
    assert "readinglist.model.record" in after["readinglist.store.sqlite.rows"]
    assert "readinglist.webpages.url" in after["readinglist.resolvers"]
    assert circle(after) == {}


def test_no_folder_comes_back_to_itself_by_its_imports() -> None:
    assert circle(MAY_IMPORT) == {}


def test_no_package_has_a_name_that_one_of_its_modules_has_too() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        inner = {file.stem for file in path.parent.glob("*.py")} | {
            file.name for file in path.parent.iterdir() if file.is_dir()
        }
        for node in tree(path).body:
            names: set[str] = set()
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                names = {node.name}
            elif isinstance(node, ast.ImportFrom) and node.module != module(path):
                names = {alias.asname or alias.name for alias in node.names}
            assert not names & inner, f"{path}: {names & inner} is both a module in the folder and a name of the folder"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_open_with_one_sentence_and_stay_short(path: Path) -> None:
    source = path.read_text("utf-8")
    assert ast.get_docstring(tree(path)), f"{path} does not say what it is"
    assert source.count("\n") <= 400, f"{path} has {source.count(chr(10))} lines"


def test_no_function_is_longer_than_fifty_lines_and_the_median_is_short() -> None:
    lengths = []
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                length = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
                lengths.append(length)
                assert length <= 50, f"{path}:{node.lineno} {node.name} has {length} lines"
    assert sorted(lengths)[len(lengths) // 2] <= 6


# What every command may load of the way to the network.
LIGHT = {"readinglist.network", "readinglist.network.errors", "readinglist.network.wire", "readinglist.resolvers"}
HEAVY = (
    "rapidfuzz",
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "bibtexparser",
    "pylatexenc",
    "rich",
    "httpx2",
    "httpcore2",
    "jinja2",
    "pypandoc",
    "yaml",
    "htmldate",
    "anyascii",
    "lxml",
    "starlette",
    "uvicorn",
)
READING = [
    ["--help"],
    ["--version"],
    ["list"],
    ["list", "tag:moe", "--json"],
    ["list", "--format", "{key}"],
    ["search", "attention"],
    ["show", "howdeepseek"],
    ["show", "howdeepseek", "--bibtex"],
    ["show", "howdeepseek", "--json"],
    ["show", "howdeepseek", "--origins"],
    ["list", "is:stub"],
    ["tags"],
    ["claims"],
    ["claims", "howdeepseek#c3"],
    ["claims", "howdeepseek", "--json"],
    ["gaps"],
    ["gaps", "howdeepseek", "--json", "--fail-on", "any"],
    ["trace", "howdeepseek"],
    ["trace", "howdeepseek#c3", "--json"],
    ["impact", "yang2025how"],
    ["quotes", "verify"],
    ["text", "howdeepseek"],
    ["queue"],
    ["next"],
    ["export"],
    ["export", "--format", "biblatex"],
    ["export", "--format", "csl-json"],
    ["cite", "--styles"],
    ["export", "--format", "json"],
    ["log"],
    ["doctor"],
    ["config"],
    ["matrix"],
    ["matrix", "-f", "html"],
    ["graph", "howdeepseek", "-f", "svg"],
    ["graph", "-f", "json-ld"],
    ["completion", "bash"],
]


WRITING = [
    [*command, "--dry-run"]
    for command in (
        ["tag", "vaswani2017attention", "+x"],
        ["tag", "--where", "tag:moe", "+y"],
        ["note", "vaswani2017attention", "a thought"],
        ["link", "vaswani2017attention", "related", "yang2025how"],
        ["unlink", "howdeepseek", "follows-up", "yang2025how"],
        ["set", "vaswani2017attention", "volume=30"],
        ["unset", "vaswani2017attention", "pages"],
        ["queue", "vaswani2017attention"],
        ["start", "vaswani2017attention"],
        ["done", "vaswani2017attention"],
        ["claim", "vaswani2017attention", "It is enough."],
        ["evidence", "howdeepseek#c1", "supports", "vaswani2017attention"],
        ["add", "--title", "A Title", "--author", "Doe, Jane"],
        ["rename", "vaswani2017attention", "attention"],
        ["rm", "vaswani2017attention", "--yes"],
        ["undo"],
    )
]


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory, libraries: Libraries) -> Path:
    library = Location.at(tmp_path_factory.mktemp("seeded") / "library.db")
    libraries.copy("seeded", library, seed)
    return library.path


# A process that has loaded the program and nothing else makes a copy of itself for each command, which says how the
# command ended and what it had loaded by then.
EACH_ALONE = """
import json, os, sys
from readinglist.cli import main
said = sys.stdout
sys.stdout = sys.stderr = open(os.devnull, "w")
for line in sys.stdin:
    if not os.fork():
        try:
            main(["--library", sys.argv[1], *json.loads(line)])
        except SystemExit as stop:
            print(json.dumps([stop.code, list(sys.modules)]), file=said, flush=True)
        os._exit(0)
    os.wait()
"""


@pytest.fixture(scope="module")
def alone(seeded: Path) -> Iterator[Callable[[list[str]], tuple[int, list[str]]]]:
    """Runs a command in a process of its own; returns its exit code, and the modules that it has loaded."""
    command = [sys.executable, "-c", EACH_ALONE, str(seeded)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        to, back = running.stdin, running.stdout
        assert to
        assert back

        def alone(arguments: list[str]) -> tuple[int, list[str]]:
            print(json.dumps(arguments), file=to, flush=True)
            code, modules = json.loads(back.readline())
            return code, modules

        yield alone


@pytest.mark.parametrize("arguments", READING + WRITING, ids=" ".join)
def test_commands_on_a_source_or_a_list_load_no_heavy_library(
    arguments: list[str], alone: Callable[[list[str]], tuple[int, list[str]]]
) -> None:
    code, modules = alone(arguments)
    loaded = {name.split(".")[0] for name in modules}
    assert code in (0, 10)
    assert "readinglist" in loaded
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize(
    "arguments", [["list"], ["show", "vaswani2017attention"], ["search", "attention"]], ids=" ".join
)
def test_looking_at_sources_loads_neither_hashes_nor_settings_nor_what_reads_files(
    arguments: list[str], alone: Callable[[list[str]], tuple[int, list[str]]]
) -> None:
    code, modules = alone(arguments)
    assert code == 0
    assert "readinglist.store.sqlite.read" in modules
    assert not set(modules) & {"hashlib", "readinglist.library.settings_file", "readinglist.attachments.reading"}


@pytest.mark.parametrize(
    "arguments", [["refs.bib"], ["--title", "On Keys"], ["--offline", "10.1000/xyz"]], ids=" ".join
)
def test_adding_a_file_or_fields_loads_nothing_that_asks_services(arguments: list[str], tmp_path: Path) -> None:
    tmp_path.joinpath("refs.bib").write_text("@book{one, title = {One}}")
    script = (
        "import sys\n"
        "from readinglist.cli import main\n"
        "try:\n"
        "    main(['-l', 'l.db', 'add', *sys.argv[1:]])\n"
        "finally:\n"
        "    print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    loaded = set(ran.stderr.split())
    assert "readinglist.resolvers" in loaded
    assert not loaded & {"plistlib", "readinglist.attachments.pdf", "readinglist.attachments.reading"}
    assert not {name.split(".")[0] for name in loaded} & {"httpx2", "httpcore2", "yaml"}
    assert (
        not loaded & set(NAMES) & {name for name in NAMES if part(name) in ("network", "webpages", "resolvers")} - LIGHT
    )


def test_completing_a_key_loads_no_heavy_library(seeded: Path) -> None:
    script = (
        "import os, sys\n"
        "os.environ |= {'_READINGLIST_COMPLETE': 'bash_complete', 'COMP_WORDS': 'readinglist show vas', 'COMP_CWORD': '2'}\n"
        f"os.environ['READINGLIST_LIBRARY'] = {str(seeded)!r}\n"
        "from readinglist.cli import main\n"
        "try:\n"
        "    main([])\n"
        "finally:\n"
        "    print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "vaswani2017attention" in ran.stdout
    assert not {name.split(".")[0] for name in ran.stderr.split()} & set(HEAVY)


def test_adding_a_file_loads_neither_the_network_nor_the_reader_of_pages(tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_text("@article{doe2020, author = {Doe, Jane}, title = {On Keys}, date = {2020}}", "utf-8")
    script = (
        "import sys\n"
        "from readinglist.cli import main\n"
        "try:\n"
        "    main(sys.argv[1:])\n"
        "finally:\n"
        "    print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", script, "--library", str(tmp_path / "library.db"), "add", str(file)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(ran.stderr.split())
    assert ran.stdout == "doe2020\n"
    assert "readinglist.formats.bibtex" in loaded
    asking = {name for name in loaded & set(NAMES) if part(name) in ("network", "webpages", "resolvers")}
    assert asking <= LIGHT
    assert not loaded & {"httpx2", "httpcore2", "html.entities"}


def test_the_table_of_the_docs_has_a_row_for_every_folder_and_each_imports_only_from_rows_above_it() -> None:
    folders = [folder for folder, _ in DRAWN]
    assert sorted(folders) == sorted({part(name) for name in NAMES} - {"__init__", "__main__"})
    for place, (folder, names) in enumerate(DRAWN):
        assert set(names.split()) <= set(folders[:place]), f"{folder} imports from a row below it"


def test_the_architecture_is_read_in_a_few_minutes() -> None:
    assert len(ROOT.joinpath("docs", "architecture.md").read_text("utf-8").split()) < 1200


def test_a_class_name_has_one_meaning_and_only_a_value_and_its_table_share_one() -> None:
    found: dict[str, list[str]] = {}
    for name, path in NAMES.items():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(name)
    shared = {name: where for name, where in found.items() if len(where) > 1}
    tables = {"readinglist.store.tables", "readinglist.store.file_tables"}
    values = (
        "readinglist.model.record",
        "readinglist.model.views",
        "readinglist.model.attachment",
        "readinglist.model.counterpart",
    )
    wrong = {name: w for name, w in shared.items() if len(w) > 2 or not tables & set(w) or not set(w) & set(values)}
    assert wrong == {}


def test_no_module_of_the_library_is_so_short_that_it_only_forwards() -> None:
    for path in PACKAGE.joinpath("library").rglob("*.py"):
        functions = [n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef)]
        forwards = bool(functions) and all(len(n.body) <= 2 for n in functions)
        assert not (forwards and path.read_text("utf-8").count("\n") < 40), f"{path} only forwards"


def test_a_command_that_writes_loads_no_reader_of_documents(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from readinglist.cli import main\n"
        "try:\n"
        "    main(['-l', 'l.db', 'add', '--title', 'On Keys'])\n"
        "finally:\n"
        "    print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    loaded = {name for name in ran.stderr.split() if name.startswith("readinglist.manuscripts.")}
    assert "readinglist.manuscripts.check" in loaded
    assert not loaded & {f"readinglist.manuscripts.{name}" for name in ("latex", "markdown", "walk", "org", "typst")}
