"""The title of a source, as lists show it and records are compared by."""

from __future__ import annotations

from readinglist.model import biblatex


def title_of(values: dict[str, str]) -> str:
    """Return the title, with a subtitle after a colon.

    `values` are plain values by lower-case field name.
    """
    title, subtitle = values.get("title", ""), values.get("subtitle", "")
    return f"{title}: {subtitle}" if title and subtitle else title


def shown_title(entry_type: str, values: dict[str, str]) -> str:
    """Return the title; of a book or proceedings without one, its `booktitle` or `maintitle`. `values` are as for `title_of`."""
    title = title_of(values)
    if title or entry_type.lower() not in biblatex.WHOLES:
        return title
    named = next((name for name in ("book", "main") if values.get(f"{name}title")), "")
    return title_of({part: values.get(f"{named}{part}", "") for part in ("title", "subtitle")}) if named else ""
