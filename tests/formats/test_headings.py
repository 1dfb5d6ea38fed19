"""Headings of lists of subjects: one with a comma is one tag, and that is said once for a file."""

from __future__ import annotations

import pytest

from readinglist import formats
from readinglist.model.record import Problem, Record

NBIB = "PMID- 1\nTI  - Foxes\nMH  - Models, Biological\nMH  - *Hypertension, Pulmonary\nMH  - Foxes\n\nPMID- 2\nTI  - Fur\nMH  - Models, Biological\n"
PUBMED = (
    "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><MeshHeadingList>"
    "<MeshHeading><DescriptorName>Models, Biological</DescriptorName></MeshHeading>"
    "<MeshHeading><DescriptorName>Hypertension, Pulmonary</DescriptorName></MeshHeading>"
    "<MeshHeading><DescriptorName>Foxes</DescriptorName></MeshHeading></MeshHeadingList></MedlineCitation></PubmedArticle></PubmedArticleSet>"
)
MARC = "<collection><record><leader>a</leader>{}</record></collection>".format(
    "".join(
        f'<datafield tag="650"><subfield code="a">{one}</subfield></datafield>'
        for one in ("Models, Biological", "Hypertension, Pulmonary", "Foxes")
    )
)


@pytest.mark.parametrize(("name", "text"), [("nbib", NBIB), ("pubmed-xml", PUBMED), ("marc-xml", MARC)])
def test_a_heading_with_a_comma_is_one_tag_and_said_once(name: str, text: str) -> None:
    items = list(formats.by_name(name).load(text))
    record = next(item for item in items if isinstance(item, Record))
    assert record.tags == ("Models Biological", "Hypertension Pulmonary", "Foxes")
    (notice,) = (item for item in items if isinstance(item, Problem))
    assert not notice.broken
    assert "“Models, Biological” is “Models Biological”" in notice.message
    assert "1 more" in notice.message
