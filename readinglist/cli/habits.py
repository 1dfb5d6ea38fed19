"""What people type who come from papis, cobib, pubs, Zotero, JabRef or the shell, and what it is here.

One table: a command under another name works; where it is another thing, a sentence says what to type. Words that are read
are never answered with a command that writes. `docs/coming-from.md` is made of this table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readinglist.model import schemes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

# Commands that are here under another name: the words that stand for it.
SAME: dict[str, tuple[str, ...]] = {
    "ls": ("list",),
    "find": ("search",),
    "grep": ("search",),
    "lookup": ("search",),
    "query": ("list",),
    "get": ("show",),
    "info": ("show",),
    "view": ("show",),
    "cat": ("show",),
    "details": ("show",),
    "delete": ("rm",),
    "remove": ("rm",),
    "del": ("rm",),
    "new": ("add",),
    "insert": ("add",),
    "mv": ("rename",),
    "history": ("log",),
    "keys": ("list", "--keys-only"),
    "citekeys": ("list", "--keys-only"),
    "count": ("list", "--count"),
    "bibtex": ("export", "--format", "bibtex"),
    "biblatex": ("export", "--format", "biblatex"),
    "annotate": ("note",),
    "relate": ("link",),
    "todo": ("queue",),
    "finish": ("done",),
    "dedupe": ("duplicates",),
    "lint": ("doctor",),
    "validate": ("doctor",),
    "generate-citation-keys": ("rekey",),
    "settings": ("config",),
    "preferences": ("config",),
    "verify": ("quotes", "verify"),
    "conf": ("config",),
    "dir": ("list",),
    "entries": ("list",),
    "sources": ("list",),
    "papers": ("list",),
    "inbox": ("list", "status:inbox"),
    "unread": ("list", "-status:read"),
    "reading": ("list", "status:reading"),
    "recent": ("list", "--sort", "added", "--reverse", "--limit", "20"),
    "last": ("list", "--sort", "added", "--reverse", "--limit", "20"),
    "latest": ("list", "--sort", "added", "--reverse", "--limit", "20"),
    "json": ("list", "--json"),
    "bib": ("export", "--format", "bibtex"),
    "csl": ("export", "--format", "csl-json"),
    "csljson": ("export", "--format", "csl-json"),
    "csl-json": ("export", "--format", "csl-json"),
    "ris": ("export", "--format", "ris"),
    "import-bib": ("import",),
    "ingest": ("import",),
    "comment": ("note",),
    "ed": ("edit",),
    "rename-tag": ("tags", "rename"),
    "dup": ("duplicates",),
    "dups": ("duplicates",),
    "dupes": ("duplicates",),
    "duplicate": ("duplicates",),
    "deduplicate": ("duplicates",),
    "integrity": ("doctor",),
    "visualize": ("graph",),
    "network": ("graph",),
    "tutorial": ("tour",),
    "complete": ("completion",),
    "completions": ("completion",),
    "bibliographies": ("bibliography",),
}

# What is here in another way, or not at all: what to type instead.
ELSEWHERE: dict[str, str] = {
    "update": "`refresh KEY` asks the services again, `set KEY field=value` changes a field.",
    "modify": "`set KEY field=value` changes fields, `tag --where QUERY +tag` tags what a query finds.",
    "url": "`show KEY` has the address of a source, `list --format '{key} {url}'` those of many.",
    "browse": "`show KEY` has the address of a source; open it in your browser.",
    "browser": "`show KEY` has the address of a source; open it in your browser.",
    "read": "`show KEY` shows a source, `next` what to read next.",
    "notes": "`show KEY` shows the notes on a source, `search WORDS` finds them.",
    "fetch": "`add DOI --dry-run` shows what the services say of a work.",
    "get-cited-works": "`references KEY --dry-run` shows what a source cites.",
    "web": "`serve` opens the library in the browser; `page --output FILE` writes it as one page to hand over.",
    "gui": "there is no window; `list`, `search` and `show` read the library here.",
    "tui": "there is no full screen; `list`, `search` and `show` read the library here.",
    "print": "`show KEY` prints a source, `cite KEY` its citation, `bibliography` a list of them.",
    "statistics": "`stats` shows the library in numbers, `tags` says how many carry each tag, `log` what was done.",
    "addto": "`attach KEY FILE` keeps a file of a source, `attachments KEY` says where.",
    "doc": "`open KEY` opens the file of a source, `attachments KEY` says where its files are.",
    "pdf": "`open KEY` opens the file of a source, `attachments KEY` says where its files are.",
    "explore": "the services have no search by words here; `add DOI --dry-run` shows what they say of a work.",
    "websearch": "the services have no search by words here; `add DOI --dry-run` shows what they say of a work.",
    "exec": "`list --json` and the Python API (docs/python.md) give the library to your own programs.",
    "run": "the library is one file, which `config` names; run your program on it, or on `list --json`.",
    "git": "the library is one file with its own history: `log`, `undo`, `backup FILE`.",
    "collections": "`tags` lists the labels; a tag named a/b is below a, as a collection in another.",
    "collection": "`tags` lists the labels; a tag named a/b is below a, as a collection in another.",
    "groups": "`tags` lists the labels; a tag named a/b is below a, as a group in another.",
    "group": "`tags` lists the labels; a tag named a/b is below a, as a group in another.",
    "config set": "`config` shows the settings, and the files that they stand in, which you edit.",
    "trash": "`log` shows what was removed, and when.",
    "restore": "`log` shows what was done; `undo` takes the last of it back.",
    "review": "`gaps` shows what is missing between claims and evidence, `doctor` what is wrong with entries.",
    "unify_labels": "`rekey --pattern PATTERN --dry-run` shows which keys would be generated.",
    "citations": "`cite KEY` cites a source, `show KEY` has what it cites.",
    "get-citing-works": "`show KEY` has what links to a source; the services are not asked for what cites it.",
    "convert": "`import FILE` and `export --format NAME --output FILE` convert; `import --dry-run` only looks.",
    "generate-bib-from-aux": "`export --cited thesis.aux --output refs.bib` writes what a document cites.",
    "check-integrity": "`doctor` examines the library, `check DOCUMENT` what a document cites.",
    "check-consistency": "`doctor` examines the library, `check DOCUMENT` what a document cites.",
    "doi-to-bibtex": "`add DOI --dry-run --json` shows what the services say, `show KEY --bibtex` the entry of a source.",
    "pseudonymize": "`export --only FIELDS` and `--omit FIELDS` say what leaves the library.",
    "related": "`show KEY` has the links of a source, both ways; `graph KEY` draws them.",
    "items": "`list` lists the sources, `show KEY` shows one.",
    "cache": "answers of the services are kept in your cache folder, which may be removed; `config` shows what is used.",
    "default": "`config` shows the settings, of a project's readinglist.toml and your own config.toml.",
    "library": "`config` says which library is used, `--library FILE` names another.",
    "open-url": "`show KEY` has the address of a source; open it in your browser.",
    "watch": "`sync DOCUMENT --output refs.bib --watch` follows a document.",
    "quote": "`note KEY --quote TEXT --page N` keeps a quote, `quotes verify` compares them with the texts.",
    "search-online": "the services have no search by words here; `add DOI --dry-run` shows what they say of a work.",
    "rate": "`queue KEY --priority N` orders what is to be read; there are no ratings.",
    "star": "`tag KEY +favourite` marks a source; `list tag:favourite` finds what is marked.",
    "status": "`config` says which library is used, `log` what was done, `next` what to read.",
    "st": "`config` says which library is used, `log` what was done, `next` what to read.",
    "stat": "`count` counts sources, `tags` says how many carry each tag, `log` what was done.",
    "summary": "`show KEY` has the abstract of a source, `count` counts sources, `claims KEY` lists what one claims.",
    "report": "`bibliography` makes a page of sources, `matrix` one of claims, `doctor` says what is wrong.",
    "where": "`config` says where the library is.",
    "which": "`config` says which library is used, and why.",
    "path": "`config` says where the library is.",
    "location": "`config` says where the library is.",
    "db": "`config` says which library is used, `--library FILE` names another.",
    "database": "`config` says which library is used, `--library FILE` names another.",
    "lib": "`config` says which library is used, `--library FILE` names another.",
    "libraries": "`config` says which library is used, `--library FILE` names another.",
    "use": "`config` says which library is used, `--library FILE` names another.",
    "switch": "`config` says which library is used, `--library FILE` names another.",
    "diff": "`log` shows what was done; `undo --dry-run` what taking the last of it back would change.",
    "blame": "`show KEY --origins` says where each value comes from.",
    "commit": "every change is kept at once; `log` shows them.",
    "save": "every change is kept at once; `log` shows them.",
    "push": "the library is one file; `backup FILE` copies it, and your own means carry it elsewhere.",
    "pull": "the library is one file; `backup FILE` copies it, and your own means carry it elsewhere.",
    "clone": "the library is one file; `backup FILE` copies it.",
    "reset": "`log` numbers what was done; `undo` takes the last of it back, `undo N` the last N.",
    "quit": "each command runs by itself, and there is nothing to leave; `help` lists them.",
    "exit": "each command runs by itself, and there is nothing to leave; `help` lists them.",
    "shell": "each command runs by itself; `completion` makes your shell complete them.",
    "interactive": "each command runs by itself; `completion` makes your shell complete them.",
    "autocomplete": "`completion bash` prints what makes bash complete commands and keys; zsh and fish too.",
    "fzf": "`list --keys-only` prints keys, one a line, for any program that picks one.",
    "pick": "`list --keys-only` prints keys, one a line, for any program that picks one.",
    "random": "`next` says what to read next; `list --keys-only` prints keys, for any program that picks one.",
    "man": "`help COMMAND` says what a command does; so does man rl-COMMAND in the shell.",
    "manual": "`help COMMAND` says what a command does, `tour` shows the program in five minutes.",
    "docs": "`help COMMAND` says what a command does, `tour` shows the program in five minutes.",
    "demo": "`tour` shows the program in five minutes, on a library that is thrown away.",
    "intro": "`tour` shows the program in five minutes, on a library that is thrown away.",
    "examples": "`help COMMAND` shows an example first, `tour` the program in five minutes.",
    "about": "`version` says which program this is, `config` which library it uses.",
    "authors": "`list author:NAME` finds by author, `list --format '{key} {author}'` lists who wrote what.",
    "years": "`list year:2020..2023` finds by year, `list --sort year` orders by it.",
    "journals": "`list venue:NAME` finds by journal, `list --format '{key} {journaltitle}'` lists them.",
    "titles": "`list title:WORDS` finds by title, `list --format '{key} {title}'` lists them.",
    "types": "`list type:article` finds by type; `show KEY` has the type of a source.",
    "fields": "`show KEY --bibtex` has all fields of a source.",
    "abstract": "`show KEY` has the abstract of a source, `search WORDS` looks in all.",
    "key": "`list --keys-only` lists the keys, `show KEY` a source.",
    "citekey": "`list --keys-only` lists the keys, `show KEY` a source.",
    "copy": "`cite KEY --copy` puts a citation on the clipboard, `backup FILE` copies the library.",
    "cp": "`cite KEY --copy` puts a citation on the clipboard, `backup FILE` copies the library.",
    "clip": "`cite KEY --copy` puts a citation on the clipboard.",
    "clipboard": "`cite KEY --copy` puts a citation on the clipboard.",
    "yank": "`cite KEY --copy` puts a citation on the clipboard.",
    "ref": "`cite KEY` cites a source, `show KEY --bibtex` prints its entry, `list` lists all.",
    "refs": "`list` lists the sources, `export` writes them as BibTeX, `show KEY` has what one cites.",
    "citation": "`cite KEY` cites a source, `cited KEY DOCUMENT` shows where a document does.",
    "cites": "`show KEY` has what a source cites, `cited KEY DOCUMENT` where a document cites it.",
    "citedby": "`show KEY` has what links to a source, `cited KEY DOCUMENT` where a document cites it.",
    "cited-by": "`show KEY` has what links to a source, `cited KEY DOCUMENT` where a document cites it.",
    "download": "`attach KEY URL --dry-run` shows what an address gives, without it the file is kept.",
    "file": "`open KEY` opens the file of a source, `attachments` lists all files.",
    "files": "`attachments` lists the files of sources.",
    "comments": "`show KEY` shows the notes on a source, `search WORDS` finds them.",
    "annotations": "`highlights KEY --dry-run` shows what is marked in a PDF, without it notes are made of that, which `show KEY` shows.",
    "annotation": "`highlights KEY --dry-run` shows what is marked in a PDF, without it notes are made of that, which `show KEY` shows.",
    "highlight": "`highlights KEY --dry-run` shows what is marked in a PDF, without it notes are made of that, which `show KEY` shows.",
    "tree": "`graph KEY` draws links, `trace KEY` shows the way back to the primary sources.",
    "queue rm": "`drop KEY` takes a source out of the queue, and `undo` puts it back.",
    "queue remove": "`drop KEY` takes a source out of the queue, and `undo` puts it back.",
    "queue delete": "`drop KEY` takes a source out of the queue, and `undo` puts it back.",
    "unqueue": "`drop KEY` takes a source out of the queue, and `undo` puts it back.",
    "doing": "`start KEY` marks what you are reading, `queue` shows it.",
    "mark": "`start KEY`, `done KEY` and `drop KEY` mark how far you are, `tag KEY +x` tags.",
    "csv": "`list --format '{key},{title}'` prints columns of your own, `list --json` all there is.",
    "markdown": "`bibliography --format markdown` writes Markdown, `--output FILE.md` into a file.",
    "html": "`bibliography --output FILE.html` writes a page.",
    "word": "`bibliography --output FILE.docx` writes a document for Word.",
    "docx": "`bibliography --output FILE.docx` writes a document for Word.",
    "latex": "`bibliography --output FILE.tex` writes LaTeX, `export` the BibTeX file that LaTeX reads.",
    "format": "`doctor` says what is wrong with entries; `export --output FILE` writes them in one form.",
    "tidy": "`doctor` says what is wrong with entries; `export --output FILE` writes them in one form.",
    "clean": "`doctor` says what is wrong with entries; `export --output FILE` writes them in one form.",
    "create": "`add` adds a source, `init` makes a library.",
    "purge": "`rm KEY` removes a source, and `undo` brings it back.",
    "destroy": "`rm KEY` removes a source, and `undo` brings it back.",
    "upgrade": "the program is renewed as it was installed; `version` says which it is.",
}

ELSEWHERE |= {
    name: f"`show KEY` has the identifiers of a source, `add {name.upper()} --dry-run` what the services say of one."
    for name in schemes.NAMES
    if name not in ELSEWHERE
}

# Options that people try, by command or for all (""): what to type instead.
OPTIONS: dict[tuple[str, str], str] = {
    ("cite", "--bibtex"): "`show KEY --bibtex` prints the entry of a source, `export QUERY` those of many.",
    ("export", "--bibtex"): "`--format bibtex` is meant, which is what `export` writes.",
    ("export", "--biblatex"): "`--format biblatex` is meant.",
    ("export", "--json"): "`--format json` is meant, or `--format csl-json`.",
    ("export", "--csl"): "`--format csl-json` is meant.",
    ("export", "--ris"): "`--format ris` is meant.",
    ("list", "--all"): "`list` lists all sources.",
    ("list", "--desc"): "`--reverse` turns the order round.",
    ("list", "--output"): "`export QUERY --output FILE` writes entries; `>` in the shell keeps the list.",
    ("list", "--title"): "`list title:WORDS` finds by title.",
    ("list", "--key"): "`list key:TEXT` finds by a part of the key.",
    ("list", "--bibtex"): "`export QUERY` prints BibTeX.",
    ("list", "--csv"): "`--format '{key},{title}'` prints columns of your own.",
    ("search", "--author"): "`list author:NAME` finds by author.",
    ("search", "--tag"): "`list tag:NAME` finds by tag.",
    ("search", "--title"): "`list title:WORDS` finds by title.",
    ("", "--verbose"): "there is no such option; messages are as long as they get.",
    ("", "--quiet"): "there is no such option; `2> /dev/null` in the shell silences messages.",
    ("", "--bib"): "`export QUERY --output FILE.bib` writes BibTeX.",
    ("", "--file"): "files are given by their names, without an option.",
}

_VERSION = ("--version", "-v", "-V")
_HELP = "help"


def translated(name: str, words: list[str], known: Collection[str]) -> list[str]:
    """Return what a command line by habit is here, as words; those of `--version` and `--help` stand for themselves.

    What is no habit comes back as it is.
    """
    if name in ("version", *_VERSION) or (name in known and words[:1] in (["--version"], ["-V"])):
        return ["--version"]
    if name == _HELP:
        name, *words = (*words, "--help") if words and words[0] != _HELP else ("--help",)
    elif words == [_HELP]:
        words = ["--help"]
    if name in _JOINED:
        return _JOINED[name](words) or ["tag", *words]
    sub = _SUB.get((name, words[0])) if words else None
    return (sub(words[1:]) if sub else None) or [*SAME.get(name, (name,)), *words]


def _tags(option: str) -> Callable[[list[str]], list[str] | None]:
    def made(words: list[str]) -> list[str] | None:
        """`KEY a b → tag KEY --add a --add b`; what has signs already is ours."""
        if len(words) < 2 or any(word[:1] in "+-" for word in words):  # noqa: PLR2004 - a key and a tag
            return None
        return ["tag", words[0], *(part for word in words[1:] for part in (option, word))]

    return made


def _as(*command: str) -> Callable[[list[str]], list[str] | None]:
    return lambda words: [*command, *words]


def _removed(command: str) -> Callable[[list[str]], list[str] | None]:
    def made(words: list[str]) -> list[str] | None:
        """`KEY 2 → note KEY --remove 2`."""
        return [command, words[0], "--remove", *words[1:]] if len(words) > 1 else None

    return made


def _shown(words: list[str]) -> list[str] | None:
    return ["show", *words] if words else None


def _shown_or_tags(words: list[str]) -> list[str]:
    """`KEY → show KEY`, which has its tags; all tags where no key is named."""
    return _shown(words) or ["tags"]


def _claim(words: list[str]) -> list[str] | None:
    """`KEY#c1 → claims KEY#c1`, which has the evidence; of a source, all that is known."""
    return ["claims", *words] if words and "#" in words[0] else _shown(words)


def _claim_removed(words: list[str]) -> list[str] | None:
    return ["claim", *words, "--remove"] if words else None


# Verbs and what they are for in one word.
_JOINED: dict[str, Callable[[list[str]], list[str] | None]] = {
    **dict.fromkeys(("add-tag", "addtag"), _tags("--add")),
    **dict.fromkeys(("untag", "remove-tag", "rmtag", "rm-tag"), _tags("--remove")),
}


# Verbs behind a command, as other programs have them.
_SUB: dict[tuple[str, str], Callable[[list[str]], list[str] | None]] = {
    **{(name, verb): _tags("--add") for name in ("tag", "tags") for verb in ("add", "set")},
    **{(name, verb): _tags("--remove") for name in ("tag", "tags") for verb in ("rm", "remove", "delete")},
    **{(name, verb): _shown_or_tags for name in ("tag", "tags") for verb in ("list", "ls", "show")},
    ("tag", "rename"): _as("tags", "rename"),
    **{("notes", verb): _as("note") for verb in ("add", "new")},
    **{("notes", verb): _shown for verb in ("show", "list", "ls", "view")},
    **{("note", verb): _as("note") for verb in ("add", "new")},
    **{("note", verb): _shown for verb in ("show", "list", "ls", "view")},
    **{("note", verb): _removed("note") for verb in ("rm", "remove", "delete")},
    **{("queue", verb): _as("queue") for verb in ("add", "list", "ls", "show")},
    **{("claim", verb): _as("claims") for verb in ("list", "ls")},
    **{("claims", verb): _as("claims") for verb in ("list", "ls")},
    **{(name, "show"): _claim for name in ("claim", "claims", "evidence")},
    ("link", "show"): _shown,
    **{("claim", verb): _claim_removed for verb in ("rm", "remove", "delete")},
    **{("evidence", verb): _as("evidence") for verb in ("add", "new")},
    **{("evidence", verb): _as("claims") for verb in ("list", "ls")},
    **{("evidence", verb): _removed("evidence") for verb in ("rm", "remove", "delete")},
    **{("export", form): _as("export", "--format", form) for form in ("bibtex", "biblatex", "csl-json", "ris", "json")},
    **{("claim", verb): _as("claim") for verb in ("add", "new")},
    **{("link", verb): _as("link") for verb in ("add", "new")},
    **{("link", verb): _as("unlink") for verb in ("rm", "remove", "delete")},
    **{("config", verb): _as("config") for verb in ("list", "show", "get", "ls")},
    **{("library", verb): _as("config") for verb in ("show", "info")},
    **{("log", verb): _as("log") for verb in ("show", "list")},
}


def answer(name: str, words: list[str], known: list[str]) -> str:
    """Return what is said of a command that is not here: what to type, by its meaning, or by one slip of the finger."""
    if name in ELSEWHERE:
        return _to_type(ELSEWHERE[name])
    slips = [one for one in known if _is_slip(name, one)]
    if near := min(slips, key=lambda one: (len(one) == len(name), one), default=""):
        return _to_type(f"did you mean `{' '.join((near, *words[:1]))}`?")
    return _to_type("`help` lists all commands by what they do.")


def of_option(command: str, typed: str, known: Collection[str]) -> tuple[str, list[str]]:
    """Return what is said of an option that a command does not have, if anything, and those that are a slip away."""
    sentence = OPTIONS.get((command, typed)) or OPTIONS.get(("", typed), "")
    return _to_type(sentence), [one for one in known if _is_slip(typed.strip("-"), one.strip("-"))]


def _to_type(sentence: str) -> str:
    """Return a sentence in which each command begins with the name of the program."""
    return _COMMAND.sub("`readinglist ", sentence)


_COMMAND = re.compile(r"`(?=[a-z])")


def _is_slip(typed: str, meant: str) -> bool:
    """Whether one letter too many, too few, wrong or exchanged makes one of the other; short words are too near each other."""
    if min(len(typed), len(meant)) < 3 or abs(len(typed) - len(meant)) > 1:  # noqa: PLR2004 - letters
        return False
    same = next((place for place, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), len(meant))
    rest, other = typed[same:], meant[same:]
    exchanged = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return exchanged or rest[1:] == other or rest == other[1:] or (rest[1:] == other[1:] and len(typed) > 3)  # noqa: PLR2004
