"""Writes docs/man/, the manual pages, from the commands themselves: `make docs`."""

from __future__ import annotations

import inspect
import re
import textwrap
from pathlib import Path

import click

from readinglist import errors
from readinglist.cli import SECTIONS, program
from readinglist.cli.shared import called, example

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "man"
NAME = "rl"

_CODES = (
    errors.UsageError,
    errors.NotFound,
    errors.Conflict,
    errors.NetworkError,
    errors.InputError,
    errors.GateFailed,
)
_ANY = "Anything else went wrong; a sentence on stderr says what."
# What roff reads otherwise than it stands; hyphens are signs to type, and a dash is none.
_ESCAPED = {"\\": r"\e", "-": r"\-", "'": r"\(aq", '"': r"\(dq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}
_DEFINITION = re.compile(r" *(\S+) {2,}(\S.*)")


def pages() -> dict[str, str]:
    """Return each page by the name of its file."""
    context = click.Context(program)
    found = {f"{NAME}.1": _whole(), "readinglist.1": _whole()}
    for section in SECTIONS.values():
        for name, line in section.items():
            if command := program.get_command(context, name):
                found[f"{NAME}-{name}.1"] = _page(name, line, command)
    return {name: re.sub(r"^(\.S[HS] .*\n)\.PP\n", r"\1", text, flags=re.MULTILINE) for name, text in found.items()}


def _whole() -> str:
    """Return the page of the program."""
    parts = [
        _head(NAME),
        f".SH NAME\n{NAME}, readinglist \\- keep an annotated reading list, and cite from it\n",
        f".SH SYNOPSIS\n\\fB{NAME}\\fR [\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGS\\fR]\n",
        f".SH EXAMPLE\n{_verbatim([f'{NAME} tour'])}",
        ".SH DESCRIPTION\n" + _text(program.help or ""),
        _options(program),
        ".SH COMMANDS\n",
    ]
    for title, section in SECTIONS.items():
        parts.append(f".SS {title}\n")
        parts += [_item(f"\\fB{NAME}\\-{_escaped(name)}\\fR(1)", line) for name, line in section.items()]
    parts.append(".SH EXIT STATUS\n" + _item("\\fB0\\fR", "All went well.") + _item("\\fB1\\fR", _ANY))
    parts += [_item(f"\\fB{kind.exit_code}\\fR", inspect.getdoc(kind).partition("\n")[0]) for kind in _CODES]
    return "".join(parts)


def _page(name: str, line: str, command: click.Command) -> str:
    """Return the page of a command, with those below it."""
    parts = [_head(f"{NAME}-{name}"), f".SH NAME\n{NAME}\\-{_escaped(name)} \\- {_inline(line.rstrip('.'))}\n"]
    inner = command.commands if isinstance(command, click.Group) else {}
    usages = [_usage(name, command)] + [_usage(f"{name} {verb}", below) for verb, below in inner.items()]
    parts.append(".SH SYNOPSIS\n" + ".br\n".join(usages))
    parts.append(
        ".SH EXAMPLE\n" + _verbatim([_named(f"  {example.of(each)}").strip() for each in (command, *inner.values())])
    )
    parts.append(".SH DESCRIPTION\n" + _text(command.help or "") + _options(command))
    for verb, below in inner.items():
        parts.append(
            f".SH {_escaped(f'{name} {verb}'.upper())}\n{_text(below.help or '')}{_options(below, '.SS Options')}"
        )
    parts.append(f".SH SEE ALSO\n\\fB{NAME}\\fR(1)\n")
    return "".join(parts)


def _head(title: str) -> str:
    version, date = re.findall(r"^## \[(\d[^\]]*)\] - (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)[
        0
    ]
    return f'.\\" Made from the commands by `make docs`.\n.TH {_escaped(title.upper())} 1 {date} "readinglist {version}" "readinglist"\n'


def _usage(name: str, command: click.Command) -> str:
    words = command.collect_usage_pieces(_context(command))
    return f"\\fB{NAME} {_escaped(name)}\\fR {_escaped(' '.join(words))}\n"


def _options(command: click.Command, heading: str = ".SH OPTIONS") -> str:
    context = _context(command)
    options = [param for param in command.get_params(context) if isinstance(param, click.Option)]
    records = [record for option in options if (record := option.get_help_record(context))]
    return f"{heading}\n" + "".join(_item(_term(names), told) for names, told in records)


def _context(command: click.Command) -> click.Context:
    return click.Context(command, help_option_names=program.context_settings["help_option_names"])


def _term(names: str) -> str:
    return re.sub(r"(?<![\w-])(-{1,2}[\w-]+)", lambda found: f"\\fB{found[1]}\\fR", names).replace("-", "\\-")


def _item(term: str, told: str) -> str:
    return f".TP\n{term}\n{_inline(told)}\n"


def _text(text: str) -> str:
    """Return a help text as paragraphs; its examples and lists as they stand."""
    parts = []
    for paragraph in inspect.cleandoc(_named(text)).split("\n\n"):
        lines = paragraph.split("\n")
        if lines[0] != "\b":
            parts.append(f".PP\n{_inline(' '.join(lines))}\n")
        elif all(found := [_DEFINITION.fullmatch(line) for line in lines[1:]]):
            parts += [_item(f"\\fB{_escaped(each[1])}\\fR", each[2]) for each in found]
        else:
            parts.append(_verbatim([line.strip() for line in lines[1:]]))
    return "".join(parts)


def _verbatim(lines: list[str]) -> str:
    return ".PP\n.RS 2\n.EX\n" + "".join(_line(_escaped(line)) for line in lines) + ".EE\n.RE\n"


def _inline(text: str) -> str:
    """Return running text, in which commands to type are bold."""
    pieces = re.split(r"`([^`]+)`", _named(text))
    set_ = "".join(f"\\fB{_escaped(each)}\\fR" if odd % 2 else _escaped(each) for odd, each in enumerate(pieces))
    return "".join(map(_line, textwrap.wrap(set_, 78, break_long_words=False, break_on_hyphens=False)))[:-1]


def _line(escaped: str) -> str:
    """Return a line that roff does not take for one of its own."""
    return f"\\&{escaped}\n" if escaped.startswith(".") else f"{escaped}\n"


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(sign) or (sign if sign.isascii() else f"\\[u{ord(sign):04X}]") for sign in text)


def _named(text: str) -> str:
    return called.named(text, NAME)


def write() -> None:
    """Write the pages, and remove those of commands that are no more."""
    FOLDER.mkdir(exist_ok=True)
    made = pages()
    for path in FOLDER.iterdir():
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        FOLDER.joinpath(name).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
