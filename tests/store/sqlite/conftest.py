"""Sources to put into a library, built as a format builds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readinglist.formats import bibtex

if TYPE_CHECKING:
    from readinglist.model.record import Record


def entry(key: str, kind: str = "article", **fields: str) -> Record:
    return bibtex.build(key, kind, [(name, "{" + value + "}") for name, value in fields.items()])


@pytest.fixture
def attention() -> Record:
    return entry(
        "vaswani2017attention",
        "inproceedings",
        title="Attention Is All You Need",
        author="Vaswani, Ashish and Shazeer, Noam and others",
        year="2017",
        booktitle="Advances in Neural Information Processing Systems",
        doi="10.5555/3295222.3295349",
        keywords="attention, transformer/base",
    )


@pytest.fixture
def mixtral() -> Record:
    return entry(
        "jiang2024mixtral",
        "online",
        title="Mixtral of Experts",
        author="Jiang, Albert Q.",
        date="2024-01-08",
        eprint="2401.04088",
        eprinttype="arxiv",
        keywords="moe",
    )


@pytest.fixture
def muller() -> Record:
    return entry(
        "mueller2020", title="Über die 深度求索 Modelle", author="Müller, Jörg", year="2020", journal="Zeitschrift"
    )
