"""Holds each fact to its one home: what a new scheme of identifiers or a new stance would touch is counted."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from readinglist import resolvers
from readinglist.model import biblatex, relations, schemes, stances
from readinglist.render import documents
from readinglist.render.documents import matrix

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).resolve().parent.parent / "readinglist"
FILES = {str(path.relative_to(PACKAGE)): ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}

# Names that are those of schemes alone, and no field of BibLaTeX has; and who may say them, each with the reason. A new
# scheme is a row of the table, a module that resolves it, and the line that names the module; all others here know
# something of one scheme that no other has.
OF_SCHEMES = {"arxiv", "pmid", "pmcid"}
MAY_NAME_A_SCHEME = {
    "model/schemes.py": "the table",
    "resolvers/__init__.py": "the line that names the resolver",
    "resolvers/arxiv.py": "the resolver of its own scheme",
    "resolvers/pmid.py": "the resolver of its own schemes, and PubMed's words for them",
    "model/biblatex.py": "the order of fields",
    "model/identifiers_in_urls.py": "beside the table: the sites in whose addresses one may stand",
    "model/identifiers_in_text.py": "beside the table: how one is written in running text",
    "model/publication.py": "a number of arXiv's says that a work is a preprint",
    "formats/csl/tables.py": "what CSL calls its variables",
    "resolvers/doi.py": "arXiv knows more of its DOIs than DataCite",
    "formats/zotero/fields.py": "the archives that Zotero's fields name",
    "formats/tables/columns.py": "what people call their columns",
    "formats/tables/table.py": "how their cells are read",
    "formats/zotero/to_rdf.py": "what Zotero calls them",
    "managers/citavi/work.py": "what Citavi calls them",
    "formats/coins.py": "what OpenURLs call them",
    "formats/cff.py": "what the Citation File Format calls them",
    "formats/hayagriva/read.py": "the archive of preprints that it names as a parent",
    "formats/isi.py": "what the Web of Science calls it",
    "formats/nbib.py": "what PubMed calls them",
    "formats/ovid.py": "what Ovid calls it",
    "formats/pubmed_xml.py": "what PubMed calls them",
    "formats/ris/read.py": "in which tags of RIS programs write them",
    "formats/ris/write.py": "in which tags of RIS programs write them",
    "resolvers/cited_works.py": "what Semantic Scholar and OpenAlex call the schemes",
    "library/online/versions.py": "published versions are known of preprints, by arXiv number or DOI",
    "webpages/citation_works.py": "what the Citation File Format calls it",
    "webpages/json_ld.py": "what pages call it",
    "webpages/meta_tags.py": "what pages call it",
    "webpages/url.py": "an identifier that a page says is asked for before the page",
    "webpages/urls.py": "an arXiv number in an address",
    "cli/commands/add.py": "an option of its own",
}

# Who may list several schemes, or the fields that hold them; `url` is a field of too many things to count.
MAY_LIST_SCHEMES = {
    "formats/tables/columns.py": "what people call their columns",
    "formats/tables/table.py": "how their cells are read",
    "formats/zotero/to_rdf.py": "what Zotero calls them",
    "formats/json_ld.py": "what schema.org calls them",
    "model/schemes.py": "the table",
    "model/biblatex.py": "fields, and their order",
    "model/identifiers_in_urls.py": "the sites in whose addresses one may stand",
    "model/identifiers_in_text.py": "how one is written in running text",
    "managers/citavi/work.py": "what Citavi calls them",
    "formats/coins.py": "what OpenURLs call them",
    "formats/cff.py": "what the Citation File Format calls them",
    "formats/csl/tables.py": "what CSL calls its variables",
    "formats/enw.py": "the tags of EndNote",
    "formats/pubmed_xml.py": "what PubMed calls them",
    "formats/ris/write.py": "the tags of RIS",
    "library/edit/fields.py": "which field tells most of the type of an entry",
    "library/online/versions.py": "preprints are asked for by two schemes",
    "resolvers/__init__.py": "the lines that name the resolvers",
    "resolvers/cited_works.py": "what Semantic Scholar and OpenAlex call the schemes, and what they say of a work",
    "resolvers/pmid.py": "what PubMed says of a work",
    "resolvers/doi.py": "in which order the services are asked",
    "webpages/citation_works.py": "what the Citation File Format calls them",
    "webpages/meta_tags.py": "what pages call them",
    "webpages/url.py": "which identifiers of a page are asked for",
    "cli/commands/add.py": "the options that give fields",
}


def words(node: ast.AST) -> list[str]:
    """Return the words of a list that is written as one string: `"doi isbn".split()`."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="split")):
            return text.split()
    return []


