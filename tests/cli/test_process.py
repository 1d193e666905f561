"""The command line in processes of its own: what cannot be seen from within one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import remoteos

Run = Callable[..., Any]

ROOT = Path(remoteos.__file__).parent.parent


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_no_encoding_is_too_poor(run_process: Run, env: dict[str, str]) -> None:
    done = run_process("config", "set", "you.name", "Zo\xeb", env=env)
    assert done.exit_code == 0
    assert "Traceback" not in done.stderr
    shown = run_process("config", "show", env=env)
    assert shown.exit_code == 0
    assert "Traceback" not in shown.stderr


def test_arguments_that_are_no_text_crash_nothing(run_process: Run) -> None:
    assert run_process(b"\xff").exit_code == 2
    assert run_process("config", "set", "you.name", b"A\xffda").exit_code == 0
    assert '"Ada"' in run_process("config", "show").stdout


def shell(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", script.replace("REMOTEOS", f"{sys.executable} -m remoteos")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("args", ["--help", "config show", "config show --json", "completion bash"])
def test_a_closed_pipe_is_met_in_silence(args: str) -> None:
    done = shell(f"REMOTEOS {args} | (exec 0<&-; sleep 0.3); echo ${{PIPESTATUS[0]}}")
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("args", ["--version", "--help", "config show"])
def test_a_full_disk_under_stdout_is_said(args: str) -> None:
    done = shell(f"REMOTEOS {args} > /dev/full")
    assert (done.returncode, done.stderr) == (74, "remoteos: No space left on device\n")


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_closed_streams_crash_nothing() -> None:
    assert shell("REMOTEOS --version >&-").returncode == 74
    assert shell("REMOTEOS --version 2>&-").returncode == 0
    assert shell("REMOTEOS confg 2>&-").returncode == 2
    assert shell("REMOTEOS confg 2>/dev/full").returncode == 2
    assert shell("REMOTEOS --version <&-").stdout.startswith("remoteos ")
    assert shell("REMOTEOS day show <&-").returncode == 0


WAITING = """
import signal
from remoteos.cli import main, options, params

@options.command("wait", example="remoteos wait")
def wait():
    print("ready", flush=True)
    params.read_stdin()

signal.signal(signal.SIGINT, signal.default_int_handler)  # jobs in the background ignore it
main.root.commands["wait"] = wait
main.sys.argv = ["remoteos", "wait"]
main.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
def test_ctrl_c_ends_it_with_130_and_one_line() -> None:
    waiting = subprocess.Popen(
        [sys.executable, "-c", WAITING],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    with waiting:
        assert waiting.stdout is not None
        assert waiting.stderr is not None
        assert waiting.stdout.readline() == "ready\n"
        time.sleep(0.3)  # it has yet to begin to read; before that, the signal says the same
        waiting.send_signal(signal.SIGINT)
        assert waiting.stderr.read() == "remoteos: interrupted\n"
    assert waiting.returncode == 130
