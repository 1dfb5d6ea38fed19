"""What people type who come from papis, cobib, pubs, Zotero, JabRef or the shell, and what it is here.

One table: a command under another name works; where it is another thing, a sentence says what to type. Words that are read
are never answered with a command that writes. `docs/coming-from.md` is made of this table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
}

# What is here in another way, or not at all: what to type instead.
ELSEWHERE: dict[str, str] = {
    "update": "`refresh KEY` asks the services again, `set KEY field=value` changes a field.",
    "modify": "`set KEY field=value` changes fields, `tag --where QUERY +tag` tags what a query finds.",
    "url": "`show KEY` has the address of a source, `list --format '{key} {url}'` those of many.",
    "browse": "`show KEY` has the address of a source; open it in your browser.",
    "browser": "`show KEY` has the address of a source; open it in your browser.",
    "open": "files are not kept yet; `show KEY` has the address of a source.",
    "read": "`show KEY` shows a source, `next` what to read next.",
    "notes": "`show KEY` shows the notes on a source, `search WORDS` finds them.",
    "fetch": "`add DOI --dry-run` shows what the services say of a work.",
    "get-cited-works": "`references KEY --dry-run` shows what a source cites.",
    "serve": "the library has no page in a browser yet; `list`, `search` and `show` read it here.",
    "web": "the library has no page in a browser yet; `list`, `search` and `show` read it here.",
    "gui": "there is no window; `list`, `search` and `show` read the library here.",
    "tui": "there is no full screen; `list`, `search` and `show` read the library here.",
    "print": "`show KEY` prints a source, `cite KEY` its citation, `bibliography` a list of them.",
    "stats": "`count` counts sources, `tags` says how many carry each tag, `log` what was done.",
    "statistics": "`count` counts sources, `tags` says how many carry each tag, `log` what was done.",
    "addto": "files are not kept yet; `text KEY FILE` keeps the text of one, to look quotes up in.",
    "attach": "files are not kept yet; `text KEY FILE` keeps the text of one, to look quotes up in.",
    "doc": "files are not kept yet; `show KEY` has the address of a source.",
    "pdf": "files are not kept yet; `show KEY` has the address of a source.",
    "explore": "the services have no search by words here; `add DOI --dry-run` shows what they say of a work.",
    "websearch": "the services have no search by words here; `add DOI --dry-run` shows what they say of a work.",
    "exec": "`list --json` and the Python API (docs/python.md) give the library to your own programs.",
    "run": "the library is one file, which `config` names; run your program on it, or on `list --json`.",
    "git": "the library is one file with its own history: `log`, `undo`, `backup FILE`.",
    "collections": "`tags` lists the labels; a tag named a/b is below a, as a collection in another.",
    "collection": "`tags` lists the labels; a tag named a/b is below a, as a collection in another.",
    "groups": "`tags` lists the labels; a tag named a/b is below a, as a group in another.",
    "group": "`tags` lists the labels; a tag named a/b is below a, as a group in another.",
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
        name, *words = (*words, "--help") if words else ("--help",)
    elif words == [_HELP]:
        words = ["--help"]
    sub = _SUB.get((name, words[0])) if words else None
    return (sub(words[1:]) if sub else None) or [*SAME.get(name, (name,)), *words]


def _tags(sign: str) -> Callable[[list[str]], list[str] | None]:
    def made(words: list[str]) -> list[str] | None:
        """`KEY a b → tag KEY +a +b`; what has signs already is ours."""
        if len(words) < 2 or any(word[:1] in "+-" for word in words):  # noqa: PLR2004 - a key and a tag
            return None
        return ["tag", words[0], *(f"{sign}{word}" for word in words[1:])]

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


# Verbs behind a command, as other programs have them.
_SUB: dict[tuple[str, str], Callable[[list[str]], list[str] | None]] = {
    **{(name, verb): _tags("+") for name in ("tag", "tags") for verb in ("add", "set")},
    **{(name, verb): _tags("-") for name in ("tag", "tags") for verb in ("rm", "remove", "delete")},
    **{(name, verb): _as("tags") for name in ("tag", "tags") for verb in ("list", "ls")},
    **{("note", verb): _as("note") for verb in ("add", "new")},
    **{("note", verb): _shown for verb in ("show", "list", "ls", "view")},
    **{("note", verb): _removed("note") for verb in ("rm", "remove", "delete")},
    **{("queue", verb): _as("queue") for verb in ("add", "list", "ls", "show")},
    **{("claim", verb): _as("claims") for verb in ("list", "ls")},
    **{("claims", verb): _as("claims") for verb in ("list", "ls")},
    **{(name, "show"): _shown for name in ("claim", "claims", "link", "evidence")},
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
        return ELSEWHERE[name]
    slips = [one for one in known if _is_slip(name, one)]
    if near := min(slips, key=lambda one: (len(one) == len(name), one), default=""):
        return f"did you mean `{' '.join((near, *words[:1]))}`?"
    return "`help` lists all commands by what they do."


def _is_slip(typed: str, meant: str) -> bool:
    """Whether one letter too many, too few, wrong or exchanged makes one of the other; short words are too near each other."""
    if min(len(typed), len(meant)) < 3 or abs(len(typed) - len(meant)) > 1:  # noqa: PLR2004 - letters
        return False
    same = next((place for place, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), len(meant))
    rest, other = typed[same:], meant[same:]
    exchanged = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return exchanged or rest[1:] == other or rest == other[1:] or (rest[1:] == other[1:] and len(typed) > 3)  # noqa: PLR2004
