"""What every command is made with: its class, its group, and the options that many share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, TypeVar

import click

from remoteos.cli.session import Session
from remoteos.domain.text import quoted

R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])

Lazy = tuple[str, str]
"""Where a command is (``remoteos.cli.module:attribute``) and its help in one line."""


class WithExamples(click.Command):
    """What has help that ends with examples: whole command lines that work. Tests parse them all."""

    def __init__(self, *args: Any, example: str | Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = (example,) if isinstance(example, str) else tuple(example)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, a line each."""
        super().format_epilog(ctx, formatter)
        if not self.examples:
            return
        with formatter.section("Example" if len(self.examples) == 1 else "Examples"):
            for example in self.examples:
                formatter.write(f"{'':{formatter.current_indent}}{example}\n")


class Command(WithExamples):
    """A command; it is never without an example."""

    def __init__(self, *args: Any, example: str | Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, example=example, **kwargs)


class Group(WithExamples, click.Group):
    """A group whose commands may be loaded when they are called, and which suggests near names."""

    command_class = Command
    group_class = type

    def __init__(self, *args: Any, lazy: Mapping[str, Lazy] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = lazy or {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the names in the order of their tables."""
        return [*self.lazy, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module if need be."""
        if cmd_name not in self.commands and cmd_name in self.lazy:
            return load(self.lazy[cmd_name][0])
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called; near names are suggested for one that is not there."""
        name = args[0]
        if name in self.lazy or name in self.commands or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        near = get_close_matches(name, self.list_commands(ctx))
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise click.UsageError(f"There is no command {quoted(name)}.{hint}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their help; nothing is imported for it."""
        rows = [(name, self._short_help(name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Complete the names of commands; nothing is imported for it."""
        from click.shell_completion import CompletionItem

        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        found = [CompletionItem(name, help=self._short_help(name)) for name in names]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def _short_help(self, name: str) -> str:
        if name in self.lazy:
            return self.lazy[name][1]
        return self.commands[name].get_short_help_str(limit=70)


def load(target: str) -> click.Command:
    """Import the command that ``module:attribute`` names."""
    from importlib import import_module

    module, _, attribute = target.partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    return command


def command(
    name: str | None = None, *, example: str | Sequence[str], **attributes: Any
) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command of its own (one in a group is made with ``group.command``).

    Its name is the function's unless given; ``example`` is one or more whole command lines that work; the
    rest is what `click.command` takes.
    """
    return click.command(name, cls=Command, example=example, **attributes)


def group(
    name: str | None = None, *, example: str | Sequence[str] = (), **attributes: Any
) -> Callable[[Callable[..., Any]], Group]:
    """Make a function a group of commands.

    ``example`` is what `command` takes, across the group's commands; the rest is ``lazy``, as `Group` has
    it, and what `click.group` takes.
    """
    return click.group(name, cls=Group, example=example, **attributes)


def pass_session(function: Callable[..., R]) -> Callable[..., R]:
    """Call the function with the session as its first argument."""

    @wraps(function)
    def with_session(*args: Any, **kwargs: Any) -> R:
        return function(session_of(click.get_current_context()), *args, **kwargs)

    return with_session


def session_of(ctx: click.Context) -> Session:
    """Return the session of this invocation."""
    session = ctx.find_object(Session)
    assert session is not None, "the root command makes the session"
    return session


def json_option(function: F) -> F:
    """Add ``--json``, passed as ``as_json``: one JSON object on stdout instead of text, and no questions."""

    def keep(ctx: click.Context, _: click.Parameter, value: bool) -> bool:
        if value:
            session_of(ctx).no_input = True
        return value

    return click.option("--json", "as_json", is_flag=True, callback=keep, help="Print one JSON object.")(
        function
    )


def no_input_option(function: F) -> F:
    """Add ``--no-input``: nothing is asked; kept in the session, not passed."""

    def keep(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            session_of(ctx).no_input = True

    return click.option(
        "--no-input", is_flag=True, expose_value=False, callback=keep, help="Ask nothing; leave it empty."
    )(function)


def yes_option(function: F) -> F:
    """Add ``--yes``: every question counts as answered with yes; kept in the session, not passed."""

    def keep(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            session = session_of(ctx)
            session.yes = session.no_input = True

    return click.option(
        "--yes", "-y", is_flag=True, expose_value=False, callback=keep, help="Ask nothing; the answer is yes."
    )(function)
