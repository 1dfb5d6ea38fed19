"""What the HTML pages share.

One file without scripts and without anything from other servers; it fits a phone, paper and dark mode.
"""

from __future__ import annotations

from readinglist.util.escape import html

_BASE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1d1f21; --muted: #5c6370; --line: #d9dce1; --link: #0b57a4;
  --good: #cdebd3; --bad: #f6cfcb; --mixed: #f7e6b5; --faint: #e6e8ec; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181c; --ink: #e4e6ea; --muted: #9aa1ac; --line: #343941;
  --link: #7ab7f5; --good: #1d4a2b; --bad: #5f2521; --mixed: #55471a; --faint: #2b2f36; } }
body { background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; padding: 1rem;
  max-width: 90rem; overflow-wrap: anywhere; }
a { color: var(--link); } h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.15rem; }
@media print { :root { --paper: #fff; --ink: #000; --muted: #444; --line: #bbb; --link: #000; --good: #dff2e3; --bad: #f8dcd9;
  --mixed: #faf0d2; --faint: #eee; } body { padding: 0; font-size: 10pt; } }
"""


def page(title: str, style: str, body: str) -> str:
    """Return a whole page.

    The title is plain text; the style and the body are inserted as they are.
    """
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html(title)}</title>\n<style>{_BASE}{style}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
