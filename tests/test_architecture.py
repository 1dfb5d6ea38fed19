"""Holds the drawing in docs/architecture.md: which floor may import which, and where foreign libraries live."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "readinglist"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

PLAIN = {
    "errors",
    "names",
    "dates",
    "identifiers",
    "addresses",
    "text",
    "shipped",
    "datamodel",
    "files",
    "claim_errors",
    "citation_errors",
    "document_errors",
    "pages",
    "hypertext",
}
RULES = {
    "bibliography",
    "evidence",
    "matrix",
    "graphs",
    "quotes",
    "gaps",
    "reliance",
    "tracing",
    "wordindex",
    "inheritance",
    "origins",
    "query",
    "citekeys",
    "keypatterns",
    "merging",
    "likeness",
    "gate",
    "duplicates",
    "reading",
    "relations",
    "requirements",
}

# What each part may import of the package, itself included.
MAY_IMPORT: dict[str, set[str]] = {
    **dict.fromkeys(PLAIN, PLAIN),
    "record": PLAIN | {"record"},
    "contract": PLAIN | {"record"},
    "citation": set(),
    "manuscripts": {"errors", "citation", "manuscripts"},
    **dict.fromkeys(RULES, PLAIN | RULES | {"record", "citation"}),
    "store": PLAIN | RULES | {"record", "store"},
    "formats": PLAIN | {"record", "formats"},
    "processor": {"errors", "citation_errors", "shipped", "processor"},
    "resolvers": PLAIN | {"record", "formats", "resolvers"},
    "library": PLAIN
    | RULES
    | {"record", "contract", "citation", "store", "formats", "manuscripts", "processor", "resolvers", "library"},
    "render": PLAIN | RULES | {"record", "contract", "citation", "render"},
    "cli": {
        "bibliography",
        "errors",
        "files",
        "text",
        "record",
        "evidence",
        "gaps",
        "matrix",
        "graphs",
        "citation",
        "gate",
        "library",
        "render",
        "query",
        "relations",
        "identifiers",
        "cli",
    },
    "__init__": set(),
    "__main__": {"cli"},
}

# The one home of each foreign library.
HOMES = {
    "click": ("cli",),
    "rich": ("cli",),
    "sqlmodel": ("store",),
    "sqlalchemy": ("store",),
    "sqlite3": ("store", "library"),
    "bibtexparser": ("formats",),
    "pylatexenc": ("formats",),
    "httpx": ("resolvers",),
    "httpcore": ("resolvers",),
    "jinja2": ("render",),
    "markupsafe": ("render",),
    "platformdirs": ("library",),
    "rapidfuzz": ("likeness", "wordindex"),
}


def part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[tuple[str, int]]:
    """Every module that a file imports, inside functions and TYPE_CHECKING too, with the line."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {(alias.name, node.lineno) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            module = node.module or ""
            if module == "readinglist":
                found |= {(f"readinglist.{alias.name}", node.lineno) for alias in node.names}
            else:
                found.add((module, node.lineno))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_downward_only_and_only_as_drawn(path: Path) -> None:
    allowed = MAY_IMPORT[part(path)]
    for name, line in imported(path):
        if name.startswith("readinglist."):
            target = name.split(".")[1]
            assert target in allowed or target == "__version__", f"{path}:{line} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_foreign_libraries_have_one_home_each(path: Path) -> None:
    for name, line in imported(path):
        foreign = name.split(".")[0]
        homes = HOMES.get(foreign)
        assert homes is None or part(path) in homes, f"{path}:{line} imports {name}, whose home is {homes}"
        assert homes or foreign == "readinglist" or foreign in sys.stdlib_module_names, f"{path}:{line} imports {name}"


def modules_imported(path: Path) -> set[str]:
    """Every name that a file imports, or takes out of another: `a.b` of `from a import b`."""
    found = {name for name, _ in imported(path)}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_no_module_comes_back_to_itself_by_its_imports() -> None:
    names = {".".join(("readinglist", *path.relative_to(PACKAGE).with_suffix("").parts)): path for path in MODULES}
    after = {module: modules_imported(path) & set(names) - {module} for module, path in names.items()}
    assert "readinglist.record" in after["readinglist.store.rows"]
    while leaves := {module for module, others in after.items() if not others}:
        after = {module: others - leaves for module, others in after.items() if module not in leaves}
    assert after == {}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_open_with_one_sentence_and_stay_short(path: Path) -> None:
    source = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(source)), f"{path} does not say what it is"
    assert source.count("\n") <= 400, f"{path} has {source.count(chr(10))} lines"


def test_no_function_is_longer_than_fifty_lines_and_the_median_is_short() -> None:
    lengths = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                length = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
                lengths.append(length)
                assert length <= 50, f"{path}:{node.lineno} {node.name} has {length} lines"
    assert sorted(lengths)[len(lengths) // 2] <= 6


HEAVY = (
    "rapidfuzz",
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "bibtexparser",
    "pylatexenc",
    "rich",
    "httpx",
    "httpcore",
    "jinja2",
    "pypandoc",
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


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seeded") / "library.db"
    subprocess.run([sys.executable, "-m", "readinglist", "-l", path, "seed"], check=True, capture_output=True)
    return path


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_reading_commands_load_no_heavy_library(arguments: list[str], seeded: Path) -> None:
    script = (
        "import sys\n"
        "from readinglist.cli import main\n"
        "try:\n"
        "    main(sys.argv[1:])\n"
        "finally:\n"
        "    print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", script, "--library", str(seeded), *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 10), ran.stderr
    loaded = {name.split(".")[0] for name in ran.stderr.split()}
    assert "readinglist" in loaded
    assert not loaded & set(HEAVY)


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
    assert not {name.split(".")[0] for name in loaded} & {"httpx", "httpcore"}
    assert not {name for name in loaded if name.startswith("readinglist.resolvers.")} - {"readinglist.resolvers._wire"}


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
    assert not {name for name in loaded if name.startswith("readinglist.resolvers.") and not name.endswith("._wire")}
    assert not loaded & {"httpx", "httpcore", "html.parser", "html.entities"}


def test_the_drawing_in_the_docs_names_every_part() -> None:
    drawing = ROOT.joinpath("docs", "architecture.md").read_text("utf-8")
    for name in {part(path) for path in MODULES} - {"__init__", "__main__"}:
        assert re.search(rf"\b{name}\b", drawing), f"docs/architecture.md does not draw {name}"
