"""The evidence matrix as an HTML page.

Complete by itself, without scripts; it fits a phone, paper and dark mode.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readinglist.model import stances
from readinglist.render.documents.anchors import anchor, link
from readinglist.render.documents.page import page
from readinglist.render.terminal.matrix import signs, words
from readinglist.util import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readinglist.claims.claims import Stated
    from readinglist.claims.matrix import Matrix

_STYLE = """
.scroll { overflow: auto; max-height: 92vh; margin: 1rem 0; position: relative; }
table { border-collapse: separate; border-spacing: 0; font-size: .85rem; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .45rem; text-align: left; vertical-align: top; }
thead th { vertical-align: bottom; background: var(--paper); position: sticky; top: 0; z-index: 1; } thead th:first-child { left: 0; z-index: 2; }
thead th.source { padding: .2rem; }
thead th.source a { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; font-weight: 400; }
tbody th { position: sticky; left: 0; background: var(--paper); min-width: 14rem; max-width: 22rem; font-weight: 400; }
td.cell { text-align: center; font-family: ui-monospace, monospace; min-width: 1.6rem; }
.supports { background: var(--good); } .contradicts { background: var(--bad); }
.qualifies { background: var(--mixed); } .background { background: var(--faint); }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.short { display: none; }
.unchecked { opacity: .6; font-style: italic; }
.name { font-family: ui-monospace, monospace; font-size: .94em; color: var(--muted); }
.verdict { color: var(--muted); margin-top: .2rem; font-style: italic; }
ul.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; }
ul.legend span { display: inline-block; min-width: 1.5rem; text-align: center; font-family: ui-monospace, monospace; }
ol.sources li { margin: .2rem 0; }
@media (max-width: 40rem) { tbody th, thead th:first-child { position: static; min-width: 11rem; } }
@media print { @page { size: landscape; margin: 1cm; } .scroll { overflow: visible; max-height: none; } thead th { position: static; } table { font-size: 6pt; width: 100%; }
  th, td { padding: .1rem; } td.cell { min-width: 0; } tbody th { min-width: 10rem; position: static; }
  thead th.source a { font-size: 5.5pt; } tr { break-inside: avoid; } .sign { display: none; }
  .short { display: inline; writing-mode: vertical-rl; font: 5.5pt system-ui, sans-serif; } }
"""


def html(matrix: Matrix, title: str, *, verdicts: bool) -> Iterator[str]:
    """Yield the page: a legend, the table, and the sources.

    Every text of the user's is escaped.
    """
    yield page(title, _STYLE, "".join(_body(matrix, title, verdicts=verdicts)))


def _body(matrix: Matrix, title: str, *, verdicts: bool) -> Iterator[str]:
    yield f"<h1>{escape.html(title)}</h1>\n<ul class=legend>"
    yield from (f"<li><span class={one.name}>{one.sign}</span> {one.name}</li>" for one in stances.TABLE.values())
    yield f"<li><span class=unchecked>{stances.UNCHECKED}</span> not checked yet</li></ul>\n"
    yield '<div class=scroll role=region aria-label="Matrix" tabindex=0><table>\n<thead><tr><th scope=col>Claim</th>'
    for key, _ in matrix.sources:
        yield f'<th class=source scope=col><a href="{escape.html(link(key))}">{escape.html(key)}</a></th>'
    yield "</tr></thead>\n<tbody>\n"
    for one in matrix.claims:
        yield from _table_row(one, matrix, verdicts=verdicts)
    yield "</tbody></table></div>\n<h2>Sources</h2>\n<ol class=sources>\n"
    for key, name in matrix.sources:
        yield f'<li id="{escape.html(anchor(key))}">{escape.html(name)} <span class=name>{escape.html(key)}</span></li>\n'
    yield "</ol>\n"


def _table_row(one: Stated, matrix: Matrix, *, verdicts: bool) -> Iterator[str]:
    yield f'<tr id="{escape.html(anchor(one.name))}"><th scope=row><span class=name>{escape.html(one.name)}</span><br>{escape.html(one.claim.statement)}'
    yield f"<div class=verdict>{escape.html(one.claim.verdict)}</div>" if verdicts and one.claim.verdict else ""
    yield "</th>"
    for key, _ in matrix.sources:
        pieces = matrix.of(one, key)
        kind = f" {pieces[0].stance}" if pieces else ""
        unchecked = " unchecked" if pieces and not any(piece.checked for piece in pieces) else ""
        tooltip = f' title="{escape.html(f"{key}: {words(pieces)}")}"' if pieces else ""
        short = ", ".join(dict.fromkeys(piece.stance for piece in pieces)) + stances.UNCHECKED * bool(unchecked)
        said = (
            f"<span class=sign aria-hidden=true>{escape.html(signs(pieces))}</span><span class=said>{escape.html(words(pieces))}</span>"
            f"<span class=short aria-hidden=true>{escape.html(short)}</span>"
        )
        yield f'<td class="cell{kind}{unchecked}"{tooltip}>{said if pieces else ""}</td>'
    yield "</tr>\n"
