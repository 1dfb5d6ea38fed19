"""`completion`: the completion script for a shell.

It completes commands, keys, tags and relations.
"""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, ShellComplete, get_completion_class

from readinglist.cli.shared import example, terminal

NAMES = ("readinglist", "rl")

# As click's, but for keys such as `doe:2020`: bash takes words apart at a colon, and replaces only what is behind it.
_BASH = r"""
%(complete_func)s() {
    local IFS=$'\n' words=() word response type value behind breaks=${COMP_WORDBREAKS//[^:=@]/}
    local rest=${COMP_LINE:0:COMP_POINT}

    for word in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
        if [[ ${#words[@]} -eq 0 || $rest == [[:space:]]* ]]; then
            words+=("$word")
        else
            words[-1]+=$word
        fi
        rest=${rest#"${rest%%%%[![:space:]]*}"}
        rest=${rest#"$word"}
    done
    behind=${words[-1]}
    [[ -n $breaks ]] && behind=${behind##*[$breaks]}
    behind=${words[-1]%%"$behind"}

    response=$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((${#words[@]} - 1)) %(complete_var)s=bash_complete $1)
    COMPREPLY=()
    while IFS=',' read -r type value; do
        if [[ $type == 'dir' ]]; then
            compopt -o dirnames
        elif [[ $type == 'file' ]]; then
            compopt -o default
        elif [[ $type == 'plain' ]]; then
            value=${value#"$behind"}
            [[ $value == *[[:space:]\;\&\|\(\)\<\>\$\'\"\`\\]* ]] && printf -v value %%q "$value"
            COMPREPLY+=("$value")
        fi
    done <<< "$response"
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class _Bash(BashComplete):
    source_template = _BASH


@click.command("completion", cls=example.WithExample, example="readinglist completion bash")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for a shell; put this into its start file:

    \b
      eval "$(readinglist completion bash)"
      readinglist completion fish | source
    """  # noqa: D415 - the sentence continues in the example
    kind: type[ShellComplete] | None = _Bash if shell == "bash" else get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"there is no completion for {shell}.")
    for name in NAMES:
        terminal.put_text(
            [kind(click.get_current_context().find_root().command, {}, name, "_READINGLIST_COMPLETE").source(), "\n"]
        )
