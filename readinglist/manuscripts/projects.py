"""The folders of the project that a document belongs to, from which it may name files.

Those of Quarto and bookdown, of RStudio and git: knitr names children from where it is run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_QUARTO = "_quarto.yml"
_MARKERS = (_QUARTO, "_bookdown.yml", ".here", ".git")
_DEEPEST = 8  # folders above a document; a guess: no project is so deep


@dataclass(slots=True)
class Projects:
    """The projects of a document, each looked for once; `within` is a folder above which nothing is looked for."""

    within: Path | None = None
    _quarto: dict[Path, Path | None] = field(default_factory=dict)
    _folders: dict[Path, tuple[Path, ...]] = field(default_factory=dict)

    def quarto(self, folder: Path) -> Path | None:
        """Return the folder of the Quarto project that a folder is in."""
        if folder not in self._quarto:
            places = self._upwards(folder)
            self._quarto[folder] = next((place for place in places if (place / _QUARTO).is_file()), None)
        return self._quarto[folder]

    def folders(self, folder: Path) -> tuple[Path, ...]:
        """Return the folders of all projects that a folder is in, the nearest first."""
        if folder not in self._folders:
            self._folders[folder] = tuple(place for place in self._upwards(folder) if _is_project(place))
        return self._folders[folder]

    def _upwards(self, folder: Path) -> list[Path]:
        places = [folder, *islice(folder.absolute().parents, _DEEPEST)]
        return [place for place in places if self.within is None or place.resolve().is_relative_to(self.within)]


def _is_project(folder: Path) -> bool:
    return any((folder / marker).exists() for marker in _MARKERS) or any(folder.glob("*.Rproj"))
