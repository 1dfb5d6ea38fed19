"""The counter of work: it sees what grows too fast, wherever it hides, and lets pass what does not."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.backtracking import Matcher, TooManySteps
from tests.work import Read, assert_linear_in, work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Function = Callable[[str], object]

# Code, and a piece of a text that it reads, over and over, with that text's length, or with the square of it or worse.
LINEAR = {
    "a possessive class": ("re.findall('<[^<>]*+>', text)", "<"),
    "a class that cannot begin anew": (r"re.fullmatch('[^>]*+>', text)", "<"),
    "repeats in a repeat that share no character": ("re.fullmatch('(?:a+b)+', text)", "ab"),
    "a repeat with a small limit": ("re.findall('a{1,9}b', text)", "a"),
    "a pattern of the module": ("PATTERN.sub('', text)", "a1"),
    "splitting once": ("text.split(',')", "a,"),
    "finding on from where the last was found": (
        "found = 0\nwhile found >= 0: found = text.find('a', found + 1)",
        "ab",
    ),
    "a loop over the characters": ("for letter in text: letter.upper()", "a"),
    "cutting a little each time": ("for at in range(len(text)): text[at : at + 9]", "a"),
}
QUADRATIC = {
    "a class that looks again from each beginning": ("re.findall('<[^>]*>', text)", "<"),
    "a lazy one too": ("re.findall('<.*?>', text)", "<"),
    "a repeat that nothing ends": ("re.search('a+b', text)", "a"),
    "two repeats of the same characters": (r"re.fullmatch(r'\s*\s*x', text)", " "),
    "a look ahead": ("re.findall('(?=.*b)a', text)", "a"),
    "a look ahead from each match": ("for found in re.finditer('a(?!.*b)', text): pass", "a"),
    "a search from each place": ("for at in range(len(text)): END.search(text, at)", "a"),
    "a pattern in a table": ("for at in range(len(text)): TABLE['end'][0].search(text, at)", "a"),
    "a bound method": ("for at in range(len(text)): FIND(text, at)", "a"),
    "splitting at each place": ("for at in range(len(text)): text[at:].split(',')", "a,"),
    "cutting off the first character": ("while text: text = text[1:]", "a"),
    "looking for what is not there": ("for at in range(len(text)): text.find('b', at)", "a"),
    "looking backward for what is not there": ("for at in range(len(text)): text.rfind('b', 0, at)", "a"),
    "counting the lines before each place": ("for at in range(len(text)): text.count('b', 0, at)", "a"),
    "asking whether it is there": ("for at in range(len(text)): 'b' in text", "a"),
    "adding to a text": ("whole = ''\nfor letter in text: whole = text[:0] + whole + letter", "a"),
    "reading what grows": ("whole = ''\nfor letter in text: whole = whole + letter; whole.lower()", "a"),
    "a loop in a loop": ("for one in text:\n  for other in text: pass", "a"),
    "what a cache would hide": ("for at in range(len(text)): cached(text, at)", "a"),
}
MODULE = r"""
import re, functools
PATTERN = re.compile("[0-9]+")
END = re.compile("b")
TABLE = {"end": (END, "the end")}
FIND = END.search

class Holder:
    pattern = END

@functools.lru_cache
def cached(text, at):
    return text[at:]

