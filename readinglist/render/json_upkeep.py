"""The JSON contract (docs/json.md), of what is about the library as a whole. Each function returns the lines of one value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readinglist.render.json import dumps

if TYPE_CHECKING:
    from readinglist.render.json import NamedTupleLike


def trusted(found: NamedTupleLike) -> list[str]:
    """Return a file of settings, what it sets that needs trust, and whether it has it."""
    value = found._asdict()
    guarded = {name: str(setting) for name, setting in value["guarded"]}
    return [dumps({"file": str(value["path"]), "settings": guarded, "trusted": value["trusted"]})]


def of(done: dict[str, Any]) -> list[str]:
    """Return what a load of a dump, or a run over a vault, did."""
    return [dumps(done)]


def library(facts: NamedTupleLike, version: str) -> list[str]:
    """Return which library is used, and why, and the settings."""
    value = facts._asdict()
    value["settings"] = [setting._asdict() | {"value": str(setting.value)} for setting in value["settings"]]
    return [dumps({"library": value.pop("path"), **value, "version": version})]


def stats(found: NamedTupleLike) -> list[str]:
    """Return the numbers of a library, each kind by name."""
    return [dumps(found._asdict())]
