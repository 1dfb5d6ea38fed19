"""Draws what commands print on a terminal, as the pictures of docs/: `python docs/pictures.py`."""

from __future__ import annotations

import fcntl
import html
import os
import pty
import re
import shlex
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WIDTH, ADVANCE, LEADING, MARGIN = 80, 8.4, 18, 16
# The colours of a terminal with a light ground, each of a contrast of at least 4.5 to white (WCAG 2.2, 1.4.3).
COLOURS = {"31": "#b3261e", "32": "#176b2c", "33": "#7a5200", "34": "#1b4fa8", "35": "#7b2d8e", "36": "#0b6470"}
# Each picture, and the commands that it shows; those before the bar are not shown.
PICTURES = {
    "search-in-text": (
        "attach howdeepseek article.pdf",
        '| search "export controls" --in text',
        "| search routing --in all --limit 3",
    ),
    "open": (
        "attach howdeepseek article.pdf",
        "| attachments howdeepseek",
        "| open howdeepseek#c3 --print",
        "| quotes verify key:howdeepseek",
    ),
}
_SPACE = "\u00a0"  # others are squeezed
_PROGRESS = re.compile(r"\x1b\[\?25l.*\x1b\[1A\x1b\[2K", re.DOTALL)  # what a slow machine shows until the work is done
_CODE = re.compile(r"\x1b\[([0-9;]*)m")


def drawn(name: str) -> str:
    """Return a picture as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        home.joinpath("article.pdf").write_bytes(ROOT.joinpath("seeds", "article.pdf").read_bytes())
        _typed("seed", home)
        lines: list[str] = []
        for command in PICTURES[name]:
            printed = _typed(command.removeprefix("| "), home)
            if command.startswith("| "):
                shown = printed.replace(str(home), "~").rstrip("\n").split("\n")
                lines += [f"\x1b[1m$ rl {command.removeprefix('| ')}\x1b[0m", *shown, ""]
    return _svg(lines[:-1])


def _typed(command: str, home: Path) -> str:
    """Return what a command prints, messages too, with the colours of a terminal."""
    names = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
    here = dict.fromkeys(names, str(home)) | {
        "FORCE_COLOR": "1",
        "COLUMNS": str(WIDTH),
        "TERM": "xterm",
        "READINGLIST_OFFLINE": "1",
    }
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, WIDTH, 0, 0))
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "readinglist", *shlex.split(command)],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(ROOT), **here},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ):
        os.close(theirs)
        return _PROGRESS.sub("", b"".join(_read(ours)).decode("utf-8").replace("\r\n", "\n"))


def _read(terminal: int) -> Iterator[bytes]:
    try:
        while piece := os.read(terminal, 65536):
            yield piece
    except OSError:  # Linux says so that nobody is at the other end any more
        pass
    finally:
        os.close(terminal)


def _svg(lines: list[str]) -> str:
    width, height = WIDTH * ADVANCE + 2 * MARGIN, len(lines) * LEADING + 2 * MARGIN
    words = html.escape(" ".join(_CODE.sub("", line) for line in lines))
    rows = "".join(_row(line, MARGIN + LEADING * number + 13) for number, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">\n<title>{words}</title>\n'
        f'<rect width="100%" height="100%" rx="6" fill="#ffffff" stroke="#8a8f98"/>\n'
        f'<g font-family="ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="14" fill="#1c1e21">\n'
        f"{rows}</g>\n</svg>\n"
    )


def _row(line: str, y: float) -> str:
    pieces, style, place = [], "", 0
    for found in [*_CODE.finditer(line), None]:
        text = line[place : found.start() if found else len(line)]
        if text:
            pieces.append(f"<tspan{style}>{html.escape(text.replace(' ', _SPACE))}</tspan>")
        if found:
            style, place = _style(found[1].split(";"), style), found.end()
    return f'<text x="{MARGIN}" y="{y:g}">{"".join(pieces)}</text>\n'


def _style(codes: list[str], before: str) -> str:
    style = before
    for code in codes:
        if code in ("", "0"):
            style = ""
        elif code == "1":
            style += ' font-weight="bold"' if "font-weight" not in style else ""
        elif code == "2":
            style += ' fill="#5b616b"' if "fill" not in style else ""
        elif code in COLOURS and "fill" not in style:
            style += f' fill="{COLOURS[code]}"'
    return style


def main() -> None:
    """Write all pictures."""
    HERE.joinpath("pictures").mkdir(exist_ok=True)
    for name in PICTURES:
        HERE.joinpath("pictures", f"{name}.svg").write_text(drawn(name), "utf-8")


if __name__ == "__main__":
    main()
