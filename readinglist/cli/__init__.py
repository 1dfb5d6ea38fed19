"""The command line.

A table of commands, each loaded when it is called, and the one place where errors are caught.
"""

from __future__ import annotations

import contextlib
import copy
import errno
import importlib
import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from readinglist.cli.shared import called, colours, progress, streams, words
from readinglist.errors import ReadinglistError, quoted
from readinglist.util import collector
from readinglist.util.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

# Errors of the system for a device that is full or fails: the output is lost, which is no fault of the program.
_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
_NO_READER = 141  # 128 and the number of SIGPIPE
_NOT_UTF_8 = "what was typed holds bytes that are no UTF-8, which only names of files may; nothing was changed."

_FORESEEN = (ReadinglistError, click.ClickException, click.Abort, click.exceptions.Exit, OSError, UnicodeEncodeError)

# One line of help for each command, by section, so that `--help` loads no command.
SECTIONS: dict[str, dict[str, str]] = {
    "Collect": {
        "tour": "Try the program for five minutes, on a library that is thrown away.",
        "init": "Create a library and print where it is.",
        "seed": "Load the seed collection: an article about DeepSeek and its sources.",
        "add": "Add a source by identifier or address, by its fields, or from a bibliography file.",
        "import": "Import bibliography files, lists, and the libraries of other programs.",
        "formats": "List what can be read and written, and what each format carries.",
    },
    "Ask": {
        "resolve": "Complete stubs: sources of which only an identifier is known.",
        "refresh": "Update sources from the services, and keep what you set.",
        "references": "Add the works that a source cites, as stubs linked to it.",
        "published": "Find the published versions of preprints.",
        "links": "Name the addresses of sources that are dead or have moved.",
        "retracted": "Mark sources that were retracted or corrected, and list what rests on them.",
    },
    "Find": {
        "list": "List sources, all or those that a query finds.",
        "search": "Search titles, people, abstracts, notes, claims, quotes and tags.",
        "show": "Show everything about sources.",
        "serve": "Open the library in the browser.",
        "tags": "List the tags, or rename one everywhere.",
    },
    "Annotate": {
        "edit": "Edit a source as BibLaTeX in your editor.",
        "set": "Set fields of a source.",
        "unset": "Remove fields from a source.",
        "tag": "Add and remove tags.",
        "note": "Write a note, or keep a quote with its page.",
        "link": "Link a source to another.",
        "unlink": "Remove a link.",
        "rename": "Give a source another key; the old one keeps working.",
        "rekey": "Generate keys again, by a pattern.",
        "duplicates": "Show pairs of similar sources.",
        "merge": "Merge two sources into one.",
        "rm": "Remove sources from the library.",
    },
    "Argue": {
        "text": "Attach the text of a source, in which quotes are looked up.",
        "claim": "Record a claim that a source makes, with its quote and your verdict.",
        "claims": "List claims, with their evidence.",
        "evidence": "Record evidence for or against a claim.",
        "quotes": "Compare every quote with the text of its source.",
        "gaps": "Show what is missing between claims and evidence.",
        "matrix": "Show the stance of each source to each claim, as a table.",
        "graph": "Draw links, claims and evidence: SVG, Graphviz, Mermaid, JSON-LD.",
        "trace": "Show the way back from a source or claim to the primary sources.",
        "impact": "Show what falls if a source is wrong or withdrawn.",
    },
    "Files": {
        "attach": "Attach files to a source: PDFs, saved pages, supplements, data.",
        "attachments": "List the files of sources.",
        "snapshot": "Keep the web page of a source as one file that opens offline.",
        "highlights": "Make notes of what you marked in PDFs.",
        "open": "Open the file of a source, at the page of a claim or a quote.",
        "detach": "Take a file off a source.",
    },
    "Read": {
        "queue": "Show the reading queue, or put sources into it.",
        "next": "Show what to read next.",
        "start": "Start reading sources.",
        "done": "Mark sources as read.",
        "drop": "Mark sources as dropped.",
    },
    "Cite": {
        "cite": "Cite sources in a style: APA, Chicago, MLA, IEEE and others.",
        "bibliography": "Write a bibliography, annotated or not, as HTML, Markdown, LaTeX, Typst or Word.",
        "page": "Write a collection as one page that works offline.",
        "packet": "Write an article's claims with their evidence, for an editor to tick off.",
        "export": "Export sources as BibTeX, BibLaTeX, CSL-JSON or JSON.",
        "vault": "Keep a Markdown note for each source, for Obsidian and its kin.",
        "check": "Compare what a document cites with the library.",
        "cited": "Show where documents cite a source.",
        "sync": "Update a bibliography when documents change.",
    },
    "Keep": {
        "stats": "Show the library in numbers: added, read, by tag and year.",
        "log": "Show the log of operations.",
        "undo": "Undo the last operations.",
        "redo": "Redo what was undone.",
        "revert": "Take back one operation by itself.",
        "backup": "Copy the library while it is in use.",
        "dump": "Write the whole library as text, for git.",
        "load": "Bring the library to what such a text says.",
        "merge-driver": "Merge .bib files for git, entry by entry and field by field.",
        "doctor": "Examine the library for anything wrong.",
        "config": "Show which library is used, and why, and the settings.",
        "trust": "Let the settings of a folder say whom the program asks.",
        "completion": "Print the completion script for a shell.",
    },
}