def function(text):
"""


@pytest.fixture
def made() -> Iterator[Callable[[str], Function]]:
    """Makes a function of code, in a module whose work is counted."""
    module = ModuleType("readinglist.example")

    def made(code: str) -> Function:
        exec(MODULE + "".join(f"    {line}\n" for line in code.split("\n")), vars(module))  # noqa: S102 - our own code
        function: Function = vars(module)["function"]
        return function

    sys.modules[module.__name__] = module
    yield made
    del sys.modules[module.__name__]


@pytest.mark.parametrize("kind", LINEAR)
def test_what_grows_with_the_length_passes(kind: str, made: Callable[[str], Function]) -> None:
    code, piece = LINEAR[kind]
    assert_linear_in(made(code), piece, 1000)


@pytest.mark.parametrize("kind", QUADRATIC)
def test_what_grows_with_the_square_of_the_length_is_seen(kind: str, made: Callable[[str], Function]) -> None:
    code, piece = QUADRATIC[kind]
    with pytest.raises(AssertionError, match=r"lines|steps|characters"):
        assert_linear_in(made(code), piece, 200)


def test_a_pattern_without_end_is_stopped(made: Callable[[str], Function]) -> None:
    with pytest.raises(AssertionError, match="steps"):
        assert_linear_in(made("re.search('(a+)+b', text)"), "a", 8)
    with pytest.raises(TooManySteps, match=r"'\(a\+\)\+b' made more than"):
        work(made("re.search('(a+)+b', text)"), "a" * 40)


def test_a_second_count_is_the_same_as_the_first(made: Callable[[str], Function]) -> None:
    function = made("PATTERN.sub('', text).split(); cached(text, 1)")
    assert work(function, "a1 " * 50) == work(function, "a1 " * 50)


def test_a_pattern_that_is_not_watched_is_told(made: Callable[[str], Function]) -> None:
    with pytest.raises(AssertionError, match="not watched"):
        work(made("Holder.pattern.search(text)"), "")


def test_after_counting_all_is_as_it_was(made: Callable[[str], Function]) -> None:
    function = made("return [PATTERN, TABLE, FIND, re.compile('x')]")
    before: Any = function("")
    tracing, profiling = sys.gettrace(), sys.getprofile()
    work(function, "")
    after: Any = function("")
    assert all(one is other for one, other in zip(before, after, strict=True))
    assert (sys.gettrace(), sys.getprofile()) == (tracing, profiling)


PATTERNS = [
    "", "a", "a*", "(?:a*)*b", "(a|ab)*c", "(a*?)+?b", "(?P<x>a)?(?(x)b|c)", "(a+)+b", "(?<=ab)c", "(?<!a)b", r"\b\w+\b",
    "(?i:aB)+", "(ab?){2,3}?c", "(?>a+)b", "(?:ab|a)*+c", "(?m:^.*$)", r"(a)\1", r"(?:(a)|b)*\1", r"(?i)(a)\1b", "a{,2}b",
    "[^a]+?a", r"\Aa|b\Z", "(?s:.)b", "(?=a(?!b))[ab]{1,3}+", "(a|b|cd)+?(?=c)", "a??b", "(?!)|c", "(?:|a)+b", r"\d?[a-c]+",
]  # fmt: skip


@given(st.sampled_from(PATTERNS), st.text("aabbcdA1 \n", max_size=14), st.integers(0, 14), st.integers(0, 14))
def test_the_machine_that_counts_finds_what_re_finds(pattern: str, text: str, start: int, stop: int) -> None:
    compiled = re.compile(pattern)
    matcher = Matcher(compiled)
    start, stop = sorted((min(start, len(text)), min(stop, len(text))))

    def span(found: re.Match[str] | None) -> tuple[int, int] | None:
        return found and found.span()

    assert matcher.match(text, start, stop) == span(compiled.match(text, start, stop))
    assert matcher.match(text, start, stop, whole=True) == span(compiled.fullmatch(text, start, stop))
    assert matcher.search(text, start, stop) == span(compiled.search(text, start, stop))
    found, advance = matcher.search(text, start, stop), False
    for match in compiled.finditer(text, start, stop):
        assert found == match.span()
        advance = match.start() == match.end()
        found = matcher.search(text, match.end(), stop, advance=advance)
    assert found is None


def test_no_test_reads_a_clock() -> None:
    tests = Path(__file__).parent
    reads = re.compile(r"^\s*(?:import|from) time(?:it)?\b|\b(?:process_time|perf_counter|monotonic)\(", re.MULTILINE)
    assert [path.name for path in sorted(tests.rglob("*.py")) if reads.search(path.read_text("utf-8"))] == []


def test_a_text_that_counts_answers_as_any_other() -> None:
    text, plain = Read("ab, ab ÄB\n"), "ab, ab ÄB\n"
    for name, arguments in {
        "find": ("b", 2), "rfind": ("b", 0, -5), "index": ("ab", 1), "rindex": ("ab",), "count": ("b", 0, 4), "split": (",",),
        "lower": (), "partition": (", ",), "splitlines": (), "encode": (), "startswith": ("a",), "isalpha": (), "strip": ("a\n",),
    }.items():  # fmt: skip
        assert getattr(text, name)(*arguments) == getattr(plain, name)(*arguments)
    assert (text[1:3], text[-1], "," in text, "x" in text, list(text)) == ("b,", "\n", True, False, list(plain))
    assert "x" + text + "y" == "x" + plain + "y"
    assert text.encode()[3:].decode() == plain[3:]
    assert (text.find("x"), hash(text), {plain: 1}[text]) == (-1, hash(plain), 1)
    with pytest.raises(ValueError, match="not found"):
        text.index("x")
