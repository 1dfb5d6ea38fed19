"""The program itself, which `readinglist`, `rl` and `python -m readinglist` start."""

from __future__ import annotations

import signal


def main() -> None:
    """Load the command line and run it; until it is there to say so, Ctrl-C ends the program without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from readinglist import cli  # noqa: PLC0415 - loaded when a signal can no longer end it halfway with a traceback

    signal.signal(signal.SIGINT, signal.default_int_handler)
    cli.main()


if __name__ == "__main__":
    main()
