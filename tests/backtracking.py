"""Regular expressions matched by backtracking in Python, step by step as `re` does it, to count the steps.

`re` does not say how long it looked. This machine does: one step is one character read, or one choice made.
Which characters a class holds, and what `^`, `$` and `\\b` mean, is asked of `re` itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")

Span: TypeAlias = tuple[int, int]
_Groups: TypeAlias = tuple[int, ...]
_Act: TypeAlias = "Callable[[_Run, _Step], bool]"
_Rounds: TypeAlias = tuple[tuple[int, int], ...]  # of each loop: how many rounds it made, and where the last began

_ONE_CHARACTER = ("LITERAL", "NOT_LITERAL", "ANY", "IN")
_REPEATS = {"MAX_REPEAT": "greedy", "MIN_REPEAT": "lazy", "POSSESSIVE_REPEAT": "possessive"}
_NOWHERE = -1
_MOST = 500_000  # steps of one match: a quarter of a second here, and more than any short text is worth


class TooManySteps(AssertionError):
    """A pattern went on looking for longer than any pattern should."""

    def __init__(self, pattern: str | bytes, steps: int, length: int) -> None:
        super().__init__(f"{pattern[:100]!r} made more than {steps} steps in a text of {length} characters")


class _Class:
    """The characters that one place in a pattern may hold."""

    def __init__(self, item: Any, flags: int) -> None:  # noqa: ANN401 - a node of re's own tree
        self._one = _compiled([item], flags)
        self._many = _compiled([(_parser.MAX_REPEAT, (0, _parser.MAXREPEAT, _tree([item], flags)))], flags)
        self._text: str | bytes | None = None
        self._places: list[int] = []

    def holds(self, text: Any, place: int) -> bool:  # noqa: ANN401
        return self._one.match(text, place, place + 1) is not None

    def run(self, text: Any, place: int, end: int) -> int:  # noqa: ANN401
        """Return where the characters from a place on that belong to the class end."""
        found = self._many.match(text, place, end)
        assert found
        return found.end()

    def places(self, text: Any) -> list[int]:  # noqa: ANN401
        """Return all places in a text that hold one of the class."""
        if self._text is not text:
            self._text, self._places = text, [found.start() for found in self._one.finditer(text)]
        return self._places


def _tree(items: list[Any], flags: int) -> Any:  # noqa: ANN401
    state = _parser.State()
    state.flags = flags
    return _parser.SubPattern(state, items)


def _compiled(items: list[Any], flags: int) -> re.Pattern[Any]:
    made: re.Pattern[Any] = _compiler.compile(_tree(items, flags), flags)
    return made


class _Step(NamedTuple):
    """One instruction: what a run does, with what, and with numbers whose meaning depends on that."""

    act: _Act
    of: Any = None
    low: int = 0
    high: int = 0
    how: str = ""


class _Run:
    """One attempt to match a program at one place of a text."""

    def __init__(self, text: Any, end: int, place: int, groups: _Groups) -> None:  # noqa: ANN401
        self.text, self.end, self.place, self.groups = text, end, place, groups
        self.steps = 0
        self.at = 0
        self._whole = self._barred = _NOWHERE
        self._ended = False
        self.rounds: _Rounds = ()
        # What else could be tried: an instruction, the first and the last place for it, and the state of things.
        self.untried: list[tuple[int, int, int, _Groups, _Rounds]] = []

    def go(self, program: _Program, most: int, whole: int = _NOWHERE, barred: int = _NOWHERE) -> bool:
        """Whether the program comes to its end: at `whole`, if that is given, and not at `barred`."""
        self.rounds = ((0, _NOWHERE),) * program.loops
        self._whole, self._barred, self._ended = whole, barred, False
        while self.steps <= most:
            self.steps += 1
            step = program.steps[self.at]
            self.at += 1
            if not step.act(self, step) and not self._turned(program):
                return False
            if self._ended:
                return True
        return False

    def _turned(self, program: _Program) -> bool:
        """Go back to what was not tried yet, the latest first; False where nothing is left."""
        while self.untried:
            self.at, place, last, self.groups, self.rounds = self.untried.pop()
            self.place = self._nearest(program.firsts[self.at], place, last)
            self.steps += 1 + abs((last if self.place < 0 else self.place) - place)
            if self.place != _NOWHERE:
                if self.place != last:
                    after = self.place + (1 if last > place else -1)
                    self.untried.append((self.at, after, last, self.groups, self.rounds))
                return True
        return False

    def _nearest(self, first: _Class | None, place: int, last: int) -> int:
        """Return the first place, on the way from one to another, at which the next character can stand."""
        if first is None or place == last:
            return place
        places = first.places(self.text)
        at = (
            bisect_left(places, place)
            if place < last
            else bisect_right(places, place, hi=bisect_left(places, self.end)) - 1
        )
        found = places[at] if 0 <= at < len(places) else _NOWHERE
        return found if min(place, last) <= found <= max(place, last) and found < self.end else _NOWHERE

    def one(self, step: _Step) -> bool:
        self.place += 1
        return self.place <= self.end and bool(step.of.holds(self.text, self.place - 1))

    def run(self, step: _Step) -> bool:
        """Read characters of a class: as many, or as few, as there may be first."""
        low, high = self.place + step.low, min(self.end, self.place + step.high)
        stop = step.of.run(self.text, self.place, high) if self.place < high else self.place
        self.steps += stop - self.place if step.how != "lazy" else step.low
        if stop < low or step.how == "possessive":
            self.place = stop
            return bool(stop >= low)
        ways = (stop, low) if step.how == "greedy" else (low, stop)
        self.untried.append((self.at, *ways, self.groups, self.rounds))
        return False

    def save(self, step: _Step) -> bool:
        self.groups = (*self.groups[: step.of], self.place, *self.groups[step.of + 1 :])
        return True

    def jump(self, step: _Step) -> bool:
        self.at = step.of
        return True

    def fork(self, step: _Step) -> bool:
        self.untried.append((step.of, self.place, self.place, self.groups, self.rounds))
        return True

    def enter(self, step: _Step) -> bool:
        self.rounds = (*self.rounds[: step.of], (0, _NOWHERE), *self.rounds[step.of + 1 :])
        return True

    def loop(self, step: _Step) -> bool:
        """Begin another round of a repeat, or leave it; a round after an empty one would change nothing."""
        number, out = step.of
        done, began = self.rounds[number]
        more = (*self.rounds[:number], (done + 1, self.place), *self.rounds[number + 1 :])
        if done < step.low:
            self.rounds = more
        elif done >= step.high or self.place == began:
            self.at = out
        elif step.how == "greedy":
            self.untried.append((out, self.place, self.place, self.groups, self.rounds))
            self.rounds = more
        else:
            self.untried.append((self.at, self.place, self.place, self.groups, more))
            self.at = out
        return True

    def beside(self, step: _Step) -> bool:
        """Look at one character, behind or ahead."""
        place = self.place - step.low
        return (0 <= place < self.end and step.of.holds(self.text, place)) == (step.how == "yes")

    def point(self, step: _Step) -> bool:
        return step.of.match(self.text, self.place, self.end) is not None

    def look(self, step: _Step) -> bool:
        found = self._inside(step.of, self.place - step.low) if self.place >= step.low else None
        if found and step.how == "yes":
            self.groups = found.groups
        return (found is not None) == (step.how == "yes")

    def atomic(self, step: _Step) -> bool:
        found = self._inside(step.of, self.place)
        if found:
            self.place, self.groups = found.place, found.groups
        return found is not None

    def _inside(self, program: _Program, place: int) -> _Run | None:
        inner = _Run(self.text, self.end, place, self.groups)
        matches = inner.go(program, _MOST)
        self.steps += inner.steps
        return inner if matches else None

    def again(self, step: _Step) -> bool:
        """Read what a group held once more."""
        begin, stop = self.groups[2 * step.of : 2 * step.of + 2]
        here, there = self.text[begin:stop], self.text[self.place : self.place + stop - begin]
        self.steps += stop - begin
        self.place += stop - begin
        same = here.lower() == there.lower() if step.low else here == there
        return bool(begin >= 0 and stop >= 0 and self.place <= self.end and same)

    def whether(self, step: _Step) -> bool:
        group, otherwise = step.of
        self.at = self.at if self.groups[2 * group + 1] >= 0 else otherwise
        return True

    def never(self, _step: _Step) -> bool:
        return False

    def end_(self, _step: _Step) -> bool:
        self._ended = self.place != self._barred and self._whole in (_NOWHERE, self.place)
        return self._ended


# What reads no character, and cannot look far ahead either.
_PASSED = (_Run.save, _Run.jump, _Run.enter, _Run.point, _Run.beside)


class _Program:
    """A pattern, or what stands in a look-around or an atomic group of it, as a list of instructions."""

    def __init__(self, items: Any, flags: int) -> None:  # noqa: ANN401
        self.steps: list[_Step] = []
        self.loops = 0
        self._write(items, flags)
        self._add(_Run.end_)
        self.firsts = [self._first(at) for at in range(len(self.steps))]

    def _add(self, act: _Act, of: Any = None, low: int = 0, high: int = 0, how: str = "") -> int:  # noqa: ANN401
        self.steps.append(_Step(act, of, low, high, how))
        return len(self.steps) - 1

    def _write(self, items: Any, flags: int) -> None:  # noqa: ANN401
        for item in items:
            name = str(item[0])
            if name in _ONE_CHARACTER:
                self._add(_Run.one, _Class(item, flags))
            elif name == "AT":
                self._add(_Run.point, _compiled([item], flags))
            elif name in _REPEATS:
                self._repeat(item[1], flags, _REPEATS[name])
            else:
                getattr(self, f"_{name.lower()}")(item[1], flags)

    def _repeat(self, value: Any, flags: int, how: str) -> None:  # noqa: ANN401
        low, high, body = value
        if len(body) == 1 and str(body[0][0]) in _ONE_CHARACTER:
            self._add(_Run.run, _Class(body[0], flags), low, int(high), how)
        elif how == "possessive":
            self._add(_Run.atomic, _Program([(_parser.MAX_REPEAT, value)], flags))
        else:
            self._loop(low, int(high), body, flags, how)

    def _loop(self, low: int, high: int, body: Any, flags: int, how: str) -> None:  # noqa: ANN401
        number, self.loops = self.loops, self.loops + 1
        self._add(_Run.enter, number)
        begin = self._add(_Run.loop)
        self._write(body, flags)
        self._add(_Run.jump, begin)
        self.steps[begin] = _Step(_Run.loop, (number, len(self.steps)), low, high, how)

    def _branch(self, value: Any, flags: int) -> None:  # noqa: ANN401
        ends = []
        for alternative in value[1][:-1]:
            fork = self._add(_Run.fork)
            self._write(alternative, flags)
            ends.append(self._add(_Run.jump))
            self.steps[fork] = _Step(_Run.fork, len(self.steps))
        self._write(value[1][-1], flags)
        for at in ends:
            self.steps[at] = _Step(_Run.jump, len(self.steps))

    def _subpattern(self, value: Any, flags: int) -> None:  # noqa: ANN401
        group, more, less, body = value
        if group is not None:
            self._add(_Run.save, 2 * group)
        self._write(body, (flags | more) & ~less)
        if group is not None:
            self._add(_Run.save, 2 * group + 1)

    def _atomic_group(self, value: Any, flags: int) -> None:  # noqa: ANN401
        self._add(_Run.atomic, _Program(value, flags))

    def _assert(self, value: Any, flags: int, how: str = "yes") -> None:  # noqa: ANN401
        direction, body = value
        width = body.getwidth()[0] if direction < 0 else 0
        if len(body) == 1 and str(body[0][0]) in _ONE_CHARACTER:
            self._add(_Run.beside, _Class(body[0], flags), width, how=how)
        else:
            self._add(_Run.look, _Program(body, flags), width, how=how)

    def _assert_not(self, value: Any, flags: int) -> None:  # noqa: ANN401
        self._assert(value, flags, "no")

    def _groupref(self, value: int, flags: int) -> None:
        self._add(_Run.again, value, flags & re.IGNORECASE)

    def _groupref_exists(self, value: Any, flags: int) -> None:  # noqa: ANN401
        group, yes, no = value
        question = self._add(_Run.whether)
        self._write(yes, flags)
        jump = self._add(_Run.jump)
        self.steps[question] = _Step(_Run.whether, (group, len(self.steps)))
        self._write(no or (), flags)
        self.steps[jump] = _Step(_Run.jump, len(self.steps))

    def _failure(self, _value: Any, _flags: int) -> None:  # noqa: ANN401 - an empty (?!)
        self._add(_Run.never)

    def _first(self, at: int) -> _Class | None:
        """Return the class of the character that must stand where an instruction begins, if there is one."""
        step = self.steps[at]
        while step.act in _PASSED or (step.act is _Run.look and step.low):
            at = step.of if step.act is _Run.jump else at + 1
            step = self.steps[at]
        found = step.of if step.act is _Run.one or (step.act is _Run.run and step.low) else None
        return found if isinstance(found, _Class) else None


class Matcher:
    """A pattern that counts its steps in `steps`."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self.pattern = pattern
        self.steps = 0
        tree = _parser.parse(pattern.pattern, pattern.flags)
        self._program = _Program(tree, tree.state.flags)
        self._nothing = (_NOWHERE,) * (2 * tree.state.groups)

    def match(self, text: Any, place: int, end: int, *, whole: bool = False, advance: bool = False) -> Span | None:  # noqa: ANN401
        """Return the span of a match that begins at a place; with `advance`, of one that is not empty."""
        run = _Run(text, end, place, self._nothing)
        matches = run.go(self._program, _MOST, end if whole else _NOWHERE, place if advance else _NOWHERE)
        self.steps += run.steps
        if run.steps > _MOST:
            raise TooManySteps(self.pattern.pattern, _MOST, len(text))
        return (place, run.place) if matches else None

    def search(self, text: Any, place: int, end: int, *, advance: bool = False) -> Span | None:  # noqa: ANN401
        """Return the span of the first match from a place on; with `advance`, of one that is not empty there."""
        for start in self._starts(text, place, end):
            if found := self.match(text, start, end, advance=advance and start == place):
                return found
        return None

    def _starts(self, text: Any, place: int, end: int) -> Iterator[int]:  # noqa: ANN401
        first = self._program.firsts[0]
        if first is None:
            yield from range(place, end + 1)
            return
        places = first.places(text)
        for at in range(bisect_left(places, place), bisect_left(places, end)):
            self.steps += places[at] - place
            place = places[at]
            yield place
        self.steps += end - place
