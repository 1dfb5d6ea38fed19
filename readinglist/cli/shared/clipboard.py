"""The clipboard of the desktop, by the program of the platform that fills it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import NamedTuple

from readinglist.cli.errors import NoClipboard

_SECONDS = 10


class _Program(NamedTuple):
    """A program, the variable without which it has no desktop to talk to, and how it is told that a text is HTML."""

    command: tuple[str, ...]
    needs: str
    for_html: tuple[str, ...] | None


# Of X11 and Wayland, and in Termux and the Subsystem for Linux of Windows. Those of macOS and Windows take plain text only.
_PROGRAMS = (
    _Program(("wl-copy",), "WAYLAND_DISPLAY", ("--type", "text/html")),
    _Program(("xclip", "-selection", "clipboard"), "DISPLAY", ("-t", "text/html")),
    _Program(("xsel", "--clipboard", "--input"), "DISPLAY", None),
    _Program(("termux-clipboard-set",), "TERMUX_VERSION", None),
    _Program(("clip.exe",), "WSL_DISTRO_NAME", None),
)
_OF_SYSTEM = {"darwin": _Program(("pbcopy",), "", None), "win32": _Program(("clip",), "", None)}


def copy(text: str, *, html: bool = False) -> None:
    """Put a text on the clipboard; `html` says that it is HTML, for programs that tell the difference.

    Raises NoClipboard where there is none, or its program failed.
    """
    program = _program()
    typed = program.for_html if html and program.for_html else ()
    # clip.exe takes UTF-16 with a mark, everything else UTF-8.
    encoding = "utf-16" if program.command[0].startswith("clip") else "utf-8"
    try:
        # xclip and wl-copy stay behind to serve the clipboard: they must not hold on to our streams.
        ran = subprocess.run(  # noqa: S603 - a program of the table above, and a text on its stdin
            [shutil.which(program.command[0]) or program.command[0], *program.command[1:], *typed],
            input=text.encode(encoding, "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoClipboard(f"{program.command[0]} did not take the text") from error
    if ran.returncode:
        raise NoClipboard(f"{program.command[0]} did not take the text")


def _program() -> _Program:
    there = [_OF_SYSTEM[sys.platform]] if sys.platform in _OF_SYSTEM else []
    there += [one for one in _PROGRAMS if os.environ.get(one.needs)]
    for program in there:
        if shutil.which(program.command[0]):
            return program
    if there:
        names = " or ".join(program.command[0] for program in there)
        raise NoClipboard(f"it is filled by {names}, of which none was found; install one")
    raise NoClipboard("there is no desktop here")
