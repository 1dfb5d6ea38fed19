"""`completion`: the completion script for a shell.

It completes commands, keys, tags and relations.
"""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from readinglist.cli.shared import called, example, terminal

# The scripts are click's, but for what follows. All: what goes wrong is not said in the middle of the line that is typed.
# After `tag:` and `status=` no space is put, as the value follows.

# bash takes words apart at a colon (`doe:2020`), and replaces only what is behind it. It puts in what it is given as it
# stands, so that what the shell would read otherwise is quoted here.
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

    response=$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((${#words[@]} - 1)) %(complete_var)s=bash_complete "$1" 2>/dev/null)
    COMPREPLY=()
    while IFS=',' read -r type value; do
        if [[ $type == 'dir' ]]; then
            compopt -o dirnames
        elif [[ $type == 'file' ]]; then
            compopt -o default
        elif [[ $type == 'plain' ]]; then
            [[ $value == *[:=] ]] && compopt -o nospace
            value=${value#"$behind"}
            [[ $value == *[][:space:]\;\&\|\(\)\<\>\$\'\"\`\\\*\?\[\{\}\!\~\^]* ]] && printf -v value %%q "$value"
            COMPREPLY+=("$value")
        fi
    done <<< "$response"
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""

# zsh reads a backslash in what `_describe` shows, which click leaves alone, and needs to be told of compinit.
_ZSH = r"""#compdef %(prog_name)s

%(complete_func)s() {
    local -a response plain open described described_open
    local type value told
    (( ! $+commands[%(prog_name)s] )) && return 1
    response=("${(@f)$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT-1)) \
%(complete_var)s=zsh_complete %(prog_name)s 2>/dev/null)}")

    for type value told in "${response[@]}"; do
        if [[ $type == plain && $told == _ ]]; then
            if [[ $value == *[:=] ]]; then open+=("$value"); else plain+=("$value"); fi
        elif [[ $type == plain ]]; then
            value=${${value//\\:/:}//\\/\\\\}
            described+=("${value//:/\\:}:$told")
        elif [[ $type == dir ]]; then
            _path_files -/
        elif [[ $type == file ]]; then
            _path_files -f
        fi
    done

    (( $#described )) && _describe -V unsorted described -U
    (( $#plain )) && compadd -U -V unsorted -a plain
    (( $#open )) && compadd -U -V unsorted -S '' -a open
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
    compdef %(complete_func)s %(prog_name)s
fi
"""

# In fish, click cuts what is shown beside a key at a comma, and leaves out all of a line behind the cursor's.
_FISH = r"""function %(complete_func)s
    set -l line (commandline -cp)
    set -l word (commandline -ct)
    set -l response (env %(complete_var)s=fish_complete COMP_WORDS="$line" COMP_CWORD="$word" %(prog_name)s 2>/dev/null)

    for completion in $response
        set -l found (string split -m 1 "," -- $completion)
        switch $found[1]
            case dir
                __fish_complete_directories $found[2]
            case file
                __fish_complete_path $found[2]
            case plain
                printf '%%s\n' $found[2]
        end
    end
end

complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


class _Bash(BashComplete):
    source_template = _BASH


class _Zsh(ZshComplete):
    source_template = _ZSH


class _Fish(FishComplete):
    source_template = _FISH


SHELLS: dict[str, type[ShellComplete]] = {"bash": _Bash, "zsh": _Zsh, "fish": _Fish}


@click.command("completion", cls=example.WithExample, example="readinglist completion bash")
@click.argument("shell", type=click.Choice(list(SHELLS)))
def command(shell: str) -> None:
    """Print the completion script for a shell; put this into its start file:

    \b
      eval "$(readinglist completion bash)"
      eval "$(readinglist completion zsh)"
      readinglist completion fish | source

    Commands, options, keys, claims, tags, fields and what they may hold are completed; zsh and fish show titles beside keys.
    """  # noqa: D415 - the sentence continues in the example
    root = click.get_current_context().find_root().command
    for name in called.NAMES:
        terminal.put_text([SHELLS[shell](root, {}, name, called.COMPLETING).source(), "\n"])
