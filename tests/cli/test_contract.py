"""What holds for every command there is, found by walking through all of them."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from remoteos.cli import main
from remoteos.cli.options import Command, Group
from remoteos.cli.session import Session
from tests.cli.support import Run, ok

ROOT = Path(main.__file__).parent.parent.parent

NO_JSON = {
    "remoteos completion": "prints a script for a shell",
    "remoteos data export": "prints one JSON object as it is",
    "remoteos playbook export": "writes the playbook as it leaves",
    "remoteos update export": "writes the update as it leaves, as JSON too",
}
"""The commands without ``--json``, and why."""


def leaves(this: click.Command, ctx: click.Context) -> Iterator[tuple[str, click.Command]]:
    """Every command below this one, by the words that call it."""
    if not isinstance(this, click.Group):
        yield ctx.command_path.replace(" ID ", " "), this
        return
    for name in this.list_commands(ctx):
        found = this.get_command(ctx, name)
        assert found is not None
        yield from leaves(found, click.Context(found, ctx, info_name=name))


ALL = dict(leaves(main.root, click.Context(main.root, info_name="remoteos", **main.root.context_settings)))
each_command = pytest.mark.parametrize("path", ALL)


def words_to(path: str) -> list[str]:
    """The words that call a command; ``loop`` takes an id before its way."""
    words = path.split()[1:]
    return [*words[:1], "abcd", *words[1:]] if words[0] == "loop" and len(words) > 1 else words


def called(example: str) -> list[str]:
    """The arguments that an example gives to remoteos, whatever the shell does around it."""
    found = re.search(r"\bremoteos( [^|>)]*)?", example)
    assert found is not None, example
    return shlex.split(found[0])[1:]


def parsed(args: list[str]) -> tuple[click.Command, dict[str, object]]:
    """The command that a command line calls, and what it is called with; the command is not run."""
    ctx = main.root.make_context("remoteos", args)
    ctx.obj = Session(os.environ)
    with ctx:
        while isinstance(ctx.command, click.Group):
            name, found, rest = ctx.command.resolve_command(ctx, [*ctx._protected_args, *ctx.args])
            assert found is not None
            ctx.invoked_subcommand = name
            ctx = found.make_context(name, rest, parent=ctx)
    return ctx.command, ctx.params


def test_they_are_all_found() -> None:
    assert len(ALL) >= 45
    assert {"remoteos status", "remoteos focus list", "remoteos loop drop", "remoteos data merge"} <= set(ALL)


@each_command
class TestEveryCommand:
    def test_has_examples_that_are_parsed_as_its_own(
        self, path: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import io

        examples = ALL[path].examples
        assert examples
        for example in examples:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"from a pipe")))
            command, params = parsed(called(example))
            assert command.name == ALL[path].name
            assert command.callback is ALL[path].callback
            assert params is not None

    def test_shows_its_help_with_examples(self, run: Run, path: str) -> None:
        for option in ("--help", "-h"):
            done = ok(run(*words_to(path), option))
            assert done.stderr == ""
            assert done.stdout.startswith(f"Usage: {path.split()[0]} ")
            assert all(example in done.stdout for example in ALL[path].examples)
            assert max(map(len, done.stdout.splitlines())) <= 120

    def test_says_what_it_does_and_what_each_option_is(self, path: str) -> None:
        command = ALL[path]
        assert command.help
        assert command.help.strip()[0].isupper()
        for param in command.params:
            if isinstance(param, click.Option):
                assert param.help, param.name
                assert param.help.endswith("."), param.help

    def test_has_json(self, path: str) -> None:
        options = {name for param in ALL[path].params for name in param.opts}
        assert ("--json" in options) != (path in NO_JSON), path

    def test_an_unknown_option_is_wrong_usage(self, run: Run, path: str) -> None:
        done = run(*words_to(path), "--frobnicate")
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith("remoteos: No such option '--frobnicate'")
        assert done.stderr.count("\n") == 1


def groups_in(this: click.Command, ctx: click.Context) -> Iterator[tuple[str, Group]]:
    """A group and every one below it, by the words that call it."""
    if isinstance(this, Group):
        yield ctx.command_path.replace(" ID", ""), this
        for name in this.list_commands(ctx):
            found = this.get_command(ctx, name)
            assert found is not None
            yield from groups_in(found, click.Context(found, ctx, info_name=name))


ALL_GROUPS = dict(groups_in(main.root, click.Context(main.root, info_name="remoteos")))


@pytest.mark.parametrize("path", ALL_GROUPS)
def test_a_group_shows_examples_that_are_parsed(run: Run, path: str) -> None:
    examples = ALL_GROUPS[path].examples
    assert examples
    shown = ok(run(*path.split()[1:], "--help")).stdout
    assert shown.split("Examples:\n" if len(examples) > 1 else "Example:\n")[1].splitlines() == [
        f"  {example}" for example in examples
    ]
    assert max(map(len, shown.splitlines())) <= 120
    for example in examples:
        if args := called(example):  # remoteos alone shows the day
            command, _ = parsed(args)
            assert isinstance(command, Command)


GROUPS = [name for name in main.COMMANDS if any(path.startswith(f"remoteos {name} ") for path in ALL)]


@pytest.mark.parametrize("group", [[], *([name] for name in GROUPS if name != "config")], ids=" ".join)
def test_no_line_of_help_is_cut_short(run: Run, group: list[str]) -> None:
    assert "..." not in ok(run(*group, "--help")).stdout.split("Commands:")[1]


@pytest.mark.parametrize("group", ["day", "focus", "outcome", "goal", "pulse", "data", "config", "loop"])
def test_a_group_alone_shows_what_there_is(run: Run, group: str) -> None:
    done = run(group)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Usage: remoteos {group} ")


def test_no_command_loads_the_screens() -> None:
    """In a fresh interpreter, every command's module is imported and its help is shown."""
    code = f"""
import io, sys
from remoteos.cli.main import run
for words in {[words_to(path) for path in ALL]!r}:
    sys.stdout = io.StringIO()
    code = run([*words, "--help"])
    sys.stdout = sys.__stdout__
    assert code == 0, words
found = sorted(name for name in sys.modules if name.split(".")[0] in ("textual", "rich"))
assert not found, found
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")


WORKING = [
    ("status",),
    ("capture", "x"),
    ("loops",),
    ("undo",),
    ("day", "open"),
    ("day", "show"),
    ("day", "off", "2026-12-24"),
    ("focus", "start", "x"),
    ("focus", "status"),
    ("focus", "list"),
    ("focus", "log", "x", "--from", "07:00", "--to", "08:00"),
    ("focus", "plan", "x"),
    ("outcome", "add", "x"),
    ("outcome", "list"),
    ("goal", "add", "x"),
    ("goal", "list"),
    ("manager", "add", "Ana"),
    ("manager", "list"),
    ("win", "add", "x"),
    ("win", "list"),
    ("evidence", "list"),
    ("feedback", "list"),
    ("update", "draft"),
    ("update", "list"),
    ("update", "said"),
    ("update", "check"),
    ("update", "formats"),
    ("update", "agenda", "show"),
    ("pulse", "add", "--energy", "3"),
    ("pulse", "show"),
    ("data", "path"),
    ("data", "check"),
    ("data", "backups"),
    ("data", "archive"),
    ("keys",),
]


@pytest.mark.parametrize("args", WORKING, ids=" ".join)
@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_json_is_one_line_on_a_pipe_and_one_object_on_a_terminal(
    run: Run, args: tuple[str, ...], terminal: bool
) -> None:
    done = ok(run(*args, "--json", terminal=terminal, input="\n" * 4 if terminal else ""))
    assert (done.stdout.count("\n") > 1) == terminal
    assert next(iter(done.json)) == "schema"
    assert done.json["schema"] == 1


@pytest.mark.parametrize("args", WORKING, ids=" ".join)
def test_json_holds_instants_with_offset_and_durations_in_seconds(run: Run, args: tuple[str, ...]) -> None:
    def walk(value: object, key: str = "") -> Iterator[tuple[str, object]]:
        if isinstance(value, dict):
            for name, inner in value.items():
                assert re.fullmatch("[a-z][a-z0-9_]*", name), name
                yield from walk(inner, name)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner, key)
        else:
            yield key, value

    for key, value in walk(ok(run(*args, "--json")).json):
        if value is not None and (key.endswith("_at") or key in ("at", "now")):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", str(value)), (key, value)
        if key.endswith("_s") and value is not None:
            assert isinstance(value, int), key
