"""The names of all settings, and those of a file that mean nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# By section; the settings without one stand under the empty name. The services are named by `resolvers`.
_KNOWN: dict[str, frozenset[str]] = {
    "": frozenset(("library", "documents")),
    "keys": frozenset(("pattern",)),
    "network": frozenset(("email", "rate", "timeout", "offline", "allow_local")),
    "check": frozenset(("tag", "fail-on", "ignore")),
    "bibliography": frozenset(("templates",)),
    "sync": frozenset(("output", "format")),
    "list": frozenset(("columns",)),
    "export": frozenset(("omit", "only", "sort")),
    "files": frozenset(("folder", "open")),
}
_SERVICES = "services"
ALL = [f"{section}.{name}".lstrip(".") for section, names in _KNOWN.items() for name in sorted(names)]


class UnknownSetting(NamedTuple):
    """A setting that means nothing, and the one that was perhaps meant."""

    name: str
    nearest: str = ""


def is_known(name: str) -> bool:
    """Whether a setting means something, by its full name: `check.tag`."""
    section, _, setting = name.rpartition(".")
    return section == _SERVICES or setting in _KNOWN.get(section, ())


def unknown(values: Mapping[str, Any]) -> Iterator[UnknownSetting]:
    """Yield the settings of a file that mean nothing: `[sync] ouput`, which may be meant for `sync.output`."""
    for section, content in values.items():
        if section == _SERVICES or (section in _KNOWN and not isinstance(content, dict)):
            continue
        names = [f"{section}.{name}" for name in content] if isinstance(content, dict) and content else [section]
        yield from (UnknownSetting(name, _nearest(name)) for name in names if not is_known(name))


def _nearest(name: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - files of settings are mostly right

    written = name.lower().replace("_", "-")
    by_form = {known.replace("_", "-"): known for known in ALL}
    own = {known.rpartition(".")[2].replace("_", "-"): known for known in ALL}
    near = get_close_matches(written, by_form, 1, 0.7)  # a little above the default of 0.6; a guess
    last = own.get(written.rpartition(".")[2], "")
    return by_form[near[0]] if near else last
