"""Which LaTeX commands cite, and where their keys are.

The names and arguments are those of natbib (manual, «Commands for citations»), biblatex (manual, «Citation Commands»),
csquotes, jurabib and packages like them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple


class Shape(NamedTuple):
    r"""The arguments of a command: once, then again and again.

    `k` {keys}, `m` any other {…}, `o` one […] or none, `q` one [keys] or none, `*` any number of […] and <…>, `p` one
    (…) or none. So `\cites(pre)(post)[note]{key}[note]{key}` has the shape `pp`, then `*k` again and again.
    """

    once: str
    again: str = ""


class Inclusion(NamedTuple):
    """A file that a command includes.

    `letters` are its arguments: `m` in braces, `o`, `p` and `a` in brackets of three kinds, `s` a star. `names` are the file,
    or a folder and the file, with #1 for the first argument; `defaults` stand for optional ones that are absent.
    """

    command: str
    letters: str
    names: tuple[str, ...]
    defaults: tuple[str, ...] = ()
    needed: bool = True


ONE = Shape("*k")
MANY = Shape("pp", "*k")
VOLUME = Shape("*m*k")
VOLUMES = Shape("pp", "*m*k")
FOREIGN = Shape("m*k")
FIELD = Shape("*kom")  # which of the two holds the key depends on the package

_SHAPES = {
    **dict.fromkeys("bibentry textcquote blockcquote entrydata entryset".split(), ONE),
    **dict.fromkeys("foreigntextcquote hyphentextcquote foreignblockcquote hyphenblockcquote".split(), FOREIGN),
    **dict.fromkeys("apud apudonline".split(), Shape("*kk")),
    "addtocategory": Shape("mk"),
}
ENVIRONMENTS = {"displaycquote": ONE, "foreigndisplaycquote": FOREIGN, "hyphendisplaycquote": FOREIGN}

# Commands with "cite" in their name that take no key.
_OTHERS = frozenset(
    """
    citetext citestyle setcitestyle citereset citeform citeleft citeright citemid citepunct citedash citeprepunct citeguts
    citeindextype citeindextrue citeindexfalse citeindexfile citetrackertrue citetrackerfalse citesetup citenumfont
    citeauthoryear newcites recite incite excite calcite setcite citesep citebegin citeend citeoptions citeaset
    citefootnote citeauthorformat citetitleformat citefont citepalign citeauthorfont citeinit citecolor citebordercolor
    """.split()
)
_NAME = re.compile(r"(?P<before>[a-zA-Z]*?)(?P<cite>[cC]ites?)(?P<after>[a-zA-Z]*)")
_NO_CITE_AFTER = ("d", "ment", "style", "setup", "punct", "delim", "format", "separator", "hook")
_NO_CITE_BEFORE = ("Declare", "Provide", "Define", "define", "declare", "set", "redefine", "ex", "solicit")
_MANY = re.compile(
    r"(?:[cC]|paren|Paren|foot|smart|Smart|text|Text|super|auto|Auto|full|footfull|block|no|[a-zA-Z]+c)ites|footcitetexts"
)
_VOLUME = re.compile(r"(?:[vV]ol|[pPfFsStTaA]|ft)volcite(s?)|[vV]olcite(s?)")
# What every bibliography package has: no definition in a document makes these cite nothing.
_STANDARD = re.compile(
    r"[cC]ite(?:[tp]|al[tp]|author|year|yearpar|title|num|url|date|N|NP|A|ANP)?"
    r"|(?:[pP]aren|foot|[tT]ext|[sS]mart|super|[aA]uto|full|footfull|no|short|[pPfF]?[nN]ote)cite|footcitetext"
    r"|(?:[pP]aren|[tT]ext|foot|[aA]uto|[sS]mart|super)?[cC]ites"
)


def standard(name: str) -> bool:
    """Whether a command cites in any document."""
    return _STANDARD.fullmatch(name) is not None


def by_name(name: str) -> Shape | None:
    """Return the shape of a command whose name cites.

    `citep` → ONE; `parencites` → MANY; `volcite` → VOLUME; `citestyle` → None.
    """
    if name in _SHAPES:
        return _SHAPES[name]
    match = _NAME.fullmatch(name)
    if match is None or name in _OTHERS or _no_cite(match):
        return None
    if volume := _VOLUME.fullmatch(name):
        return VOLUMES if volume[1] or volume[2] else VOLUME
    if name in ("citefield", "citelist", "citename"):
        return FIELD if name == "citefield" else ONE
    return MANY if name.endswith(("cites", "Cites", "footcitetexts")) and name != "shortcites" else ONE


def _no_cite(match: re.Match[str]) -> bool:
    if standard(match[0]):
        return False
    return match["after"].startswith(_NO_CITE_AFTER) or match["before"].startswith(_NO_CITE_BEFORE)


# Fields by which jurabib asks, where biblatex would have the key.
FIELDS = frozenset("author editor title shorttitle year date journal booktitle publisher url howpublished note".split())


@dataclass(slots=True)
class Macros:
    """What a document has defined so far.

    All its files share it.
    """

    shapes: dict[str, Shape | None] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    inputs: dict[str, tuple[Inclusion, ...]] = field(default_factory=dict)
    loops: dict[str, list[str]] = field(default_factory=dict)  # the words through which a variable goes
    folders: list[str] = field(default_factory=list)  # where TeX looks for files too, by \input@path
    verbatims: set[str] = field(
        default_factory=lambda: set(
            """
            verbatim verbatim* Verbatim Verbatim* BVerbatim BVerbatim* LVerbatim LVerbatim* SaveVerbatim VerbatimOut
            lstlisting minted comment filecontents filecontents* spverbatim tcblisting verbatimtab verbatimwrite luacode
            luacode* pycode python Sinput Soutput Scode code asy gnuplot sagesilent sageblock dot2tex
            boxedverbatim listingcont Piton pyglist pyblock pyconsole pyverbatim sympycode juliacode rubycode Rcode asydef
            sagecommandline lilypond dispListing* dispListing
            """.split()
        )
    )
    shorts: set[str] = field(default_factory=set)
    conditionals: set[str] = field(
        default_factory=lambda: set(
            """
            if ifx ifnum ifdim ifodd ifcat ifcase iftrue iffalse ifvmode ifhmode ifmmode ifinner ifvoid ifhbox ifvbox ifeof
            ifdefined ifcsname iffontchar ifpdf ifxetex ifluatex ifPDFTeX ifXeTeX ifLuaTeX ifpdftex iftutex
            """.split()
        )
    )

    def defines(self, name: str) -> bool:
        """Whether the document has defined a command."""
        return name in self.words or name in self.inputs or self.shapes.get(name) is not None

    def shape(self, name: str) -> Shape | None:
        """Return the shape of a command that cites."""
        usual = by_name(name)
        found = self.shapes.get(name, usual)
        # A new \cite is rarely stricter than the old one; but one with other arguments too has them in their order.
        return usual if standard(name) and (found is None or "m" not in found.once) else found

    def layout(self) -> tuple[int, int, int]:
        """Return a value that changes when blanking may change."""
        return len(self.verbatims), len(self.shorts), len(self.conditionals)
