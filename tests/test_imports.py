"""What loads what, seen from fresh interpreters: the command line stays light, importing does nothing."""

import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import remoteos

ROOT = Path(remoteos.__file__).parent.parent
HEAVY = {
    "textual",
    "rich",
    "tomlkit",
    "tomllib",
    "platformdirs",
    "msgspec",
    "tinydb",
    "tempfile",
    "importlib.metadata",
    "zoneinfo",
    "json",
    "unicodedata",
    "dataclasses",
    "subprocess",
    "logging",
}
"""What neither importing the command line nor its help may load."""

NEVER = {
    "textual",
    "rich",
    "tomlkit",
    "importlib.metadata",
    "logging",
    "tempfile",
    "tzlocal",
    "pydantic",
    "markdown_it",
    "yaml",
}
"""What no everyday command may load."""

OF_UPDATES = tuple(
    f"remoteos.{name}"
    for name in (
        "domain.agenda",
        "domain.commitments",
        "domain.drafting",
        "domain.evidence",
        "domain.feedback",
        "domain.letter",
        "domain.managers",
        "domain.tables",
        "domain.update",
        "formats",
        "services.alignment",
        "services.git",
        "services.managers",
        "services.sending",
        "services.update",
    )
)
"""How the names of the modules begin that only managers' updates need, and what has every kind of record."""


def python(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *args],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
    )


def loaded(code: str) -> set[str]:
    """The modules that are there after some code which were not there before it."""
    done = python(
        "-c", f"import sys\nbefore = set(sys.modules)\n{code}\nprint('\\n', *(set(sys.modules) - before))"
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def test_the_package_alone_loads_nothing() -> None:
    assert loaded("import remoteos") == {"remoteos"}


@pytest.mark.parametrize("args", [[], ["--help"], ["--version"], ["confg"]])
def test_the_root_loads_itself_and_click(args: list[str]) -> None:
    code = "from remoteos.cli.main import run" + (f"\nrun({args!r})" if args else "")
    modules = loaded(code)
    assert not modules & HEAVY
    assert {name for name in modules if name.startswith("remoteos")} <= {
        "remoteos",
        "remoteos.cli",
        "remoteos.cli.main",
        "remoteos.cli.options",
        "remoteos.cli.output",
        "remoteos.cli.session",
        "remoteos.domain",
        "remoteos.domain.errors",
        "remoteos.domain.text",
    }


@pytest.mark.parametrize(
    "args", [["status"], ["status", "--json"], ["capture", "a loop"], ["config", "show"], ["init"]]
)
def test_everyday_commands_load_nothing_heavy(args: list[str]) -> None:
    assert not loaded(f"from remoteos.cli.main import run\nassert run({args!r}) == 0") & NEVER


@pytest.mark.parametrize(
    ("args", "needed"),
    [
        (["status"], {"remoteos.domain.managers"}),
        (["capture", "a loop"], set()),
        (["day", "show"], set()),
        (["focus", "start", "a block"], {"remoteos.domain.managers"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_everyday_commands_load_no_more_of_the_updates_than_they_say(
    args: list[str], needed: set[str]
) -> None:
    Path(os.environ["REMOTEOS_CONFIG"]).touch()  # only newcomers are asked whether they have anything at all
    modules = loaded(f"from remoteos.cli.main import run\nassert run({args!r}) == 0")
    assert not modules & NEVER
    assert {name for name in modules if name.startswith(OF_UPDATES)} <= needed


def test_no_command_but_the_one_that_opens_the_app_loads_textual() -> None:
    code = (
        "from remoteos.cli import main, options\n"
        "import click\n"
        "def walk(command):\n"
        "    if isinstance(command, click.Group):\n"
        "        ctx = click.Context(command)\n"
        "        for name in command.list_commands(ctx): walk(command.get_command(ctx, name))\n"
        "walk(main.root)"
    )
    assert not loaded(code) & {"textual", "tomlkit"}


def modules() -> list[str]:
    return [
        found.name
        for found in pkgutil.walk_packages(remoteos.__path__, "remoteos.")
        if "__main__" not in found.name
    ]


def test_nothing_runs_at_import() -> None:
    """Every module is imported where the environment, the clock and all files but modules are out of reach.

    An audit hook sees each file and process however it is opened. What other libraries do at import is
    done before, by importing them first.
    """
    code = f"""
import importlib, sys, os, time
names = {modules()!r}
for library in "click click.shell_completion msgspec tinydb tomlkit platformdirs zoneinfo".split():
    importlib.import_module(library)
for name in names:  # the standard library's own imports, through a first round that is then forgotten
    importlib.import_module(name)
for name in names:
    sys.modules.pop(name, None)

class Untouchable(dict):
    def touched(self, *_, **__): raise AssertionError("the environment was read")
    __getitem__ = __contains__ = __iter__ = get = items = keys = values = copy = touched

def clock(*_): raise AssertionError("the clock was read")

def watch(event, args):
    if event == "open" and not str(args[0]).endswith((".py", ".pyc")):
        if not isinstance(args[0], int) and ".pyc." not in str(args[0]):
            raise AssertionError(f"{{args[0]}} was opened")
    if event in ("os.mkdir", "subprocess.Popen", "socket.connect", "os.remove"):
        if "__pycache__" not in str(args[0]):
            raise AssertionError(f"{{event}} {{args}}")

os.environ, os.getenv = Untouchable(), clock
time.time = time.time_ns = time.localtime = clock
sys.addaudithook(watch)
for name in names:
    importlib.import_module(name)
print("done", len(names))
"""
    done = python("-B", "-c", code)
    assert done.stdout.startswith("done"), done.stderr
