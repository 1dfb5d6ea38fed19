"""Words that options and arguments take: one that is given says something, as an unset variable of the shell does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Filled(click.ParamType[Any]):
    """A value of another type that is not empty."""

    def __init__(self, inner: click.ParamType[Any]) -> None:
        self.inner = inner
        self.name = inner.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return the value. Fails as click does where it is empty."""
        if value == "" and param and ctx and ctx.get_parameter_source(str(param.name)) in _TYPED:
            self.fail("it is empty; give a value, or leave it out.", param, ctx)
        return self.inner.convert(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Complete as the other type does."""
        return self.inner.shell_complete(ctx, param, incomplete)


class Emptied(click.types.StringParamType):
    """A text that may be empty: what is there is then taken away."""


EMPTIED = Emptied()
_TYPED = (ParameterSource.COMMANDLINE, ParameterSource.PROMPT)


def refuse_empty(command: click.Command) -> click.Command:
    """Let a command take no empty text or path, but where an option is `Emptied`; what is searched may be empty."""
    for param in command.params:
        is_word = isinstance(param, click.Option) and isinstance(param.type, click.types.StringParamType)
        if (is_word and not isinstance(param.type, Emptied)) or isinstance(param.type, click.Path):
            param.type = Filled(param.type)
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        refuse_empty(inner)
    return command