# Words behind a command by which somebody may mean another (`habits.py`), or its help.
_MAYBE_HABIT = frozenset(
    "add set new rm remove delete list ls show view get info help rename bibtex biblatex csl-json ris json --version -V".split()
)

_HELP = {name: line for section in SECTIONS.values() for name, line in section.items()}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called.

    Each is a module of this package.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands, without what people call them elsewhere."""
        return list(_HELP)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command by its name."""
        if cmd_name not in _HELP:
            return None
        module = "import_" if cmd_name == "import" else cmd_name.replace("-", "_")  # what can be the name of a module
        command = _loaded(f"readinglist.cli.commands.{module}").command
        if not isinstance(command, click.Command):
            raise TypeError(cmd_name)
        if command.help:
            command = copy.copy(command)  # the next call may be by another name
            command.help = called.named(command.help or "")
        return words.refuse_empty(command)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; where it fails because of what somebody else wrote into the library, raise LibraryError."""
        try:
            return super().invoke(ctx)
        except _FORESEEN:
            raise
        except Exception as error:
            if damage := _damage(ctx):
                raise damage from error
            raise

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, also by what it is called elsewhere; for an unknown one, say what to type."""
        name, *rest = args
        if name in _HELP and not (rest and rest[0] in _MAYBE_HABIT):
            return super().resolve_command(ctx, args)
        from readinglist.cli import habits  # noqa: PLC0415 - few commands are typed with a verb behind them

        if (both := " ".join((name, *rest[:1]))) in habits.ELSEWHERE and name in _HELP:
            raise click.UsageError(f"there is no `{both}`; {habits.answer(both, [], [])}")
        name, *rest = habits.translated(name, rest, _HELP)
        if ctx.resilient_parsing and name not in _HELP:
            return None, None, args  # while the shell completes, nothing is said
        if name in ("--version", "--help"):
            click.echo(f"{called.name()} {__version__}" if name == "--version" else ctx.get_help())
            ctx.exit()
        if name not in _HELP:
            raise click.UsageError(f"there is no command {quoted(name)}; {habits.answer(name, rest, list(_HELP))}")
        return super().resolve_command(ctx, [name, *rest])

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help, in which the program is called as it was."""
        as_called = copy.copy(self)
        as_called.help, as_called.epilog = called.named(self.help or ""), called.named(self.epilog or "")
        super(LazyGroup, as_called).format_help(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands by section, from the table."""
        for title, section in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl(list(section.items()), col_max=14)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[click.shell_completion.CompletionItem]:
        """Complete names of commands from the table, and options."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415

        names = [CompletionItem(name, help=line) for name, line in _HELP.items() if name.startswith(incomplete)]
        return names + click.Command.shell_complete(self, ctx, incomplete)


def _damage(ctx: click.Context) -> ReadinglistError | None:
    from readinglist.cli.shared import context  # noqa: PLC0415 - only a failure needs these
    from readinglist.library import maintenance  # noqa: PLC0415

    with contextlib.suppress(ReadinglistError, OSError):
        return maintenance.damage(context.library(ctx))
    return None


def _loaded(name: str) -> ModuleType:
    """Import a module while the garbage collector is off.

    What is imported stays in memory, and examining it again and again costs a tenth of the time.
    """
    with collector.at_rest(keep=True):
        return importlib.import_module(name)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`readinglist COMMAND --help` says more about a command.",
)
@click.option("-l", "--library", metavar="FILE", type=words.Filled(click.STRING), help="Use this library file.")
@click.option("--no-pager", is_flag=True, help="Write all at once, however long it is.")
@click.version_option(__version__, "-V", "-v", "--version", message="%(prog)s %(version)s")
@click.pass_context
def program(ctx: click.Context, library: str | None, no_pager: bool) -> None:  # noqa: ARG001 - commands ask the context
    """Keep an annotated reading list in the shell, and cite from it.

    Everything lives in one SQLite file; `readinglist config` says which.
    """
    ctx.obj = library
    ctx.color = colours.wanted()


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program and leave with its exit code.

    Neither a mistake of the user's nor one of the program's prints a traceback.
    """
    streams.ready()
    if called.COMPLETING in os.environ:
        from readinglist.cli.shared import unhurried  # noqa: PLC0415 - only a shell that completes needs it

        unhurried.install()
    out = sys.stdout
    try:
        with progress.watching():
            status = program.main(
                arguments, prog_name=called.name(), complete_var=called.COMPLETING, standalone_mode=False
            )
        sys.stdout.flush()
    except SystemExit as stop:
        # Where the reader of a pipe has gone, click puts another stdout there and says 1; the shell's word for it is 141.
        status = stop.code if sys.stdout is out else _NO_READER
    except Exception as error:  # noqa: BLE001 - the one place where errors are caught
        status = _code_after(error)
    _tell()
    sys.exit(status if isinstance(status, int) else 0)


