"""What every test stands on: a machine without a user, and the command line in and out of process."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

ROOT = Path(__file__).parent.parent
NOW = "2026-11-23T09:00:00+01:00"
"""A Monday morning, unless a test says otherwise."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the long form of torture tests")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="takes long; run with --long"))


@pytest.fixture
def long_form(request: pytest.FixtureRequest) -> bool:
    """Whether a test shall do its rounds in the long form."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(autouse=True)
def hermetic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's user, its clock or its zone reaches a test."""
    for name in [name for name in os.environ if name.startswith(("REMOTEOS_", "_REMOTEOS", "XDG_"))]:
        monkeypatch.delenv(name)
    for name in ("EDITOR", "VISUAL", "PAGER"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("REMOTEOS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("REMOTEOS_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("REMOTEOS_NOW", NOW)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def unmeasured() -> Iterator[None]:
    """Measure no coverage here: it doubles the time, and what it is asked of has tests of its own.

    The marker ``no_cover`` would say so, and does nothing in the workers of pytest-xdist.
    """
    tracer = sys.gettrace()
    if type(tracer).__module__.startswith("coverage"):
        sys.settrace(None)
    yield
    sys.settrace(tracer)


@dataclass(frozen=True)
class Result:
    """What one call of the command line left."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        """Stdout as the one JSON object it must be."""
        return json.loads(self.stdout)


class Stream(io.TextIOWrapper):
    """A standard stream in memory, which may claim to be a terminal."""

    def __init__(self, content: bytes = b"", *, terminal: bool = False, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(content), encoding=encoding, write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def written(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode(self.encoding)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the command line in this process, with the real handling of errors."""
    from remoteos.cli.main import run as run_command_line

    def call(
        *args: str,
        input: str | bytes | None = None,  # noqa: A002  the word subprocess.run uses
        now: str | None = None,
        env: dict[str, str | None] | None = None,
        terminal: bool = False,
        encoding: str = "utf-8",
    ) -> Result:
        content = input.encode() if isinstance(input, str) else input or b""
        stdout, stderr = (Stream(terminal=terminal, encoding=encoding) for _ in range(2))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", Stream(content, terminal=terminal))
            patch.setattr(sys, "stdout", stdout)
            patch.setattr(sys, "stderr", stderr)
            for name, value in {**(env or {}), **({"REMOTEOS_NOW": now} if now else {})}.items():
                if value is None:
                    patch.delenv(name, raising=False)
                else:
                    patch.setenv(name, value)
            code = run_command_line(args)
        return Result(code, stdout.written(), stderr.written())

    return call


@pytest.fixture
def run_process(tmp_path: Path) -> Callable[..., Result]:
    """Run the command line in a process of its own; ``env`` adds to the environment, None takes away."""

    def call(
        *args: str | bytes,
        input: str | bytes | None = None,  # noqa: A002
        env: dict[str, str | None] | None = None,
        python: tuple[str, ...] = ("-m", "remoteos"),
    ) -> Result:
        environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", **(env or {})}
        done = subprocess.run(
            [sys.executable, *python, *args],
            input=input.encode() if isinstance(input, str) else input or b"",
            capture_output=True,
            env={name: value for name, value in environ.items() if value is not None},
            cwd=tmp_path,
            timeout=60,
            check=False,
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call
