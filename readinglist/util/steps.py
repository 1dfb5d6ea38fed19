"""How far long work is, told to whoever wants to show it; nobody needs to listen."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Listener = Callable[[str, int, int], None]

Item = TypeVar("Item")

_EVERY = 500  # items between two reports: often enough to be seen to move, and too seldom to cost anything
_LISTENERS: list[Listener] = []
_WORK: list[str] = []  # what is being counted; the names of what is within it are those of the whole


def tell(what: str, done: int, whole: int) -> None:
    """Say how many of how many are done of work that is called so: `reading`, `keeping`.

    Work within `counted` work is a part of it, and not told.
    """
    for listener in _LISTENERS[-1:]:
        if not _WORK or _WORK[-1] == what:
            listener(what, done, whole)


def counted(what: str, items: Iterable[Item], whole: int) -> Iterator[Item]:
    """Yield items, and tell how many of how many were taken."""
    _WORK.append(_WORK[-1] if _WORK else what)
    try:
        for number, item in enumerate(items):
            if number % _EVERY == 0:
                tell(what, number, whole)
            yield item
        tell(what, whole, whole)
    finally:
        _WORK.pop()


def listen(listener: Listener) -> Callable[[], None]:
    """Let a function hear of all steps, in the place of whoever did; return a function that ends this."""
    _LISTENERS.append(listener)
    return lambda: _LISTENERS.remove(listener)
