"""Counts the work that a function does, so that a test can say how it grows without looking at a clock.

Counted are the lines of Python that run, the steps of regular expressions, and the characters that methods and slices
of texts read. They are the same on every machine, however busy.
"""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from functools import cache
from types import BuiltinMethodType
from typing import TYPE_CHECKING, Any, NamedTuple, Self, SupportsIndex

from tests.backtracking import Matcher, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType, ModuleType

# Whose work is counted: the program's, and that of the libraries in Python to which it gives the texts of others.
_OURS = frozenset("readinglist bibtexparser pylatexenc html json difflib textwrap _markupbase".split())
# Methods that read the whole text, whatever they are asked.
_WHOLE = frozenset(
    "casefold capitalize encode expandtabs isalnum isalpha isdecimal isdigit islower isprintable isspace isupper "
    "lower lstrip partition replace rpartition rsplit rstrip split splitlines strip swapcase title translate upper".split()
)


_PLAIN = frozenset((str, bytes, int, float, bool, type(None), frozenset))  # what can hold no pattern
_MOST = 2.3  # times the work for twice the text: a little more than two, for limits that a text grows up to
_SLACK = 200  # of each kind of work, which a text may cost whatever its length


class Work(NamedTuple):
    """How much was done: lines of Python, steps of regular expressions, characters read otherwise."""

    lines: int
    steps: int
    characters: int


class _Count:
    """The work that is being counted, if any is."""

    def __init__(self) -> None:
        self.on = False
        self.lines = self.steps = self.characters = 0

    def reset(self) -> None:
        self.on, self.lines, self.steps, self.characters = True, 0, 0, 0


_count = _Count()


class Read(str):
    """A text that counts how much of it is read. What is cut from it counts as well."""

    __slots__ = ("plain",)
    plain: str

    def __new__(cls, text: str) -> Self:
        made = super().__new__(cls, text)
        made.plain = text.plain if isinstance(text, Read) else text
        return made

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        found = self.plain[key]
        _count.characters += len(found)
        return Read(found) if isinstance(key, slice) else found

    def __iter__(self) -> Iterator[str]:
        for character in self.plain:
            _count.characters += 1
            yield character

    def __contains__(self, part: object) -> bool:
        return self.find(part) >= 0  # type: ignore[arg-type]

    def __add__(self, other: str) -> str:
        return _added(self.plain, other)

    def __radd__(self, other: str) -> str:
        return _added(other, self.plain)

    def find(self, part: str, start: Any = None, end: Any = None) -> int:  # noqa: ANN401 - as in the class of texts
        found = self.plain.find(part, start, end)
        begin, stop, _ = slice(start, end).indices(len(self.plain))
        _count.characters += found + len(part) - begin if found >= 0 else max(0, stop - begin)
        return found

    def rfind(self, part: str, start: Any = None, end: Any = None) -> int:  # noqa: ANN401
        found = self.plain.rfind(part, start, end)
        begin, stop, _ = slice(start, end).indices(len(self.plain))
        _count.characters += stop - found if found >= 0 else max(0, stop - begin)
        return found

    def index(self, part: str, start: Any = None, end: Any = None) -> int:  # noqa: ANN401
        self.find(part, start, end)
        return self.plain.index(part, start, end)

    def rindex(self, part: str, start: Any = None, end: Any = None) -> int:  # noqa: ANN401
        self.rfind(part, start, end)
        return self.plain.rindex(part, start, end)

    def count(self, part: str, start: Any = None, end: Any = None) -> int:  # noqa: ANN401
        begin, stop, _ = slice(start, end).indices(len(self.plain))
        _count.characters += max(0, stop - begin)
        return self.plain.count(part, start, end)


def _added(one: str, other: str) -> Read:
    _count.characters += len(one) + len(other)
    return Read(str(one) + str(other))


