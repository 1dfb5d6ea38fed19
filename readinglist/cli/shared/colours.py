"""Whether output is coloured: on a terminal, unless the environment says otherwise.

The variables are those of no-color.org, force-color.org and bixense.com/clicolors.
"""

from __future__ import annotations

import os

from readinglist.util import environment

_FORCED = ("FORCE_COLOR", "CLICOLOR_FORCE")


def wanted() -> bool | None:
    """Return whether output is coloured, whatever it is written to; None where a terminal decides."""
    if os.environ.get("NO_COLOR"):
        return False
    if any(map(environment.is_on, _FORCED)):
        return True
    off = os.environ.get("CLICOLOR") == "0" or os.environ.get("TERM") == "dumb"
    return False if off else None
