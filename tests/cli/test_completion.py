import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from remoteos.cli.main import COMMANDS

Run = Callable[..., Any]


def complete(run_process: Run, line: str, *, count: int | None = None) -> list[str]:
    words = line.split(" ")
    env = {
        "_REMOTEOS_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1 if count is None else count),
    }
    done = run_process(env=env)
    assert (done.exit_code, done.stderr) == (0, "")
    return [row.partition(",")[2] for row in done.stdout.splitlines() if row]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell(run: Run, shell: str) -> None:
    done = run("completion", shell)
    assert (done.exit_code, done.stderr) == (0, "")
    assert f"_REMOTEOS_COMPLETE={shell}_complete" in done.stdout
    assert "remoteos" in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_can_read_its_script(run: Run, shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "script"
    script.write_text(run("completion", shell).stdout)
    subprocess.run([shell, "-n", script], check=True, timeout=30)


def test_commands_are_completed(run_process: Run) -> None:
    assert complete(run_process, "remoteos ") == list(COMMANDS)
    assert complete(run_process, "remoteos con") == ["config"]
    assert complete(run_process, "remoteos zzz") == []


def test_what_belongs_to_a_lazily_loaded_command_is_completed(run_process: Run) -> None:
    assert complete(run_process, "remoteos config ") == ["path", "show", "set"]
    assert "--json" in complete(run_process, "remoteos config show --j")
    assert complete(run_process, "remoteos completion z") == ["zsh"]
    assert "--user" in complete(run_process, "remoteos --u")


@pytest.mark.parametrize("line", ["remoteos nothing ", "remoteos 'unclosed", "remoteos config nothing x "])
def test_what_makes_no_sense_completes_to_nothing_much(run_process: Run, line: str) -> None:
    complete(run_process, line)


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_itself_completes(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parent.parent.parent
    program = tmp_path / "remoteos"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={root} exec {sys.executable} -m remoteos "$@"\n')
    program.chmod(0o700)
    script = tmp_path / "script"
    script.write_text(run("completion", "bash").stdout)
    asked = (
        f"source {script}; COMP_WORDS=(remoteos config s); COMP_CWORD=2; "
        f"_remoteos_completion {program}; echo ${{COMPREPLY[@]}}"
    )
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("show set\n", "")
