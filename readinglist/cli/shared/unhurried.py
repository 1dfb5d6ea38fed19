"""While a shell completes a line, modules of the program are loaded when something of them is first asked for.

A command's options and arguments are then known without what the command does, which it is not asked to do.
"""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from importlib.util import LazyLoader
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_OURS = "readinglist."
_AT_ONCE = "readinglist.cli."  # what commands are made of is asked for in any case


class _Finder:
    @staticmethod
    def find_spec(fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Find modules of the program, packages and the command line aside, and put off running them."""
        if not fullname.startswith(_OURS) or fullname.startswith(_AT_ONCE):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and spec.submodule_search_locations is None and spec.loader:
            spec.loader = LazyLoader(spec.loader)
        return spec


def install() -> None:
    """Put off loading from now on."""
    sys.meta_path.insert(0, _Finder())