def said(tree: ast.Module) -> Iterator[str]:
    """Yield the strings of a module, of lists in one string the words."""
    for node in ast.walk(tree):
        yield from words(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def row(node: ast.expr) -> list[ast.expr]:
    """Return the parts of a row of a table: of a tuple, or of a call that makes a named one."""
    match node:
        case ast.Tuple(elts=parts) | ast.Call(func=ast.Name(), args=parts):
            return parts
    return []


def listed(tree: ast.Module) -> Iterator[set[str]]:
    """Yield the words of each collection that is written out: tuples, lists, sets, keys, and the rows of a table."""
    for node in ast.walk(tree):
        members: list[ast.expr | None] = []
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            members = [*node.elts, *(part for inner in node.elts for part in row(inner))]
        elif isinstance(node, ast.Dict):
            members = list(node.keys)
        yield {*words(node), *(str(part.value) for part in members if isinstance(part, ast.Constant))}


def naming(names: set[str]) -> set[str]:
    """Return the files that have one of some names as a string."""
    return {name for name, tree in FILES.items() if not names.isdisjoint(said(tree))}


def listing(names: set[str], least: int = 2) -> set[str]:
    """Return the files that write out a collection with so many of some names."""
    return {name for name, tree in FILES.items() if any(len(names & found) >= least for found in listed(tree))}


def test_a_scheme_is_named_only_by_those_who_know_something_of_it() -> None:
    assert naming(OF_SCHEMES) == set(MAY_NAME_A_SCHEME)


def test_several_schemes_are_listed_only_by_those_who_know_something_of_them() -> None:
    assert listing({*schemes.NAMES, *schemes.FIELDS} - {"url"}) == set(MAY_LIST_SCHEMES)


def test_a_new_scheme_touches_three_files() -> None:
    needed = {"model/schemes.py", "resolvers/__init__.py"}
    assert set(resolvers.MODULES) == set(schemes.NAMES)
    for name in schemes.NAMES:
        module = resolvers.MODULES[name].removeprefix("readinglist.").replace(".", "/") + ".py"
        assert {*needed, module} <= naming({name}), name
        assert resolvers.by_scheme(name).fetch


def test_a_new_stance_touches_the_table_and_its_paint() -> None:
    # `background` is also an attribute of HTML, which a saved page loses.
    others = {"model/relations.py", "attachments/snapshot.py"}
    assert naming(set(stances.NAMES)) - others == {"model/stances.py"}
    assert set(stances.NAMES) <= set(relations.NAMES)
    sheets = [
        matrix._STYLE,
        Path(documents.__file__).with_name("templates").joinpath("bibliography.css").read_text("utf-8"),
    ]
    for sheet in sheets:
        assert all(f".{name} " in sheet for name in stances.NAMES)


@pytest.mark.parametrize("names", [set(stances.NAMES), {f"{one.sign} {one.name}" for one in stances.TABLE.values()}])
def test_what_the_help_says_of_the_stances_is_what_the_table_says(names: set[str]) -> None:
    for command in ("claims", "matrix"):
        text = PACKAGE.joinpath("cli", "commands", f"{command}.py").read_text("utf-8")
        assert all(name in text for name in names), command


def test_the_parts_of_a_date_and_of_a_whole_are_listed_once() -> None:
    assert listing(set(biblatex.DATE_PARTS)) - {"model/biblatex.py"} == {
        "citekeys/patterns.py",  # markers of a pattern
        "deduplication/additions.py",  # classic BibTeX has no day
        "library/edit/values.py",  # how each is checked
        "model/dates.py",  # groups of a pattern
    }
    assert listing(set(biblatex.REFERRING)) == {"model/biblatex.py"}
    parts = set(biblatex.PARTS) - {"inproceedings", "incollection"}
    assert listing(parts) - {"model/biblatex.py"} == {
        "formats/csl/tables.py",  # what CSL calls each type
        "formats/zotero/to_rdf.py",  # what Zotero calls each type
        "model/crossref.py",  # the pairs of types of the manual
        "model/publication.py",  # how far a work of each type has come
        "model/required_fields.py",  # what each type needs
    }
