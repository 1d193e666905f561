import io
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from typing import Any

import click
import pytest

import remoteos
from remoteos.cli import main, options
from remoteos.cli.options import (
    Command,
    Group,
    command,
)
from remoteos.cli.session import Session
from remoteos.services import errors

Run = Callable[..., Any]

ERRORS = [
    (errors.Refused, 1),
    (errors.NotFound, 1),
    (errors.Ambiguous, 1),
    (errors.BadEnvironment, 2),
    (errors.BadInput, 65),
    (errors.Damaged, 65),
    (errors.Unreadable, 65),
    (errors.NewerSchema, 65),
    (errors.CannotCreate, 73),
    (errors.StorageFailure, 74),
    (errors.Busy, 75),
]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Add a command, `fail`, that raises what it is told to."""

    def told(error: BaseException) -> None:
        @command("fail", example="remoteos fail")
        def fail() -> None:
            raise error

        monkeypatch.setitem(main.root.commands, "fail", fail)

    return told


@pytest.mark.parametrize(("kind", "code"), ERRORS)
def test_every_error_has_its_exit_code_and_one_line(
    run: Run, failing: Callable[[BaseException], None], kind: type[Exception], code: int
) -> None:
    failing(kind("It cannot be\x1b[31m done:\nthe file is busy."))
    done = run("fail")
    assert (done.exit_code, done.stdout) == (code, "")
    assert done.stderr == "remoteos: It cannot be done: the file is busy.\n"


def test_every_error_of_the_product_is_known_here() -> None:
    known = {kind for kind, _ in ERRORS}

    def below(kind: type) -> Iterator[type]:
        subclasses: list[type] = kind.__subclasses__()
        for other in subclasses:
            yield other
            yield from below(other)

    strangers = [kind for kind in below(errors.RemoteosError) if not issubclass(kind, tuple(known))]
    assert strangers == []


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (PermissionError(13, "Permission denied", "/x/y"), 74, "remoteos: Permission denied: /x/y\n"),
        (OSError("odd"), 74, "remoteos: odd\n"),
        (BrokenPipeError(32, "Broken pipe"), 0, ""),
        (KeyboardInterrupt(), 130, "remoteos: interrupted\n"),
        (click.Abort(), 130, "remoteos: interrupted\n"),
        (click.UsageError("No such thing."), 2, "remoteos: No such thing. (see remoteos fail --help)\n"),
        (click.exceptions.Exit(3), 3, ""),
    ],
)
def test_what_else_can_end_a_command(
    run: Run, failing: Callable[[BaseException], None], error: BaseException, code: int, said: str
) -> None:
    failing(error)
    done = run("fail")
    assert (done.exit_code, done.stderr) == (code, said)


def test_a_defect_is_one_line_unless_details_are_asked_for(
    run: Run, failing: Callable[[BaseException], None]
) -> None:
    failing(TypeError("no \ud800 such\nthing"))
    done = run("fail")
    assert done.exit_code == 70
    assert done.stderr.startswith("remoteos: something unexpected happened (TypeError: no such thing). ")
    assert done.stderr.count("\n") == 1
    done = run("fail", env={"REMOTEOS_DEBUG": "1"})
    assert done.exit_code == 70
    assert "Traceback" in done.stderr


def test_deep_recursion_is_a_defect_like_any_other(
    run: Run, failing: Callable[[BaseException], None]
) -> None:
    failing(RecursionError("too deep"))
    assert run("fail").exit_code == 70


def test_the_version(run: Run) -> None:
    done = run("--version")
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"remoteos {remoteos.__version__}\n", "")


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_lists_every_command_with_its_help(run: Run, option: str) -> None:
    done = run(option)
    assert (done.exit_code, done.stderr) == (0, "")
    for name, (_, text) in main.COMMANDS.items():
        assert any(line.split() == [name, *text.split()] for line in done.stdout.splitlines()), name


def test_without_a_command_the_day_is_shown(run: Run) -> None:
    assert run() == run("day", "show")
    assert run().exit_code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["confg"], "There is no command 'confg'. Did you mean config? (see remoteos --help)"),
        (["zzzzz"], "There is no command 'zzzzz'. (see remoteos --help)"),
        (["config", "shwo"], "There is no command 'shwo'. Did you mean show? (see remoteos config --help)"),
        (["--frob"], "No such option '--frob'. (see remoteos --help)"),
        (["config", "path", "x"], "Got unexpected extra argument (x) (see remoteos config path --help)"),
        (["completion", "tcsh"], "Invalid value for '{bash|zsh|fish}': 'tcsh' is not one of"),
        (["config", "set"], "Missing argument 'KEY'. (see remoteos config set --help)"),
        (["x" * 5_000], "There is no command 'xxxx"),
        (["\udcff\x1b[31m"], "There is no command '\\udcff\\x1b[31m'."),
        (["--user"], "Option '--user' requires an argument."),
    ],
)
def test_wrong_usage_is_one_line_and_2(run: Run, args: list[str], said: str) -> None:
    done = run(*args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"remoteos: {said}")
    assert done.stderr.count("\n") == 1
    assert len(done.stderr) < 300


def test_a_group_alone_shows_its_help(run: Run) -> None:
    done = run("config")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: remoteos config ")


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"REMOTEOS_NOW": "soon"}, "REMOTEOS_NOW='soon' is not an instant"),
        ({"REMOTEOS_NOW": "2026-11-23T09:00:00"}, "needs a date, a time and an offset"),
        ({"TZ": "Mars/Olympus"}, "TZ='Mars/Olympus' is not a time zone"),
    ],
)
def test_a_wrong_environment_is_wrong_usage(run: Run, env: dict[str, str], said: str) -> None:
    done = run("day", "show", env=env)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def leaves(this: click.Command, path: tuple[str, ...] = ("remoteos",)) -> Iterator[tuple[str, click.Command]]:
    """Every command, by the words that call it."""
    if isinstance(this, click.Group):
        ctx = click.Context(this, info_name=path[-1])
        for name in this.list_commands(ctx):
            found = this.get_command(ctx, name)
            assert found is not None
            yield from leaves(found, (*path, name))
    else:
        yield " ".join(path), this


def parsed(args: list[str]) -> list[str]:
    """Parse a command line as far as its command would be called, and return the words that led there."""
    ctx = main.root.make_context("remoteos", args)
    ctx.obj = Session(os.environ)
    with ctx:
        while isinstance(ctx.command, click.Group):
            rest = [*ctx._protected_args, *ctx.args]
            name, found, rest = ctx.command.resolve_command(ctx, rest)
            assert found is not None
            ctx.invoked_subcommand = name
            ctx = found.make_context(name, rest, parent=ctx)
    return ctx.command_path.split()


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in main.COMMANDS])
def test_every_command_has_examples_that_work_and_says_what_it_does(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    top = options.load(main.COMMANDS[name][0])
    for path, leaf in leaves(top, ("remoteos", name)):
        assert isinstance(leaf, Command), path
        assert leaf.examples, path
        assert leaf.help, path
        for example in leaf.examples:
            called = re.search(r"\bremoteos( [^|>)]*)?", example)
            assert called is not None, example
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"from a pipe")))
            assert set(path.split()) <= set(parsed(shlex.split(called[0])[1:])), example
        shown = leaf.get_help(click.Context(leaf, info_name=path))
        assert all(example in shown for example in leaf.examples), path


def test_examples_end_the_help_as_they_are() -> None:
    @command(
        example="remoteos x 'a  long   example that is wider than the terminal and never wrapped at all'"
    )
    def x() -> None:
        """Do it."""

    text = x.get_help(click.Context(x, terminal_width=60))
    assert text.splitlines()[-2:] == ["Example:", f"  {x.examples[0]}"]


@pytest.mark.parametrize("user", ["", "../x", "a/b", ".hidden", "x" * 65, "\udcff", "a\x00"])
def test_a_name_no_user_can_have_is_bad_input(run: Run, user: str) -> None:
    done = run("--user", user or "\u00e9", "day", "show")
    assert done.exit_code == 65
    assert done.stderr.count("\n") == 1


def test_an_ascii_terminal_shows_what_it_can(run: Run) -> None:
    done = run("config", "set", "you.name", "Zo\xeb", encoding="ascii")
    assert (done.exit_code, done.stderr) == (0, 'you.name is "Zo?" now.\n')


def test_a_lazy_group_suggests_and_loads() -> None:
    lazy = Group("lazy", lazy={"config": main.COMMANDS["config"]})
    ctx = click.Context(lazy, info_name="lazy")
    assert lazy.list_commands(ctx) == ["config"]
    assert isinstance(lazy.get_command(ctx, "config"), Group)
    assert lazy.get_command(ctx, "nothing") is None