def _passed_on(name: str) -> Callable[..., Any]:
    """Return a method of texts that reads all of one, and whose result counts in its turn."""
    method = getattr(str, name)

    def passed_on(self: Read, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        _count.characters += len(self.plain)
        return read(method(self.plain, *arguments, **named))

    return passed_on


for _name in _WHOLE:
    setattr(Read, _name, _passed_on(_name))


class ReadBytes(bytes):
    """The bytes of a text that counts how much of it is read."""

    def __getitem__(self, key: SupportsIndex | slice) -> Any:  # noqa: ANN401
        return read(super().__getitem__(key))

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        _count.characters += len(self)
        return Read(bytes(self).decode(encoding, errors))


def read(value: Any) -> Any:  # noqa: ANN401 - what is no text comes back as it is
    """Return a text, or the texts of a list, so that what is read of them counts."""
    if isinstance(value, list | tuple):
        return type(value)(map(read, value))
    if isinstance(value, bytes):
        return ReadBytes(value)
    return Read(value) if isinstance(value, str) else value


class _Watched:
    """Stands in for a pattern: gives its answers, and counts the steps to them."""

    _made: dict[int, _Watched] = {}  # noqa: RUF012 - one for each pattern, for good; a pattern's hash takes long

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self._pattern = pattern
        self._matcher = Matcher(pattern)

    @classmethod
    def of(cls, pattern: re.Pattern[Any]) -> _Watched:
        with _paused():
            if id(pattern) not in cls._made:
                cls._made[id(pattern)] = cls(pattern)
            return cls._made[id(pattern)]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._pattern, name)

    def match(self, text: Any, pos: int = 0, endpos: int = sys.maxsize) -> Any:  # noqa: ANN401
        return self._once("match", text, pos, endpos)

    def fullmatch(self, text: Any, pos: int = 0, endpos: int = sys.maxsize) -> Any:  # noqa: ANN401
        return self._once("fullmatch", text, pos, endpos)

    def search(self, text: Any, pos: int = 0, endpos: int = sys.maxsize) -> Any:  # noqa: ANN401
        return self._once("search", text, pos, endpos)

    def _once(self, how: str, text: Any, pos: int, endpos: int) -> Any:  # noqa: ANN401
        if not _count.on:
            return getattr(self._pattern, how)(text, pos, endpos)
        with _paused():
            text, pos, end = _plain(text), max(0, min(pos, len(text))), max(0, min(endpos, len(text)))
            if how == "search":
                mine = self._counted(self._matcher.search, text, pos, end)
            else:
                mine = self._counted(self._matcher.match, text, pos, end, whole=how == "fullmatch")
            found = getattr(self._pattern, how)(text, pos, end)
            self._agree(mine, found)
            return found

    def finditer(self, text: Any, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[Any]:  # noqa: ANN401
        plain = _plain(text)
        pos, end = min(pos, len(plain)), min(endpos, len(plain))
        matches, advance = self._pattern.finditer(plain, pos, end), False
        while True:
            with _paused():
                mine = self._counted(self._matcher.search, plain, pos, end, advance=advance) if _count.on else None
                found = next(matches, None)
                if _count.on:
                    self._agree(mine, found)
            if found is None:
                return
            yield found
            pos, advance = found.end(), found.start() == found.end()

    def findall(self, text: Any, pos: int = 0, endpos: int = sys.maxsize) -> Any:  # noqa: ANN401
        self._count_all(text, pos=pos, endpos=endpos)
        return read(self._pattern.findall(_plain(text), pos, endpos))

    def sub(self, by: Any, text: Any, count: int = 0) -> Any:  # noqa: ANN401
        return self.subn(by, text, count)[0]

    def subn(self, by: Any, text: Any, count: int = 0) -> Any:  # noqa: ANN401
        self._count_all(text, count)
        changed, number = self._pattern.subn(by, _plain(text), count)
        return (read(changed) if isinstance(text, Read) else changed), number

    def split(self, text: Any, maxsplit: int = 0) -> Any:  # noqa: ANN401
        self._count_all(text, maxsplit)
        parts = self._pattern.split(_plain(text), maxsplit)
        return read(parts) if isinstance(text, Read) else parts

    def _count_all(self, text: Any, most: int = 0, pos: int = 0, endpos: int = sys.maxsize) -> None:  # noqa: ANN401
        if _count.on:
            with _paused():
                for number, _ in enumerate(self.finditer(text, pos, endpos), 1):
                    if number == most:
                        return

    def _counted(self, search: Callable[..., Span | None], *arguments: Any, **named: Any) -> Span | None:  # noqa: ANN401
        before = self._matcher.steps
        try:
            return search(*arguments, **named)
        finally:
            _count.steps += self._matcher.steps - before

    def _agree(self, mine: Span | None, found: Any) -> None:  # noqa: ANN401
        """Hold the machine that counts to what `re` itself finds."""
        assert mine == (found and found.span()), f"{self._pattern.pattern!r} is not counted as it is matched"


def _plain(text: Any) -> Any:  # noqa: ANN401
    return text.plain if isinstance(text, Read) else text


@contextmanager
def _paused() -> Iterator[None]:
    """Do not count the lines that counting itself takes."""
    tracing, profiling = sys.gettrace(), sys.getprofile()
    sys.settrace(None)
    sys.setprofile(None)
    try:
        yield
    finally:
        sys.settrace(tracing)
        sys.setprofile(profiling)


def _swapped(value: Any) -> Any:  # noqa: ANN401
    """Return a value with all patterns in it watched; itself where it has none."""
    if isinstance(value, re.Pattern):
        return _Watched.of(value)
    if isinstance(value, BuiltinMethodType) and isinstance(value.__self__, re.Pattern):
        return getattr(_Watched.of(value.__self__), value.__name__)
    parts = list(value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ())
    swapped = parts if _PLAIN.issuperset(map(type, parts)) else [_swapped(part) for part in parts]
    if all(new is old for new, old in zip(swapped, parts, strict=True)):
        return value
    if isinstance(value, dict):
        return dict(zip(value, swapped, strict=True))
    return value._make(swapped) if hasattr(value, "_make") else type(value)(swapped)


@contextmanager
def _patterns_watched() -> Iterator[None]:
    """Let stand-ins take the places of all patterns of the modules whose work is counted."""
    compile_ = re._compile  # type: ignore[attr-defined]
    held = [(module, name, vars(module)[name]) for module in _modules() for name in _looked_at(module)]
    places = [(module, name, old, new) for module, name, old in held if (new := _swapped(old)) is not old]
    for module, name, _, new in places:
        setattr(module, name, new)
    re._compile = lambda pattern, flags: (  # type: ignore[attr-defined]
        pattern if isinstance(pattern, _Watched) else _Watched.of(compile_(pattern, flags))
    )
    try:
        yield
    finally:
        re._compile = compile_  # type: ignore[attr-defined]
        for module, name, old, _ in places:
            setattr(module, name, old)


def _modules() -> list[ModuleType]:
    return [module for name, module in list(sys.modules.items()) if _is_ours(name)]


@cache
def _looked_at(module: ModuleType) -> list[str]:
    """Return the names of a module that stand for patterns, or for tables that may come to hold some."""
    kinds = (re.Pattern, BuiltinMethodType, list, tuple, dict)
    names = list(vars(module).items())  # a thread that a test left behind may load a module meanwhile
    return [name for name, value in names if name[:2] != "__" and isinstance(value, kinds)]


@cache
def _caches(module: ModuleType) -> list[Any]:
    return [value for value in list(vars(module).values()) if callable(getattr(value, "cache_clear", None))]


def _forget() -> None:
    """Empty all caches, so that nothing is found for having been looked for before."""
    for module in _modules():
        for cached in _caches(module):
            cached.cache_clear()


@cache
def _is_ours(module: str) -> bool:
    return module.partition(".")[0] in _OURS


def _traced(frame: FrameType, event: str, _value: object) -> Any:  # noqa: ANN401
    if event == "call":
        return _traced if _is_ours(frame.f_globals.get("__name__", "")) else None
    _count.lines += event == "line"
    return _traced


def _profiled(frame: FrameType, event: str, value: Any) -> None:  # noqa: ANN401
    if event == "c_call" and _is_ours(frame.f_globals.get("__name__", "")):
        owner = getattr(value, "__self__", None)
        is_missed = isinstance(owner, re.Pattern) and frame.f_globals["__name__"].startswith("readinglist")
        assert not is_missed, f"{owner!r} is not watched"
        if type(owner) is str and value.__name__ in _WHOLE:
            _count.characters += len(owner)


def work(function: Callable[..., object], *arguments: object) -> Work:
    """Return how much work a function does; what is read of the texts that it is given counts."""
    _forget()
    given = [read(argument) for argument in arguments]
    tracing, profiling = sys.gettrace(), sys.getprofile()
    with _patterns_watched():
        _count.reset()
        sys.setprofile(_profiled)
        sys.settrace(_traced)
        try:
            function(*given)
        finally:
            sys.settrace(tracing)
            sys.setprofile(profiling)
            _count.on = False
    return Work(_count.lines, _count.steps, _count.characters)


def assert_linear(function: Callable[[str], object], text: Callable[[int], str], times: int) -> None:
    """Hold that a function does about twice the work for a text with twice as many pieces; `times` is how many."""
    small, large = (work(function, text(number)) for number in (times, 2 * times))
    for kind, less, more in zip(Work._fields, small, large, strict=True):
        assert more <= _MOST * less + _SLACK, f"{kind}: {more} for {2 * times} pieces, {less} for {times}"


def assert_linear_in(function: Callable[[str], object], piece: str, size: int = 400) -> None:
    """Hold the same of a piece of text, over and over; `size` is the number of characters."""
    assert_linear(function, lambda times: piece * times, size // len(piece))
