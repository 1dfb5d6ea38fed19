"""Programs that save a web page as a browser shows it: SingleFile and monolith, where the user has them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from readinglist import errors
from readinglist.attachments.errors import NotSaved

# What each is told: to write the page into a file, and to leave out scripts (from their own help texts).
_KNOWN: dict[str, tuple[str, ...]] = {
    "single-file": ("{url}", "{file}"),
    "monolith": ("--no-js", "--no-frames", "--isolate", "--output", "{file}", "{url}"),
}
NAMES = tuple(_KNOWN)
_SECONDS = 180  # a guess: three times what a page with many pictures takes in a browser


def save(program: str, url: str, folder: Path) -> str:
    """Return a page as one of these programs saves it, by its name or its path.

    It asks the web itself, past this program's own door. Raises InvalidValue for another program, and NotSaved.
    """
    name = Path(program).name.lower().removesuffix(".exe")
    if name not in _KNOWN:
        raise errors.InvalidValue("--with", program, f"pages are saved by {' or '.join(NAMES)}")
    file = folder / "page.html"
    given = {"{url}": url, "{file}": str(file)}
    try:
        ran = subprocess.run(  # noqa: S603 - the program is the user's choice, and no shell is asked
            [program, *(given.get(word, word) for word in _KNOWN[name])],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        raise NotSaved(program, url, "it is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise NotSaved(program, url, f"it took more than {_SECONDS} seconds") from error
    except OSError as error:
        raise NotSaved(program, url, (error.strerror or str(error)).lower()) from error
    if ran.returncode or not file.is_file():
        raise NotSaved(
            program, url, ran.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2] or "it wrote nothing"
        )
    return file.read_text("utf-8", "replace")