def _code_after(error: Exception) -> int:
    """Say what went wrong, and return the exit code."""
    if isinstance(error, ReadinglistError):
        return _said(str(error), error.exit_code)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return error.exit_code
    if isinstance(error, click.UsageError):
        message = _of_option(error) if isinstance(error, click.NoSuchOption) else error.format_message()
        if error.ctx:
            end = "" if message.endswith((".", "?", "!")) else "."
            message = f"{message}{end} `{error.ctx.command_path} --help` says how."
        return _said(message, error.exit_code)
    if isinstance(error, click.ClickException):
        return _said(error.format_message(), error.exit_code)
    if isinstance(error, click.Abort):
        return _stopped(interrupted=isinstance(error.__cause__, KeyboardInterrupt))
    return _code_after_failure(error)


def _of_option(error: click.NoSuchOption) -> str:
    """Return what is said of an option that is not there: what to type instead, and no name that only looks like it."""
    from readinglist.cli import habits  # noqa: PLC0415 - only a mistake needs it

    command = error.ctx.info_name if error.ctx else ""
    sentence, near = habits.of_option(command or "", error.option_name, error.possibilities or ())
    if sentence:
        return f"there is no option {quoted(error.option_name)}; {sentence}"
    return click.NoSuchOption(error.option_name, possibilities=near, ctx=error.ctx).format_message()


def _stopped(*, interrupted: bool) -> int:
    if interrupted:
        return _said("interrupted; nothing was changed.", 130)
    return _said("stopped; nothing was changed.", 1)


def _code_after_failure(error: Exception) -> int:
    """Say what the system or the program did wrong, and return the exit code."""
    if isinstance(error, BrokenPipeError):
        streams.drop_output()
        return _NO_READER
    if isinstance(error, OSError) and error.filename is None and error.errno in _UNWRITABLE:
        streams.drop_output()
        return _said(f"the output could not be written: {str(error.strerror).lower()}.", 1)
    if isinstance(error, MemoryError):
        return _without_memory(error)
    if isinstance(error, UnicodeEncodeError) and "surrogates" in error.reason:
        return _said(_NOT_UTF_8, 2)
    from readinglist.util import crash  # noqa: PLC0415 - only a fault of the program needs it

    if crash.is_wanted_whole():
        raise error
    return _said(crash.sentence(error), 1)


def _without_memory(error: MemoryError) -> int:
    """Say that the memory is full, once what filled it is let go."""
    error.__traceback__ = error.__context__ = error.__cause__ = None
    return _said("there is not enough memory for this; give it less at a time.", 1)


def _tell() -> None:
    """Show what arose on the way and is no error."""
    notices = sys.modules.get("readinglist.util.notices")
    for sentence in notices.told() if notices else ():
        _say(sentence)


def _said(message: str, code: int) -> int:
    """Write a message to stderr, and return the exit code."""
    if message:
        _say(f"{called.name()}: {message}")
    return code


def _say(message: str) -> None:
    """Write to stderr, if anybody can still read it."""
    from readinglist.cli.shared import terminal  # noqa: PLC0415 - only a message needs these
    from readinglist.util import text  # noqa: PLC0415

    with contextlib.suppress(OSError, ValueError):
        terminal.say(text.shortened(message))
