"""Which fenced blocks are text: directives of MyST, and blocks of bookdown.

MyST's manual, «Directives»; bookdown's, «Theorems and proofs». What is no directive of code, and names no language, is text.
"""

from __future__ import annotations

import re

# Blocks of text that knitr has too, where any other name is a language.
_TEXT_OF_KNITR = frozenset(
    """
    theorem lemma corollary proposition conjecture definition example exercise hypothesis proof remark solution block block2
    asis
    """.split()
)
_CODE = frozenset(
    """
    code-cell code code-block sourcecode literalinclude highlight math raw parsed-literal eval-rst mermaid graphviz digraph graph
    plantuml uml toctree tableofcontents contents doctest testcode testsetup testcleanup testoutput plot plotly role directive
    jupyter-execute jupyter-kernel jupyter-input jupyter-output thebe-button image include bibliography embed iframe
    autoclass automodule autofunction automethod autosummary mdast div-code latex tex typst
    r rscript rcpp python python2 python3 py pyodide pyodide-python ipython ipython3 jupyter xeus julia jl bash sh shell zsh fish
    console output text txt sql mysql sqlite postgresql stan jags bugs cpp c cc c++ cuda fortran fortran95 javascript js jsx ts
    typescript node css scss sass less html xml svg json json5 yaml yml toml ini csv tsv lua perl php ruby go rust java kotlin
    scala swift haskell ocaml fsharp csharp clojure elixir erlang lisp scheme racket octave matlab sas stata statasas maxima sage
    gap ojs observable dot tikz asy awk sed coffee groovy powershell cat comment verbatim embed exec d3 webr make makefile cmake
    docker dockerfile diff http nix prolog coq lean lean4 agda glsl wasm asm nasm vega vega-lite apa theme targets
    """.split()
)
_HEAD = re.compile(r"\{(?P<name>[A-Za-z][\w:.+-]*)\}")
_OF_KNITR = re.compile(r"\{(?P<name>[a-z0-9]+)(?:[\s,][^{}\n]*)?\}")


def name(info: str) -> str:
    """Return the name of a directive: `{admonition} See this` → admonition."""
    match = _HEAD.match(info.strip())
    return match["name"].lower() if match else ""


def is_text(info: str, *, knitr: bool) -> bool:
    """Whether a fenced block with these words after its fence is text; `knitr` says that it is in a document of knitr."""
    known = _OF_KNITR.match(info.strip())
    if known and known["name"] in _TEXT_OF_KNITR:
        return True
    found = name(info)
    return not knitr and found != "" and found not in _CODE
