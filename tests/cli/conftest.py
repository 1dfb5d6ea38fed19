"""A small library, filled as a user fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Stocked

SHELF = r"""
@inproceedings{vaswani2017attention,
  author = {Vaswani, Ashish and Shazeer, Noam and others},
  title = {Attention Is All You Need},
  booktitle = {Advances in Neural Information Processing Systems 30},
  year = 2017,
  keywords = {attention, transformer/base},
}

@online{jiang2024mixtral,
  author = {Jiang, Albert Q.},
  title = {Mixtral of Experts},
  date = {2024-01-08},
  eprint = {2401.04088},
  eprinttype = {arxiv},
  keywords = {moe},
}

@article{mueller2020,
  author = {M{\"u}ller, J{\"o}rg},
  title = {{\"U}ber die {DNA} der Modelle},
  journal = {Zeitschrift f{\"u}r Modelle},
  year = {2020},
  month = may,
  doi = {10.1000/xyz.42},
}

@online{yu2023,
  author = {{于丽丽}},
  title = {疯狂的幻方},
  date = {2023},
  url = {https://example.org/幻方},
}
"""


def shelve(run: Callable[..., Ran], _folder: Path) -> None:
    """Fill a library with four sources."""
    assert run("import", "-", input=SHELF).code == 0


@pytest.fixture
def shelf(stocked: Stocked) -> Callable[..., Ran]:
    """The program on a library of four sources."""
    return stocked("shelf", shelve)
